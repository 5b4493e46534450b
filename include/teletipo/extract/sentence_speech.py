"""Reads one sentence for speech: quoted pieces first, then what the remaining cues tell."""

from __future__ import annotations

from functools import partial

from teletipo.extract.cues import find_cues
from teletipo.extract.direct import read_direct
from teletipo.extract.indirect import read_indirect
from teletipo.extract.marks import Piece
from teletipo.extract.reading import Reading
from teletipo.extract.segments import CutWords, find_cuts
from teletipo.extract.sheet import Unit
from teletipo.extract.source_kinds import names_speaker
from teletipo.extract.sources import SourceReader
from teletipo.extract.speech import Speech


def read_sentence(
    reader: SourceReader, unit: Unit, number: int, *, cuts: CutWords, pieces: list[Piece]
) -> list[Speech]:
    """The speech that a sentence reports, in order; ``pieces`` are its quoted pieces that may be speech."""
    sheet, words = reader.sheet, reader.words
    cues = [cue for cue in find_cues(sheet, unit, reader.book) if not cue.negated or "!" in cue.entry.takes]
    fresh = find_cuts(sheet, unit, cues, words, cuts)
    reading = Reading(sheet, unit, number, words, cues, fresh, pieces, partial(names_speaker, reader))
    read_direct(reading)
    read_indirect(reading)
    return sorted(reading.speeches, key=lambda speech: speech.content[0])
