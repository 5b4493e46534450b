"""What the layout of a text says about capitals: lines set in capitals, words that start a sentence."""

from __future__ import annotations

from teletipo.extract.parse.page import Page

OPENING = frozenset("\"'“”«‘‹([{¿¡—–-•*»")
DASHES = frozenset({"-", "--", "–", "—", ".-", ".–"})
OPENERS = frozenset({":", "«", "“", "¿", "¡"})
SHOUTED = 0.8
"""Share of capitals among a line's letters from which the line is set in capitals."""
SHORT_LINE = 3
"""Tokens up to which a line may be a name in capitals rather than a heading."""
TELLING = frozenset({"VERB", "AUX", "ADV", "PRON", "SCONJ", "PART"})
"""Tags of words that no name has, so that the line is a heading: "STILL STANDING"."""


def shouted(page: Page) -> list[bool]:
    """For each token whether its line is set in capitals."""
    marks: list[bool] = []
    start = 0
    for i, word in enumerate(page.words):
        if "\n" in word or i + 1 == len(page):
            marks.extend([_is_loud(page, start, i)] * (i + 1 - start))
            start = i + 1
    return marks


def _is_loud(page: Page, start: int, last: int) -> bool:
    if last + 1 - start <= SHORT_LINE and TELLING.isdisjoint(page.pos[start : last + 1]):
        return False
    line = page.between(start, last)
    letters = sum(map(str.isalpha, line))
    return sum(map(str.isupper, line)) >= SHOUTED * max(1, letters)


def sentence_starts(page: Page) -> list[bool]:
    """For each token whether a capital there says nothing: it starts a sentence, a line or a quotation."""
    marks: list[bool] = []
    fresh = True
    before = ""
    for i, (opens, word) in enumerate(zip(page.opens, page.words, strict=True)):
        if word.isspace():
            marks.append(fresh)
            fresh = fresh or "\n" in word
            continue
        fresh = fresh or opens
        marks.append(fresh)
        if word[0].isalnum():
            fresh = False
        else:
            leads = all(c in OPENING for c in word) or word in {"...", "…"}
            after_credit = word in DASHES and before.endswith(")")
            fresh = word in OPENERS or after_credit or (fresh and leads) or _opens(page, i)
        before = word
    return marks


def _opens(page: Page, i: int) -> bool:
    """Whether a straight mark opens a quotation: a blank before it and none behind."""
    straight = page.words[i] == '"' and not page[i].whitespace_
    return straight and i > 0 and bool(page[i - 1].whitespace_)
