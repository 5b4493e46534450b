"""Where the sentences of a report end, as the list of unattributed statements shows it."""

from __future__ import annotations

import pytest

from teletipo.analysis import analyse_item
from teletipo.model import Item


@pytest.mark.parametrize(
    ("code", "text", "sentences"),
    [
        (
            "en",
            "Barley became the No. 2 crop in the valley. The farmers cheered in May.",
            ["Barley became the No. 2 crop in the valley", "The farmers cheered in May"],
        ),
        ("en", "The U.S. Forest Service closed the road.", ["The U.S. Forest Service closed the road"]),
        (
            "en",
            "The fair opened at 9 a.m. The queue was long.",
            ["The fair opened at 9 a.m.", "The queue was long"],
        ),
        ("es", "La autora del núm. 7 dimitió ayer en Lima.", ["La autora del núm. 7 dimitió ayer en Lima"]),
    ],
)
def test_an_abbreviation_ends_a_sentence_only_where_another_begins(code: str, text: str, sentences: list[str]) -> None:
    found = analyse_item(Item("text", body=text, language=code, published="2026-02-03"), report_id="r").unattributed
    assert [span.text for span in found] == sentences
