"""What the teleprinter formats share: where headline, byline and dateline stand in text without marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from teletipo.errors import UnreadableText
from teletipo.model import ItemDateline
from teletipo.sources import fields, iso6937, prose
from teletipo.sources.decode import decode, header_charset

DATELINE = re.compile(
    r"(?P<whole>[^\W\d_][^()\n]{1,60}?\((?P<agency>[A-Za-zÀ-ÿ][\w &./-]{1,40})\)\s*(?:[-–—_=:]|\.-|--)+)"
)
BYLINE = re.compile(r"(?:by|por|par|von|di|da|de|door|av|af|per)\s+(?=[A-ZÀ-Þ])", re.IGNORECASE)
LONGEST_HEADING = 3
LONGEST_SIGNAL = 30


@dataclass(frozen=True, slots=True)
class Typescript:
    """A typewritten report taken apart; ``signals`` stand in capitals or parentheses above the headline."""

    headline: str | None
    byline: str | None
    signals: tuple[str, ...]
    body: str | None


def text_of(content: bytes, *, media_type: str | None = None) -> str:
    """The text of a transmission: UTF-8, the set that is named, ISO 6937, a guess, and at last the set of DOS."""
    own = None if header_charset(media_type) or _is_utf8(content) else iso6937.decoded(content)
    if own is not None:
        return own
    for attempt in (content, content.replace(b"\0", b"")):
        try:
            return decode(attempt, media_type=media_type)
        except UnreadableText:
            continue
    return content.decode("cp850")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def take_apart(text: str) -> Typescript:
    """Headline, byline and body of a text that begins with its heading.

    The heading is what stands before the first blank or indented line, or before a line that ends in ``=``;
    where that is longer than a heading is, or nothing follows it, all of it is body.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    end = _heading_end(lines)
    heading = [line.strip() for line in lines[:end] if line.strip()]
    body = "\n\n".join(prose.wire_paragraphs("\n".join(lines[end:]))) or None
    if body is None or len(heading) > LONGEST_HEADING + 2:
        return Typescript(None, None, (), "\n\n".join(prose.wire_paragraphs(text)) or None)
    signals: list[str] = []
    while len(heading) > 1 and (
        (_is_signal(heading[0]) and any(not line.isupper() for line in heading[1:])) or _is_aside(heading[0])
    ):
        signals.append(heading.pop(0))
    byline = next((line for line in heading if BYLINE.match(line)), None)
    titles = [line.rstrip("= ") for line in heading if line is not byline and not DATELINE.match(line)]
    return Typescript(" ".join(titles) or None, byline.rstrip("= ") if byline else None, tuple(signals), body)


def dateline_of(body: str | None) -> tuple[ItemDateline | None, str | None]:
    """The dateline at the head of a body, with the agency that it names in parentheses."""
    found = DATELINE.match(body[:200]) if body else None
    if found is None:
        return None, None
    return fields.dateline(found["whole"]), found["agency"].strip()


def _is_signal(line: str) -> bool:
    """Whether a line is a short one in capitals (``1ST LEAD``, ``2ª AMPLIACIÓN``)."""
    return (
        len(line) <= LONGEST_SIGNAL and len(line.split()) <= 4 and line == line.upper() and any(map(str.isalpha, line))
    )


def _is_aside(line: str) -> bool:
    """Whether a line stands in parentheses (``(Zusammenfassung 1430 - neu: Reaktionen)``)."""
    return line.startswith("(") and line.endswith(")")


def _heading_end(lines: list[str]) -> int:
    """The number of the first line after the heading."""
    seen = False
    for number, line in enumerate(lines[: LONGEST_HEADING + 4]):
        if line.rstrip().endswith("=") and line.strip("= "):
            return number + 1
        if seen and (not line.strip() or prose.INDENT.match(line) or DATELINE.match(line)):
            return number
        seen = seen or bool(line.strip())
    return 0
