"""Times of the day from what an expression says: digits, words, halves of the day, zones."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DIGITS = re.compile(r"([0-9]{1,2})[:.,hH]([0-9]{2})(?::([0-9]{2}))?")

TIME_SLOTS = frozenset({"CLOCK", "DOTCLOCK", "MILITARY", "HOUR", "PART", "NOON"})
"""What makes an expression one of time."""


def clock(slots: Mapping[str, str | int]) -> str | None:
    """``16:08`` or a part of the day (``MO``); None where the numbers are no time of the day."""
    if "NOON" in slots:
        return str(slots["NOON"])
    time = _digits(slots) or _words(slots)
    if time is None:
        return str(slots["PART"]) if "PART" in slots else None
    hour, minute, second = time
    hour = _half_day(hour, slots)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return f"{hour:02}:{minute:02}" + (f":{second:02}" if second is not None else "")


def zone(slots: Mapping[str, str | int]) -> str:
    """``Z`` or an offset such as ``+08``; empty where none was said."""
    said = str(slots.get("ZONE", ""))
    if said == "Z" and "ZONE_HOURS" in slots:
        return f"{slots.get('ZONE_SIGN', '+')}{int(slots['ZONE_HOURS']):02}"
    return said


def _digits(slots: Mapping[str, str | int]) -> tuple[int, int, int | None] | None:
    if isinstance(compact := slots.get("MILITARY"), int):
        return compact // 100, compact % 100, None
    match = _DIGITS.fullmatch(str(slots.get("CLOCK", slots.get("DOTCLOCK", ""))))
    if match is None:
        return None
    return int(match[1]), int(match[2]), int(match[3]) if match[3] else None


def _words(slots: Mapping[str, str | int]) -> tuple[int, int, int | None] | None:
    hour = slots.get("HOUR")
    if not isinstance(hour, int):
        return None
    minute = slots.get("MINUTE", slots.get("QUARTER_HOUR", 0))
    if "TO" in slots:
        return (hour - 1) % 24, 60 - int(minute), None
    return hour, int(minute), None


def _half_day(hour: int, slots: Mapping[str, str | int]) -> int:
    half = slots.get("AMPM") or {"AF": "pm", "EV": "pm", "NI": "night"}.get(str(slots.get("PART")))
    if half == "am":
        return 0 if hour == 12 else hour
    if half == "pm" and hour < 12:
        return hour + 12
    if half == "night" and 5 <= hour < 12:
        return hour + 12
    if half == "night" and hour == 12:
        return 24
    return hour
