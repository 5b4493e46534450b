"""Reported speech in a line: the words, and the names that they came through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def joined(pieces: Iterable[str]) -> str:
    """Pieces of a text on one line, with … where something stands between them."""
    return " … ".join(" ".join(piece.split()) for piece in pieces)


def quoted(pieces: Iterable[str], *, direct: bool) -> str:
    """What was said, without the comma before its cue; in quotation marks where it is direct."""
    words = joined(pieces).rstrip(", ")
    return f"“{words}”" if direct else words


def through(speaker: str | None, chain: Sequence[str]) -> tuple[str, ...]:
    """The chain without the speaker at its head: nobody's words come through themselves."""
    return tuple(chain[1:] if chain and chain[0] == speaker else chain)
