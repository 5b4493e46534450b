"""Which quoted pieces may be speech: not names of newspapers, operations, films, nor nicknames."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.parse.phrases import FINITE, named_piece
from teletipo.extract.parse.quoted import Piece
from teletipo.extract.parse.sheet import Unit
from teletipo.extract.quotation.cues import CueBook

BEFORE = 3
BEHIND = 4
PAUSES = frozenset({":", ","})
NAMED = frozenset({"NOUN", "PROPN", "ADJ", "DET"})
INSERTION = re.compile(r"\s(?P<dash>[-–—])(?=\w)(?P<inside>[^-–—«»“”\"\n]{3,90})(?P=dash)[,.;:]?\s")


def part_at_insertions(text: str, pieces: Iterable[Piece], book: CueBook) -> tuple[Piece, ...]:
    """The pieces, those parted in which the teller speaks: «Llegó la nevera -recordó la cirujana-, y empezamos»."""
    parted: list[Piece] = []
    for piece in pieces:
        begin = piece.start
        inner = piece.inner_start
        for found in INSERTION.finditer(text, piece.inner_start, piece.inner_end):
            if _tells(found["inside"], book) and found.start() > inner:
                parted.append(Piece(begin, found.start(), inner, found.start(), piece.depth, True, piece.mark))
                begin = inner = found.end()
        if inner < piece.inner_end:
            parted.append(replace(piece, start=begin, inner_start=inner))
    return tuple(parted)


def _tells(inside: str, book: CueBook) -> bool:
    """Whether an insertion begins with a verb of telling, after no more than an auxiliary or a clitic."""
    words = inside.casefold().split()[:2]
    return any(form in {"finite", "participle"} for word in words for _, form in book.forms.get(word.strip(","), ()))


def speech_pieces(reader: SourceReader, unit: Unit) -> list[Piece]:
    """The outer pieces of a sentence that somebody may have said, in order; a heading in capitals repeats them."""
    return [piece for piece in unit.pieces if not _is_title(reader, unit, piece)]


def _is_title(reader: SourceReader, unit: Unit, piece: Piece) -> bool:
    sheet = reader.sheet
    first, last = sheet.tokens_of(piece.start, piece.end)
    inner = sheet.text[piece.inner_start : piece.inner_end]
    if first <= unit.first:
        return last >= unit.last and inner.isupper() and inner[-1].isalnum()
    before = _leading_up(reader, unit, first)
    if before & reader.sources.naming:
        return True
    behind = set(sheet.low[last + 1 : min(unit.last, last + BEHIND)]) if sheet.low[last : last + 1] == [","] else set()
    if inner[0].isupper() and (before | behind) & reader.sources.named_things:
        return True
    return named_piece(inner) and sheet.pos[first - 1] in NAMED and inner[-1] not in ".,!?"


def _leading_up(reader: SourceReader, unit: Unit, first: int) -> set[str]:
    """The last words before a piece, back to a pause or a verb that tells at most."""
    sheet = reader.sheet
    words: set[str] = set()
    first -= sheet.low[first - 1] == ","
    for index in range(first - 1, max(unit.first, first - BEFORE) - 1, -1):
        finite = sheet.pos[index] in FINITE and "Fin" in sheet.told(index, "VerbForm")
        told = index > unit.first and sheet.low[index - 1] in reader.book.have
        if finite:
            return words | {sheet.low[index]}
        apart = sheet.pos[index] == "ADP" and sheet.low[index] not in reader.words.noun | reader.words.predicative
        if told or apart or sheet.low[index] in PAUSES or sheet.piece_at[index] >= 0:
            break
        words.add(sheet.low[index])
    return words
