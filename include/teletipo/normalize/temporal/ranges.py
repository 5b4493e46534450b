"""The ends of a range in the order in which they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from teletipo.normalize.temporal.context import Context
from teletipo.normalize.temporal.moment import Day
from teletipo.normalize.temporal.resolve import Answer
from teletipo.normalize.temporal.scan import Extent

_YEARS = frozenset({"YEAR", "SHORTYEAR", "YEAR_DIR", "DIR"})


def in_order(answers: Sequence[Answer], extents: Sequence[Extent], context: Context) -> Iterator[Answer]:
    """The ends of a range: a month whose year nobody says and that would lie before the start is a year later."""
    start: Day | None = None
    for answer, extent in zip(answers, extents, strict=True):
        says_month_alone = "MONTH" in extent.slots and _YEARS.isdisjoint(extent.slots)
        told = _after(answer, start, context) if start and says_month_alone else answer
        start = told.moment.first if told.moment else None
        yield told


def _after(answer: Answer, start: Day, context: Context) -> Answer:
    """The answer, or the same a year later if it lies before ``start``; not where that lies ahead of a past verb."""
    moment = answer.moment
    if moment is None or moment.year is None or moment.first is None or moment.first >= start:
        return answer
    later = replace(moment, year=moment.year + 1)
    if later.first is None or (_lies_ahead(later.first, context) and context.direction() == "past"):
        return answer
    return replace(answer, value=later.value, moment=later)


def _lies_ahead(day: Day, context: Context) -> bool:
    return context.reference is not None and day > context.reference
