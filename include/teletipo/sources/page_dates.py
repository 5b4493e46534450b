"""When a page was published and changed, as exactly as it says.

Witnesses in the order of their worth: JSON-LD, meta elements, microdata, ``time`` elements, a date in words
near the title, the address, and htmldate for the day. The first gives the day; among those that agree with it
the most exact is taken (a clock with an offset, then a clock, then the day). After Barbaresi, "htmldate"
(JOSS 2020), whose own witness is a day only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta

from teletipo.sources.instants import instant, month_number, search
from teletipo.sources.page_blocks import Block
from teletipo.sources.page_data import PageData, attribute
from teletipo.sources.page_names import is_dated, label_of, listed, tells_update
from teletipo.sources.page_words import page_words
from teletipo.sources.xml import LIBRARY_ERRORS, Element, text_of

IN_ADDRESS = re.compile(
    r"/((?:19|20)\d{2})(?:[/-]?(0[1-9]|1[0-2])[/-]?|/([a-z]{3,10})/)(0[1-9]|[12]\d|3[01])(?=[/\-_.]|$)"
)
YEAR = re.compile(r"\d{4}")
NOTE_AFTER = re.compile(r"\s*\([^()]*\)$")
WEB_BEGINS = "1995"
NEW_YEAR = "-01-01"
AFTER_TITLE = 10
LONGEST_STAMP = 120
FARTHEST = timedelta(days=1)


def published(page: PageData, blocks: list[Block], url: str | None) -> str | None:
    """The instant of first publication in ISO 8601, to the precision that the page gives."""
    stated = [found for found in _read(value for _, value in _stated(page)) if found]
    if not any(_exactness(one) for one in stated):
        shown = (_date_in(_shown(page)), _date_in(_near_title(blocks)), _in_address(url))
        stated += [found for found in shown if found]
    if not stated:
        day = _by_htmldate(page, url)
        stated = [day] if day else []
    return _most_exact(stated)


def witnesses(page: PageData, blocks: list[Block]) -> tuple[dict[str, str], ...]:
    """What each place of the page says about its first publication: ``origin`` and ``text``, the most trusted first."""
    places = (*_stated(page), ("shown", _shown(page)), ("shown", _near_title(blocks)))
    said = ((origin, _first(value)) for origin, value in places)
    told = dict.fromkeys((origin, text[:LONGEST_STAMP]) for origin, text in said if text)
    return tuple({"origin": origin, "text": text} for origin, text in told)


def modified(page: PageData) -> str | None:
    """The instant of the last change in ISO 8601."""
    stated = [
        page.article.get("dateModified"),
        *(page.metas.get(name) for name in listed("modified")),
        page.property("dateModified"),
    ]
    return _most_exact([found for found in _read(iter(stated)) if found])


def _stated(page: PageData) -> Iterator[tuple[str, object]]:
    yield "json-ld", page.article.get("datePublished")
    for name in listed("published"):
        yield "meta", page.metas.get(name)
    yield "microdata", page.property("datePublished")
    yield "json-ld", page.article.get("dateCreated") or page.article.get("uploadDate")
    yield from (("time", stamp) for stamp in _time_elements(page))


def _time_elements(page: PageData) -> Iterator[str | None]:
    """What the ``time`` elements say, those marked as publication first; none that tells of an update."""
    stamped = [one for one in page.elements("time") if attribute(one, "datetime")]
    elements = [one for one in stamped if not _is_update(one)]
    marked = [one for one in elements if "pubdate" in one.attrib or "publish" in attribute(one, "class").lower()]
    around = [one for one in elements if next(one.iterancestors("article", "main", "header"), None) is not None]
    yield from (attribute(one, "datetime") for one in (*marked[:1], *around[:1], *elements[:1]))


def _is_update(element: Element) -> bool:
    label = f"{label_of(element)} {attribute(element, 'itemprop')}"
    return tells_update(label) or page_words().tells_update((text_of(element) or "")[:LONGEST_STAMP])


def _shown(page: PageData) -> str | None:
    """A date in words or figures in a short element whose class says that it holds one."""
    for element in page.tree.iter(
        "time", "span", "p", "div", "li", "small", "em", "strong", "td", "h2", "h3", "h4", "a"
    ):
        if element.tag != "time" and not is_dated(label_of(element)):
            continue
        text = " ".join(" ".join(str(part) for part in element.itertext()).split())
        stamp = _of_publication(text) if 6 <= len(text) <= LONGEST_STAMP else None
        if _date_in(stamp):
            return stamp
    return None


def _near_title(blocks: list[Block]) -> str | None:
    """A date in one of the short blocks that follow the title."""
    start = next((number for number, block in enumerate(blocks) if block.tag == "h1"), 0)
    short = [block.text for block in blocks[start : start + AFTER_TITLE] if len(block.text) <= LONGEST_STAMP]
    first = (_of_publication(text) for text in short)
    return next(filter(_date_in, (*first, *short)), None)


def _of_publication(text: str) -> str | None:
    """The part of a stamp that does not tell of a change; None if all of it does."""
    found = page_words().updates.search(text.lower())
    if found is None:
        return text
    before = text[: found.start()]
    if any(char.isdigit() for char in before):
        return before
    return next(iter(YEAR.split(text[found.end() :], maxsplit=1)[1:]), None)


def _date_in(text: str | None) -> str | None:
    """The date inside a short text, ISO 8601; none from before the web."""
    found = search(text) if text else None
    return found if found and found > WEB_BEGINS else None


def _in_address(url: str | None) -> str | None:
    found = IN_ADDRESS.search(url or "")
    month = (found[2] or month_number(found[3])) if found else None
    return instant(f"{found[1]}-{month:>02}-{found[4]}", "url", []) if found and month else None


def _by_htmldate(page: PageData, url: str | None) -> str | None:
    """The day that htmldate finds; not a New Year's Day, which is what it makes of a lone year."""
    from htmldate import find_date

    try:
        found = find_date(deepcopy(page.tree), original_date=True, url=url)
    except LIBRARY_ERRORS:
        return None
    return None if found is None or found.endswith(NEW_YEAR) else str(found)


def _read(values: Iterator[object]) -> Iterator[str | None]:
    yield from (instant(_first(value), "date", []) for value in values)


def _first(value: object) -> str | None:
    """The text of a value, or of the first of several."""
    first = value[0] if isinstance(value, list) and value else value
    first = first.get("@value") if isinstance(first, dict) else first
    told = isinstance(first, (str, int)) and not isinstance(first, bool)
    return NOTE_AFTER.sub("", str(first).strip()) if told else None


def _most_exact(stated: list[str]) -> str | None:
    """The first instant, or one of the same day that is more exact."""
    if not stated:
        return None
    return max((one for one in stated if _agrees(one, stated[0])), key=_exactness, default=stated[0])


def _agrees(one: str, first: str) -> bool:
    """Whether two instants may be the same: the same day, and the same minute where both have a clock."""
    if abs(_day(one) - _day(first)) > FARTHEST:
        return False
    if len(one) == 10 or len(first) == 10:
        return one[:10] == first[:10]
    return one[14:16] == first[14:16]


def _exactness(stamp: str) -> int:
    if len(stamp) == 10:
        return 0
    return 2 if len(stamp) > 19 and ("+" in stamp[19:] or "-" in stamp[19:]) else 1


def _day(stamp: str) -> date:
    return date.fromisoformat(stamp[:10])
