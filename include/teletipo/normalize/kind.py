"""Which kind of version a report is, from the words with which desks mark updates, corrections and kills."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from teletipo.languages import language
from teletipo.model import Kind
from teletipo.normalize.wording import alternatives, codes_with, fold

GRAVITY: tuple[Kind, ...] = ("original", "update", "correction", "kill")
_KINDS: tuple[Kind, ...] = ("kill", "correction", "update")
_ORDINAL = r"(?:\d{1,2}(?:\.?[ªºa]|st|nd|rd|th)?[\s-]+)?"
_FIRST_OF_TWO = re.compile(r"[^\W\d_a-z]{2,14}(?: \d{1,2})?-(?=[^\W\d_a-z]{4,}[-:])")


def version_kind(*, code: str, titles: Iterable[str | None], notices: Iterable[str | None]) -> Kind:
    """The kind that ``titles`` (headline, slug) or the desk's ``notices`` name, the gravest first, else ``original``.

    In a title the word must be marked as one: in capitals, in brackets, numbered, or cut off by a mark; a notice may
    start with it as it is.
    """
    patterns = _patterns(code)
    heads = [(head, fold(head)) for title in titles if title for head in _heads(title.strip())]
    notes = [fold(notice.strip(" \n([*-")) for notice in notices if notice]
    for kind in _KINDS:
        opens, inside = patterns[kind]
        if any(opens.match(note) for note in notes):
            return kind
        for printed, folded in heads:
            start = opens.match(folded)
            if inside.search(folded) or (start and _is_marked(printed, start)):
                return kind
    return "original"


def _heads(title: str) -> list[str]:
    """A title, and what follows a first word of the desk before a second: ``UPDATE 1-CORRECTED-Title``."""
    first = _FIRST_OF_TWO.match(title)
    return [title, title[first.end() :]] if first else [title]


def _is_marked(printed: str, found: re.Match[str]) -> bool:
    word = printed[found.start("word") : found.end("word")]
    cut_off = re.match(r"\s*(?:[.:)\]/*–—-]|\d)", printed[found.end("word") :])
    return bool(cut_off) or found.end("word") == len(printed) or (word.isupper() and not printed.isupper())


@cache
def _patterns(code: str) -> dict[Kind, tuple[re.Pattern[str], re.Pattern[str]]]:
    rules = [language(name).rules("boilerplate") for name in codes_with("boilerplate.toml", code)]
    patterns: dict[Kind, tuple[re.Pattern[str], re.Pattern[str]]] = {}
    for kind in _KINDS:
        words = alternatives(fold(word) for rule in rules for word in rule[kind])
        patterns[kind] = (
            re.compile(rf"[\s(\[*-]*(?:[^\W\d_]+:\s*)?{_ORDINAL}(?P<word>{words})(?=\d{{0,2}}(?!\w))"),
            re.compile(
                rf"[(\[]\s*{_ORDINAL}{words}(?:\s+\d{{1,2}})?\s*[)\]]"
                rf"|(?<!\w)\d{{1,2}}(?:st|nd|rd|th)\s+{words}(?!\w)|[-–—]\s*{words}$"
            ),
        )
    return patterns
