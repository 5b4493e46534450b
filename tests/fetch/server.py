"""A local HTTP server on real sockets that does exactly what a script tells it to, right or wrong."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from teletipo.fetch.addresses import Network
from teletipo.fetch.clock import Clock

PUBLIC = "93.184.216.34"


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]


class Peer:
    """The client's end of a connection, as a script sees it."""

    def __init__(self, sock: socket.socket, stopping: threading.Event) -> None:
        self._socket = sock
        self._stopping = stopping

    def send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def drip(self, data: bytes, *, every: float = 0.02) -> None:
        """One byte at a time, over and over, until the client or the server has had enough."""
        while not self._stopping.is_set():
            for byte in data:
                self.send(bytes([byte]))
                time.sleep(every)

    def pour(self, data: bytes) -> None:
        """As fast as it goes, until the client or the server has had enough."""
        while not self._stopping.is_set():
            self.send(data)

    def silence(self) -> None:
        self._stopping.wait(30)

    def tunnel(self, tls: ssl.SSLContext, answer: bytes) -> None:
        """As a proxy does for CONNECT: from here on another server speaks, and answers once."""
        self.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with tls.wrap_socket(self._socket, server_side=True) as inner:
            inner.recv(65_536)
            inner.sendall(answer)
        raise ConnectionError

    def reset(self) -> None:
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        raise ConnectionResetError


Script = Callable[[Peer, Request], None]


def response(
    body: bytes = b"", *, status: int = 200, headers: dict[str, str] | None = None, length: int | None = None
) -> bytes:
    """A response as it goes over the wire; ``length`` is what Content-Length claims, -1 leaves it out."""
    lines = [f"HTTP/1.1 {status} Whatever"]
    stated = len(body) if length is None else length
    if stated >= 0 and status != 304:
        lines.append(f"Content-Length: {stated}")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def plays(*answers: bytes, close: bool = False) -> Script:
    """Each answer once, in order; the last one from then on."""
    left = list(answers)

    def script(peer: Peer, _: Request) -> None:
        peer.send(left.pop(0) if len(left) > 1 else left[0])
        if close:
            raise ConnectionError

    return script


@dataclass
class Server:
    """Listens on loopback; answers a path as scripted, 404 where nothing is; keeps silent to what is no request."""

    scripts: dict[str, Script] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    tls: ssl.SSLContext | None = None

    def __enter__(self) -> "Server":
        self._stopping = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for sock in list(self._open):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def on(self, path: str, *answers: bytes | Script, close: bool = False) -> None:
        """What ``path`` answers: one script, or raw responses in order, the last one from then on."""
        script, *more = answers
        self.scripts[path] = script if callable(script) else plays(script, *more, close=close)

    def paths(self) -> list[str]:
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def _accept(self) -> None:
        while not self._stopping.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._open.add(sock)
            thread = threading.Thread(target=self._serve, args=(sock,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with contextlib.suppress(OSError), self._encrypted(sock) as line, line.makefile("rb") as lines:
            while (request := self._read(lines)) is not None:
                self.requests.append(request)
                script = self.scripts.get(request.path) or plays(response(status=404))
                script(Peer(line, self._stopping), request)
        self._open.discard(sock)

    def _encrypted(self, sock: socket.socket) -> socket.socket:
        return self.tls.wrap_socket(sock, server_side=True) if self.tls else sock

    def _read(self, lines) -> Request | None:
        first = lines.readline().decode("latin-1").split()
        if not first:
            return None
        if first[0] not in {"GET", "CONNECT"}:
            self._stopping.wait(30)
            return None
        headers = {}
        while line := lines.readline().decode("latin-1").strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return Request(first[0], first[1], headers)


class Internet(Network):
    """A network of our own: names have the addresses that a test gives them, every address leads to the server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.names: dict[str, list[list[str]]] = {}
        self.dialled: list[str] = []

    def answers(self, host: str, *look_ups: str | list[str]) -> None:
        """What each look-up of ``host`` answers in turn, the last one from then on."""
        self.names[host] = [[answer] if isinstance(answer, str) else answer for answer in look_ups]

    def resolve(self, host: str, port: int, timeout: float) -> list[str]:
        if host.replace(".", "").isdigit() or ":" in host:
            return list(super().resolve(host, port, timeout))
        look_ups = self.names.get(host, [[PUBLIC]])
        answer = look_ups.pop(0) if len(look_ups) > 1 else look_ups[0]
        if not answer:
            raise OSError(-2, "Name or service not known")
        return answer

    def dial(self, address: str, port: int, timeout: float) -> socket.socket:  # noqa: ARG002
        self.dialled.append(address)
        if address == "198.41.0.99":
            raise ConnectionRefusedError(111, "Connection refused")
        return socket.create_connection(("127.0.0.1", self._server.port), timeout)


class QuickClock(Clock):
    """Real time, in which sleeping passes at once and jitter is none."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def now(self):
        return super().now() + timedelta(seconds=sum(self.slept))

    def monotonic(self) -> float:
        return super().monotonic() + sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def jitter(self) -> float:
        return 1.0
