"""Temporal expressions in the text (TIMEX3): where they stand, what they are worth, and by which rule.

Patterns are data (``languages/xx/temporal.toml`` and ``temporal_rules.toml``, see docs/temporal.md); this package
holds the calendar, the resolution against the report's date, the verb's tense and earlier dates, and the search.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from teletipo.languages import Language
from teletipo.model import TemporalExpression, Zone
from teletipo.normalize.temporal.scan import candidates, grammar
from teletipo.normalize.temporal.search import Search
from teletipo.normalize.temporal.styles import Style
from teletipo.normalize.temporal.tense import TenseCues, TenseReader

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Style", "find_temporal_expressions"]

_SILENT_ZONES = frozenset({"credit", "boilerplate"})


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

    Args:
        text: what ``doc`` was parsed from; offsets are code points into it.
        reference: the report's own date. Without it, relative expressions keep their unknown parts (``XXXX-WXX-4``).
        language: a language without temporal data has none.
        doc: spaCy's parse of the text, for the tense of verbs; without it, verb endings decide.
        zones: of these, credits and boilerplate are not searched.
        style: ``timeml`` marks all expressions as TempEval-3 does, ``wire`` what dates something, a range as one.
    """
    if not language.has("temporal_rules.toml"):
        return ()
    rules = grammar(language)
    tokens = rules.vocabulary.read(text)
    search = Search(
        text=text,
        tokens=tokens,
        tenses=TenseReader(text, _cues(language), doc),
        reference=reference.date() if isinstance(reference, datetime.datetime) else reference,
        order=rules.numeric_order,
        style=style,
        vocabulary=rules.vocabulary,
    )
    silent = [(zone.start, zone.end) for zone in zones if zone.label in _SILENT_ZONES]
    last = -1
    for candidate in candidates(tokens, rules):
        start = tokens[candidate.start].start
        if candidate.start > last and not any(first <= start < end for first, end in silent) and search.take(candidate):
            last = candidate.end - 1
    return search.expressions()


@cache
def _cues(language: Language) -> TenseCues:
    return TenseCues.load(language.rules("temporal")["tense"])
