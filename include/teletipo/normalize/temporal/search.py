"""One text's search: candidates become expressions, and what was found is what later ones may refer to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from teletipo.model import TemporalExpression
from teletipo.normalize.temporal.clock_days import Found, with_days
from teletipo.normalize.temporal.context import Context, Named
from teletipo.normalize.temporal.moment import Day
from teletipo.normalize.temporal.ranges import in_order
from teletipo.normalize.temporal.resolve import Answer, resolve
from teletipo.normalize.temporal.scan import Candidate
from teletipo.normalize.temporal.styles import Style, belongs, stretch
from teletipo.normalize.temporal.tense import TenseReader
from teletipo.normalize.temporal.tokens import Token
from teletipo.normalize.temporal.vocabulary import Vocabulary


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
    found: list[Found] = field(default_factory=list)
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
        ordered = tuple(in_order(resolved, candidate.extents, context))
        if self.style == "wire" and (whole := stretch(candidate, ordered, self.tokens, self.vocabulary)):
            start, end = self.tokens[whole[0]].start, self.tokens[whole[1]].end
            self.found.append(Found(start, end, whole[2], candidate.rule.id))
            named = (answer.moment for answer in ordered if answer.moment)
            self.named.extend(Named(f"t{len(self.found)}", moment, context.line) for moment in named)
            return True
        for extent, answer in zip(candidate.extents, ordered, strict=True):
            if belongs(answer, self.style):
                start, end = self.tokens[extent.first].start, self.tokens[extent.last].end
                self.found.append(Found(start, end, answer, candidate.rule.id))
                if answer.moment is not None:
                    self.named.append(Named(f"t{len(self.found)}", answer.moment, context.line))
        return True

    def _line_of(self, start: int) -> int:
        """The number of the line at an offset; offsets come in order."""
        self.line += self.text.count("\n", self.counted_to, start)
        self.counted_to = max(start, self.counted_to)
        return self.line

    def expressions(self) -> tuple[TemporalExpression, ...]:
        """What was found; a clock time has the day that its sentence names."""
        answers = with_days(self.text, self.found)
        return tuple(
            self._expression(number, found, answer)
            for number, (found, answer) in enumerate(zip(self.found, answers, strict=True), 1)
        )

    def _expression(self, number: int, found: Found, answer: Answer) -> TemporalExpression:
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
