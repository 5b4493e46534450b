"""Where sentences start in a report: certain starts, doubtful ones for the parser to judge, and none elsewhere.

A statistical parser splits news at quotation marks, after commas and inside datelines. Here it only decides what the
text leaves open: whether an abbreviation ends a sentence too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from spacy.language import Language as Pipeline

from teletipo.languages import available, language

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CLOSING = "\"'”’»)\\]"
_OPENING = "\"'“‘«¿¡(\\[–—\\-"
_STOP = re.compile(
    rf"(?<![.!?…])(?P<mark>[.!?…]++)(?P<closed>[{_CLOSING}]*+)\s++(?P<open>(?:[{_OPENING}]\s?)*+)(?P<next>\w)"
)
_LINE = re.compile(r"\n\s*+")
_WORD_BEFORE = re.compile(r"[^\s\"“”«»()\[\]¿¡,;:/]+$")
_LETTERS = re.compile(r"(?:[^\W\d_]{1,3}\.\s?)+[^\W\d_]{1,3}$")
_REACH = 24
_CERTAIN, _OPEN, _FORBIDDEN = 1, 0, -1
"""What spaCy's attribute ``SENT_START`` says of a token."""


@dataclass(frozen=True, slots=True)
class Starts:
    """Offsets at which a sentence starts for certain, and at which one may start."""

    certain: frozenset[int]
    possible: frozenset[int]


def sentence_starts(text: str, *, code: str, is_function_word: Callable[[str], bool]) -> Starts:
    """The sentence starts of ``text``, offsets in code points.

    ``code`` (ISO 639-1) chooses the abbreviations; ``is_function_word`` knows the words, in small letters, that open a
    sentence after an abbreviation more often than they continue a name (``el``, ``the``).
    """
    certain, possible = set(_line_starts(text)), set[int]()
    for found in _STOP.finditer(text):
        verdict = _verdict(text, found, _abbreviations(code), is_function_word)
        if verdict:
            offset = found.start("open") if found["open"].strip() else found.start("next")
            (certain if verdict == "certain" else possible).add(offset)
    return Starts(frozenset(certain), frozenset(possible - certain))


def _line_starts(text: str) -> Iterator[int]:
    """Starts of lines; a single line break within a sentence starts nothing."""
    for found in _LINE.finditer(text):
        rest = text[found.end() : found.end() + 1]
        if rest and (found[0].count("\n") > 1 or not rest.islower()):
            yield found.end()


def _verdict(
    text: str, found: re.Match[str], abbreviations: _Abbreviations, is_function_word: Callable[[str], bool]
) -> str:
    """``certain``, ``possible`` or, where no sentence starts after a stop, an empty string."""
    following = found["next"]
    if following.islower():
        return ""
    if found["mark"] != ".":
        inside = bool(found["closed"]) and found["mark"][-1] in "!?" and not found["open"].strip()
        return "possible" if inside and not is_function_word(_word_at(text, found.start("next"))) else "certain"
    before = text[max(0, found.start() - _REACH) : found.start("mark")]
    word = _WORD_BEFORE.search(before)
    if found["closed"] or not word:
        return "certain"
    return _after_word(word[0], before, text[found.start("next") :][:_REACH], abbreviations, is_function_word)


def _after_word(
    word: str, before: str, after: str, abbreviations: _Abbreviations, is_function_word: Callable[[str], bool]
) -> str:
    """The verdict on a full stop after ``word``, with ``after`` to follow."""
    opens = is_function_word(_word_at(after, 0))
    if word in abbreviations.before_name:
        return ""
    if after[0].isdigit() and (word in abbreviations.before_figure or word in abbreviations.may_end):
        return ""
    if word.isdigit() and (word == before.strip() or _word_at(after, 0) in abbreviations.months):
        return ""
    if re.fullmatch(r"[^\W\d_]{1,3}", word) and word.isupper() and re.match(r"[^\W\d_]{1,3}\.", after):
        return ""
    if len(word) == 1 and word.isalpha() and word.isupper():
        return "certain" if opens else ""
    if word in abbreviations.may_end or _LETTERS.search(before) or _short_month(word, abbreviations):
        return "certain" if opens else "possible"
    return "certain"


def _short_month(word: str, abbreviations: _Abbreviations) -> bool:
    return len(word) <= 4 and word.lower() in abbreviations.months


def _word_at(text: str, start: int) -> str:
    found = re.compile(r"\w+").match(text, start)
    return found[0].lower() if found else ""


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    before_name: frozenset[str]
    before_figure: frozenset[str]
    may_end: frozenset[str]
    months: frozenset[str]


@cache
def _abbreviations(code: str) -> _Abbreviations:
    known = code in available() and language(code).has("sentences.toml")
    rules = language(code).rules("sentences") if known else {}
    calendar = language(code).rules("calendar") if known else {"months": []}
    return _Abbreviations(
        before_name=frozenset(rules.get("before_name", ())),
        before_figure=frozenset(rules.get("before_figure", ())),
        may_end=frozenset(rules.get("may_end", ())),
        months=frozenset(name for names in calendar["months"] for name in names),
    )


@Pipeline.component("teletipo_boundaries")
def mark_boundaries(doc: Doc) -> Doc:
    """Set or forbid a sentence start at every token, leaving to the parser what may be one.

    ``doc.user_data["whole"]`` holds spans (header, dateline, credit) that stand apart: a sentence starts with each, one
    starts after it, and none within.
    """
    text = doc.text
    starts = sentence_starts(text, code=doc.lang_, is_function_word=lambda word: doc.vocab[word].is_stop)
    whole = doc.user_data.get("whole", ())
    within = frozenset(offset for start, end in whole for offset in range(start + 1, end))
    edges = sorted({edge for span in whole for edge in span if edge < len(text)})
    opened = False
    verdicts = doc.to_array("SENT_START").astype("int64")
    verdicts.fill(_FORBIDDEN)
    for i, here in enumerate(doc.to_array("IDX").tolist()):
        blank = text[here : here + 1].isspace()
        passed = bool(edges) and here >= edges[0] and not blank
        while passed and edges and here >= edges[0]:
            edges.pop(0)
        if not opened or blank:
            verdicts[i] = _FORBIDDEN if i else _OPEN
            opened = opened or not blank
        elif passed or (here in starts.certain and here not in within):
            verdicts[i] = _CERTAIN
        elif here in starts.possible and here not in within:
            verdicts[i] = _OPEN
    return doc.from_array("SENT_START", verdicts.astype("uint64"))  # type: ignore[arg-type]
