"""The dateline of a report, ``Lima, 27 ene (EFE).-``: place, date and agency in front of the first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from teletipo.languages import language
from teletipo.model import Dateline, Instant, ItemDateline, Span
from teletipo.normalize.agencies import agency_sign
from teletipo.normalize.moment import Told, settle
from teletipo.normalize.order import day_comes_first
from teletipo.normalize.setting import Setting
from teletipo.normalize.text import clean
from teletipo.normalize.wording import alternatives, codes_with, fold, wording
from teletipo.normalize.zones import is_city, is_country

_REACH = 160
_HEADLINE = 250
_SENTENCE = 40
_LINES = 6
_WORDS = 7
_FRESH = timedelta(days=2)
_NEEDS_A_CITY = {"place", "place date stop", "place agency only"}


@dataclass(frozen=True, slots=True)
class _Parts:
    """A dateline within a line, which it opens: ``end`` is where it ends, ``agency`` as printed, ``alone`` no more."""

    end: int
    place: str | None
    told: Told | None
    agency: str | None
    alone: bool


def read_dateline(
    text: str, *, language: str, reference: datetime, start: int = 0, read: datetime | None = None
) -> Dateline | None:
    """The dateline that ``text`` has at ``start`` or, after lines as short as headlines, on one of the next lines.

    Its date is ISO 8601, without a year the last such day before ``reference`` or the day after it; one that lies after
    both ``reference`` and ``read``, when the text was read, is no date. ``language`` is ISO 639-1. The place is without
    region or country and in small letters, the agency under its usual name. None where there is no dateline.
    """
    setting = Setting(language, None, reference, read=read)
    for number, (line_start, line) in enumerate(_lines(text, start)):
        parts = _match(line[:_REACH], setting)
        if parts and (number == 0 or parts.agency or parts.told or parts.alone):
            found = settle(parts.told, setting, line[: parts.end]) if parts.told else None
            return Dateline(
                place=_city(parts.place, setting) if parts.place else None,
                date=found.iso() if isinstance(found, Instant) else None,
                agency=(agency_sign(parts.agency) or parts.agency) if parts.agency else None,
                spans=(Span.of(text, line_start, line_start + parts.end),),
            )
        if len(line) > _HEADLINE:
            break
    return None


def marked_dateline(
    marked: ItemDateline, *, language: str, reference: datetime, read: datetime | None = None
) -> Dateline | None:
    """The dateline that a wire gives in fields of its own, not in the text, so without spans; None without a place."""
    setting = Setting(language, None, reference, read=read)
    parts = _match(clean(marked.text or "").text[:_REACH], setting)
    place = parts.place if parts and parts.place else marked.city
    if not place:
        return None
    found = settle(parts.told, setting, marked.text or "") if parts and parts.told else None
    return Dateline(
        place=_city(clean(place).text.strip(), setting),
        date=found.iso() if isinstance(found, Instant) else None,
        agency=(agency_sign(parts.agency) or parts.agency) if parts and parts.agency else None,
        spans=(),
    )


def dated_line(line: str, setting: Setting) -> Told | None:
    """The date in a line that opens with a dateline of an agency or from a known city; None where there is none."""
    parts = _match(line[:_REACH], setting)
    if parts is None or not (parts.agency or is_city(fold(parts.place or ""), setting.language)):
        return None
    return parts.told


def _lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The first few lines that are not empty, each with its offset."""
    for count, found in enumerate(re.compile(r"\S[^\n]*").finditer(text, start)):
        if count == _LINES:
            return
        yield found.start(), found[0]


def _match(line: str, setting: Setting) -> _Parts | None:
    folded = fold(line)
    for shape, pattern in _shapes(setting.language):
        found = pattern.match(folded)
        if not found:
            continue
        place = line[slice(*found.span("place"))].strip(" ,.") if "place" in pattern.groupindex else None
        agency = line[slice(*found.span("agency"))].strip() if "agency" in pattern.groupindex else None
        dated = shape == "place date agency" and bool(found["end"])
        certain = dated and agency is not None and agency_sign(agency) is not None
        if place is not None and not _looks_like_place(place, setting, strict=not certain):
            continue
        if agency is not None and not _signs(agency, setting, dated=dated):
            continue
        if shape == "line" and not _is_place_line(place or "", setting):
            continue
        told = _told(found, setting) if "day" in pattern.groupindex else None
        rest = line[found.end() :].strip()
        if (
            shape in _NEEDS_A_CITY
            and not _opens(place or "", found["end"], rest, setting)
            and not (told and _is_of_today(place or "", told, rest, setting))
        ):
            continue
        return _Parts(len(line[: found.end()].rstrip()), place, told, agency, alone=shape == "line")
    return None


