"""Days that have a name and a place in the calendar, by the code that a language's data gives them.

``12-25`` is a fixed day, ``E-2`` a number of days from Easter Sunday (the western one), ``11/4/4`` the fourth
Thursday (ISO weekday 4) of November, ``5/1/-1`` the last Monday of May, ``2001-09-11`` one day in history. A ``W`` at
the end means the whole week of that day.
"""

from __future__ import annotations

import calendar
import datetime
import re

from dateutil.easter import easter

_CODE = re.compile(
    r"(?P<once>[0-9]{4}-[0-9]{2}-[0-9]{2})|(?P<fixed>[0-9]{2}-[0-9]{2})|E(?P<easter>[+-][0-9]+)"
    r"|(?P<month>[0-9]+)/(?P<weekday>[0-9])/(?P<nth>-?[0-9])"
)
_FIRST_EASTER, _LAST_EASTER = 1583, 4099


def holiday(code: str, year: int) -> datetime.date | None:
    """The day that a code names in a year, or None where there is none."""
    match = _CODE.fullmatch(code.removesuffix("W"))
    if match is None:
        return None
    if match["once"]:
        return datetime.date.fromisoformat(match["once"])
    if match["fixed"]:
        return datetime.date.fromisoformat(f"{year:04d}-{match['fixed']}") if match["fixed"] != "02-29" else None
    if match["easter"]:
        if not _FIRST_EASTER <= year <= _LAST_EASTER:
            return None
        return easter(year) + datetime.timedelta(days=int(match["easter"]))
    return _nth_weekday(year, int(match["month"]), int(match["weekday"]), int(match["nth"]))


def is_historic(code: str) -> bool:
    """Whether a code names one day in history."""
    match = _CODE.fullmatch(code)
    return match is not None and match["once"] is not None


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> datetime.date:
    days = calendar.monthrange(year, month)[1]
    matching = [day for day in range(1, days + 1) if datetime.date(year, month, day).isoweekday() == weekday]
    return datetime.date(year, month, matching[nth if nth < 0 else nth - 1])
