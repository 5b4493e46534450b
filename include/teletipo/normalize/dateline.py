"""The dateline of a report, ``Lima, 27 ene (EFE).-``: place, date and agency in front of the first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from teletipo.model import Dateline, Span
from teletipo.normalize.agencies import agency_name
from teletipo.normalize.wording import alternatives, fold, wording

_REACH = 160
_HEADLINE = 250
_LINES = 4


def read_dateline(text: str, *, language: str, reference: datetime, start: int = 0) -> Dateline | None:
    """The dateline that ``text`` has at ``start`` or, after lines as short as headlines, on one of the next lines.

    Its date is ISO 8601, without a year the last such day before ``reference`` or the day after it; ``language`` is
    ISO 639-1. None where there is no dateline.
    """
    for number, (line_start, line) in enumerate(_lines(text, start)):
        found = _match(line[:_REACH], language)
        if found and (number == 0 or found["agency"] or found["date"]):
            printed = found["agency"]
            return Dateline(
                place=found["place"].strip(" ,"),
                date=found["date"],
                agency=agency_name(printed) or printed if printed else None,
                spans=(Span.of(text, line_start, line_start + len(found[0].rstrip())),),
            )
        if len(line) > _HEADLINE:
            break
    return None


def _match(line: str, language: str) -> re.Match[str] | None:
    found = _shape(language).match(fold(line))
    return re.compile(_shape(language).pattern, re.IGNORECASE).match(line) if found else None


def _lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The first few lines that are not empty, each with its offset."""
    count = 0
    for found in re.compile(r"[^\s][^\n]*").finditer(text, start):
        yield found.start(), found[0]
        count += 1
        if count == _LINES:
            return


@cache
def _shape(code: str) -> re.Pattern[str]:
    month = alternatives(wording(code).months)
    date = rf"(?P<date>\d{{1,2}}(?:\s+(?:de\s+)?{month}\.?(?:\s+(?:de\s+)?\d{{4}})?)?|{month}\.?\s+\d{{1,2}}(?:,?\s+\d{{4}})?)"
    return re.compile(
        rf"(?P<place>[^\W\d_][^\n()\d:;]{{1,60}}?)(?:,?\s+{date}\.?)?\s*(?:\((?P<agency>[^()\n]{{2,40}})\))\s*(?:\.?\s*[-–—]+)",
        re.IGNORECASE,
    )
