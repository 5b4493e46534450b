"""Which body "the agency", "el organismo", "las partes" mean, and where a place's name ends."""

from __future__ import annotations

import pytest

from teletipo.extract.entities import find_entities
from teletipo.extract.parse.page import Page
from teletipo.languages import language
from teletipo.languages.parsing import parse
from teletipo.model import Report, Zone


def called(text: str, code: str, *, dateline: str = "") -> dict[str, str]:
    """The entity's name by the words of each mention."""
    zones = (Zone("dateline", 0, len(dateline), dateline),) if dateline else ()
    report = Report("r", code, None, None, None, None, "original", dateline + text, zones)
    table = find_entities(report, Page(parse(report), report.text), language(code))
    return {mention.text: entity.name for entity in table.freeze() for mention in entity.mentions}


@pytest.mark.parametrize(
    ("dateline", "text", "code", "words", "name"),
    [
        (
            "WASHINGTON, Nov 18 (AFP) - ",
            "The Postal Service closed 14 offices. Karen Whitfield said the agency had followed the law.",
            "en",
            "the agency",
            "Postal Service",
        ),
        (
            "MOSCÚ, 8 ene (EFE).- ",
            "Kim felicitó a Putin, informó KCNA. La agencia difundió la carta.",
            "es",
            "La agencia",
            "Agencia Central de Noticias de Corea",
        ),
        (
            "",
            "Según la ONU, hay muertos en Sudán. El organismo internacional pidió ayuda.",
            "es",
            "El organismo internacional",
            "Naciones Unidas",
        ),
        (
            "",
            (
                "El ELN y el Clan del Golfo chocan. El alcalde Abel Rey y el ministro Luis Paz callan. La ONU "
                "instó a las partes a hablar."
            ),
            "es",
            "las partes",
            "Ejército de Liberación Nacional + Clan del Golfo",
        ),
    ],
)
def test_a_body_is_the_one_that_the_report_tells_of(dateline: str, text: str, code: str, words: str, name: str) -> None:
    assert called(text, code, dateline=dateline)[words] == name


def test_a_coalition_is_no_institute() -> None:
    found = called("El instituto Forsa publicó su encuesta. La coalición calló.", "es")
    assert found.get("La coalición") != "Forsa"


def test_an_office_of_a_body_named_as_subject_is_its_own() -> None:
    found = called(
        "Ruth Luque habló. El gremio de transportistas anunció un paro. Su dirigente, Abel Rey, calló.", "es"
    )
    assert found["Su"] == "El gremio de transportistas"


@pytest.mark.parametrize("place", ["Medio San Juan", "Alto San Pablo", "Villa San Pedro"])
def test_a_place_is_not_cut_before_its_saint(place: str) -> None:
    found = called(f"La alcaldesa de {place}, Rosa Perea, calló.", "es")
    assert found[place] == place


def test_the_army_of_another_state_is_another() -> None:
    found = called("The army moved south in Lebanon. The Israeli military hit the coast.", "en")
    assert found["The Israeli military"] != found["The army"]


def test_two_words_of_a_portfolio_are_no_name() -> None:
    found = called("El exministro de Obras Públicas Juan Carlos Ríos negó todo.", "es")
    assert found["Juan Carlos Ríos"] == "Juan Carlos Ríos"


def test_nobody_is_meant_by_where_somebody_writes() -> None:
    found = called("Jordan Bardella leads the National Rally. He wrote on X that the party had saved its seats.", "en")
    assert found.get("the party") != "X"
