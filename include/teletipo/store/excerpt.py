"""The sentences of a text that have the words of a search, whole: a piece of one may lack the word that denies it."""

from __future__ import annotations

import re
from itertools import pairwise

MARK = "\x02"
"""Stands before each word that was found."""

MOST = 2
_BREAK = re.compile(r"(?<=[.!?…])[\"”»’)]*\s+|\n+")


def excerpt(marked: str) -> str:
    """The first two sentences or lines with a marked word, else the first, without marks; … where others stand between.

    Sentences end at their punctuation, which an abbreviation may cut short; the words before a verb stay with it.
    """
    pieces = _pieces(marked)
    found = [number for number, piece in enumerate(pieces) if MARK in piece][:MOST] or [0]
    told = pieces[found[0]] if pieces else ""
    for before, number in pairwise(found):
        told += (" " if number == before + 1 else " … ") + pieces[number]
    return told.replace(MARK, "")


def _pieces(text: str) -> list[str]:
    cuts = [0, *(found.end() for found in _BREAK.finditer(text)), len(text)]
    whole = (" ".join(text[start:end].split()) for start, end in pairwise(cuts))
    return [piece for piece in whole if piece]
