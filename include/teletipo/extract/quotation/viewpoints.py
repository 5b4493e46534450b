"""Speech without a verb of speech: "a juicio de X, …", "para quien …", "En su opinión, …", "según el ministro, …"."""

from __future__ import annotations

from collections.abc import Iterator

from teletipo.extract.attribution.source_kinds import is_human, names_speaker
from teletipo.extract.attribution.sources import SourceExpression, SourceReader
from teletipo.extract.attribution.sourcing import PRESS, Sourcing, around, scope_of
from teletipo.extract.parse.phrases import FINITE, Phrase, noun_phrase
from teletipo.extract.parse.sheet import Unit
from teletipo.extract.quotation.pieces import speech_pieces
from teletipo.extract.quotation.segments import match_at, trim
from teletipo.extract.quotation.speech import Speech, Stretch
from teletipo.extract.quotation.subjects import phrase_ending

PAUSE = ","
STOPS = frozenset({PAUSE, ";"})
JOINING = frozenset({"PRON", "SCONJ", "CCONJ"})
LINKING = JOINING | {"ADP", "DET", "ADV", "AUX"}
RELATIVE = 20


def read_viewpoints(reader: SourceReader, unit: Unit, number: int, speeches: list[Speech]) -> None:
    """Add the speech of a sentence's viewpoints; it takes over quoted pieces that nobody was found for."""
    for expression in _viewpoints(reader, unit):
        scope = scope_of(reader, unit, expression)
        if reader.sheet.low[expression.last - 1] in reader.words.relative:
            first, last = trim(reader.sheet, expression.last, _end_of_relative(reader, unit, expression.last))
            scope = reader.sheet.slice(first, last) if first < last else None
        if scope is None or scope[0] >= scope[1]:
            continue
        start, end = scope
        told = [s for s in speeches if start <= s.content[0][0] < end and s.cue and s.speaker is not None]
        free = [piece for piece in speech_pieces(reader, unit) if start <= piece.start and piece.end <= end]
        if told and (not free or any(s.pieces for s in told)):
            scope = _ahead(reader, scope, min(speech.cue[0][0] for speech in told))
            if scope is None:
                continue
            start, end = scope
        speeches[:] = [s for s in speeches if not start <= s.content[0][0] < end]
        speeches.append(speech_of(reader, unit, expression, number, scope, "viewpoint"))


def _ahead(reader: SourceReader, scope: Stretch, cue: int) -> Stretch | None:
    """The part of a scope ahead of the pause before a cue that tells something else, if it is a clause."""
    sheet, low = reader.sheet, reader.sheet.low
    first, last = sheet.tokens_of(*scope)
    pause = sheet.tokens_of(scope[0], cue)[1] - 1
    while first < pause < last and low[pause] not in STOPS and sheet.pos[pause] in LINKING:
        pause -= 1
    apart = low[pause] == ";" or any(sheet.pos[i] in JOINING for i in range(pause, sheet.tokens_of(scope[0], cue)[1]))
    if pause <= first or low[pause] not in STOPS or sheet.piece_at[pause] >= 0 or not apart:
        return None
    first, last = trim(sheet, first, pause)
    clause = any(sheet.pos[i] in FINITE for i in range(first, last))
    return sheet.slice(first, last) if clause else None


def _end_of_relative(reader: SourceReader, unit: Unit, first: int) -> int:
    """Where another relative clause about the same antecedent begins: "…, y que ha convocado una protesta"."""
    sheet, words = reader.sheet, reader.words
    for index in range(first, unit.last - 1):
        relative = sheet.low[index] in words.conjunction and sheet.low[index + 1] in words.relative
        if relative and sheet.piece_at[index] < 0 and sheet.low[index - 1] == PAUSE:
            return index
    return unit.last


def speech_of(
    reader: SourceReader, unit: Unit, expression: SourceExpression, number: int, scope: Stretch, rule: str
) -> Speech:
    """The scope of a source expression as the source's own speech, the expression itself left out."""
    sheet = reader.sheet
    content = around(reader, scope, expression)
    said = speech_pieces(reader, unit)
    pieces = [piece for piece in said if any(a <= piece.start and piece.end <= b for a, b in content)]
    inner = {(piece.start, piece.end): (piece.inner_start, piece.inner_end) for piece in pieces}
    if all(part in inner for part in content):
        content = [inner[part] for part in content]
    return Speech(
        content,
        rule,
        number,
        cue=[sheet.slice(*expression.cue)],
        lemma=reader.lemma(expression.verb),
        speaker=expression.source,
        addressee=expression.addressee,
        pieces=pieces,
        verb=expression.verb,
        attributed=True,
    )


def speaks(reader: SourceReader, unit: Unit, sourcing: Sourcing, speeches: list[Speech]) -> bool:
    """Whether "según X" is also X's speech: who or what speaks, over a clause that is nobody else's.

    A document speaks where it stands first: "Según el atestado, …".
    """
    if sourcing.source is None or sourcing.relays or sourcing.origins or sourcing.kind in PRESS:
        return False
    start, end = sourcing.scope[0][0], sourcing.scope[-1][1]
    if any(start <= at < end for speech in speeches for at, _ in speech.content):
        return False
    quoted = any(start <= piece.start and piece.end <= end for piece in unit.pieces)
    if quoted or reader.is_pronoun(sourcing.source):
        return True
    if sourcing.kind == "document":
        return start >= reader.sheet.end[sourcing.source.last - 1]
    return sourcing.kind in {"official", "anonymous"} or is_human(reader, sourcing.source)