def _looks_like_place(place: str, setting: Setting, *, strict: bool) -> bool:
    """A few words with capitals, when ``strict`` small ones only where place names have them; no month, no weekday."""
    words = re.findall(r"[^\W\d_][\w.'’]*", place)
    lists = _words(setting.language)
    names = wording(setting.language)
    return (
        0 < len(words) <= _WORDS
        and place[0].isupper()
        and all(word[0].isupper() or not strict or fold(word) in lists["small"] for word in words)
        and fold(words[0]) not in names.weekdays
        and fold(words[0]) not in lists["never_first"]
        and fold(place) not in names.months
        and fold(place) not in lists["never"]
    )


def _signs(agency: str, setting: Setting, *, dated: bool) -> bool:
    """Whether brackets hold who sends the report; after a place and a date and before a dash anything short does."""
    if agency_sign(agency) or fold(agency) in _words(setting.language)["by"]:
        return True
    return dated and len(agency.split()) <= 4 and not any(character.isdigit() for character in agency)


def _opens(place: str, end: str, rest: str, setting: Setting) -> bool:
    """Whether a name with only ``end`` after it is a place before the sentence ``rest``.

    Before a full stop or nothing it must be a known city; before ``.-`` it may be any name in capitals that is neither
    country nor agency, before a dash such a name with a whole sentence after it.
    """
    known = is_city(fold(_head(place)), setting.language)
    if not end or known:
        return known and (not end or end.lstrip().startswith(".") or _head(place).isupper())
    return _in_capitals(place, setting) and (
        end.lstrip().startswith(".") or (len(rest) >= _SENTENCE and rest[0].isupper())
    )


def _is_of_today(place: str, told: Told, rest: str, setting: Setting) -> bool:
    """Whether a name that is no known city, and a day, open a sentence: one word or capitals, the day of the report."""
    head = _head(place)
    plain = re.fullmatch(r"[^\W\d_]{3,}", head) is not None or _in_capitals(place, setting)
    if not plain or len(rest) < _SENTENCE / 2 or not rest[0].isupper():
        return False
    if is_country(fold(head), setting.language) or fold(head) in wording(setting.language).tables["days"]:
        return False
    day = settle(told, setting, place)
    return isinstance(day, Instant) and abs(day.value.date() - setting.reference.date()) <= _FRESH


def _is_place_line(place: str, setting: Setting) -> bool:
    """Whether a line is a dateline as it stands: a name in capitals, a known city or with its country."""
    beyond = fold(place[len(_head(place)) :].strip(" ,()"))
    known = is_city(fold(_head(place)), setting.language) if not beyond else is_country(beyond, setting.language)
    return known and _in_capitals(place, setting)


def _in_capitals(place: str, setting: Setting) -> bool:
    head = _head(place)
    plain = head.isupper() and len(head) > 3 and "." not in head
    return plain and not is_country(fold(head), setting.language) and agency_sign(head) is None


def _head(place: str) -> str:
    """A place without its region or country."""
    return re.split(r"\s*[,(]", place, maxsplit=1)[0].strip()


def _told(found: re.Match[str], setting: Setting) -> Told | None:
    parts = found.groupdict()
    names = wording(setting.language)
    digits = next((parts[key] for key in ("day", "day2") if parts.get(key)), None)
    if parts.get("first"):
        by_day, _ = day_comes_first(setting)
        first, second = int(parts["first"]), int(parts["second"])
        day, month = (first, second) if by_day is not False else (second, first)
        return Told("dateline", int(parts["year3"]), month, day)
    if digits is None:
        return None
    name = parts["name"] or parts["name2"]
    year = parts["year"] or parts["year2"]
    return Told("dateline", int(year) if year else None, names.months[name] if name else None, int(digits))


