"""From whom the report has what it says: every source expression with the stretch of text it answers for.

Two kinds of evidence: expressions that only name a source ("según la agencia X", "citing a draft"), and
speech that answers for a whole clause ("…, anunciaron los cancilleres"; "Reuters reported that …").
"""

from __future__ import annotations

from dataclasses import dataclass, field

from teletipo.extract.phrases import Phrase
from teletipo.extract.segments import match_at, trim
from teletipo.extract.sheet import Sheet, Unit
from teletipo.extract.source_kinds import HUMAN, kind_of
from teletipo.extract.sources import SourceExpression, SourceReader
from teletipo.extract.speech import Speech, Stretch
from teletipo.model import AttributionKind

ONLY_ATTRIBUTION = frozenset({"announce", "report"})
FINITE = frozenset({"VERB", "AUX"})
TAIL_WORDS = 3


@dataclass(slots=True)
class Sourcing:
    """An attribution before anybody is named. Stretches are code points, phrases are tokens.

    ``speech`` is the speech that is itself the attribution ("…, afirmó X"); ``speaker_last`` says that the
    speaker of the speech inside the scope ends the chain instead of beginning it.
    """

    kind: AttributionKind
    scope: list[Stretch]
    cue: list[Stretch]
    source: Phrase | None
    rule: str
    sentence: int
    relay_cue: list[Stretch] = field(default_factory=list)
    relay_mention: list[Phrase] = field(default_factory=list)
    origins: list[Phrase] = field(default_factory=list)
    relays: list[Phrase] = field(default_factory=list)
    about: Phrase | None = None
    speech: Speech | None = None
    verb: int | None = None
    speaker_last: bool = False
    hedged: bool = False
    anonymous: bool = False


def read_sources(reader: SourceReader, unit: Unit, number: int, speeches: list[Speech]) -> list[Sourcing]:
    """The attributions of a sentence. Speech that only names a source is taken out of ``speeches``."""
    found: list[Sourcing] = []
    index = unit.first
    sheet = reader.sheet
    while index < unit.last:
        if sheet.piece_at[index] >= 0:
            index += 1
            continue
        sourcing, after = _at(reader, unit, number, index, speeches)
        if sourcing is not None:
            found.append(sourcing)
        index = max(index + 1, after)
    _from_speech(reader, unit, number, speeches, found)
    for sourcing in found:
        _distance(reader, unit, sourcing)
    return sorted(found, key=lambda sourcing: sourcing.scope[0])


def _at(
    reader: SourceReader, unit: Unit, number: int, index: int, speeches: list[Speech]
) -> tuple[Sourcing | None, int]:
    expression = reader.according(index, unit.last)
    if expression is not None:
        scope = _scope(reader.sheet, unit, expression)
        sourcing = _sourcing(reader, expression, scope, number, "according")
        if sourcing is not None and _speaks(reader, sourcing, speeches):
            speeches.append(_as_speech(reader, unit, expression, number, scope))
        return sourcing, expression.last
    for openers, rule in ((reader.sources.cited, "cited-by"), (reader.sources.citing, "citing")):
        expression = reader.introduced(index, unit.last, openers)
        if expression is not None:
            build = _cited if rule == "cited-by" else _citing
            return build(reader, unit, number, expression, speeches), expression.last
    for openers in (reader.sources.viewpoint, reader.sources.viewpoint_relative):
        relative = openers is reader.sources.viewpoint_relative
        expression = _viewpoint(reader, unit, index, openers, relative=relative)
        if expression is not None:
            _viewpoint_speech(reader, unit, number, expression, speeches)
            return None, expression.last
    return None, index


