"""Ordinary text files: one report a file, its header lines left in the body for the normaliser.

Some desks put lines above the text whose first character says what they are: ``^`` headline, ``:`` keyword, ``&``
service, ``$`` category, ``=`` take key, ``+`` subject code; between ``ZCZC`` and ``NNNN`` where they came by wire.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from teletipo.model import Item, Rejection
from teletipo.sources import fields, prose
from teletipo.sources.decode import decode
from teletipo.sources.opening import read_off
from teletipo.sources.payload import Payload

FORMAT = "plain_text"
MARKED = re.compile(
    r"\s*(?:ZCZC[^\n]*\n\s*)?(?P<lines>(?:[&$:=^+]\w[^\n]*\n){3,12})(?P<text>.*?)(?:\n\s*NNNN\s*)?\Z", re.DOTALL
)


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """One item whose body is the file's text exactly, but for marked lines; the pipeline names it after the file."""
    text = decode(payload.content, media_type=payload.media_type)
    found = MARKED.match(text.replace("\r\n", "\n"))
    if found and "\n^" in f"\n{found['lines']}":
        yield _marked(found["lines"].splitlines(), found["text"], payload)
        return
    yield Item(format=FORMAT, body=text, language=payload.language, url=payload.url, body_status="full")


def _marked(lines: list[str], text: str, payload: Payload) -> Item:
    said = {mark: [line[1:] for line in lines if line.startswith(mark)] for mark in "^:+"}
    body = "\n\n".join(prose.wire_paragraphs(text)) or None
    return read_off(
        Item(
            format=FORMAT,
            headline=fields.clean(" ".join(said["^"])),
            slug=fields.clean(" ".join(said[":"])),
            subjects=fields.unique([fields.clean(code) for code in said["+"]]),
            body=body,
            language=payload.language,
            url=payload.url,
            body_status="full" if body else "empty",
        )
    )
