"""Datelines of the agencies, and sentences that are none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teletipo.normalize.dateline import read_dateline

REFERENCE = datetime(2026, 1, 8, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "text", "place", "date", "agency", "span"),
    [
        ("es", "Bogotá, 7 ene (EFE).- Los", "Bogotá", "2026-01-07", "EFE", "Bogotá, 7 ene (EFE).-"),
        ("es", "MADRID, 21 Nov. (EUROPA PRESS) - El", "Madrid", "2025-11-21", "Europa Press", None),
        ("es", "BRUSELAS, 30 (EUROPA PRESS) La", "Bruselas", "2025-12-30", "Europa Press", None),
        ("es", "WASHINGTON (Reuters) - El", "Washington", None, "Reuters", "WASHINGTON (Reuters) -"),
        ("es", "Nueva York (EE.UU.), 8 ene (EFE).- La", "Nueva York", "2026-01-08", "EFE", None),
        ("es", "KIEV/MOSCÚ, 8 ene (Reuters) - Rusia", "Kiev/Moscú", "2026-01-08", "Reuters", None),
        ("es", "CIUDAD DE MÉXICO (AP) — El", "Ciudad de México", None, "AP", None),
        ("es", "LA HABANA, 8 ene (Prensa Latina) El", "La Habana", "2026-01-08", "Prensa Latina", None),
        ("es", "Lima, ene. 8. El Congreso", "Lima", "2026-01-08", None, "Lima, ene. 8."),
        ("es", "Ayacucho, ene. 7. Un sismo sacudió la región.", "Ayacucho", "2026-01-07", None, "Ayacucho, ene. 7."),
        ("es", "Chota (Cajamarca), 8 ene. La policía detuvo a tres.", "Chota", "2026-01-08", None, None),
        ("es", "TINGO MARÍA, ene. 8. La policía detuvo a tres.", "Tingo María", "2026-01-08", None, None),
        ("en", "Shimla, Jan. 8. Two bridges were washed away.", "Shimla", "2026-01-08", None, "Shimla, Jan. 8."),
        ("es", "Londres, 8 ene.- El primer", "Londres", "2026-01-08", None, "Londres, 8 ene.-"),
        ("es", "BUENOS AIRES.- El", "Buenos Aires", None, None, "BUENOS AIRES.-"),
        ("es", "A bordo del avión papal, 8 ene (EFE).- El", "A bordo del avión papal", "2026-01-08", "EFE", None),
        ("es", "Titular de hoy\n\nQuito, 7 ene (EFE).- El", "Quito", "2026-01-07", "EFE", "Quito, 7 ene (EFE).-"),
        ("en", "MOSCOW, January 8. /TASS/. Russia", "Moscow", "2026-01-08", "TASS", "MOSCOW, January 8. /TASS/."),
        ("en", "ADDIS ABABA, June 15 (Xinhua) -- Ethiopia", "Addis Ababa", "2025-06-15", "Xinhua", None),
        ("en", "LIMA, Peru (AP) — The", "Lima", None, "AP", "LIMA, Peru (AP) —"),
        ("en", "OSAKA - A drug maker hid for years that a test had been skipped.", "Osaka", None, None, "OSAKA -"),
        ("en", "ERBIL, Iraq\n\nAt least four fighters were injured.", "Erbil", None, None, "ERBIL, Iraq"),
        ("en", "Jan 8 (Reuters) - Shares", None, "2026-01-08", "Reuters", None),
        ("es", "Caracas, 8 Ene. AVN.- El", "Caracas", "2026-01-08", "AVN", "Caracas, 8 Ene. AVN.-"),
        ("de", "Rom (dpa/AFP) - Der Papst", "Rom", None, "dpa", None),
        ("it", "(ANSA) - ROMA, 08 GEN - Il", "Roma", "2026-01-08", "ANSA", None),
        ("pt", "Lisboa, 08 jan 2026 (Lusa) - O", "Lisboa", "2026-01-08", "Lusa", None),
        ("fr", "Paris, 8 jan 2026 (AFP) - Le", "Paris", "2026-01-08", "AFP", None),
    ],
)
def test_read(
    language: str, text: str, place: str | None, date: str | None, agency: str | None, span: str | None
) -> None:
    found = read_dateline(text, language=language, reference=REFERENCE)
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)
    assert all(text[one.start : one.end] == one.text for one in found.spans)
    assert span is None or [one.text for one in found.spans] == [span]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Madrid acogió el 8 de enero (jueves) una cumbre."),
        ("es", "Kim Jong Un (KCNA) dijo que no"),
        ("es", "Rusia - Ucrania: las claves"),
        ("es", "URGENTE.- Terremoto en Chile"),
        ("es", "Ucrania.- Zelenski pide armas"),
        ("es", "EE.UU.- China: guerra comercial"),
        ("es", "El PP (Partido Popular) - principal partido"),
        ("es", "Lunes, 8 de enero. Llueve"),
        ("es", "Pedro Sánchez, 8 de enero. Un día"),
        ("es", "Pedro Sánchez, 8 de enero. Un día más en el Congreso."),
        ("es", "Hoy, 8 de enero. El Congreso vuelve a reunirse."),
        ("es", "Independencia, 9 de julio. Así se llama la avenida."),
        ("es", "Por Juan Pérez (EFE).-"),
        ("es", "La ONU (AP) dijo que no"),
        ("en", "BREAKING - Fire in London has destroyed a warehouse near the river."),
        ("en", "NATO - the alliance that was founded in 1949 by twelve countries"),
        ("es", "ESPAÑA - Francia, una semifinal de infarto que se decidió en los penaltis"),
        ("es", "KIM JONG UN\n\nEl líder norcoreano envió una carta."),
        ("en", "Photo (AP) -- caption"),
        ("en", "The White House (AP) said"),
        ("en", "UPDATE 1-Oil prices rise"),
    ],
)
def test_ordinary_beginnings_are_no_datelines(language: str, text: str) -> None:
    assert read_dateline(text, language=language, reference=REFERENCE) is None


def test_the_year_is_that_of_the_reference() -> None:
    old = datetime(2019, 3, 1, tzinfo=UTC)
    found = read_dateline("MOSCÚ, 31 dic (EFE).- Putin", language="es", reference=old)
    assert found is not None
    assert found.date == "2018-12-31"


@given(st.text(max_size=300), st.sampled_from(["es", "en", "it", "ru", "und"]))
def test_no_text_raises_and_spans_slice(text: str, language: str) -> None:
    found = read_dateline(text, language=language, reference=REFERENCE)
    assert found is None or all(text[one.start : one.end] == one.text for one in found.spans)
