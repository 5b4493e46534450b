"""The names by which pages mark their parts, out of ``page_names.toml``: classes, ids, meta elements."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from teletipo.sources.xml import Element

FILE = Path(__file__).with_name("page_names.toml")
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_-]+")
MANY_LABELS = 8192


def label_of(element: Element) -> str:
    """The classes and the id of an element as they are written; empty if it has none."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


@lru_cache(maxsize=MANY_LABELS)
def stands_beside(label: str) -> bool:
    """Whether a class or id says that the element is no part of the article."""
    return _beside().search(_hyphened(label)) is not None


@lru_cache(maxsize=MANY_LABELS)
def is_of_readers(label: str) -> bool:
    """Whether a class or id says that the element holds what readers say."""
    return _pattern("readers").search(_hyphened(label)) is not None


@lru_cache(maxsize=MANY_LABELS)
def is_dated(label: str) -> bool:
    """Whether a class or id says that the element may show a date."""
    return _pattern("dated").search(_hyphened(label)) is not None


@lru_cache(maxsize=MANY_LABELS)
def is_of_author(label: str) -> bool:
    """Whether a class or id ends as that of an author's name does, and is not that of a reader's."""
    return _ending("named").search(_hyphened(label)) is not None and not is_of_readers(label)


@lru_cache(maxsize=MANY_LABELS)
def tells_update(label: str) -> bool:
    """Whether a class, id or property says that the element holds the date of a change."""
    return _pattern("updated").search(_hyphened(label)) is not None


@cache
def listed(name: str) -> tuple[str, ...]:
    """A list of the file as it stands there."""
    return tuple(tomllib.loads(FILE.read_text(encoding="utf-8"))[name])


def _hyphened(label: str) -> str:
    """A label in lower case, the words of a class parted by single hyphens."""
    return HUMP.sub("-", label).lower()


@cache
def _beside() -> re.Pattern[str]:
    turned = "".join(f"(?<!\\b{word}-)" for word in listed("negators"))
    anywhere, at_end = _any_of((*listed("beside"), *listed("readers"))), _any_of(listed("beside_at_end"))
    return re.compile(rf"(?:^|(?<=[\s-])){turned}(?:(?:{anywhere})(?=$|[\s-])|(?:{at_end})(?=$|\s))")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\s-]))(?:{_any_of(listed(name))})(?=$|[\s-])")


@cache
def _ending(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\s-]))(?:{_any_of(listed(name))})(?=$|\s)")


def _any_of(entries: tuple[str, ...]) -> str:
    """Any of the entries: a star is any letters, a hyphen may be missing."""
    return "|".join(re.escape(entry).replace(r"\-", "-?").replace(r"\*", r"\w*") for entry in entries)
