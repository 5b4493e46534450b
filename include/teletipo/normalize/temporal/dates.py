"""Expressions that name a day, a month or a year: in figures, in words, by weekday or by feast."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from teletipo.normalize.temporal.context import DCT, Context, Found, Slots, integer
from teletipo.normalize.temporal.holidays import holiday, is_historic
from teletipo.normalize.temporal.moment import Day, Grain, Moment, exists, move
from teletipo.normalize.temporal.vocabulary import Value

PAST, FUTURE = "past", "future"
_SLACK = datetime.timedelta(days=45)
"""How far a date may lie on the wrong side of the report before the verb's tense moves it to another year."""


def iso_date(slots: Slots, _context: Context) -> Found | None:
    """``2026-01-08``, with or without a time of the day."""
    written, _, time = str(slots["ISO"]).partition("T")
    year, month, day = map(int, written.split("-"))
    if not exists(year, month, day):
        return None
    moment = Moment("D", year, month, day)
    return Found(replace(moment, clock=time[:5], zone=_iso_zone(time)) if time else moment, None)


def _iso_zone(time: str) -> str:
    mark = max(time.find(sign) for sign in "Z+-")
    return time[mark:].removesuffix(":00") if mark >= 0 else ""


def numeric_date(slots: Slots, context: Context) -> Found | None:
    """``8/1/2026`` in the order of the language; the other order only where that alone makes a date."""
    text = str(slots["NUMDATE"])
    separator = next(char for char in text if not char.isdecimal())
    first, second, year = map(int, text.split(separator))
    if year < 100:
        year += 2000 if year < 50 else 1900
    day, month = (first, second) if context.order == "dmy" else (second, first)
    if exists(year, month, day):
        return Found(Moment("D", year, month, day), None)
    return Found(Moment("D", year, day, month), None) if exists(year, day, month) else None


def calendar_date(slots: Slots, context: Context) -> Found | None:
    """A month, a day of a month, a year, with what is left out taken from the report's date."""
    month, day = integer(slots, "MONTH"), integer(slots, "DAY")
    year, anchor = said_year(slots, context)
    if month is None:
        return Found(Moment("Y", year), anchor) if year else None
    if day is not None and not exists(year, month, day):
        return None
    if year is None and context.reference is not None:
        year, anchor = _nearest_year(month, day, slots, context, context.reference), DCT
    return Found(Moment("M" if day is None else "D", year, month, day), anchor)


def day_of_month(slots: Slots, context: Context) -> Found | None:
    """A number alone ("el día 15", "el 20 de este mes"): of the report's month or the one that the verb asks for.

    In a tale of another time it is of the month that the tale is in.
    """
    day, weekday_number = integer(slots, "DAY"), integer(slots, "WEEKDAY")
    if day is None or not 1 <= day <= 31:
        return None
    if context.reference is None:
        return Found(Moment("D", day=day), None)
    step = slots.get("MONTH_DIR")
    named = _named_month(slots, context, context.reference)
    base = named.moment.first if named else None
    if named is None or base is None:
        base = context.reference
        months: Iterable[int] = (step,) if isinstance(step, int) else (0, -1, 1)
    else:
        months = ({"before": -1, "after": 1}.get(str(step), 0),)
    days = [date for date in (_in_month(base, step, day) for step in months) if date]
    days = [date for date in days if weekday_number in {None, date.isoweekday()}]
    if slots.get("DIR") in {-1, 1}:
        days = [date for date in days if (date < context.reference) == (slots["DIR"] == -1)]
    chosen = _choose(days, slots, context, context.reference, slack=datetime.timedelta(days=10))
    return Found(Moment.of(chosen), named.anchor if named else DCT) if chosen else None


def _named_month(slots: Slots, context: Context, reference: Day) -> Found | None:
    """The month that was named before, where "ese mes" points at it or the line tells of another time."""
    if isinstance(slots.get("MONTH_DIR"), str):
        return context.last("D", "M")
    tale = None if {"MONTH_DIR", "DIR"} & slots.keys() else context.last("D", here=True)
    far = tale is not None and tale.moment.first is not None and reference - tale.moment.first > _SLACK
    return tale if far and context.direction() == PAST else None


def weekday(slots: Slots, context: Context) -> Found | None:
    """A weekday: the report's own day, or the nearest before or after it as the verb or a modifier says.

    A verb in the present ("viaja el lunes") looks ahead.
    """
    number = int(slots["WEEKDAY"])
    if context.reference is None:
        return Found(Moment("D", weekday=number), None)
    if (week := integer(slots, "WEEK_DIR")) is not None:
        moved = move(context.reference, 7 * week + number - context.reference.isoweekday(), "D")
        return Found(Moment.of(moved), DCT) if moved else None
    back = (context.reference.isoweekday() - number) % 7
    match slots.get("DIR"):
        case -1:
            step = -(back or 7)
        case 1:
            step = (7 - back) or 7
        case _ if _way(slots, context) in {FUTURE, "present"}:
            step = (7 - back) % 7
        case _:
            step = -back
    moved = move(context.reference, step, "D")
    return Found(Moment.of(moved), DCT) if moved else None