def _scope(sheet: Sheet, unit: Unit, expression: SourceExpression) -> Stretch | None:
    """What a source expression answers for: the clause after it, the clause before it, or the sentence around it."""
    before = trim(sheet, unit.first, expression.first)
    after = trim(sheet, expression.last, unit.last)
    empty_before = before[0] >= before[1] or all(sheet.pos[i] in {"CCONJ", "ADV", "PUNCT"} for i in range(*before))
    if empty_before:
        return sheet.slice(*after) if after[0] < after[1] else None
    comma_before = sheet.low[expression.first - 1] == ","
    comma_after = expression.last < unit.last and sheet.low[expression.last] == ","
    told_after = any(sheet.pos[i] in FINITE or sheet.piece_at[i] >= 0 for i in range(*after))
    if comma_before and not (comma_after and told_after and after[1] - after[0] > TAIL_WORDS):
        return sheet.slice(*before)
    if not comma_before and not told_after:
        return sheet.slice(*before)
    whole = trim(sheet, unit.first, unit.last)
    return sheet.slice(*whole)


def _sourcing(
    reader: SourceReader, expression: SourceExpression, scope: Stretch | None, number: int, rule: str
) -> Sourcing | None:
    if scope is None:
        return None
    sheet = reader.sheet
    kind = kind_of(reader, expression.source) if expression.source is not None else "person"
    sourcing = Sourcing(
        kind, [scope], [sheet.slice(*expression.cue)], expression.source, rule, number, verb=expression.verb
    )
    _take_links(sheet, expression, sourcing)
    return sourcing


def _take_links(sheet: Sheet, expression: SourceExpression, sourcing: Sourcing) -> None:
    for cue, phrase in expression.origins + expression.relays:
        sourcing.relay_cue.append(sheet.slice(*cue))
        sourcing.relay_mention.append(phrase)
    sourcing.origins = [phrase for _, phrase in expression.origins]
    sourcing.relays = [phrase for _, phrase in expression.relays]


def _speaks(reader: SourceReader, sourcing: Sourcing, speeches: list[Speech]) -> bool:
    """Whether "según X" is also X's speech: a human being who speaks, over a clause that is nobody else's."""
    if sourcing.source is None or sourcing.relays or sourcing.origins:
        return False
    start, end = sourcing.scope[0]
    if any(start <= at < end for speech in speeches for at, _ in speech.content):
        return False
    quoted = any(start <= piece.start and piece.end <= end for piece in reader.sheet.pieces)
    return (quoted and sourcing.kind in {"official", "person", "anonymous", "document"}) or _human(reader, sourcing)


def _human(reader: SourceReader, sourcing: Sourcing) -> bool:
    if sourcing.source is None or sourcing.kind not in {"official", "person"}:
        return False
    phrase = sourcing.source
    words = set(reader.sheet.low[phrase.first : phrase.last])
    return bool(words & reader.sources.human) or any(
        token.ent_type_ in HUMAN for token in reader.sheet.doc[phrase.first : phrase.last]
    )


def _as_speech(
    reader: SourceReader, unit: Unit, expression: SourceExpression, number: int, scope: Stretch | None
) -> Speech:
    sheet = reader.sheet
    start, end = scope or sheet.slice(unit.first, unit.last)
    insert = sheet.slice(expression.first, expression.last)
    content = [(start, end)]
    if start < insert[0] and insert[1] < end:
        parts = (trim(sheet, *sheet.tokens_of(start, insert[0])), trim(sheet, *sheet.tokens_of(insert[1], end)))
        content = [sheet.slice(*part) for part in parts if part[0] < part[1]] or content
    pieces = [piece for piece in unit.pieces if any(a <= piece.start and piece.end <= b for a, b in content)]
    if len(content) == 1 and len(pieces) == 1 and (pieces[0].start, pieces[0].end) == content[0]:
        content = [(pieces[0].inner_start, pieces[0].inner_end)]
    return Speech(
        content,
        "according",
        number,
        cue=[sheet.slice(*expression.cue)],
        speaker=expression.source,
        pieces=pieces,
        verb=expression.verb,
        attributed=True,
    )


def _viewpoint(
    reader: SourceReader, unit: Unit, index: int, openers: dict[str, tuple[tuple[str, ...], ...]], *, relative: bool
) -> SourceExpression | None:
    if not relative:
        return reader.introduced(index, unit.last, openers)
    after = match_at(reader.sheet, index, unit.last, openers)
    if after is None:
        return None
    comma = index - 1 if index > unit.first and reader.sheet.low[index - 1] == "," else index
    return SourceExpression(index, after, (index, after), _antecedent(reader, unit, comma))


