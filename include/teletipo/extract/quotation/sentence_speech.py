"""Reads sentences for speech: quoted pieces first, then what the remaining cues tell, then what runs over."""

from __future__ import annotations

from functools import partial

from teletipo.extract.attribution.anonymity import secretive
from teletipo.extract.attribution.source_kinds import names_speaker, retells
from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.parse.phrases import FINITE
from teletipo.extract.parse.sheet import Unit
from teletipo.extract.quotation.complements import find_complement
from teletipo.extract.quotation.cues import Cue, find_cues
from teletipo.extract.quotation.dialogue import DASHES
from teletipo.extract.quotation.direct import read_direct
from teletipo.extract.quotation.fragments import read_fragments
from teletipo.extract.quotation.indirect import read_indirect
from teletipo.extract.quotation.pieces import speech_pieces
from teletipo.extract.quotation.reading import Reading
from teletipo.extract.quotation.segments import CutWords, find_cuts
from teletipo.extract.quotation.speech import Speech
from teletipo.extract.quotation.subjects import subject_after

_Placed = tuple[list[Speech], Speech]

TAG_LENGTH = 25
WISH = 7
CALLS = frozenset("?!…")
NEGATED = frozenset("!N")


def read_speech(reader: SourceReader, units: tuple[Unit, ...], cuts: CutWords) -> tuple[list[Unit], list[list[Speech]]]:
    """The sentences, those torn behind a question mark joined again, and the speech of each, in order."""
    joined = _join_tags(reader, units)
    speeches = [_read_sentence(reader, unit, number, cuts) for number, unit in enumerate(joined)]
    _join_paragraphs(reader.sheet.text, speeches)
    for number in range(1, len(joined)):
        _look_ahead(reader, joined[number - 1], joined[number], speeches[number - 1])
    return joined, speeches


def _read_sentence(reader: SourceReader, unit: Unit, number: int, cuts: CutWords) -> list[Speech]:
    sheet, words = reader.sheet, reader.words
    found = (cue for cue in find_cues(sheet, unit, reader.book) if not cue.negated or cue.entry.takes & NEGATED)
    cues = [cue for cue in found if not _asks_not_to_be_named(reader, unit, cue)]
    fresh = find_cuts(sheet, unit, cues, words, cuts)
    pieces = speech_pieces(reader, unit)
    reading = Reading(
        sheet,
        unit,
        number,
        words,
        cues,
        fresh,
        cuts.medium,
        pieces,
        partial(names_speaker, reader),
        partial(retells, reader),
        partial(secretive, reader),
    )
    read_direct(reading)
    read_indirect(reading)
    read_fragments(reading)
    return sorted(reading.speeches, key=lambda speech: speech.content[0])


def _asks_not_to_be_named(reader: SourceReader, unit: Unit, cue: Cue) -> bool:
    """Whether a verb of asking only brings the wish not to be named: "a source who asked not to be identified"."""
    return cue.entry.kind == "ask" and secretive(reader, cue.last, min(unit.last, cue.last + WISH))


def _join_tags(reader: SourceReader, units: tuple[Unit, ...]) -> list[Unit]:
    """Joins "“Why now?” | Smith asked." again: a called piece alone, and the tag that follows it."""
    joined: list[Unit] = []
    for unit in units:
        last = joined[-1] if joined else None
        if last is not None and last.paragraph == unit.paragraph and _called(reader, last) and _is_tag(reader, unit):
            joined[-1] = Unit(last.first, unit.last, last.pieces + unit.pieces, unit.paragraph)
        else:
            joined.append(unit)
    return joined


def _called(reader: SourceReader, unit: Unit) -> bool:
    if len(unit.pieces) != 1 or not unit.pieces[0].closed:
        return False
    piece = unit.pieces[0]
    whole = reader.sheet.slice(unit.first, unit.last) == (piece.start, piece.end)
    return whole and reader.sheet.text[piece.inner_end - 1] in CALLS


def _is_tag(reader: SourceReader, unit: Unit) -> bool:
    if unit.last - unit.first > TAG_LENGTH or reader.sheet.piece_at[unit.first] >= 0:
        return False
    cue = next(iter(find_cues(reader.sheet, unit, reader.book)), None)
    if cue is None or cue.form != "finite" or "q" not in cue.entry.takes:
        return False
    return find_complement(reader.sheet, unit, cue, reader.words, subject_known=True) is None


def _join_paragraphs(text: str, speeches: list[list[Speech]]) -> None:
    """A piece that its paragraph left open and the next paragraph's, which opens anew, are one speech."""
    carried: _Placed | None = None
    for sentence in speeches:
        for speech in [one for one in sentence if one.pieces]:
            placed = (sentence, speech)
            if carried is not None and text[carried[1].pieces[-1].end : speech.pieces[0].start].isspace():
                placed = _merge(carried, placed)
            carried = placed if _left_open(text, placed[1]) else None


def _look_ahead(reader: SourceReader, unit: Unit, following: Unit, told: list[Speech]) -> None:
    """Reads «…». Así resumió la jornada X: the next sentence names the speaker of a quotation that stands alone."""
    sheet, words = reader.sheet, reader.words
    begin = following.first
    resumes = any(tuple(sheet.low[begin : begin + len(phrase)]) == phrase for phrase in words.resuming)
    if not resumes or following.paragraph != unit.paragraph or not told or not told[-1].carried:
        return
    verb = next((i for i in range(begin, following.last) if sheet.pos[i] in FINITE), None)
    subject = subject_after(sheet, following.last, verb + 1, words) if verb is not None else None
    while subject is not None and not names_speaker(reader, subject):
        begin = max(subject.last, begin + 1)
        subject = subject_after(sheet, following.last, begin, words) if begin < following.last else None
    told[-1].speaker = told[-1].speaker or subject


def _left_open(text: str, speech: Speech) -> bool:
    piece = speech.pieces[-1]
    dialogue = piece.mark in DASHES
    return speech.pieces_only and not piece.closed and not dialogue and text.startswith("\n\n", piece.end)


def _merge(earlier: _Placed, later: _Placed) -> _Placed:
    """Puts two speeches into the one that has a cue, the earlier if both or none have, and answers it."""
    kept, gone = (later, earlier) if later[1].cue and not earlier[1].cue else (earlier, later)
    content, pieces = earlier[1].content + later[1].content, earlier[1].pieces + later[1].pieces
    kept[1].content, kept[1].pieces = content, pieces
    gone[0].remove(gone[1])
    return kept
