"""One text's search: candidates become expressions, and what was found is what later ones may refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from teletipo.model import TemporalExpression
from teletipo.normalize.temporal.context import Context, Named
from teletipo.normalize.temporal.moment import Day, Moment, at
from teletipo.normalize.temporal.resolve import Answer, resolve
from teletipo.normalize.temporal.scan import Candidate, Extent
from teletipo.normalize.temporal.styles import Style, belongs, stretch
from teletipo.normalize.temporal.tense import TenseReader
from teletipo.normalize.temporal.tokens import Token
from teletipo.normalize.temporal.vocabulary import Vocabulary

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s+(?=[^\W\d_a-z]|[¿¡«“\"—])|\n")
_YEARS = frozenset({"YEAR", "SHORTYEAR", "YEAR_DIR", "DIR"})
_CLAUSE_END = re.compile(r"[,;:]\s")
_NEAR = 60
"""How many characters after a clock time its day may be named."""
_NEIGHBOURS = 3
"""How many expressions away the day of a clock time is looked for."""


class _Found(NamedTuple):
    start: int
    end: int
    answer: Answer
    rule: str


@dataclass(slots=True)
class Search:
    """``reference`` is the report's own day, ``order`` that of numeric dates."""

    text: str
    tokens: Sequence[Token]
    tenses: TenseReader
    reference: Day | None
    order: str
    style: Style
    vocabulary: Vocabulary
    found: list[_Found] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    line: int = 0
    counted_to: int = 0

    def take(self, candidate: Candidate) -> bool:
        """Adds the expressions of a candidate: all, or, where one makes no sense, none."""
        first, last = self.tokens[candidate.start], self.tokens[candidate.end - 1]
        context = Context(
            reference=self.reference,
            order=self.order,
            direction=partial(self.tenses.direction, first.start, last.end),
            history=self.named,
            line=self._line_of(first.start),
        )
        answers = [resolve(candidate.rule.means, extent.slots, context) for extent in candidate.extents]
        resolved = [answer for answer in answers if answer is not None]
        if len(resolved) < len(answers):
            return False
        ordered = tuple(_in_order(resolved, candidate.extents, context))
        if self.style == "wire" and (whole := stretch(candidate, ordered, self.tokens, self.vocabulary)):
            start, end = self.tokens[whole[0]].start, self.tokens[whole[1]].end
            self.found.append(_Found(start, end, whole[2], candidate.rule.id))
            named = (answer.moment for answer in ordered if answer.moment)
            self.named.extend(Named(f"t{len(self.found)}", moment, context.line) for moment in named)
            return True
        for extent, answer in zip(candidate.extents, ordered, strict=True):
            if belongs(answer, self.style):
                start, end = self.tokens[extent.first].start, self.tokens[extent.last].end
                self.found.append(_Found(start, end, answer, candidate.rule.id))
                if answer.moment is not None:
                    self.named.append(Named(f"t{len(self.found)}", answer.moment, context.line))
        return True

    def _line_of(self, start: int) -> int:
        """The number of the line at an offset; offsets come in order."""
        self.line += self.text.count("\n", self.counted_to, start)
        self.counted_to = max(start, self.counted_to)
        return self.line

    def expressions(self) -> tuple[TemporalExpression, ...]:
        """What was found; a clock time that stands before the day of its sentence gets that day."""
        return tuple(self._expression(number, found) for number, found in enumerate(self.found, 1))

    def _expression(self, number: int, found: _Found) -> TemporalExpression:
        answer = self._dated(number - 1, found)
        return TemporalExpression(
            id=f"t{number}",
            start=found.start,
            end=found.end,
            text=self.text[found.start : found.end],
            type=answer.type,
            value=answer.value,
            mod=answer.mod,
            anchor=answer.anchor,
            rule=found.rule,
        )

    def _dated(self, index: int, found: _Found) -> Answer:
        answer = found.answer
        if not answer.dayless or answer.moment is None or answer.moment.clock is None:
            return answer
        for position in range(index - 1, max(-1, index - 1 - _NEIGHBOURS), -1):
            other = self.found[position]
            if (day := _day(other.answer)) is not None and self._together(other.end, found.start):
                return _moved(answer, answer.moment, day, position)
        for position, other in enumerate(self.found[index + 1 : index + 1 + _NEIGHBOURS], index + 1):
            day = _day(other.answer)
            if day is not None and self._together(found.end, other.start) and not self._parted(found.end, other.start):
                return _moved(answer, answer.moment, day, position)
        return answer

    def _parted(self, end: int, start: int) -> bool:
        """Whether a comma or many words stand between: what follows then dates something else."""
        return start - end > _NEAR or _CLAUSE_END.search(self.text, end, start) is not None

    def _together(self, end: int, start: int) -> bool:
        return _SENTENCE_END.search(self.text, end, start) is None


def _in_order(answers: Sequence[Answer], extents: Sequence[Extent], context: Context) -> Iterator[Answer]:
    """The ends of a range: a month whose year nobody says and that would lie before the start is a year later."""
    start: Day | None = None
    for answer, extent in zip(answers, extents, strict=True):
        says_month_alone = "MONTH" in extent.slots and _YEARS.isdisjoint(extent.slots)
        told = _after(answer, start, context) if start and says_month_alone else answer
        start = told.moment.first if told.moment else None
        yield told


def _after(answer: Answer, start: Day, context: Context) -> Answer:
    """The answer, or the same a year later if it lies before ``start``; not where that lies ahead of a past verb."""
    moment = answer.moment
    if moment is None or moment.year is None or moment.first is None or moment.first >= start:
        return answer
    later = replace(moment, year=moment.year + 1)
    if later.first is None or (_lies_ahead(later.first, context) and context.direction() == "past"):
        return answer
    return replace(answer, value=later.value, moment=later)


def _lies_ahead(day: Day, context: Context) -> bool:
    return context.reference is not None and day > context.reference


def _moved(answer: Answer, moment: Moment, day: Moment, position: int) -> Answer:
    """The same time on the day that the expression at a position names."""
    timed = at(day, moment.clock or "", moment.zone)
    return replace(answer, value=timed.value, anchor=f"t{position + 1}")


def _day(answer: Answer) -> Moment | None:
    """The day that an expression names itself."""
    moment = answer.moment
    return moment if moment is not None and moment.date is not None and not answer.dayless else None
