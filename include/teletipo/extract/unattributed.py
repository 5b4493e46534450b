"""Statements that the report makes in its own voice: nobody is credited with them."""

from __future__ import annotations

from collections.abc import Iterable

from teletipo.extract.segments import trim
from teletipo.extract.sheet import Sheet, Unit
from teletipo.extract.speech import Stretch
from teletipo.model import Span, Spans

FINITE = frozenset({"VERB", "AUX"})
LEAST = 4


def unattributed(sheet: Sheet, sentences: Iterable[Unit], credited: list[Stretch]) -> Spans:
    """The sentences with a finite verb that meet no credited stretch, without their full stop.

    ``credited`` are the code points of all content and scopes, in any order.
    """
    stretches = sorted(credited)
    found = []
    at = 0
    for unit in sentences:
        if sheet.low[unit.last - 1] == "?":
            continue
        first, last = trim(sheet, unit.first, unit.last)
        if last - first < LEAST or not any(sheet.pos[i] in FINITE for i in range(first, last)):
            continue
        start, end = sheet.slice(first, last)
        while at < len(stretches) and stretches[at][1] <= start:
            at += 1
        if at == len(stretches) or stretches[at][0] >= end:
            found.append(Span.of(sheet.text, start, end))
    return tuple(found)
