"""Where a payload leads: the pages of a feed's items, a sitemap's entries, a listing's links; an index's sitemaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urldefrag, urljoin

from lxml import etree, html

from teletipo.errors import InputError
from teletipo.fetch.fetched import Fetched
from teletipo.sources import Parsed, parse_payload
from teletipo.sources.decode import decode
from teletipo.sources.source import Source

_LEADS_ON = frozenset({"empty", "partial", None})
_LONGEST_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and what the payload says of it: when it last ``changed`` (aware), when it was ``published``."""

    url: str
    changed: datetime | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """Each address once, without its fragment, the newest first, then in the payload's order; and what was parsed."""

    pages: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()
    parsed: Parsed | None = None


def links(payload: Fetched, source: Source) -> Links:
    """Where a payload leads.

    Pages are those of items that come without their full text and are not behind a paywall, or the links of a
    listing; only those that match ``source.links``. A payload that cannot be read leads nowhere: when it is parsed,
    its rejection says why.
    """
    wanted = re.compile(source.links or "")
    try:
        found = _of_listing(payload) if source.kind == "listing" else _of_items(payload, source)
    except (InputError, etree.LxmlError):
        return Links()
    return replace(found, pages=tuple(link for link in found.pages if wanted.search(link.url)))


def _of_items(payload: Fetched, source: Source) -> Links:
    parsed = parse_payload(
        payload.content,
        name=payload.name,
        media_type=payload.media_type,
        url=payload.url,
        language=source.language,
        largest=source.max_bytes,
    )
    leading = (item for item in parsed.items if item.url and item.body_status in _LEADS_ON)
    return Links(
        pages=_ordered(
            _link(payload, item.url or "", item.version_created or item.published, item.published) for item in leading
        ),
        sitemaps=_ordered(_link(payload, more.url, more.modified) for more in parsed.follow),
        parsed=parsed,
    )


def _of_listing(payload: Fetched) -> Links:
    text = decode(payload.content, media_type=payload.media_type)
    page = etree.fromstring(text.encode("utf-8", "replace"), html.HTMLParser(encoding="utf-8", no_network=True))
    return Links(pages=_ordered(_anchors(page, payload.url)) if page is not None else ())


def _anchors(page: etree._Element, url: str) -> Iterator[Link]:
    base = _joined(url, next((element.get("href") or "" for element in page.iter("base")), ""))
    for anchor in page.iter("a"):
        if href := anchor.get("href"):
            yield Link(_joined(base, href))


def _link(payload: Fetched, url: str, changed: str | None, published: str | None = None) -> Link:
    return Link(_joined(payload.url, url), _instant(changed), published)


def _ordered(found: Iterable[Link]) -> tuple[Link, ...]:
    by_url: dict[str, Link] = {}
    for link in found:
        if link.url.startswith(("http://", "https://")):
            by_url.setdefault(link.url, link)
    return tuple(sorted(by_url.values(), key=lambda link: link.changed or _LONGEST_AGO, reverse=True))


def _joined(base: str, href: str) -> str:
    """The absolute address without a fragment; empty where ``href`` is none."""
    try:
        return urldefrag(urljoin(base, href.strip())).url
    except ValueError:
        return ""


def _instant(text: str | None) -> datetime | None:
    """An ISO 8601 date and time; a day without a clock counts from its end, so that news of that day is not missed."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) == len("2026-01-08"):
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
