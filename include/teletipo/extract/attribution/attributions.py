"""From whom the report has what it says: every source expression with the stretch of text it answers for."""

from __future__ import annotations

from teletipo.extract.attribution.anonymity import secretive, unnamed
from teletipo.extract.attribution.hearsay import keeps_distance
from teletipo.extract.attribution.placed import placed, placed_behind
from teletipo.extract.attribution.quoting import read_quoting
from teletipo.extract.attribution.source_kinds import kind_of, names_speaker
from teletipo.extract.attribution.sources import SourceExpression, SourceReader
from teletipo.extract.attribution.sourcing import LEANS, PRESS, RESUMED, Sourcing, around, scope_of, sourcing_of
from teletipo.extract.attribution.speech_sources import read_speech_sources, reports, shared_speaker
from teletipo.extract.parse.phrases import FINITE, Phrase, noun_phrase
from teletipo.extract.parse.sheet import Unit
from teletipo.extract.quotation.cues import find_cues
from teletipo.extract.quotation.fragments import LOOSE
from teletipo.extract.quotation.segments import match_at, trim
from teletipo.extract.quotation.speech import Speech, Stretch
from teletipo.extract.quotation.subjects import subject_after, subject_before
from teletipo.extract.quotation.viewpoints import antecedent, speaks, speech_of

ADJACENT = 3
OPENING = 12


def read_sources(
    reader: SourceReader, unit: Unit, number: int, speeches: list[Speech], before: Unit | None
) -> list[Sourcing]:
    """The attributions of a sentence, in order; ``before`` is the sentence before it, if nobody is credited with it.

    Speech that only names a source is taken out of ``speeches``, and "según X" of a human being is added.
    """
    leaning = _leans(reader, unit, number) if not speeches else None
    if leaning is not None:
        _distance(reader, unit, leaning)
        return [leaning]
    found: list[Sourcing] = []
    index = unit.first
    while index < unit.last:
        sourcing, after = (None, index)
        if reader.sheet.piece_at[index] < 0 and reader.sheet.low[index] in reader.sources.openers:
            sourcing, after = _at(reader, unit, number, index, speeches)
        if sourcing is not None:
            found.append(sourcing)
        index = max(index + 1, after)
    read_quoting(reader, unit, number, speeches, found)
    read_speech_sources(reader, unit, number, speeches, found)
    for extra in (
        _credit(reader, unit, number),
        _resumed(reader, unit, number, before),
        placed(reader, unit, number, speeches),
    ):
        if extra is not None and not found:
            found.append(extra)
    if not found:
        found += [s for s in (placed_behind(reader, unit, number, speech) for speech in speeches) if s is not None][:1]
    for sourcing in found:
        _distance(reader, unit, sourcing)
    return sorted(found, key=lambda sourcing: sourcing.scope[0])


def _at(
    reader: SourceReader, unit: Unit, number: int, index: int, speeches: list[Speech]
) -> tuple[Sourcing | None, int]:
    related = _according_relative(reader, unit, number, index)
    if related is not None:
        return related
    expression = reader.according(index, unit.last) or reader.as_told(index, unit.last)
    if expression is not None:
        scope = scope_of(reader, unit, expression)
        if expression.source is None:
            return _untold(reader, unit, number, expression, scope), expression.last
        start, end = reader.sheet.slice(expression.first, expression.last)
        told = reader.is_pronoun(expression.source) and any(_holds(s, start, end) for s in speeches)
        inside = [s for s in speeches if s.cue and (start < s.cue[0][0] < end or start <= s.content[0][0] < end)]
        speeches[:] = [s for s in speeches if s not in inside]
        sourcing = sourcing_of(reader, expression, scope, number, "according")
        firm = [speech for speech in speeches if speech.rule != LOOSE]
        if sourcing is not None and scope is not None and not told and speaks(reader, unit, sourcing, firm):
            speeches[:] = [s for s in speeches if s.rule != LOOSE or not scope[0] <= s.content[0][0] < scope[1]]
            speeches.append(speech_of(reader, unit, expression, number, scope, "according"))
        return sourcing, expression.last
    expression = reader.introduced(index, unit.last, reader.sources.read_in)
    if expression is not None:
        return _read_in(reader, number, expression, speeches), expression.last
    expression = reader.introduced(index, unit.last, reader.sources.cited)
    if expression is not None:
        return _cited(reader, unit, number, expression, speeches), expression.last
    expression = reader.introduced(index, unit.last, reader.sources.obtained)
    first_told = _first_told(reader, unit, number, expression, speeches) if expression is not None else None
    if expression is not None and first_told is not None:
        return first_told, expression.last
    expression = reader.introduced(index, unit.last, reader.sources.citing)
    if expression is not None:
        return _citing(reader, unit, number, expression, speeches), expression.last
    return None, index


def _holds(speech: Speech, start: int, end: int) -> bool:
    """Whether what somebody tells holds a stretch: "el linchamiento que, según ella, sufre"."""
    return bool(speech.cue) and any(first < start and end < last for first, last in speech.content)


