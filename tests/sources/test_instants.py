"""Instants as files write them."""

from __future__ import annotations

import pytest

from teletipo.sources.instants import instant, month_number, search

READ = {
    "2026-01-08T10:32:15+01:00": "2026-01-08T10:32:15+01:00",
    "2026-01-08T10:32:15.000Z": "2026-01-08T10:32:15+00:00",
    "2026-01-08T10:32:15+0100": "2026-01-08T10:32:15+01:00",
    "2026-01-08T10:32:15 +01": "2026-01-08T10:32:15+01:00",
    "20260108T103215+0530": "2026-01-08T10:32:15+05:30",
    "20260108T103215Z": "2026-01-08T10:32:15+00:00",
    "20260108T1032": "2026-01-08T10:32:00",
    "20260108T13:15:00": "2026-01-08T13:15:00",
    "20260108103215": "2026-01-08T10:32:15",
    "20260108": "2026-01-08",
    "2026-01-08": "2026-01-08",
    "2026-01-08 10:32:15 GMT+00:00": "2026-01-08T10:32:15+00:00",
    "2026.01.08 10:32:15": "2026-01-08T10:32:15",
    "08.01.2026 10:32": "2026-01-08T10:32:00",
    "08/01/2026": "2026-01-08",
    "1/8/2026 10:32:15 PM": "2026-01-08T22:32:15",
    "Thu, 08 Jan 2026 10:32:15 -0500": "2026-01-08T10:32:15-05:00",
    "Thu, 08 Jan 2026 10:32:15 EST": "2026-01-08T10:32:15-05:00",
    "jue, 08 ene 2026 10:32:15 +0100": "2026-01-08T10:32:15+01:00",
    "8 de enero de 2026 10:32": "2026-01-08T10:32:00",
    "January 8, 2026": "2026-01-08",
    "2026-01-08T24:00:00Z": "2026-01-09T00:00:00+00:00",
    "1767868335": "2026-01-08T10:32:15+00:00",
    "1767868335000": "2026-01-08T10:32:15+00:00",
    "  2018-10-19T20:15:00Z\n ": "2018-10-19T20:15:00+00:00",
}


@pytest.mark.parametrize("written", READ)
def test_reads(written: str) -> None:
    problems: list[str] = []
    assert instant(written, "x", problems) == READ[written]
    assert problems == []


@pytest.mark.parametrize(
    "written", ["ayer", "2026-13-08", "2026-02-30", "0001-01-01T00:00:00", "99", "2026-01-08T25:61:00"]
)
def test_notes_what_is_no_instant(written: str) -> None:
    problems: list[str] = []
    assert instant(written, "versionCreated", problems) is None
    assert problems[0].startswith("versionCreated: ")


def test_an_impossible_zone_costs_the_zone_and_not_the_clock() -> None:
    problems: list[str] = []
    assert instant("2026-01-08T10:32:15+99:00", "sent", problems) == "2026-01-08T10:32:15"
    assert "sent" in problems[0]


def test_nothing_there_is_no_problem() -> None:
    problems: list[str] = []
    assert instant(None, "x", problems) is None
    assert instant("  ", "x", problems) is None
    assert problems == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Publicado el 8 de enero de 2026 - 10:32 h", "2026-01-08T10:32:00"),
        ("08/01/2026 a las 10:32h", "2026-01-08T10:32:00"),
        ("Jan 8, 2026, 10:32 AM EST", "2026-01-08T10:32:00-05:00"),
        ("8. Januar 2026 um 10:32 Uhr", "2026-01-08T10:32:00"),
        ("10/05/2022", "2022-05-10"),
        ("hace 2 horas", None),
    ],
)
def test_finds_the_date_in_a_line_on_a_page(text: str, found: str | None) -> None:
    assert search(text) == found


def test_months_in_the_languages_of_the_wires() -> None:
    words = {"ENE": 1, "Okt": 10, "févr.": 2, "dic": 12, "août": 8, "maggio": 5, "märz": 3, "set": 9, "outubro": 10}
    assert {word: month_number(word) for word in words} == words
    assert month_number("banana") is None
