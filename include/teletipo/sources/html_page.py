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
from teletipo.sources.page_blocks import HEADINGS, Block, blocks_of, key_of
from teletipo.sources.page_body import body_of
from teletipo.sources.page_data import PageData, names, page_data
from teletipo.sources.page_names import listed
from teletipo.sources.page_words import key_words, refusals
from teletipo.sources.payload import Payload
from teletipo.sources.xml import Element, text_of

FORMAT = "html"
SUFFIX = re.compile(r"\s+(?:[|–—»·•]|-|::|//)\s+")
CUT = ("[…]", "[...]", "…", "...")
LOCKED_TIERS = frozenset({"locked", "premium", "subscriber", "subscribers", "paid"})
FALSE = frozenset({"false", "no", "0"})
LEAST_WORDS = 3
ALIKE = 0.4
SAME = 0.75
BRIEF = 600


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
    headline = _headline(page, agency, blocks)
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
        body_status=_body_status(page, headline, body),
        problems=() if address or url else ("guid: the page names no address",),
    )


def _address(page: PageData, url: str | None) -> str | None:
    """The page's own canonical address; one that points from an article to a front page is not believed."""
    for candidate in (page.canonical(), page.meta("og:url"), url):
        address = absolute(candidate, url)
        if address and not (url and urlsplit(address).path in {"", "/"} and urlsplit(url).path not in {"", "/"}):
            return address
    return url


def _headline(page: PageData, agency: str | None, blocks: list[Block]) -> str | None:
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
    long_enough = [title for title in shown if len(key_words(title)) >= LEAST_WORDS]
    if len(shown) == 1 and long_enough and not candidates:
        return long_enough[0]
    if titled and not told:
        return _as_shown(titled, blocks)
    return next(iter([*candidates, *long_enough]), None)


def _is_one_of(text: str, candidates: list[str]) -> bool:
    return any(_likeness(text, one) >= SAME for one in candidates)


def _shown(element: Element, candidates: list[str]) -> str | None:
    """The text of a heading, without a kicker in an element of its own that the metadata do not have."""
    parts = [
        element.text or "",
        *("".join(str(text) for text in child.itertext()) + (child.tail or "") for child in element),
    ]
    told = {key_of(one) for one in candidates}
    for start in range(1, len(parts)):
        rest = " ".join("".join(parts[start:]).split())
        if key_of(rest) in told:
            return rest
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


def _authors(page: PageData) -> tuple[str, ...]:
    stated = names(page.article.get("author")) or names(page.meta(*listed("author"))) or names(page.property("author"))
    linked = (text_of(one) or "" for one in page.elements("a") if one.get("rel") == "author")
    stated = stated or [name for name in linked if name][:1]
    return fields.unique([fields.clean(name) for name in stated if len(name) < 120])


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


def _body_status(page: PageData, headline: str | None, body: str | None) -> BodyStatus:
    if _is_locked(page):
        return "paywalled"
    said = " ".join(key_words(f"{page.title()} {headline} {body}"))
    if (body is None or len(body) < BRIEF) and refusals().search(said):
        return "blocked"
    if body is None:
        return "empty"
    return "partial" if body.endswith(CUT) and len(body) < BRIEF else "full"


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
