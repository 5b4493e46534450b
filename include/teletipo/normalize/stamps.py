"""Dates as machines write them: basic ISO 8601, epochs, the stamps of IPTC 7901 and ANPA 1312."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from teletipo.model import Instant
from teletipo.normalize.moment import Clock, Told, settle
from teletipo.normalize.setting import Refusal, Setting
from teletipo.normalize.wording import wording
from teletipo.normalize.zones import ZoneName, match_zone

_FIRST_EPOCH = datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC).timestamp()
_GMT = ZoneName("named:GMT", UTC)
_DATE = r"(?:d:)?(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
_TIME = r"(?P<hour>\d\d)(?P<colon>:?)(?P<minute>\d\d)(?:(?P=colon)(?P<second>\d\d))?(?:[.,]\d+)?"
_Stamp = Callable[[re.Match[str], Setting, str], Instant | Refusal]


# The minutes of a zone as PDF writes them: ``+01'00'``.
_MINUTES_OF_PDF = re.compile(r"(?<=[+-]\d\d)'(\d\d)'?$")


def read_stamp(folded: str, setting: Setting, original: str) -> Instant | Refusal | None:
    """The instant of a folded string that is a stamp as a whole; None where it is none."""
    plain = _MINUTES_OF_PDF.sub(r":\1", folded)
    for pattern, read in _STAMPS:
        found = pattern.fullmatch(plain)
        if found:
            return read(found, setting, original)
    return None


def _epoch(found: re.Match[str], setting: Setting, original: str) -> Instant | Refusal:
    digits = found["epoch"]
    seconds = int(digits) / 10 ** (len(digits) - 10)
    if not _FIRST_EPOCH <= seconds <= (setting.latest + timedelta(days=1)).timestamp():
        return Refusal(f"no-date: {digits} is no epoch up to the day after the reading")
    held = datetime.fromtimestamp(int(seconds), tz=UTC)
    return Instant(held, "second", "named:UTC", original, "epoch")


def _basic(found: re.Match[str], setting: Setting, original: str) -> Instant | Refusal:
    parts = found.groupdict()
    told = Told("iso basic", int(parts["year"]), int(parts["month"]), int(parts["day"]))
    if parts.get("hour"):
        end = found.end("time")
        after, zone = match_zone(found.string, end, language=None, region=setting.region)
        if found.string[after:].strip(" )]"):
            return Refusal(f"no-date: {found.string[after:]!r} after a date")
        second = int(parts["second"]) if parts["second"] else 0
        clock = Clock(int(parts["hour"]), int(parts["minute"]), second, "second" if parts["second"] else "minute", zone)
        told = Told("iso basic", told.year, told.month, told.day, clock=clock)
    return settle(told, setting, original)


def _week(found: re.Match[str], setting: Setting, original: str) -> Instant | Refusal:
    try:
        day = date.fromisocalendar(int(found["year"]), int(found["week"]), int(found["weekday"]))
    except ValueError:
        return Refusal(f"no-such-date: {original.strip()}")
    return settle(Told("iso week", day.year, day.month, day.day), setting, original)


def _ordinal(found: re.Match[str], setting: Setting, original: str) -> Instant | Refusal:
    year, number = int(found["year"]), int(found["number"])
    if not 1 <= year < 9999 or not 1 <= number <= (date(year + 1, 1, 1) - date(year, 1, 1)).days:
        return Refusal(f"no-such-date: {original.strip()}")
    day = date(year, 1, 1) + timedelta(days=number - 1)
    return settle(Told("iso ordinal", day.year, day.month, day.day), setting, original)


def _month(found: re.Match[str], setting: Setting, original: str) -> Instant | Refusal:
    year, month = found["year"] or found["year2"], found["month"] or found["month2"]
    return settle(Told("year and month", int(year), int(month)), setting, original)


def _iptc(found: re.Match[str], setting: Setting, original: str) -> Instant | Refusal:
    """IPTC 7901, field 5.1: day and time in GMT, month in letters, year."""
    month = wording(None).months.get(found["name"])
    if month is None:
        return Refusal(f"no-date: {found['name']!r} is no month")
    year = int(found["year"])
    clock = Clock(int(found["hour"]), int(found["minute"]), zone=_GMT)
    whole = year if year > 99 else setting.reference.year // 100 * 100 + year
    return settle(Told("iptc 7901: GMT", whole, month, int(found["day"]), clock=clock), setting, original)


def _anpa(found: re.Match[str], setting: Setting, original: str) -> Instant | Refusal:
    """ANPA 1312: month, day and year, then the time with the letters of its zone."""
    after, zone = match_zone(found.string, found.end("time"), language=None, region=setting.region)
    if found.string[after:] or zone is None:
        return Refusal(f"no-date: unknown zone in {original.strip()!r}")
    clock = Clock(int(found["hour"]), int(found["minute"]), zone=zone)
    year = setting.reference.year // 100 * 100 + int(found["year"])
    told = Told("anpa 1312: month first", year, int(found["month"]), int(found["day"]), clock=clock)
    return settle(told, setting, original)


_STAMPS: tuple[tuple[re.Pattern[str], _Stamp], ...] = (
    (re.compile(r"@?(?P<epoch>\d{10}|\d{13}|\d{16}|\d{19})(?:\.\d+)?"), _epoch),
    (re.compile(r"\\?/date\((?P<epoch>\d{13})(?:[-+]\d{4})?\)\\?/"), _epoch),
    (re.compile(rf"{_DATE}(?P<time>)"), _basic),
    (re.compile(rf"{_DATE}(?P<time>[t\s_-]?{_TIME})(?:\D.*)?"), _basic),
    (re.compile(r"(?P<year>\d{4})-?w(?P<week>\d\d)-?(?P<weekday>\d)"), _week),
    (re.compile(r"(?P<year>\d{4})-(?P<number>\d{3})"), _ordinal),
    (re.compile(r"(?P<year>\d{4})[-/](?P<month>\d\d)|(?P<month2>\d\d)[/](?P<year2>\d{4})"), _month),
    (
        re.compile(
            r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)\s*(?:z|gmt|utc)?\s*(?P<name>[a-z]+)\.?\s*(?P<year>\d{4}|\d\d)"
        ),
        _iptc,
    ),
    (
        re.compile(
            r"(?:[a-z]{2}-[a-z]{2}-)?(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\s+"
            r"(?P<time>(?P<hour>\d\d)(?P<minute>\d\d))\s?[a-z]{1,4}"
        ),
        _anpa,
    ),
)
