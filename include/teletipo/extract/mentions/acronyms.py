"""Acronyms in brackets: what they abbreviate, and how far the name before them reaches."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.parse.page import Page
from teletipo.extract.parse.words import fold

ACRONYM = re.compile(r"[A-ZÁÉÍÓÚÑ][\w.+-]{1,8}")
LONGEST_EXPANSION = 14
"""Tokens before the bracket in which the first word of the full name is looked for."""
LONGEST_SYLLABLE = 5
"""Letters that an acronym takes from one word at most: "Conred" takes three of "Reducción"."""

LONGEST_SMALL = 3
"""Letters of the words that an acronym may leave out: "de", "for", "the"."""


def spells(acronym: str, words: Sequence[str]) -> bool:
    """Whether an acronym is made of the beginnings of words, in order, the first word's among them: "Sedema"."""
    letters = "".join(c for c in fold(acronym) if c.isalpha())
    if len(letters) < 2 or not words:
        return False
    reached = {n for n in range(1, LONGEST_SYLLABLE + 1) if fold(words[0]).startswith(letters[:n])}
    for word in words[1:]:
        plain = fold(word)
        reached |= {
            place + n
            for place in reached
            for n in range(1, LONGEST_SYLLABLE + 1)
            if place + n <= len(letters) and plain.startswith(letters[place : place + n])
        }
    return len(letters) in reached and not fold(words[0]).startswith(letters)


def expansion(acronym: str, before: Sequence[str]) -> list[str]:
    """The words, folded, whose first letters are an acronym's, from the last before it; empty if they are not."""
    letters = [c for c in fold(acronym) if c.isalpha()]
    found: list[str] = []
    for word in map(fold, reversed(before)):
        if letters and word.startswith(letters[-1]) and (len(word) > LONGEST_SMALL or len(letters) > 1):
            letters.pop()
            found.append(word)
        elif not letters or len(word) > LONGEST_SMALL:
            break
    return [] if letters else found[::-1]


def expansions(page: Page, lexicon: Lexicon, places: Collection[int]) -> dict[int, tuple[int, int]]:
    """First token of each full name before a bracketed acronym → its last token and the acronym's.

    One small word may stand before the bracket: "Secretaría del Medio Ambiente local (Sedema)". ``places`` are the
    tokens of listed places, which in brackets tell where something lies.
    """
    found: dict[int, tuple[int, int]] = {}
    for i in range(2, len(page) - 1):
        if page.words[i - 1] != "(" or i in places or not page.words[i + 1].startswith((")", ",", ";")):
            continue
        if ACRONYM.fullmatch(page.words[i]):
            last = i - 2 if page.words[i - 2][0].isupper() else i - 3
            first = _first_word(page, lexicon, last, i)
            if first is not None:
                found[first] = (last, i)
    return found


def _first_word(page: Page, lexicon: Lexicon, last: int, acronym: int) -> int | None:
    """The leftmost capital from which the words up to the bracket spell the acronym."""
    best = None
    for i in range(last, max(-1, last - LONGEST_EXPANSION), -1):
        word = page.words[i]
        if word[0].isupper() and not lexicon.has("articles", word):
            if spells(page.words[acronym], page.words[i : last + 1]):
                best = i
        elif not lexicon.has("connectors", word):
            break
        if page.opens[i]:
            break
    return best
