"""One text's search: candidates become expressions, and what was found is what later ones may refer to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from teletipo.model import TemporalExpression
from teletipo.normalize.temporal.context import Context, Named
from teletipo.normalize.temporal.moment import Day, Moment, at
from teletipo.normalize.temporal.resolve import Answer, resolve
from teletipo.normalize.temporal.scan import Candidate
from teletipo.normalize.temporal.styles import Style, belongs
from teletipo.normalize.temporal.tense import TenseReader
from teletipo.normalize.temporal.tokens import Token

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s+(?=[^\W\d_a-z]|[¿¡«“\"—])|\n")
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
    found: list[_Found] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)

    def take(self, candidate: Candidate) -> bool:
        """Adds the expressions of a candidate: all, or, where one makes no sense, none."""
        first, last = self.tokens[candidate.start], self.tokens[candidate.end - 1]
        context = Context(
            reference=self.reference,
            order=self.order,
            direction=partial(self.tenses.direction, first.start, last.end),
            history=self.named,
        )
        answers = [resolve(candidate.rule.means, extent.slots, context) for extent in candidate.extents]
        resolved = [answer for answer in answers if answer is not None]
        if len(resolved) < len(answers):
            return False
        for extent, answer in zip(candidate.extents, resolved, strict=True):
            if belongs(answer, self.style):
                start, end = self.tokens[extent.first].start, self.tokens[extent.last].end
                self.found.append(_Found(start, end, answer, candidate.rule.id))
                if answer.moment is not None:
                    self.named.append(Named(f"t{len(self.found)}", answer.moment))
        return True

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
        before = self.found[max(0, index - _NEIGHBOURS) : index]
        if any(_day(other.answer) and self._together(other.end, found.start) for other in before):
            return answer
        for position, other in enumerate(self.found[index + 1 : index + 1 + _NEIGHBOURS], index + 2):
            day = _day(other.answer)
            if day is not None and self._together(found.end, other.start):
                moment = at(day, answer.moment.clock, answer.moment.zone)
                return replace(answer, value=moment.value, anchor=f"t{position}")
        return answer

    def _together(self, end: int, start: int) -> bool:
        return _SENTENCE_END.search(self.text, end, start) is None


def _day(answer: Answer) -> Moment | None:
    """The day that an expression names itself."""
    moment = answer.moment
    return moment if moment is not None and moment.date is not None and not answer.dayless else None
