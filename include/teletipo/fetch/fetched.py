"""What a fetch hands back: the bytes, whole and as they came, with the facts about how they came."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urldefrag

from teletipo.sources import Parsed


@dataclass(frozen=True, slots=True)
class Fetched:
    """A payload.

    ``url`` is where the bytes came from after redirects (``file:`` for a file), ``requested_url`` what was asked for,
    ``redirects`` the addresses in between. ``name`` tells payloads of one source apart for people: the path inside
    the folder, or the last part of the URL. ``content`` is free of transfer and content encodings and otherwise
    untouched; ``sha256`` is its hash in hexadecimal. ``media_type`` is the Content-Type as the server said it, with its
    parameters, and ``charset`` the one among these.

    ``etag`` and ``last_modified`` are verbatim; keep them only after the payload was parsed, or the next 304 would
    hide what was never read. ``permanent`` says that every redirect was permanent: the address in the sources file
    is out of date. ``fetched_at`` is aware, in UTC.

    ``index`` says that the payload holds addresses and no reports: a followed sitemap, a listing. ``followed`` are
    addresses that it leads to and that are fetched for themselves. Ask :meth:`speaks_for` before taking an item.
    ``listed`` is when the feed or sitemap that led here says that the page was published. ``parsed`` is what it holds,
    where that had to be known to follow it.
    """

    source_id: str
    url: str
    requested_url: str
    name: str
    content: bytes
    sha256: str
    fetched_at: datetime
    media_type: str | None = None
    charset: str | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    redirects: tuple[str, ...] = ()
    permanent: bool = False
    index: bool = False
    followed: frozenset[str] = frozenset()
    listed: str | None = None
    parsed: Parsed | None = field(default=None, repr=False, compare=False)

    def speaks_for(self, url: str | None) -> bool:
        """Whether an item with this address is to be taken from here, and not from a page of its own."""
        return not self.index and (url is None or urldefrag(url).url not in self.followed)


@dataclass(frozen=True, slots=True)
class NotModified:
    """A success without news: the server answered 304, or the content is already known by its ``sha256``.

    ``url`` is what was asked for; ``etag`` and ``last_modified`` are the validators that hold now.
    """

    source_id: str
    url: str
    fetched_at: datetime
    sha256: str | None = None
    etag: str | None = None
    last_modified: str | None = None


def sha256(content: bytes) -> str:
    """The hash that payloads are kept by, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
