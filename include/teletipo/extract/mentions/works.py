"""Titles of books, films, programmes … in quotation marks: the whole quotation is one name, whatever its capitals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.parse.page import Page
from teletipo.model import EntityType

if TYPE_CHECKING:
    from spacy.tokens import Token

CLOSING = {"«": "»", "“": "”", "‘": "’", '"': '"', "'": "'"}
LONGEST_TITLE = 10
REACH = 4
"""Words between the noun and its title, at most."""
STOPS = frozenset(".!?;:")


def quoted_works(page: Page, lexicon: Lexicon) -> dict[int, tuple[int, EntityType]]:
    """First token of each title → its last token and its type: DOC for what is read, else OTH."""
    found: dict[int, tuple[int, EntityType]] = {}
    for i, word in enumerate(page.words):
        if word not in CLOSING or i + 2 >= len(page) or not page.words[i + 1][0].isupper():
            continue
        last = _last_inside(page, i)
        if last <= i + 1:
            continue
        kind = _told_by(_nouns_before(page, lexicon, i), lexicon) or _told_by(_nouns_behind(page, last + 2), lexicon)
        if kind is not None:
            found[i + 1] = last, kind
    return found


def _last_inside(page: Page, opening: int) -> int:
    """The last word before the closing mark; the opening itself where none closes it in time."""
    closing = CLOSING[page.words[opening]]
    for k in range(opening + 2, min(opening + 2 + LONGEST_TITLE, len(page))):
        if page.words[k] == closing:
            return k - 2 if page.words[k - 1] in {",", "."} else k - 1
        if "\n" in page.words[k] or page.words[k] in STOPS:
            break
    return opening


def _told_by(words: Iterator[Token], lexicon: Lexicon) -> EntityType | None:
    for word in words:
        if word.pos_ in {"VERB", "AUX"}:
            return None
        if lexicon.has("book_nouns", word.text):
            return "DOC"
        if lexicon.has("work_nouns", word.text) or lexicon.has("thing_nouns", word.text):
            return "OTH"
    return None


def _nouns_before(page: Page, lexicon: Lexicon, opening: int) -> Iterator[Token]:
    """The words that lead up to a title, nearest first, over adjectives, participles and small words."""
    for i in range(opening - 1, max(-1, opening - 2 - REACH), -1):
        word = page.words[i]
        if not lexicon.has("title_participles", word):
            yield page[i]
        passed = page.pos[i] in {"ADJ", "DET", "ADP", "NUM"} or word == "," or lexicon.has("title_participles", word)
        if not passed:
            return


def _nouns_behind(page: Page, i: int) -> Iterator[Token]:
    """The noun set beside a title: "«…», libro en el que", "«…», su primera película"."""
    if i >= len(page) or page.words[i] != ",":
        return
    for token in page.tokens[i + 1 : i + 1 + REACH]:
        if token.text in STOPS or token.text == ",":
            return
        yield token
