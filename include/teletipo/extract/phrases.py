"""Noun phrases by their tags, and the subject of a verb.

The small models tag well and attach badly on newswire, so the extent of a phrase is read from the tags and
the parse is asked only which phrase a verb belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from teletipo.extract.sheet import Sheet, Unit
from teletipo.languages import Language

BEFORE_HEAD = frozenset({"DET", "ADJ", "NUM", "PRON"})
HEAD = frozenset({"NOUN", "PROPN"})
SUBJECT = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "csubj"})
REACH = 45


@dataclass(frozen=True, slots=True)
class Links:
    """The little words of a language that hold phrases and clauses together."""

    complementizer: frozenset[str]
    complement_prepositions: frozenset[str]
    question: frozenset[str]
    conjunction: frozenset[str]
    relative: frozenset[str]
    noun: frozenset[str]
    wide: frozenset[str]
    inverted: bool
    time: frozenset[str]
    pronoun: frozenset[str]
    possessive: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``first:last`` of a noun phrase."""

    first: int
    last: int


@cache
def links(language: Language) -> Links:
    """The linking words of a language. Raises ConfigurationError if they are missing."""
    clause = language.rules("speech")["clause"]
    return Links(
        complementizer=frozenset(clause["complementizer"]),
        complement_prepositions=frozenset(clause["complement_prepositions"]),
        question=frozenset(clause["question"]),
        conjunction=frozenset(clause["conjunction"]),
        relative=frozenset(clause["relative"]),
        noun=frozenset(clause["noun_links"]),
        wide=frozenset(clause["wide_links"]),
        inverted=clause["inverted"],
        time=frozenset(clause["time"]),
        pronoun=frozenset(clause["pronoun"]),
        possessive=frozenset(clause["possessive"]),
    )


def noun_phrase(sheet: Sheet, first: int, stop: int, words: Links, *, wide: bool = False) -> Phrase | None:
    """The noun phrase that begins at ``first`` and ends before ``stop``, with its apposition, or None.

    ``wide`` also takes complements by other prepositions than "of", as a subject before its verb has.
    """
    if first < stop and sheet.low[first] in words.pronoun:
        return Phrase(first, first + 1)
    last = _simple(sheet, first, stop)
    if last is None:
        return None
    last = _complements(sheet, last, stop, words, wide=wide)
    return Phrase(first, _apposition(sheet, first, last, stop, words))


def _simple(sheet: Sheet, first: int, stop: int) -> int | None:
    """The end of determiner, adjectives and nouns from ``first``, or None if there is no head."""
    index = first
    headed = False
    while index < stop:
        pos = sheet.pos[index]
        if pos in HEAD:
            headed = True
        elif (
            pos == "NUM"
            or (pos in BEFORE_HEAD and (not headed or pos == "ADJ"))
            or (headed and sheet.low[index] in {"'s", "’s", "'", "’"} and index + 1 < stop)
            or (
                sheet.low[index] in {"-", "."}
                and headed
                and index + 1 < stop
                and sheet.pos[index + 1] in HEAD
                and sheet.end[index] == sheet.start[index + 1]
            )
            or (not headed and pos == "PUNCT" and sheet.piece_at[index] >= 0)
            or (headed and sheet.piece_at[index] >= 0 and sheet.piece_at[index] == sheet.piece_at[index - 1])
            or (headed and sheet.piece_at[index] >= 0 and _is_name(sheet, index))
        ):
            pass
        else:
            break
        index += 1
    return index if headed else None


def _is_name(sheet: Sheet, index: int) -> bool:
    """Whether the quoted piece at a token is a name: short, and each long word of it capitalised."""
    piece = sheet.pieces[sheet.piece_at[index]]
    inner = sheet.text[piece.inner_start : piece.inner_end]
    return len(inner) < 60 and all(
        word[0].isupper() or not word[0].isalpha() for word in inner.split() if len(word) > 3
    )


def _complements(sheet: Sheet, last: int, stop: int, words: Links, *, wide: bool) -> int:
    joiners = words.wide if wide else words.noun
    while last < stop:
        word = sheet.low[last]
        if word in joiners or (word in words.conjunction and word != "pero"):
            end = _simple(sheet, last + 1, stop)
            if end is None or (
                word in words.conjunction and end < stop and sheet.pos[end] in {"VERB", "AUX"} and not wide
            ):
                break
            last = end
        elif sheet.pos[last] == "ADJ" or (sheet.pos[last] == "VERB" and sheet.dep[last] in {"amod", "acl"} and wide):
            last += 1
        else:
            break
    return last


