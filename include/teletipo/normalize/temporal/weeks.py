"""Stretches of a week: "del lunes al viernes", "Monday to Friday"."""

from __future__ import annotations

from teletipo.normalize.temporal.context import DCT, Context, Found, Slots
from teletipo.normalize.temporal.moment import Day, Moment, move


def end_of_range(slots: Slots, context: Context) -> Found | None:
    """The first or the last day of a stretch between two weekdays, by its ``PLACE`` among the two.

    The stretch is the running one; where none is running, the last or, if the verb looks ahead, the next.
    """
    first, last = int(slots["FIRST_WEEKDAY"]), int(slots["LAST_WEEKDAY"])
    opens = slots.get("PLACE") == 0
    if context.reference is None:
        return Found(Moment("D", weekday=first if opens else last), None)
    start = _start(first, (last - first) % 7, context.reference, ahead=context.direction() in {"future", "present"})
    day = move(start, 0 if opens else (last - first) % 7, "D") if start else None
    return Found(Moment.of(day), DCT) if day else None


def _start(first: int, length: int, reference: Day, *, ahead: bool) -> Day | None:
    back = (reference.isoweekday() - first) % 7
    return move(reference, 7 - back if ahead and back > length else -back, "D")
