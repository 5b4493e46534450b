"""What stands at the edges of an article's text and is no part of it: title, author, place, date, notices."""

from __future__ import annotations

import re
from dataclasses import dataclass

from teletipo.sources.instants import search
from teletipo.sources.page_blocks import HEADINGS, SENTENCE_ENDS, key_of
from teletipo.sources.page_extraction import Paragraph
from teletipo.sources.page_words import QUOTED, page_words

SHORT = 220
STAMP = 90
SCRAP = 50
DATELINE = re.compile(r"\W*[^\W\d_].*\(.*\)\s*\.?\s*[-–—]+$")
REACH_US = re.compile(r"\S@\S+\.\w|[+(]?\d[\d ().-]{6,20}\d")


@dataclass(frozen=True, slots=True)
class Around:
    """What a page's article is known by: strings that are its own, but no part of its body."""

    headline: str | None
    authors: tuple[str, ...]
    names: tuple[str, ...]


def trimmed(kept: list[Paragraph], around: Around) -> list[Paragraph]:
    """Without the title, the scraps of author, place and date, and headings over nothing, at either end."""
    start, end = 0, len(kept)
    while start < end and _is_furniture(kept[start], around):
        start += 1
    while end > start and (kept[end - 1][0] in HEADINGS or _is_foot(kept[end - 1], around)):
        end -= 1
    text_at = next((number for number in range(start, end) if _opens_text(kept[number])), start)
    return [one for one in kept[start:text_at] if not _is_furniture(one, around)] + kept[text_at:end]


def _opens_text(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a long sentence, before which scraps are no part of the article."""
    tag, text = paragraph
    return tag not in HEADINGS and len(text) >= 2 * SCRAP and text.endswith(SENTENCE_ENDS)


def _is_foot(paragraph: Paragraph, around: Around) -> bool:
    """Whether a last paragraph is no part of the article: furniture, who wrote it, or how to reach the house."""
    _, text = paragraph
    if _is_furniture(paragraph, around):
        return True
    if len(text) <= SHORT and not text.endswith(SENTENCE_ENDS) and REACH_US.search(text):
        return True
    opening = key_of(text[:STAMP]).casefold()
    full_names = (name for name in around.authors if len(name.split()) > 1)
    told_of = any(opening.startswith(key_of(name).casefold()) for name in full_names)
    return told_of and not QUOTED.search(text)


def _is_furniture(paragraph: Paragraph, around: Around) -> bool:
    tag, text = paragraph
    key = key_of(text).casefold()
    if tag == "h1" or page_words().is_notice(text) or (around.headline and key == key_of(around.headline).casefold()):
        return True
    own = (key_of(name).casefold() for name in (*around.authors, *around.names))
    if any(key in {name, f"por{name}", f"by{name}"} for name in own):
        return True
    if text.endswith(SENTENCE_ENDS) or DATELINE.match(text):
        return False
    return (tag in {"p", "div"} and len(text) < SCRAP) or (len(text) < STAMP and search(text) is not None)
