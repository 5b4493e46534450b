"""What an expression is resolved against: the report's date, the verb, and what was named before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from teletipo.normalize.temporal.moment import Day, Grain, Moment
from teletipo.normalize.temporal.tense import Direction

Slots = Mapping[str, str | int]
DCT = "dct"
_MEMORY = 40
"""How many expressions back an anaphor looks."""


class Named(NamedTuple):
    """A moment that was named before, the id of its expression and the line of the text that it stands in."""

    id: str
    moment: Moment
    line: int = 0


class Found(NamedTuple):
    """A moment and what it was resolved against: ``dct``, an earlier expression's id, or None where it is explicit."""

    moment: Moment
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Context:
    """``reference`` is the report's own day, ``order`` that of day, month and year in numeric dates (``dmy``)."""

    reference: Day | None
    order: str
    direction: Callable[[], Direction | None]
    history: Sequence[Named]
    line: int = 0

    def last(self, *grains: Grain, here: bool = False) -> Found | None:
        """The last moment named before of one of these grains (any, if none is given) whose start is known.

        ``here`` looks no further back than the line that the expression stands in.
        """
        for named in reversed(self.history[-_MEMORY:]):
            if here and named.line != self.line:
                return None
            if (not grains or named.moment.grain in grains) and named.moment.first is not None:
                return Found(named.moment, named.id)
        return None

    def dct(self, grain: Grain = "D") -> Found | None:
        """The stretch of a grain in which the report was published."""
        return Found(Moment.of(self.reference, grain), DCT) if self.reference else None


def integer(slots: Slots, key: str) -> int | None:
    """The number that a slot holds, if it holds one."""
    value = slots.get(key)
    return value if isinstance(value, int) else None
