"""Scores of temporal expressions as TempEval-3 defines them (UzZaman et al., 2013, section 4.1).

Strict: the span is exact. Relaxed: the spans overlap. Type and value: of the relaxed matches, those whose
attribute is equal too, again as F1 over both sides. One annotation answers at most one other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


class Timex(Protocol):
    """What is compared: ``teletipo.model.TemporalExpression`` is one."""

    @property
    def start(self) -> int:
        """Code points before it."""

    @property
    def end(self) -> int:
        """Code points up to its end."""

    @property
    def type(self) -> str:
        """DATE, TIME, DURATION or SET."""

    @property
    def value(self) -> str:
        """TIMEX3 notation."""


@dataclass(frozen=True, slots=True)
class TimexScore:
    """Counts over any number of documents; add them up with ``+``."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    type: int = 0
    value: int = 0

    def __add__(self, other: TimexScore) -> TimexScore:
        return TimexScore(
            self.gold + other.gold,
            self.found + other.found,
            self.strict + other.strict,
            self.relaxed + other.relaxed,
            self.type + other.type,
            self.value + other.value,
        )

    def f1(self, matches: int) -> float:
        """F1 in per cent of a number of matches; 0 where nothing is annotated on either side."""
        return 200 * matches / (self.gold + self.found) if self.gold + self.found else 0.0

    def summary(self) -> dict[str, float]:
        """F1 in per cent: strict, relaxed, type, value."""
        return {name: round(self.f1(getattr(self, name)), 1) for name in ("strict", "relaxed", "type", "value")}


def score(gold: Iterable[Timex], found: Iterable[Timex]) -> TimexScore:
    """Counts for one document."""
    gold, found = tuple(gold), tuple(found)
    pairs = match(gold, found)
    return TimexScore(
        gold=len(gold),
        found=len(found),
        strict=sum((g.start, g.end) == (f.start, f.end) for g, f in pairs),
        relaxed=len(pairs),
        type=sum(g.type == f.type for g, f in pairs),
        value=sum(g.value == f.value for g, f in pairs),
    )


def match(gold: Sequence[Timex], found: Sequence[Timex]) -> tuple[tuple[Timex, Timex], ...]:
    """Pairs of annotations that overlap, exact spans first, then from left to right."""
    exact = {(f.start, f.end): f for f in found}
    pairs = [(g, exact.pop((g.start, g.end))) for g in gold if (g.start, g.end) in exact]
    paired = {id(g) for g, _ in pairs}
    left = sorted(exact.values(), key=lambda f: f.start)
    for g in sorted(gold, key=lambda g: g.start):
        if id(g) in paired:
            continue
        overlapping = next((f for f in left if f.start < g.end and g.start < f.end), None)
        if overlapping is not None:
            left.remove(overlapping)
            pairs.append((g, overlapping))
    return tuple(sorted(pairs, key=lambda pair: pair[0].start))
