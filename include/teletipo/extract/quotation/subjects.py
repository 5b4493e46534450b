"""The subject of a verb: the parse says which phrase it is, the tags say how far it reaches."""

from __future__ import annotations

from teletipo.extract.parse.links import Links
from teletipo.extract.parse.phrases import (
    FINITE,
    LIGHT,
    REACH,
    SUBJECT,
    Phrase,
    before_second_name,
    is_time,
    noun_phrase,
    over_prepositional,
)
from teletipo.extract.parse.sheet import Sheet, Unit

LEADING = FINITE | {"SCONJ", "ADV"}
"""Tags of words behind which a phrase may begin."""

INSERTION = 10


def subject_before(sheet: Sheet, unit: Unit, verb: int, group_first: int, words: Links) -> Phrase | None:
    """The subject that stands before a verb, by the parse, else the phrase that ends at the verb."""
    found = _standing_before(sheet, unit, verb, group_first, words)
    if found is None or _is_participial(sheet, unit, found, words) or _is_told(sheet, unit, found, group_first, words):
        return None
    return found


def _is_told(sheet: Sheet, unit: Unit, phrase: Phrase, verb: int, words: Links) -> bool:
    """Whether a phrase is the subject of what is told before a joined verb: "dijo que X miente y exigió …"."""
    joint = verb
    while joint > phrase.last and sheet.pos[joint - 1] in LIGHT and sheet.low[joint - 1] not in words.conjunction:
        joint -= 1
    if joint <= phrase.last or sheet.low[joint - 1] not in words.conjunction or phrase.first <= unit.first:
        return False
    main = any(sheet.pos[i] in FINITE and sheet.piece_at[i] < 0 for i in range(unit.first, phrase.first - 1))
    told = any(sheet.pos[i] in FINITE or sheet.piece_at[i] >= 0 for i in range(phrase.last, joint - 1))
    return main and told and sheet.low[phrase.first - 1] in words.complementizer


def _is_participial(sheet: Sheet, unit: Unit, phrase: Phrase, words: Links) -> bool:
    """Whether a phrase is a participle that opens the sentence: "Preguntada por el plan, …"."""
    first = phrase.first
    if first != unit.first or not words.inverted:
        return False
    participle = sheet.pos[first] != "PROPN" and "Part" in sheet.told(first, "VerbForm")
    governs = first + 1 < unit.last and sheet.pos[first + 1] == "ADP"
    return sheet.low[first] in words.asked or (participle and governs)


def _standing_before(sheet: Sheet, unit: Unit, verb: int, group_first: int, words: Links) -> Phrase | None:
    for child in sheet.doc[verb].lefts:
        if child.dep_ in SUBJECT and unit.first <= child.i < group_first and child.i >= group_first - REACH:
            if sheet.piece_at[child.i] >= 0:
                continue
            if words.inverted and sheet.low[child.i] in words.relative and sheet.low[child.i - 1] == ",":
                return Phrase(child.i, child.i + 1)
            phrase = _spanning(sheet, max(child.left_edge.i, unit.first), child.i, group_first, words)
            if phrase is not None and phrase.first > unit.first and sheet.low[phrase.first - 1] in words.agent:
                phrase = noun_phrase(sheet, unit.first, phrase.first - 1, words, wide=True)
            if phrase is not None and (_fronted(sheet, phrase, words) or _is_participial(sheet, unit, phrase, words)):
                continue
            if phrase is not None and not _cut_off(sheet, unit, phrase, group_first):
                return phrase
    return (
        _ending_at(sheet, unit, group_first, words)
        or _before_insertion(sheet, unit, group_first, words)
        or _before_restriction(sheet, unit, group_first, words)
    )


def _fronted(sheet: Sheet, phrase: Phrase, words: Links) -> bool:
    """Whether a preposition puts a phrase before its sentence as what it is about: "Del portavoz, aseguró que …"."""
    before = phrase.first - 1
    return words.inverted and before >= 0 and sheet.low[before] in words.noun


def _cut_off(sheet: Sheet, unit: Unit, phrase: Phrase, verb: int) -> bool:
    """Whether another finite verb stands between a phrase in mid-sentence and the verb it is given to."""
    between = range(phrase.last, verb)
    return (
        phrase.first > unit.first
        and any(sheet.pos[i] == "VERB" and sheet.piece_at[i] < 0 for i in between)
        and sheet.low[verb - 1] == ","
    )


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
        and sheet.pos[index - 1] in LIGHT
        and not (sheet.low[index - 1] in words.pronoun or sheet.low[index - 1] in words.relative)
    ):
        index -= 1
    if index > lowest and (sheet.low[index - 1] in words.pronoun or sheet.low[index - 1] in words.relative):
        return Phrase(index - 1, index)
    if index == lowest:
        return None
    if sheet.low[index - 1] == ",":
        phrase = phrase_ending(sheet, unit, index - 1, words, governed=False)
        apposed = phrase is not None and "," in sheet.low[phrase.first : phrase.last]
        return phrase if apposed else None
    return phrase_ending(sheet, unit, index, words, governed=False)


