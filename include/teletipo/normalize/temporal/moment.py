"""Typed partial dates: what is known of a point or stretch of the calendar, and its TIMEX3 notation."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, replace
from typing import Literal

Grain = Literal["D", "WE", "W", "M", "Q", "HY", "SEASON", "Y", "DE", "CE"]
Day = datetime.date

_MONTHS_IN: dict[str, int] = {"M": 1, "Q": 3, "HY": 6, "Y": 12, "DE": 120, "CE": 1200}
_DAYS_IN: dict[str, int] = {"D": 1, "W": 7, "WE": 7}
_YEAR_DIGITS: dict[str, int] = {"DE": 3, "CE": 2}
_NIGHTS = frozenset({"NI", "EV"})
_SMALL_HOURS = frozenset(f"{hour:02}" for hour in range(7))
_SEASONS = ("SP", "SU", "FA", "WI")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it is known; None is unknown and never made up.

    ``part`` is a stretch of the year (``Q3``, ``H1``, ``SU``); ``week`` an ISO week of the ISO year ``year``;
    ``weekday`` counts from Monday = 1 and is kept where the day is not known. ``clock`` is ``16:08`` or a part of the
    day (``MO``), ``zone`` is ``Z`` or an offset, only where it was said. ``fiscal`` years are marked.
    """

    grain: Grain
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
    def of(cls, day: Day, grain: Grain = "D") -> Moment:
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
            case "SEASON":
                started = day.month // 3 - 1
                return cls(grain, year=day.year if started >= 0 else day.year - 1, part=_SEASONS[started])
            case "D":
                return cls(grain, year=day.year, month=day.month, day=day.day)
            case _:
                return cls(grain, year=day.year)

    @property
    def date(self) -> Day | None:
        """The day, where it is known."""
        return self.first if self.grain == "D" and self.day is not None and self.month is not None else None

    @property
    def first(self) -> Day | None:
        """The first day of the stretch, where it is known from the year down."""
        if self.year is None:
            return None
        try:
            if self.week is not None:
                return Day.fromisocalendar(self.year, self.week, 6 if self.grain == "WE" else 1)
            if self.part:
                return Day(self.year, _first_month(self.part), 1)
            width = _YEAR_DIGITS.get(self.grain, 4)
            year = self.year - self.year % 10 ** (4 - width)
            return Day(year, self.month or 1, self.day or 1)
        except ValueError:
            return None

    @property
    def value(self) -> str:
        """TIMEX3 notation."""
        clock = f"T{self.clock}{self.zone}" if self.clock else ""
        return self._date(timed=bool(clock)) + clock

    def _date(self, *, timed: bool) -> str:
        year = f"{self.year:04d}"[: _YEAR_DIGITS.get(self.grain, 4)] if self.year is not None else self._unknown_year()
        match self.grain:
            case "Y" | "DE" | "CE":
                return ("FY" if self.fiscal else "") + year
            case "Q" | "HY" | "SEASON":
                return f"{year}-{self.part}" if self.part else f"{year}-{self.grain[0]}X"
            case "W" | "WE":
                return f"{year}-W{self.week or 'XX':02}" + ("-WE" if self.grain == "WE" else "")
        if self.weekday is not None and self.day is None:
            return f"XXXX-WXX-{self.weekday}"
        month = f"{self.month:02}" if self.month else "XX"
        day = f"{self.day:02}" if self.day else "XX"
        return f"{year}-{month}-{day}" if self.grain == "D" or timed else f"{year}-{month}"

    def _unknown_year(self) -> str:
        return "X" * _YEAR_DIGITS.get(self.grain, 4)


def shift(start: Day, amount: int, grain: Grain) -> Moment | None:
    """The stretch of a grain that lies some of its kind after the one of ``start``; None outside the calendar."""
    moved = move(start, amount, grain)
    return Moment.of(moved, grain) if moved else None


def move(start: Day, amount: int, grain: Grain) -> Day | None:
    """The day some units after another, at most the last of its month; None outside the calendar."""
    try:
        if grain in _DAYS_IN:
            return start + datetime.timedelta(days=amount * _DAYS_IN[grain])
        years, month = divmod(start.month - 1 + amount * _MONTHS_IN.get(grain, 3), 12)
        year, month = start.year + years, month + 1
        return Day(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return None


def exists(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has such a day; without a year, in a leap year."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000 if year is None else year, month)[1]


def at(moment: Moment, clock: str, zone: str = "") -> Moment:
    """The same day at a time or part of the day; the small hours that follow a night are of the next day."""
    next_day = moment.date and moment.clock in _NIGHTS and clock[:2] in _SMALL_HOURS and move(moment.date, 1, "D")
    return replace(Moment.of(next_day) if next_day else moment, clock=clock, zone=zone)


def _first_month(part: str) -> int:
    if part in _SEASONS:
        return (3, 6, 9, 12)[_SEASONS.index(part)]
    return (int(part[1]) - 1) * (3 if part[0] == "Q" else 6) + 1
