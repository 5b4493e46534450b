"""Whole pages in the layouts of the trade: what the body must hold and must not, title and instant.

Pages with ``optional`` segments (stand-first, sign-off, embedded posts) are expected whole; they are measured together.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from teletipo.model import Item
from teletipo.sources import parse_payload

PAGES = Path(__file__).resolve().parents[1] / "gold" / "pages"
EXPECTED: dict[str, dict[str, Any]] = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
WHOLE = [name for name, page in EXPECTED.items() if "optional" in page]


def item(name: str) -> Item:
    return parse_payload((PAGES / name).read_bytes(), url=EXPECTED[name].get("url")).items[0]


def moment(stamp: str | None) -> datetime | str | None:
    """The instant that a stamp names, whatever its zone; a day is only a day."""
    return datetime.fromisoformat(stamp) if stamp and len(stamp) > 10 else stamp


@pytest.fixture(scope="module")
def whole() -> dict[str, Item]:
    return {name: item(name) for name in WHOLE}


@pytest.mark.parametrize("name", [name for name in EXPECTED if name not in WHOLE])
def test_page(name: str) -> None:
    expected = EXPECTED[name]
    found = item(name)
    body = found.body or ""
    assert [segment for segment in expected["wanted"] if segment not in body] == []
    assert [segment for segment in expected["unwanted"] if segment in body] == []
    assert (found.headline, found.published) == (expected["title"], expected["published"])


def test_whole_pages_hold_the_article_and_little_else(whole: dict[str, Item]) -> None:
    right = wrong = missed = 0
    for name, found in whole.items():
        body = " ".join((found.body or "").split())
        kept = [segment for segment in EXPECTED[name]["wanted"] if segment in body]
        right += len(kept)
        missed += len(EXPECTED[name]["wanted"]) - len(kept)
        for segment in sorted([*kept, *EXPECTED[name]["optional"]], key=len, reverse=True):
            body = body.replace(segment, " ")
        wrong += sum(segment in body for segment in EXPECTED[name]["unwanted"])
    assert right / (right + wrong) >= 0.98
    assert right / (right + missed) >= 0.98


def test_whole_pages_tell_title_and_instant(whole: dict[str, Item]) -> None:
    titles = [found.headline == EXPECTED[name]["title"] for name, found in whole.items()]
    instants = [moment(found.published) == moment(EXPECTED[name]["published"]) for name, found in whole.items()]
    assert sum(titles) >= 0.95 * len(titles)
    assert sum(instants) >= 0.98 * len(instants)
