"""What a reader of the records sees of reference: who "la", "este", "su" and a verb without a subject mean."""

from __future__ import annotations

import pytest

from teletipo.extract.entities import find_entities
from teletipo.extract.parse.page import Page
from teletipo.languages import language
from teletipo.languages.parsing import parse
from teletipo.model import Report

NULL_SUBJECTS = [
    (
        "La Policía detuvo a Luis Morón por la muerte de Berta Quiroga. Según los agentes, la estranguló en casa.",
        {"estranguló": "Luis Morón"},
    ),
    (
        "El informe considera que el ingeniero Luis Morón vació el depósito. Después quemó los planos.",
        {"quemó": "Luis Morón"},
    ),
    (
        "El ciclista Luis Morón sufrió una lesión y su médico le pidió reposo. Volverá en mayo.",
        {"Volverá": "Luis Morón"},
    ),
    (
        "La consejera Berta Quiroga defendió el plan. Según ha dicho, el puente abrirá en mayo.",
        {"ha dicho": "Berta Quiroga"},
    ),
    (
        "La ministra Berta Quiroga visitó la presa. «No hay peligro», ha zanjado.",
        {"ha zanjado": "Berta Quiroga"},
    ),
    (
        "El alcalde Luis Morón recibió a la ministra Berta Quiroga. Preguntada por las obras, no quiso hablar.",
        {"quiso": "Berta Quiroga"},
    ),
    (
        "La ministra Berta Quiroga presentó el plan. Sobre los plazos fue tajante: «Ni un día más».",
        {"fue": "Berta Quiroga"},
    ),
    (
        "El alcalde Luis Morón envió una carta en la que pedía ayuda al Gobierno.",
        {"pedía": "Luis Morón"},
    ),
    (
        "Para la geóloga Berta Quiroga, el suelo está agotado. «Es polvo», resumió.",
        {"resumió": "Berta Quiroga"},
    ),
    (
        "El alcalde Luis Morón, elegido en mayo, dimitió ayer. Está en Lima y volverá el lunes.",
        {"Está": "Luis Morón"},
    ),
    (
        "La alcaldesa Berta Quiroga llegó tarde.\n\n—Aquí no hay luz —lamentó—, y tampoco agua.",
        {"lamentó": "Berta Quiroga"},
    ),
    (
        "El alcalde Luis Morón dimitió ayer. Volverá en otoño, aseguró.",
        {"Volverá": "Luis Morón", "aseguró": "Luis Morón"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), NULL_SUBJECTS)
def test_a_verb_without_a_subject_means_whoever_acts_in_the_telling(text: str, wanted: dict[str, str]) -> None:
    assert mentions(text, "null_subject") == wanted


HAVE_SUBJECTS = [
    "El alcalde Luis Morón citó a un técnico de obras que pidió el anonimato.",
    "El alcalde Luis Morón recibió una carta. Las primeras palabras las tradujo un voluntario.",
    "El alcalde Luis Morón habló ayer, según una carta a la que tuvo acceso Reuters.",
    "El alcalde Luis Morón llegó tarde. «Nos han dejado solos», dijo a la AFP una portavoz de los vecinos.",
    "El alcalde Luis Morón, acompañado por dos concejales, dimitió ayer.",
    "El alcalde Luis Morón escribió una carta. Se lee en ella que no volverá.",
    "El alcalde Luis Morón llegó tarde.\n\n—A mí me llamó el ministro y vino enseguida.",
    "El alcalde Luis Morón llegó tarde.\n\n-¿Y qué dijo de las obras?",
]


@pytest.mark.parametrize("text", HAVE_SUBJECTS)
def test_no_subject_is_dropped_where_somebody_else_speaks_or_nobody(text: str) -> None:
    assert mentions(text, "null_subject") == {}


PRONOUNS = [
    ("La Policía detuvo a Luis Morón. Según los agentes, su madre denunció el caso.", {"su": "Luis Morón"}),
    (
        "La naviera Peñasco creció ayer. El alcalde Luis Morón admiró a la firma Salces y a su presidenta.",
        {"su": "Salces"},
    ),
    (
        "Un tribunal condenó a Luis Morón por la muerte de su primo, Iván Rueda. Lo detuvieron en mayo.",
        {"su": "Luis Morón", "Lo": "Luis Morón"},
    ),
    ("La acompañó el alcalde Luis Morón.", {}),
    ("Marleni Condori, la comunera de Puno, habló. El alcalde Luis Morón la recibió.", {"la": "Marleni Condori"}),
    (
        "El edil Iván Rueda acusó al alcalde Luis Morón. A su juicio, nadie lo reemplazará.",
        {"su": "Iván Rueda", "lo": "Luis Morón"},
    ),
    (
        "El alcalde Luis Morón despidió al técnico Iván Rueda y le agradeció sus servicios.",
        {"le": "Iván Rueda", "sus": "Iván Rueda"},
    ),
    ("La ministra Berta Quiroga viajó a Lima. El embajador Luis Morón la recibió.", {"la": "Berta Quiroga"}),
    ("El alcalde Luis Morón habló ayer. El general Iván Rueda lo contradijo.", {"lo": "Luis Morón"}),
    ("El alcalde Luis Morón habló ayer. La ministra Berta Quiroga lo anunció.", {}),
    (
        "El alcalde Luis Morón recibió a unos empresarios. Estos le plantearon sus dudas.",
        {"Estos": "unos empresarios", "le": "Luis Morón", "sus": "unos empresarios"},
    ),
    ("El alcalde Luis Morón le pidió a la ministra Berta Quiroga más tiempo.", {"le": "Berta Quiroga"}),
    ("La ministra Berta Quiroga dimitió. A su juicio, el alcalde Luis Morón mintió.", {"su": "Berta Quiroga"}),
    ("El alcalde Luis Morón criticó a la empresa Aguas del Sur. Su filial no pagó.", {"Su": "Aguas del Sur"}),
    ("La empresa Aguas del Sur despidió al técnico Luis Morón. Su madre lo contó.", {"Su": "Luis Morón"}),
    ("«Fue un error», dijo ayer su hijo Martín.", {}),
    ("El alcalde Luis Morón calló. «Todo a su debido tiempo», dijo un edil.", {}),
    (
        "La jueza Berta Quiroga encarceló al político Luis Morón, acusado de robar en su barrio.",
        {"su": "Luis Morón"},
    ),
    (
        "La edila Ana Rey habló. La jueza Berta Quiroga citó al alcalde Luis Morón y le entregó una carta.",
        {"le": "Luis Morón"},
    ),
    ("El alcalde Luis Morón habló. Iván Rueda, de 48 años, es médico. Su madre calló.", {"Su": "Iván Rueda"}),
    (
        "El alcalde Luis Morón huyó. Los agentes lo sorprendieron en casa de su hermana.",
        {"lo": "Luis Morón", "su": "Luis Morón"},
    ),
    ("La jueza Berta Quiroga pidió al alcalde Luis Morón su apoyo.", {"su": "Luis Morón"}),
    ("La alcaldesa Berta Quiroga no dejó que el concejal Luis Morón hablara de sus cuentas.", {"sus": "Luis Morón"}),
]


@pytest.mark.parametrize(("text", "wanted"), PRONOUNS)
def test_pronouns_mean_whom_gender_number_and_grammar_allow(text: str, wanted: dict[str, str]) -> None:
    assert mentions(text, "pronominal") == wanted


def test_a_pronoun_of_known_gender_passes_over_the_subject() -> None:
    text = "Judge Peter Vance asked Helen Brand why she had not written to him."
    assert mentions(text, "pronominal", "en") == {"she": "Helen Brand", "him": "Peter Vance"}


ENGLISH_PRONOUNS = [
    ("Mayor Helen Brand resigned. When a clerk asked her about the bridge, she left.", {"her": "Helen Brand"}),
    ("Judge Peter Vance asked the lawyer Colin Ray to explain himself.", {"himself": "Colin Ray"}),
    ("Judge Peter Vance promised the lawyer Colin Ray to explain himself.", {"himself": "Peter Vance"}),
    ("The lawyer Colin Ray spoke. Helen Brand hired the judge Peter Vance and gave him a car.", {"him": "Peter Vance"}),
    ("Helen Brand thanked the judge Peter Vance for his patience.", {"his": "Peter Vance"}),
    ("Judge Peter Vance resigned, though the lawyer Colin Ray told reporters he objected.", {"he": "Colin Ray"}),
    ("The lawyer Colin Ray wrote. Helen Brand told the judge Peter Vance she would meet him.", {"him": "Peter Vance"}),
    ("A firm in Oslo failed. Norway said it would pay.", {"it": "Norway"}),
]


@pytest.mark.parametrize(("text", "wanted"), ENGLISH_PRONOUNS)
def test_english_pronouns_mean_whom_the_clause_allows(text: str, wanted: dict[str, str]) -> None:
    found = mentions(text, "pronominal", "en")
    assert {word: found.get(word) for word in wanted} == wanted


def test_it_takes_up_the_document_that_spoke() -> None:
    text = "A report by the Harbour Institute blamed the mayor. It found three leaks."
    assert mentions(text, "pronominal", "en")["It"] != "Harbour Institute"


def test_whom_the_first_sentence_does_not_name_the_next_one_names() -> None:
    text = "A retired nurse testified Friday that the town ignored her letters. Helen Brand, 77, said she wrote nine."
    assert mentions(text, "nominal", "en")["A retired nurse"] == "Helen Brand"
    assert mentions(text, "pronominal", "en") == {"her": "Helen Brand", "she": "Helen Brand"}


CALLED = [
    (
        "La Policía detuvo a Luis Morón por el asesinato de Iván Rueda. El juez oyó que la víctima tenía deudas.",
        "la víctima",
        "Iván Rueda",
    ),
    (
        "La Policía detuvo a Luis Morón por el asesinato de Iván Rueda. El acusado calla.",
        "El acusado",
        "Luis Morón",
    ),
    (
        "La Policía detuvo a Luis Morón por el asesinato de Iván Rueda. La abogada Berta Quiroga cree a su cliente.",
        "su cliente",
        "Luis Morón",
    ),
    ("La rectora de Lima, la independiente Berta Quiroga, dimitió.", "La rectora de Lima", "Berta Quiroga"),
    ("La socialista Berta Quiroga presentó ayer un plan.", "La socialista", "Berta Quiroga"),
    (
        "Un tribunal condenó al exgeneral Luis Morón por tres muertes. El militar no habló.",
        "El militar",
        "Luis Morón",
    ),
    (
        "La jefa Berta Quiroga y el jefe Luis Morón hablaron ayer. La dirigente pidió calma.",
        "La dirigente",
        "Berta Quiroga",
    ),
    (
        "La física Berta Quiroga publicó un libro. El químico Luis Morón alabó el trabajo de su colega.",
        "su colega",
        "Berta Quiroga",
    ),
    (
        "El alcalde Luis Morón citó al novelista Iván Rueda. El alcalde dijo que el escritor no fue.",
        "el escritor",
        "Iván Rueda",
    ),
    (
        "El abogado del acusado, Luis Morón, habló ayer. El abogado pidió calma.",
        "El abogado",
        "Luis Morón",
    ),
    (
        "La minera Peñasco cerró. Peñasco debe dinero a la constructora Aguilera. La empresa no respondió.",
        "La empresa",
        "Peñasco",
    ),
    ("El regidor Luis Morón presentó las cuentas. El edil no dio cifras.", "El edil", "Luis Morón"),
    (
        "El presidente ejecutivo de Cobres, Luis Morón, dimitió. El ejecutivo llegó en mayo.",
        "El ejecutivo",
        "Luis Morón",
    ),
    ("La novelista Berta Quiroga vive en Lima. La escritora publica en mayo.", "La escritora", "Berta Quiroga"),
    (
        "La jueza Berta Quiroga citó al empresario Luis Morón. El acusado no fue a la vista.",
        "El acusado",
        "Luis Morón",
    ),
    (
        "El empresario Luis Morón irá a juicio. Su abogada, Berta Quiroga, defendió a su cliente.",
        "su cliente",
        "Luis Morón",
    ),
    (
        "El comandante de la Policía en la región, el coronel Luis Morón, habló ayer. El oficial dio cifras.",
        "El oficial",
        "Luis Morón",
    ),
    (
        "La cuñada, identificada como Berta Quiroga, declaró ayer. La mujer vive en Lima.",
        "La cuñada",
        "Berta Quiroga",
    ),
    (
        "Berta Quiroga, analista de la corredora Peñasco, bajó la nota. La analista pidió calma.",
        "La analista",
        "Berta Quiroga",
    ),
]


@pytest.mark.parametrize(("text", "words", "name"), CALLED)
def test_a_description_means_whom_the_report_has_brought_in(text: str, words: str, name: str) -> None:
    assert mentions(text, "nominal")[words] == name


NOBODY = [
    ("El alcalde Luis Morón dio una rueda de prensa.", "es", "prensa"),
    ("El alcalde Luis Morón es abogado.", "es", "abogado"),
    ("El derrumbe dejó nueve heridos en Lima.", "es", "nueve heridos"),
    ("«Esto es un regalo para un juez», dijo Luis Morón.", "es", "un juez"),
    ("Mayor Helen Brand is not a lawyer.", "en", "a lawyer"),
    ("Helen Brand said every lawyer knew.", "en", "every lawyer"),
]


@pytest.mark.parametrize(("text", "code", "words"), NOBODY)
def test_what_only_tells_what_something_is_brings_nobody_in(text: str, code: str, words: str) -> None:
    assert words not in mentions(text, "nominal", code)


def test_two_letters_are_told_apart_by_who_wrote_them() -> None:
    text = (
        "Luis Morón, al contestar una carta enviada el lunes por Berta Quiroga, pidió calma. La comunicación insiste "
        "en el diálogo. La carta de Luis Morón, de dos folios, propone una tregua."
    )
    told = mentions(text, "nominal")
    assert told["La comunicación"] == told["La carta de Luis Morón"] == "La carta de Luis Morón"
    assert told["una carta"] == "una carta"


FIRMS = [
    ("Apple Inc. bajó ayer. Los socios de Apple protestan.", "es"),
    ("Shares of Celtia Corporation fell. Celtia said it would appeal.", "en"),
]


@pytest.mark.parametrize(("text", "code"), FIRMS)
def test_a_firm_is_one_with_and_without_its_legal_form(text: str, code: str) -> None:
    assert len(set(mentions(text, "name", code).values())) == 1


def test_an_acronym_spelt_out_here_is_one_with_its_name() -> None:
    text = "La Autoridad Portuaria (AP) abrió ayer. La AP pide calma."
    assert set(mentions(text, "name").values()) == {"Autoridad Portuaria"}


def mentions(text: str, kind: str, code: str = "es") -> dict[str, str]:
    """The mentions of a kind with the names of their entities."""

    report = Report("r", code, None, None, None, None, "original", text, ())
    found = find_entities(report, Page(parse(report), report.text), language(code)).freeze()
    return {mention.text: entity.name for entity in found for mention in entity.mentions if mention.kind == kind}


def test_whose_somebody_is_cannot_be_named_by_the_next_sentence() -> None:
    text = "A former deputy pleaded not guilty on Friday, his attorney said. Brian Stokes, 44, was arrested last month."
    assert mentions(text, "nominal", code="en")["his attorney"] == "his attorney"
