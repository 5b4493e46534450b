"""An attribution before anybody is named, and the stretch of text that a source expression answers for."""

from __future__ import annotations

from dataclasses import dataclass, field

from teletipo.extract.attribution.source_kinds import kind_of
from teletipo.extract.attribution.sources import SourceExpression, SourceReader
from teletipo.extract.parse.links import Links
from teletipo.extract.parse.phrases import FINITE, Phrase, noun_phrase
from teletipo.extract.parse.sheet import Sheet, Unit
from teletipo.extract.quotation.segments import match_at, trim
from teletipo.extract.quotation.speech import Speech, Stretch
from teletipo.model import AttributionKind

LEANS = "leans-on"
RESUMED = "resumed"
PRESS = frozenset({"agency", "media"})
TAIL_WORDS = 3
ADJUNCT = 14
OPENING = frozenset({"ADP", "SCONJ"})


@dataclass(slots=True)
class Sourcing:
    """Stretches are code points, phrases are tokens.

    ``origins`` come before the source in the chain, ``relays`` after it. ``about`` is what a "cited by" stands
    beside. ``speech`` is the speech that is itself the attribution ("…, afirmó X"), or that cites the source;
    ``speaker_last`` says that its speaker ends the chain. ``implied`` is who acts in the scope, where the source is
    left out: "X ha abierto una causa, según ha informado".
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
    implied: Phrase | None = None
    verb: int | None = None
    speaker_last: bool = False
    hedged: bool = False
    anonymous: bool = False

    def link(self, sheet: Sheet, expression: SourceExpression) -> None:
        """Take the links that trail a source expression, each phrase once."""
        for place, found in ((self.origins, expression.origins), (self.relays, expression.relays)):
            for cue, phrase in found:
                if all(phrase.first != known.first for known in self.relay_mention):
                    self.relay_cue.append(sheet.slice(*cue))
                    self.relay_mention.append(phrase)
                    place.append(phrase)


def sourcing_of(
    reader: SourceReader, expression: SourceExpression, scope: Stretch | None, number: int, rule: str
) -> Sourcing | None:
    """The attribution that a source expression makes over a scope; None without a scope."""
    if scope is None or expression.source is None:
        return None
    kind = kind_of(reader, expression.source)
    cue = [reader.sheet.slice(*expression.cue)]
    sheet, behind = reader.sheet, expression.last
    parted = (
        rule == "according" and "," == sheet.low[expression.first - 1] == sheet.low[min(behind, len(sheet.low) - 1)]
    )
    parts = around(reader, scope, expression) if parted else [scope]
    sourcing = Sourcing(kind, parts, cue, expression.source, rule, number, verb=expression.verb)
    sourcing.link(reader.sheet, expression)
    return sourcing


def scope_of(reader: SourceReader, unit: Unit, expression: SourceExpression) -> Stretch | None:
    """What a source expression answers for: the clause after it, the clause before it, or the sentence around it."""
    sheet, words = reader.sheet, reader.words
    before = trim(sheet, unit.first, expression.first)
    after = trim(sheet, expression.last, unit.last)
    if before[0] >= before[1] or all(sheet.pos[i] in {"CCONJ", "ADV", "PUNCT"} for i in range(*before)):
        begin = _past_adjunct(reader, expression.last, after[1])
        semicolons = (i for i in range(begin, after[1]) if sheet.low[i] == ";" and sheet.piece_at[i] < 0)
        after = after[0], next(semicolons, after[1])
        after = trim(sheet, begin, after[1])
        return sheet.slice(*after) if after[0] < after[1] else None
    if sheet.pos[before[1] - 1] in OPENING and sheet.piece_at[before[1] - 1] < 0:
        after = trim(sheet, _past_adjunct(reader, expression.last, after[1]), after[1])
        return sheet.slice(*after) if after[0] < after[1] else None
    comma_before = sheet.low[expression.first - 1] == ","
    comma_after = expression.last < unit.last and sheet.low[expression.last] == ","
    told = comma_before and comma_after and bool(reader.book.forms.get(sheet.low[expression.first - 2]))
    if told and sheet.low[after[0]] in words.complementizer:
        return sheet.slice(*after)
    if _in_last_relative(sheet, expression, after, words):
        return sheet.slice(*after)
    whole = sheet.slice(*trim(sheet, unit.first, unit.last))
    if comma_before and comma_after and compares(reader, after):
        return whole
    if comma_before and comma_after and (_apposed(reader, after) or _contrasts(reader, after)):
        return sheet.slice(*before)
    told_after = any(sheet.pos[i] in FINITE or sheet.piece_at[i] >= 0 for i in range(*after))
    unfinished = not any(sheet.pos[i] in FINITE or sheet.piece_at[i] >= 0 for i in range(*before))
    long = after[1] - after[0] > TAIL_WORDS or unfinished
    goes_on = comma_after and told_after and long and not _relative(reader, after[0])
    if (comma_before and not goes_on) or not (comma_before or told_after):
        return sheet.slice(*before)
    return whole


def around(reader: SourceReader, scope: Stretch, expression: SourceExpression) -> list[Stretch]:
    """A scope without a source expression that stands inside it."""
    sheet, (start, end) = reader.sheet, scope
    insert = sheet.slice(expression.first, expression.last)
    if not start < insert[0] < insert[1] < end:
        return [scope]
    parts = (trim(sheet, *sheet.tokens_of(start, insert[0])), trim(sheet, *sheet.tokens_of(insert[1], end)))
    return [sheet.slice(*part) for part in parts if part[0] < part[1]] or [scope]


def compares(reader: SourceReader, after: Stretch) -> bool:
    """Whether the figure to which a told one compares ends the sentence: ", from 4.4% a year earlier"."""
    sheet, (first, last) = reader.sheet, after
    if first >= last or match_at(sheet, first, last, reader.sources.comparing) is None:
        return False
    return any(sheet.pos[i] == "NUM" or sheet.low[i][0].isdigit() for i in range(first, last))


def _contrasts(reader: SourceReader, after: Stretch) -> bool:
    """Whether the report itself says what something contradicts: ", contrary to what a report says"."""
    return match_at(reader.sheet, after[0], after[1], reader.sources.contrasting) is not None


def _apposed(reader: SourceReader, after: Stretch) -> bool:
    """Whether a description of the source ends the sentence: ", a nonprofit that counts cards"."""
    sheet, words = reader.sheet, reader.words
    phrase = noun_phrase(sheet, after[0], after[1], words)
    if phrase is None or phrase.last >= after[1] or sheet.low[phrase.last] not in words.relative:
        return False
    return all(sheet.low[i] != "," for i in range(phrase.last, after[1]))


def _in_last_relative(sheet: Sheet, expression: SourceExpression, after: Stretch, words: Links) -> bool:
    """Whether it stands at the head of the relative clause that ends the sentence: "…, quien según X había huido"."""
    index = expression.first - 1
    index -= sheet.low[index] == ","
    if sheet.low[index] not in words.relative or after[1] - after[0] <= TAIL_WORDS:
        return False
    return all(sheet.low[i] != "," or sheet.piece_at[i] >= 0 for i in range(after[0] + 1, after[1]))


def _past_adjunct(reader: SourceReader, first: int, stop: int) -> int:
    """Past the rest of an opening phrase: "Según dijo X en su página web, …" answers for what follows the comma.

    A relative clause, a participle or a seat of the source goes with it: "Según el auto, consultado por X, …".
    """
    sheet = reader.sheet
    if first + 2 < stop and sheet.low[first] == "," and _describes(reader, first + 1, stop):
        commas = (i for i in range(first + 2, min(stop, first + 2 * ADJUNCT)) if sheet.low[i] == ",")
        closing = next(commas, None)
        if closing is not None and any(sheet.pos[i] in FINITE for i in range(closing, stop)):
            return closing + 1
    for index in range(first, min(stop, first + ADJUNCT)):
        if sheet.low[index] == ",":
            return index + 1
        finite = sheet.pos[index] in FINITE and "Part" not in sheet.told(index, "VerbForm")
        if finite or sheet.piece_at[index] >= 0:
            break
    return first


def _describes(reader: SourceReader, index: int, stop: int) -> bool:
    """Whether a relative clause, a participle or the seat of somebody begins here."""
    sheet, words = reader.sheet, reader.words
    if "Part" in sheet.told(index, "VerbForm") or match_at(sheet, index, stop, reader.sources.seated) is not None:
        return True
    at = index + (sheet.pos[index] == "ADP")
    if at + 1 >= len(sheet.low):
        return False
    at += at > index and sheet.pos[at] == "DET" and sheet.low[at + 1] in words.relative
    return sheet.low[at] in words.relative or "Rel" in sheet.told(at, "PronType")


def _relative(reader: SourceReader, index: int) -> bool:
    """Whether a relative clause about the source begins here: ", que eleva el seguimiento al 92 %", ", lo que supone".

    A clitic alone begins none: ", se cerrará en julio".
    """
    sheet = reader.sheet
    behind = sheet.low[min(index + 1, len(sheet.low) - 1)]
    clitic = sheet.low[index] in reader.book.clitic and behind not in reader.words.relative
    return sheet.pos[index] in {"PRON", "SCONJ"} and not clitic and sheet.dep[index] != "mark"
