"""Instants as wire formats write them, into ISO 8601."""

from __future__ import annotations

from datetime import datetime


def instant(value: str | None, field: str, problems: list[str]) -> str | None:
    """ISO 8601 of what a field says; None and a note in ``problems`` if it cannot be read."""
    if value is None or not value.strip():
        return None
    try:
        return datetime.fromisoformat(value.strip()).isoformat()
    except ValueError:
        problems.append(f"{field}: {value.strip()[:80]!r} is no instant")
        return None
