"""Instants as wire formats write them, into ISO 8601.

The offset is kept where the file states one and left out where it does not; a date without a clock stays
a date. Nothing is assumed here: the source's own zone is applied when the report is normalised.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache

from babel import Locale

SHOWN = 60
WIRE_LOCALES = ("en", "es", "pt", "fr", "it", "de", "ca", "gl", "nl", "sv", "nb", "da", "fi", "pl")
ZONE_NAMES = {
    **dict.fromkeys(("z", "gmt", "ut", "utc", "wet"), 0),
    **dict.fromkeys(("west", "bst", "cet", "mez"), 60),
    **dict.fromkeys(("cest", "mesz", "eet"), 120),
    **dict.fromkeys(("eest", "msk"), 180),
    **dict.fromkeys(("edt", "clt"), -240),
    **dict.fromkeys(("est", "cdt"), -300),
    **dict.fromkeys(("cst", "mdt"), -360),
    **dict.fromkeys(("mst", "pdt"), -420),
    **dict.fromkeys(("art", "brt"), -180),
    **dict.fromkeys(("jst", "kst"), 540),
    "pst": -480,
    "aest": 600,
    "aedt": 660,
}
ZONE = r"(?P<zone>[A-Za-z]{1,5})?\s*(?P<offset>[+-]\s?\d{1,2}(?::?\d{2})?(?::?\d{2})?)?"
CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?\s*(?P<half>[ap]\.?m\.?)?"
ISO = re.compile(
    r"(?P<year>\d{4})(?P<sep>[-./])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    rf"(?:(?:\s*[T,_]\s*|\s+|(?<=\d{{8}}))(?:{CLOCK}|(?P<basic>\d{{4}}(?:\d{{2}})?)(?:[.,]\d+)?)\s*{ZONE})?",
    re.IGNORECASE,
)
COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:[T\s_]*(?P<basic>\d{2}:?\d{2}(?::?\d{2})?)(?:[.,]\d+)?\s*"
    + ZONE
    + ")?",
    re.IGNORECASE,
)
DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})[./-](?P<month>\d{{1,2}})[./-](?P<year>\d{{4}})(?:[\sT,-]*{CLOCK}\s*h?\.?\s*{ZONE})?",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)??"
    r"(?:(?P<day>\d{1,2})(?:\.|º|er|st|nd|rd|th)?(?:\s+|-)(?:de\s+)?(?P<name>[^\W\d]{3,})\.?,?(?:\s+|-)(?:del?\s+)?"
    r"|(?P<name_first>[^\W\d]{3,})\.?\s+(?P<day_after>\d{1,2})(?:st|nd|rd|th)?,?\s+)(?P<year>\d{4})"
    rf"(?:[\sT,-]*{CLOCK}\s*h?\.?\s*{ZONE})?",
    re.IGNORECASE,
)
DAY_INSIDE = re.compile(
    r"(?<![\d/])(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.?\s+(?:de\s+)?[^\W\d]{3,12}\.?,?\s+(?:del?\s+)?\d{4}"
    r"|[^\W\d]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{4})(?![\d/])"
)
CLOCK_AFTER = re.compile(
    r"T?\D{0,14}?(?P<clock>\d{1,2}[:.hH]\d{2}(?::\d{2})?)(?!\d)\s*(?:h(?:oras|rs|s)?\b\.?)?\s*(?P<half>[ap]\.?\s?m\b\.?)?"
    r"\s*\(?(?P<zone>(?:Z|GMT|UTC|CES?T|[EP][SD]T)?(?:[+-]\d{1,2}(?::?\d{2})?)?)",
    re.IGNORECASE,
)
CLOCK_BEFORE = re.compile(
    r"(?<![\d:.])(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)\s*(?:h(?:oras|rs|s)?\b\.?)?\s*(?P<half>[ap]\.?\s?m\b\.?)?"
    r"\s*(?P<zone>(?:\b(?:GMT|UTC|CES?T|[EP][SD]T)\b)?)\D{0,16}$",
    re.IGNORECASE,
)
EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
WIDEST_OFFSET = timedelta(hours=14)


def instant(value: str | None, field: str, problems: list[str]) -> str | None:
    """ISO 8601 of what ``field`` says; None, and a note in ``problems``, if that is no instant.

    Reads ISO 8601 extended and basic, RFC 822, ``dd.mm.yyyy hh:mm``, Unix seconds and milliseconds. An
    offset that no place on Earth has is noted and left out.
    """
    text = " ".join(value.split()) if value else ""
    if not text:
        return None
    for read in (_iso, _named, _numbers, _epoch, _rfc822):
        try:
            found = read(text, field, problems)
        except (ValueError, OverflowError):
            continue
        if found is not None:
            return found
    problems.append(f"{field}: {text[:SHOWN]!r} is no date or time")
    return None


def month_number(word: str) -> int | None:
    """The month (1–12) that a word or its abbreviation names in any language of the wires."""
    return _months().get(_plain(word))


def is_weekday(word: str) -> bool:
    """Whether a word names a day of the week in any language of the wires."""
    return _plain(word) in _weekdays()


def _iso(text: str, field: str, problems: list[str]) -> str | None:
    found = COMPACT.fullmatch(text) or ISO.fullmatch(text)
    return _composed(found.groupdict(), text, field, problems) if found else None


def _numbers(text: str, field: str, problems: list[str]) -> str | None:
    """Day, month, year in figures; the month first only with an American clock (``AM``, ``PM``)."""
    found = DAY_FIRST.fullmatch(text)
    if found is None:
        return None
    got = found.groupdict()
    if got["half"]:
        got["day"], got["month"] = got["month"], got["day"]
    return _composed(got, text, field, problems)


def _named(text: str, field: str, problems: list[str]) -> str | None:
    """``8 de enero de 2026 10:32``, ``January 8, 2026 10:32 AM``."""
    found = NAMED.fullmatch(text)
    if found is None:
        return None
    got = found.groupdict()
    month = month_number(got["name"] or got["name_first"])
    if month is None:
        return None
    return _composed({**got, "month": str(month), "day": got["day"] or got["day_after"]}, text, field, problems)


def _rfc822(text: str, field: str, problems: list[str]) -> str | None:
    if not any(char.isalpha() for char in text):
        return None
    moment = parsedate_to_datetime(text)
    return _written(_zoned(moment.replace(tzinfo=None), moment.utcoffset(), text, field, problems))


def _epoch(text: str, _field: str, _problems: list[str]) -> str | None:
    if not EPOCH.fullmatch(text):
        return None
    whole = text.partition(".")[0]
    return _written(datetime.fromtimestamp(int(whole[:10]), UTC))


def _composed(got: dict[str, str | None], text: str, field: str, problems: list[str]) -> str:
    """The instant of the groups above; raises ValueError for a day or a clock that does not exist."""
    day = date(int(got["year"] or 0), int(got["month"] or 0), int(got["day"] or 0))
    if day.year < 1900:
        raise ValueError("no wire is that old")
    clock = _clock(got)
    if clock is None:
        return day.isoformat()
    local = datetime(day.year, day.month, day.day) + clock  # noqa: DTZ001  the zone follows where there is one
    offset = _offset(got.get("zone"), got.get("offset"))
    return _written(_zoned(local, offset, text, field, problems))


def _clock(got: dict[str, str | None]) -> timedelta | None:
    basic = (got.get("basic") or "").replace(":", "")
    if basic:
        hour, minute, second = int(basic[:2]), int(basic[2:4]), int(basic[4:6] or 0)
    elif got.get("hour"):
        hour, minute, second = int(got["hour"] or 0), int(got["minute"] or 0), int(got["second"] or 0)
    else:
        return None
    half = (got.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 24 or minute > 59 or second > 60:
        raise ValueError("no such clock time")
    micro = int((got.get("fraction") or "0")[:6].ljust(6, "0"))
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59), microseconds=micro)


def _offset(zone: str | None, offset: str | None) -> timedelta | None:
    if offset:
        digits = re.sub(r"\D", "", offset)
        hours, minutes = (
            (int(digits[:-2]), int(digits[-2:])) if len(digits) in {3, 4} else (int(digits[:2]), int(digits[2:4] or 0))
        )
        shift = timedelta(hours=hours, minutes=minutes)
        return -shift if "-" in offset else shift
    if zone:
        minutes_east = ZONE_NAMES.get(zone.lower())
        return None if minutes_east is None else timedelta(minutes=minutes_east)
    return None


def _zoned(local: datetime, offset: timedelta | None, text: str, field: str, problems: list[str]) -> datetime:
    if offset is None:
        return local
    if abs(offset) > WIDEST_OFFSET:
        problems.append(f"{field}: the zone of {text[:SHOWN]!r} is on no map; the clock is kept without it")
        return local
    return local.replace(tzinfo=timezone(offset))


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds" if moment.microsecond else "seconds")


def _plain(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in bare if char.isalpha())


@cache
def _months() -> dict[str, int]:
    """Month names by CLDR, whole, abbreviated and cut to three letters; where languages disagree the first wins."""
    names: dict[str, int] = {"mrz": 3}
    for code in WIRE_LOCALES:
        for widths in Locale.parse(code).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in widths[width].items():
                    names.setdefault(_plain(name), number)
    for name, number in list(names.items()):
        same = {other for longer, other in names.items() if longer[:3] == name[:3]}
        if len(same) == 1:
            names.setdefault(name[:3], number)
    return names


@cache
def _weekdays() -> frozenset[str]:
    days = (Locale.parse(code).days["format"][width] for code in WIRE_LOCALES for width in ("wide", "abbreviated"))
    return frozenset(_plain(name) for names in days for name in names.values())


def search(text: str) -> str | None:
    """The first date inside a short text, with the clock that follows it or else precedes it; ISO 8601 or None."""
    for found in DAY_INSIDE.finditer(text):
        day = instant(found[0], "text", [])
        if day is None:
            continue
        clock = CLOCK_AFTER.match(text, found.end()) or CLOCK_BEFORE.search(text[: found.start()])
        if clock:
            hour = re.sub(r"[.hH]", ":", clock["clock"])
            half = "".join((clock["half"] or "").split())
            whole = f"{day[:10]} {hour} {half} {clock['zone'] or ''}"
            return instant(whole, "text", []) or day
        return day
    return None
