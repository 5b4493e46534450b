"""Reported speech in a line: the words, and the names that they came through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_COMMA = re.compile(r",([”\"»’]+)$")


def joined(pieces: Iterable[str]) -> str:
    """Pieces of a text on one line, with … where something stands between them."""
    return " … ".join(" ".join(piece.split()) for piece in pieces)


def quoted(pieces: Iterable[str], *, direct: bool) -> str:
    """What was said, without the comma before its cue; in quotation marks where it is direct."""
    words = _COMMA.sub(r"\1", joined(pieces).rstrip(", "))
    return f"“{words}”" if direct else words


def through(speaker: str | None, chain: Sequence[str]) -> tuple[str, ...]:
    """The chain without the speaker: nobody's words come through themselves."""
    return tuple(link for link in chain if link != speaker)
