"""Dates, clock times and zones in every combination: a part is read the same whatever stands beside it."""

from __future__ import annotations

from datetime import datetime
from itertools import product

import pytest

from teletipo.model import Instant
from teletipo.normalize.publication import read_instant

REFERENCE = datetime.fromisoformat("2026-01-08T12:00:00+01:00")
REGIONS = {"es": "ES", "en": "GB", "fr": "FR", "de": "DE", "pt": "PT", "it": "IT"}
DATES = {
    "es": ("8 de enero de 2026", "08/01/2026", "Jueves, 8 ene. 2026", "Enero 8, 2026"),
    "en": ("8 January 2026", "Thursday, Jan. 8, 2026", "2026-01-08"),
    "fr": ("8 janvier 2026", "jeudi 08/01/2026"),
    "de": ("8. Januar 2026", "Do., 08.01.2026"),
    "pt": ("8 de janeiro de 2026", "qui., 08/01/2026"),
    "it": ("8 gennaio 2026", "giovedì 08/01/2026"),
}
CLOCKS = {
    "es": {
        **dict.fromkeys(
            ("10:32", "10:32 h", "10.32 h.", "10:32 hs", "10h32", "10:32 a. m.", "a las 10:32 horas"), "10:32"
        ),
        "10:32 p.m.": "22:32",
        "7:05 de la tarde": "19:05",
        "a las 12:05 a. m.": "00:05",
    },
    "en": {**dict.fromkeys(("10:32", "10.32", "10:32am", "at 10:32 AM"), "10:32"), "12:05 p.m.": "12:05"},
    "fr": dict.fromkeys(("10:32", "10h32", "à 10 h 32"), "10:32"),
    "de": {"10:32 Uhr": "10:32", "um 10.32 Uhr": "10:32", "22 Uhr": "22:00"},
    "pt": dict.fromkeys(("10:32", "às 10h32", "10h32min"), "10:32"),
    "it": dict.fromkeys(("10.32", "alle 10:32", "ore 10.32"), "10:32"),
}
ZONES = {
    "es": {
        "": "",
        " CET": "+01:00",
        " (GMT-5)": "-05:00",
        " UTC -3": "-03:00",
        " -0300": "-03:00",
        " hora local": "",
        " hora peninsular": "+01:00",
        " (hora de México)": "-06:00",
        ", hora de Colombia": "-05:00",
        " ET": "-05:00",
    },
    "en": {"": "", " GMT": "+00:00", " (EST)": "-05:00", " Eastern Time": "-05:00", " Moscow time": "+03:00"},
    "fr": {"": "", " (heure de Paris)": "+01:00", " GMT": "+00:00"},
    "de": {"": "", " MEZ": "+01:00"},
    "pt": {"": "", " (horário de Brasília)": "-03:00"},
    "it": {"": "", " (ora italiana)": "+01:00"},
}


@pytest.mark.parametrize("language", DATES)
@pytest.mark.parametrize("between", [" ", " - ", " | ", ", "])
def test_every_combination_in_both_orders(language: str, between: str) -> None:
    wrong = []
    for date, clock, zone in product(DATES[language], CLOCKS[language], ZONES[language]):
        right = f"2026-01-08T{CLOCKS[language][clock]}:00{ZONES[language][zone]}"
        for text in (f"{date}{between}{clock}{zone}", f"{clock}{zone}{between}{date}"):
            found = read_instant(text, language=language, region=REGIONS[language], reference=REFERENCE)
            if not isinstance(found, Instant) or found.iso() != right:
                wrong.append((text, found))
    assert wrong == []
