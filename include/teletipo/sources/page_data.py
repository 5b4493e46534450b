"""What a page says about itself for machines: JSON-LD, meta elements, microdata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from teletipo.sources.markup import html_line
from teletipo.sources.xml import Element, legal, text_of

Record = dict[str, Any]
ARTICLE = re.compile(
    r"(?:^|[/#:])(?:\w*article|\w*posting|report|reportage\w*|review|backgroundnews|opinion\w*)$", re.IGNORECASE
)
PAGE = re.compile(r"(?:^|[/#:])\w*page$", re.IGNORECASE)
WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
DEEPEST = 8
LARGEST_SCRIPT = 2_000_000


@dataclass(frozen=True, slots=True)
class PageData:
    """The machine-readable part of a page. ``article`` is its JSON-LD article, keys as written.

    ``metas`` are by lower-case name.
    """

    tree: Element
    article: Record = field(default_factory=dict)
    metas: dict[str, str] = field(default_factory=dict)
    microdata: tuple[Element, ...] = ()

    def meta(self, *names: str) -> str | None:
        """The first of the meta elements that is there and not blank."""
        return next((self.metas[name] for name in names if self.metas.get(name)), None)

    def said(self, name: str) -> str | None:
        """A text of the JSON-LD article, without markup."""
        value = self.article.get(name)
        value = value[0] if isinstance(value, list) and value else value
        return html_line(value) if isinstance(value, str) else None

    def property(self, name: str) -> str | None:
        """The first microdata property of that name, by its content, datetime or text."""
        for element in self.microdata:
            if element.get("itemprop") == name:
                value = element.get("content") or element.get("datetime") or text_of(element) or ""
                if value.strip():
                    return value.strip()
        return None


def tree_of(text: str) -> Element | None:
    """The tree of an HTML text; None if there is no element in it."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", legal(text), count=1)
    try:
        return lxml_html.document_fromstring(text) if text.strip() else None
    except (etree.LxmlError, ValueError):
        return None


def page_data(tree: Element, *, url: str | None) -> PageData:
    """The machine-readable part of a parsed page."""
    return PageData(tree, _article(tree, url), _metas(tree), tuple(tree.iterfind(".//*[@itemprop]")))


def names(value: object) -> list[str]:
    """The names in a JSON-LD value: texts, objects with a name, or lists of them; addresses are none."""
    if isinstance(value, str):
        line = html_line(value)
        return [line] if line and not line.startswith(("http://", "https://", "@")) else []
    if isinstance(value, dict):
        return names(value.get("name"))
    if isinstance(value, list):
        return [name for one in value for name in names(one)]
    return []


def _metas(tree: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _article(tree: Element, url: str | None) -> Record:
    """The article among the JSON-LD objects: the one that names the page's address, else the first full one.

    Where there is none, the web page that they describe.
    """
    scripts = list(_scripts(tree))
    articles = [record for script in scripts for record in _typed(script, ARTICLE, 0)]
    here = [one for one in articles if url and url.partition("?")[0] in _addresses(one)]
    ranked = here or [one for one in articles if "articleBody" in one or "datePublished" in one] or articles
    ranked = ranked or [record for script in scripts for record in _typed(script, PAGE, 0) if "datePublished" in record]
    return ranked[0] if ranked else {}


def _scripts(tree: Element) -> Iterator[object]:
    for element in tree.iter("script"):
        if (
            "ld+json" not in (element.get("type") or "").lower()
            or not element.text
            or len(element.text) > LARGEST_SCRIPT
        ):
            continue
        text = WRAPPING.sub("", element.text).strip().rstrip(";")
        for attempt in (text, TRAILING_COMMA.sub(r"\1", text)):
            try:
                yield json.loads(attempt, strict=False)
                break
            except (ValueError, RecursionError):
                continue


def _typed(value: object, kind: re.Pattern[str], depth: int) -> Iterator[Record]:
    """The objects of a kind in a JSON-LD value, those inside lists and graphs too."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _typed(one, kind, depth + 1)
    elif isinstance(value, dict):
        stated = value.get("@type")
        if any(isinstance(one, str) and kind.search(one) for one in (stated if isinstance(stated, list) else [stated])):
            yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _typed(value.get(name), kind, depth + 1)


def _addresses(record: Record) -> set[str]:
    values = [record.get("url"), record.get("@id"), record.get("mainEntityOfPage")]
    values += [value.get("@id") for value in values if isinstance(value, dict)]
    return {value.partition("?")[0].partition("#")[0] for value in values if isinstance(value, str)}
