"""Typed partial dates: what is known of a point or stretch of the calendar, and its TIMEX3 notation."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Unit = Literal["S", "TM", "H", "D", "WE", "W", "M", "Q", "HY", "Y", "DE", "CE", "ML"]
_MONTHS = {"M": 1, "Q": 3, "HY": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
_SEASON_OF_MONTH = {
    12: "WI",
    1: "WI",
    2: "WI",
    3: "SP",
    4: "SP",
    5: "SP",
    6: "SU",
    7: "SU",
    8: "SU",
    9: "FA",
    10: "FA",
    11: "FA",
}
SEASONS = ("SP", "SU", "FA", "WI")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it is known; None is unknown and never made up.

    ``year`` alone may be cut short by ``grain`` (``DE``: 199, ``CE``: 19). ``part`` is a stretch of the year (``Q3``,
    ``H1``, ``SU``). ``week`` is an ISO week of ISO year ``year``; ``weekday`` counts from Monday = 1.
    ``clock`` is ``16:08`` or a part of the day (``MO``), ``zone`` ``Z`` or an offset, only where it was said.
    """

    grain: Unit
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    week: int | None = None
    weekday: int | None = None
    clock: str | None = None
    zone: str = ""
    fiscal: bool = False

    @classmethod
    def of(cls, day: date, grain: Unit = "D") -> Moment:
        """The stretch of the calendar of a grain that a day lies in."""
        match grain:
            case "W" | "WE":
                iso = day.isocalendar()
                return cls(grain, year=iso.year, week=iso.week)
            case "M":
                return cls(grain, year=day.year, month=day.month)
            case "Q":
                return cls(grain, year=day.year, part=f"Q{(day.month + 2) // 3}")
            case "HY":
                return cls(grain, year=day.year, part=f"H{(day.month + 5) // 6}")
            case "Y" | "DE" | "CE" | "ML":
                return cls(grain, year=day.year)
            case _:
                return cls("D", year=day.year, month=day.month, day=day.day)

    @property
    def date(self) -> date | None:
        """The day, where it is known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def first(self) -> date | None:
        """The first day of the stretch, where the year is known."""
        if self.year is None or not 1 <= self.year <= 9998:
            return None
        if self.week is not None:
            start = _monday(self.year, self.week)
            return start + timedelta(days=5) if start and self.grain == "WE" else start
        if self.part:
            return date(self.year, _first_month(self.part), 1)
        try:
            return date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return None

    @property
    def value(self) -> str:
        """TIMEX3 notation."""
        clock = f"T{self.clock}{self.zone}" if self.clock else ""
        if self.grain in {"Y", "DE", "CE", "ML"}:
            return self._year() + clock
        if self.week is not None or self.grain in {"W", "WE"}:
            week = f"{self._year()}-W{self.week:02d}" if self.week else f"{self._year()}-WXX"
            return week + ("-WE" if self.grain == "WE" else "")
        if self.part:
            return f"{self._year()}-{self.part}"
        if self.weekday is not None and self.day is None:
            return f"XXXX-WXX-{self.weekday}{clock}"
        month = f"{self.month:02d}" if self.month else "XX"
        if self.grain == "M":
            return f"{self._year()}-{month}"
        if clock and self.day is None and self.month is None:
            return f"XXXX-XX-XX{clock}"
        day = f"{self.day:02d}" if self.day else "XX"
        return f"{self._year()}-{month}-{day}{clock}"

    def _year(self) -> str:
        if self.year is None:
            return {"DE": "XXX", "CE": "XX", "ML": "X"}.get(self.grain, "XXXX")
        width = {"DE": 3, "CE": 2, "ML": 1}.get(self.grain, 4)
        digits = f"{self.year:04d}"[:width]
        return ("FY" if self.fiscal else "") + digits


def shift(start: date, amount: int, unit: Unit) -> Moment | None:
    """The stretch of a unit that lies some units from the one of ``start``; None outside the calendar."""
    try:
        if unit in _MONTHS:
            return Moment.of(_add_months(start, amount * _MONTHS[unit]), unit)
        days = {"D": 1, "W": 7, "WE": 7}.get(unit)
        return Moment.of(start + timedelta(days=amount * days), unit) if days else None
    except (OverflowError, ValueError):
        return None


def season_of(day: date) -> tuple[int, str]:
    """The year and season of a day; January and February belong to the winter of the year before."""
    season = _SEASON_OF_MONTH[day.month]
    return (day.year - 1 if day.month < 3 else day.year), season


def with_clock(moment: Moment, clock: str, zone: str = "") -> Moment:
    """The same day at a time or part of the day."""
    return replace(moment, clock=clock, zone=zone)


def _add_months(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if not 1 <= year <= 9999:
        raise OverflowError(f"year {year}")
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _monday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def _first_month(part: str) -> int:
    if part in SEASONS:
        return (3, 6, 9, 12)[SEASONS.index(part)]
    return (int(part[1]) - 1) * (3 if part[0] == "Q" else 6) + 1
