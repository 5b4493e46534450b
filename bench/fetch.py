"""200 feeds from a local server: fetched and parsed, then asked again with nothing changed, against bare requests."""

from __future__ import annotations

import hashlib
import multiprocessing
import time
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from typing import TypeVar

import requests

from teletipo.fetch.fetched import Fetched, NotModified
from teletipo.fetch.http import Client
from teletipo.fetch.sources import Validators, fetch_source
from teletipo.sources import parse_payload
from teletipo.sources.source import Source

FEEDS = 200
ITEMS = 30
T = TypeVar("T")
SENTENCE = "El portavoz dijo el jueves que las conversaciones seguirán la próxima semana, según la agencia. "


@cache
def feed(path: str) -> bytes:
    """A feed of 30 items of 1,400 characters each, different for every path."""
    items = "".join(
        f"<item><title>Titular {n} de {path}</title><link>https://wire.example{path}/{n}</link><guid>{path}-{n}</guid>"
        f"<pubDate>Thu, 08 Jan 2026 10:{n:02}:00 +0100</pubDate><description>{SENTENCE * 15}</description></item>"
        for n in range(ITEMS)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{path}</title>{items}</channel></rss>".encode()


class Handler(BaseHTTPRequestHandler):
    """Feeds with an ETag; nothing else."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        """A feed, or 304."""
        body = b"" if self.path == "/robots.txt" else feed(self.path)
        tag = f'"{hashlib.sha256(body).hexdigest()}"'
        unchanged = self.headers["If-None-Match"] == tag
        self.send_response(304 if unchanged else 200)
        self.send_header("ETag", tag)
        if not unchanged:
            self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not unchanged:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


def serve(tell: Connection) -> None:
    """A server process; sends its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    tell.send(server.server_port)
    server.serve_forever()


class Memory:
    """What the first round leaves behind."""

    def __init__(self) -> None:
        self.kept: dict[str, Validators] = {}
        self.hashes: set[str] = set()

    def known(self, sha256: str) -> bool:
        """Whether a payload of this hash was parsed."""
        return sha256 in self.hashes

    def validators(self, url: str) -> Validators | None:
        """What was kept of an address."""
        return self.kept.get(url)


def take_all(sources: list[Source], client: Client, memory: Memory) -> tuple[int, int, int]:
    """Fetch and parse; how many payloads came, how many had not changed, how many items there were."""
    came = unchanged = items = 0
    for source in sources:
        for outcome in fetch_source(source, client=client, state=memory):
            if isinstance(outcome, NotModified):
                unchanged += 1
            elif isinstance(outcome, Fetched):
                came += 1
                parsed = parse_payload(outcome.content, name=outcome.name, url=outcome.url)
                items += len(parsed.items)
                memory.hashes.add(outcome.sha256)
                memory.kept[outcome.requested_url] = Validators(outcome.etag, outcome.last_modified, outcome.fetched_at)
    return came, unchanged, items


def timed(work: Callable[[], T]) -> tuple[T, float, float]:
    """The answer, the seconds on the clock and the seconds of CPU of this process."""
    clock, cpu = time.perf_counter(), time.process_time()
    answer = work()
    return answer, time.perf_counter() - clock, time.process_time() - cpu


def main() -> None:
    """Print the ratios."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    address = f"http://127.0.0.1:{ours.recv()}"
    sources = [
        Source(f"feed-{n}", "feed", f"{address}/feed/{n}", min_interval=0, allow_private=True) for n in range(FEEDS)
    ]
    try:
        with requests.Session() as session:
            session.trust_env = False
            session.get(sources[0].address)
            size, bare, bare_cpu = timed(lambda: sum(len(session.get(one.address).content) for one in sources))
        memory = Memory()
        with Client() as client:
            take_all(sources[:1], client, Memory())
            fetched, only, only_cpu = timed(lambda: [client.get(one.address, source=one) for one in sources])
            (came, _, items), first, first_cpu = timed(lambda: take_all(sources, client, memory))
            (_, unchanged, _), again, again_cpu = timed(lambda: take_all(sources, client, memory))
    finally:
        process.terminate()
        process.join()
    assert (came, unchanged, items, len(fetched)) == (FEEDS, FEEDS, FEEDS * ITEMS, FEEDS)
    print(f"fetch: {FEEDS} feeds, {size / FEEDS / 1000:.0f} kB each, one after another, from a local server")
    print(
        f"  requests alone       {FEEDS / bare:7.0f} payloads a second, {1000 * bare_cpu / FEEDS:6.2f} ms of CPU each"
    )
    print(f"  fetched              {FEEDS / only:7.0f} payloads a second, {only_cpu / bare_cpu:.2f} x requests alone")
    print(
        f"  fetched and parsed   {FEEDS / first:7.0f} payloads a second, {1000 * first_cpu / FEEDS:6.2f} ms of CPU each"
    )
    print(f"  again, unchanged     {FEEDS / again:7.0f} payloads a second, {again / first:.3f} of the first time")
    print(f"                       {again_cpu / first_cpu:.3f} of its CPU (to be under 0.1)")


if __name__ == "__main__":
    main()