def _antecedent(reader: SourceReader, unit: Unit, stop: int) -> Phrase | None:
    """The name, with the title before it, that ends at ``stop``."""
    pos = reader.sheet.pos
    first = stop
    while first > unit.first and pos[first - 1] in {"PROPN", "NOUN", "ADJ"}:
        first -= 1
    return Phrase(first, stop) if first < stop else None


def _viewpoint_speech(
    reader: SourceReader, unit: Unit, number: int, expression: SourceExpression, speeches: list[Speech]
) -> None:
    if expression.source is None:
        return
    sheet = reader.sheet
    scope = _scope(sheet, unit, expression)
    if sheet.low[expression.last - 1] in reader.words.relative:
        scope = sheet.slice(*trim(sheet, expression.last, unit.last)) if expression.last < unit.last else None
    if scope is None:
        return
    start, end = scope
    for speech in [s for s in speeches if any(start <= a < end for a, _ in s.content) and s.speaker is None]:
        speeches.remove(speech)
    speech = _as_speech(reader, unit, expression, number, scope)
    speech.rule = "viewpoint"
    speeches.append(speech)


def _cited(
    reader: SourceReader, unit: Unit, number: int, expression: SourceExpression, speeches: list[Speech]
) -> Sourcing | None:
    """ "La carta, citada por la KCNA, …"; "…, dijo X, citado por la agencia Y"."""
    if expression.source is None or kind_of(reader, expression.source) not in {"agency", "media"}:
        return None
    sheet = reader.sheet
    start = sheet.start[expression.first]
    told = [s for s in speeches if s.postposed and s.content[-1][1] <= start]
    if told and told[-1].speaker is not None and kind_of(reader, told[-1].speaker) in {"agency", "media"}:
        return None
    if told:
        scope: Stretch | None = (told[-1].content[0][0], told[-1].content[-1][1])
    else:
        scope = sheet.slice(*trim(sheet, unit.first, unit.last))
    sourcing = _sourcing(reader, expression, scope, number, "cited-by")
    if sourcing is not None and not told and expression.first > unit.first and sheet.low[expression.first - 1] == ",":
        sourcing.about = Phrase(unit.first, expression.first - 1)
    return sourcing


def _citing(
    reader: SourceReader, unit: Unit, number: int, expression: SourceExpression, speeches: list[Speech]
) -> Sourcing | None:
    """ "Citando un informe de Y avanzado por Z, ha sostenido que …"; a medium that cites is taken with its own report."""
    if expression.source is None:
        return None
    start = reader.sheet.start[expression.first]
    told = next((s for s in speeches if s.cue and s.cue[0][0] > start), None)
    told = told or next((s for s in reversed(speeches) if s.cue and s.cue[0][0] < start), None)
    if told is None or not told.cue:
        return None
    if told.speaker is not None and kind_of(reader, told.speaker) in {"agency", "media"}:
        told.cites.append((reader.sheet.slice(*expression.cue), expression))
        return None
    scope = (told.content[0][0], told.content[-1][1])
    sourcing = _sourcing(reader, expression, scope, number, "citing")
    if sourcing is not None:
        sourcing.speaker_last = True
        sourcing.speech = told
    return sourcing


def _from_speech(reader: SourceReader, unit: Unit, number: int, speeches: list[Speech], found: list[Sourcing]) -> None:
    """Speech that answers for a clause: post-posed, or told by an agency or a medium."""
    for speech in list(speeches):
        if speech.attributed or not speech.cue or any(s.speech is speech for s in found):
            continue
        kind = kind_of(reader, speech.speaker) if speech.speaker is not None else None
        press = kind in {"agency", "media"}
        if speech.rule == "indirect:cue-after" or (
            press and not speech.pieces_only and speech.kind in {"say", "announce", "report", "show"}
        ):
            sourcing = _speech_sourcing(reader, speech, kind or "person", number)
            found.append(sourcing)
            if press or (speech.kind in ONLY_ATTRIBUTION and speech.rule == "indirect:cue-after"):
                speeches.remove(speech)
                sourcing.speech = None
    _passed_on(reader, unit, number, speeches, found)