def _according_relative(reader: SourceReader, unit: Unit, number: int, index: int) -> tuple[Sourcing, int] | None:
    """Reads "…, un informe según el cual …": what stands before answers for what comes after."""
    sheet = reader.sheet
    after = match_at(sheet, index, unit.last, reader.sources.according_relative)
    if after is None or index == unit.first:
        return None
    source = antecedent(reader, unit, index - (sheet.low[index - 1] == ","))
    first, last = trim(sheet, after, unit.last)
    if source is None or first >= last:
        return None
    while sheet.pos[source.first] == "ADJ" and sheet.pos[source.first + 1] == "DET":
        source = Phrase(source.first + 1, source.last)
    source = reader.carried_by(source)
    return Sourcing(
        kind_of(reader, source), [sheet.slice(first, last)], [sheet.slice(index, after)], source, "relative", number
    ), after


def _untold(
    reader: SourceReader, unit: Unit, number: int, expression: SourceExpression, scope: Stretch | None
) -> Sourcing | None:
    """Reads "X ha abierto una causa, según ha informado en una nota": the source is left out."""
    sheet = reader.sheet
    if scope is None or expression.verb is None:
        return None
    first, last = sheet.tokens_of(*scope)
    if first >= expression.first:
        return None
    first += sheet.pos[first + 1] == "PROPN"
    verb = next((i for i in range(first, last) if sheet.pos[i] in FINITE and sheet.piece_at[i] < 0), None)
    subject = subject_before(sheet, unit, verb, verb, reader.words) if verb is not None else None
    if subject is not None and not names_speaker(reader, subject):
        subject = None
    kind = kind_of(reader, subject) if subject is not None else "official"
    sourcing = Sourcing(kind, [scope], [sheet.slice(*expression.cue)], None, "according", number)
    sourcing.verb, sourcing.implied = expression.verb, subject
    return sourcing


def _cited(
    reader: SourceReader, unit: Unit, number: int, expression: SourceExpression, speeches: list[Speech]
) -> Sourcing | None:
    """Reads "La carta, citada por la KCNA, …", "…, dijo X, citado por Y", "Medios citados por Y aseguran"."""
    if expression.source is None or kind_of(reader, expression.source) not in PRESS:
        return None
    sheet = reader.sheet
    if sheet.low[min(expression.last, unit.last - 1)] in reader.words.quoting:
        return None
    start, comma = sheet.start[expression.first], sheet.low[max(unit.first, expression.first - 1)] == ","
    told = next((s for s in reversed(speeches) if s.postposed and s.content[-1][1] <= start), None)
    if told is not None and told.speaker is not None and kind_of(reader, told.speaker) in PRESS:
        return None
    coming = next((s for s in speeches if s.cue and s.cue[0][0] > start), None)
    if not comma and coming is not None and coming.speaker is not None and coming.speaker.last <= expression.first + 1:
        if coming.kind != "show" or kind_of(reader, coming.speaker) != "document":
            coming.relayed.append(expression)
        return None
    scope: Stretch = sheet.slice(*trim(sheet, unit.first, unit.last))
    before = next((s for s in speeches if s.cue and 0 <= start - s.content[-1][1] <= ADJACENT), None)
    if told is not None:
        scope = (told.content[0][0], told.content[-1][1])
    elif before is not None and comma:
        scope = (scope[0], before.content[-1][1])
    about = noun_phrase(sheet, unit.first, expression.first, reader.words, wide=True) if comma else None
    if told is None and before is None and (about is None or about.last != expression.first - 1):
        return None
    sourcing = sourcing_of(reader, expression, scope, number, "cited-by")
    if sourcing is not None and told is None and before is None:
        sourcing.about = about
    return sourcing


def _first_told(
    reader: SourceReader, unit: Unit, number: int, expression: SourceExpression, speeches: list[Speech]
) -> Sourcing | None:
    """Reads "The talks, first reported by X, have collapsed": X answers for a sentence that nobody else tells."""
    sheet = reader.sheet
    if expression.source is None or speeches or expression.last >= unit.last or expression.first <= unit.first:
        return None
    inserted = sheet.low[expression.first - 1] == sheet.low[expression.last] == ","
    if not inserted or kind_of(reader, expression.source) not in PRESS:
        return None
    scope = sheet.slice(*trim(sheet, unit.first, unit.last))
    sourcing = sourcing_of(reader, expression, scope, number, "first-told")
    if sourcing is not None:
        sourcing.scope = around(reader, scope, expression)
    return sourcing


def _citing(
    reader: SourceReader, unit: Unit, number: int, expression: SourceExpression, speeches: list[Speech]
) -> Sourcing | None:
    """Reads "Citando un informe de Y, ha sostenido que …"; a medium that cites is taken with its own report."""
    start = reader.sheet.start[expression.first]
    told = next((s for s in speeches if s.cue and s.cue[0][0] > start), None)
    told = told or max((s for s in speeches if s.cue), key=lambda s: s.cue[0][0], default=None)
    if told is None:
        return None
    if expression.first == unit.first:
        _part_from_subject(reader, expression, told)
    teller = told.speaker or (shared_speaker(told, speeches) if told.shared else None)
    if teller is not None and (kind_of(reader, teller) in PRESS or reports(reader, told)):
        told.cites.append(expression)
        return None
    sourcing = sourcing_of(reader, expression, (told.content[0][0], told.content[-1][1]), number, "citing")
    if sourcing is not None:
        sourcing.speaker_last, sourcing.speech = True, told
    return sourcing


