"""Which kind of version a report is, from the words with which desks mark updates, corrections and kills."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from teletipo.languages import language
from teletipo.model import Kind
from teletipo.normalize.withdrawal import asks, not_before
from teletipo.normalize.wording import alternatives, codes_with, fold

GRAVITY: tuple[Kind, ...] = ("original", "update", "correction", "kill")
_KINDS: tuple[Kind, ...] = ("kill", "correction", "update")
_ORDINAL = r"(?:\d{1,2}(?:\.?[ªºa]|st|nd|rd|th)?[\s-]+)?"
_FIRST_OF_TWO = re.compile(r"[^\W\d_a-z]{2,14}(?: \d{1,2})?-(?=[^\W\d_a-z]{4,}[-:])|[(\[][^()\[\]\n]{2,20}[)\]]\s*")


def version_kind(*, code: str, titles: Iterable[str | None], notices: Iterable[str | None]) -> Kind:
    """The kind that ``titles`` (headline, slug) or the desk's ``notices`` name, the gravest first, else ``original``.

    In a title the word must be marked as one: in capitals, in brackets, numbered, or cut off by a mark; a notice may
    start with it as it is, if it is no mere request ("do not use"), which says nothing before its object is read.
    """
    patterns = _patterns(code)
    heads = [(head, fold(head)) for title in titles if title for head in _heads(title.strip())]
    notes = [fold(notice.strip(" \n([*-")) for notice in notices if notice]
    for kind in _KINDS:
        opens, inside = patterns[kind]
        if any(found and not asks(found["word"]) for found in map(opens.match, notes)):
            return kind
        for printed, folded in heads:
            start = opens.match(folded)
            if inside.search(folded) or (start and _is_marked(printed, start)):
                return kind
    return "original"


def bare_title(title: str) -> str:
    """A title without the words that make it a kill: ``Oil rises`` of ``KILL: Oil rises``, ``OIL`` of ``OIL-KILL``."""
    opens, inside = _patterns(None)["kill"]
    found = opens.match(fold(title))
    rest = title[found.end() :] if found else title
    ends = next((one for one in inside.finditer(fold(rest))), None)
    rest = rest[: ends.start()] + rest[ends.end() :] if ends else rest
    return rest.strip(" .:;/()[]*–—-")


def _heads(title: str) -> list[str]:
    """A title, and what follows a first word of the desk: ``UPDATE 1-CORRECTED-Title``, ``(LEAD) CORRECTED: …``."""
    first = _FIRST_OF_TWO.match(title)
    return [title, title[first.end() :]] if first else [title]


def _is_marked(printed: str, found: re.Match[str]) -> bool:
    word = printed[found.start("word") : found.end("word")]
    cut_off = re.match(r"\s*(?:[.:)\]/*–—]|-(?![a-zß-ÿ])|\d)", printed[found.end("word") :])
    return bool(cut_off) or found.end("word") == len(printed) or (word.isupper() and not printed.isupper())


@cache
def _patterns(code: str | None) -> dict[Kind, tuple[re.Pattern[str], re.Pattern[str]]]:
    rules = [language(name).rules("boilerplate") for name in codes_with("boilerplate.toml", code)]
    patterns: dict[Kind, tuple[re.Pattern[str], re.Pattern[str]]] = {}
    haste = alternatives(fold(word) for rule in rules for word in rule.get("haste", ()))
    for kind in _KINDS:
        words = alternatives(fold(word) for rule in rules for word in rule[kind])
        said = rf"(?P<word>{words}(?:\W{{1,3}}{words})*)(?=\d{{0,2}}(?!\w)){not_before()}"
        patterns[kind] = (
            re.compile(rf"[\s(\[*-]*(?:[^\W\d_]+:\s*|{haste}\W{{1,3}})?{_ORDINAL}{said}"),
            re.compile(
                rf"[(\[]\s*{_ORDINAL}{words}(?:\s+\d{{1,2}})?\s*[)\]]"
                rf"|(?<!\w)\d{{1,2}}(?:st|nd|rd|th)\s+{words}(?!\w)|[-–—]\s*{words}$"
            ),
        )
    return patterns
