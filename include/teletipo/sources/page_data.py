"""What a page says about itself for machines: JSON-LD, meta elements, links, ``time``, microdata."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.exceptions import ParserRejectedMarkup
from bs4.filter import SoupStrainer
from lxml import etree
from lxml import html as lxml_html

from teletipo.sources.markup import html_line
from teletipo.sources.xml import LIBRARY_ERRORS, Element, legal

Record = dict[str, Any]
SAYING = frozenset({"head", "meta", "link", "title", "time", "h1", "article", "main", "header"})
"""The elements that metadata stand in, and those that tell whether a ``time`` is the article's."""
ARTICLE = re.compile(
    r"(?:^|[/#:])(?:\w*article|\w*posting|report|reportage\w*|review|backgroundnews|opinion\w*)$", re.IGNORECASE
)
PAGE = re.compile(r"(?:^|[/#:])\w*page$", re.IGNORECASE)
WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
SIMPLE = re.compile(r'"(@type|datePublished|dateModified|isAccessibleForFree)"\s*:\s*"?([^",\s\[{}]+)')
NAMING = ("property", "name", "itemprop", "http-equiv")
DEEPEST = 8
LARGEST_SCRIPT = 2_000_000


class _Saying(SoupStrainer):
    """Lets into the soup what may say something about the page, for a third of the work of a whole one."""

    def allow_tag_creation(self, _nsprefix: str | None, name: str, attrs: Mapping[Any, str] | None) -> bool:
        """Whether an element outside those already let in is wanted."""
        given = attrs or {}
        return name in SAYING or "itemprop" in given or (name == "script" and _is_json_ld(given.get("type")))

    def allow_string_creation(self, _string: str) -> bool:
        """No text outside those elements is."""
        return False


@dataclass(frozen=True, slots=True)
class PageData:
    """The machine-readable part of a page. ``article`` is its JSON-LD article, keys as written.

    ``tree`` is the whole page for reading its body, ``soup`` the elements that hold metadata; ``metas`` are by
    lower-case name.
    """

    tree: Element
    soup: BeautifulSoup
    article: Record = field(default_factory=dict)
    metas: dict[str, str] = field(default_factory=dict)

    def meta(self, *names: str) -> str | None:
        """The first of the meta elements that is there and not blank."""
        return next((self.metas[name] for name in names if self.metas.get(name)), None)

    def said(self, name: str) -> str | None:
        """A text of the JSON-LD article, without markup."""
        value = self.article.get(name)
        value = value[0] if isinstance(value, list) and value else value
        return html_line(value) if isinstance(value, str) else None

    def property(self, name: str) -> str | None:
        """The first microdata property of that name, by its content, datetime, long form or text."""
        for element in self.soup.find_all(itemprop=name):
            long_form = attribute(element, "title") if element.name == "abbr" else ""
            value = attribute(element, "content") or attribute(element, "datetime") or long_form or shown_text(element)
            if value:
                return value
        return None

    def elements(self, name: str) -> list[Tag]:
        """The elements of that name, in the order of the page."""
        return list(self.soup.find_all(name))

    def title(self) -> str | None:
        """The text of the head's ``title``."""
        return shown_text(self.soup.select_one("head > title"))

    def canonical(self) -> str | None:
        """The address that the page gives as its own."""
        links = (one for one in self.elements("link") if attribute(one, "rel").lower() == "canonical")
        return next((attribute(one, "href") for one in links), None)


def tree_of(text: str) -> Element | None:
    """The tree of an HTML text; None if there is no element in it."""
    text = _readable(text)
    try:
        return lxml_html.document_fromstring(text) if text.strip() else None
    except (etree.LxmlError, ValueError):
        return None


def page_data(text: str, tree: Element, *, url: str | None) -> PageData:
    """The machine-readable part of a page, given as text and as the tree of it."""
    soup = _soup(_readable(text))
    return PageData(tree, soup, _article(soup, url), _metas(soup))


def attribute(element: Tag, name: str) -> str:
    """An attribute without white space around it; empty if the element has none."""
    return str(element.get(name) or "").strip()


def shown_text(element: Tag | None) -> str | None:
    """All text inside an element, white space collapsed; None if there is none."""
    return " ".join(element.get_text().split()) or None if element else None


def _readable(text: str) -> str:
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", legal(text), count=1)


def _soup(text: str) -> BeautifulSoup:
    """The elements of a page that hold metadata; none where the parser refuses the page."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        try:
            return BeautifulSoup(text, "lxml", parse_only=_Saying(), multi_valued_attributes=None)
        except (ParserRejectedMarkup, *LIBRARY_ERRORS):
            return BeautifulSoup("", "lxml")


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


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in soup.find_all("meta"):
        content = attribute(element, "content")
        name = next(filter(None, (attribute(element, key) for key in NAMING)), None)
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _article(soup: BeautifulSoup, url: str | None) -> Record:
    """The article among the JSON-LD objects: the one that names the page's address, else the first full one.

    Where there is none, the web page that they describe.
    """
    scripts = list(_scripts(soup))
    articles = [record for script in scripts for record in _typed(script, ARTICLE, 0)]
    here = [one for one in articles if url and url.partition("?")[0] in _addresses(one)]
    ranked = here or [one for one in articles if "articleBody" in one or "datePublished" in one] or articles
    ranked = ranked or [record for script in scripts for record in _typed(script, PAGE, 0) if "datePublished" in record]
    return ranked[0] if ranked else {}


def _is_json_ld(media_type: str | None) -> bool:
    return "ld+json" in (media_type or "").lower()


def _scripts(soup: BeautifulSoup) -> Iterator[object]:
    for element in soup.find_all("script"):
        written = element.string or ""
        if not _is_json_ld(attribute(element, "type")) or not written or len(written) > LARGEST_SCRIPT:
            continue
        text = WRAPPING.sub("", written).strip().rstrip(";")
        for attempt in (text, TRAILING_COMMA.sub(r"\1", text)):
            try:
                yield json.loads(attempt, strict=False)
                break
            except (ValueError, RecursionError):
                continue
        else:
            yield _salvaged(text)


def _salvaged(text: str) -> Record:
    """What can be read of a JSON-LD object that is broken: its kind and its instants, the first of each."""
    found: Record = {}
    for name, value in SIMPLE.findall(text):
        found.setdefault(name, value)
    return found


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
