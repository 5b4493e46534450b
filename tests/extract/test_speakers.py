"""Who speaks, and to whom: one sentence or two in the manner of the agencies, and the entity that said each piece."""

from __future__ import annotations

import pytest

from teletipo.extract.extraction import Extraction, extract
from teletipo.languages import language
from teletipo.languages.parsing import parse
from teletipo.model import Report


def read(code: str, text: str) -> Extraction:
    report = Report("r", code, None, None, None, None, "original", text)
    return extract(report, parse(report), language(code))


def speakers(code: str, text: str) -> list[str | None]:
    found = read(code, text)
    names = {entity.id: entity.name for entity in found.entities}
    return [names[quotation.speaker] if quotation.speaker else None for quotation in found.quotations]


def addressees(code: str, text: str) -> list[str | None]:
    found = read(code, text)
    names = {entity.id: entity.name for entity in found.entities}
    return [names[quotation.addressee] if quotation.addressee else None for quotation in found.quotations]


@pytest.mark.parametrize(
    ("code", "text", "who"),
    [
        (
            "es",
            (
                "La arqueóloga Irene Sotomayor, del Museo de Burgos, dirige la excavación. «Hemos hallado un horno», "
                "dijo la experta. La investigadora explicó que es romano."
            ),
            "Irene Sotomayor",
        ),
        (
            "es",
            (
                "El delantero Iker Belmonte marcó dos goles. «Ha sido duro», declaró el jugador. El vasco añadió que "
                "espera seguir."
            ),
            "Iker Belmonte",
        ),
        (
            "es",
            (
                "El director del Instituto de Glaciología, Rubén Aliaga, pidió prudencia. El glaciólogo admitió que "
                "los datos son pocos."
            ),
            "Rubén Aliaga",
        ),
        (
            "es",
            (
                "«Es una vergüenza», lamentó el padre de la víctima, Manuel Soria. El hombre aseguró que recurrirá la "
                "sentencia."
            ),
            "Manuel Soria",
        ),
        (
            "en",
            "Professor Irene Wexford said the tree was old. “We have counted the rings,” the expert said.",
            "Irene Wexford",
        ),
        (
            "en",
            (
                "“We were let down,” said Paula Reed, whose son died in the fire. The mother of three said she wanted "
                "answers."
            ),
            "Paula Reed",
        ),
        (
            "en",
            (
                "Secretary of Health and Welfare Tom Reed said the clinic would open. “It is ready,” the secretary "
                "told reporters."
            ),
            "Tom Reed",
        ),
    ],
)
def test_a_description_means_whoever_was_brought_in(code: str, text: str, who: str) -> None:
    assert set(speakers(code, text)) == {who}


def test_an_office_that_nobody_was_given_is_somebody_else() -> None:
    text = "El ministro de Defensa, Luis Prada, pidió calma. El fiscal dijo que investigará el caso."
    assert speakers("es", text)[-1] == "El fiscal"


def test_a_relation_is_not_whoever_spoke_last() -> None:
    text = "El alcalde, Luis Prada, pidió calma. La cuñada contó que la casa ardió de noche."
    assert speakers("es", text)[-1] == "La cuñada"


@pytest.mark.parametrize(
    ("code", "text", "last"),
    [
        ("es", "Preguntada por las becas, la ministra Ana Lobo evitó responder. «Hoy no toca», zanjó.", "Ana Lobo"),
        (
            "es",
            "El portavoz, Luis Mora, dijo que el ministro miente y exigió su dimisión.",
            "Luis Mora",
        ),
        (
            "es",
            (
                "La consejera Rosa Prieto ha lamentado que la Junta no pague. «Es injusto», ha dicho ante la prensa, "
                "antes de pedir al vicepresidente, Juan Arias, que actúe."
            ),
            "Rosa Prieto",
        ),
        ("es", "Según el meteorólogo Ramón Tejada, lloverá hasta el jueves. «No se fíen», recomendó.", "Ramón Tejada"),
        ("es", "Para el crítico Omar Ruiz, el veredicto es claro: «Es la mejor novela del año».", "Omar Ruiz"),
        ("es", "«Perdimos la cosecha», contó a EFE Julia Arce, agricultora de la zona.", "Julia Arce"),
        (
            "es",
            (
                "Una charla con la pintora Elvira Sanz, que expone en Cádiz.\n\nPregunta: ¿Pinta de noche?\n\n"
                "Respuesta: «Solo cuando no duermo»."
            ),
            "Elvira Sanz",
        ),
        ("en", "Premier Karl Novak was quoted by the Daily Post as saying the border would close.", "Karl Novak"),
        ("en", "The envoy, Maria Stein, said the talks failed. She added that no date was set.", "Maria Stein"),
    ],
)
def test_the_grammar_of_the_sentence_says_who_speaks(code: str, text: str, last: str) -> None:
    assert speakers(code, text)[-1] == last


