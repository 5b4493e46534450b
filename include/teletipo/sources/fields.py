"""What every wire format shares: how a status, an urgency, a kind or a dateline is read."""

from __future__ import annotations

import re

from teletipo.model import ItemDateline, Kind, Status
from teletipo.sources.instants import instant, is_weekday, month_number

STATUSES: dict[str, Status] = {
    "usable": "usable",
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
    "kill": "canceled",
    "deleted": "canceled",
    "retracted": "canceled",
    "withdrawn": "canceled",
    "withheld": "withheld",
    "embargoed": "withheld",
}
KINDS: dict[str, Kind] = {
    "correction": "correction",
    "corrected": "correction",
    "corrective": "correction",
    "update": "update",
    "updated": "update",
    "writethru": "update",
    "kill": "kill",
    "withdrawal": "kill",
    "withdraw": "kill",
}
SIGNALS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (
        re.compile(
            r"\b(?:kill(?:s|ed)?|withhold|elimination|anula(?:d[ao]|ção|ción|r)?|annul\w*|rückzug|storno)\b",
            re.IGNORECASE,
        ),
        "kill",
    ),
    (
        re.compile(
            r"\b(?:corr|korr|correct(?:s|ed|ion|ive)?|correzione|corrige|corrección|correção|rectif\w*|korrektur|korrigiert"
            r"|berichtig\w*)\b",
            re.IGNORECASE,
        ),
        "correction",
    ),
    (
        re.compile(
            r"writethru|\bl(?:ea)?d\b|\b(?:update[sd]?|upd|adds?|insert|sub|actuali[sz]\w*|ampl[ií]\w*|zusammenfassung)\b"
            r"|\d(?:st|nd|rd|th)?ld",
            re.IGNORECASE,
        ),
        "update",
    ),
)
MOST_URGENT, LEAST_URGENT = 1, 9
DATELINE = re.compile(
    r"(?:\([^()]{2,40}\)\s*[-–—]+\s*)?"
    r"(?P<city>[^\W\d_][^\W\d_.'’ -]*(?:[.'’ -]{1,2}[^\W\d_]+|/[A-ZÀ-Þ][a-zß-ÿ]+)*\.?)(?:\s?\([^()\d]{2,30}\)(?=,))?\s*"
    r"(?:,\s*(?:[^\d(),/]{2,30},\s*)?(?P<date>[^()/,]{0,20}\d[^()/,]{0,20}?(?:,\s\d{4})?|[^\W\d_]{2,15})\s*(?=[(/–—]|-|$)"
    r"|\s(?P<figures>\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?)\s*(?=[(–—-])|(?=[(/:–—,_]|-|\s\d|$))",
)
MAIN_ROLES = frozenset({"main", "headline", "hl1", "title", "primary", "full", "medium", "long"})
SHOWN = 40


def clean(text: str | None) -> str | None:
    """A value on one line, white space collapsed; None if it is blank."""
    return " ".join(text.split()) or None if text else None


def local_code(code: str | None) -> str | None:
    """The part of a qcode, URI or formal name that carries the meaning, in lower case: ``stat:usable`` → ``usable``."""
    return re.split(r"[:/#]", code.strip())[-1].strip().casefold() or None if code else None


def status(code: str | None, problems: list[str]) -> Status | None:
    """The publishing status that a code names; one we do not know is noted."""
    word = local_code(code)
    if word is None:
        return None
    if word not in STATUSES:
        problems.append(f"status: {word[:SHOWN]!r} is none of {', '.join(sorted(set(STATUSES.values())))}")
    return STATUSES.get(word)


def kind(codes: list[str], status_: Status | None) -> Kind | None:
    """What a format's own signals make of a version, the gravest first; None if they are silent."""
    named = {KINDS.get(local_code(code) or "") for code in codes}
    if status_ == "canceled" or "kill" in named:
        return "kill"
    if "correction" in named:
        return "correction"
    return "update" if "update" in named else None


def signal_kind(text: str | None) -> Kind | None:
    """The kind that the jargon of the wires names in a version field or a line above the headline."""
    return next((known for pattern, known in SIGNALS if text and pattern.search(text)), None)


def urgency(value: str | int | None, problems: list[str]) -> int | None:
    """An IPTC urgency or priority, 1 (most urgent) to 9; anything else is noted."""
    text = str(value).strip() if value is not None else ""
    if not text:
        return None
    found = re.fullmatch(r"\D*(\d)\D*", text)
    if found and MOST_URGENT <= int(found[1]) <= LEAST_URGENT:
        return int(found[1])
    problems.append(f"urgency: {text[:SHOWN]!r} is no number from 1 to 9")
    return None


def dateline(text: str | None, *, city: str | None = None, date: str | None = None) -> ItemDateline | None:
    """The dateline of a marked text; what is not marked is read off its usual shapes ``City, date (Agency) -``.

    A text that is nothing but a time stamp, as some systems write, is the date.
    """
    text = clean(text)
    if text is None:
        return ItemDateline(city=city, date=date) if city or date else None
    stamp = instant(text, "dateline", [])
    if stamp:
        return ItemDateline(text=text, city=city, date=date or stamp)
    found = DATELINE.match(text)
    if found:
        city = city or _city(found["city"])
        date = date or _date(found["date"] or found["figures"])
    return ItemDateline(text=text, city=city, date=date)


def _city(text: str) -> str | None:
    """A place name; of ``SYDNEY March 22`` the part in capitals."""
    words = text.split()
    capitals = [word for word in words if word.isupper()]
    if capitals and words[: len(capitals)] == capitals:
        words = capitals
    return " ".join(words) if len(words) <= 5 else None


def _date(text: str | None) -> str | None:
    """What follows the city, if it is a date or a weekday and no second place (``LIMA, Peru``).

    A name after it is the agency's: ``Feb 3 AAP``.
    """
    words = (text or "").split()
    while words and not (any(map(str.isdecimal, words[-1])) or is_weekday(words[-1]) or month_number(words[-1])):
        words.pop()
    found = " ".join(words)
    return re.sub(r"(?<=\d)\.$", "", found) or None


def headline_role(role: str | None) -> str:
    """What a role makes of a headline: ``main``, ``second`` (below it), ``other`` (short, kicker) or ``none``."""
    word = (local_code(role) or "").replace("-", "")
    if not word:
        return "none"
    if any(part in word for part in ("sub", "second")):
        return "second"
    return "main" if word in MAIN_ROLES else "other"


def below_headline(blocks: list[str], headline: str | None) -> list[str]:
    """Paragraphs without the headline that some agencies repeat on top of them."""
    return blocks[1:] if blocks and headline and clean(blocks[0]) == clean(headline) else blocks


def unique(values: list[str | None]) -> tuple[str, ...]:
    """The values that say something, each once, in order."""
    return tuple(dict.fromkeys(value for value in values if value))
