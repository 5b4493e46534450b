"""One payload in, the items it holds out: the seam between fetching and everything after it."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from typing import cast

from teletipo.errors import InputError, TooLarge
from teletipo.model import Item, Rejection
from teletipo.sources.opening import read_off
from teletipo.sources.sniff import is_cut_off, sniff
from teletipo.sources.xml import LIBRARY_ERRORS

LARGEST = 20_000_000
OF_WIRES = frozenset(
    {"newsml_g2", "newsml_1", "nitf", "ninjs", "dpa_digitalwires", "iptc7901", "anpa1312", "mail", "vendor_xml"}
)
"""Formats whose items are wire reports: what they leave unmarked is read off the head of the text."""
OF_MARKUP = frozenset({"newsml_g2", "newsml_1", "nitf", "feed", "vendor_xml"})
SHOWN = 80


@dataclass(frozen=True, slots=True)
class Payload:
    """Bytes as fetched and what is known about them; the bytes decide, the rest only helps.

    ``name`` is a file name, ``media_type`` the Content-Type header with its parameters, ``url`` where the
    bytes came from, ``language`` the source's own (ISO 639-1), used where the payload names none.
    """

    content: bytes
    name: str | None = None
    media_type: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Follow:
    """An address that a payload names as holding more items (a sitemap in an index); ``modified`` is ISO 8601."""

    url: str
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What came out of a payload: its format, its items in order, what could not be taken, where there is more."""

    format: str
    items: tuple[Item, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    follow: tuple[Follow, ...] = ()


Parser = Callable[[Payload], Iterator[Item | Rejection | Follow]]


def parse_payload(
    content: bytes,
    *,
    name: str | None = None,
    media_type: str | None = None,
    url: str | None = None,
    language: str | None = None,
    largest: int = LARGEST,
) -> Parsed:
    """The items in a payload of any format, sniffed from the bytes.

    ``largest`` limits the bytes, before and after gzip. Raises InputError (reason ``empty``), TooLarge,
    UnknownFormat (its detail shows the first bytes) or UnreadableText; nothing else.
    """
    content = _unpacked(content, largest)
    if not content.strip(b"\0\t\n\v\f\r "):
        raise empty_payload()
    payload = Payload(content, name, media_type, url, language)
    format_ = sniff(payload.content)
    parser = cast("Parser", import_module(f"teletipo.sources.{format_}").items)
    found = _taken(parser, payload)
    items = [read_off(one) if format_ in OF_WIRES else one for one in found if isinstance(one, Item)]
    if format_ in OF_WIRES and not found:
        raise empty_payload()
    rejections = [one for one in found if isinstance(one, Rejection)]
    if format_ in OF_MARKUP and is_cut_off(content):
        if items:
            items[-1] = _cut(items[-1])
        elif not rejections:
            rejections.append(_unread("it breaks off before its first item", "cut-off", payload))
    return Parsed(
        format=format_,
        items=tuple(items),
        rejections=tuple(rejections),
        follow=tuple(one for one in found if isinstance(one, Follow)),
    )


def _taken(parser: Parser, payload: Payload) -> list[Item | Rejection | Follow]:
    """All that a parser gives; where it stops half-way, what it gave until then and a rejection of the rest."""
    found: list[Item | Rejection | Follow] = []
    try:
        found.extend(parser(payload))
    except LIBRARY_ERRORS as exc:
        found.append(_unread(f"{type(exc).__name__}: {exc}", "unreadable", payload))
    except InputError as exc:
        if not found:
            raise
        found.append(_unread(str(exc), exc.reason, payload))
    return found


def _cut(item: Item) -> Item:
    """The last item of a payload that breaks off: what is missing is missing from it."""
    problem = "payload: it breaks off before its end; the rest of the item is missing"
    status = "partial" if item.body_status in {"full", "empty"} else item.body_status
    return replace(item, body_status=status, problems=(*item.problems, problem))


def _unread(why: str, reason: str, payload: Payload) -> Rejection:
    return Rejection(
        stage="parse",
        reason=reason,
        message=f"the rest of the payload cannot be read ({why}): keep it and report it",
        locator=payload.url or payload.name,
        evidence=shown(payload.content),
    )


def empty_payload() -> InputError:
    """The error for a payload without a byte that says anything."""
    error = InputError("it is empty: have it sent again, or remove it from the source")
    error.reason = "empty"
    return error


def shown(content: bytes) -> str:
    """The first bytes, printable, as evidence in a rejection."""
    return ascii(content[:SHOWN])[2:-1]


def _unpacked(content: bytes, largest: int) -> bytes:
    """The bytes, out of gzip if they are in it. Raises TooLarge, or InputError for a broken archive."""
    if len(content) > largest:
        raise TooLarge(
            f"it has {len(content):,} bytes, the limit is {largest:,}: split it or raise max_bytes",
            detail=shown(content),
        )
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.open(io.BytesIO(content)) as stream:
            unpacked = stream.read(largest + 1)
    except (OSError, EOFError, zlib.error) as exc:
        raise InputError(f"the gzip is broken ({exc}): have it sent again", detail=shown(content)) from exc
    if len(unpacked) > largest:
        raise TooLarge(
            f"it unpacks to more than {largest:,} bytes: raise max_bytes if it is what you want", detail=shown(content)
        )
    return unpacked
