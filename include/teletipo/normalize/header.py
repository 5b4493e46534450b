"""The header line that some collections put before a text: ``date 2026-01-08 El intercambio …``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_HEADER = re.compile(
    r"\s*(?P<header>(?:date|fecha|data|datum)\s*:?\s+"
    r"(?P<year>\d{1,4})(?P<mark>[-/.]?)(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\w|[-/.]\d))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HeaderDate:
    """The header as ``text[start:end]``; ``value`` is None where its date is in no calendar."""

    start: int
    end: int
    text: str
    value: date | None


def header_date(text: str) -> HeaderDate | None:
    """The header that ``text`` starts with, None where it starts with none. The date is year, month, day."""
    found = _HEADER.match(text)
    if not found:
        return None
    try:
        value = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        value = None
    return HeaderDate(found.start("header"), found.end("header"), found["header"], value)
