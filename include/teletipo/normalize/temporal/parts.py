"""Expressions that name a part of the year or more than one year: quarters, seasons, weeks of a month, centuries."""

from __future__ import annotations

from dataclasses import replace

from teletipo.normalize.temporal.context import DCT, Context, Found, Slots, integer
from teletipo.normalize.temporal.dates import FUTURE, PAST, calendar_date, nearest_month_year, said_year
from teletipo.normalize.temporal.moment import Day, Grain, Moment, move


def part_of_year(slots: Slots, context: Context) -> Found | None:
    """A quarter, half or season (ORD -1 the year's last); without a year the last or next one as the verb says."""
    if "SEASON" in slots:
        grain: Grain = "SEASON"
        part = str(slots["SEASON"])
    else:
        if slots["UNIT"] not in {"Q", "HY"}:
            return _year_of_months(slots, context)
        grain = "Q" if slots["UNIT"] == "Q" else "HY"
        order, count = integer(slots, "ORD") or 0, 4 if grain == "Q" else 2
        order = count if order == -1 else order
        if not 1 <= order <= count:
            return None
        part = f"{'Q' if grain == 'Q' else 'H'}{order}"
    year, anchor = said_year(slots, context)
    moment = Moment(grain, year, part=part)
    if year is None and context.reference is not None:
        moment = _nearest_part(moment, slots, context, context.reference)
        anchor = DCT
    return Found(moment, anchor)


def _year_of_months(slots: Slots, context: Context) -> Found | None:
    """``primer cuatrimestre``: TIMEX3 has no notation for it, so the year that it lies in."""
    months = int(str(slots["UNIT"]).removesuffix("M"))
    order = integer(slots, "ORD") or 0
    order = 12 // months if order == -1 else order
    if not 1 <= order <= 12 // months:
        return None
    year, anchor = said_year(slots, context)
    if year is None and context.reference is not None:
        told = {**slots, "TOWARDS": context.direction() or PAST}
        year, anchor = nearest_month_year(months * (order - 1) + 1, told, context, context.reference), DCT
    return Found(Moment("Y", year), anchor)


def nth_weekday(slots: Slots, context: Context) -> Found | None:
    """The first, second … or last (NTH_OF -1) of a weekday in a month."""
    whole = calendar_date(slots, context) if "MONTH" in slots else _month_around(slots, context)
    first = whole.moment.first if whole else None
    if whole is None or first is None:
        return None
    number, weekday_number = int(slots["NTH_OF"]), int(slots["WEEKDAY"])
    days = [day for day in (move(first, step, "D") for step in range(31)) if day and day.month == first.month]
    fitting = [day for day in days if day.isoweekday() == weekday_number]
    if not number or number > len(fitting):
        return None
    return Found(Moment.of(fitting[number - 1 if number > 0 else -1]), whole.anchor)


def _month_around(slots: Slots, context: Context) -> Found | None:
    """The report's month, the one before or the one after."""
    step = slots.get("MONTH_DIR")
    if context.reference is None or not isinstance(step, int):
        return None
    month = move(context.reference.replace(day=1), step, "M")
    return Found(Moment.of(month, "M"), DCT) if month else None


def whole_week(slots: Slots, context: Context) -> Found | None:
    """The week that a day lies in: "the week of Oct. 5"."""
    day = calendar_date(slots, context)
    return Found(Moment.of(day.moment.date, "W"), day.anchor) if day and day.moment.date else None


def week_of(slots: Slots, context: Context) -> Found | None:
    """The first, second … or last (WEEK_OF -1) week of a month or year, by the day of the month it begins with."""
    whole = calendar_date(slots, context)
    if whole is None or whole.moment.first is None:
        return None
    first = whole.moment.first
    number = int(slots["WEEK_OF"])
    if number < 0:
        following = move(first, 1, whole.moment.grain)
        day = move(following, -1, "D") if following else None
    else:
        day = move(first, number - 1, "W")
    return Found(Moment.of(day, "W"), whole.anchor) if day else None


def decade(slots: Slots, _: Context) -> Found | None:
    """``1990s`` or "los años noventa"; two digits are of the twentieth century."""
    short = next((integer(slots, key) for key in ("SHORTDECADE", "DECADE_WORD") if key in slots), None)
    if short is not None:
        return Found(Moment("DE", 1900 + short), None) if 10 <= short <= 90 and short % 10 == 0 else None
    year = integer(slots, "DECADE")
    return Found(Moment("DE", year), None) if year is not None and year % 10 == 0 else None


def century(slots: Slots, _: Context) -> Found | None:
    """``siglo XX`` is ``19``."""
    number = integer(slots, "CENTURY")
    return Found(Moment("CE", (number - 1) * 100), None) if number and number <= 30 else None


def _nearest_part(moment: Moment, slots: Slots, context: Context, reference: Day) -> Moment:
    here = Moment.of(reference, moment.grain)
    now, base = here.first, here.year
    if now is None or base is None:
        return moment
    parts = [replace(moment, year=year) for year in (base - 1, base, base + 1)]
    match slots.get("DIR"):
        case -1:
            return max((part for part in parts if (part.first or now) < now), key=_start, default=moment)
        case 1:
            return min((part for part in parts if (part.first or now) > now), key=_start, default=moment)
        case 0:
            return replace(moment, year=base)
        case _ if context.direction() == FUTURE:
            return min((part for part in parts if (part.first or now) >= now), key=_start, default=moment)
        case _:
            return max((part for part in parts if (part.first or now) <= now), key=_start, default=moment)


def _start(moment: Moment) -> Day:
    return moment.first or Day.min