def _speech_sourcing(reader: SourceReader, speech: Speech, kind: AttributionKind, number: int) -> Sourcing:
    sheet = reader.sheet
    scope = list(speech.content)
    first, last = sheet.tokens_of(*scope[0])
    if sheet.low[first] in reader.words.complementizer and last - first > 1:
        scope[0] = (sheet.start[first + 1], scope[0][1])
    sourcing = Sourcing(kind, scope, list(speech.cue), speech.speaker, f"speech:{speech.rule}", number, speech=speech)
    sourcing.verb = speech.verb
    for cue, expression in speech.cites:
        sourcing.relay_cue.append(cue)
        if expression.source is not None:
            sourcing.relay_mention.append(expression.source)
            sourcing.origins.append(expression.source)
        sourcing.origins = [phrase for _, phrase in expression.origins] + sourcing.origins
        sourcing.relays += [phrase for _, phrase in expression.relays]
    if (
        speech.addressee is not None
        and kind == "anonymous"
        and kind_of(reader, speech.addressee) in {"agency", "media"}
    ):
        sourcing.relays.append(speech.addressee)
    if speech.speaker is not None and speech.postposed:
        tail = SourceExpression(speech.speaker.first, speech.speaker.last, (0, 0), speech.speaker)
        _take_more_links(reader, tail, sourcing)
    return sourcing


def _take_more_links(reader: SourceReader, tail: SourceExpression, sourcing: Sourcing) -> None:
    stop = min(len(reader.sheet.low), tail.last + 40)
    reader.trailing(tail, stop)
    for cue, phrase in tail.origins + tail.relays:
        if phrase not in sourcing.relay_mention:
            sourcing.relay_cue.append(reader.sheet.slice(*cue))
            sourcing.relay_mention.append(phrase)
    sourcing.origins += [phrase for _, phrase in tail.origins if phrase not in sourcing.origins]
    sourcing.relays += [phrase for _, phrase in tail.relays if phrase not in sourcing.relays]


def _passed_on(reader: SourceReader, unit: Unit, number: int, speeches: list[Speech], found: list[Sourcing]) -> None:
    """ "La agencia X recogió la reacción de Y, para quien …": X answers for what Y says in the same sentence."""
    for passing in reader.passing(unit):
        subject, cue = passing
        if kind_of(reader, subject) not in {"agency", "media"}:
            continue
        start = reader.sheet.start[cue[0]]
        told = next((s for s in speeches if s.content[0][0] > start), None)
        if told is not None and not any(s.speech is told for s in found):
            scope = [(told.content[0][0], told.content[-1][1])]
            found.append(
                Sourcing(kind_of(reader, subject), scope, [reader.sheet.slice(*cue)], subject, "passed-on", number)
            )


def _distance(reader: SourceReader, unit: Unit, sourcing: Sourcing) -> None:
    """Sets ``hedged`` and ``anonymous`` from the words of the sentence."""
    sheet, words = reader.sheet, reader.sources
    first, last = sheet.tokens_of(sourcing.scope[0][0], sourcing.scope[-1][1])
    for index in range(first, last):
        conditional = (
            sheet.low[index] in words.hearsay_auxiliary
            and index + 1 < last
            and sheet.pos[index + 1] in {"VERB", "ADJ", "AUX", "ADV"}
        )
        if conditional or match_at(sheet, index, last, words.hedge) is not None:
            sourcing.hedged = True
            break
    sentence = " ".join(sheet.low[unit.first : unit.last])
    sourcing.anonymous = sourcing.kind == "anonymous" or any(wish in sentence for wish in words.requested_anonymity)
    if sourcing.anonymous and sourcing.kind in {"person", "official"}:
        sourcing.kind = "anonymous"
