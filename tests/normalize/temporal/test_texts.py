"""How much of short news texts is found and resolved: ``texts/xx.txt`` has them, annotated whole.

A text begins with ``== manner, date``; ``[text|TYPE|value]`` is what is to be found in it, and nothing else.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.normalize.temporal.test_sentences import MARKED, parser

from teletipo.languages import language
from teletipo.normalize.temporal import find_temporal_expressions

TEXTS = Path(__file__).parent / "texts"


class Marked(NamedTuple):
    """An expression: where it stands, and what it is worth."""

    start: int
    end: int
    value: str


def texts(code: str) -> Iterator[tuple[datetime.date, str, set[Marked]]]:
    for block in (TEXTS / f"{code}.txt").read_text(encoding="utf-8").split("\n== ")[1:]:
        head, _, body = block.partition("\n")
        text, expected, position = "", set(), 0
        for found in MARKED.finditer(body.strip()):
            text += body[position : found.start()]
            expected.add(Marked(len(text), len(text) + len(found[1]), found[3]))
            text += found[1]
            position = found.end()
        yield datetime.date.fromisoformat(head.split()[-1]), text + body.strip()[position:], expected


@pytest.mark.parametrize(("code", "least"), [("es", 0.95), ("en", 0.95)])
def test_most_expressions_are_found_to_the_letter_with_their_values(code: str, least: float) -> None:
    right = found = wanted = 0
    parse = parser(code)
    for day, text, expected in texts(code):
        doc = parse(text) if parse else None
        told = find_temporal_expressions(text, reference=day, language=language(code), doc=doc)
        right += len({Marked(one.start, one.end, one.value) for one in told} & expected)
        found, wanted = found + len(told), wanted + len(expected)
    assert 2 * right / (found + wanted) >= least
