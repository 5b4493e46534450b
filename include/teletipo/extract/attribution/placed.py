"""Speech that the report has from a letter it saw or from somebody else's interview.

"En una carta a la que tuvo acceso X, el alcalde pide …", "En declaraciones a Radio Y, recogidas por X, …".
"""

from __future__ import annotations

from teletipo.extract.attribution.source_kinds import kind_of
from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.attribution.sourcing import PRESS, Sourcing
from teletipo.extract.parse.phrases import Phrase, noun_phrase
from teletipo.extract.parse.sheet import Unit
from teletipo.extract.quotation.segments import match_at, trim
from teletipo.extract.quotation.speech import Speech, Stretch

REACH = 10
TITLE = 4
"""Tokens of a title that may stand before a name without belonging to its phrase."""


def placed(reader: SourceReader, unit: Unit, number: int, speeches: list[Speech]) -> Sourcing | None:
    """The attribution of a sentence that opens with where its speech stands; None where the report was there itself."""
    sheet, sources = reader.sheet, reader.sources
    begin = match_at(sheet, unit.first, unit.last, sources.placed)
    told = next((s for s in speeches if s.cue and s.speaker is not None and not s.attributed), None)
    if begin is None or told is None or told.speaker is None:
        return None
    stop = told.speaker.first
    while stop > begin and told.speaker.first - stop < TITLE and sheet.low[stop - 1] != ",":
        stop -= 1
    noun = noun_phrase(sheet, begin, stop, reader.words)
    if noun is None or sheet.low[stop - 1] != ",":
        return None
    head = sheet.low[reader.head(noun)]
    passed = _passed(reader, noun.first, stop)
    if passed is None:
        return None
    cue, relay = passed
    scope = sheet.slice(*trim(sheet, stop, unit.last))
    opening = [sheet.slice(unit.first, begin)]
    if head in sources.interview:
        return _interview(reader, (begin, cue[0]), scope, number, told, (cue, relay))
    if head not in sources.nouns["document"]:
        return None
    sourcing = Sourcing("document", [scope], opening, noun, "placed", number)
    _pass_on(reader, sourcing, cue, relay)
    return sourcing


def _pass_on(reader: SourceReader, sourcing: Sourcing, cue: Stretch, relay: Phrase | None) -> None:
    if relay is not None:
        sourcing.relay_cue, sourcing.relay_mention, sourcing.relays = [reader.sheet.slice(*cue)], [relay], [relay]


def placed_behind(reader: SourceReader, unit: Unit, number: int, told: Speech) -> Sourcing | None:
    """The attribution of speech whose cue says where it stands.

    "…, advirtió en una carta a la que tuvo acceso X", "…, dijo en declaraciones a Radio Y recogidas por X".
    """
    sheet, sources = reader.sheet, reader.sources
    if not told.cue or told.attributed:
        return None
    last = sheet.tokens_of(*told.cue[0])[1]
    if told.speaker is not None and told.speaker.first >= last:
        last = told.speaker.last
    behind = range(last, min(unit.last, last + TITLE))
    begin = next((at for i in behind if (at := match_at(sheet, i, unit.last, sources.placed)) is not None), None)
    noun = noun_phrase(sheet, begin, unit.last, reader.words) if begin is not None else None
    passed = _passed(reader, noun.first, min(unit.last, noun.last + REACH)) if noun is not None else None
    if begin is None or noun is None or passed is None:
        return None
    scope = (told.content[0][0], told.content[-1][1])
    if sheet.low[reader.head(noun)] in sources.interview and told.speaker is not None:
        return _interview(reader, (begin, passed[0][0]), scope, number, told, passed)
    published = passed[1] is not None and match_at(sheet, passed[0][0], unit.last, sources.consulted) is None
    if published or sheet.low[reader.head(noun)] not in sources.nouns["document"]:
        return None
    sourcing = Sourcing("document", [scope], [sheet.slice(begin - 1, begin)], noun, "placed", number)
    _pass_on(reader, sourcing, *passed)
    return sourcing


def _passed(reader: SourceReader, first: int, stop: int) -> tuple[Stretch, Phrase | None] | None:
    """By whom it was seen, obtained or passed on: the cue, and the link of the chain unless it only was seen."""
    sheet, sources = reader.sheet, reader.sources
    for index in range(first, stop):
        seen = match_at(sheet, index, stop, sources.consulted)
        if seen is not None:
            medium = noun_phrase(sheet, seen, stop, reader.words)
            other = medium is not None and reader.is_other_press(medium)
            return ((index, seen), medium) if other else ((index, index + 1), None)
        for openers in (sources.relayed, sources.cited, sources.obtained):
            after = match_at(sheet, index, stop, openers)
            phrase = reader.phrase(after, stop) if after is not None else None
            if after is not None and phrase is not None:
                return (index, after), phrase
    return None


def _interview(
    reader: SourceReader,
    where: tuple[int, int],
    scope: Stretch,
    number: int,
    told: Speech,
    passed: tuple[Stretch, Phrase | None],
) -> Sourcing | None:
    """What somebody told a medium, as another passes it on: speaker, medium, relay."""
    sheet = reader.sheet
    cue, relay = passed
    medium = None
    for index in range(*where):
        phrase = noun_phrase(sheet, index, where[1], reader.words) if sheet.pos[index - 1] == "ADP" else None
        if phrase is not None and kind_of(reader, phrase) in PRESS:
            medium = phrase
    if relay is None or told.speaker is None:
        return None
    first = medium.first if medium is not None else where[1]
    sourcing = Sourcing(
        "media", [scope], [sheet.slice(where[0] - 1, first)], medium or relay, "placed", number, origins=[told.speaker]
    )
    _pass_on(reader, sourcing, cue, relay if medium is not None else None)
    return sourcing
