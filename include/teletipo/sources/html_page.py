"""HTML article pages: the item that a page's metadata and text make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from teletipo.errors import InputError
from teletipo.model import BodyStatus, Item, Rejection
from teletipo.sources import fields, markup, page_dates
from teletipo.sources.addresses import absolute, canonical
from teletipo.sources.decode import decode
from teletipo.sources.page_blocks import Block, blocks_of
from teletipo.sources.page_body import body_of
from teletipo.sources.page_data import PageData, names, page_data
from teletipo.sources.page_names import is_of_author, label_of, listed
from teletipo.sources.page_title import title_of
from teletipo.sources.page_words import bylines, key_words, refusals, walls
from teletipo.sources.payload import Payload
from teletipo.sources.xml import text_of

FORMAT = "html"
CUT = ("[…]", "[...]", "…", "...")
LONGEST_BYLINE = 80
PARTING = re.compile(r"\s*[|·•/,–—]|\s+-")
PERSON = re.compile(r"[A-ZÀ-Þ][\w.'’-]+(?: (?:[a-zà-þ]{1,3} ){0,2}[A-ZÀ-Þ][\w.'’-]*){1,4}")
LOCKED_TIERS = frozenset({"locked", "premium", "subscriber", "subscribers", "paid"})
FALSE = frozenset({"false", "no", "0"})
BRIEF = 600
LONGEST_WALL = 160


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """The page as one item. Raises InputError if there is no element in it."""
    page = page_data(decode(payload.content, media_type=payload.media_type), url=payload.url)
    if page is None:
        raise InputError("the page holds no element: fetch it again", detail=ascii(payload.content[:80])[2:-1])
    address = _address(page, payload.url)
    language = _language(page) or payload.language
    agency = next(iter(names(page.article.get("publisher"))), None) or page.meta("og:site_name")
    authors = _authors(page)
    blocks = blocks_of(page.tree)
    headline = title_of(page, agency, blocks)
    own = fields.unique([agency, *map(text_of, page.elements("time"))])
    paragraphs = body_of(page, blocks, headline=headline, authors=authors, names=own)
    body = markup.joined(paragraphs)
    url = payload.url or address
    yield Item(
        format=FORMAT,
        guid=address or url,
        headline=headline,
        subheadline=page.said("alternativeHeadline") if page.said("alternativeHeadline") != headline else None,
        byline=", ".join(authors) or None,
        authors=authors,
        abstract=markup.html_line(page.meta("og:description", "description", "twitter:description"))
        or page.said("description"),
        body=body,
        language=language,
        agency=agency,
        version_created=page_dates.modified(page),
        published=page_dates.published(page, blocks, url),
        dates=page_dates.witnesses(page, blocks),
        keywords=_keywords(page),
        copyright=next(iter(names(page.article.get("copyrightHolder"))), None) or page.meta("copyright", "dc.rights"),
        url=url,
        canonical_url=canonical(address or url),
        body_status=_body_status(page, headline, body, blocks),
        problems=() if address or url else ("guid: the page names no address",),
    )


def _address(page: PageData, url: str | None) -> str | None:
    """The page's own canonical address; one that points from an article to a front page is not believed."""
    for candidate in (page.canonical(), page.meta("og:url"), url):
        address = absolute(candidate, url)
        if address and not (url and urlsplit(address).path in {"", "/"} and urlsplit(url).path not in {"", "/"}):
            return address
    return url


def _authors(page: PageData) -> tuple[str, ...]:
    stated = names(page.article.get("author")) or names(page.meta(*listed("author"))) or names(page.property("author"))
    return fields.unique([fields.clean(name) for name in stated or _shown_author(page) if len(name) < 120])


def _shown_author(page: PageData) -> list[str]:
    """The author whom the page only shows: a person's name in an element whose class or relation says so."""
    for element in page.tree.iter("a", "span", "p", "div", "li", "strong", "address", "cite"):
        label = label_of(element)
        if element.get("rel") == "author" or (label and is_of_author(label)):
            text = PARTING.split((text_of(element) or "")[:LONGEST_BYLINE])[0]
            said = bylines().match(text)
            name = text[said.end() :] if said else text
            if PERSON.fullmatch(name):
                return [name]
    return []


def _language(page: PageData) -> str | None:
    root = page.tree if page.tree.tag == "html" else page.tree.find(".//html")
    stated = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") if root is not None else None
    found = stated or page.meta("og:locale", "content-language", "language", "dc.language") or page.said("inLanguage")
    return found.replace("_", "-").split(",")[0].strip() or None if found else None


def _keywords(page: PageData) -> tuple[str, ...]:
    value = page.article.get("keywords")
    listed = names(value) if isinstance(value, list) else (value if isinstance(value, str) else "").split(",")
    if not any(listed):
        listed = (page.meta("news_keywords", "keywords") or "").split(",")
    return fields.unique([fields.clean(word) for word in listed])


def _body_status(page: PageData, headline: str | None, body: str | None, blocks: list[Block]) -> BodyStatus:
    if _is_locked(page):
        return "paywalled"
    shown = body or " ".join(block.text for block in blocks)[:BRIEF]
    said = " ".join(key_words(f"{page.title()} {headline} {shown}"))
    if (body is None or len(body) < BRIEF) and refusals().search(said):
        return "blocked"
    if body is None:
        return "empty"
    if len(body) < BRIEF and any(map(_is_wall, blocks)):
        return "paywalled"
    return "partial" if body.endswith(CUT) and len(body) < BRIEF else "full"


def _is_wall(block: Block) -> bool:
    """Whether a line of the article, and not of a box beside it, says that the rest is for subscribers."""
    own = block.beside is None and not block.boxed and len(block.text) <= LONGEST_WALL and not block.link_density
    return own and walls().search(" ".join(key_words(block.text))) is not None


def _is_locked(page: PageData) -> bool:
    """Whether the page says that its text, or a part of it, is not free to read."""
    free = page.article.get("isAccessibleForFree")
    parts = page.article.get("hasPart")
    inner = [
        one.get("isAccessibleForFree")
        for one in (parts if isinstance(parts, list) else [parts])
        if isinstance(one, dict)
    ]
    if _is_false(free) or (free is None and any(map(_is_false, inner))):
        return True
    return (page.meta("article:content_tier", "og:article:content_tier") or "").lower() in LOCKED_TIERS


def _is_false(value: object) -> bool:
    return isinstance(value, (str, bool)) and str(value).strip().rpartition("/")[2].lower() in FALSE
