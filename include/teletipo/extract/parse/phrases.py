"""Noun phrases by their tags.

The small models tag well and attach badly on newswire, so the extent of a phrase is read from the tags.
"""

from __future__ import annotations

from dataclasses import dataclass

from teletipo.extract.parse.links import Links
from teletipo.extract.parse.sheet import Sheet

BEFORE_HEAD = frozenset({"DET", "ADJ", "NUM", "PRON"})
HEAD = frozenset({"NOUN", "PROPN"})
FINITE = frozenset({"VERB", "AUX"})
LIGHT = frozenset({"PRON", "ADV", "PART", "AUX"})
SUBJECT = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "csubj"})
CLITIC_S = frozenset({"'s", "’s", "'", "’"})
REACH = 45
NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``first:last`` of a noun phrase."""

    first: int
    last: int


def noun_phrase(sheet: Sheet, first: int, stop: int, words: Links, *, wide: bool = False) -> Phrase | None:
    """The noun phrase that begins at ``first`` and ends before ``stop``, with its apposition, or None.

    ``wide`` also takes complements by other prepositions than "of", as a subject before its verb has.
    """
    if first < stop and sheet.low[first] in words.pronoun and not _determines(sheet, first, stop):
        return Phrase(first, first + 1)
    last = simple_phrase(sheet, first, stop, words)
    if last is None:
        return None
    last = _complements(sheet, last, stop, words, wide=wide)
    return Phrase(first, _apposition(sheet, first, last, stop, words))


def is_time(sheet: Sheet, index: int, words: Links) -> bool:
    """Whether a token is a word of time; where these are written small, a capital makes it a name ("Julio").

    A demonstrative is one before another: "este lunes", and not "esta ley".
    """
    if sheet.low[index] not in words.time or (words.inverted and sheet.text[sheet.start[index]].isupper()):
        return False
    if not words.inverted or sheet.pos[index] != "DET":
        return True
    following = index + 1 + (sheet.pos[index + 1 : index + 2] == ["ADJ"])
    return any(word in words.time for word in sheet.low[following : following + 1])


def _determines(sheet: Sheet, index: int, stop: int) -> bool:
    """Whether a word that may be a pronoun stands before its noun here: "este martes", "both sides"."""
    return index + 1 < stop and sheet.pos[index + 1] in HEAD | {"ADJ"} and sheet.pos[index] in {"DET", "NUM"}


def simple_phrase(sheet: Sheet, first: int, stop: int, words: Links) -> int | None:
    """The end of determiner, adjectives and nouns from ``first``, or None if there is no head."""
    index = first
    headed = False
    while index < stop:
        step = _step(sheet, first, index, stop, words, headed=headed)
        if step == 0:
            break
        headed = (
            headed
            or sheet.pos[index] in HEAD
            or _used_as_noun(sheet, index)
            or _titles(sheet, first, index, stop)
            or (step > 1 and sheet.pos[index + step - 1] in HEAD)
        )
        index += step
    if (
        not headed
        and first < index < stop
        and sheet.pos[index - 1] in {"NUM", "PRON", "DET"}
        and sheet.low[index] in words.noun
    ):
        return index
    nominal = not headed and first + 1 < index and sheet.pos[first] == "DET" and sheet.pos[index - 1] == "ADJ"
    return _share_end(sheet, first, index, stop, words) or (index if headed or nominal else None)


def _share_end(sheet: Sheet, first: int, index: int, stop: int, words: Links) -> int:
    """Where a share that goes on at ``index`` ends: "el 62 | por ciento", "un | 40%"; 0 if it is none."""
    if index < stop and sheet.low[index][0].isdigit() and sheet.low[index].endswith("%"):
        return index + 1
    if index == first or not (sheet.pos[index - 1] == "NUM" or sheet.low[index - 1][0].isdigit()):
        return 0
    marks = next((marks for marks in words.share if tuple(sheet.low[index : index + len(marks)]) == marks), ())
    return index + len(marks) if marks and index + len(marks) <= stop else 0


def _step(sheet: Sheet, first: int, index: int, stop: int, words: Links, *, headed: bool) -> int:
    """How many tokens from ``index`` belong to a simple phrase; 0 where it ends."""
    pos, low = sheet.pos[index], sheet.low[index]
    if index > first and (
        is_time(sheet, index, words)
        or (words.inverted and pos == "NOUN" and sheet.pos[index - 1] == "PROPN" and low == sheet.words[index])
    ):
        return 0
    if (
        pos in HEAD
        or pos == "NUM"
        or _titles(sheet, first, index, stop)
        or (pos in BEFORE_HEAD and (not headed or pos == "ADJ"))
    ):
        agentive = pos == "ADJ" and headed and index + 1 < stop and sheet.low[index + 1] in words.agent
        return 0 if agentive else 1
    if headed and index + 1 < stop and _joins_names(sheet, index, words):
        return 2
    if not headed and index > first and low in words.adding and _joins_counts(sheet, index, stop):
        return 1
    if headed and low in CLITIC_S and index + 1 < stop:
        return 1
    if low in {"-", "–", "."} and index > first and index + 1 < stop and _touches(sheet, index):
        return 2
    if (
        pos == "ADV"
        and not headed
        and index + 1 < stop
        and sheet.pos[index + 1] in {"ADJ", "NUM", "ADP", "NOUN"}
        and index > first
    ):
        return 1
    if sheet.piece_at[index] >= 0 and (pos in {"PUNCT", "SYM"} or _is_name(sheet, index)) and _is_name(sheet, index):
        return 1
    return 0


def _joins_names(sheet: Sheet, index: int, words: Links) -> bool:
    """Whether a small word stands inside a name: "Omar al Hadi", "la cadena Al Jazeera"."""
    if sheet.pos[index + 1] != "PROPN" or sheet.pos[index - 1] not in HEAD:
        return False
    written_big = sheet.pos[index] in {"ADP", "DET", "PRON"} and sheet.text[sheet.start[index]].isupper()
    return written_big or (sheet.pos[index - 1] == "PROPN" and sheet.low[index] in words.particle)


def _joins_counts(sheet: Sheet, index: int, stop: int) -> bool:
    """Whether numbers or adjectives are joined before one noun: "two current and one former official"."""
    head = index + 1
    while head < stop and sheet.pos[head] in {"NUM", "ADJ"}:
        head += 1
    counted = sheet.pos[index - 1] in {"NUM", "ADJ"} and head > index + 1
    return counted and head < stop and sheet.pos[head] == "NOUN"


def _used_as_noun(sheet: Sheet, index: int) -> bool:
    """Whether a capitalised adjective is a subject all the same: taggers take short surnames for adjectives."""
    return sheet.pos[index] == "ADJ" and sheet.dep[index] in SUBJECT and sheet.text[sheet.start[index]].isupper()


def _titles(sheet: Sheet, first: int, index: int, stop: int) -> bool:
    """Whether a word stands between article and name, as a title does whatever its tag: "el regante Fermín"."""
    return first + 1 == index < stop - 1 and sheet.pos[first] == "DET" and sheet.pos[index + 1] == "PROPN"


def _touches(sheet: Sheet, index: int) -> bool:
    """Whether a hyphen or a dot joins two words without a space: "Solheim-Vik", "Lagos-based"."""
    return sheet.end[index - 1] == sheet.start[index] and sheet.end[index] == sheet.start[index + 1]


def _is_name(sheet: Sheet, index: int) -> bool:
    """Whether the quoted piece at a token is a name: short, and each long word of it capitalised."""
    piece = sheet.pieces[sheet.piece_at[index]]
    return named_piece(sheet.text[piece.inner_start : piece.inner_end])


def named_piece(inner: str) -> bool:
    """Whether a quoted text looks like a name or a title: short, each word of four letters or more capitalised."""
    words = [word for word in inner.split() if len(word) > 3]
    return (
        len(inner) < NAME_LENGTH
        and bool(words)
        and all(not word[0].islower() for word in words)
        and inner[-1] not in ".,!?…"
    )


def _complements(sheet: Sheet, last: int, stop: int, words: Links, *, wide: bool) -> int:
    joiners = words.wide if wide else words.noun
    while last < stop:
        word = sheet.low[last]
        if last + 1 < stop and is_time(sheet, last + 1, words):
            break
        if word in joiners or word in words.adding:
            end = simple_phrase(sheet, last + 1, stop, words)
            if end is None and last + 1 < stop and sheet.low[last + 1] in words.pronoun:
                end = last + 2
            if end is None:
                break
            if word in words.adding and not wide and end < stop and sheet.pos[end] in FINITE:
                break
            last = end
        elif sheet.pos[last] == "ADJ" and not (last + 1 < stop and sheet.low[last + 1] in words.agent):
            last += 1
        elif (
            word == "("
            and last + 2 < stop
            and sheet.low[last + 2] == ")"
            and sheet.text[sheet.start[last + 1]].isupper()
        ):
            last += 3
        else:
            break
    return last


def _apposition(sheet: Sheet, first: int, last: int, stop: int, words: Links) -> int:
    """Takes ", Name Surname" and ", el general Nombre" after a role, or ", a role of X," after a name."""
    if last + 1 >= stop or sheet.low[last] != "," or sheet.piece_at[last] >= 0:
        return last
    end = simple_phrase(sheet, last + 1, stop, words)
    if end is None:
        return last
    ends_with_name = sheet.pos[end - 1] == "PROPN"
    opens_with_name = sheet.pos[last + 1] == "PROPN"
    role = any(sheet.pos[i] == "NOUN" or sheet.low[i] in words.noun for i in range(first, last))
    if ends_with_name and (role or not opens_with_name) and sheet.pos[last + 1] in {"PROPN", "DET", "NOUN", "ADJ"}:
        closed = end >= stop or sheet.low[end] in {",", ".", ";", ":", "(", "—", "–"} or sheet.pos[end] == "ADP"
        return end if closed else last
    if not role and not opens_with_name and sheet.pos[last + 1] in {"DET", "NOUN", "ADJ"}:
        end = _complements(sheet, end, stop, words, wide=True)
        if end >= stop or sheet.low[end] in {",", "."}:
            return end
    return last


def before_second_name(sheet: Sheet, first: int, last: int, words: Links) -> int:
    """Where ``first:last`` ends if a subject follows an agency without a pause: "contó a EFE | Norma Tuesta"."""
    for index in range(first, last - 2):
        acronym = sheet.words[index]
        names = all(sheet.pos[i] == "PROPN" and not sheet.words[i].isupper() for i in range(index + 1, last))
        if words.inverted and acronym.isupper() and len(acronym) > 1 and names:
            return index + 1
    return last


def over_prepositional(sheet: Sheet, index: int, limit: int, words: Links) -> int:
    """The end of the prepositional phrase that begins at ``index``."""
    while index < limit and (sheet.pos[index] == "ADP" or sheet.low[index] in words.wide):
        index += 1
    if index < limit and sheet.low[index] in words.pronoun and not _determines(sheet, index, limit):
        return index + 1
    end = simple_phrase(sheet, index, limit, words)
    if end is None:
        return index + 1
    while end < limit and sheet.low[end] in words.noun:
        further = simple_phrase(sheet, end + 1, limit, words)
        if further is None:
            break
        end = further
    return end
