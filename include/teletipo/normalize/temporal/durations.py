"""Lengths of time in TIMEX3 notation.

A unit is an ISO 8601 letter (``D``, ``W``, ``M``, ``Q``, ``Y``), ``H``, ``TM`` or ``S`` below the day, or one with a
factor, as ``2W`` for a fortnight; ``DE``, ``CE`` and ``WE`` are decades, centuries and weekends as in TIMEX2, ``HY``
half-years.
"""

from __future__ import annotations

import re
from decimal import Decimal

_COMPOUND = {"HY": (6, "M")}
_HALVES = {
    "H": (30, "TM"),
    "D": (12, "H"),
    "M": (15, "D"),
    "Y": (6, "M"),
    "DE": (5, "Y"),
    "CE": (50, "Y"),
    "TM": (30, "S"),
}
_FACTOR = re.compile(r"([0-9]*)([A-Z]+)")


def period(count: int | Decimal | None, unit: str) -> str:
    """The notation of a number of units; None is some number that is not said."""
    factor, base = _parts(unit)
    amount = "X" if count is None else f"{(count * factor):f}"
    if "." in amount:
        amount = amount.rstrip("0").rstrip(".")
    return f"P{'T' if base in {'S', 'TM', 'H'} else ''}{amount}{base[-1] if base == 'TM' else base}"


def half(unit: str) -> str:
    """The notation of half a unit."""
    return period(*halved(unit))


def halved(unit: str) -> tuple[int | Decimal, str]:
    """Half a unit as a number of smaller ones, where it is one."""
    return _HALVES.get(unit, (Decimal("0.5"), unit))


def is_shorter(unit: str, other: str) -> bool:
    """Whether a unit is a part of another, as months are of years."""
    order = ("CE", "DE", "Y", "HY", "Q", "M", "W", "D", "H", "TM", "S")
    return unit in order and other in order and order.index(unit) > order.index(other)


def joined(longer: str, shorter: str) -> str:
    """The notation of two lengths together: ``P2Y`` and ``P6M`` are ``P2Y6M``."""
    clock = "T" if "T" in shorter and "T" not in longer else ""
    return longer + clock + shorter.lstrip("PT")


def _parts(unit: str) -> tuple[int, str]:
    match = _FACTOR.fullmatch(unit)
    if unit in _COMPOUND or match is None:
        return _COMPOUND.get(unit, (1, unit))
    return int(match[1] or 1), match[2]
