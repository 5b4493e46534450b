"""Files as agencies of many countries write them, made up after the standards and the agencies' public manuals.

What must come out was written down, by the standards, before anything read them: ``agencies/expected.json``.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from teletipo.model import Item
from teletipo.normalize.report import normalize
from teletipo.sources import parse_payload
from teletipo.sources.opening import dateline_of, is_byline

FILES = Path(__file__).parent / "agencies"
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads((FILES / "expected.json").read_text(encoding="utf-8"))


def shown(item: Item) -> dict[str, Any]:
    """The item as JSON, the kind as its report has it, the lines of a paragraph as one."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(item)))
    found["kind"] = normalize(item, report_id="x").kind
    return found


def flat(body: str | None) -> list[str]:
    return [" ".join(block.split()) for block in (body or "").split("\n\n")]


@pytest.mark.parametrize("name", EXPECTED)
def test_agency_file(name: str) -> None:
    parsed = parse_payload((FILES / name).read_bytes(), name=name)
    assert parsed.rejections == ()
    assert len(parsed.items) == len(EXPECTED[name])
    for item, expected in zip(parsed.items, EXPECTED[name], strict=True):
        found = shown(item)
        if "body" in expected:
            assert flat(found["body"]) == flat(expected["body"])
        assert {key: found[key] for key in expected if key != "body"} == {
            key: value for key, value in expected.items() if key != "body"
        }


@pytest.mark.parametrize(
    ("opening", "city", "date", "agency"),
    [
        ("Lima, 27 ene (EFE).- El Gobierno…", "Lima", "27 ene", "EFE"),
        ("(ANSA) - MILANO, 4 MAR - Il sindaco…", "MILANO", "4 MAR", "ANSA"),
        ("KAZAN, March 4. /TASS/. The mayor…", "KAZAN", "March 4", "TASS"),
        ("Lyon (France), 4 mars 2026 (AFP) - Le maire…", "Lyon", "4 mars 2026", "AFP"),
        ("GENT 4/03 (BELGA) = De burgemeester…", "GENT", "4/03", "BELGA"),
        ("PERTH, Mar 4 AAP - The mayor…", "PERTH", "Mar 4", "AAP"),
        ("Köln (epd) Die Oberbürgermeisterin…", "Köln", None, "epd"),
        ("Tromsø (NTB): Ordføreren…", "Tromsø", None, "NTB"),
    ],
)
def test_dateline_in_the_text(opening: str, city: str, date: str | None, agency: str) -> None:
    dateline, named = dateline_of(opening)
    assert dateline is not None
    assert (dateline.city, dateline.date, named) == (city, date, agency)


@pytest.mark.parametrize(
    "opening",
    [
        "El alcalde de la ciudad (PSOE) - que no acudió - dijo que no.",
        "La Organización de Naciones Unidas para la Agricultura (FAO) pidió ayuda.",
        "Pedro Ruiz, de 54 años, (en la foto) - dijo que no.",
        "The ministry of finance (MOF): a history",
        "",
    ],
)
def test_prose_is_no_dateline(opening: str) -> None:
    assert dateline_of(opening) == (None, None)


@pytest.mark.parametrize(
    ("line", "yes"),
    [
        ("Por Ana Paz y Luis Gil", True),
        ("By JOHN DOE, Associated Press", True),
        ("Von Karl Maier", True),
        ("De Gaulle", False),
        ("Por la mañana llegó el ministro", False),
        ("By Tuesday Everyone Was Home.", False),
    ],
)
def test_byline_on_a_line_of_its_own(line: str, yes: bool) -> None:
    assert is_byline(line) == yes


@pytest.mark.parametrize(
    ("version", "kind"),
    [("Killings", "original"), ("Corruption", "original"), ("KILL", "kill"), ("2nd Ld-Writethru", "update")],
)
def test_the_version_field_of_anpa_is_jargon_only_by_whole_words(version: str, kind: str) -> None:
    header = f"\x16\x16\x01A0001\x1fa\nr a\x13\x11 BC-US--City {version}   02-03 0020\n"
    content = f"{header}\x02^BC-US--City<\n^Title<\n   Text here.<\n\x03"
    (item,) = parse_payload(content.encode()).items
    assert (item.kind or "original") == kind


@pytest.mark.parametrize(
    ("note", "embargo"),
    [
        ("Embargo: 2026-02-04 07:45", "2026-02-04T07:45:00"),
        ("BAJO EMBARGO hasta el 4 de febrero de 2026 a las 07:45 GMT", "2026-02-04T07:45:00+00:00"),
        ("Embargo lifted on 4 February 2026", None),
        ("Corrige la fecha: 4 de febrero de 2026", None),
    ],
)
def test_embargo_in_the_note(note: str, embargo: str | None) -> None:
    content = json.dumps({"uri": "x", "headline": "T", "ednote": note, "body_text": "Uno."})
    assert parse_payload(content.encode()).items[0].embargo == embargo
