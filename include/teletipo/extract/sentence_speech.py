"""Reads one sentence for speech: quoted pieces first, then what the remaining cues tell."""

from __future__ import annotations

from teletipo.extract.cues import CueBook, find_cues
from teletipo.extract.direct import read_direct
from teletipo.extract.indirect import read_indirect
from teletipo.extract.marks import Piece
from teletipo.extract.phrases import Links
from teletipo.extract.reading import Reading
from teletipo.extract.segments import CutWords, find_cuts
from teletipo.extract.sheet import Sheet, Unit
from teletipo.extract.speech import Speech


def read_sentence(
    sheet: Sheet, unit: Unit, number: int, *, book: CueBook, words: Links, cuts: CutWords, pieces: list[Piece]
) -> list[Speech]:
    """The speech that a sentence reports, in order; ``pieces`` are its quoted pieces that may be speech."""
    cues = [cue for cue in find_cues(sheet, unit, book) if not cue.negated or "!" in cue.entry.takes]
    reading = Reading(sheet, unit, number, words, cues, find_cuts(sheet, unit, cues, words, cuts), pieces)
    read_direct(reading)
    read_indirect(reading)
    return sorted(reading.speeches, key=lambda speech: speech.content[0])
