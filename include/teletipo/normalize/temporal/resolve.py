"""From what an expression says to its TIMEX3 type and value, against the report's date and what was named before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from teletipo.model import TimexType
from teletipo.normalize.temporal.moment import Moment, Unit, shift
from teletipo.normalize.temporal.scan import Slots
from teletipo.normalize.temporal.tense import Direction


@dataclass(frozen=True, slots=True)
class Answer:
    """A TIMEX3 without its span. ``moment`` is what later expressions may refer to."""

    type: TimexType
    value: str
    mod: str | None = None
    anchor: str | None = None
    moment: Moment | None = None


@dataclass(slots=True)
class Context:
    """What an expression is resolved against."""

    reference: date | None
    direction: Callable[[], Direction | None]
    history: Sequence[tuple[str, Moment]] = field(default_factory=list)

    def last(self, *grains: Unit) -> tuple[str, Moment] | None:
        """The last moment named before of one of these grains, with its id."""
        return next(((i, m) for i, m in reversed(self.history) if m.grain in grains and m.first), None)


def resolve(means: str, slots: Slots, context: Context) -> Answer | None:
    """The answer of one expression, or None where the reading makes no sense."""
    return MEANINGS[means](slots, context)


def _reference(slots: Slots, context: Context) -> Answer | None:
    value = str(slots["REF"])
    return Answer("DATE", value, anchor="dct" if value == "PRESENT_REF" else None)


def _set(slots: Slots, _: Context) -> Answer | None:
    if "PERIOD" in slots:
        return Answer("SET", str(slots["PERIOD"]), slots_mod(slots))
    if "WEEKDAY" in slots:
        return Answer("SET", f"XXXX-WXX-{slots['WEEKDAY']}")
    return Answer("SET", period(_count(slots) or 1, str(slots["UNIT"])))


def _duration(slots: Slots, _: Context) -> Answer | None:
    count = _count(slots)
    if "HALF" in slots and count is None:
        return Answer("DURATION", half(str(slots["UNIT"])), slots_mod(slots))
    return Answer("DURATION", period(count, str(slots["UNIT"])), slots_mod(slots))


def slots_mod(slots: Slots) -> str | None:
    mod = slots.get("MOD")
    return str(mod) if mod is not None else None


def half(unit: str) -> str:
    return {"H": "PT30M", "D": "PT12H", "Y": "P6M", "M": "P15D", "DE": "P5Y", "CE": "P50Y"}.get(unit, f"P0.5{unit}")


def period(count: int | None, unit: str) -> str:
    """TIMEX3 duration; None is some number that is not said."""
    amount = "X" if count is None else str(count)
    if unit in {"S", "TM", "H"}:
        return f"PT{amount}{unit[-1]}"
    if count is not None and unit in {"HY", "ML"}:
        factor, base = {"HY": (6, "M"), "ML": (1000, "Y")}[unit]
        return f"P{count * factor}{base}"
    return f"P{amount}{unit}"


def _count(slots: Slots) -> int | None:
    number = slots.get("NUM")
    return number if isinstance(number, int) else None


def _date(slots: Slots, context: Context) -> Answer | None:
    found = _day(slots, context)
    if found is None:
        return None
    moment, anchor = found
    return Answer("DATE", moment.value, slots_mod(slots), anchor, moment)


Found = tuple[Moment, str | None]


def _day(slots: Slots, context: Context) -> Found | None:
    for key, reader in READERS:
        if key in slots:
            return reader(slots, context)
    return None


def _deictic(slots: Slots, context: Context) -> Found | None:
    if context.reference is None:
        return Moment("D"), None
    moment = shift(context.reference, int(str(slots["DEICTIC"])), "D")
    return (moment, "dct") if moment else None


def _calendar(slots: Slots, context: Context) -> Found | None:
    year, month, day = (_int(slots, key) for key in ("YEAR", "MONTH", "DAY"))
    if month and day:
        if not _exists(year, month, day):
            return None
        if year is None and context.reference:
            year = _nearest_year(month, day, slots, context)
            return Moment("D", year, month, day), "dct"
        return Moment("D", year, month, day), None
    if month:
        if year is None and context.reference:
            return Moment("M", _nearest_year(month, None, slots, context), month), "dct"
        return Moment("M", year, month), None
    if year:
        return Moment("Y", year), None
    return None


def _int(slots: Slots, key: str) -> int | None:
    value = slots.get(key)
    return value if isinstance(value, int) else None


def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def _nearest_year(month: int, day: int | None, slots: Slots, context: Context) -> int:
    reference = context.reference
    assert reference is not None
    way = slots.get("DIR") or context.direction()
    here = reference.year
    if day is None:
        gap = month - reference.month
        if way in {"past", -1}:
            return here - 1 if gap > 0 or (gap == 0 and way == -1) else here
        if way in {"future", 1}:
            return here + 1 if gap < 0 or (gap == 0 and way == 1) else here
        return here - 1 if gap > 6 else here + 1 if gap < -6 else here
    years = [year for year in (here - 1, here, here + 1) if 1 <= year <= 9999 and _exists(year, month, day)]
    if not years:
        return here
    days = {year: (date(year, month, day) - reference).days for year in years}
    if way in {"past", -1}:
        return max((year for year in years if days[year] <= 45), default=here)
    if way in {"future", 1}:
        return min((year for year in years if days[year] >= -45), default=here)
    return min(years, key=lambda year: abs(days[year]))


def _weekday(slots: Slots, context: Context) -> Found | None:
    weekday = int(str(slots["WEEKDAY"]))
    reference = context.reference
    if reference is None:
        return Moment("D", weekday=weekday), None
    way = slots.get("DIR")
    back = (reference.isoweekday() - weekday) % 7
    ahead = (weekday - reference.isoweekday()) % 7
    if way == -1:
        step = -(back or 7)
    elif way == 1:
        step = ahead or 7
    else:
        step = ahead if context.direction() == "future" else -back
    return Moment.of(reference + timedelta(days=step)), "dct"


def _relative_unit(slots: Slots, context: Context) -> Found | None:
    unit: Unit = slots["UNIT"]  # type: ignore[assignment]
    sign = slots.get("SIGN")
    if sign is not None:
        count = _count(slots)
        if count is None or context.reference is None:
            return Moment(unit), None
        moment = shift(context.reference, count * int(str(sign)), unit)
        return (moment, "dct") if moment else (Moment("D"), None)
    step = int(str(slots.get("DIR", 0)))
    if context.reference is None:
        return Moment(unit), None
    moment = shift(context.reference, step, unit)
    return (moment, "dct") if moment else None


READERS: tuple[tuple[str, Callable[[Slots, Context], Found | None]], ...] = (
    ("DEICTIC", _deictic),
    ("MONTH", _calendar),
    ("YEAR", _calendar),
    ("WEEKDAY", _weekday),
    ("UNIT", _relative_unit),
)
MEANINGS: dict[str, Callable[[Slots, Context], Answer | None]] = {
    "date": _date,
    "duration": _duration,
    "set": _set,
    "reference": _reference,
}
