"""Which expressions a reader wants, and as what.

``timeml`` marks all expressions, as TempEval-3 does: each end of a range is one. ``wire`` marks what dates something,
as agencies' own annotators do: a range ("del 8 al 12 de junio") is one stretch of time, ``2026-06-08/2026-06-12``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from teletipo.normalize.temporal.resolve import Answer
from teletipo.normalize.temporal.scan import Candidate
from teletipo.normalize.temporal.tokens import Token
from teletipo.normalize.temporal.vocabulary import Vocabulary

Style = Literal["timeml", "wire"]


def belongs(answer: Answer, style: Style) -> bool:
    """Whether a style marks an answer. ``wire`` leaves out lengths, habits and dates whose year is not known."""
    return style == "timeml" or (answer.type in {"DATE", "TIME"} and answer.value.removeprefix("FY")[:2].isdecimal())


def stretch(
    candidate: Candidate, answers: Sequence[Answer], tokens: Sequence[Token], vocabulary: Vocabulary
) -> tuple[int, int, Answer] | None:
    """The whole of a range as one expression, with its first and last token; None for a list and for clock times.

    A range is known by the word between its ends (the category ``UP_TO``); a word that opens it (``FROM``) is part of
    it.
    """
    if len(answers) != 2 or not all(answer.type == "DATE" and belongs(answer, "wire") for answer in answers):
        return None
    (first, last), (opening, closing) = candidate.extents, answers
    between = [token.symbol for token in tokens[first.last + 1 : last.first + 1]]
    if set(between).isdisjoint(vocabulary.members.get("UP_TO", "")) or opening.value > closing.value:
        return None
    before = tokens[first.first - 1].symbol if first.first else ""
    start = first.first - 1 if before and before in vocabulary.members.get("FROM", "") else first.first
    return start, last.last, Answer("DURATION", f"{opening.value}/{closing.value}", anchor=closing.anchor)