def _viewpoints(reader: SourceReader, unit: Unit) -> Iterator[SourceExpression]:
    sheet, openers = reader.sheet, reader.sources.openers
    index = unit.first
    while index < unit.last:
        opens = sheet.piece_at[index] < 0 and (sheet.low[index] in openers or index == unit.first)
        expression = _at(reader, unit, index) if opens else None
        if expression is not None:
            yield expression
        index = max(index + 1, expression.last if expression is not None else 0)


def _at(reader: SourceReader, unit: Unit, index: int) -> SourceExpression | None:
    sources, sheet = reader.sources, reader.sheet
    expression = reader.according(index, unit.last)
    if expression is not None and expression.source is None:
        return expression
    expression = reader.introduced(index, unit.last, sources.viewpoint)
    if expression is not None:
        return expression
    after = match_at(sheet, index, unit.last, sources.viewpoint_relative)
    if after is not None:
        comma = index - 1 if index > unit.first and sheet.low[index - 1] == PAUSE else index
        source = antecedent(reader, unit, comma)
        if source is None or not names_speaker(reader, source):
            return None
        return SourceExpression(index, after, (index, after), source)
    after = match_at(sheet, index, unit.last, sources.viewpoint_possessive)
    if after is not None:
        owner = next((i for i in range(index, after) if sheet.low[i] in reader.words.possessive), index)
        return SourceExpression(index, after, (index, after), Phrase(owner, owner + 1))
    if index == unit.first:
        return _initial(reader, unit)
    return None


def _initial(reader: SourceReader, unit: Unit) -> SourceExpression | None:
    """Reads "Para los exportadores de Setúbal, …" at the head of a sentence."""
    expression = reader.introduced(unit.first, unit.last, reader.sources.viewpoint_initial)
    if expression is None or expression.source is None or expression.last >= unit.last:
        return None
    named = reader.sheet.pos[expression.source.last - 1] == "PROPN" or names_speaker(reader, expression.source)
    if not is_human(reader, expression.source) and not (named and speech_pieces(reader, unit)):
        return None
    if reader.sheet.low[expression.last] != PAUSE:
        return expression if _judges(reader, unit, expression.last) else None
    _take_name(reader, unit, expression)
    if expression.last >= unit.last:
        return None
    if expression.last + 1 < unit.last and reader.sheet.low[expression.last + 1] in reader.words.relative:
        expression.last = _closing(reader, unit, expression.last) or expression.last
    elif expression.last + 1 < unit.last and reader.sheet.low[expression.last + 1] in reader.words.noun:
        closing = _closing(reader, unit, expression.last)
        told = range(expression.last, closing or expression.last)
        if closing is not None and all(reader.sheet.pos[i] not in FINITE for i in told):
            expression.last = closing
    return expression


def _take_name(reader: SourceReader, unit: Unit, expression: SourceExpression) -> None:
    """Takes the office and the name behind a description: "Para otro ministro, el titular de Finanzas, Luis Bel, …"."""
    sheet = reader.sheet
    named = noun_phrase(sheet, expression.last + 1, unit.last, reader.words)
    if named is None or named.last >= unit.last or sheet.low[named.last] != PAUSE:
        return
    if (
        PAUSE in sheet.low[named.first : named.last]
        and sheet.pos[named.last - 1] == "PROPN"
        and names_speaker(reader, named)
    ):
        expression.source, expression.last = named, named.last


def _judges(reader: SourceReader, unit: Unit, index: int) -> bool:
    """Whether a verb follows at once, and what it says is quoted: "Para el senador se trata de «una rendición»"."""
    after = index + (reader.sheet.low[index] in reader.book.clitic)
    verb = after < unit.last and reader.sheet.pos[after] in FINITE and reader.sheet.piece_at[after] < 0
    return verb and any(reader.sheet.start[after] < piece.start for piece in speech_pieces(reader, unit))


def _closing(reader: SourceReader, unit: Unit, comma: int) -> int | None:
    """The comma that closes what this one opens."""
    reach = range(comma + 1, min(unit.last, comma + RELATIVE))
    return next((i for i in reach if reader.sheet.low[i] == PAUSE), None)


def antecedent(reader: SourceReader, unit: Unit, stop: int) -> Phrase | None:
    """The phrase of a speaker that ends at ``stop``, else the name there with the title before it."""
    phrase = phrase_ending(reader.sheet, unit, stop, reader.words)
    if phrase is not None and names_speaker(reader, phrase):
        return phrase
    pos = reader.sheet.pos
    first = stop
    while first > unit.first and pos[first - 1] in {"PROPN", "NOUN", "ADJ"}:
        first -= 1
    return Phrase(first, stop) if first < stop else None