def phrase_ending(sheet: Sheet, unit: Unit, stop: int, words: Links, *, governed: bool = True) -> Phrase | None:
    """The widest noun phrase that ends at ``stop`` and begins the sentence or follows a pause or a verb.

    ``governed`` also takes one that follows a preposition, as an antecedent may and a subject may not.
    """
    lowest = max(unit.first, stop - REACH)
    for start in range(lowest, stop):
        boundary = (
            start == unit.first
            or sheet.low[start - 1] in {",", ":", ";", "—", "–", "("}
            or sheet.low[start - 1] in words.conjunction
            or sheet.pos[start - 1] in LEADING
            or (governed and sheet.pos[start - 1] == "ADP")
            or sheet.low[start - 1] in words.collective
            or (sheet.piece_at[start - 1] >= 0 and sheet.piece_at[start] < 0)
        )
        if boundary and sheet.pos[start] not in {"PUNCT", "ADP"} and sheet.low[start - 1] not in words.noun:
            phrase = noun_phrase(sheet, start, stop, words, wide=sheet.pos[start - 1] != "ADP" or start == unit.first)
            if phrase is not None and phrase.last == stop:
                return phrase
    return None


def _before_insertion(sheet: Sheet, unit: Unit, stop: int, words: Links) -> Phrase | None:
    """The phrase that begins the sentence where ", …," stands between it and the verb."""
    index = stop
    while index > unit.first and sheet.pos[index - 1] in LIGHT and sheet.low[index - 1] not in words.pronoun:
        index -= 1
    if index - 1 <= unit.first or sheet.low[index - 1] != ",":
        return None
    phrase = noun_phrase(sheet, unit.first, index - 1, words, wide=True)
    if (
        phrase is None
        or sheet.low[phrase.first] in words.asked
        or phrase.last >= index - 1
        or sheet.low[phrase.last] != ","
    ):
        return None
    begin = phrase.last + 1
    prepositional = sheet.pos[begin] == "ADP" and sheet.low[begin + 1] in words.relative
    relative = sheet.low[begin] in words.relative or prepositional
    plain = all(sheet.pos[i] not in FINITE for i in range(begin, index - 1))
    return phrase if (relative or plain) and index - phrase.last <= REACH else None


def _before_restriction(sheet: Sheet, unit: Unit, stop: int, words: Links) -> Phrase | None:
    """The phrase that begins the clause where "who asked not to be named" stands between it and the verb."""
    start = stop
    while start > unit.first and stop - start < REACH and sheet.low[start - 1] not in {",", ";", ":"}:
        if sheet.piece_at[start - 1] >= 0:
            break
        start -= 1
    phrase = noun_phrase(sheet, start, stop, words)
    if phrase is None or phrase.last >= stop - 1 or sheet.low[phrase.last] not in words.relative:
        return None
    return phrase


def _over_insertion(sheet: Sheet, comma: int, limit: int) -> int | None:
    """Past a comma, or past ", por su parte,"; None where the sentence goes on behind it without a subject."""
    index = comma + 1
    if index >= limit or sheet.pos[index] not in {"ADP", "ADV", "SCONJ", "CCONJ", "VERB", "AUX"}:
        return index
    for close in range(index, min(limit, comma + INSERTION)):
        if sheet.low[close] == ",":
            return close + 1
        if sheet.pos[close] in FINITE:
            return None
    return None


def subject_after(sheet: Sheet, stop: int, last: int, words: Links) -> Phrase | None:
    """The subject that follows a verb: the first noun phrase that is no date, place or addressee."""
    index = last
    limit = min(stop, last + REACH)
    while index < limit and sheet.piece_at[index] < 0:
        word, pos = sheet.low[index], sheet.pos[index]
        if word in words.complementizer or word in words.relative or word in {".", ":", ";"}:
            return None
        if is_time(sheet, index, words) or pos in {"ADV", "SPACE", "PART"} or (pos == "NUM" and word.isdigit()):
            index += 1
        elif word == ",":
            beyond = _over_insertion(sheet, index, limit)
            if beyond is None:
                return None
            index = beyond
        elif pos == "ADP" and index + 1 < limit and "Inf" in sheet.told(index + 1, "VerbForm"):
            return None
        elif pos == "ADP" or word in words.wide:
            index = before_second_name(sheet, index, over_prepositional(sheet, index, limit, words), words)
        elif pos == "DET" and index + 1 < limit and is_time(sheet, index + 1, words):
            index += 2
        elif words.inverted and pos == "ADJ" and index + 1 < limit and sheet.pos[index + 1] == "DET":
            index += 1
        else:
            return noun_phrase(sheet, index, stop, words)
    return None
