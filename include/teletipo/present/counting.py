"""Numbers that agree with what they count."""

from __future__ import annotations


def count(number: int, one: str, many: str | None = None) -> str:
    """``1 copy``, ``2 copies``; the plural adds an s where ``many`` does not give it."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
