"""Where told words that are no clause of their own end, though no cut is there."""

from __future__ import annotations

from teletipo.extract.parse.links import Links
from teletipo.extract.parse.phrases import FINITE, noun_phrase
from teletipo.extract.parse.sheet import Sheet

LIGHT = frozenset({"ADV", "PART", "PRON"})
BEFORE_VERB = LIGHT | {"ADJ", "NOUN", "NUM", "DET"}
DASHES = frozenset({"—", "–"})
INSERTION = 14
NEAR = 5


def before_new_clause(sheet: Sheet, first: int, stop: int, words: Links) -> int:
    """Where told words that are no clause end because one begins behind them: "a deal, and his party left", "—…—"."""
    for index in range(first + 1, stop - 1):
        if sheet.piece_at[index] >= 0:
            continue
        joined = sheet.low[index] == "," and sheet.low[index + 1] in words.conjunction
        if sheet.low[index] in DASHES or (joined and _opens_clause(sheet, index + 2, stop, words)):
            return index
        if sheet.low[index] in words.conjunction and _is_finite(sheet, _over_light(sheet, index + 1, stop), stop):
            return index
    return stop - (sheet.low[stop - 1] in words.relative and sheet.piece_at[stop - 1] < 0)


def _over_light(sheet: Sheet, index: int, stop: int) -> int:
    """The first token from ``index`` that is no adverb or pronoun."""
    return next((i for i in range(index, stop) if sheet.pos[i] not in LIGHT), stop)


def _is_finite(sheet: Sheet, index: int, stop: int) -> bool:
    return index < stop and sheet.pos[index] in FINITE and "Fin" in sheet.told(index, "VerbForm")


def _opens_clause(sheet: Sheet, index: int, stop: int, words: Links) -> bool:
    """Whether a subject and its finite verb begin at a token, behind an insertion at most: "pero, ayer, nadie fue"."""
    if index < stop and sheet.low[index] == ",":
        index = next((i + 1 for i in range(index + 1, min(stop, index + INSERTION)) if sheet.low[i] == ","), stop)
    phrase = noun_phrase(sheet, index, stop, words, wide=True)
    if phrase is None:
        return False
    reach = range(phrase.last, min(stop, phrase.last + NEAR))
    verb = next((i for i in reach if sheet.pos[i] not in BEFORE_VERB), stop)
    return _is_finite(sheet, verb, stop)
