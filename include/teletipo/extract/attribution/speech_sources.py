"""Speech that is an attribution too: post-posed over a whole clause, told by the press, or passed on by it."""

from __future__ import annotations

from teletipo.extract.attribution.anonymity import is_named, secretive
from teletipo.extract.attribution.source_kinds import is_human, kind_of, names_speaker
from teletipo.extract.attribution.sources import SourceExpression, SourceReader
from teletipo.extract.attribution.sourcing import PRESS, Sourcing, compares
from teletipo.extract.parse.phrases import Phrase
from teletipo.extract.parse.sheet import Unit
from teletipo.extract.quotation.segments import trim
from teletipo.extract.quotation.speech import Speech, Stretch
from teletipo.model import AttributionKind

ONLY_ATTRIBUTION = frozenset({"announce", "report", "show"})
TOLD_BY_PRESS = frozenset({"say", "announce", "report", "show"})
WHOLE_CLAUSE = frozenset({"indirect:cue-after", "mixed:cue-after"})
WHOLE_QUOTE = frozenset({"direct:cue-after"})
REACH = 40


def read_speech_sources(
    reader: SourceReader, unit: Unit, number: int, speeches: list[Speech], found: list[Sourcing]
) -> None:
    """Add the attributions that speech makes; speech that only names a source is taken out of ``speeches``."""
    cited = {id(sourcing.speech) for sourcing in found}
    for speech in list(speeches):
        if speech.attributed or not speech.cue or id(speech) in cited:
            continue
        _complete(reader, unit, speech)
        speaker = speech.speaker or (shared_speaker(speech, speeches) if speech.shared else None)
        kind = kind_of(reader, speaker) if speaker is not None else None
        if speech.cites and kind not in PRESS and reports(reader, speech):
            kind = "media"
        clause = speech.rule in WHOLE_CLAUSE
        retold = kind in PRESS or (kind == "document" and (clause or speech.kind == "show"))
        press = retold and speech.kind in TOLD_BY_PRESS and _told_by_press(speech)
        read = kind == "document" and speech.pieces_only and _read_out(reader, speech)
        if speech.relayed and speaker is not None and kind not in PRESS:
            found.append(_relayed(reader, speech, speaker, number))
            continue
        if speaker is None or not (clause or press or read or _is_secret(reader, unit, speech, speaker)):
            continue
        sourcing = _sourcing(reader, unit, speech, kind or "person", number)
        sourcing.source = speaker
        found.append(sourcing)
        if press and (speech.kind in ONLY_ATTRIBUTION or (clause and kind in PRESS)):
            speeches.remove(speech)
            sourcing.speech = None
    _passed_on(reader, unit, number, speeches, found)
    _take_in(reader, found)


def _take_in(reader: SourceReader, found: list[Sourcing]) -> None:
    """Drop what a document shows where it is a part of what the press tells: the document begins that chain."""
    for whole in [s for s in found if s.kind in PRESS]:
        for inner in [s for s in found if s.kind == "document" and _within(s.scope, whole.scope)]:
            found.remove(inner)
            leads = inner.source is not None and reader.sheet.start[inner.source.first] == whole.scope[0][0]
            if leads and inner.source is not None and not whole.rule.startswith("speech"):
                whole.origins.append(inner.source)


def _told_by_press(speech: Speech) -> bool:
    """Whether it is the press's own telling: no bare quotation, unless it cites somebody, and no question."""
    return bool(speech.cites) or not (speech.pieces_only or speech.rule.endswith(":question"))


def _relayed(reader: SourceReader, speech: Speech, speaker: Phrase, number: int) -> Sourcing:
    """Reads "Vecinos citados por la cadena X aseguran que …": X answers for what they say."""
    sheet = reader.sheet
    expression = speech.relayed[0]
    medium = expression.source or speaker
    scope = [(min(sheet.start[speaker.first], speech.content[0][0]), speech.content[-1][1])]
    cue = [sheet.slice(*expression.cue)]
    return Sourcing(kind_of(reader, medium), scope, cue, medium, "relayed", number, origins=[speaker])


def _within(scope: list[Stretch], whole: list[Stretch]) -> bool:
    """Whether a scope is a smaller part of another: what the press tells of a document's showing something."""
    return scope != whole and whole[0][0] <= scope[0][0] and scope[-1][1] <= whole[0][1]


def _read_out(reader: SourceReader, speech: Speech) -> bool:
    """Whether a document follows what is quoted from it: "«No aguantará», dice un correo"; no public statement."""
    if speech.speaker is None or reader.sheet.low[reader.head(speech.speaker)] in reader.sources.own_voice:
        return False
    start = speech.content[-1][1]
    return speech.cue[0][0] >= start and reader.sheet.start[speech.speaker.first] >= start


def _complete(reader: SourceReader, unit: Unit, speech: Speech) -> None:
    """Give a speaker what its people know or wish, and a told clause the figure that it is compared with.

    In "…, which state media said" the pronoun is what is told of.
    """
    phrase, sheet = speech.speaker, reader.sheet
    if phrase is not None and phrase.last - phrase.first > 1:
        commas = (i for i in range(phrase.first, phrase.last - 1) if sheet.low[i] == ",")
        last = next((i for i in commas if compares(reader, (i + 1, unit.last))), phrase.last)
        phrase = Phrase(phrase.first + (sheet.low[phrase.first] in reader.words.relative), last)
        speech.speaker = reader.restricted(phrase, _stop(reader, unit, speech, phrase))
    if speech.rule in WHOLE_CLAUSE:
        _take_comparison(reader, unit, speech)