def _apposition(sheet: Sheet, first: int, last: int, stop: int, words: Links) -> int:
    """Takes ", Name Surname" after a role, or ", the role of X," after a name."""
    if last + 1 >= stop or sheet.low[last] != "," or sheet.piece_at[last] >= 0:
        return last
    end = _simple(sheet, last + 1, stop)
    if end is None:
        return last
    named = any(sheet.pos[i] == "PROPN" for i in range(last + 1, end))
    proper_first = sheet.pos[last + 1] == "PROPN"
    has_noun = any(sheet.pos[i] == "NOUN" for i in range(first, last))
    if proper_first and has_noun and named:
        closed = (
            end >= stop
            or sheet.low[end] in {",", ".", ";", ":", "(", "—", "–"}
            or sheet.pos[end] in {"VERB", "AUX", "ADP", "PRON"}
        )
        return end if closed else last
    if not has_noun and not proper_first and sheet.pos[last + 1] in {"DET", "NOUN", "ADJ"}:
        end = _complements(sheet, end, stop, words, wide=False)
        if end < stop and sheet.low[end] in {",", "."}:
            return end
    return last


def subject_before(sheet: Sheet, unit: Unit, verb: int, group_first: int, words: Links) -> Phrase | None:
    """The subject that stands before a verb, by the parse, else the phrase that ends at the verb."""
    for child in sheet.doc[verb].lefts:
        if child.dep_ in SUBJECT and unit.first <= child.i < group_first and child.i >= group_first - REACH:
            first = max(child.left_edge.i, unit.first)
            phrase = _spanning(sheet, first, child.i, group_first, words)
            if phrase is not None:
                return phrase
    return _ending_at(sheet, unit, group_first, words)


def _spanning(sheet: Sheet, first: int, head: int, stop: int, words: Links) -> Phrase | None:
    """The phrase from ``first`` that holds ``head``; leading punctuation, conjunctions and prepositions drop off."""
    while first < head and sheet.pos[first] in {"PUNCT", "CCONJ", "ADP", "ADV", "SPACE", "SCONJ"}:
        first += 1
    phrase = noun_phrase(sheet, first, stop, words, wide=True)
    if phrase is not None and phrase.first <= head < phrase.last:
        return phrase
    return noun_phrase(sheet, head, stop, words, wide=True)


def _ending_at(sheet: Sheet, unit: Unit, stop: int, words: Links) -> Phrase | None:
    """A phrase that begins the sentence, or follows a comma, and ends right at the verb."""
    index = stop
    lowest = max(unit.first, stop - REACH)
    while (
        index > lowest
        and sheet.pos[index - 1] in {"PRON", "ADV", "PART", "AUX"}
        and sheet.low[index - 1] not in words.pronoun
    ):
        index -= 1
    starts = [lowest] if lowest == unit.first else []
    starts += [
        i + 1
        for i in range(lowest, index - 1)
        if sheet.low[i] in {",", ":", ";", "—", "–"}
        or sheet.low[i] in words.conjunction
        or (sheet.piece_at[i] >= 0 and sheet.piece_at[i + 1] < 0)
    ]
    if index - 1 >= lowest and sheet.low[index - 1] in words.pronoun:
        return Phrase(index - 1, index)
    for start in starts:
        phrase = noun_phrase(sheet, start, index, words, wide=True)
        if phrase is not None and phrase.last >= index - (1 if index and sheet.low[index - 1] == "," else 0):
            return phrase
    return None


def subject_after(sheet: Sheet, unit: Unit, last: int, words: Links) -> Phrase | None:
    """The subject that follows a verb: the first noun phrase that is no date, place or addressee."""
    index = last
    limit = min(unit.last, last + REACH)
    while index < limit and sheet.piece_at[index] < 0:
        word, pos = sheet.low[index], sheet.pos[index]
        if word in words.complementizer or word in {".", ":", ";"}:
            return None
        if word in words.time or pos in {"ADV", "SPACE", "PART"} or (pos == "NUM" and word.isdigit()) or word == ",":
            index += 1
        elif pos == "ADP" or word in words.wide:
            index = _skip_prepositional(sheet, index, limit, words)
        elif pos == "DET" and index + 1 < limit and sheet.low[index + 1] in words.time:
            index += 2
        else:
            return noun_phrase(sheet, index, unit.last, words)
    return None


def _skip_prepositional(sheet: Sheet, index: int, limit: int, words: Links) -> int:
    while index < limit and (sheet.pos[index] == "ADP" or sheet.low[index] in words.wide):
        index += 1
    if index < limit and sheet.low[index] in words.pronoun:
        return index + 1
    end = _simple(sheet, index, limit)
    if end is None:
        return index + 1
    while end < limit and sheet.low[end] in words.noun:
        further = _simple(sheet, end + 1, limit)
        if further is None:
            break
        end = further
    return end