def _part_from_subject(reader: SourceReader, expression: SourceExpression, told: Speech) -> None:
    """Parts whom a sentence cites first from its subject, which stands behind a comma: "Citing X, the Y daily said"."""
    sheet, source, speaker = reader.sheet, expression.source, told.speaker
    if source is None or speaker is None:
        return
    comma = next((i for i in range(source.first, speaker.last) if sheet.low[i] == ","), None)
    if comma is None or speaker.first > comma:
        return
    expression.source = Phrase(source.first, min(source.last, comma))
    told.speaker = noun_phrase(sheet, comma + 1, sheet.tokens_of(*told.cue[0])[0], reader.words, wide=True) or speaker


def _read_in(
    reader: SourceReader, number: int, expression: SourceExpression, speeches: list[Speech]
) -> Sourcing | None:
    """Reads "«…», se lee en la carta": the letter speaks."""
    start = reader.sheet.start[expression.first]
    told = next((s for s in reversed(speeches) if s.pieces_only and s.content[-1][1] <= start), None)
    if told is None or expression.source is None or kind_of(reader, expression.source) != "document":
        return None
    told.speaker, told.attributed = expression.source, True
    return sourcing_of(reader, expression, (told.content[0][0], told.content[-1][1]), number, "read-in")


def _leans(reader: SourceReader, unit: Unit, number: int) -> Sourcing | None:
    """Reads "El rotativo cita a dos funcionarios", which says whence the sentence before has it."""
    sheet = reader.sheet
    for index in range(unit.first, min(unit.last, unit.first + OPENING)):
        expression = reader.introduced(index, unit.last, reader.sources.leans)
        if expression is None or expression.source is None:
            continue
        first, last = trim(sheet, unit.first, index)
        medium = reader.phrase(first, last) if first < last else None
        if first < last and (medium is None or medium.last != last or kind_of(reader, medium) not in PRESS):
            return None
        scope = sheet.slice(*trim(sheet, unit.first, unit.last))
        cue = [sheet.slice(*expression.cue)]
        return Sourcing("media", [scope], cue, medium, LEANS, number, origins=[expression.source])
    return None


def _credit(reader: SourceReader, unit: Unit, number: int) -> Sourcing | None:
    """The source that a headline names in brackets: "Turquía derriba un dron (ministerio)"."""
    sheet = reader.sheet
    if sheet.low[unit.last - 1] != ")":
        return None
    opened = next((i for i in range(unit.last - 2, unit.first, -1) if sheet.low[i] == "("), None)
    if opened is None:
        return None
    source = reader.phrase(opened + 1, unit.last)
    if source is None or source.last != unit.last - 1 or not names_speaker(reader, source):
        return None
    first, last = trim(sheet, unit.first, opened)
    if not any(sheet.pos[i] == "VERB" for i in range(first, last)):
        return None
    return Sourcing(kind_of(reader, source), [sheet.slice(first, last)], [], source, "headline-credit", number)


def _resumed(reader: SourceReader, unit: Unit, number: int, before: Unit | None) -> Sourcing | None:
    """Reads "Así lo anunció X": X answers for the sentence before."""
    sheet = reader.sheet
    if before is None or match_at(sheet, unit.first, unit.last, reader.sources.resumptive) is None:
        return None
    cue = next(iter(find_cues(sheet, unit, reader.book)), None)
    if cue is None or cue.form != "finite":
        return None
    source = subject_after(sheet, unit.last, cue.last, reader.words)
    if source is None or not names_speaker(reader, source):
        return None
    scope = sheet.slice(*trim(sheet, before.first, before.last))
    cue_stretch = [sheet.slice(cue.first, cue.last)]
    return Sourcing(kind_of(reader, source), [scope], cue_stretch, source, RESUMED, number)


def _distance(reader: SourceReader, unit: Unit, sourcing: Sourcing) -> None:
    """Sets ``hedged`` and ``anonymous`` from the words of the sentence."""
    sheet = reader.sheet
    first, last = sheet.tokens_of(sourcing.scope[0][0], sourcing.scope[-1][1])
    sourcing.hedged = keeps_distance(reader, first, last, press=sourcing.kind in PRESS)
    secret = any(unnamed(reader, phrase, cited=True) for phrase in sourcing.origins)
    cited = sourcing.speaker_last
    secret = secret or (sourcing.source is not None and unnamed(reader, sourcing.source, cited=cited))
    told_first = bool(sourcing.cue) and sourcing.cue[0][0] >= sourcing.scope[-1][1]
    beside = secretive(reader, last, unit.last) or (not told_first and secretive(reader, unit.first, first))
    sourcing.anonymous = secret or beside
    if sourcing.anonymous and sourcing.kind in {"person", "official"}:
        sourcing.kind = "anonymous"
