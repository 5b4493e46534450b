"""What is out of the ordinary about a report, in the few words that a list has room for."""

from __future__ import annotations

KILLED = "KILLED: not to be used"
NOTICE = "KILL NOTICE: what it names is not to be used"
WITHHELD = "WITHHELD: under embargo"
ALARMING = frozenset({KILLED, NOTICE, WITHHELD})
"""Marks of what is not to be used."""

_BODIES = {"partial": "partial text", "paywalled": "paywalled", "blocked": "blocked", "empty": "no body"}


def marks(*, kind: str, status: str = "usable", ordinal: int = 1, body_status: str | None = None) -> tuple[str, ...]:
    """Marks of a version, the gravest first; none for a first, whole, usable one. Arguments as its fields."""
    found = []
    if kind == "kill" and ordinal == 1:
        found.append(NOTICE)
    elif status == "canceled" or kind == "kill":
        found.append(KILLED)
    elif status == "withheld":
        found.append(WITHHELD)
    if ordinal > 1:
        found.append(f"version {ordinal}" if kind == "kill" else f"version {ordinal}: {kind}")
    elif kind in {"update", "correction"}:
        found.append(kind)
    if body_status in _BODIES:
        found.append(_BODIES[body_status])
    return tuple(found)