def _city(place: str, setting: Setting) -> str:
    """The place before region or country; one in capitals in small letters."""
    city = _head(place)
    if not city.isupper():
        return city
    small = _words(setting.language)["small"]
    words = [
        word.lower() if number and fold(word) in small else _capitalized(word)
        for number, word in enumerate(city.split())
    ]
    return " ".join(words)


def _capitalized(word: str) -> str:
    """``KYIV/MOSCOW`` as ``Kyiv/Moscow``; initials such as ``D.C.`` stay."""
    return word if re.search(r"\w\.\w", word) else re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)


@cache
def _shapes(code: str | None) -> tuple[tuple[str, re.Pattern[str]], ...]:
    names = wording(code)
    month = alternatives(names.months)
    joins = rf"(?:{alternatives(_words(code)['joins'])}\s*)?"
    ordinal = rf"(?:\.?[ºª°]|\.|{alternatives(names.lists['ordinals'])}(?![a-z]))?"
    date = (
        rf"(?:{alternatives(names.weekdays)}\.?,?\s+)?"
        rf"(?:(?P<day>\d{{1,2}}){ordinal}(?![\d:.%])(?:\s*{joins}(?P<name>{month})(?![a-z])\.?(?:[\s,]+{joins}(?P<year>\d{{4}}))?)?"
        rf"|(?P<name2>{month})(?![a-z])\.?\s+(?P<day2>\d{{1,2}}){ordinal}(?![\d:])(?:,?\s+(?P<year2>\d{{4}}))?"
        r"|(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<year3>\d{4}))"
    )
    monthly = date.replace(r"(?P<year>\d{4}))?)?", r"(?P<year>\d{4}))?)")
    place = r"(?P<place>[^\W\d_][^\n():;!?\"«»“”\d—–]{1,60}?(?:\s?\([^()\d\n]{2,30}\))?)"
    agency = r"(?:\(\s*(?P<agency>[^()\n]{2,60}?)\s*\))"
    slashed = r"(?:/\s*(?P<agency>[^/\n]{2,40}?)\s*/)"
    dash = r"\s*(?:\.\s?[-–—]+|[-–—]+)"
    end = rf"(?P<end>{dash}|\.(?=\s|$)|:(?=\s|$))"
    return (
        ("place date agency", re.compile(rf"{place}[,.]?\s+{date}[.,]?\s*{agency}{end}?")),
        ("place date agency", re.compile(rf"{place}[,.]?\s+{date}[.,]?\s*{slashed}{end}?")),
        ("place agency", re.compile(rf"{place}[,.]?\s*{agency}(?:{end}|\s*$)")),
        ("place agency", re.compile(rf"{place}[,.]?\s*{slashed}{end}")),
        (
            "place date agency",
            re.compile(rf"{place},\s+{monthly}[.,]?\s+(?P<agency>[^\W\d_][\w ]{{1,20}}?)(?P<end>{dash})"),
        ),
        ("date agency", re.compile(rf"{monthly}[.,]?\s*{agency}{end}")),
        ("agency place date", re.compile(rf"{agency}{dash}\s*{place}[,.]?\s+{monthly}{end}")),
        ("agency place", re.compile(rf"{agency}{dash}\s*{place}{dash}(?=\s)")),
        ("agency", re.compile(rf"{agency}{dash}(?=\s)")),
        ("place date", re.compile(rf"{place},\s+{monthly}(?:{dash})")),
        ("place date stop", re.compile(rf"{place},\s+{monthly}(?:(?<=\.)|\.)(?P<end>)(?=\s|$)")),
        ("place agency only", re.compile(rf"{place}\s*{agency}(?P<end>)(?=\s)")),
        ("place", re.compile(rf"{place}(?P<end>\.\s?[-–—]+|\s+[-–—]+)(?=\s|[^\W\d_])")),
        ("line", re.compile(rf"{place}(?P<end>)$")),
    )


@cache
def _words(code: str | None) -> dict[str, frozenset[str]]:
    """The lists of ``dateline.toml`` of a language and of English, of all languages where ``code`` is None."""
    rules = [language(name).rules("dateline") for name in codes_with("dateline.toml", code)]
    return {key: frozenset(fold(word) for table in rules for word in table[key]) for key in rules[0]}
