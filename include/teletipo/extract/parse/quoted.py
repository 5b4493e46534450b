"""What a quoted stretch of a text is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A quoted stretch: ``start:end`` with its marks, ``inner_start:inner_end`` without them.

    ``depth`` is 0 for an outer piece. ``closed`` is False where the paragraph ended first; such a piece
    runs to the end of its paragraph and has no closing mark.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool
    mark: str
