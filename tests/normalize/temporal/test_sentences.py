"""What a reader of wire reports expects to be marked, sentence by sentence: the tables are in ``sentences/``.

A line is the report's date and a sentence in which ``[text|TYPE|value]`` is to be found, and nothing else.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from teletipo.languages import language
from teletipo.languages.parsing import pipeline
from teletipo.normalize.temporal import find_temporal_expressions

TABLES = Path(__file__).parent / "sentences"
MARKED = re.compile(r"\[([^|\]]*)\|([^|]*)\|([^\]]*)\]")


def sentences() -> Iterator[pytest.ParameterSet]:
    for table in sorted(TABLES.glob("*.txt")):
        for line in table.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                date, _, sentence = line.partition(" ")
                yield pytest.param(table.stem, date, sentence, id=f"{table.stem}: {sentence}")


@cache
def parser(code: str):
    return pipeline(language(code)) if language(code).spacy_model else None


@pytest.mark.parametrize(("code", "date", "sentence"), list(sentences()))
def test_sentence(code: str, date: str, sentence: str) -> None:
    text = MARKED.sub(r"\1", sentence)

    parse = parser(code)
    found = find_temporal_expressions(
        text,
        reference=datetime.date.fromisoformat(date),
        language=language(code),
        doc=parse(text) if parse else None,
    )

    assert [(t.text, t.type, t.value) for t in found] == MARKED.findall(sentence)
