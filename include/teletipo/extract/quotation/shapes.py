"""What the words at a token are to a verb of telling: an infinitive, a clause of their own, a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.extract.parse.links import Links
from teletipo.extract.parse.phrases import FINITE, HEAD, SUBJECT, Phrase, noun_phrase
from teletipo.extract.parse.sheet import Sheet, Unit

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 40
NEAR = 16
PREDICATIVE = 18
FULL_STOPS = frozenset({":", ";"})


def infinitive_at(sheet: Sheet, index: int, stop: int, words: Links) -> bool:
    """Whether an infinitive stands at a token; an English one begins with its mark: "to leave"."""
    if words.inverted:
        return sheet.pos[index] in FINITE and "Inf" in verb_forms(sheet, index)
    following = (
        index + 1 + (sheet.piece_at[index + 1 : index + 2] != [-1] and sheet.pos[index + 1 : index + 2] == ["PUNCT"])
    )
    return sheet.low[index] in words.addressee and following < stop and sheet.pos[following] in FINITE | {"ADV"}


def verb_forms(sheet: Sheet, index: int) -> list[str]:
    """The verb forms of a token; an English participle in -ing counts as a gerund."""
    if sheet.doc[index].tag_ == "VBG":
        return ["Ger"]
    return list(sheet.told(index, "VerbForm"))


def wish_at(sheet: Sheet, index: int, stop: int, words: Links) -> bool:
    """Whether a "that" with a verb in the subjunctive stands at a token: behind a name no relative has one."""
    if sheet.low[index] not in words.complementizer:
        return False
    for at in range(index + 1, min(stop, index + NEAR)):
        own = at == index + 1 or sheet.low[at - 1] not in words.relative
        if own and "Fin" in sheet.told(at, "VerbForm"):
            return "Sub" in sheet.told(at, "Mood")
    return False


def quoted_hearer(sheet: Sheet, first: int, stop: int, words: Links) -> Phrase | None:
    """Whom somebody asks in a quoted word or two, if the wish follows: "pidió a los «amigos» que esperen"."""
    quoted = first + (sheet.pos[first : first + 1] == ["DET"])
    if quoted >= stop or sheet.piece_at[quoted] < 0:
        return None
    last = sheet.tokens_of(0, sheet.pieces[sheet.piece_at[quoted]].end)[1]
    return Phrase(first, last) if last < stop and sheet.low[last] in words.complementizer else None


def quoted_soon(sheet: Sheet, index: int, stop: int) -> int | None:
    """The quoted piece behind a preposition and an article at most: "con un «no»"."""
    article = index + 1 < stop and sheet.pos[index + 1] == "DET"
    first = index + 1 + article
    return first if first < stop and sheet.piece_at[first] >= 0 else None


def judgement_at(sheet: Sheet, index: int, stop: int, words: Links, *, clause: bool) -> bool:
    """Whether what is judged and the judgement begin at a token: "el acuerdo de «farsa»", "it as a success".

    ``clause``: the verb takes a clause too, so that "that" ends the search.
    """
    for at in range(index, min(stop, index + PREDICATIVE)):
        word = sheet.low[at]
        if sheet.piece_at[at] >= 0:
            return True
        if word in words.predicative and index < at < stop - 1:
            strict = word in words.predicative_strict
            if not strict or sheet.piece_at[at + 1] >= 0 or sheet.pos[at + 1] == "ADJ":
                return True
        if word in {",", ";", ":"} or (clause and word in words.complementizer):
            return False
    return False


def judges(sheet: Sheet, phrase: Phrase, words: Links) -> bool:
    """Whether it is a noun and an adjective about it: "called the demand premature", "considera nula la ley"."""
    first, last = sheet.pos[phrase.first], sheet.pos[phrase.last - 1]
    if words.inverted:
        return first == "ADJ" and phrase.first + 1 < phrase.last and sheet.pos[phrase.first + 1] == "DET"
    return last == "ADJ" and sheet.pos[phrase.last - 2] in HEAD


def finite_follows(sheet: Sheet, unit: Unit, head: int, index: int, words: Links) -> bool:
    """Whether a clause without a conjunction begins at a token behind a cue at ``head``.

    A finite verb follows before a clause that depends on another, or the parse knows the subject's verb.
    """
    if any(child.dep_ == "ccomp" and _opens(index, child) for child in sheet.doc[head].rights):
        return True
    for at in range(index, min(unit.last, index + REACH)):
        if at > index and (sheet.pos[at] == "SCONJ" or sheet.low[at] in words.relative):
            return False
        if sheet.low[at] in FULL_STOPS and sheet.piece_at[at] < 0:
            return False
        if sheet.pos[at] == "AUX":
            return True
        if sheet.pos[at] == "VERB" and "Fin" in sheet.told(at, "VerbForm"):
            return True
    return False


def clause_at(sheet: Sheet, unit: Unit, head: int, index: int, words: Links) -> bool:
    """Whether a subject and its verb begin at a token behind a cue at ``head``, without a comma between them."""
    phrase = noun_phrase(sheet, index, unit.last, words)
    known = phrase is not None and phrase.last < unit.last and sheet.low[phrase.last] != ","
    return known and finite_follows(sheet, unit, head, index, words)


def modifies(sheet: Sheet, index: int, adjunct_end: int) -> bool:
    """Whether quoted words belong to a noun before them: "respondió a los rumores de «renuncias»".

    ``adjunct_end``: where a prepositional phrase ended, behind which one quoted word alone is its adjective.
    """
    if sheet.pos[index - 1] == "ADP":
        return sheet.pos[index - 2] in HEAD
    piece = sheet.pieces[sheet.piece_at[index]]
    return adjunct_end == index and " " not in sheet.text[piece.inner_start : piece.inner_end]


def _opens(index: int, verb: Token) -> bool:
    """Whether the subject of a clause begins at a token: "said | states that pay will be told"."""
    return any(child.dep_ in SUBJECT and child.left_edge.i == index for child in verb.lefts)
