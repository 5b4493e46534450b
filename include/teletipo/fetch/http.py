"""The polite HTTP client: what a source allows, what a site allows, and nothing twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Self

from teletipo.fetch import headers as http_headers
from teletipo.fetch import urls
from teletipo.fetch.addresses import ALLOW_PRIVATE, Network, is_literal, is_public
from teletipo.fetch.clock import Clock, Deadline
from teletipo.fetch.credentials import CredentialsResolver, from_environment
from teletipo.fetch.faults import Again, failed, refused
from teletipo.fetch.fetched import Fetched, NotModified, sha256
from teletipo.fetch.gate import LONGEST_WAIT, HostGate, LocalGate
from teletipo.fetch.retry import retry_after, with_retries
from teletipo.fetch.robots import LARGEST as LARGEST_ROBOTS
from teletipo.fetch.robots import Memory, Robots
from teletipo.fetch.transport import Answer, Transport
from teletipo.sources.source import Source

log = logging.getLogger(__name__)

MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass
class _Trip:
    """One address on its way: how it is asked for and where it has been sent since."""

    source: Source
    url: str
    headers: dict[str, str]
    deadline: Deadline
    obey_robots: bool
    max_bytes: int
    truncate: bool = False
    trail: list[str] = field(default_factory=list)
    permanent: bool = True


class Client:
    """Fetches for one source after another over one session; not for several threads at once.

    ``gate`` spaces requests to a host, ``credentials`` resolves a source's reference to (login, password), ``rules``
    remembers what sites allow beyond this client.
    """

    def __init__(
        self,
        *,
        gate: HostGate | None = None,
        credentials: CredentialsResolver = from_environment,
        clock: Clock | None = None,
        network: Network | None = None,
        rules: Memory | None = None,
    ) -> None:
        self._clock = clock or Clock()
        self._gate = gate or LocalGate(self._clock)
        self._credentials = credentials
        self._robots = Robots(http_headers.PRODUCT, self._clock, rules)
        self._agent = http_headers.user_agent()
        self._transport = Transport(network or Network())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._transport.close()

    def now(self) -> datetime:
        """The moment by the client's clock, aware, in UTC."""
        return self._clock.now()

    def get(
        self, url: str, *, source: Source, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | NotModified:
        """The payload at ``url``, fetched as ``source`` allows; NotModified where the validators still hold.

        Cookies live as long as the call. Everything, retries and redirects and waiting for our turn among it, ends
        within ``source.deadline`` seconds. Raises FetchRefused (robots.txt, private address, scheme, 4xx, redirects
        without end), FetchDeferred (``Retry-After`` or crawl-delay beyond a minute), FetchFailed (network, 5xx, the
        deadline), TooLarge, and ConfigurationError for credentials that lead nowhere.
        """
        trip = _Trip(
            source=source,
            url=url,
            headers=http_headers.request_headers(self._agent, etag=etag, last_modified=last_modified),
            deadline=Deadline(self._clock, source.deadline),
            obey_robots=source.robots,
            max_bytes=source.max_bytes,
        )
        self._transport.forget_cookies()
        answer = self._follow(trip)
        now = self._clock.now()
        if answer.status == 304:
            if not (etag or last_modified):
                raise failed("unasked-304", f"{trip.url} answers 304 (not modified) though it was asked for everything")
            return NotModified(source.id, url, now, etag=etag, last_modified=last_modified)
        permanent = bool(trip.trail) and trip.permanent
        if permanent and url == source.address:
            log.warning("source %s has moved for good: correct its address to %s", source.id, trip.url)
        media_type, charset = http_headers.content_type(answer.headers.get("Content-Type"))
        return Fetched(
            source_id=source.id,
            url=trip.url,
            requested_url=url,
            name=urls.last_part(trip.url),
            content=answer.body,
            sha256=sha256(answer.body),
            fetched_at=now,
            media_type=media_type,
            charset=charset,
            status=answer.status,
            etag=answer.headers.get("ETag"),
            last_modified=answer.headers.get("Last-Modified"),
            redirects=tuple(trip.trail),
            permanent=permanent,
        )

    def _follow(self, trip: _Trip) -> Answer:
        """The first answer that is no redirect; every hop is checked like the first address."""
        visited = {(trip.url, self._transport.cookies())}
        while True:
            answer = self._ask(trip)
            if answer.status not in _REDIRECTS:
                return answer
            location = answer.headers.get("Location")
            if not location:
                raise refused("bad-redirect", f"{trip.url} answers {answer.status} and does not say where to go")
            target = urls.redirect_target(trip.url, location)
            trip.trail.append(trip.url)
            trip.permanent = trip.permanent and answer.status in _PERMANENT
            if (target, self._transport.cookies()) in visited:
                raise refused("redirect-loop", f"{trip.trail[0]} redirects in a circle over {target}")
            if len(trip.trail) > MOST_REDIRECTS:
                raise refused("too-many-redirects", f"{trip.trail[0]} redirects more than {MOST_REDIRECTS} times")
            trip.url = target
            visited.add((target, self._transport.cookies()))

    def _ask(self, trip: _Trip) -> Answer:
        """One hop: allowed, at its turn, tried again while the trouble may pass."""
        host = urls.checked(trip.url).hostname or ""
        private = _private_hosts(trip.source)
        if is_literal(host) and host not in private and not is_public(host):
            raise refused("private-address", f"{trip.url} is not a public address{ALLOW_PRIVATE}")
        interval = trip.source.min_interval
        if trip.obey_robots:
            interval = max(interval, self._robots.crawl_delay(trip.url, self._rules_reader(trip)))
        headers = trip.headers | self._authorization(trip)

        def attempt() -> Answer:
            self._gate.wait(host, interval, at_most=min(LONGEST_WAIT, trip.deadline.remaining()))
            answer = self._transport.send(
                trip.url,
                headers,
                deadline=trip.deadline,
                max_bytes=trip.max_bytes,
                truncate=trip.truncate,
                private_hosts=private,
                proxy=trip.source.proxy,
            )
            return self._judged(answer, trip.url)

        return with_retries(attempt, clock=self._clock, deadline=trip.deadline)

    def _judged(self, answer: Answer, url: str) -> Answer:
        """The answer, if it is one that says something; what may pass is Again, what is final FetchRefused."""
        if answer.status in {200, 203, 304} or answer.status in _REDIRECTS:
            return answer
        message = f"{url} answers {answer.status}"
        reason = f"http-{answer.status}"
        if answer.status in _PASSING:
            after = retry_after(answer.headers.get("Retry-After"), now=self._clock.now())
            raise Again(reason, message, after=after)
        if answer.status in {401, 403}:
            raise refused(reason, f"{message}: give the source its credentials, or ask the site's leave")
        if answer.status in {404, 410}:
            raise refused(reason, f"{message}: there is nothing; correct the address or disable the source")
        if answer.status >= 500:
            raise failed(reason, f"{message}: the server is in trouble, the next run asks again")
        raise refused(reason, f"{message}, which holds no payload: look at the address in a browser")

    def _rules_reader(self, trip: _Trip) -> Callable[[str], Answer]:
        """Fetches a robots.txt on behalf of ``trip``, within its deadline."""

        def ask(url: str) -> Answer:
            rules = _Trip(
                source=trip.source,
                url=url,
                headers=http_headers.request_headers(self._agent),
                deadline=trip.deadline,
                obey_robots=False,
                max_bytes=LARGEST_ROBOTS,
                truncate=True,
            )
            return self._follow(rules)

        return ask

    def _authorization(self, trip: _Trip) -> dict[str, str]:
        """The source's credentials, for its own origin alone."""
        reference = trip.source.credentials
        if reference is None or urls.origin(trip.url) != urls.origin(trip.source.address):
            return {}
        return {"Authorization": http_headers.authorization(*self._credentials(reference))}


def _private_hosts(source: Source) -> frozenset[str]:
    """The hosts that may be on a private network: the one that the source names so, and its proxy."""
    named = [source.address] if source.allow_private else []
    if source.proxy:
        named.append(source.proxy)
    return frozenset(urls.checked(url).hostname or "" for url in named)
