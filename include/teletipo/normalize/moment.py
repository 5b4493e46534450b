"""A date as far as a string tells it, and how it becomes an instant: the missing year, the zone, what cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from teletipo.model import Instant, Precision
from teletipo.normalize.setting import Refusal, Setting
from teletipo.normalize.zones import ZoneName, fixed, named_zone

OLDEST = 1900
_AHEAD = timedelta(days=1)
_WIDEST = timedelta(hours=14)
_YEARS_BACK = 6
# Days that programs write where they know none: zero in Unix, Excel, Mac OS and NTFS, and the last day of ISO 8601.
_SENTINELS = {date(1970, 1, 1), date(1969, 12, 31), date(1900, 1, 1), date(1904, 1, 1), date(9999, 12, 31)}


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: 24 hours is the end of the day; ``precision`` is the finest part that was told."""

    hour: int
    minute: int = 0
    second: int = 0
    precision: Precision = "minute"
    zone: ZoneName | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a string tells of a date. ``weekday`` counts from Monday, 0; ``rule`` names the shape that was read."""

    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    clock: Clock | None = None


def settle(told: Told, setting: Setting, original: str) -> Instant | Refusal:
    """The instant that is told, in the zone that it names or that the source keeps; a refusal where it cannot be.

    A day without a year is the last such day up to the day after the reference, the last on that weekday where one is
    named. Refused are days and hours that no calendar has, more than a day after the reading, and sentinels.
    """
    if told.month is None and told.day is None:
        return Refusal(f"no-date: only a part of one ({told.rule})")
    if told.month is not None and not 1 <= told.month <= 12:
        return Refusal(f"no-such-date: month {told.month}")
    if told.day is None:
        return _settle_month(told, setting, original)
    day = _day(told, setting)
    if isinstance(day, Refusal):
        return day
    if day in _SENTINELS or day.year < OLDEST:
        return Refusal(f"sentinel: {day.isoformat()} stands for no date")
    rule = told.rule
    if told.weekday is not None and day.weekday() != told.weekday:
        rule += "; the weekday does not agree"
    if told.clock is None:
        held = datetime(day.year, day.month, day.day, tzinfo=UTC)
        if day > _local_day(setting, setting.latest) + _AHEAD:
            return Refusal(f"future: {day.isoformat()}")
        return Instant(held, "day", "none", original, rule)
    return _settle_clock(day, told.clock, setting, original, rule)


def _settle_month(told: Told, setting: Setting, original: str) -> Instant | Refusal:
    if told.year is None or told.month is None or told.clock:
        return Refusal(f"no-date: a month without a year ({told.rule})")
    if told.year < OLDEST:
        return Refusal(f"sentinel: {told.year}")
    first = date(told.year, told.month, 1)
    if first > _local_day(setting, setting.latest) + _AHEAD:
        return Refusal(f"future: {first:%Y-%m}")
    return Instant(datetime(told.year, told.month, 1, tzinfo=UTC), "month", "none", original, told.rule)


def _settle_clock(day: date, clock: Clock, setting: Setting, original: str, rule: str) -> Instant | Refusal:
    if clock.hour > 24 or clock.minute > 59 or clock.second > 60 or (clock.hour == 24 and clock.minute + clock.second):
        return Refusal(f"no-such-time: {clock.hour:02}:{clock.minute:02}:{clock.second:02}")
    second = min(clock.second, 59)
    label, info = _zone(clock.zone, setting)
    if clock.hour == 24:
        day += timedelta(days=1)
    time_of_day = time(clock.hour % 24, clock.minute, second, tzinfo=info or UTC)
    held = fixed(datetime.combine(day, time_of_day))
    if held > setting.latest + _AHEAD + (_WIDEST if info is None else timedelta()):
        return Refusal(f"future: {held.isoformat()}")
    if held.timestamp() == 0:
        return Refusal("sentinel: epoch zero")
    return Instant(held, clock.precision, label, original, rule)


def _zone(stated: ZoneName | None, setting: Setting) -> tuple[str, tzinfo | None]:
    if stated and stated.info:
        return stated.label, stated.info
    if setting.zone:
        info = named_zone(setting.zone)
        if info:
            return f"assumed:{setting.zone}", info
    return "none", None


def _day(told: Told, setting: Setting) -> date | Refusal:
    if told.day is None:
        return Refusal("no-date")
    near = _local_day(setting, setting.reference)
    if told.year is not None and told.month is not None:
        return _calendar(told.year, told.month, told.day) or _no_such(told)
    if told.month is None:
        firsts = [(near.year * 12 + near.month - 1 - back) for back in range(-1, 13)]
        days = [_calendar(first // 12, first % 12 + 1, told.day) for first in firsts]
    else:
        days = [_calendar(near.year + 1 - back, told.month, told.day) for back in range(10)]
    past = [day for day in days if day and day <= near + _AHEAD]
    agreeing = [day for day in past[:_YEARS_BACK] if told.weekday is None or day.weekday() == told.weekday]
    return next(iter(agreeing or past), None) or _no_such(told)


def _no_such(told: Told) -> Refusal:
    return Refusal(f"no-such-date: {told.year or '----'}-{told.month or 0:02}-{told.day or 0:02}")


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _local_day(setting: Setting, moment: datetime) -> date:
    """The calendar day of a moment in the zone of the source, or in its own."""
    info = named_zone(setting.zone) if setting.zone else None
    return moment.astimezone(info).date() if info else moment.date()
