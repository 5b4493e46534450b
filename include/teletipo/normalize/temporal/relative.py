"""Expressions that lie some way from the report's date, or from a date that was named before."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import get_args

from teletipo.normalize.temporal.context import DCT, Context, Found, Slots, integer
from teletipo.normalize.temporal.durations import halved
from teletipo.normalize.temporal.moment import Day, Grain, Moment, shift

_GRAINS: dict[str, Grain] = {grain: grain for grain in get_args(Grain)}
_RECENT = datetime.timedelta(days=10)
_STEPS = {"before": -1, "that": 0, "the": 0, "after": 1}


def deictic(slots: Slots, context: Context) -> Found | None:
    """``hoy``, ``yesterday``: days from the report's own."""
    if context.reference is None:
        return Found(Moment("D"), None)
    return _found(shift(context.reference, int(slots["DEICTIC"]), "D"), DCT)


def distance(slots: Slots, context: Context) -> Found | None:
    """``hace dos semanas``, ``a day earlier``: units before (SIGN -1) or after (1) the report or the last date.

    The grain is the unit's. Some number that is not said gives no date. Hours keep to the report's day,
    unless they are whole days.
    """
    base = (context.last("D", "W", "M", "Q", "HY", "Y") if slots.get("FROM") == "last" else None) or context.dct()
    sign, count, code = int(slots["SIGN"]), integer(slots, "NUM"), str(slots["UNIT"])
    if "HALF" in slots and "NUM" not in slots:
        part, smaller = halved(code)
        count, code = (int(part), smaller) if part == int(part) else (None, code)
    factor, grain = unit_grain(code)
    if code == "H" and count and count % 24 == 0:
        count, grain = count // 24, "D"
    if grain is None:
        return base if slots.get("FROM") != "last" else None
    if count is None:
        return None
    if base is None or base.moment.first is None:
        return Found(Moment(grain), None)
    count *= factor * sign
    if grain == "Y" and base.moment.grain in {"Q", "HY"} and base.moment.year is not None:
        return Found(replace(base.moment, year=base.moment.year + count), base.anchor)
    return _found(shift(base.moment.first, count, grain), base.anchor)


def unit(slots: Slots, context: Context) -> Found | None:
    """``este año``, ``last week``, ``ese día``, ``the previous month``: the unit before, at or after an anchor."""
    _, grain = unit_grain(str(slots["UNIT"]))
    if grain is None:
        return None
    way = slots.get("DIR", "the")
    if isinstance(way, int):
        if context.reference is None:
            return Found(Moment(grain), None)
        return _found(shift(context.reference, way, grain), DCT)
    if grain == "WE" and way == "the" and context.reference is not None:
        return _weekend(context)
    base = _antecedent(grain, way, context)
    if base is None or base.moment.first is None:
        return Found(Moment(grain), None) if way != "the" else None
    return _found(shift(base.moment.first, _STEPS[way], grain), base.anchor)


def same_period(slots: Slots, context: Context) -> Found | None:
    """``el mismo periodo del año anterior``: a year from the last quarter or half that was named.

    The same month is a year from the last month that was named, else from the report's own.
    """
    base = context.last("M") or context.dct("M") if slots["SAME_PERIOD"] == "M" else context.last("Q", "HY")
    if (year := integer(slots, "SAME_YEAR")) is not None:
        return Found(replace(base.moment, year=year), base.anchor) if base else Found(Moment("Y", year), None)
    if base is None or base.moment.year is None:
        return unit({**slots, "UNIT": "Y"}, context)
    way = slots["DIR"]
    if isinstance(way, int):
        start, step = (context.reference.year if context.reference else base.moment.year), way
    else:
        start, step = base.moment.year, _STEPS[way]
    return Found(replace(base.moment, year=start + step), base.anchor)


def clock_day(context: Context) -> Found:
    """The day of a time that names none: the last day named, else the report's own.

    It counts if the verb does not point the other way and it is near the report's, or the tale of another time goes on;
    in a later line only where a forecast goes on.
    """
    named = context.last("D", here=True) or _forecast_day(context)
    day = named.moment.date if named else None
    if day is None or (context.reference is not None and not _may_go_on(day, context, context.reference)):
        named = context.dct()
    return named or Found(Moment("D"), None)


def _may_go_on(day: Day, context: Context, reference: Day) -> bool:
    direction = context.direction()
    if abs(day - reference) > _RECENT:
        return direction == "past" and day < reference and context.history[-1].moment.date == day
    return not (day > reference and direction == "past")


def _forecast_day(context: Context) -> Found | None:
    """The last day named, if it and the verb are of the future."""
    named = context.last("D")
    day = named.moment.date if named else None
    ahead = day is not None and context.reference is not None and day > context.reference
    return named if ahead and context.direction() == "future" else None


def unit_grain(code: str) -> tuple[int, Grain | None]:
    """The grain of a unit and how many of it the unit holds: ``2W`` is two weeks; None below the day."""
    digits = code.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits or 1), _GRAINS.get(code[len(digits) :])


def _antecedent(grain: Grain, way: str, context: Context) -> Found | None:
    if way == "the" and grain != "D":
        return (context.last(grain) if grain in {"Q", "HY"} else None) or context.dct()
    named = context.last("D") if grain == "D" else context.last()
    return named or (context.dct() if grain != "D" or way == "the" else None)


def _weekend(context: Context) -> Found | None:
    """The weekend: the one to come where the verb says so, else the last one, which may be running."""
    if context.reference is None:
        return None
    running = context.reference.isoweekday() >= 6
    return _found(shift(context.reference, 0 if running or context.direction() == "future" else -1, "WE"), DCT)


def _found(moment: Moment | None, anchor: str | None) -> Found | None:
    return Found(moment, anchor) if moment else None
