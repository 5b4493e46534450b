"""What format a payload is in, from its bytes."""

from __future__ import annotations

from teletipo.errors import UnknownFormat


def sniff(content: bytes) -> str:
    """The name of the parser for the bytes. Raises UnknownFormat with the first bytes as detail."""
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{") and b'"text"' in head:
        return "jsonl"
    if b"\0" in head:
        raise UnknownFormat("no parser recognises the bytes", detail=ascii(content[:80])[2:-1])
    return "plain_text"
