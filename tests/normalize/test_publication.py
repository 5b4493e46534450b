"""Instants of publication: the annotated strings, what is never accepted, and what holds for every string."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teletipo.model import Claim, Instant
from teletipo.normalize.publication import answer, choose, read_instant
from teletipo.normalize.setting import Refusal

GOLD = Path(__file__).parents[1] / "gold"
FILES = ["pubdates.jsonl", "pubdates-own.jsonl", "pubdates-more.jsonl"]
REFERENCE = datetime.fromisoformat("2026-01-08T12:00:00+01:00")


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


def _read(text: str, *, language: str | None = "es", region: str | None = "ES", **options: Any) -> Instant | Refusal:
    return read_instant(text, language=language, region=region, **({"reference": REFERENCE} | options))


def _iso(text: str, **options: Any) -> str | None:
    found = _read(text, **options)
    return found.iso() if isinstance(found, Instant) else None


@pytest.mark.parametrize("name", FILES)
def test_annotated_strings_are_read(name: str) -> None:
    rows = _rows(name)
    wrong = [row["text"] for row in rows if answer(row)["instant"] != row["expected_iso"]]
    assert len(wrong) <= 0.03 * len(rows), wrong


@pytest.mark.parametrize("name", FILES)
def test_no_string_without_a_date_is_accepted(name: str) -> None:
    assert [row["text"] for row in _rows(name) if row["expected_iso"] is None and answer(row)["instant"]] == []


@pytest.mark.parametrize(
    "text",
    [
        *("Temporada 2024/25", "Calle 12 de Octubre", "Ley 39/2015, de 1 de octubre", "6-4, 7-5, 6-2", "2026", "10:32"),
        *("Python 3.11.7", "CP 28013", "Julio Iglesias", "Mar del Plata", "15M", "Tel. 555-0123", "hace años", "5G"),
        *("1 de 3", "Vol. 12, n.º 3", "T1 2026", "Madrid, 8", "9876543210", "2026W54-1", "2026-366", "321032 JAN 26"),
        *("01-32-26 1032EST", "mañana", "tomorrow", "2030-01-08", "8 de enero de 2026 a las 25:10", "date\x00", "  "),
    ],
)
def test_refused(text: str) -> None:
    assert isinstance(_read(text), Refusal)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Publicado: 08/01/2026 · 10:32 | Actualizado: 08/01/2026 · 12:15", "2026-01-08T10:32:00"),
        ("10.32h. Jueves 8 de enero de 2026", "2026-01-08T10:32:00"),
        ("8 de enero de 2026 a las 10:32 horas (hora peninsular española)", "2026-01-08T10:32:00+01:00"),
        ("8 de enero de 2026 10:32 GMT+01:00", "2026-01-08T10:32:00+01:00"),
        ("2026-01-08T10:32:00&#43;01:00", "2026-01-08T10:32:00+01:00"),
        ("2026‑01‑08", "2026-01-08"),
        ("hace 1 hora y 5 minutos", "2026-01-08T10:55:00+01:00"),
        ("hace 2 meses", "2025-11"),
        ("Washington, 8 ene (EFE).- El presidente", "2026-01-08"),
        ("enero 8 de 2026 - 7:32 p. m.", "2026-01-08T19:32:00"),
        ("jueves 8 de enero, 10 horas", "2026-01-08T10:00:00"),
        ("8 de enero a las 22 hs", "2026-01-08T22:00:00"),
        ("D:20260108103200+01'00'", "2026-01-08T10:32:00+01:00"),
    ],
)
def test_read(text: str, iso: str) -> None:
    assert _iso(text) == iso


def test_a_clock_without_a_zone_takes_that_of_the_source_and_says_so() -> None:
    found = _read("15 de julio de 2025, 10:32", zone="Europe/Madrid")
    assert isinstance(found, Instant)
    assert found.iso() == "2025-07-15T10:32:00+02:00"
    assert found.zone == "assumed:Europe/Madrid"


def test_an_order_that_could_be_the_other_is_marked() -> None:
    found = _read("07/08/2025", language="en", region="US")
    assert isinstance(found, Instant)
    assert found.iso() == "2025-07-08"
    assert "ambiguous" in found.reason
    assert "en-US" in found.reason


def test_the_source_knows_its_order_of_dates() -> None:
    assert _iso("07/08/2025", day_first=False) == "2025-07-08"
    assert _iso("07/08/2025", day_first=True, language="en", region="US") == "2025-08-07"


def test_no_order_is_guessed_where_nothing_tells() -> None:
    found = read_instant("07/08/2025", language=None, region=None, reference=REFERENCE)
    assert isinstance(found, Refusal)
    assert _iso("07/18/2025", language=None, region=None) == "2025-07-18"
    assert _iso("18/07/2025", language=None, region=None) == "2025-07-18"


def test_the_letters_of_a_zone_depend_on_the_region() -> None:
    offsets = {region: _iso("8 Jan 2026 10:32 CST", language="en", region=region) for region in ("US", "CN", "CU")}
    assert offsets == {
        "US": None if offsets["US"] is None else "2026-01-08T10:32:00-06:00",
        "CN": "2026-01-08T10:32:00+08:00",
        "CU": "2026-01-08T10:32:00-05:00",
    }


def test_the_finer_claim_of_the_same_day_is_believed_and_all_are_kept() -> None:
    def claim(origin: str, text: str) -> Claim:
        found = _read(text)
        return Claim(origin, text, found if isinstance(found, Instant) else None, found.reason)

    claims = [claim("feed", "pronto"), claim("header", "2026-01-08"), claim("page", "2026-01-08T09:00:00Z")]
    best, kept = choose(claims)
    assert best is not None
    assert best.iso() == "2026-01-08T09:00:00+00:00"
    assert [one.origin for one in kept] == ["page", "feed", "header"]
    assert "clock time of the day that header gives" in kept[0].reason


def test_claims_that_say_the_same_are_told_from_those_that_do_not() -> None:
    texts = (
        "2026-01-08T10:32:00+01:00",
        "2026-01-08T09:32:00Z",
        "8 de enero de 2026",
        "2026-01-07",
        "2026-01-08 10:32",
    )
    claims = [Claim(text, text, found, "") for text in texts if isinstance(found := _read(text), Instant)]
    _, kept = choose(claims)
    assert [one.reason.partition("; ")[2].startswith("says the same") for one in kept[1:]] == [True, True, False, True]


def test_what_was_published_after_a_file_was_written_is_believed_up_to_the_reading() -> None:
    written, read = datetime(2019, 3, 1, tzinfo=UTC), datetime(2026, 1, 8, tzinfo=UTC)
    for text in ("2026-01-08T10:32:00Z", "8 de enero de 2026", "1767868320", "enero de 2026"):
        assert isinstance(_read(text, reference=written), Refusal)
        assert isinstance(_read(text, reference=written, read=read), Instant), text
    assert isinstance(_read("2031-01-08", reference=written, read=read), Refusal)
    assert _iso("28 de febrero", reference=written, read=read) == "2019-02-28"


@given(st.text(max_size=400), st.sampled_from(["es", "en", "pt", "fr", "de", "it", "xx", None]))
def test_no_string_raises(text: str, language: str | None) -> None:
    assert isinstance(read_instant(text, language=language, region="ES", reference=REFERENCE), Instant | Refusal)


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(-timedelta(hours=12))])))
def test_no_reference_raises(reference: datetime) -> None:
    for text in (
        "hace 2 horas",
        "ayer",
        "8 ene",
        "hace 99 años",
        "MADRID, 30 (EFE) -",
        "10:32 8/1/26",
        "2026-01-08T24:00Z",
    ):
        assert isinstance(_read(text, reference=reference, zone="Asia/Tokyo"), Instant | Refusal)


PIECES = (
    *(
        "8",
        "08",
        "2026",
        "'26",
        "26",
        "13",
        "1º",
        "ocho",
        "dos mil veintiséis",
        "10:32",
        "10h32",
        "25:61",
        "1032",
        "24:00",
    ),
    *(
        "ene",
        "enero",
        "Jan.",
        "mar",
        "janv.",
        "jueves",
        "Thu",
        "de",
        "del",
        "a las",
        "at",
        "T",
        "Z",
        "GMT",
        "CET",
        "+01:00",
    ),
    *("(hora de México)", "ET", "p. m.", "de la tarde", "hace", "ago", "horas", "ayer", "hoy", "Publicado:", "Updated"),
    *("MADRID", "Moscú", "(EFE)", "/TASS/", ".-", "-", "/", ",", ".", " ", " ", " ", "|", "W02", "1767868320", "%2B"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from(["es", "en", "de", None]))
def test_no_near_date_raises(text: str, language: str | None) -> None:
    found = read_instant(text, language=language, region="ES", reference=REFERENCE)
    assert isinstance(found, Refusal) or found.value < REFERENCE + timedelta(days=2)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2025, 12, 31)))  # noqa: DTZ001  both are read as UTC below
def test_iso_8601_is_read_back(moment: datetime) -> None:
    held = moment.replace(microsecond=0, tzinfo=UTC)
    assert _iso(held.isoformat()) == held.isoformat()


@given(st.integers(0, 4000), st.integers(0, 400))
def test_a_later_reference_never_gives_an_earlier_day(days: int, later: int) -> None:
    first = datetime(2014, 1, 1, tzinfo=UTC) + timedelta(days=days)
    before, after = (
        _iso("MOSCÚ, 8 ene (EFE).-", reference=reference) for reference in (first, first + timedelta(days=later))
    )
    assert before is not None
    assert after is not None
    assert before <= after
