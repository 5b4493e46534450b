"""IPTC 7901, the text transmission format of the teleprinter age that many agencies still send.

``SOH`` source, number, priority, category, word count, options; a line of keywords; ``STX`` text ``ETX`` and a
time group (``081032 JAN 26``). Control characters may be missing or doubled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from teletipo.model import Item, Rejection
from teletipo.sources import fields, typewritten
from teletipo.sources.decode import decode
from teletipo.sources.instants import instant, month_number
from teletipo.sources.payload import Payload

FORMAT = "iptc-7901"
HEADER = re.compile(
    r"(?P<source>[A-Za-z]{2,6}?)\s?(?P<number>\d{2,5})\s+(?:(?P<priority>\d)\s+)?(?:(?P<category>[A-Za-z]{1,3})\s+)?(?P<count>\d{1,5})?\s*(?P<rest>[^\r\n]*)"
)
TIME_GROUP = re.compile(
    r"(?P<day>\d{2})(?P<hour>\d{2}):?(?P<minute>\d{2})\s*(?P<zone>[A-Za-z]{1,4}(?:[+-]\d{1,4})?)?\s+(?P<month>[^\W\d_]{3,9})\.?\s+(?P<year>\d{4}|\d{2})\b"
)
CONTROLS = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]")


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """One item for each message between ``SOH`` and the next."""
    text = decode(payload.content, media_type=payload.media_type)
    for message in text.split("\x01"):
        if CONTROLS.sub("", message).strip():
            yield _item(message, payload)


def _item(message: str, payload: Payload) -> Item:
    problems: list[str] = []
    before, mark, after = message.partition("\x02")
    if not mark:
        before, _, after = message.partition("\n")
    text, _, trailer = after.partition("\x03")
    lines = [CONTROLS.sub("", line).strip() for line in before.split("\n")]
    lines = [line for line in lines if line]
    header = HEADER.match(lines[0]) if lines else None
    script = typewritten.take_apart(CONTROLS.sub("", text))
    dateline, agency = typewritten.dateline_of(script.body)
    stamp = _time_group(trailer[:200] or text[-200:], problems)
    keywords = [word for line in lines[1:] for word in re.split(r"[/,;]", line)]
    return Item(
        format=FORMAT,
        headline=script.headline,
        slug=next((line.strip("/ ") for line in lines[1:]), None),
        byline=script.byline,
        dateline=dateline,
        body=script.body,
        language=payload.language,
        agency=agency or (header["source"] if header else None),
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


def _time_group(trailer: str, problems: list[str]) -> str | None:
    """The instant of a time group; a two-figure year is of this century."""
    found = TIME_GROUP.search(CONTROLS.sub(" ", trailer))
    month = month_number(found["month"]) if found else None
    if found is None or month is None:
        return None
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    try:
        day = date(year, month, int(found["day"])).isoformat()
    except ValueError:
        day = found[0]
    return instant(f"{day} {found['hour']}:{found['minute']} {found['zone'] or ''}", "time group", problems)
