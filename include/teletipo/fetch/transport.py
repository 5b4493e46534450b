"""One request, one answer: over a checked address, under a deadline, within limits. No policy beyond that."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from teletipo.errors import FetchFailed, FetchRefused
from teletipo.fetch.addresses import AddressGuard, Network
from teletipo.fetch.body import read_body
from teletipo.fetch.clock import Deadline
from teletipo.fetch.faults import Again, failed, refused

CONNECT_TIMEOUT = 10.0
READ_TIMEOUT = 20.0
_READ_TO_THE_END = frozenset({200, 203, 304})


@dataclass(frozen=True, slots=True)
class Answer:
    """A response. ``headers`` can be asked in any case; ``body`` is empty unless the status is 200 or 203."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Watchdog:
    """Cuts the connection in use when time is up, whatever it is doing: sending headers byte by byte, for instance."""

    def __init__(self) -> None:
        self.fired = False
        self._socket: socket.socket | None = None

    def hold(self, sock: socket.socket | None) -> None:
        """This is the connection in use; it is cut at once if time is already up."""
        self._socket = sock
        if self.fired:
            self._cut()

    @contextlib.contextmanager
    def limit(self, seconds: float) -> Iterator[None]:
        """The body of the ``with`` loses its connection after ``seconds``."""
        self.fired = False
        self._socket = None
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._socket = None

    def _cut(self) -> None:
        self.fired = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class Transport:
    """A ``requests`` session that reads neither proxies nor netrc from the environment and follows no redirect.

    Not for several threads at once: one request at a time.
    """

    def __init__(self, network: Network) -> None:
        self._guard = AddressGuard(network)
        self._watchdog = Watchdog()
        self._session = _Session()
        self._session.trust_env = False
        adapter = _Adapter(self._guard, self._watchdog)
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, adapter)

    def close(self) -> None:
        """Close every connection."""
        self._session.close()

    def forget_cookies(self) -> None:
        """What follows is unknown to every server."""
        self._session.cookies.clear()

    def cookies(self) -> frozenset[tuple[str, str | None]]:
        """The cookies that have been set since they were forgotten, by name."""
        return frozenset((cookie.name, cookie.value) for cookie in self._session.cookies)

    def send(
        self,
        url: str,
        headers: Mapping[str, str],
        *,
        deadline: Deadline,
        max_bytes: int,
        truncate: bool = False,
        private_hosts: frozenset[str] = frozenset(),
        proxy: str | None = None,
    ) -> Answer:
        """GET ``url`` once.

        Raises FetchRefused (address, certificate, URL), Again (network trouble), FetchFailed (the deadline) and
        TooLarge; with ``truncate`` a larger body is cut at ``max_bytes`` instead.
        """
        left = deadline.remaining()
        if left <= 0:
            raise _late(url, deadline)
        self._guard.private_hosts = private_hosts
        with self._watchdog.limit(left):
            try:
                response = self._session.send(
                    self._session.prepare_request(requests.Request("GET", url, dict(headers))),
                    stream=True,
                    timeout=(min(CONNECT_TIMEOUT, left), min(READ_TIMEOUT, left)),
                    allow_redirects=False,
                    proxies={"http": proxy, "https": proxy} if proxy else None,
                )
                with contextlib.closing(response):
                    body = b""
                    if response.status_code in _READ_TO_THE_END:
                        encoding = response.headers.get("Content-Encoding", "")
                        body = read_body(response.raw, encoding=encoding, limit=max_bytes, truncate=truncate)
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError, FetchFailed) as exc:
                if self._watchdog.fired:
                    raise _late(url, deadline) from exc
                raise _translate(exc, url) from exc
        if self._watchdog.fired:
            raise _late(url, deadline)
        return Answer(response.status_code, response.headers, body)


def _late(url: str, deadline: Deadline) -> FetchFailed:
    return failed(
        "deadline",
        f"{url} was not answered in full within {deadline.seconds:g} s; raise deadline if it is always so slow",
    )


def _translate(exc: Exception, url: str) -> FetchFailed | FetchRefused:
    """A library's error as one of ours."""
    if isinstance(exc, FetchFailed):
        return exc
    causes = list(_causes(exc))
    if any(isinstance(cause, ssl.SSLCertVerificationError | ssl.CertificateError) for cause in causes):
        return refused("certificate", f"{url}: the server's certificate is not valid ({causes[-1]})")
    if any(isinstance(cause, urllib3.exceptions.InvalidHeader) for cause in causes):
        return failed("bad-answer", f"{url}: the answer's headers contradict each other ({causes[-1]})")
    if isinstance(exc, requests.exceptions.InvalidURL | requests.exceptions.InvalidHeader | ValueError):
        return refused("bad-url", f"{url} cannot be asked for ({exc})")
    timeouts = requests.Timeout | urllib3.exceptions.TimeoutError | TimeoutError
    if any(isinstance(cause, timeouts) for cause in causes):
        return Again("timeout", f"{url}: the server kept silent too long")
    return Again("connection", f"{url}: the connection broke ({type(causes[-1]).__name__}: {causes[-1]})")


def _causes(exc: BaseException) -> Iterator[BaseException]:
    """The error and those inside it, outermost first."""
    seen: set[int] = set()
    current: BaseException | None = exc
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        inner = [arg for arg in (*current.args, getattr(current, "reason", None)) if isinstance(arg, BaseException)]
        current = inner[0] if inner else current.__cause__ or current.__context__


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: ``requests`` would read the whole body of a redirect, endless ones too."""


class _Adapter(HTTPAdapter):
    """Makes every connection through the guard and shows it to the watchdog."""

    def __init__(self, guard: AddressGuard, watchdog: Watchdog) -> None:
        self._pools = _guarded_pools(guard, watchdog)
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """The pools of direct connections."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        """The pools of connections through a proxy."""
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _guarded_pools(guard: AddressGuard, watchdog: Watchdog) -> dict[str, type[HTTPConnectionPool]]:
    class Guarded(HTTPConnection):
        peer = ""
        wire: socket.socket | None = None

        def _new_conn(self) -> socket.socket:
            timeout = self.timeout if isinstance(self.timeout, int | float) else CONNECT_TIMEOUT
            sock, self.peer = guard.connect(self._dns_host, self.port, timeout)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            watchdog.hold(sock)
            return sock

        def connect(self) -> None:
            super().connect()
            self.wire = self.sock
            watchdog.hold(self.wire)

        def request(self, *args: Any, **kwargs: Any) -> None:
            if self.peer:
                guard.check(self._dns_host, self.peer)
            watchdog.hold(self.wire)
            super().request(*args, **kwargs)

    class GuardedTLS(Guarded, HTTPSConnection):
        pass

    class Pool(HTTPConnectionPool):
        ConnectionCls = Guarded

    class PoolTLS(HTTPSConnectionPool):
        ConnectionCls = GuardedTLS

    return {"http": Pool, "https": PoolTLS}
