"""Where the telling of one speech ends and the next begins, inside a sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from teletipo.extract.parse.links import Links
from teletipo.extract.parse.phrases import FINITE, is_time, noun_phrase
from teletipo.extract.parse.sheet import Sheet, Unit
from teletipo.extract.quotation.complements import find_complement
from teletipo.extract.quotation.cues import Cue
from teletipo.languages import Language

TRAILING = frozenset({".", ",", ";", ":", "!", "?", "…", "...", ".-", "-", "–", "—", ")"})
LIGHT = frozenset({"ADV", "PART", "PRON", "AUX"})
PAUSES = frozenset({",", "—", "–"})
BACK = 14
CLOSING = 40
RELATIVE_CLAUSE = frozenset({"acl", "acl:relcl", "relcl"})


@dataclass(frozen=True, slots=True)
class CutWords:
    """Word sequences that end indirect speech, by their first word: after a comma, and anywhere.

    ``medium`` begins the channel that something was told through, "en un comunicado".
    """

    after_comma: dict[str, tuple[tuple[str, ...], ...]]
    anywhere: dict[str, tuple[tuple[str, ...], ...]]
    medium: dict[str, tuple[tuple[str, ...], ...]]


@cache
def cut_words(language: Language) -> CutWords:
    """The cut words of a language. Raises ConfigurationError if they are missing."""
    cuts = language.rules("speech")["cuts"]
    return CutWords(by_first_word(cuts["after_comma"]), by_first_word(cuts["anywhere"]), by_first_word(cuts["medium"]))


def by_first_word(
    phrases: list[str], contracted: dict[str, str] | None = None
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases as word tuples under their first word, the longest first.

    ``contracted`` gives contractions of a last word: with ``{"del": "de"}``, "a juicio de" is "a juicio del" too.
    """
    index: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        index.setdefault(words[0], []).append(words)
        for short, full in (contracted or {}).items():
            if words[-1] == full:
                index.setdefault(words[0] if len(words) > 1 else short, []).append((*words[:-1], short))
    return {word: tuple(sorted(found, key=len, reverse=True)) for word, found in index.items()}


def match_at(sheet: Sheet, index: int, stop: int, phrases: dict[str, tuple[tuple[str, ...], ...]]) -> int | None:
    """Where the longest phrase that begins at ``index`` ends, or None."""
    low = sheet.low
    for words in phrases.get(low[index], ()):
        end = index + len(words)
        if end <= stop and low[end - 1] == words[-1] and tuple(low[index:end]) == words:
            return end
    return None


def find_cuts(sheet: Sheet, unit: Unit, cues: list[Cue], words: Links, cuts: CutWords) -> list[int]:
    """Token positions at which the content of an earlier cue must have ended, in order."""
    found = set()
    for index in range(unit.first, unit.last):
        if sheet.piece_at[index] >= 0:
            continue
        word = sheet.low[index]
        behind_piece = index > unit.first and sheet.piece_at[index - 1] >= 0
        if (
            word == ";"
            or (word == ":" and index + 1 < unit.last and sheet.piece_at[index + 1] >= 0)
            or (behind_piece and match_at(sheet, index, unit.last, cuts.after_comma) is not None)
            or (word in cuts.anywhere and match_at(sheet, index, unit.last, cuts.anywhere) is not None)
            or (word in PAUSES and index + 1 < unit.last and match_at(sheet, index + 1, unit.last, cuts.after_comma))
        ):
            found.add(index)
    heads = {cue.head for cue in cues}
    relative = False
    for number, cue in enumerate(cues):
        joined = sheet.dep[cue.head] == "conj" and sheet.doc[cue.head].head.i in heads
        following = cues[number + 1] if 0 < number < len(cues) - 1 else cue
        listed = following is not cue and _follows_conjunction(sheet, following, words)
        cut = _fresh_start(sheet, unit, cue, words, joined=(joined or listed or relative) and cue.form == "finite")
        if cut is not None:
            found.add(cut)
        relative = cut is not None and sheet.low[cut] == "," and _opens_relative(sheet, cut + 1, cue.first, words)
        found.update(_turns(sheet, unit, cue, heads, words))
        found.update(_adverbial(sheet, unit, cue, words, cuts))
        found.update(_resumes(sheet, unit, cue, words))
        found.update(_closes_relative(sheet, unit, cue))
        found.update(_next_relative(sheet, unit, cue, words))
    return sorted(found)


def _follows_conjunction(sheet: Sheet, cue: Cue, words: Links) -> bool:
    """Whether a cue stands behind a conjunction, a pronoun between them at most: "…, calificó … y se negó a"."""
    before = cue.first - 1
    before -= sheet.pos[before] == "PRON" and sheet.piece_at[before] < 0
    return sheet.low[before] in words.conjunction


