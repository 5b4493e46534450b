"""Agencies' own files, where they are at hand: our reading of them by the standards, field by field.

The expectations are ours; the files are not, and stay outside the project.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from teletipo.sources import parse_payload

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT.parent / "shared" / "data" / "wire"
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads(
    (ROOT / "tests" / "gold" / "wire" / "core_fields.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("sample", EXPECTED)
def test_core_fields(sample: str) -> None:
    path = FILES / sample
    if not path.is_file():
        pytest.skip("the agencies' files are not here")
    parsed = parse_payload(path.read_bytes(), name=path.name)
    assert parsed.rejections == ()
    assert len(parsed.items) == len(EXPECTED[sample])
    for item, expected in zip(parsed.items, EXPECTED[sample], strict=True):
        found = asdict(item)
        body = expected["body"]
        assert {name: found[name] for name in expected if name != "body"} == {
            name: value for name, value in expected.items() if name != "body"
        }
        assert (item.body is None) == (body is None)
        if item.body is not None:
            assert item.body.startswith(body["starts"])
            assert item.body.endswith(body["ends"])
            assert len(item.body.split("\n\n")) == body["paragraphs"]
