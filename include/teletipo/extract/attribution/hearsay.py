"""The distance that a report keeps from what it passes on: "reportedly", "al parecer", "habría huido"."""

from __future__ import annotations

from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.quotation.segments import match_at

VERBAL = frozenset({"VERB", "ADJ", "AUX", "ADV"})
CONDITION = 6
"""Tokens behind an "if" that are looked at for a subjunctive."""


def keeps_distance(reader: SourceReader, first: int, last: int, *, press: bool) -> bool:
    """Whether the words of a scope keep a distance, outside what is quoted in it.

    ``press``: a medium tells it, so that any conditional is of hearsay, but one of possibility or of a condition.
    An adjective is of the law and keeps none: "the alleged gunman", "el presunto asesino".
    """
    sheet, words = reader.sheet, reader.sources
    own = [index for index in range(first, last) if sheet.piece_at[index] < 0]
    if any(match_at(sheet, index, last, words.hedge) is not None for index in own):
        return True
    conditionals = [index for index in own if _is_conditional(reader, index, last, press=press)]
    return bool(conditionals) and not any(_is_unreal(reader, index, last) for index in own)


def _is_conditional(reader: SourceReader, index: int, last: int, *, press: bool) -> bool:
    """Whether a conditional stands at a token: a perfect one, in the press any; "habría que" is an obligation."""
    sheet, words = reader.sheet, reader.sources
    low, following = sheet.low[index], index + 1
    if following < last and sheet.low[following] in reader.words.complementizer:
        return False
    if low in words.hearsay_auxiliary and following < last and sheet.pos[following] in VERBAL:
        return True
    return press and "Cnd" in sheet.told(index, "Mood") and low not in words.possible


def _is_unreal(reader: SourceReader, index: int, last: int) -> bool:
    """Whether a condition contrary to fact begins at a token: "si se lo hubieran pedido", "de haberlo sabido"."""
    sheet = reader.sheet
    if match_at(sheet, index, last, reader.sources.unreal) is not None:
        return True
    asks = sheet.low[index] in reader.words.question and sheet.pos[index] == "SCONJ"
    return asks and any("Sub" in sheet.told(at, "Mood") for at in range(index + 1, min(last, index + CONDITION)))