def _adverbial(sheet: Sheet, unit: Unit, cue: Cue, words: Links, cuts: CutWords) -> Iterator[int]:
    """The "after" or "tras" before a cue that tells something else: "vowed to respond | after claiming that"."""
    reach = range(cue.last, min(unit.last, cue.last + 3))
    tells = any(sheet.piece_at[i] >= 0 or sheet.low[i] in words.complementizer for i in reach)
    if cue.form not in {"gerund", "infinitive"} or not tells:
        return
    for index in range(max(unit.first + 1, cue.first - 2), cue.first):
        if match_at(sheet, index, cue.first, cuts.after_comma) == cue.first:
            yield index


def _resumes(sheet: Sheet, unit: Unit, cue: Cue, words: Links) -> Iterator[int]:
    """Where the auxiliary of a cue comes again behind a comma: "ha recalcado que …, y ha tendido la mano"."""
    if cue.form != "finite" or cue.first == cue.head or not words.inverted:
        return
    for index in range(cue.last, unit.last - 2):
        again = sheet.low[index] == "," and sheet.low[index + 1] in words.conjunction and sheet.piece_at[index] < 0
        if again and sheet.low[index + 2] == sheet.low[cue.first]:
            yield index


def _next_relative(sheet: Sheet, unit: Unit, cue: Cue, words: Links) -> Iterator[int]:
    """Where a second relative clause follows that of a judgement: "un pacto que tachó de «farsa» y del que se fue"."""
    if "a" not in cue.entry.takes or cue.form != "finite":
        return
    before = range(max(unit.first, cue.first - BACK), cue.first)
    if not any(sheet.low[i] in words.relative and sheet.piece_at[i] < 0 for i in before):
        return
    for index in range(cue.last, min(unit.last - 2, cue.last + CLOSING)):
        if sheet.low[index] in words.conjunction and sheet.piece_at[index] < 0:
            relative = index + 1
            while relative < unit.last - 1 and sheet.pos[relative] in {"ADP", "DET"}:
                relative += 1
            if sheet.low[relative] in words.relative:
                yield index
                return


def _closes_relative(sheet: Sheet, unit: Unit, cue: Cue) -> Iterator[int]:
    """Where a relative clause or a gerund ends and the main verb follows: "El plan, que X tachó de «farsa», sigue"."""
    relative = cue.form == "finite" and sheet.dep[cue.head] in RELATIVE_CLAUSE
    inserted = cue.form == "gerund" and cue.first - 1 > unit.first and sheet.low[cue.first - 1] == ","
    if not (relative or inserted):
        return
    for index in range(cue.last, min(unit.last - 1, cue.last + CLOSING)):
        behind_piece = sheet.piece_at[index] >= 0 and sheet.piece_at[index + 1] < 0
        comma = behind_piece and _ends_with_comma(sheet, index)
        if comma or (sheet.low[index] == "," and sheet.piece_at[index] < 0):
            verb = index + 1
            while verb < unit.last - 1 and sheet.pos[verb] in LIGHT - {"AUX"}:
                verb += 1
            if sheet.pos[verb] in FINITE and "Fin" in sheet.told(verb, "VerbForm"):
                yield index + comma
                return


def _turns(sheet: Sheet, unit: Unit, cue: Cue, heads: set[int], words: Links) -> Iterator[int]:
    """Where the teller turns to another act of the same subject: "afirmó que … y abandonó la sala"."""
    if cue.form != "finite":
        return
    for other in sheet.doc[cue.head].rights:
        if other.dep_ != "conj" or other.i in heads or other.pos_ not in FINITE or not cue.last < other.i < unit.last:
            continue
        index = other.i
        while index > cue.last and sheet.pos[index - 1] in LIGHT and sheet.low[index - 1] not in words.complementizer:
            index -= 1
        if index - 1 > cue.last and sheet.low[index - 1] in words.conjunction:
            yield index - 2 if sheet.low[index - 2] == "," and sheet.piece_at[index - 2] < 0 else index - 1


def _fresh_start(sheet: Sheet, unit: Unit, cue: Cue, words: Links, *, joined: bool) -> int | None:
    """Where the stretch of a cue begins if the cue opens a new telling: coordinated, gerund, relative, post-posed."""
    index = cue.first
    while (
        index > unit.first
        and (sheet.pos[index - 1] in LIGHT or is_time(sheet, index - 1, words))
        and not (sheet.low[index - 1] in words.relative or sheet.low[index - 1] in words.pronoun)
        and sheet.low[index - 1] not in words.conjunction
    ):
        index -= 1
    if index == unit.first:
        return None
    before = sheet.low[index - 1]
    if sheet.piece_at[index - 1] >= 0:
        return index if cue.form == "gerund" and _ends_with_comma(sheet, index - 1) else None
    if before in words.conjunction and cue.form in {"finite", "gerund"}:
        return _comma_before(sheet, unit, index - 1)
    if before == "," and (cue.form == "gerund" or joined or _stands_after(sheet, unit, cue, words)):
        return index - 1
    start = _before_relative(sheet, unit, cue, index) if before in words.relative else None
    if start is not None:
        return start
    if cue.form == "finite":
        return _with_subject(sheet, unit, index, words) or _joined_with_subject(sheet, unit, index, words)
    return None


