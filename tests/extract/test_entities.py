"""What a reader of the records sees of entities: small reports, and who is found in them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teletipo.extract.entities import find_entities
from teletipo.extract.entity_table import EntityTable
from teletipo.extract.parse.page import Page
from teletipo.languages import language
from teletipo.languages.parsing import parse
from teletipo.model import Dateline, Entity, Instant, Report, Span, Zone

PUBLISHED = Instant(datetime(2026, 2, 3, tzinfo=UTC), "day", "none", "2026-02-03", "test")


def report(text: str, code: str, *, dateline: str = "", place: str | None = None) -> Report:
    spans = (Span(0, len(dateline), dateline),) if dateline else ()
    zones = (Zone("dateline", 0, len(dateline), dateline),) if dateline else ()
    head = Dateline(place, None, None, spans) if dateline else None
    return Report("r", code, None, head, None, PUBLISHED, "original", text, zones)


def table_of(text: str, code: str = "es", **head: str) -> EntityTable:
    made = report(text, code, **head)
    return find_entities(made, Page(parse(made), made.text), language(code))


def entities_of(text: str, code: str = "es", **head: str) -> tuple[Entity, ...]:
    return table_of(text, code, **head).freeze()


def who(found: tuple[Entity, ...], words: str, kind: str | None = None) -> Entity:
    """The one entity with a mention of these words."""
    return next(e for e in found if any(m.text == words and kind in {None, m.kind} for m in e.mentions))


def names(found: tuple[Entity, ...]) -> dict[str, str]:
    return {m.text: e.type for e in found for m in e.mentions if m.kind == "name"}


class TestNames:
    def test_a_surname_is_the_person_whose_full_name_came_before(self) -> None:
        found = entities_of("La alcaldesa Marta Quiroga Sanz dimitió ayer. Quiroga no dio explicaciones.")
        assert who(found, "Quiroga").name == "Marta Quiroga Sanz"

    def test_a_family_name_that_stands_first_counts_too(self) -> None:
        found = entities_of("Kim Jong Un visitó una fábrica. Kim elogió a los obreros.")
        assert who(found, "Kim").wikidata == "Q56226"

    def test_an_acronym_is_the_body_that_the_text_expands(self) -> None:
        found = entities_of(
            "El Consejo Regional de Aguas (CRA) cerró ayer el embalse. Según fuentes del CRA, no hay riesgo."
        )
        assert who(found, "CRA").name == "Consejo Regional de Aguas"
        assert who(found, "CRA").type == "ORG"

    def test_an_acronym_proves_how_far_the_name_before_it_reaches(self) -> None:
        found = entities_of(
            "La acerera Hierros y Forjas del Sur (HFS) negocia con el Instituto de Minas y Canteras (Inmic)."
        )
        assert names(found) == dict.fromkeys(
            ("Hierros y Forjas del Sur", "HFS", "Instituto de Minas y Canteras", "Inmic"), "ORG"
        )
        assert who(found, "HFS").name == "Hierros y Forjas del Sur"

    def test_a_genitive_of_many_belongs_to_the_body(self) -> None:
        found = entities_of("The Korean People's Army and the Fishers' Union of Mombasa met on Monday.", "en")
        assert names(found) == {"Korean People's Army": "ORG", "Fishers' Union of Mombasa": "ORG"}

    def test_portfolios_are_no_part_of_the_minister_s_name(self) -> None:
        found = entities_of("Minister for Trade and Industry Alban Kofi Mensah spoke in Accra.", "en")
        assert names(found) == {"Alban Kofi Mensah": "PER", "Accra": "GPE"}

    def test_a_ministry_of_several_portfolios_is_one_name(self) -> None:
        found = entities_of("It will report to the Health, Labour and Welfare Ministry by Friday.", "en")
        assert names(found) == {"Health, Labour and Welfare Ministry": "ORG"}

    def test_a_surname_may_be_a_place_elsewhere(self) -> None:
        found = entities_of("La obra es del arquitecto Anselmo Zamora. Ayer, Zamora la defendió en León.")
        assert names(found) == {"Anselmo Zamora": "PER", "Zamora": "PER", "León": "GPE"}

    def test_a_surname_alone_keeps_its_particles(self) -> None:
        found = entities_of("El líder es Nicolás de la Fuente. De la Fuente dimitió ayer.")
        assert who(found, "De la Fuente").name == "Nicolás de la Fuente"

    def test_the_noun_beside_it_tells_a_place(self) -> None:
        assert names(entities_of("Se bañaban en el río Naranjo cuando creció.")) == {"Naranjo": "GPE"}
        assert names(entities_of("Smoke rose over the Plateau district.", "en")) == {"Plateau": "GPE"}

    def test_sentence_starts_and_function_words_are_nobody(self) -> None:
        found = entities_of(
            "Según la nota, no hubo heridos. Tal como se dijo, el intercambio terminó. Preguntado, calló."
        )
        assert names(found) == {}

    def test_lines_in_capitals_are_no_people(self) -> None:
        found = entities_of("EL PRESIDENTE ANUNCIA NUEVAS MEDIDAS DE AHORRO\n\nEl plan entra en vigor mañana.")
        assert names(found) == {}

    def test_the_minister_s_portfolio_is_no_organisation_but_the_spokesman_s_is(self) -> None:
        text = "El ministro de Defensa, Julio Arana, viajó ayer. Un portavoz de Defensa no quiso comentar."
        starts = [m.start for e in entities_of(text) for m in e.mentions if m.text == "Defensa" and m.kind == "name"]
        assert starts == [text.rindex("Defensa")]

    def test_titles_are_cut_off_names_in_english(self) -> None:
        found = entities_of("Norwegian Transport Minister Liv Aasen met Prime Minister Tom Harlan on Monday.", "en")
        assert names(found) == {"Liv Aasen": "PER", "Tom Harlan": "PER"}

    def test_the_place_of_a_post_is_apart_from_the_person_who_holds_it(self) -> None:
        found = entities_of("Chinese Ambassador to Ethiopia Luo Jinhai signed it. The ambassador smiled.", "en")
        assert names(found) == {"Ethiopia": "GPE", "Luo Jinhai": "PER"}
        assert who(found, "The ambassador").name == "Luo Jinhai"

    def test_a_medium_is_known_by_the_noun_before_it(self) -> None:
        found = entities_of("Lo publicó hoy el semanario «Der Beobachter am Main», que cita documentos.")
        assert names(found) == {"Der Beobachter am Main": "ORG"}

    def test_the_dateline_names_its_place_and_agency(self) -> None:
        found = entities_of(
            "VILLA SERRANA, 3 feb (EFE).- El río creció anoche.",
            dateline="VILLA SERRANA, 3 feb (EFE).-",
            place="VILLA SERRANA",
        )
        assert names(found) == {"VILLA SERRANA": "GPE", "EFE": "ORG"}

    def test_one_spelling_has_one_type(self) -> None:
        found = entities_of(
            "El presidente Rodrigo Paredes habló ayer en Montevideo. Paredes dijo que no. Con Paredes llegó su equipo."
        )
        assert {e.type for e in found for m in e.mentions if m.text == "Paredes"} == {"PER"}


class TestIdentity:
    def test_a_state_keeps_code_and_id_in_every_spelling(self) -> None:
        found = entities_of("EE. UU. acusó a Irán. Estados Unidos no aportó pruebas y EEUU calló.")
        same = {who(found, spelling).id for spelling in ("EE. UU.", "Estados Unidos", "EEUU")}
        assert len(same) == 1
        assert (who(found, "EEUU").country, who(found, "EEUU").wikidata) == ("USA", "Q30")

    def test_a_capital_stays_the_city_and_shows_its_country(self) -> None:
        found = entities_of("Pyongyang acusó a Seúl de provocar.")
        capital = who(found, "Pyongyang")
        assert (capital.type, capital.country, capital.wikidata) == ("GPE", "PRK", "Q18808")

    def test_a_demonym_is_a_mention_of_its_country(self) -> None:
        found = entities_of("La delegación surcoreana abandonó la sala.")
        assert who(found, "surcoreana", "adjectival").country == "KOR"

    def test_a_language_is_no_country(self) -> None:
        assert entities_of("Lo explicó en inglés y luego en alemán.") == ()

    def test_an_unknown_person_has_no_id(self) -> None:
        found = entities_of("El pintor Vladimir Pustín expuso en Lima.")
        assert who(found, "Vladimir Pustín").wikidata is None

    def test_a_city_shared_by_two_countries_is_the_one_of_the_report(self) -> None:
        found = entities_of("Venezuela cerró el aeropuerto de Valencia.")
        assert who(found, "Valencia").country == "VEN"


class TestReference:
    def test_the_agency_is_the_agency_meant(self) -> None:
        found = entities_of(
            "La agencia norcoreana KCNA difundió ayer un despacho. Según consignó la agencia, no hubo víctimas."
        )
        assert who(found, "la agencia").country == "PRK"

    def test_a_leader_with_a_demonym_is_the_leader_named_from_there(self) -> None:
        found = entities_of("Kim Jong Un escribió a Vladimir Putin. El dirigente norcoreano elogió al mandatario ruso.")
        assert who(found, "El dirigente norcoreano").wikidata == "Q56226"
        assert who(found, "mandatario ruso").wikidata == "Q7747"

    def test_her_country_is_the_country_of_her_office(self) -> None:
        found = entities_of(
            "La ministra ecuatoriana de Exteriores, Inés Cordero, aseguró que su país firmará el acuerdo."
        )
        assert who(found, "su país").country == "ECU"
        assert who(found, "su").name == "Inés Cordero"

    def test_a_phrase_that_only_sounds_possessive_names_nobody(self) -> None:
        found = entities_of("Inés Cordero firmó. Cevallos, por su parte, calló.")
        assert all(m.text != "su" for e in found for m in e.mentions)

    def test_both_countries_are_the_two_that_were_named(self) -> None:
        found = entities_of("China y Perú ampliarán su cooperación. Ambas partes firmaron seis acuerdos.")
        assert who(found, "Ambas partes").id == who(found, "su").id
        assert who(found, "su").type == "GRP"

    def test_pronouns_agree_in_gender(self) -> None:
        found = entities_of("Anna Berg met John Kerr in Oslo. She said he had agreed.", "en")
        assert who(found, "She").name == "Anna Berg"
        assert who(found, "he").name == "John Kerr"

    def test_a_dropped_subject_is_the_speaker_before(self) -> None:
        text = 'La vicepresidenta Begoña Larrazábal ha pedido apoyo. "No hay alternativa", ha afirmado después.'
        made = report(text, "es")
        doc = parse(made)
        table = find_entities(made, Page(doc, made.text), language("es"))
        verb = next(token for token in doc if token.text == "afirmado")
        speaker = table.null_subject(verb)
        assert speaker is not None
        assert table.entity(speaker).name == "Begoña Larrazábal"
        assert ("ha afirmado", "null_subject") in {(m.text, m.kind) for m in table.mentions(speaker)}

    def test_english_does_not_drop_subjects(self) -> None:
        found = entities_of("Anna Berg left. Said nothing.", "en")
        assert all(m.kind != "null_subject" for e in found for m in e.mentions)

    def test_two_letters_of_two_authors_are_two_documents(self) -> None:
        found = entities_of(
            "La carta de Ana Ruiz llegó el lunes. La carta de Luis Prado llegó el martes, según el despacho."
        )
        assert who(found, "La carta de Ana Ruiz").id != who(found, "La carta de Luis Prado").id

    def test_a_noun_phrase_resolves_to_the_name_beside_its_head(self) -> None:
        text = "Lo dijo la ministra colombiana de Exteriores, Amparo Zuluaga Ríos, en Bogotá."
        made = report(text, "es")
        doc = parse(made)
        table = find_entities(made, Page(doc, made.text), language("es"))
        start = text.index("la ministra")
        phrase = doc.char_span(start, text.index(", en"))
        found = table.resolve_phrase(phrase)
        assert found is not None
        assert table.entity(found).name == "Amparo Zuluaga Ríos"

    def test_somebody_unnamed_can_be_introduced_once(self) -> None:
        made = report("Habló un testigo del suceso.", "es")
        doc = parse(made)
        table = EntityTable(made.text)
        first = table.introduce(doc[1:3], "PER")
        assert table.introduce(doc[1:3]) == first
        assert table.entity(first).name == "un testigo"


class TestTable:
    def test_a_name_wins_over_a_phrase_and_the_same_span_over_all(self) -> None:
        table = EntityTable("la agencia rusa TASS")
        phrase, name = table.add("la agencia rusa TASS", "ORG"), table.add("TASS", "ORG")
        table.mention(phrase, 0, 20, "nominal")
        table.mention(name, 16, 20, "name")
        assert table.at(16, 20) == name
        assert table.at(0, 20) == phrase
        assert table.at(11, 20) == name

    def test_entities_without_mentions_are_dropped_and_ids_stay(self) -> None:
        table = EntityTable("Ana y Luis")
        table.add("nadie", "PER")
        luis = table.add("Luis", "PER")
        table.mention(luis, 6, 10, "name")
        assert [entity.id for entity in table.freeze()] == [luis]

    def test_a_mention_out_of_the_text_is_refused(self) -> None:
        table = EntityTable("Ana")
        ana = table.add("Ana", "PER")
        with pytest.raises(ValueError, match="no span"):
            table.mention(ana, 0, 9, "name")


MARKS = [*"“”«»\"'()[]—-:;,.¿?¡!\n…", "\n\n", " ", "😀", "كيم جونغ أون", "(EFE).-", "’s"]
SPANISH = [
    "El",
    "presidente",
    "ruso",
    "Putin",
    "su",
    "país",
    "dijo",
    "que",
    "La",
    "agencia",
    "KCNA",
    "Gobierno",
    "quien",
]
ENGLISH = ["The", "U.S.", "he", "said", "Minister", "John", "ambos", "de", "y", "ha afirmado", "Kim", "un", "X", "dos"]
PIECES = st.sampled_from(MARKS + SPANISH + ENGLISH)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=60).map(" ".join), st.sampled_from(["es", "en"]))
def test_no_text_makes_it_raise_and_every_mention_is_a_slice(text: str, code: str) -> None:
    for entity in entities_of(text, code):
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=200), st.sampled_from(["es", "en"]))
def test_arbitrary_characters_do_no_harm(text: str, code: str) -> None:
    mentions = [mention for entity in entities_of(text, code) for mention in entity.mentions]
    assert [text[mention.start : mention.end] for mention in mentions] == [mention.text for mention in mentions]


def test_a_sentence_of_ten_thousand_words_is_read() -> None:
    text = "El presidente ruso, Vladimir Putin, dijo que " + "su país y la agencia KCNA " * 2000
    assert who(entities_of(text), "Vladimir Putin").wikidata == "Q7747"


def test_a_portfolio_makes_the_office_though_it_is_a_name() -> None:
    found = entities_of(
        "El ministro de Exteriores, Gil Saavedra, criticó ayer al fiscal jefe, Karim Sosa. "
        "El jefe de Exteriores pidió calma."
    )
    assert who(found, "El jefe de Exteriores").name == "Gil Saavedra"
