"""Statements that the report makes in its own voice: nobody is credited with them."""

from __future__ import annotations

from collections.abc import Iterable

from teletipo.extract.attribution.source_kinds import kind_of
from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.attribution.sourcing import PRESS
from teletipo.extract.parse.sheet import Unit
from teletipo.extract.quotation.cues import Cue, find_cues
from teletipo.extract.quotation.segments import trim
from teletipo.extract.quotation.speech import Stretch
from teletipo.model import Span, Spans

FINITE = frozenset({"VERB", "AUX"})
LEAST = 4


def unattributed(reader: SourceReader, sentences: Iterable[Unit], credited: list[Stretch]) -> Spans:
    """The sentences with a finite verb that meet no credited stretch, without their full stop.

    ``credited`` are the code points of all content and scopes, in any order. What somebody is said to claim stays
    out, even where its content could not be read: "El mando militar lo niega".
    """
    sheet = reader.sheet
    stretches = sorted(credited)
    found = []
    at = 0
    for unit in sentences:
        if sheet.low[unit.last - 1] == "?":
            continue
        first, last = trim(sheet, unit.first, unit.last)
        if last - first < LEAST or not any(sheet.pos[i] in FINITE for i in range(first, last)):
            continue
        start, end = sheet.slice(first, last)
        while at < len(stretches) and stretches[at][1] <= start:
            at += 1
        free = at == len(stretches) or stretches[at][0] >= end
        claimed = any(_claims(reader, unit, cue) for cue in find_cues(sheet, unit, reader.book))
        if free and not claimed and not _is_told_by_press(reader, unit):
            found.append(Span.of(sheet.text, start, end))
    return tuple(found)


def _claims(reader: SourceReader, unit: Unit, cue: Cue) -> bool:
    """Whether the sentence says no more than that somebody claims something: its main verb is one of claiming."""
    sheet = reader.sheet
    if cue.entry.lemma not in reader.sources.claims or cue.form != "finite" or cue.negated or cue.impersonal:
        return False
    return sheet.dep[cue.head] == "ROOT" and sheet.low[unit.first] not in reader.sources.nobody


def _is_told_by_press(reader: SourceReader, unit: Unit) -> bool:
    """Whether the sentence only says who told of something first: "The talks were first reported by X"."""
    sheet, openers = reader.sheet, reader.sources.obtained
    for index in range(unit.first + 1, unit.last):
        if sheet.low[index] in openers and sheet.low[index - 1] in reader.book.be:
            told = reader.introduced(index, unit.last, openers)
            if told is not None and told.source is not None and kind_of(reader, told.source) in PRESS:
                return True
    return False
