"""The day of a clock time that names none itself, from what stands around it in its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from teletipo.normalize.temporal.moment import Moment, at, move
from teletipo.normalize.temporal.resolve import Answer

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s+(?=[^\W\d_a-z]|[¿¡«“\"—])|\n")
_CLAUSE_END = re.compile(r"[,;:]\s")
_BESIDE = re.compile(r"[\s,(/]*")
_NEAR = 60
"""How many characters after a clock time its day may be named."""
_NEIGHBOURS = 3
"""How many expressions away the day of a clock time is looked for."""
_EARLIEST, _LATEST = -14 * 60, 12 * 60
"""How many minutes the Greenwich time of a place may be ahead of its own."""


class Found(NamedTuple):
    """An expression: its span, what it is worth and the rule that found it."""

    start: int
    end: int
    answer: Answer
    rule: str


def with_days(text: str, found: Sequence[Found]) -> list[Answer]:
    """What the expressions are worth, once each clock time has the day that its sentence names before or after it.

    The same time in Greenwich ("02:40 GMT") right behind a local one is of that day, or of the one beside it where the
    two times are too far apart to be of one day.
    """
    answers: list[Answer] = []
    for index, one in enumerate(found):
        answer = one.answer
        if answer.dayless and answer.moment is not None and answer.moment.clock is not None:
            answer = _beside(text, found, index, answers) or _dated(text, found, index, answer.moment)
        answers.append(answer)
    return answers


def _beside(text: str, found: Sequence[Found], index: int, answers: Sequence[Answer]) -> Answer | None:
    """A time in Greenwich that stands right behind the local one."""
    answer, before = found[index].answer, answers[-1] if answers else None
    local, moment = before.moment if before else None, answer.moment
    if before is None or local is None or moment is None or moment.zone != "Z" or local.zone or not local.date:
        return None
    if not _BESIDE.fullmatch(text, found[index - 1].end, found[index].start):
        return None
    here, there = _minutes(local.clock), _minutes(moment.clock)
    if here is None or there is None:
        return None
    ahead = there - here
    day = move(local.date, (ahead < _EARLIEST) - (ahead > _LATEST), "D")
    if day is None:
        return None
    timed = at(Moment.of(day), moment.clock or "", "Z")
    return replace(answer, value=timed.value, anchor=before.anchor, moment=timed)


def _dated(text: str, found: Sequence[Found], index: int, moment: Moment) -> Answer:
    """The answer on the nearest day before it in its sentence, else on the one that its clause goes on to name."""
    one = found[index]
    for position in range(index - 1, max(-1, index - 1 - _NEIGHBOURS), -1):
        other = found[position]
        if (day := _day(other.answer)) is not None and _together(text, other.end, one.start):
            return _moved(one.answer, moment, day, position)
    for position, other in enumerate(found[index + 1 : index + 1 + _NEIGHBOURS], index + 1):
        day = _day(other.answer)
        if day is not None and _together(text, one.end, other.start) and not _parted(text, one.end, other.start):
            return _moved(one.answer, moment, day, position)
    return one.answer


def _minutes(clock: str | None) -> int | None:
    """A clock time in minutes; None for a part of the day."""
    hours, mark, minutes = (clock or "").partition(":")
    return int(hours) * 60 + int(minutes[:2]) if mark else None


def _parted(text: str, end: int, start: int) -> bool:
    """Whether a comma or many words stand between: what follows then dates something else."""
    return start - end > _NEAR or _CLAUSE_END.search(text, end, start) is not None


def _together(text: str, end: int, start: int) -> bool:
    return _SENTENCE_END.search(text, end, start) is None


def _moved(answer: Answer, moment: Moment, day: Moment, position: int) -> Answer:
    """The same time on the day that the expression at a position names."""
    timed = at(day, moment.clock or "", moment.zone)
    return replace(answer, value=timed.value, anchor=f"t{position + 1}", moment=timed)


def _day(answer: Answer) -> Moment | None:
    """The day that an expression names itself."""
    moment = answer.moment
    return moment if moment is not None and moment.date is not None and not answer.dayless else None
