"""Whom somebody speaks to: behind the speaker, in a frame of the sentence, or in a clitic.

"señaló su portavoz a la cadena X", "en una entrevista con X", "consultado por X", "le advirtió que …".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.extract.attribution.source_kinds import names_speaker
from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.parse.phrases import LIGHT, Phrase, before_second_name, is_time, noun_phrase
from teletipo.extract.parse.sheet import Unit
from teletipo.extract.quotation.segments import match_at
from teletipo.extract.quotation.speech import Speech

if TYPE_CHECKING:
    from teletipo.extract.entity_table import EntityTable

HEARERS = frozenset({"PER", "ORG", "GPE", "GRP"})


def addressed_phrase(reader: SourceReader, table: EntityTable, speech: Speech, unit: Unit) -> Phrase | None:
    """The phrase that says whom a speech is told to, if the sentence has one outside of what is told."""
    return _behind_speaker(reader, table, speech, unit) or _framed(reader, table, speech, unit)


def clitic_of(reader: SourceReader, speech: Speech) -> tuple[int, int] | None:
    """The code points of the dative clitic before a cue: "les" in "les aseguró"."""
    if not speech.cue:
        return None
    index = reader.sheet.tokens_of(*speech.cue[0])[0]
    while index > 0 and reader.sheet.pos[index - 1] in LIGHT:
        index -= 1
        if reader.sheet.low[index] in reader.words.dative:
            return reader.sheet.slice(index, index + 1)
    return None


def _behind_speaker(reader: SourceReader, table: EntityTable, speech: Speech, unit: Unit) -> Phrase | None:
    """X in "dijo su portavoz a X": behind a speaker that follows its cue."""
    sheet, phrase = reader.sheet, speech.speaker
    if phrase is None or not speech.cue or sheet.start[phrase.first] < speech.cue[-1][1]:
        return None
    index = phrase.last
    while index < unit.last and (sheet.low[index] == "," or is_time(sheet, index, reader.words)):
        index += 1
    if index >= unit.last or sheet.low[index] not in reader.words.addressee:
        return None
    return _hearer(reader, table, index + 1, unit.last)


def _framed(reader: SourceReader, table: EntityTable, speech: Speech, unit: Unit) -> Phrase | None:
    """X in "en declaraciones a X" or "consultado por X"."""
    sheet, openers = reader.sheet, reader.sources.addressed
    for index in range(unit.first, unit.last):
        if sheet.piece_at[index] >= 0 or sheet.low[index] not in openers:
            continue
        after = match_at(sheet, index, unit.last, openers)
        told = any(start <= sheet.start[index] < end for start, end in speech.content)
        found = _hearer(reader, table, after, unit.last) if after is not None and not told else None
        if found is not None:
            return found
    return None


def _hearer(reader: SourceReader, table: EntityTable, first: int, stop: int) -> Phrase | None:
    """The phrase at a token, if it can be spoken to."""
    phrase = noun_phrase(reader.sheet, first, stop, reader.words)
    if phrase is None:
        return None
    phrase = Phrase(first, before_second_name(reader.sheet, first, phrase.last, reader.words))
    known = table.resolve_phrase(reader.sheet.doc[phrase.first : phrase.last])
    hears = table.type_of(known) in HEARERS if known is not None else names_speaker(reader, phrase)
    return phrase if hears else None
