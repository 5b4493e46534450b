"""Dates as people and programs write them out, in any order of their parts, with labels and clock times around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from teletipo.normalize.clock import match_clock
from teletipo.normalize.moment import Clock, Told
from teletipo.normalize.order import day_comes_first
from teletipo.normalize.setting import Refusal, Setting
from teletipo.normalize.wording import alternatives, wording

Label = Literal["published", "updated", "other"]
_LABELS: tuple[Label, ...] = ("published", "updated", "other")
_GAP = r"[\s,.;:|/·•()\[\]<>_–—-]*"
_MARK = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Found:
    """A date in a folded string: where it stands, what stands before it, and whether it can stand among other words."""

    start: int
    end: int
    told: Told
    strong: bool
    label: Label | None = None


def read_written(folded: str, setting: Setting, *, alone: bool = False) -> Told | Refusal:
    """The date of publication that a folded string spells out.

    One labelled as published comes before one without a label, that before one labelled as updated. A date without a
    year must stand alone; a date with one may stand among other words unless ``alone`` is asked for.
    """
    text = _in_figures(folded, setting.language)
    dates = list(_dates(text, setting))
    if not dates:
        return Refusal("no-date: nothing that is a date")
    dates = [_complete(text, dates, index, setting) for index in range(len(dates))]
    order = {"published": 0, None: 1, "updated": 2}
    candidates = [date for date in dates if date.label in order]
    if not candidates:
        return Refusal("no-date: a date of something else than publication")
    best = min(candidates, key=lambda date: order[date.label])
    if (alone or not best.strong) and not _alone(text, dates, setting):
        return Refusal("no-date: a day without a year among other words")
    return best.told


def _dates(text: str, setting: Setting) -> Iterator[_Found]:
    """The dates of a string in their order, of overlapping ones the longest."""
    matches = [(found, shape) for shape, pattern in _shapes(setting.language) for found in pattern.finditer(text)]
    taken: list[tuple[int, int]] = []
    kept = []
    for found, shape in sorted(matches, key=lambda match: (match[0].start() - match[0].end(), match[0].start())):
        if all(found.end() <= start or end <= found.start() for start, end in taken):
            taken.append(found.span())
            kept.append((found, shape))
    for found, shape in sorted(kept, key=lambda match: match[0].start()):
        told = _told(found, shape, setting)
        if told:
            strong = told.year is not None and len(found["year"]) == 4
            yield _Found(found.start(), found.end(), told, strong)


def _told(found: re.Match[str], shape: str, setting: Setting) -> Told | None:
    words = wording(setting.language)
    parts = found.groupdict()
    year = _year(parts.get("year"), setting)
    weekday = words.weekdays.get((parts.get("weekday") or "").strip(" .,"))
    if shape == "figures":
        return _figures(int(parts["first"]), int(parts["second"]), Told(shape, year, weekday=weekday), setting)
    name = parts.get("name")
    month = words.months[name] if name else int(parts["month"])
    return Told(shape, year, month, int(parts["day"]) if parts.get("day") else None, weekday)


def _figures(first: int, second: int, told: Told, setting: Setting) -> Told | None:
    """Day and month out of two figures; None where nothing tells which is which."""
    by_day, why = day_comes_first(setting)
    certain = max(first, second) > 12 >= min(first, second)
    if certain and by_day is not (first > 12):
        by_day, why = first > 12, "the other order has no such month"
    if by_day is None and first != second:
        return None
    day, month = (second, first) if by_day is False else (first, second)
    doubt = "" if certain or first == second else " ambiguous,"
    rule = f"figures: {'month' if by_day is False else 'day'} first,{doubt} {why}"
    return replace(told, rule=rule, month=month, day=day)


def _year(digits: str | None, setting: Setting) -> int | None:
    """A year of four figures as it stands; of two, the one up to the year after the reading."""
    if digits is None:
        return None
    year = int(digits.lstrip("'"))
    if len(digits) == 4:
        return year
    latest = setting.latest.year + 1
    year += latest - latest % 100
    return year if year <= latest else year - 100


def _complete(text: str, dates: list[_Found], index: int, setting: Setting) -> _Found:
    """The date with the clock time and the label that belong to it."""
    date = dates[index]
    floor = dates[index - 1].end if index else 0
    ceiling = dates[index + 1].start if index + 1 < len(dates) else len(text)
    told, start, end = date.told, date.start, date.end
    after = _clock_after(text[:ceiling], end, setting)
    if after:
        end, clock = after
        told = replace(told, clock=clock)
        late_year = re.compile(r"[\s,]*(\d{4})(?![\d:])").match(text, end) if told.year is None else None
        if late_year:
            told, end = replace(told, year=int(late_year[1])), late_year.end()
    else:
        before = _clock_before(text, floor, start, setting)
        if before:
            start, clock = before
            told = replace(told, clock=clock)
    strong = date.strong or (told.year is not None and date.told.year is None)
    return _Found(start, end, told, strong, _label(text[floor:start], setting.language))


def _clock_after(text: str, start: int, setting: Setting) -> tuple[int, Clock] | None:
    gap = _gap_after(setting.language).match(text, start)
    return match_clock(text, gap.end() if gap else start, setting)


def _clock_before(text: str, floor: int, end: int, setting: Setting) -> tuple[int, Clock] | None:
    """The time that ends where only joining words part it from a date at ``end``."""
    joins = _gap_before(setting.language)
    for found in re.compile(r"(?<!\d)\d").finditer(text, floor, end):
        clock = match_clock(text, found.start(), setting)
        if clock and clock[0] <= end and joins.fullmatch(text, clock[0], end):
            return found.start(), clock[1]
    return None


def _label(before: str, language: str | None) -> Label | None:
    """The label nearest before a date."""
    last: tuple[int, int, Label] | None = None
    for kind in _LABELS:
        for found in _label_pattern(language, kind).finditer(before):
            here = (found.end(), len(found[0]), kind)
            last = max(last, here) if last else here
    return last[2] if last else None


def _alone(text: str, dates: list[_Found], setting: Setting) -> bool:
    """Whether nothing but labels, weekdays and joining words stands around the dates."""
    rest = list(text)
    for date in dates:
        rest[date.start : date.end] = " " * (date.end - date.start)
    return not _MARK.sub("", _filler(setting.language).sub(" ", "".join(rest)))


def _in_figures(folded: str, language: str | None) -> str:
    """Days and years in words put as figures: ``ocho de enero de dos mil veintiséis``."""
    tables = wording(language).tables
    numbers, centuries = tables["numbers"], tables["centuries"]
    year, day = _spelled(language)
    text = year.sub(lambda found: str(centuries[found["century"]] + numbers[found["rest"]]), folded)
    return day.sub(lambda found: str(numbers[found["before"] or found["after"]]), text)


@cache
def _spelled(language: str | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for a year in words and for a day in words beside a month."""
    words = wording(language)
    whole = [word for word, value in words.tables["numbers"].items() if isinstance(value, int)]
    centuries = "|".join(sorted(map(re.escape, words.tables["centuries"]), key=len, reverse=True))
    numbers = "|".join(sorted(map(re.escape, whole), key=len, reverse=True))
    months, joins = alternatives(words.months), alternatives(words.lists["joins"])
    return (
        re.compile(rf"(?<![a-z])(?P<century>{centuries})(?P<rest>{numbers})(?![a-z])"),
        re.compile(
            rf"(?<![a-z])(?P<before>{numbers})(?=(?:\s+{joins})*\s+{months}(?![a-z]))"
            rf"|(?<![a-z])(?<=[a-z] )(?P<after>{numbers})(?=,?\s+(?:{joins}\s+)*\d{{4}})"
        ),
    )


