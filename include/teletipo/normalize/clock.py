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
    end = found.end()
    zone: ZoneName | None = None
    if not found["word"]:
        after, zone = match_zone(folded, found.end("digits"), language=setting.language, region=setting.region)
        if zone and not (found["meridiem"] or found["part"]):
            end = after
    if zone is None or end == found.end():
        after, zone = match_zone(folded, end, language=setting.language, region=setting.region)
        end = after
    end, zone = _again(folded, end, zone, setting)
    if found["word"]:
        return end, Clock(words["clockwords"][_spaced(found["word"])], precision="hour", zone=zone)
    told = {part: found[part] or found[f"{part}2"] for part in ("hour", "minute", "second")}
    precision: Precision = "second" if told["second"] else "minute" if told["minute"] else "hour"
    part = words["dayparts"][_spaced(found["part"])] if found["part"] else (found["meridiem"] or "")[:1]
    hour = _whole_day(int(told["hour"]), part)
    return end, Clock(hour, int(told["minute"] or 0), int(told["second"] or 0), precision, zone)


def _again(folded: str, end: int, zone: ZoneName | None, setting: Setting) -> tuple[int, ZoneName | None]:
    """A zone that is told twice, as in ``+0000 UTC``, counts once."""
    if zone is None:
        return end, None
    after, _ = match_zone(folded, end, language=setting.language, region=setting.region)
    return after, zone


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
    part = alternatives(words.tables["dayparts"])
    clock = alternatives(words.lists["clock"])
    at = alternatives(words.lists["at"])
    meridiem = r"[ap]\.?\s?m(?![a-z])\.?"
    ending = rf"\s?{meridiem}|\s+{part}(?![a-z])|\s?{clock}(?![a-z])"
    zoned = r"\s?(?:z|gmt|utc|h|hs|hrs|uhr|[a-z]{2,4}t)(?![a-z])"
    return re.compile(
        rf"(?:(?P<at>(?:{at}(?![a-z])|t(?=\d))\s*))?"
        rf"(?:(?P<word>{alternatives(words.tables['clockwords'])})(?![a-z])"
        rf"|(?P<digits>(?<![\d:])(?:(?P<hour>\d{{1,2}})"
        rf"(?:\s?(?::|h|\.(?=\d\d(?!\d)))\s?(?P<minute>\d\d)(?!\d)"
        rf"(?:\s?(?:[:.]|m(?:in)?)\s?(?P<second>\d\d)(?:[.,]\d+)?(?!\d)|\s?min(?![a-z]))?"
        rf"|(?={ending})|(?(at)(?![\d:./-])|(?!)))"
        rf"|(?P<hour2>\d\d)(?P<minute2>\d\d)(?P<second2>\d\d)?(?={zoned}))))"
        rf"(?:\s?(?P<meridiem>{meridiem}))?(?:\s?{clock}(?![a-z])\.?)?"
        rf"(?:\s+(?P<part>{part})(?![a-z])(?:\s?{clock}(?![a-z])\.?)?)?",
    )
