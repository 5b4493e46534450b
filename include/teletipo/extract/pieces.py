"""Which quoted pieces may be speech: not names of newspapers, operations, films, nor nicknames."""

from __future__ import annotations

from teletipo.extract.marks import Piece
from teletipo.extract.phrases import named_piece
from teletipo.extract.sheet import Unit
from teletipo.extract.sources import SourceReader

NAMED = frozenset({"NOUN", "PROPN", "ADJ", "DET"})


def speech_pieces(reader: SourceReader, unit: Unit) -> list[Piece]:
    """The outer pieces of a sentence that somebody may have said, in order."""
    return [piece for piece in unit.pieces if not _is_title(reader, unit, piece)]


def _is_title(reader: SourceReader, unit: Unit, piece: Piece) -> bool:
    sheet = reader.sheet
    first, _ = sheet.tokens_of(piece.start, piece.end)
    inner = sheet.text[piece.inner_start : piece.inner_end]
    if first <= unit.first:
        return False
    if set(sheet.low[max(unit.first, first - 3) : first]) & reader.sources.naming:
        return True
    return named_piece(inner) and sheet.pos[first - 1] in NAMED and inner[-1] not in ".,!?"