@cache
def _shapes(language: str | None) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = wording(language)
    name = rf"(?<![a-z])(?P<name>{alternatives(words.months)})(?![a-z])\.?"
    weekday = rf"(?:(?<![a-z])(?P<weekday>{alternatives(words.weekdays)})(?![a-z])\.?[\s,]*)?"
    joins = rf"(?:(?<![a-z]){alternatives(words.lists['joins'])}(?![a-z])\s*)*"
    ordinal = rf"(?:\.?[ºª°]|{alternatives(words.lists['ordinals'])}(?![a-z])|\.)?"
    day = rf"(?<![\d:/])(?P<day>\d{{1,2}})(?!\d){ordinal}"
    no_hour = rf"(?!\d|[.h]\d|\s?(?:{alternatives(words.lists['clock'])}|[ap]\.?\s?m\.?)(?![a-z])(?!\s*\d))"
    year = rf"(?P<year>\d{{4}}|'?\d{{2}}(?!:)){no_hour}"
    far = r"[\s,./-]*"
    return (
        ("day month year", re.compile(rf"{weekday}{joins}{day}{far}{joins}{name}(?:{far}{joins}{year})?")),
        ("month day year", re.compile(rf"{weekday}{joins}{name}[\s-]*{day}(?![:.]\d)(?:{far}{joins}{year})?")),
        ("year month day", re.compile(rf"(?<![\d+-])(?P<year>[12]\d{{3}}){far}{joins}{name}{far}{day}{weekday}")),
        ("month year", re.compile(rf"{name}[\s,/-]*{joins}(?P<year>\d{{4}})(?!\d)")),
        (
            "year-month-day",
            re.compile(
                rf"{weekday}(?<![\d./-])(?P<year>\d{{4}})(?P<mark>\s?[-/.·]\s?|\s)(?P<month>\d{{1,2}})(?P=mark)"
                r"(?P<day>\d{1,2})(?!\d|[./-]\d)"
            ),
        ),
        (
            "figures",
            re.compile(
                rf"{weekday}{joins}(?<![\d./-])(?P<first>\d{{1,2}})(?P<mark>\s?[-/.·]\s?)(?P<second>\d{{1,2}})(?P=mark)"
                r"(?P<year>\d{4}|\d{2})(?!\d|[./-]\d)"
            ),
        ),
    )


@cache
def _gap_after(language: str | None) -> re.Pattern[str]:
    words = wording(language)
    fillers = alternatives((*words.lists["joins"], *words.weekdays, "t"))
    return re.compile(rf"{_GAP}(?:{fillers}(?:(?![a-z]){_GAP}|(?=\d)))*")


@cache
def _gap_before(language: str | None) -> re.Pattern[str]:
    words = wording(language)
    return re.compile(rf"{_GAP}(?:{alternatives((*words.lists['joins'], *words.weekdays))}(?![a-z]){_GAP})*")


@cache
def _label_pattern(language: str | None, kind: Label) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![a-z]){alternatives(wording(language).lists[kind])}(?![a-z])" + ("|©" if kind == "other" else "")
    )


@cache
def _filler(language: str | None) -> re.Pattern[str]:
    words = wording(language)
    lists = (words.lists[key] for key in ("joins", "at", "clock", "published", "updated"))
    return re.compile(
        rf"(?<![a-z]){alternatives((*(word for words in lists for word in words), *words.weekdays))}(?![a-z])"
    )
