"""The words around dates, from the languages' ``calendar.toml`` and ``publication.toml``, as tables and patterns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from teletipo.languages import available, language

BASE = "en"


def fold(text: str) -> str:
    """``text`` in lower case without accents, every code point still in its place."""
    return "".join(_fold_character(character) for character in text)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one or more languages, folded: names with what they mean, and lists by their name in the data."""

    months: dict[str, int]
    weekdays: dict[str, int]
    tables: dict[str, dict[str, Any]]
    lists: dict[str, tuple[str, ...]]


@cache
def codes_with(file_name: str, code: str | None) -> tuple[str, ...]:
    """The languages whose data to use, the first before the others.

    That is ``code`` and English, which feeds use everywhere; all that have the file where ``code`` is None or lacks it.
    """
    known = [name for name in available() if language(name).has(file_name)]
    return tuple(dict.fromkeys((code, BASE) if code in known else (BASE, *known)))


@cache
def wording(code: str | None) -> Wording:
    """The wording of a language and of English; of all languages where ``code`` is None or has no data.

    A word that means two things keeps the meaning that it has in ``code``.
    """
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    tables: dict[str, dict[str, Any]] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for name in codes_with("publication.toml", code):
        calendar, rules = language(name).rules("calendar"), language(name).rules("publication")
        for number, forms in enumerate(calendar["months"], 1):
            months = {fold(form): number for form in forms} | months
        for number, forms in enumerate(calendar["weekdays"]):
            weekdays = {fold(form): number for form in forms} | weekdays
        for key, value in rules.items():
            if isinstance(value, dict):
                tables[key] = {fold(word): meaning for word, meaning in value.items()} | tables.get(key, {})
            else:
                lists[key] = (*lists.get(key, ()), *(fold(word) for word in value))
    return Wording(months, weekdays, tables, lists)


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of ``words`` in folded text, longest first; full stops of abbreviations are optional."""
    forms = sorted(set(words), key=len, reverse=True)
    if not forms:
        return "(?!)"
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", r"\.?\s+") for form in forms) + ")"


@cache
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character
