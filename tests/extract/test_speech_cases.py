"""Small reports in the manner of the agencies: what is said, by whom, on which cue; and what only looks so.

The cases stand in ``cases/es.toml`` and ``cases/en.toml``; each is a sentence or two with the speech and the
attributions that a reader finds in it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from teletipo.extract.extraction import Extraction, extract
from teletipo.languages import language
from teletipo.languages.parsing import parse
from teletipo.model import Report, Spans

CASES = Path(__file__).parent / "cases"


def cases() -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['text'][:60]}")
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def read(code: str, text: str) -> tuple[Report, Extraction]:
    report = Report("r", code, None, None, None, None, "original", text)
    return report, extract(report, parse(report), language(code))


def words(spans: Spans, joint: str = " ") -> str:
    return joint.join(span.text for span in spans)


@pytest.mark.parametrize(("code", "case"), cases())
def test_speech_and_its_speakers(code: str, case: dict[str, Any]) -> None:
    _, found = read(code, case["text"])
    assert [
        [q.type, words(q.content, " ‖ "), words(q.speaker_mention), words(q.cue)] for q in found.quotations
    ] == case["quotations"]


@pytest.mark.parametrize(("code", "case"), cases())
def test_attributions_and_their_links(code: str, case: dict[str, Any]) -> None:
    _, found = read(code, case["text"])
    assert [
        [a.kind, words(a.scope, " ‖ "), words(a.source_mention), words(a.relay_mention, " ‖ ")]
        for a in found.attributions
    ] == case.get("attributions", [])


@pytest.mark.parametrize(("code", "case"), cases())
def test_every_record_points_at_its_evidence(code: str, case: dict[str, Any]) -> None:
    report, found = read(code, case["text"])
    ids = {entity.id for entity in found.entities}
    for quotation in found.quotations:
        for span in (*quotation.content, *quotation.verbatim, *quotation.cue, *quotation.speaker_mention):
            assert report.text[span.start : span.end] == span.text
        assert {quotation.speaker, quotation.addressee} - {None} <= ids
        assert quotation.via in {None, *(attribution.id for attribution in found.attributions)}
        assert quotation.rule
    for attribution in found.attributions:
        for span in (*attribution.scope, *attribution.cue, *attribution.source_mention, *attribution.relay_mention):
            assert report.text[span.start : span.end] == span.text
        assert set(attribution.chain) <= ids
        assert attribution.rule
