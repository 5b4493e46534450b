"""The header line that some collections put before a text: ``date 2026-01-08 El intercambio …``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from teletipo.normalize.wording import alternatives, fold, wording

_REACH = 80


@dataclass(frozen=True, slots=True)
class HeaderDate:
    """The header as ``text[start:end]``.

    ``stamp`` is its date as printed, with the clock time where it has one; ``value`` the day, None where the date is in
    no calendar.
    """

    start: int
    end: int
    text: str
    stamp: str
    value: date | None


def header_date(text: str) -> HeaderDate | None:
    """The header that ``text`` starts with, None where it starts with none. The date is year, month, day."""
    found = _pattern().match(fold(text[:_REACH]))
    if not found:
        return None
    parts = [int(part) for part in (re.split(r"[-/.]", found["day"]) if found["mark"] else _basic(found["day"]))]
    try:
        value = date(*parts)
    except (ValueError, OverflowError):
        value = None
    start, end = found.span("header")
    return HeaderDate(start, end, text[start:end], text[slice(*found.span("stamp"))], value)


def _basic(digits: str) -> tuple[str, str, str]:
    return digits[:4], digits[4:6], digits[6:]


@cache
def _pattern() -> re.Pattern[str]:
    words = alternatives(wording(None).lists["header"])
    return re.compile(
        rf"\s*(?P<header>{words}(?:\s?:)?\s+"
        r"(?P<stamp>(?P<day>\d{4}(?P<mark>[-/.])\d{1,5}(?P=mark)\d{1,5}|\d{8})(?:t\d\d:?\d\d[\d:.,]*(?:z|[-+]\d\d:?\d\d)?)?))"
        r"(?![-/.]?\w)"
    )
