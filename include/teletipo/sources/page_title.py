"""The title of an article page: what the reader sees, as far as the metadata bear it out."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from teletipo.sources import markup
from teletipo.sources.addresses import absolute
from teletipo.sources.page_blocks import HEADINGS, Block, key_of
from teletipo.sources.page_data import PageData
from teletipo.sources.page_names import listed
from teletipo.sources.page_words import key_words
from teletipo.sources.xml import Element, text_of

SUFFIX = re.compile(r"\s+(?:[|–—»·•]|-|::|//)\s+")
LEAST_WORDS = 3
ALIKE = 0.4
SAME = 0.75


def title_of(page: PageData, agency: str | None, blocks: list[Block]) -> str | None:
    """The title that the reader sees: the ``h1`` that the metadata confirm, else the metadata's own."""
    stated = [page.said("headline"), page.meta(*listed("title")), page.property("headline")]
    told = [title for title in (_without_site(text, agency, page) for text in stated) if title]
    titled = _without_site(page.title(), agency, page)
    says_more = titled and not any(key_of(one) in key_of(titled) for one in told)
    candidates = [*told, titled] if titled and says_more else told
    shown = [title for title in (_shown(one, candidates) for one in page.elements("h1")) if title]
    shown = shown or [block.text for block in blocks if block.tag in HEADINGS and _is_one_of(block.text, candidates)]
    best = max(shown, key=lambda title: max((_likeness(title, one) for one in candidates), default=0.0), default=None)
    least = ALIKE if len(shown) > 1 else ALIKE / 2
    if best and any(_likeness(best, one) >= least for one in candidates):
        return best
    if (
        len({key_of(one) for one in (*told, page.title() or "")}) == 1
        and len(key_words(page.title() or "")) <= LEAST_WORDS
    ):
        return next(iter([*_headings(blocks), *candidates]), None)
    long_enough = [title for title in shown if len(key_words(title)) >= LEAST_WORDS]
    if len(shown) == 1 and long_enough and not candidates:
        return long_enough[0]
    if titled and not told:
        return _as_shown(titled, blocks)
    return next(iter([*candidates, *long_enough]), None)


def _headings(blocks: list[Block]) -> list[str]:
    """The headings of the two highest ranks that are long enough for a title."""
    ranked = [block for block in blocks if block.tag in {"h1", "h2"} and block.beside is None]
    return [block.text for block in ranked if len(key_words(block.text)) > LEAST_WORDS]


def _is_one_of(text: str, candidates: list[str]) -> bool:
    return any(_likeness(text, one) >= SAME for one in candidates)


def _shown(element: Element, candidates: list[str]) -> str | None:
    """The text of a heading, without a kicker in an element of its own that the metadata do not have."""
    told = {key_of(one): one for one in candidates}
    parts = [element.text or ""]
    for child in element:
        parts.extend(("".join(str(text) for text in child.itertext()), child.tail or ""))
    for start in range(len(parts)):
        rest = " ".join("".join(parts[start:]).split())
        same = told.get(key_of(rest))
        if same is not None:
            return same if len(same.split()) > len(rest.split()) else rest
    return text_of(element)


def _as_shown(title: str, blocks: list[Block]) -> str:
    """The larger part of a ``title`` that stands on the page by itself, where its rest does not; else all of it."""
    key = key_of(title)
    parts = [
        block.text
        for block in blocks
        if len(key) / 2 < len(block.key) < len(key) and (key.endswith(block.key) or key.startswith(block.key))
    ]
    return max((part for part in parts if len(key_words(part)) >= LEAST_WORDS), key=len, default=title)


def _without_site(text: str | None, agency: str | None, page: PageData) -> str | None:
    """A title without the name of the site at its end or head, or without what follows its last bar."""
    title = markup.html_line(text)
    if not title:
        return None
    parts = SUFFIX.split(title)
    host = urlsplit(absolute(page.meta("og:url"), None) or "").hostname
    named = (agency, page.meta("og:site_name", "application-name"), host)
    site = key_of(" ".join(name for name in named if name)).casefold()
    while len(parts) > 1 and (key_of(parts[-1]).casefold() in site or _after_bar(title, parts)):
        title = title[: title.rfind(parts.pop())].rstrip(" |–—»·•-:/")
    if len(parts) > 1 and key_of(parts[0]).casefold() in site:
        title = title[title.find(parts[1], len(parts[0])) :]
    return title


def _after_bar(title: str, parts: list[str]) -> bool:
    """Whether the last part is a short one behind a bar."""
    return title[: title.rfind(parts[-1])].rstrip().endswith("|") and len(parts[-1].split()) <= LEAST_WORDS + 1


def _likeness(one: str, other: str) -> float:
    """How alike two titles are: the share of their words that both have."""
    first, second = set(key_words(one)), set(key_words(other))
    return len(first & second) / len(first | second) if first and second else 0.0
