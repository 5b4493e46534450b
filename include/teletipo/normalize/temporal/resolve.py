"""From what an expression says to its TIMEX3 type and value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from teletipo.model import TimexType
from teletipo.normalize.temporal import dates, parts, relative, weeks
from teletipo.normalize.temporal.clock import TIME_SLOTS, clock, zone
from teletipo.normalize.temporal.context import DCT, Context, Found, Slots, integer
from teletipo.normalize.temporal.durations import half, is_shorter, joined, period
from teletipo.normalize.temporal.moment import Moment, at


@dataclass(frozen=True, slots=True)
class Answer:
    """A TIMEX3 without its span. ``moment`` is what later expressions may refer to.

    ``dayless`` is a time that names no day.
    """

    type: TimexType
    value: str
    mod: str | None = None
    anchor: str | None = None
    moment: Moment | None = None
    dayless: bool = False


def resolve(means: str, slots: Slots, context: Context) -> Answer | None:
    """The answer of one expression, or None where its parts make no sense together."""
    return MEANINGS[means](slots, context)


def _date(slots: Slots, context: Context) -> Answer | None:
    found = _day(slots, context)
    if TIME_SLOTS & slots.keys():
        return _time(slots, context, found)
    if found is None:
        return None
    return Answer("TIME" if found.moment.clock else "DATE", found.moment.value, _mod(slots), found.anchor, found.moment)


def _time(slots: Slots, context: Context, found: Found | None) -> Answer | None:
    time = clock(slots)
    if time is None or (found is None and any(key in slots for key, _ in _READERS)):
        return None
    moment, anchor = found or relative.clock_day(context)
    moment = at(moment, time, zone(slots))
    return Answer("TIME", moment.value, _mod(slots), anchor, moment, dayless=found is None)


def _day(slots: Slots, context: Context) -> Found | None:
    for key, reader in _READERS:
        if key in slots:
            return reader(slots, context)
    return None


def _duration(slots: Slots, _: Context) -> Answer | None:
    if "LENGTH" in slots:
        return Answer("DURATION", str(slots["LENGTH"]))
    unit = str(slots["UNIT"])
    if "HALF" in slots and "NUM" not in slots:
        return Answer("DURATION", half(unit), _mod(slots))
    count: int | Decimal | None = integer(slots, "NUM")
    if "DECIMAL" in slots:
        count = Decimal(str(slots["DECIMAL"]).replace(",", "."))
    if count is not None and "HALF" in slots:
        count += Decimal("0.5")
    value = period(count, unit)
    for part in ("SECOND", "THIRD"):
        if f"{part}_UNIT" in slots:
            if not is_shorter(str(slots[f"{part}_UNIT"]), unit):
                return None
            unit = str(slots[f"{part}_UNIT"])
            value = joined(value, period(integer(slots, f"{part}_NUM"), str(slots[f"{part}_UNIT"])))
    return Answer("DURATION", value, _mod(slots))


def _set(slots: Slots, _: Context) -> Answer | None:
    if "PERIOD" in slots:
        return Answer("SET", str(slots["PERIOD"]), _mod(slots))
    if "WEEKDAY" in slots:
        part = f"T{slots['PART']}" if "PART" in slots else ""
        return Answer("SET", f"XXXX-WXX-{slots['WEEKDAY']}{part}")
    if "PART" in slots:
        return Answer("SET", f"XXXX-XX-XXT{slots['PART']}")
    if "SEASON" in slots:
        return Answer("SET", f"XXXX-{slots['SEASON']}")
    if "DAY" in slots:
        month = integer(slots, "MONTH")
        return Answer("SET", f"XXXX-{f'{month:02}' if month else 'XX'}-{slots['DAY']:02}")
    if "MONTH" in slots:
        return Answer("SET", f"XXXX-{slots['MONTH']:02}")
    count = None if "SOME" in slots else integer(slots, "NUM") or 1
    return Answer("SET", period(count, str(slots["UNIT"])), _mod(slots))


def _reference(slots: Slots, _: Context) -> Answer | None:
    value = str(slots["REF"])
    return Answer("DATE", value, anchor=DCT if value == "PRESENT_REF" else None)


def _fiscal_year(slots: Slots, context: Context) -> Answer | None:
    year = integer(slots, "YEAR")
    if year is None and context.reference is not None:
        year = context.reference.year + (integer(slots, "DIR") or 0)
    moment = Moment("Y", year, fiscal=True)
    return Answer("DATE", moment.value, _mod(slots), None if "YEAR" in slots else DCT, moment)


def _mod(slots: Slots) -> str | None:
    mod = slots.get("MOD")
    return str(mod) if mod is not None else None


_READERS: tuple[tuple[str, Callable[[Slots, Context], Found | None]], ...] = (
    ("ISO", dates.iso_date),
    ("NUMDATE", dates.numeric_date),
    ("DEICTIC", relative.deictic),
    ("HOLIDAY", dates.named_day),
    ("SAME_PERIOD", relative.same_period),
    ("DECADE_WORD", parts.decade),
    ("DECADE", parts.decade),
    ("SHORTDECADE", parts.decade),
    ("CENTURY", parts.century),
    ("WEEK_OF", parts.week_of),
    ("NTH_OF", parts.nth_weekday),
    ("WHOLE_WEEK", parts.whole_week),
    ("SEASON", parts.part_of_year),
    ("ORD", parts.part_of_year),
    ("FIRST_WEEKDAY", weeks.end_of_range),
    ("SIGN", relative.distance),
    ("FIRST_YEAR", dates.year_range_end),
    ("SECOND_YEAR", dates.year_range_end),
    ("MONTH", dates.calendar_date),
    ("DAY", dates.day_of_month),
    ("WEEKDAY", dates.weekday),
    ("UNIT", relative.unit),
    ("YEAR", dates.calendar_date),
    ("SHORTYEAR", dates.calendar_date),
    ("YEAR_DIR", dates.calendar_date),
)
"""Which reader takes an expression, by the first slot that it has."""

MEANINGS: dict[str, Callable[[Slots, Context], Answer | None]] = {
    "date": _date,
    "duration": _duration,
    "set": _set,
    "reference": _reference,
    "fiscal-year": _fiscal_year,
}
