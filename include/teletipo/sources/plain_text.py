"""Ordinary text files: one report a file, its header lines left in the body for the normaliser."""

from __future__ import annotations

from collections.abc import Iterator

from teletipo.model import Item, Rejection
from teletipo.sources.decode import decode
from teletipo.sources.payload import Payload


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """One item whose body is the file's text exactly; the pipeline names it after the file."""
    text = decode(payload.content, media_type=payload.media_type)
    yield Item(format="plain_text", body=text, language=payload.language, url=payload.url, body_status="full")
