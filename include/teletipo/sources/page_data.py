"""What a page says about itself for machines: JSON-LD, meta elements, links, ``time``, microdata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any, cast

from bs4 import BeautifulSoup, Tag
from lxml import etree
from lxml import html as lxml_html

from teletipo.sources.markup import html_line
from teletipo.sources.xml import DECLARATION, Element, legal, text_of

Record = dict[str, Any]
SAYING = ("meta", "link", "title", "script")
"""The elements that speak to machines; of links and scripts only the canonical address and JSON-LD."""
ARTICLE = re.compile(
    r"(?:^|[/#:])(?:\w*article|\w*posting|report|reportage\w*|review|backgroundnews|opinion\w*)$", re.IGNORECASE
)
PAGE = re.compile(r"(?:^|[/#:])(?:\w*page|videoobject)$", re.IGNORECASE)
PERSON = re.compile(r"(?:^|[/#:])person$", re.IGNORECASE)
DATES = frozenset({"datePublished", "uploadDate"})
WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
SIMPLE = re.compile(r'"(@type|datePublished|dateModified|isAccessibleForFree)"\s*:\s*"?([^",\s\[{}]+)')
NAMING = ("property", "name", "itemprop", "http-equiv")
PROPERTIES = etree.XPath("//*[@itemprop]")
UNSHOWN = ("script", "style", "svg", "template", "iframe", "object", "embed", "noscript")
"""The elements whose content is never text that a reader sees."""
DEEPEST = 8
LARGEST_SCRIPT = 2_000_000


@dataclass(frozen=True, slots=True)
class PageData:
    """The machine-readable part of a page. ``article`` is its JSON-LD article, keys as written.

    ``tree`` is the page, parsed once, without its scripts and styles; ``soup`` holds its elements that speak to
    machines; ``metas`` are by lower-case name, ``properties`` the elements of its microdata by name.
    """

    tree: Element
    soup: BeautifulSoup
    article: Record = field(default_factory=dict)
    metas: dict[str, str] = field(default_factory=dict)
    properties: dict[str, list[Element]] = field(default_factory=dict)

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
        for element in self.properties.get(name, ()):
            long_form = attribute(element, "title") if element.tag == "abbr" else ""
            value = attribute(element, "content") or attribute(element, "datetime") or long_form or text_of(element)
            if value:
                return value
        return None

    def elements(self, name: str) -> list[Element]:
        """The elements of that name, in the order of the page."""
        return list(self.tree.iter(name))

    def title(self) -> str | None:
        """The text of the page's first ``title``."""
        title = self.soup.find("title")
        return " ".join(title.get_text().split()) or None if title else None

    def canonical(self) -> str | None:
        """The address that the page gives as its own."""
        link = self.soup.find("link")
        return attribute(link, "href") if isinstance(link, Tag) else None


def page_data(text: str, *, url: str | None) -> PageData | None:
    """The machine-readable part of a page and the tree of the rest; None if there is no element in it."""
    tree = _tree(text)
    if tree is None:
        return None
    soup = _soup(tree)
    etree.strip_elements(tree, *UNSHOWN, with_tail=False)
    metas = _metas(soup)
    page = PageData(tree, soup, {}, metas, _properties(tree))
    urls = {address.partition("?")[0] for address in (url, page.canonical(), metas.get("og:url")) if address}
    return replace(page, article=_article(soup, urls))


def attribute(element: Element | Tag, name: str) -> str:
    """An attribute without white space around it; empty if the element has none."""
    return str(element.get(name) or "").strip()


def _tree(text: str) -> Element | None:
    text = DECLARATION.sub("", legal(text), count=1)
    try:
        return lxml_html.document_fromstring(text, parser=_parser()) if text.strip() else None
    except (etree.LxmlError, ValueError):
        return None


def _parser() -> etree.HTMLParser:
    """A parser that makes every element of one class, where lxml.html would look up the class of each in Python."""
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement))
    return parser


def _soup(tree: Element) -> BeautifulSoup:
    """The elements of a page that speak to machines, which is a small part of it."""
    said = [one for one in tree.iter(*SAYING) if _speaks(one)]
    markup = (etree.tostring(one, encoding="unicode", method="html", with_tail=False) for one in said)
    return BeautifulSoup("".join(markup), "lxml", multi_valued_attributes=None)


def _speaks(element: Element) -> bool:
    if element.tag == "link":
        return attribute(element, "rel").lower() == "canonical"
    return element.tag != "script" or "ld+json" in attribute(element, "type").lower()


def _properties(tree: Element) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for element in cast("list[Element]", PROPERTIES(tree)):
        for name in attribute(element, "itemprop").split():
            found.setdefault(name, []).append(element)
    return found


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


def _article(soup: BeautifulSoup, urls: set[str]) -> Record:
    """The article among the JSON-LD objects: the one that names the page's address, else the first full one.

    Where there is none, the web page or the film that they describe; its dates where the article has none.
    """
    scripts = list(_scripts(soup))
    articles = [record for script in scripts for record in _typed(script, ARTICLE, 0)]
    here = [one for one in articles if urls & _addresses(one)]
    ranked = here or [one for one in articles if "articleBody" in one or "datePublished" in one] or articles
    pages = [record for script in scripts for record in _typed(script, PAGE, 0) if DATES & record.keys()]
    article: Record = next(iter([*ranked, *pages]), {})
    dates = {} if DATES & article.keys() or not pages else pages[0]
    people = {
        one["@id"]: one for script in scripts for one in _typed(script, PERSON, 0) if isinstance(one.get("@id"), str)
    }
    told: Record = {name: dates[name] for name in ("datePublished", "dateModified") if name in dates}
    return {**article, **told, "author": _resolved(article.get("author"), people)}


def _resolved(author: object, people: dict[str, Record]) -> object:
    """The authors, those that are only references to somebody in the graph replaced by what it says of them."""
    if isinstance(author, list):
        return [_resolved(one, people) for one in author]
    return people.get(str(author.get("@id")), author) if isinstance(author, dict) and "name" not in author else author


def _scripts(soup: BeautifulSoup) -> Iterator[object]:
    for element in soup.find_all("script"):
        written = element.string or ""
        if not written or len(written) > LARGEST_SCRIPT:
            continue
        text = WRAPPING.sub("", written).strip().rstrip(";")
        for attempt in (text, TRAILING_COMMA.sub(r"\1", text), unescape(text)):
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
        if name == "@type" and ARTICLE.search(value) and not ARTICLE.search(found[name]):
            found[name] = value
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
