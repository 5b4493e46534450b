"""What the layout of a text says about capitals: lines set in capitals, words that start a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.extract.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

OPENING = frozenset("\"'“”«‘‹([{¿¡—–-•*»")
DASHES = frozenset({"-", "--", "–", "—", ".-", ".–"})
SHOUTED = 0.8
"""Share of capitals among a line's letters from which the line is set in capitals."""
SHORT_LINE = 3
"""Tokens up to which a line may be a name in capitals rather than a heading."""


def shouted(page: Page) -> list[bool]:
    """For each token whether its line is set in capitals."""
    marks: list[bool] = []
    line: list[Token] = []
    for token in page:
        line.append(token)
        if token.is_space and "\n" in token.text:
            marks.extend([_is_loud(line)] * len(line))
            line = []
    return marks + [_is_loud(line)] * len(line)


def _is_loud(line: list[Token]) -> bool:
    letters = [c for token in line for c in token.text if c.isalpha()]
    return len(line) > SHORT_LINE and sum(c.isupper() for c in letters) >= SHOUTED * max(1, len(letters))


def sentence_starts(page: Page) -> list[bool]:
    """For each token whether a capital there says nothing: it starts a sentence, a line or a quotation."""
    marks: list[bool] = []
    fresh = True
    before = ""
    for token in page:
        if token.is_space:
            marks.append(fresh)
            fresh = fresh or "\n" in token.text
            continue
        fresh = fresh or bool(token.is_sent_start)
        marks.append(fresh)
        opens = all(c in OPENING for c in token.text) or token.text in {"...", "…"}
        after_credit = token.text in DASHES and before.endswith(")")
        fresh = token.text in {":", "«", "“"} or after_credit or (fresh and opens)
        before = token.text
    return marks
