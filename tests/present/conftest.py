"""Reports that would like to be more than text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.store.conftest import analysis_of, report_of

from teletipo.contract import analysis_json
from teletipo.model import Analysis, Attribution, Claim, Entity, Mention, Quotation, Report, Span, Summary

SCRIPT = "<script>alert('x')</script>"
MARKUP = "[/bold] [link=http://evil.example]x[/link] [nonsense]"
HOSTILE = f"{SCRIPT} {MARKUP} \" onload=\"x() & `rm` **b** &lt;i&gt;"  # fmt: skip


def whole(text: str) -> Span:
    return Span.of(text, 0, len(text))


@pytest.fixture
def ordinary() -> dict[str, Any]:
    """A report with every kind of record."""
    return analysis_json(analysis_of(report_of()))


@pytest.fixture
def hostile() -> Analysis:
    """The same words everywhere where a report's words come to be shown."""
    span = whole(HOSTILE)
    report: Report = replace(
        report_of(),
        id=f"drop/{HOSTILE}",
        text=HOSTILE,
        headline=HOSTILE,
        agency=HOSTILE,
        dateline=None,
        zones=(),
        claims=(Claim(HOSTILE, HOSTILE, None, HOSTILE),),
    )
    entity = Entity("e1", HOSTILE, "PER", None, None, (Mention(0, len(HOSTILE), HOSTILE, "name"),))
    quotation = Quotation(
        "q1", "direct", (span,), (span,), (span,), None, "e1", (span,), None, "a1", None, "marks"
    )  # fmt: skip
    attribution = Attribution(
        "a1", "person", (span,), (span,), (span,), (), (), ("e1",), hedged=True, anonymous=True, rule="x"
    )
    return Analysis(
        report=report,
        entities=(entity,),
        quotations=(quotation, replace(quotation, id="q2", speaker=None)),
        attributions=(attribution, replace(attribution, id="a2", chain=())),
        unattributed=(span,),
        summary=Summary((span,), HOSTILE),
        models={"pipeline": HOSTILE},
        gaps=(HOSTILE,),
    )
