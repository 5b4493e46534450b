"""Times of day as people write them: ``10:32 h``, ``10h32``, ``6:05 pm ET``, ``a las 8 de la tarde``."""

from __future__ import annotations

import re
from functools import cache

from teletipo.model import Precision
from teletipo.normalize.moment import Clock
from teletipo.normalize.setting import Setting
from teletipo.normalize.wording import alternatives, wording
from teletipo.normalize.zones import ZoneName, match_zone

_NOON = 12


def match_clock(folded: str, start: int, setting: Setting) -> tuple[int, Clock] | None:
    """The time that stands at ``start`` of a folded string, with its zone, and where it ends; None where none does.

    Hours and minutes beyond the day's come back as they stand, so that the caller can refuse them.
    """
    found = _pattern(setting.language).match(folded, start)
    if not found:
        return None
    words = wording(setting.language).tables
    end, zone = _zone_after(folded, found, setting)
    if found["word"]:
        return end, Clock(words["clockwords"][_spaced(found["word"])], precision="hour", zone=zone)
    told = {part: found[part] or found[f"{part}2"] for part in ("hour", "minute", "second")}
    precision: Precision = "second" if told["second"] else "minute" if told["minute"] else "hour"
    part = words["dayparts"][_spaced(found["part"])] if found["part"] else (found["meridiem"] or "")[:1]
    hour = _whole_day(int(told["hour"]), part)
    return end, Clock(hour, int(told["minute"] or 0), int(told["second"] or 0), precision, zone)


def _zone_after(folded: str, found: re.Match[str], setting: Setting) -> tuple[int, ZoneName | None]:
    """Where a time with its zone ends, and the zone: it follows the figures, or all that belongs to the time.

    A zone that is told twice, as in ``+0000 UTC``, counts once.
    """
    bare = not (found["word"] or found["meridiem"] or found["part"])
    for stop in (found.end("digits"), found.end()) if bare else (found.end(),):
        end, zone = match_zone(folded, stop, language=setting.language, region=setting.region)
        if zone:
            again, _ = match_zone(folded, end, language=setting.language, region=setting.region)
            return again, zone
    return found.end(), None


def _whole_day(hour: int, part: str) -> int:
    """The hour of 24; one that a part of day cannot have comes back beyond the day."""
    match part:
        case "a" if hour > _NOON:
            return 99
        case "a" | "night" if hour == _NOON:
            return 0
        case "p" | "afternoon" if hour < _NOON:
            return hour + _NOON
        case "noon" if hour < 4:
            return hour + _NOON
        case "evening" if 4 < hour <= _NOON:
            return hour + _NOON
        case _:
            return hour


def _spaced(words: str) -> str:
    return re.sub(r"\.?\s+", " ", words)


@cache
def _pattern(language: str | None) -> re.Pattern[str]:
    words = wording(language)
    part = rf"{alternatives(words.tables['dayparts'])}(?![a-z])"
    clock = rf"\s?{alternatives(words.lists['clock'])}(?![a-z])\.?"
    word = rf"{alternatives(words.tables['clockwords'])}(?![a-z])"
    at = rf"(?:{alternatives(words.lists['at'])}(?![a-z])|t(?=\d))\s*"
    meridiem = r"[ap]\.?\s?m(?![a-z])\.?"
    minute = r"\s?(?::|h|\.(?=\d\d(?!\d)))\s?(?P<minute>\d\d)(?!\d)"
    second = r"\s?(?:[:.]|m(?:in)?)\s?(?P<second>\d\d)(?:[.,]\d+)?(?!\d|[/-]\d\d[/-])"
    only_hours = rf"(?=\s?{meridiem}|\s+{part}|{clock})|(?(at)(?![\d:./-])|(?!))"
    compact = (
        r"(?P<hour2>\d\d)(?P<minute2>\d\d)(?P<second2>\d\d)?(?=\s?(?:z|gmt|utc|h|hs|hrs|uhr|[a-z]{2,4}t)(?![a-z]))"
    )
    figures = rf"(?P<hour>\d{{1,2}})(?:{minute}(?:{second}|\s?min(?![a-z]))?|{only_hours})|{compact}"
    return re.compile(
        rf"(?P<at>{at})?(?:(?P<word>{word})|(?P<digits>(?<![\d:])(?:{figures})))"
        rf"(?:\s?(?P<meridiem>{meridiem}))?(?:{clock})?(?:\s+(?P<part>{part})(?:{clock})?)?"
    )