def _before_relative(sheet: Sheet, unit: Unit, cue: Cue, index: int) -> int | None:
    """The comma before a relative clause, or its preposition where the cue quotes: "cartas en las que pide «mimo»"."""
    start = index - 2
    while start > unit.first and sheet.pos[start] in {"ADP", "DET", "PRON"}:
        start -= 1
    if start > unit.first and sheet.low[start] == ",":
        return start
    quotes = any(sheet.piece_at[i] >= 0 for i in range(cue.last, min(unit.last, cue.last + 2)))
    return start + 1 if start > unit.first and sheet.pos[start + 1] == "ADP" and quotes else None


def _opens_relative(sheet: Sheet, first: int, stop: int, words: Links) -> bool:
    return any(sheet.low[i] in words.relative for i in range(first, min(stop, first + 3)))


def _comma_before(sheet: Sheet, unit: Unit, index: int) -> int:
    """The comma before a conjunction of one word or two ("si bien"), else the conjunction."""
    for comma in (index - 1, index - 2):
        if comma > unit.first and sheet.low[comma] == "," and sheet.piece_at[comma] < 0:
            return comma
    return index


def _ends_with_comma(sheet: Sheet, index: int) -> bool:
    piece = sheet.pieces[sheet.piece_at[index]]
    return sheet.text[piece.inner_end - 1] == ","


def _stands_after(sheet: Sheet, unit: Unit, cue: Cue, words: Links) -> bool:
    """Whether a finite cue right after a comma has nothing of its own to tell: ", afirmó el ministro"."""
    if cue.form != "finite":
        return False
    return not words.inverted or find_complement(sheet, unit, cue, words, subject_known=False) is None


def _with_subject(sheet: Sheet, unit: Unit, index: int, words: Links) -> int | None:
    """The comma, or comma and conjunction, before the subject of a cue that ends right at ``index``."""
    for start in range(index - 1, max(unit.first, index - BACK) - 1, -1):
        if sheet.low[start] != ",":
            continue
        begin = start + 1
        if begin < index and sheet.low[begin] in words.conjunction:
            begin += 1
        phrase = noun_phrase(sheet, begin, index, words, wide=True)
        if phrase is not None and phrase.last == index:
            return None if _closes_insertion(sheet, unit, start, words) else start
    return None


def _closes_insertion(sheet: Sheet, unit: Unit, comma: int, words: Links) -> bool:
    """Whether a comma closes what stands between a conjunction and its clause: "que, de nuevo, el juez insiste"."""
    for index in range(comma - 1, max(unit.first, comma - BACK), -1):
        if sheet.piece_at[index] >= 0 or sheet.pos[index] in FINITE:
            return False
        if sheet.low[index] == ",":
            return sheet.low[index - 1] in words.complementizer
    return False


def _joined_with_subject(sheet: Sheet, unit: Unit, index: int, words: Links) -> int | None:
    """The conjunction before the subject of a cue, behind a quoted piece: "ve «inviable» la ley y X pide …"."""
    for start in range(index - 1, max(unit.first, index - BACK) - 1, -1):
        if sheet.piece_at[start] >= 0 or sheet.low[start] == ",":
            return None
        if sheet.low[start] in words.conjunction and sheet.pos[start + 1] in {"DET", "PROPN"}:
            phrase = noun_phrase(sheet, start + 1, index, words, wide=True)
            quoted = any(sheet.piece_at[i] >= 0 for i in range(max(unit.first, start - BACK), start))
            return start if phrase is not None and phrase.last == index and quoted else None
    return None


def next_cut(cuts: list[int], start: int, stop: int) -> int:
    """The first cut after ``start``, else ``stop``."""
    at = bisect_left(cuts, start + 1)
    return min(cuts[at], stop) if at < len(cuts) else stop


def trim(sheet: Sheet, first: int, last: int) -> tuple[int, int]:
    """Tokens without the punctuation and white space at their edges; quoted pieces stay whole."""
    while (
        last > first
        and sheet.piece_at[last - 1] < 0
        and (sheet.low[last - 1] in TRAILING or sheet.low[last - 1].isspace())
    ):
        if sheet.low[last - 1] == ")" and "(" in sheet.low[first:last]:
            break
        last -= 1
    while first < last and sheet.piece_at[first] < 0 and (sheet.low[first] in TRAILING or sheet.low[first].isspace()):
        first += 1
    return first, last
