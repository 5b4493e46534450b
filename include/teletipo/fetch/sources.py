"""One entry for every kind of source: what it holds that is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from teletipo.errors import FetchDeferred, FetchError, FetchFailed, InputError, UnknownFormat, UnreadableText
from teletipo.fetch.faults import without_place
from teletipo.fetch.fetched import Fetched, NotModified
from teletipo.fetch.folder import read_folder
from teletipo.fetch.http import Client
from teletipo.fetch.links import Link, Links, links
from teletipo.model import Rejection
from teletipo.sources.sniff import sniff
from teletipo.sources.source import Source

MOST_SITEMAPS = 20
MOST_FAILURES_IN_A_ROW = 3

_MACHINE_READ = frozenset({"feed", "sitemap"})
_SHOWN = 80

Outcome = Fetched | NotModified | Rejection


@dataclass(frozen=True, slots=True)
class Validators:
    """What was kept of the last fetch of an address that was also parsed; ``fetched_at`` is aware."""

    etag: str | None
    last_modified: str | None
    fetched_at: datetime


class State(Protocol):
    """What earlier runs left behind."""

    def known(self, sha256: str, url: str | None = None) -> bool:
        """Whether content of this hash was the last to be parsed of ``url``, or of any address where none is given."""
        ...

    def validators(self, url: str) -> Validators | None:
        """What was kept of ``url`` (the requested address); None if it was never fetched and parsed."""
        ...


def fetch_source(source: Source, *, client: Client, state: State) -> Iterator[Outcome]:
    """Everything a source holds that is new; nothing if it was fetched less than ``poll_minutes`` ago.

    A source's own address that cannot be had is raised as FetchError or ConfigurationError, as :meth:`Client.get`
    says. One Rejection each among the rest are a payload that is too large, a web page in place of a feed or sitemap
    (an error page, a notice, a test for robots: no report), a file of a folder that cannot be taken, and a followed
    page that cannot be had.

    The caller keeps the validators of a Fetched under its ``requested_url`` once it was parsed, and those of a
    NotModified under its ``url``, also where they are None. A feed, sitemap or listing comes after the pages that it
    leads to, and without validators while some of these are still to be had; it says with
    :meth:`Fetched.speaks_for` which of its items have no page of their own.
    """
    if source.kind == "folder":
        yield from read_folder(source, known=state.known)
        return
    kept = state.validators(source.address)
    if kept is not None and client.now() - kept.fetched_at < timedelta(minutes=source.poll_minutes):
        return
    yield from _Visit(source, client, state).run()


class _Visit:
    """One source, fetched once: its address, and what is to be followed from there."""

    def __init__(self, source: Source, client: Client, state: State) -> None:
        self._source = source
        self._client = client
        self._state = state
        self._pages_to_go = source.max_pages
        self._failures_in_a_row = 0
        self._stopped = False
        self._unfinished = False
        self._with_page: set[str] = set()

    def run(self) -> Iterator[Outcome]:
        """What the source leads to, then what stands at its address."""
        try:
            main = self._get(self._source.address)
        except InputError as exc:
            yield self._rejection(exc, self._source.address)
            return
        if isinstance(main, Fetched) and self._source.kind in _MACHINE_READ and _is_web_page(main.content):
            yield self._web_page(main)
            return
        if isinstance(main, Fetched) and self._source.follow:
            found = links(main, self._source)
            main = replace(main, parsed=found.parsed)
            yield from self._sitemaps(found)
            yield from self._pages(main, found)
        yield self._settled(self._leading(main))

    def _sitemaps(self, found: Links) -> Iterator[Outcome]:
        """The sitemaps of an index that changed since they were last fetched, each after its pages."""
        due = self._due(found.sitemaps)
        self._unfinished |= len(due) > MOST_SITEMAPS
        for link in due[:MOST_SITEMAPS]:
            sitemap = self._attempt(link.url)
            if isinstance(sitemap, Fetched):
                found_there = links(sitemap, self._source)
                sitemap = replace(sitemap, parsed=found_there.parsed)
                yield from self._pages(sitemap, found_there)
            yield sitemap if isinstance(sitemap, Rejection) else self._settled(self._leading(sitemap))

    def _pages(self, payload: Fetched, found: Links) -> Iterator[Outcome]:
        """The pages that a payload leads to and that changed since they were last fetched."""
        due = self._due(found.pages)
        taken = 0
        for link in due:
            if self._stopped or not self._pages_to_go:
                break
            taken += 1
            self._pages_to_go -= 1
            page = self._attempt(link.url)
            if isinstance(page, Rejection):
                yield page
            else:
                self._with_page.add(link.url)
                listed = replace(page, listed=link.published) if isinstance(page, Fetched) else page
                yield self._settled(listed)
        if taken < len(due):
            self._unfinished = True
            left = len(due) - taken
            pages = "1 page that it leads to is" if left == 1 else f"{left} pages that it leads to are"
            message = f"{pages} left for the next run"
            yield Rejection("fetch", "more-pages", message, source=self._source.id, locator=payload.url)

    def _due(self, found: tuple[Link, ...]) -> list[Link]:
        """Links never fetched, or said to have changed since."""
        due = []
        for link in found:
            kept = self._state.validators(link.url)
            if kept is not None:
                self._with_page.add(link.url)
            if kept is None or (link.changed is not None and link.changed > kept.fetched_at):
                due.append(link)
        return due

    def _attempt(self, url: str) -> Outcome:
        """Trouble with one page is a rejection; a host that wants a rest, or fails again and again, ends the visit."""
        try:
            outcome = self._get(url)
        except (FetchError, InputError) as exc:
            if isinstance(exc, FetchFailed | FetchDeferred):
                self._unfinished = True
                self._failures_in_a_row += 1
            if isinstance(exc, FetchDeferred) or self._failures_in_a_row >= MOST_FAILURES_IN_A_ROW:
                self._stopped = True
            return self._rejection(exc, url)
        self._failures_in_a_row = 0
        return outcome

    def _web_page(self, payload: Fetched) -> Rejection:
        message = f"a web page stands where a {self._source.kind} should be: look at it in a browser"
        evidence = payload.content[:_SHOWN].decode("utf-8", "replace")
        return Rejection(
            "fetch", "not-a-feed", message, source=self._source.id, locator=payload.requested_url, evidence=evidence
        )

    def _rejection(self, exc: FetchError | InputError, url: str) -> Rejection:
        return Rejection("fetch", exc.reason, without_place(str(exc), url), source=self._source.id, locator=url)

    def _get(self, url: str) -> Fetched | NotModified:
        kept = self._state.validators(url)
        return self._client.get(
            url,
            source=self._source,
            etag=kept.etag if kept else None,
            last_modified=kept.last_modified if kept else None,
        )

    def _leading(self, payload: Fetched | NotModified) -> Fetched | NotModified:
        """A payload that leads to pages, knowing which; without validators while some are still to be had."""
        if self._unfinished:
            payload = replace(payload, etag=None, last_modified=None)
        if isinstance(payload, Fetched) and self._source.follow:
            index = self._source.kind != "feed"
            payload = replace(payload, index=index, followed=frozenset(self._with_page))
        return payload

    def _settled(self, payload: Fetched | NotModified) -> Fetched | NotModified:
        """The payload, or NotModified where its content is known."""
        if isinstance(payload, NotModified) or not self._state.known(payload.sha256):
            return payload
        return NotModified(
            payload.source_id,
            payload.requested_url,
            payload.fetched_at,
            payload.sha256,
            etag=payload.etag,
            last_modified=payload.last_modified,
        )


def _is_web_page(content: bytes) -> bool:
    try:
        return sniff(content) == "html_page"
    except (UnknownFormat, UnreadableText):
        return False
