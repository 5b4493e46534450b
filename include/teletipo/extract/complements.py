"""What a cue takes: where the content of indirect speech begins, and whom it is said to.

The scan walks right from the cue over what may stand between a verb and its content (adverbs, dates,
prepositional phrases, the addressee, a subject after the verb) and stops at the first thing that the
verb can take.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from teletipo.extract.cues import Cue
from teletipo.extract.phrases import Links, Phrase, noun_phrase
from teletipo.extract.sheet import Sheet, Unit

Kind = Literal["clause", "question", "bare-clause", "infinitive", "phrase", "noun", "predicate", "piece"]
REACH = 40
PREDICATIVE = 18
FINITE = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Complement:
    """The content begins at token ``first``; the subject and the addressee where they follow the cue."""

    first: int
    kind: Kind
    subject: Phrase | None = None
    addressee: Phrase | None = None


@dataclass(slots=True)
class _Scan:
    sheet: Sheet
    unit: Unit
    cue: Cue
    words: Links
    stop: int
    subject_known: bool
    subject: Phrase | None = None
    addressee: Phrase | None = None
    addressee_at: int = -1

    def found(self, first: int, kind: Kind) -> Complement:
        return Complement(first, kind, self.subject, self.addressee)


def find_complement(sheet: Sheet, unit: Unit, cue: Cue, words: Links, *, subject_known: bool) -> Complement | None:
    """The complement of a cue, or None. ``subject_known``: the subject stands before the cue or is shared."""
    scan = _Scan(sheet, unit, cue, words, min(unit.last, cue.last + REACH), subject_known)
    index = cue.last
    while index < scan.stop:
        found, following = _step(scan, index)
        if found is not None or following is None:
            return found
        index = following
    return None


def _step(scan: _Scan, index: int) -> tuple[Complement | None, int | None]:
    """The complement if it begins at ``index``, else where to look on, or (None, None) to give up."""
    sheet, words, takes = scan.sheet, scan.words, scan.cue.entry.takes
    word, pos = sheet.low[index], sheet.pos[index]
    if sheet.piece_at[index] >= 0:
        return scan.found(index, "piece"), None
    if word in words.complementizer and (pos in {"SCONJ", "PRON", "ADP", "DET"}):
        return _clause(scan, index), None
    if word in words.question and "c" in takes and (pos != "PRON" or index == scan.cue.last):
        return scan.found(index, "question"), None
    if word in {":", ".", ";", "(", "—", "–"}:
        return None, None
    if word == ",":
        return None, _over_parenthesis(scan, index)
    prepositional = f"p:{_preposition(word)}" in takes
    if prepositional and not _is_relative(scan, index):
        return scan.found(index, "phrase"), None
    if _infinitive(sheet, index, words) and "i" in takes:
        return scan.found(index, "infinitive"), None
    if "t" in takes or scan.cue.entry.kind == "tell":
        found, following = _addressed(scan, index)
        if found is not None or following is not None:
            return found, following
    if (
        word in words.complement_prepositions
        and index + 1 < scan.stop
        and sheet.low[index + 1] in words.complementizer
        and "c" in takes
    ):
        return scan.found(index, "clause"), None
    if word in words.time or pos in {"ADV", "PART", "SPACE", "INTJ"}:
        return None, index + 1
    if pos == "DET" and index + 1 < scan.stop and sheet.low[index + 1] in words.time:
        return None, index + 2
    if pos == "ADP" and "a" not in takes:
        return None, _over_prepositional(scan, index)
    if pos == "ADP":
        return (_predicate(scan, index), None)
    return _noun_first(scan, index)


def _preposition(word: str) -> str:
    return {"del": "de", "al": "a"}.get(word, word)


def _clause(scan: _Scan, index: int) -> Complement | None:
    sheet = scan.sheet
    if "c" not in scan.cue.entry.takes and "t" not in scan.cue.entry.takes:
        return None
    relative = sheet.pos[index] == "PRON" and index > scan.cue.last and sheet.pos[index - 1] in {"NOUN", "PROPN"}
    if relative and scan.cue.entry.kind != "ask" and scan.addressee_at < 0:
        return None
    first = index
    if sheet.low[index - 1] in scan.words.complement_prepositions and index - 1 >= scan.cue.last:
        first = index - 1
    if scan.addressee_at >= 0 and scan.addressee is not None and scan.addressee.last == index and scan.words.inverted:
        first = scan.addressee_at
    return scan.found(first, "clause")


def _over_parenthesis(scan: _Scan, index: int) -> int | None:
    """Past ", …," if content can follow it; a comma right before a quoted piece or a clause is only passed."""
    sheet = scan.sheet
    if index + 1 < scan.stop and (sheet.piece_at[index + 1] >= 0 or sheet.low[index + 1] in scan.words.complementizer):
        return index + 1
    for closing in range(index + 1, min(scan.stop, index + 25)):
        if sheet.piece_at[closing] >= 0:
            return None
        if sheet.low[closing] == "," and closing + 1 < scan.stop:
            follows = sheet.low[closing + 1]
            if follows in scan.words.complementizer or sheet.piece_at[closing + 1] >= 0:
                return closing + 1
            if (
                follows in scan.words.complement_prepositions
                and closing + 2 < scan.stop
                and sheet.low[closing + 2] in scan.words.complementizer
            ):
                return closing + 1
    return None


def _is_relative(scan: _Scan, index: int) -> bool:
    """Whether a preposition begins a complement of a noun and not of the verb."""
    return (
        index > scan.cue.last
        and scan.sheet.pos[index - 1] in {"NOUN", "PROPN"}
        and scan.subject is None
        and not scan.subject_known
    )


def _infinitive(sheet: Sheet, index: int, words: Links) -> bool:
    if words.inverted:
        return sheet.pos[index] in FINITE and "Inf" in sheet.doc[index].morph.get("VerbForm")
    return sheet.low[index] == "to" and index + 1 < len(sheet.pos) and sheet.pos[index + 1] in FINITE | {"ADV"}


def _addressed(scan: _Scan, index: int) -> tuple[Complement | None, int | None]:
    """ "urged Beijing to attend", "told reporters that", "invitó a Cevallos a visitar", "instó a Irán a que"."""
    sheet, words = scan.sheet, scan.words
    if scan.addressee is not None:
        return None, None
    begin = index + 1 if words.inverted else index
    if words.inverted and sheet.low[index] not in {"a", "al"}:
        return None, None
    if words.inverted and begin < scan.stop and _infinitive(sheet, begin, words):
        return scan.found(index, "infinitive"), None
    phrase = noun_phrase(sheet, begin, scan.stop, words)
    if phrase is None:
        if not words.inverted and sheet.pos[index] == "PRON" and index == scan.cue.last:
            phrase = Phrase(index, index + 1)
        else:
            return None, None
    scan.addressee, scan.addressee_at = phrase, index
    after = phrase.last
    if "t" not in scan.cue.entry.takes:
        return None, after
    if words.inverted:
        if after < scan.stop and sheet.low[after] == "a":
            return scan.found(after, "infinitive"), None
        return None, after
    if after < scan.stop and sheet.low[after] == "to":
        return scan.found(index if scan.cue.entry.kind == "ask" else after, "infinitive"), None
    return None, after


def _over_prepositional(scan: _Scan, index: int) -> int | None:
    """Past a prepositional phrase; "a X" and "to X" is whom it is said to."""
    sheet, words = scan.sheet, scan.words
    phrase = noun_phrase(sheet, index + 1, scan.stop, words)
    if phrase is None:
        return index + 1
    if sheet.low[index] in {"a", "al", "to"}:
        scan.addressee, scan.addressee_at = phrase, index
    return phrase.last


def _predicate(scan: _Scan, index: int) -> Complement | None:
    """ "calificó [el acuerdo] de X", "described [it] as X": the object belongs to the content if it is there."""
    sheet = scan.sheet
    for at in range(index, min(scan.stop, index + PREDICATIVE)):
        if sheet.low[at] in {"de", "como", "as"} and at + 1 < scan.unit.last:
            if at == index:
                return scan.found(at + 1, "predicate")
            if sheet.low[at] != "de" or sheet.piece_at[at + 1] >= 0:
                return scan.found(index, "predicate")
        if sheet.piece_at[at] >= 0:
            return scan.found(index, "predicate")
        if sheet.low[at] in {",", ";", ":"}:
            return None
    return None


def _noun_first(scan: _Scan, index: int) -> tuple[Complement | None, int | None]:
    sheet, words, takes = scan.sheet, scan.words, scan.cue.entry.takes
    if sheet.low[index] in {"como", "as"} and "a" in takes:
        return scan.found(index + 1, "predicate"), None
    phrase = noun_phrase(sheet, index, scan.stop, words)
    if phrase is None and sheet.pos[index] in {"DET", "PRON", "NUM", "ADJ"}:
        phrase = Phrase(index, index + 1)
    if words.inverted and not scan.subject_known and scan.subject is None and phrase is not None:
        scan.subject = phrase
        return None, phrase.last
    if phrase is not None and "a" in takes:
        predicate = _predicate(scan, index)
        if predicate is not None:
            return predicate, None
    if "z" in takes and _has_finite(scan, index):
        return scan.found(index, "bare-clause"), None
    if phrase is not None and "n" in takes:
        return scan.found(index, "noun"), None
    return None, None


def _has_finite(scan: _Scan, index: int) -> bool:
    sheet = scan.sheet
    for at in range(index, min(scan.unit.last, index + REACH)):
        if sheet.pos[at] in FINITE and "Fin" in sheet.doc[at].morph.get("VerbForm"):
            return True
        if sheet.pos[at] == "AUX" or sheet.doc[at].tag_ == "MD":
            return True
    return False
