"""Cities and acronyms of one spelling: an id only where the report shows which is meant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from teletipo.extract.entities import find_entities
from teletipo.extract.parse.page import Page
from teletipo.languages import language
from teletipo.languages.parsing import parse
from teletipo.model import Instant, Report

PUBLISHED = Instant(datetime(2026, 2, 3, tzinfo=UTC), "day", "none", "2026-02-03", "test")


def ids(text: str, code: str) -> dict[str, str | None]:
    """The id of each name, by its words."""
    made = Report("r", code, None, None, None, PUBLISHED, "original", text, ())
    found = find_entities(made, Page(parse(made), made.text), language(code)).freeze()
    return {m.text: e.wikidata for e in found for m in e.mentions if m.kind == "name"}


@pytest.mark.parametrize(
    ("text", "code", "city", "wikidata"),
    [
        ("Firefighters in San Jose, California, put out the blaze.", "en", "San Jose", None),
        ("Los bomberos de San José, en Costa Rica, apagaron el fuego.", "es", "San José", "Q3070"),
        ("El intendente de Córdoba inauguró el puente.", "es", "Córdoba", None),
        ("La alcaldesa de Córdoba inauguró el puente con el ministro español.", "es", "Córdoba", "Q5818"),
        ("La policía de Guadalajara, en Castilla-La Mancha, lo detuvo.", "es", "Guadalajara", None),
        ("The bridge in Kingston, Ontario, was closed.", "en", "Kingston", None),
        ("Lawmakers in London voted on the bill while Canada waited.", "en", "London", "Q84"),
        ("Voters across Georgia went to the polls, Atlanta officials said.", "en", "Georgia", "Q1428"),
        ("El parlamento de Georgia votó la ley, según la prensa de Tiflis.", "es", "Georgia", "Q230"),
        ("Athletes from Georgia won twice.", "en", "Georgia", None),
        ("They met in Paris, Texas, on Monday.", "en", "Paris", None),
        ("El papa visitó ayer Granada.", "es", "Granada", None),
        ("La alcaldesa de Granada recibió al ministro español.", "es", "Granada", "Q8810"),
        ("La calle Londres amaneció vacía.", "es", "Londres", None),
        ("He lives in Moscow, Russia, with his aunt.", "en", "Moscow", "Q649"),
        ("Murió en Santiago (Chile).", "es", "Santiago", "Q2887"),
        ("Santiago amaneció con lluvia.", "es", "Santiago", None),
        ("Jordan scored 30 points. Nobody defends like Michael Jordan.", "en", "Jordan", None),
        ("Boats ran aground when Amazon river levels fell.", "en", "Amazon", None),
        ("Voters in Wales and the rest of the United Kingdom went to the polls.", "en", "Wales", "Q25"),
    ],
)
def test_a_place_with_namesakes_needs_its_country(text: str, code: str, city: str, wikidata: str | None) -> None:
    assert ids(text, code)[city] == wikidata


@pytest.mark.parametrize(
    ("text", "code", "acronym"),
    [
        ("La Asociación Pesquera (AP) convocó un paro. La AP dijo que durará tres días.", "es", "AP"),
        ("El acuerdo de pesca (AP) entra en vigor en mayo. Sin el AP, dijo, no hay flota.", "es", "AP"),
        ("The Alliance for Fair Prices (AFP) won four seats. The AFP said it would govern.", "en", "AFP"),
        ("The National Academy of Tropical Orchids (NATO) met in Leeds. NATO said it grows.", "en", "NATO"),
    ],
)
def test_an_acronym_that_the_report_expands_is_no_listed_body(text: str, code: str, acronym: str) -> None:
    assert ids(text, code).get(acronym) is None


def test_an_acronym_expanded_as_it_is_listed_keeps_its_id() -> None:
    found = ids("El Fondo Monetario Internacional (FMI) prestó el dinero. El FMI pidió recortes.", "es")
    assert found["FMI"] == found["Fondo Monetario Internacional"] == "Q7804"
    found = ids("The Associated Press (AP) saw the letter. The AP asked for comment.", "en")
    assert found["AP"] == "Q40469"


@pytest.mark.parametrize("text", ["Cayó el narcotraficante conocido como el Turco.", "La Rusa huyó a Lima."])
def test_a_nickname_tells_of_no_country(text: str) -> None:
    made = Report("r", "es", None, None, None, PUBLISHED, "original", text, ())
    found = find_entities(made, Page(parse(made), made.text), language("es")).freeze()
    assert not [entity.name for entity in found if entity.wikidata in {"Q43", "Q159"}]


@pytest.mark.parametrize(
    ("text", "wikidata"),
    [
        ("El presidente del Gobierno, Pedro Sánchez, dijo que no irá.", "Q6070218"),
        ("El líder socialista, Pedro Sánchez, dijo que no irá.", "Q6070218"),
        ("El ministro de Defensa, Pedro Sánchez, dijo que dos batallones van al Chocó.", None),
        ("El alcalde de Soria, Pedro Sánchez, dijo que no irá.", None),
        ("El futbolista Pedro Sánchez marcó dos goles.", None),
    ],
)
def test_somebody_with_another_role_only_bears_a_listed_name(text: str, wikidata: str | None) -> None:
    assert ids(text, "es")["Pedro Sánchez"] == wikidata