def _take_comparison(reader: SourceReader, unit: Unit, speech: Speech) -> None:
    """Add to what is told the figure that ends the sentence: "Thefts fell to 312, X said, compared with 450 in May"."""
    sheet = reader.sheet
    last = sheet.tokens_of(*speech.cue[-1])[1]
    for phrase in (speech.speaker, speech.addressee):
        last = max(last, phrase.last) if phrase is not None else last
    comma = reader.over_time(last, unit.last)
    after = trim(sheet, comma, unit.last)
    if comma < unit.last and sheet.low[comma] == "," and compares(reader, after):
        speech.content.append(sheet.slice(*after))


def _stop(reader: SourceReader, unit: Unit, speech: Speech, phrase: Phrase) -> int:
    """How far what trails a speaker may reach: to the cue behind it, else to the end of the sentence."""
    cue = reader.sheet.tokens_of(*speech.cue[0])[0] if speech.cue else unit.last
    return cue if cue >= phrase.last else unit.last


def _is_secret(reader: SourceReader, unit: Unit, speech: Speech, speaker: Phrase) -> bool:
    """Whether it is said of the nameless speaker behind a quotation that they may not be named."""
    behind = speech.rule in WHOLE_QUOTE and not is_named(reader, speaker)
    return behind and secretive(reader, speaker.first, unit.last)


def shared_speaker(speech: Speech, speeches: list[Speech]) -> Phrase | None:
    """The speaker whom a speech shares with the one before it in the sentence: "KCNA informó … y afirmó que …"."""
    start = speech.cue[0][0] if speech.cue else speech.content[0][0]
    before = [s for s in speeches if s.speaker is not None and s.cue and s.cue[0][0] < start]
    return max(before, key=lambda s: s.cue[0][0]).speaker if before else None


def reports(reader: SourceReader, speech: Speech) -> bool:
    """Whether a name reports, and citing somebody: what does so is a medium, listed or not."""
    if speech.speaker is None or speech.kind != "report":
        return False
    sheet, first = reader.sheet, speech.speaker.first
    first += sheet.pos[first] == "DET" and first + 1 < speech.speaker.last
    return sheet.pos[first] == "PROPN" and not is_human(reader, speech.speaker)


def _sourcing(reader: SourceReader, unit: Unit, speech: Speech, kind: AttributionKind, number: int) -> Sourcing:
    sheet = reader.sheet
    scope = list(speech.content)
    first, last = sheet.tokens_of(*scope[0])
    if sheet.low[first] in reader.words.complement_prepositions and first + 1 < last:
        first += sheet.low[first + 1] in reader.words.complementizer
    if sheet.low[first] in reader.words.complementizer and first + 1 < last:
        scope[0] = (sheet.start[first + 1], scope[0][1])
    sourcing = Sourcing(kind, scope, list(speech.cue), speech.speaker, f"speech:{speech.rule}", number, speech=speech)
    sourcing.verb = speech.verb
    for expression in speech.cites:
        sourcing.relay_cue.append(sheet.slice(*expression.cue))
        if expression.source is not None:
            sourcing.relay_mention.append(expression.source)
            sourcing.origins.append(expression.source)
        sourcing.link(sheet, expression)
    for expression in speech.relayed:
        if expression.source is not None:
            sourcing.relay_cue.append(sheet.slice(*expression.cue))
            sourcing.relay_mention.append(expression.source)
            sourcing.relays.append(expression.source)
    if speech.speaker is not None and (speech.postposed or kind == "document"):
        phrase = speech.speaker
        tail = SourceExpression(phrase.first, reader.over_time(phrase.last, unit.last), (0, 0), phrase)
        stop = min(_stop(reader, unit, speech, phrase), tail.last + REACH)
        sourcing.link(sheet, reader.trailing(tail, stop))
    return sourcing


def _passed_on(reader: SourceReader, unit: Unit, number: int, speeches: list[Speech], found: list[Sourcing]) -> None:
    """Reads "La agencia X recogió la reacción de Y, para quien …": X answers for what Y says there."""
    taken = {id(sourcing.speech) for sourcing in found}
    for subject, cue in reader.passing(unit):
        kind = kind_of(reader, subject)
        if kind not in PRESS:
            continue
        start = reader.sheet.start[cue[0]]
        told = next((s for s in speeches if s.content[0][0] > start and id(s) not in taken), None)
        if told is not None:
            scope = [(told.content[0][0], told.content[-1][1])]
            sourcing = Sourcing(kind, scope, [reader.sheet.slice(*cue)], subject, "passed-on", number)
            voice = _quoted_voice(reader, cue[1], unit.last)
            if voice is not None:
                sourcing.origins, told.speaker = [voice], voice
            found.append(sourcing)


def _quoted_voice(reader: SourceReader, index: int, stop: int) -> Phrase | None:
    """Whose words they are in "La emisora citó a un general que …"."""
    sheet = reader.sheet
    if index >= stop:
        return None
    index += sheet.low[index] in reader.words.addressee
    voice = reader.phrase(index, stop)
    if voice is None or not names_speaker(reader, voice) or voice.last >= stop:
        return None
    return voice if sheet.low[voice.last] in reader.words.relative else None
