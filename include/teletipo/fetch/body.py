"""Reads a response body under limits: bytes on the wire, bytes after decompression, and the ratio of the two."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

from teletipo.errors import TooLarge
from teletipo.fetch.faults import Again, refused

ACCEPTED = "gzip, deflate"
LARGEST_RATIO = 200
RATIO_COUNTS_FROM = 1_000_000
_NOT_ASKED_FOR = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})
_CHUNK = 65_536
_GZIP_MAGIC = b"\x1f\x8b"


class Wire(Protocol):
    """What is read from: a urllib3 response."""

    @property
    def length_remaining(self) -> int | None:
        """The Content-Length, less what was read; None where the server did not say."""
        ...

    def read1(self, amt: int | None = None, decode_content: bool | None = None) -> bytes:
        """Whatever has arrived, at most ``amt`` bytes; empty at the end."""
        ...


def read_body(wire: Wire, *, encoding: str, limit: int, truncate: bool = False) -> bytes:
    """The body, decompressed, whole.

    ``limit`` holds for the bytes on the wire and again after decompression. Raises TooLarge beyond it or beyond a
    ratio of 200, unless ``truncate`` asks for the first ``limit`` bytes instead; Again where compressed data are
    broken or end too early; FetchRefused for an encoding that was not asked for.
    """
    decoder = _decoder(encoding)
    if not truncate:
        _check(wire.length_remaining or 0, 0, limit)
    received = 0
    body = bytearray()
    while chunk := wire.read1(_CHUNK, decode_content=False):
        received += len(chunk)
        for piece in decoder.feed(chunk):
            body += piece
            if truncate and len(body) >= limit:
                return bytes(body[:limit])
            _check(received, len(body), limit)
        _check(received, len(body), limit)
    decoder.finish()
    return bytes(body)


def _check(received: int, decoded: int, limit: int) -> None:
    if max(received, decoded) > limit:
        raise TooLarge(f"the answer is larger than {limit:,} bytes; raise max_bytes if it is what you want")
    if decoded > RATIO_COUNTS_FROM and decoded > received * LARGEST_RATIO:
        raise TooLarge(f"{received:,} bytes unpack to more than {LARGEST_RATIO} times as many: not a news payload")


def _decoder(encoding: str) -> _Plain | _Inflater:
    """What undoes an encoding; names that are no compression ("utf-8", "none"), as some servers send, undo nothing."""
    match encoding.strip().lower():
        case "gzip" | "x-gzip":
            return _Inflater("gzip", 16 + zlib.MAX_WBITS)
        case "deflate":
            return _Inflater("deflate", zlib.MAX_WBITS)
        case other if "," in other or other in _NOT_ASKED_FOR:
            raise refused("encoding", f"the answer is in the encoding {other!r}, which was not asked for")
        case _:
            return _Plain()


class _Plain:
    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data

    def finish(self) -> None:
        """Nothing can be missing."""


class _Inflater:
    """Undoes gzip (RFC 1952, also in several members) or deflate (RFC 1950, or bare RFC 1951 as some servers send)."""

    def __init__(self, name: str, window_bits: int) -> None:
        self._name = name
        self._window_bits = window_bits
        self._stream = zlib.decompressobj(window_bits)
        self._started = False
        self._after = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The bytes that ``data`` unpacks to, in pieces of at most 64 KiB."""
        while data:
            if self._stream.eof:
                data = self._next_member(data)
                continue
            piece = self._inflate(data)
            self._started = True
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            yield piece

    def finish(self) -> None:
        """Raises Again where the data ended before the stream did."""
        if self._started and not self._stream.eof:
            raise Again("truncated", f"the {self._name} data end too early")

    def _inflate(self, data: bytes) -> bytes:
        try:
            return self._stream.decompress(data, _CHUNK)
        except zlib.error as exc:
            if self._name == "deflate" and not self._started:
                self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
                self._started = True
                return self._inflate(data)
            raise Again("broken-encoding", f"the answer says {self._name} but cannot be unpacked ({exc})") from exc

    def _next_member(self, data: bytes) -> bytes:
        """Starts over where another gzip member follows; anything else after the end is padding and dropped."""
        data = self._after + data
        if len(data) < len(_GZIP_MAGIC):
            self._after = data
            return b""
        self._after = b""
        if self._name != "gzip" or not data.startswith(_GZIP_MAGIC):
            return b""
        self._stream = zlib.decompressobj(self._window_bits)
        return data
