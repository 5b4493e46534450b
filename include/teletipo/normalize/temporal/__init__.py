"""Temporal expressions in the text (TIMEX3): where they stand, what they are worth, and by which rule."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from teletipo.languages import Language
from teletipo.model import TemporalExpression, Zone
from teletipo.normalize.temporal.moment import Moment
from teletipo.normalize.temporal.resolve import Answer, Context, resolve
from teletipo.normalize.temporal.scan import Candidate, candidates, grammar
from teletipo.normalize.temporal.tense import TenseCues, TenseReader

if TYPE_CHECKING:
    from spacy.tokens import Doc

Style = Literal["timeml", "wire"]


def find_temporal_expressions(
    text: str,
    *,
    reference: datetime.date | datetime.datetime | None,
    language: Language,
    doc: Doc | None = None,
    zones: Sequence[Zone] = (),
    style: Style = "timeml",
) -> tuple[TemporalExpression, ...]:
    """The temporal expressions of a text, in its order, with ids ``t1``, ``t2`` …

    Offsets are code points into ``text``. ``reference`` is the report's own date; without it relative expressions
    keep their unknown parts (``XXXX-WXX-4``). ``doc`` is the parse of the same text, for tense.
    """
    if not language.has("temporal_rules.toml"):
        return ()
    rules = grammar(language)
    tokens = rules.vocabulary.read(text)
    reader = TenseReader(text, _cues(language), doc)
    day = reference.date() if isinstance(reference, datetime.datetime) else reference
    history: list[tuple[str, Moment]] = []
    found: list[TemporalExpression] = []
    taken = 0
    for candidate in candidates(tokens, rules):
        if candidate.start < taken:
            continue
        answers = list(_answers(candidate, tokens, reader, day, history))
        if any(answer is None for _, _, answer in answers):
            continue
        taken = candidate.end
        for start, end, answer in answers:
            if answer is None:
                continue
            name = f"t{len(found) + 1}"
            found.append(
                TemporalExpression(
                    name,
                    start,
                    end,
                    text[start:end],
                    answer.type,
                    answer.value,
                    answer.mod,
                    answer.anchor,
                    candidate.rule.id,
                )
            )
            if answer.moment is not None:
                history.append((name, answer.moment))
    return tuple(found)


def _answers(
    candidate: Candidate, tokens, reader: TenseReader, day, history
) -> Iterator[tuple[int, int, Answer | None]]:
    for extent in candidate.extents:
        start, end = tokens[extent.first].start, tokens[extent.last].end
        context = Context(day, lambda start=start, end=end: reader.direction(start, end), history)
        yield start, end, resolve(candidate.rule.means, extent.slots, context)


@cache
def _cues(language: Language) -> TenseCues:
    return TenseCues.load(language.rules("temporal")["tense"])
