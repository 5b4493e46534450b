"""Dates told from now, as pages do: ``hace 2 horas``, ``yesterday at 6:05 PM``, ``vor einer Stunde``."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from teletipo.model import Instant, Precision
from teletipo.normalize.clock import match_clock
from teletipo.normalize.moment import Clock, Told, settle
from teletipo.normalize.setting import Refusal, Setting
from teletipo.normalize.wording import alternatives, wording
from teletipo.normalize.zones import ZoneName, fixed, named_zone

_SECONDS = {"second": 1, "minute": 60, "hour": 3_600}
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}
_GAP = re.compile(r"[\s,.;|·–—-]*")
_REFERENCE = "assumed:reference"


def read_relative(folded: str, setting: Setting, original: str) -> Instant | Refusal | None:
    """The instant told from the reference by a folded string as a whole; None where it is told otherwise.

    The precision is that of the unit, a day for weeks; the zone is the source's or the reference's.
    """
    text = _label(setting.language).sub("", folded).strip(" .,:;|·")
    info = named_zone(setting.zone) if setting.zone else None
    now = setting.reference.astimezone(info) if info else setting.reference
    label = f"assumed:{setting.zone}" if info else _REFERENCE
    if text in wording(setting.language).lists["now"]:
        return Instant(fixed(now.replace(second=0, microsecond=0)), "minute", label, original, "relative: now")
    ago = _ago(setting.language).fullmatch(text)
    if ago:
        parts = [
            (_amount(found["number"], setting), found["unit"])
            for found in _length(setting.language).finditer(ago["length"] or ago["length2"])
        ]
        units = wording(setting.language).tables["units"]
        return _back(now, [(amount, units[unit]) for amount, unit in parts], label, original)
    return _named_day(text, setting, now, label, original)


def _amount(number: str, setting: Setting) -> float:
    return float(number) if number.isdigit() else float(wording(setting.language).tables["numbers"][number])


def _back(now: datetime, lengths: list[tuple[float, str]], label: str, original: str) -> Instant | Refusal:
    """The reference less a length of time, to the precision of its largest unit if that is a day or more."""
    amount, unit = lengths[0]
    rule = f"relative: {unit}s before the reference"
    try:
        if unit in _SECONDS:
            moment = now.astimezone(UTC) - timedelta(seconds=sum(n * _SECONDS.get(u, 0) for n, u in lengths))
            precision: Precision = "second" if unit == "second" else "minute"
            held = fixed(moment.astimezone(now.tzinfo).replace(microsecond=0))
            return Instant(held if unit == "second" else held.replace(second=0), precision, label, original, rule)
        if unit in _DAYS:
            day = now.date() - timedelta(days=amount * _DAYS[unit])
            return Instant(datetime(day.year, day.month, day.day, tzinfo=UTC), "day", "none", original, rule)
        months = now.year * 12 + now.month - 1 - int(amount * _MONTHS[unit])
        first = datetime(months // 12, months % 12 + 1 if unit == "month" else 1, 1, tzinfo=UTC)
        return Instant(first, "month" if unit == "month" else "year", "none", original, rule)
    except (OverflowError, ValueError):
        return Refusal(f"no-such-date: {amount:g} {unit}s back")


def _named_day(text: str, setting: Setting, now: datetime, label: str, original: str) -> Instant | Refusal | None:
    days = _days(setting.language)
    found = days.match(text)
    clock: tuple[int, Clock] | None = None
    if found:
        clock = match_clock(text, found.end() + len(_gap(text, found.end())), setting)
        rest = text[clock[0] if clock else found.end() :]
    else:
        clock = match_clock(text, 0, setting)
        found = _between(setting.language).match(text, clock[0]) if clock else None
        rest = text[found.end() :] if found else ""
    if not found or rest.strip(" .,()"):
        return None
    day = now.date() + timedelta(days=int(wording(setting.language).tables["days"][found["day"]]))
    told = Told("relative: day named from the reference", day.year, day.month, day.day)
    if not clock:
        return settle(told, setting, original)
    time = clock[1]
    if not (time.zone and time.zone.info):
        time = replace(time, zone=ZoneName(label, now.tzinfo))
    return settle(replace(told, clock=time), setting, original)


def _gap(text: str, start: int) -> str:
    found = _GAP.match(text, start)
    return found[0] if found else ""


@cache
def _label(language: str | None) -> re.Pattern[str]:
    lists = wording(language).lists
    words = alternatives((*lists["published"], *lists["updated"]))
    return re.compile(rf"^\W*{words}(?![a-z])\s*[:|–—-]?\s*")


@cache
def _ago(language: str | None) -> re.Pattern[str]:
    words = wording(language)
    length = _length(language).pattern.replace("?P<number>", "?:").replace("?P<unit>", "?:")
    lengths = rf"{length}(?:[\s,]+(?:{alternatives(words.lists['and'])}\s+)?{length})?"
    before, after = alternatives(words.lists["ago_before"]), alternatives(words.lists["ago_after"])
    return re.compile(rf"{before}\s+(?P<length>{lengths})(?:\s+{after})?|(?P<length2>{lengths})\s+{after}")


@cache
def _length(language: str | None) -> re.Pattern[str]:
    words = wording(language)
    number = rf"(?:\d{{1,3}}|{alternatives(words.tables['numbers'])}(?:(?<=')|(?![a-z])))"
    unit = alternatives(words.tables["units"])
    return re.compile(rf"(?P<number>{number})[\s-]*(?P<unit>{unit})(?![a-z])\.?")


@cache
def _days(language: str | None) -> re.Pattern[str]:
    return re.compile(rf"(?P<day>{alternatives(wording(language).tables['days'])})(?![a-z])")


@cache
def _between(language: str | None) -> re.Pattern[str]:
    words = wording(language)
    joins = alternatives(words.lists["joins"])
    return re.compile(rf"[\s,.;|·–—-]*(?:{joins}\s+)?(?P<day>{alternatives(words.tables['days'])})(?![a-z])")
