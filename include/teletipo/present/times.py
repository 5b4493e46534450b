"""TIMEX3 values in plain words."""

from __future__ import annotations

import re

from teletipo.present.reading import Json

_REFERENCES = {"PAST_REF": "some time ago", "PRESENT_REF": "now", "FUTURE_REF": "some time to come"}
_MODIFIERS = {
    "START": "early", "MID": "the middle of", "END": "late", "APPROX": "about", "BEFORE": "before", "AFTER": "after",
    "ON_OR_BEFORE": "at the latest", "ON_OR_AFTER": "from", "LESS_THAN": "less than", "MORE_THAN": "more than",
    "EQUAL_OR_LESS": "at most", "EQUAL_OR_MORE": "at least",
}  # fmt: skip
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_PARTS = {
    "MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime",
}  # fmt: skip
_UNITS = {
    "Y": "year", "M": "month", "W": "week", "WE": "weekend", "D": "day", "Q": "quarter", "H": "half-year",
    "DE": "decade", "CE": "century",
}  # fmt: skip
_CLOCK_UNITS = {"H": "hour", "M": "minute", "S": "second"}
_PLURALS = {"century": "centuries"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DURATION = re.compile(r"P(?P<days>(?:[\d.X]+(?:WE|DE|CE|[YMWDQH]))*)(?:T(?P<clock>(?:[\d.X]+[HMS])+))?")
_AMOUNT = re.compile(r"(?P<number>[\d.X]+)(?P<unit>[A-Z]+)")
_PERIOD = re.compile(r"(?P<year>\d{4}|XXXX)-(?P<part>SP|SU|FA|WI|[QH][1-4X]|W(?:\d\d|XX))(?:-(?P<day>[1-7]|WE))?")
_TIME = re.compile(r"(?P<day>[\dXW-]+)T(?P<part>[A-Z]{2})")
_ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth", "X": "some"}


def when(expression: Json) -> str:
    """What a temporal expression stands for: ISO dates as they are, the codes of TIMEX3 in words.

    A value of no known form is given as it is.
    """
    value = str(expression["value"])
    told = _amount(value) or _point(value)
    if expression["type"] == "SET":
        told = f"every {told.removeprefix('1 ')}"
    modifier = _MODIFIERS.get(expression["mod"] or "", "")
    return f"{modifier} {told}".strip()


def _point(value: str) -> str:
    """A point or period on the calendar."""
    if value in _REFERENCES:
        return _REFERENCES[value]
    first, to, last = value.partition("/")
    if to:
        return f"{_point(first)} to {_point(last)}"
    if period := _PERIOD.fullmatch(value):
        return _period(period)
    if part := _TIME.fullmatch(value):
        return f"{_point(part['day'])}, {_PARTS.get(part['part'], part['part'])}"
    if re.fullmatch(r"\d{3}", value):
        return f"the {value}0s"
    if re.fullmatch(r"\d{2}", value):
        return f"the years {value}00 to {value}99"
    return re.sub(r"(?<=\d)T(?=\d)", " ", value).removeprefix("XXXX-") or value


def _period(period: re.Match[str]) -> str:
    """A season, quarter, half or week of a year, or a day of that week."""
    code, day = period["part"], period["day"]
    year = "" if period["year"] == "XXXX" else period["year"]
    if code in _SEASONS:
        return f"{_SEASONS[code]} {year}".strip()
    if code[0] in "QH":
        return f"{_ORDINALS[code[1]]} {'quarter' if code[0] == 'Q' else 'half'}{f' of {year}' if year else ''}"
    week = "a week" if code == "WXX" else f"week {int(code[1:])}"
    whole = f"{week} of {year}" if year else week
    if day == "WE":
        return f"the weekend of {whole}"
    return f"{_DAYS[int(day) - 1]}{'' if whole == 'a week' else f' of {whole}'}" if day else whole


def _amount(value: str) -> str:
    """A length of time; an empty string for what is none."""
    found = _DURATION.fullmatch(value)
    if not found or value == "P":
        return ""
    days = (_counted(one, _UNITS) for one in _AMOUNT.finditer(found["days"]))
    clock = (_counted(one, _CLOCK_UNITS) for one in _AMOUNT.finditer(found["clock"] or ""))
    return " ".join((*days, *clock))


def _counted(amount: re.Match[str], units: dict[str, str]) -> str:
    unit, number = units[amount["unit"]], amount["number"]
    many = _PLURALS.get(unit, f"{unit}s")
    return f"some {many}" if "X" in number else f"{number} {unit if number == '1' else many}"
