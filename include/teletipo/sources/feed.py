"""RSS 2.0, 1.0, 0.9x and Atom, read by feedparser from bytes that we fetched.

Around feedparser only this is done: the bytes are handed over as a stream, so that they are never taken for a
file name or an address; UTF-8 that is declared as something else is read as UTF-8; instants keep their offset.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from time import struct_time
from typing import Any, cast

import feedparser

from teletipo.errors import InputError
from teletipo.model import BodyStatus, Item, Rejection
from teletipo.sources import fields, markup
from teletipo.sources.addresses import absolute, canonical
from teletipo.sources.decode import declared_charset, decode
from teletipo.sources.instants import instant
from teletipo.sources.payload import Payload
from teletipo.sources.xml import LIBRARY_ERRORS

UTF_8 = {"content-type": "application/xml; charset=utf-8"}
WEB_PREFIXES = ("http://", "https://")
IPTC_SCHEMES = ("iptc", "medtop", "subjectcode")
CUT = ("[…]", "[...]", "…", "...", "[&#8230;]")
Entry = dict[str, Any]


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """One item an entry. Raises InputError if feedparser sees neither a feed nor an entry."""
    feed = _feed(payload)
    version = feed.get("version")
    if not version and not feed["entries"]:
        why = feed.get("bozo_exception") or "no feed in it"
        raise InputError(
            f"the feed cannot be read ({why}): look at it in a browser, or have it sent again", detail=_shown(payload)
        )
    for entry in feed["entries"]:
        yield _item(entry, feed["feed"], version or "feed", payload)


def _feed(payload: Payload) -> Entry:
    """What feedparser makes of the bytes; of our decoding of them, where the bytes make it fail."""
    try:
        return cast("Entry", feedparser.parse(io.BytesIO(_unmistaken(payload)), response_headers=_headers(payload)))
    except LIBRARY_ERRORS:
        content = decode(payload.content, media_type=payload.media_type).encode("utf-8", "replace")
    try:
        return cast("Entry", feedparser.parse(io.BytesIO(content), response_headers=UTF_8))
    except LIBRARY_ERRORS as exc:
        raise InputError(f"the feed cannot be read ({exc}): look at it in a browser", detail=_shown(payload)) from exc


def _shown(payload: Payload) -> str:
    return ascii(payload.content[:80])[2:-1]


def _unmistaken(payload: Payload) -> bytes:
    """The bytes, as UTF-8 where they declare Latin-1 and are Windows-1252."""
    declared = (declared_charset(payload.content) or "").lower()
    if declared in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} and not _is_utf8(payload.content):
        return decode(payload.content).encode("utf-8")
    return payload.content


def _headers(payload: Payload) -> dict[str, str]:
    """Without the address: feedparser would resolve against it every guid that is no address."""
    if _is_utf8(_unmistaken(payload)) and not payload.content.isascii():
        return UTF_8
    return {"content-type": payload.media_type} if payload.media_type else {}


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _item(entry: Entry, feed: Entry, version: str, payload: Payload) -> Item:
    problems: list[str] = []
    url = _address(entry, payload.url)
    guid = _value(entry, "id") or url
    if not _value(entry, "id"):
        problems.append("guid: missing" + ("; the link stands in" if guid else ""))
    body, body_status, abstract = _texts(entry)
    return Item(
        format=version,
        guid=guid,
        headline=_line(entry, "title"),
        byline=_author(entry),
        authors=fields.unique([_value(one, "name") for one in entry.get("authors", ())]),
        abstract=abstract,
        body=body,
        language=_language(entry, feed) or payload.language,
        agency=_value(entry, "publisher") or _value(entry.get("source") or {}, "title") or _value(feed, "publisher"),
        first_created=_instant(entry, "created", problems),
        version_created=_instant(entry, "updated", problems),
        published=_instant(entry, "published", problems),
        keywords=fields.unique([_value(tag, "label") or _value(tag, "term") for tag in entry.get("tags", ())]),
        subjects=fields.unique([_value(tag, "term") for tag in entry.get("tags", ()) if _is_iptc(tag)]),
        copyright=_line(entry, "rights") or _line(feed, "rights"),
        links=_links(entry, url, payload.url),
        url=url,
        canonical_url=canonical(url),
        body_status=body_status,
        problems=tuple(problems),
    )


def _address(entry: Entry, base: str | None) -> str | None:
    """The page of an entry: its link, else a guid that is an address (not ``tag:…``, ``urn:…``, a bare number)."""
    link = _value(entry, "feedburner_origlink") or _value(entry, "link")
    by_guid = not entry.get("links") and link == _value(entry, "id")
    if link is None or (by_guid and not link.lower().startswith((*WEB_PREFIXES, "/"))):
        return None
    return absolute(link, base) or (link if link.startswith("/") else None)


def _texts(entry: Entry) -> tuple[str | None, BodyStatus, str | None]:
    """Body, how whole it is, and abstract: the fullest content, or the summary where there is none."""
    contents = [markup.joined(markup.html_paragraphs(str(one.get("value") or ""))) for one in entry.get("content", ())]
    summary = markup.joined(markup.html_paragraphs(_value(entry, "summary") or ""))
    body = max(filter(None, contents), key=len, default=None)
    if body is None or (summary and len(summary) > len(body)):
        body, contents = summary, []
    if body is None:
        return None, "empty", None
    whole = bool(contents) and not body.endswith(CUT)
    return body, "full" if whole else "partial", summary


def _value(record: Entry, name: str) -> str | None:
    """A text that is there under just this name: no stand-ins for ``updated``, no warnings about them."""
    value = dict.get(record, name)
    return value.strip() or None if isinstance(value, str) else None


def _line(record: Entry, name: str) -> str | None:
    """A text on one line; its markup, where feedparser says that it has some, taken off."""
    detail = dict.get(record, f"{name}_detail")
    plain = isinstance(detail, dict) and _value(detail, "type") == "text/plain"
    return fields.clean(_value(record, name)) if plain else markup.html_line(_value(record, name))


def _author(entry: Entry) -> str | None:
    names = [_value(one, "name") for one in entry.get("authors", ())]
    return ", ".join(fields.unique(names)) or _value(entry, "author")


def _language(entry: Entry, feed: Entry) -> str | None:
    details = (dict.get(entry, name) for name in ("title_detail", "summary_detail"))
    own = next(
        (found for found in (_value(one, "language") for one in details if isinstance(one, dict)) if found), None
    )
    return _value(entry, "language") or _value(feed, "language") or own


def _instant(entry: Entry, name: str, problems: list[str]) -> str | None:
    """An instant by its own words, if feedparser does not read another out of them; feedparser's is in UTC."""
    notes: list[str] = []
    found = instant(_value(entry, name), name, notes)
    parsed = dict.get(entry, f"{name}_parsed")
    try:
        theirs = datetime(*parsed[:6], tzinfo=UTC) if isinstance(parsed, struct_time) else None
    except ValueError:
        theirs = None
    if theirs is None:
        problems.extend(notes)
        return found
    ours = datetime.fromisoformat(found) if found else None
    agrees = ours is not None and abs(ours.replace(tzinfo=ours.tzinfo or UTC) - theirs) < timedelta(seconds=61)
    return found if agrees else theirs.isoformat()


def _links(entry: Entry, url: str | None, base: str | None) -> tuple[dict[str, str], ...]:
    named = ((str(one.get("rel") or "link"), absolute(one.get("href"), base)) for one in entry.get("links", ()))
    return tuple({"rel": rel, "ref": ref} for rel, ref in named if ref and ref != url)


def _is_iptc(tag: Entry) -> bool:
    return any(name in (_value(tag, "scheme") or "").lower() for name in IPTC_SCHEMES)
