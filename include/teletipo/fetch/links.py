"""The pages that a payload leads to: items of a feed, entries of a sitemap, links of a listing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urldefrag, urljoin

from lxml import etree, html

from teletipo.errors import FetchError, InputError
from teletipo.fetch.body import unpacked
from teletipo.fetch.fetched import Fetched
from teletipo.sources import parse_payload
from teletipo.sources.source import Source

_GZIP_MAGIC = b"\x1f\x8b"
_UNREADABLE = (InputError, FetchError, etree.LxmlError, ValueError)
_LONGEST_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and when what is behind it last changed, as far as the payload says; ``changed`` is aware."""

    url: str
    changed: datetime | None = None


def links(payload: Fetched, source: Source) -> tuple[Link, ...]:
    """The pages that a feed, sitemap or listing leads to: each once, the newest first, then in the payload's order.

    Of a feed, only items that come without their full text. Only addresses that match ``source.links``.
    A payload that cannot be read leads nowhere; its own parser says why.
    """
    finders = {"feed": _of_feed, "sitemap": _of_sitemap, "listing": _of_listing}
    try:
        found = list(finders[source.kind](payload, source))
    except _UNREADABLE:
        return ()
    wanted = re.compile(source.links) if source.links else None
    return tuple(link for link in _ordered(found) if wanted is None or wanted.search(link.url))


def child_sitemaps(payload: Fetched, source: Source) -> tuple[Link, ...]:
    """The sitemaps of a sitemap index, the newest first; none for a sitemap proper."""
    try:
        root = _sitemap(payload, source)
    except _UNREADABLE:
        return ()
    if root is None or _local(root) != "sitemapindex":
        return ()
    return _ordered(_entries(root, payload.url))


def _ordered(found: Iterable[Link]) -> tuple[Link, ...]:
    """Each web address once, without its fragment, the newest first."""
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


def _of_feed(payload: Fetched, source: Source) -> Iterator[Link]:
    parsed = parse_payload(
        payload.content,
        name=payload.name,
        media_type=payload.media_type,
        url=payload.url,
        language=source.language,
        largest=source.max_bytes,
    )
    for item in parsed.items:
        if item.url and item.body_status != "full":
            yield Link(_joined(payload.url, item.url), _instant(item.version_created or item.published))


def _of_sitemap(payload: Fetched, source: Source) -> Iterator[Link]:
    root = _sitemap(payload, source)
    if root is not None and _local(root) == "urlset":
        yield from _entries(root, payload.url)


def _of_listing(payload: Fetched, source: Source) -> Iterator[Link]:  # noqa: ARG001  one signature for all kinds
    parser = html.HTMLParser(encoding=payload.charset, no_network=True)
    page = etree.fromstring(payload.content, parser)
    if page is None:
        return
    base = _joined(payload.url, next((element.get("href") or "" for element in page.iter("base")), ""))
    for anchor in page.iter("a"):
        if href := anchor.get("href"):
            yield Link(_joined(base, href))


def _sitemap(payload: Fetched, source: Source) -> etree._Element | None:
    content = payload.content
    if content.startswith(_GZIP_MAGIC):
        content = unpacked(content, limit=source.max_bytes)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root: etree._Element | None = etree.fromstring(content, parser)
    return root


def _entries(root: etree._Element, base: str) -> Iterator[Link]:
    """The ``loc`` of every entry with its ``lastmod`` or, in a news sitemap, its ``publication_date``."""
    for entry in root:
        said = {_local(part): (part.text or "").strip() for part in entry.iter() if isinstance(part.tag, str)}
        if said.get("loc"):
            yield Link(_joined(base, said["loc"]), _instant(said.get("lastmod") or said.get("publication_date")))


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _instant(text: str | None) -> datetime | None:
    """A W3C date and time; a day without a clock counts from its end, so that news of that day is not missed."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) == len("2026-01-08"):
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