def year_range_end(slots: Slots, _: Context) -> Found | None:
    """A year of "1993-94" or "temporada 93/94": the second takes its missing digits from the first."""
    first = integer(slots, "YEAR")
    second = integer(slots, "SECOND_YEAR")
    if first is None:
        short = integer(slots, "FIRST_YEAR") or 0
        first = short + (1900 if short >= 50 else 2000)
    if second is None:
        return Found(Moment("Y", first), None)
    later = first - first % 100 + second
    later += 100 if later < first else 0
    return Found(Moment("Y", later), None) if later - first <= 30 else None


def named_day(slots: Slots, context: Context) -> Found | None:
    """A holiday: of the year that is said, else the nearest one that suits the verb."""
    code = str(slots["HOLIDAY"])
    grain: Grain = "W" if code.endswith("W") else "D"
    if is_historic(code):
        day = holiday(code, 2000)
        return Found(Moment.of(day), None) if day else None
    year, anchor = said_year(slots, context)
    if year is not None:
        day = holiday(code, year)
        return Found(Moment.of(day, grain), anchor) if day else None
    if context.reference is None:
        month, _, number = code.partition("-")
        fixed = month.isdecimal() and number.isdecimal()
        return Found(Moment("D", month=int(month), day=int(number)) if fixed else Moment(grain), None)
    here = context.reference.year
    days = [day for day in (holiday(code, year) for year in (here, here - 1, here + 1) if 1 <= year <= 9999) if day]
    if slots.get("DIR") in {-1, 1}:
        days = [day for day in days if (day < context.reference) == (slots["DIR"] == -1)]
    chosen = _choose(days, slots, context, context.reference, slack=_SLACK)
    return Found(Moment.of(chosen, grain), DCT) if chosen else None


def said_year(slots: Slots, context: Context) -> tuple[int | None, str | None]:
    """The year that an expression says, in full, in two digits or by its place to the report's, and its anchor."""
    if (year := integer(slots, "YEAR")) is not None:
        return year, None
    if (year := integer(slots, "SHORTYEAR")) is not None:
        return year + (2000 if year < 50 else 1900), None
    step = slots.get("YEAR_DIR")
    if step is None:
        return None, None
    if isinstance(step, int):
        return (context.reference.year + step, DCT) if context.reference else (None, None)
    base = context.last() or context.dct()
    if base is None or base.moment.year is None:
        return None, None
    return base.moment.year + {"before": -1, "after": 1}.get(step, 0), base.anchor


def _nearest_year(month: int, day: int | None, slots: Slots, context: Context, reference: Day) -> int:
    years = [year for year in (reference.year, reference.year - 1, reference.year + 1) if 1 <= year <= 9999]
    if day is not None and "WEEKDAY" in slots:
        agreeing = [y for y in years if exists(y, month, day) and Day(y, month, day).isoweekday() == slots["WEEKDAY"]]
        years = agreeing or years
    if day is None:
        return nearest_month_year(month, slots, context, reference)
    days = [Day(year, month, day) for year in years if exists(year, month, day)]
    way = slots.get("DIR")
    if way == -1:
        days = [date for date in days if date <= reference] or days
    if way == 1:
        days = [date for date in days if date >= reference] or days
    chosen = _choose(days, slots, context, reference, slack=_SLACK)
    return chosen.year if chosen else reference.year


def nearest_month_year(month: int, slots: Slots, context: Context, reference: Day) -> int:
    """The year of a month that none is said with: by a word for past or next, else by the verb, else by distance."""
    gap = month - reference.month
    way = slots.get("DIR")
    if way == -1:
        return reference.year - (gap >= 0)
    if way == 1:
        return reference.year + (gap <= 0)
    if way == 0:
        return reference.year
    direction = _way(slots, context)
    if direction == FUTURE:
        return reference.year + (gap < -2)
    if direction == PAST or gap > 3:
        return reference.year - (gap > 0)
    return reference.year + (gap < -8)


def _way(slots: Slots, context: Context) -> Value | None:
    """Which way a preposition points, else the verb. What will be "from this Wednesday on" has not begun."""
    towards, verb = slots.get("TOWARDS"), context.direction()
    begins = towards == PAST and verb == FUTURE and slots.get("DIR") == 0
    return verb if towards is None or begins else towards


def _choose(
    days: list[Day], slots: Slots, context: Context, reference: Day, *, slack: datetime.timedelta
) -> Day | None:
    """The nearest day; if the verb points the other way, the nearest that it allows, give or take the slack."""
    nearest = min(days, key=lambda day: abs(day - reference), default=None)
    if nearest is None or abs(nearest - reference) <= slack:
        return nearest
    direction = _way(slots, context)
    if direction == PAST:
        return max((day for day in days if day <= reference), default=nearest)
    if direction == FUTURE:
        return min((day for day in days if day >= reference), default=nearest)
    return nearest


def _in_month(reference: Day, step: int, day: int) -> Day | None:
    month = move(reference.replace(day=1), step, "M")
    return month.replace(day=day) if month and exists(month.year, month.month, day) else None
