"""IPTC 7901, the text transmission format of the teleprinter age that many agencies still send.

``SOH`` source, number, priority, category, word count, options; a line of keywords; ``STX`` text ``ETX`` and a
time group (``081032 JAN 26``). Control characters may be missing or doubled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from teletipo.model import Item, Rejection
from teletipo.sources import fields, typewritten
from teletipo.sources.instants import instant, month_number, search
from teletipo.sources.opening import dateline_of
from teletipo.sources.payload import Payload

FORMAT = "iptc-7901"
HEADER = re.compile(
    r"(?P<source>[A-Za-z]{2,6}?)\s?(?P<number>\d{2,5})\s+(?:(?P<priority>\d)\s+)?(?:(?P<category>[A-Za-z]{1,3})\s+)?(?P<count>\d{1,5})?\s*(?P<rest>[^\r\n]*)"
)
TIME_GROUP = re.compile(
    r"(?P<day>\d{2})(?P<hour>\d{2}):?(?P<minute>\d{2})\s*(?P<zone>[A-Za-z]{1,4}(?:[+-]\d{1,4})?)?\s+(?P<month>[^\W\d_]{3,9})\.?\s+(?P<year>\d{4}|\d{2})\b"
)
LONGEST_OPTIONS = 120
SENDER = re.compile(r"(?:^|\s)/?(?P<agency>[A-Za-z]{2,6})[ -]+[\w-]*\d[\w#-]*\s*$")
TIME_GROUP_LINE = re.compile(rf"\n[ \t]*(?:[A-Za-z]{{2,8}}[ \t]+)?{TIME_GROUP.pattern}[^\n]{{0,20}}\s*\Z")
BOUNDARY = re.compile(
    rf"\x01|(?:[\x03\x04][^\x01\n]{{0,60}}|NNNN|{TIME_GROUP.pattern}[^\n]{{0,20}})\s*\n"
    r"(?=[\x00-\x20]{0,20}[A-Za-z]{2,6}\s?\d{2,5} +[1-9] +[A-Za-z]{1,4} +\d{1,5}(?: [^\n]{0,60})?\r?\n)"
)
KEYWORDS = re.compile(r"\s*[^\s/]+(?:/[^\n/]*)+(?=\n)")
PREAMBLE = re.compile(r"\A[\x00\x01\x04-\x20]*(?:zczc[^\n]*\n[\x00\x01\x04-\x20]*)?", re.IGNORECASE)
CONTROLS = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]")


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """One item for each message: from ``SOH`` to the next, or from a header that follows the end of another."""
    text = typewritten.text_of(payload.content, media_type=payload.media_type)
    starts = [0, *(found.end() for found in BOUNDARY.finditer(text)), len(text)]
    for message in (text[start:end].rstrip("\x01") for start, end in pairwise(starts)):
        if CONTROLS.sub("", PREAMBLE.sub("", message)).strip():
            yield _item(message, payload)


def _without_start(message: str) -> tuple[str, str]:
    """Header and text of a message that lacks the start of text; a line with a slash below the header is keywords."""
    head, _, rest = message.lstrip().partition("\n")
    found = KEYWORDS.match(rest)
    return (f"{head}\n{found[0]}", rest[found.end() :]) if found else (head, rest)


def _without_time_group(text: str) -> tuple[str, str]:
    """A text, and the time group that is its last line where there is one."""
    start = max(len(text) - 100, 0)
    found = TIME_GROUP_LINE.search(text, start)
    return (text[: found.start()], found[0]) if found else (text, "")


def _item(message: str, payload: Payload) -> Item:
    problems: list[str] = []
    message = PREAMBLE.sub("", message, count=1)
    before, mark, after = message.partition("\x02")
    if not mark:
        before, after = _without_start(message)
    text, _, trailer = after.partition("\x03")
    lines = [CONTROLS.sub("", line).strip() for line in before.split("\n")]
    lines = [line for line in lines if line]
    header = HEADER.match(lines[0]) if lines else None
    text, last = _without_time_group(CONTROLS.sub("", text).rstrip().removesuffix("NNNN"))
    stamp = _time_group(trailer[:200], problems) or _time_group(last, problems)
    script = typewritten.take_apart(text)
    dateline, agency = dateline_of(script.body)
    keywords = [word for line in lines[1:] for word in re.split(r"[/,;]", line)]
    return Item(
        format=FORMAT,
        headline=script.headline,
        subheadline=script.subheadline,
        slug=next((line.strip("/ ") for line in lines[1:]), None),
        byline=script.byline,
        dateline=dateline,
        body=script.body,
        language=payload.language,
        agency=agency or _sender(header),
        first_created=stamp,
        version_created=stamp,
        urgency=fields.urgency(header["priority"], problems) if header else None,
        kind=fields.signal_kind(" ".join(script.signals)),
        keywords=fields.unique([fields.clean(word) for word in keywords]),
        subjects=fields.unique([header["category"]]) if header else (),
        editor_note="\n".join(script.signals) or None,
        body_status="full" if script.body else "empty",
        problems=tuple(problems),
    )


def _sender(header: re.Match[str] | None) -> str | None:
    """Who sends: the name in the options that has its own number (``vvvvb KNA 260203-89``), else the source's code."""
    if header is None:
        return None
    named = SENDER.search(header["rest"][:LONGEST_OPTIONS])
    return named["agency"] if named and month_number(named["agency"]) is None else header["source"]


def _time_group(trailer: str, problems: list[str]) -> str | None:
    """The instant of a time group; a two-figure year is of this century."""
    found = TIME_GROUP.search(CONTROLS.sub(" ", trailer))
    month = month_number(found["month"]) if found else None
    if found is None or month is None:
        return search(CONTROLS.sub(" ", trailer))
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    try:
        day = date(year, month, int(found["day"])).isoformat()
    except ValueError:
        day = found[0]
    return instant(f"{day} {found['hour']}:{found['minute']} {found['zone'] or ''}", "time group", problems)
