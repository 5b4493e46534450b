"""What a source is: where reports come from, what is known about them beforehand, and how to ask politely."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SourceKind = Literal["folder", "feed", "sitemap", "page", "listing"]

LARGEST_PAYLOAD = 20_000_000
LONGEST_FETCH = 120.0


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the sources file. :func:`teletipo.sources.config.load_sources` makes and checks them.

    ``address`` is an absolute path for a folder, else an http or https URL. ``agency``, ``language`` (ISO 639-1),
    ``time_zone`` (IANA) and ``day_first`` hold for reports that do not say it themselves; None lets the report decide.

    ``credentials`` is a reference, never a secret: ``env:NAME`` or ``connection:ID``.
    ``pattern`` chooses the files of a folder by name (a glob); ``links`` chooses by regular expression the pages
    that are followed, at most ``max_pages`` a run, where ``follow`` is set.
    A source that was fetched less than ``poll_minutes`` ago is not asked again.
    ``min_interval`` is in seconds between two requests to one host, ``deadline`` in seconds for one address,
    ``max_bytes`` the size of one payload, before and after decompression.
    ``allow_private`` lets this address, and no other, be on a network that is not public.
    ``proxy`` is the only proxy that is ever used; it resolves names itself, so public addresses are its own care.
    """

    id: str
    kind: SourceKind
    address: str
    name: str | None = None
    agency: str | None = None
    language: str | None = None
    time_zone: str | None = None
    day_first: bool | None = None
    enabled: bool = True
    poll_minutes: int = 0
    credentials: str | None = None
    pattern: str = "*"
    follow: bool = False
    links: str | None = None
    max_pages: int = 50
    robots: bool = True
    min_interval: float = 2.0
    deadline: float = LONGEST_FETCH
    max_bytes: int = LARGEST_PAYLOAD
    allow_private: bool = False
    proxy: str | None = None

    @property
    def path(self) -> Path:
        """The folder of a source of kind ``folder``."""
        return Path(self.address)