def test_the_same_source_is_the_one_before() -> None:
    text = "Fuentes del Ministerio dijeron que no habrá cumbre. Las mismas fuentes precisaron que falta un acuerdo."
    assert len(set(speakers("es", text))) == 1


def test_a_ruling_speaks_for_itself_and_a_letter_for_its_author() -> None:
    ruling = "La jueza Ana Lobo citó a dos testigos. Según el dictamen, el puente tenía grietas."
    assert speakers("es", ruling)[-1] == "el dictamen"
    letter = "La jueza Ana Lobo dijo que se va. La carta lamenta la falta de medios."
    assert speakers("es", letter)[-1] == "Ana Lobo"


def test_a_dropped_subject_follows_whoever_an_entity_turns_out_to_be() -> None:
    text = "La cirujana Eva Pons operó de noche. La traumatóloga contó que hubo suerte. Añadió, además, que volverá."
    assert set(speakers("es", text)) == {"Eva Pons"}


@pytest.mark.parametrize(
    ("code", "text", "whom"),
    [
        ("es", "«No lo sé», afirmó el alcalde, Luis Prada, en una entrevista con Radio Cumbre.", "Radio Cumbre"),
        ("es", "«Ganaremos», señaló la candidata Eva Pons a la cadena Telesur.", "Telesur"),
        ("es", "El alcalde, Luis Prada, habló primero. La edil Eva Pons le advirtió que no lo votará.", "Luis Prada"),
        ("en", "In a letter to the Red Cross, the envoy, Ann Bell, warned that food was running out.", "Red Cross"),
    ],
)
def test_whom_it_is_said_to(code: str, text: str, whom: str) -> None:
    assert addressees(code, text)[-1] == whom


def test_a_document_is_of_whoever_issued_it() -> None:
    text = (
        "Opposition leader Kim Alder issued a statement on Friday. The statement said the vote was unfair and called "
        "for calm. It accused the government of fraud."
    )
    assert set(speakers("en", text)) == {"Kim Alder"}


def test_for_ones_part_is_nobody_to_speak_to() -> None:
    assert addressees("es", "La portavoz, Eva Pons, aseguró a su vez que el plan sigue en pie.") == [None]


def test_a_report_speaks_for_itself_though_it_names_who_made_it() -> None:
    found = speakers("en", "A survey by the Tide Institute found that rents had doubled. It warned of evictions.")
    assert len(set(found)) == 1
    assert "survey" in str(found[0])


def test_what_is_called_something_in_a_relative_clause_is_called_so_by_the_subject() -> None:
    text = "El consejero Javier Tordesillas ha presentado el calendario, que ha calificado de «equilibrado»."
    assert speakers("es", text) == ["Javier Tordesillas"]


def test_an_age_does_not_part_a_name_from_what_somebody_is() -> None:
    text = "«Me quedé sin nada», dice Olga Petrenko, de 37 años, maestra. La mujer huyó. Cuenta que caminó tres noches."
    assert set(speakers("es", text)) == {"Olga Petrenko"}


def test_a_lawyer_is_no_prosecutor() -> None:
    text = "El fiscal Raúl Olmedo pidió diez años. El abogado Tomás Arce lo negó. «Es un montaje», dijo el letrado."
    assert speakers("es", text)[-1] == "Tomás Arce"


@pytest.mark.parametrize(
    ("code", "text", "last"),
    [
        (
            "es",
            "La alcaldesa Irene Soto criticó el fallo. La defensa del acusado alegó que recurrirá.",
            "La defensa del acusado",
        ),
        (
            "es",
            "El senador Luis Paz pidió su cese. El vocero presidencial dijo que no lo habrá.",
            "El vocero presidencial",
        ),
        (
            "en",
            "Mayor Irene Soto criticised the verdict. The defence said it would appeal.",
            "The defence",
        ),
        (
            "en",
            'Party leader Irene Soto hailed the deal. The far right, however, accused the party of "betrayal".',
            "The far right",
        ),
    ],
)
def test_a_side_and_an_office_of_another_house_are_not_whoever_spoke_before(code: str, text: str, last: str) -> None:
    assert speakers(code, text)[-1] == last


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("El ministro Luis Paz había dicho la víspera que no veía margen.", "Luis Paz"),
        ("El ministro Luis Paz explicó esa misma tarde que no veía margen.", "Luis Paz"),
        ("El ministro Luis Paz afirmó la semana pasada que no veía margen.", "Luis Paz"),
        ("Luis Paz calló. El 40 % de los vecinos dijo que no irá.", "El 40 % de los vecinos"),
        ("Luis Paz calló. Un 40% de los vecinos dijo que no irá.", "Un 40% de los vecinos"),
        ("Luis Paz calló. El 62 por ciento de los socios rechaza pagar más.", "El 62 por ciento de los socios"),
    ],
)
def test_a_time_between_verb_and_clause_and_a_share_as_subject(text: str, who: str) -> None:
    assert speakers("es", text) == [who]
