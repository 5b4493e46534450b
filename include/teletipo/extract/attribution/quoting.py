"""Somebody's words as a medium has them: "X quoted Y as saying that …", "…, Y was quoted by X as saying"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from teletipo.extract.attribution.source_kinds import kind_of
from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.attribution.sourcing import PRESS, Sourcing
from teletipo.extract.parse.phrases import FINITE, Phrase
from teletipo.extract.parse.sheet import Unit
from teletipo.extract.quotation.segments import trim
from teletipo.extract.quotation.speech import Speech, Stretch
from teletipo.extract.quotation.subjects import subject_before

REACH = 16
SHORTEST = 3
GERUND = "VBG"


@dataclass(frozen=True, slots=True)
class _Quoting:
    """``verb`` quotes and ``gerund`` says; ``medium`` has it from ``voice``; tokens."""

    verb: int
    gerund: int
    medium: Phrase
    voice: Phrase

    @property
    def first(self) -> int:
        return min(self.verb, self.medium.first, self.voice.first)


def read_quoting(reader: SourceReader, unit: Unit, number: int, speeches: list[Speech], found: list[Sourcing]) -> None:
    """Add the attributions of a sentence's quoting, and the speech that stands before it without a cue of its own."""
    taken = {id(sourcing.speech) for sourcing in found if sourcing.speech is not None}
    for quoting in _quotings(reader, unit):
        told = _told(reader, unit, number, quoting, speeches)
        if told is not None and id(told) in taken:
            continue
        sourcing = _sourcing(reader, unit, number, quoting, told)
        if sourcing is not None and not any(other.scope == sourcing.scope for other in found):
            sourcing.speech = told
            found.append(sourcing)


def _quotings(reader: SourceReader, unit: Unit) -> Iterator[_Quoting]:
    sheet, words = reader.sheet, reader.words
    for index in range(unit.first + 1, unit.last - 1):
        if sheet.low[index] not in words.quoting or sheet.doc[index + 1].tag_ != GERUND or sheet.piece_at[index] >= 0:
            continue
        reach = range(index - 1, max(unit.first, index - REACH), -1)
        verb = next((i for i in reach if sheet.low[i] in reader.sources.passing_verbs), None)
        if verb is not None and sheet.piece_at[verb] < 0:
            quoting = _read(reader, unit, verb, index + 1)
            if quoting is not None:
                yield quoting


def _read(reader: SourceReader, unit: Unit, verb: int, gerund: int) -> _Quoting | None:
    sheet, words = reader.sheet, reader.words
    subject = subject_before(sheet, unit, verb, verb, words)
    if sheet.low[verb - 1] in reader.book.be:
        behind = gerund + 1 < unit.last and sheet.low[gerund + 1] in words.agent
        begin = verb + 2 if sheet.low[verb + 1] in words.agent else gerund + 2 if behind else None
        agent = reader.phrase(begin, unit.last) if begin is not None else None
        subject = subject_before(sheet, unit, verb, verb - 1, words) or subject
        return _Quoting(verb, gerund, agent, subject) if agent is not None and subject is not None else None
    voice = reader.phrase(verb + 1, gerund - 1)
    return _Quoting(verb, gerund, subject, voice) if subject is not None and voice is not None else None


def _told(reader: SourceReader, unit: Unit, number: int, quoting: _Quoting, speeches: list[Speech]) -> Speech | None:
    """What is quoted: behind the gerund, else the quotation or the clause before."""
    sheet = reader.sheet
    start, end = sheet.start[quoting.first], sheet.start[quoting.gerund]
    behind = next((s for s in speeches if s.content[0][0] > end), None)
    if behind is not None:
        behind.speaker = behind.speaker if reader.is_pronoun(quoting.voice) else quoting.voice
        return behind
    before = next((s for s in reversed(speeches) if s.pieces_only and s.content[-1][1] <= start), None)
    if before is not None and sheet.start[unit.first] == before.pieces[0].start:
        before.speaker = quoting.voice
        before.cue = before.cue or [sheet.slice(quoting.gerund, quoting.gerund + 1)]
        return before
    first, last = trim(sheet, unit.first, quoting.first)
    clause = sheet.low[quoting.first - 1] == "," and any(sheet.pos[i] in FINITE for i in range(first, last))
    if not clause or last - first < SHORTEST:
        return None
    scope = sheet.slice(first, last)
    speeches[:] = [s for s in speeches if not scope[0] <= s.content[0][0] < scope[1]]
    pieces = [piece for piece in unit.pieces if scope[0] <= piece.start and piece.end <= scope[1]]
    cue = [sheet.slice(quoting.gerund, quoting.gerund + 1)]
    speech = Speech([scope], "indirect:quoted", number, cue=cue, speaker=quoting.voice, pieces=pieces)
    speech.postposed = True
    speeches.append(speech)
    return speech


def _sourcing(reader: SourceReader, unit: Unit, number: int, quoting: _Quoting, told: Speech | None) -> Sourcing | None:
    sheet = reader.sheet
    cue = [sheet.slice(quoting.verb, quoting.verb + 1)]
    rest = trim(sheet, quoting.gerund + 1, unit.last)
    scope: Stretch | None = None
    if told is not None:
        scope = (told.content[0][0], told.content[-1][1])
    elif rest[0] < rest[1]:
        scope = sheet.slice(*rest)
    if scope is None:
        return None
    if kind_of(reader, quoting.voice) == "document":
        sourcing = Sourcing("document", [scope], cue, quoting.voice, "quoting", number, relays=[quoting.medium])
        sourcing.relay_mention = [quoting.medium]
        return sourcing
    kind = kind_of(reader, quoting.medium)
    if kind not in PRESS and not reader.is_pronoun(quoting.medium):
        return None
    return Sourcing(kind, [scope], cue, quoting.medium, "quoting", number, origins=[quoting.voice])
