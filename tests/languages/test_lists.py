"""The lists that a linguist keeps: each word stands in a list once, so that taking it out takes it out."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import teletipo.languages

FILES = sorted(Path(teletipo.languages.__file__).parent.glob("*/*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_list_holds_a_word_twice(path: Path) -> None:
    twice = {
        name: repeated
        for name, words in lists(tomllib.loads(path.read_text(encoding="utf-8")), "")
        if (repeated := [word for word, times in Counter(words).items() if times > 1])
    }
    assert not twice


def lists(value: Any, name: str) -> Iterator[tuple[str, list[str]]]:
    """All lists of words in a table, with their dotted names."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from lists(inner, f"{name}.{key}")
    elif isinstance(value, list) and all(isinstance(word, str) for word in value):
        yield name, value
