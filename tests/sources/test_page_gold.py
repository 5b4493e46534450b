"""Whole pages in the layouts of the trade: what the body must hold and must not, title and instant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from teletipo.sources import parse_payload

PAGES = Path(__file__).resolve().parents[1] / "gold" / "pages"
EXPECTED: dict[str, dict[str, Any]] = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", EXPECTED)
def test_page(name: str) -> None:
    expected = EXPECTED[name]
    (item,) = parse_payload((PAGES / name).read_bytes()).items
    body = item.body or ""
    assert [segment for segment in expected["wanted"] if segment not in body] == []
    assert [segment for segment in expected["unwanted"] if segment in body] == []
    assert (item.headline, item.published) == (expected["title"], expected["published"])
