"""What the teleprinter formats share: where headline, byline and dateline stand in text without marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import repeat

from teletipo.errors import UnreadableText
from teletipo.sources import iso6937, prose
from teletipo.sources.decode import decode, header_charset
from teletipo.sources.opening import BYLINE, dateline_of

OLD_SETS = ("cp1252", "cp1250", "cp850")
INSIDE_A_WORD = re.compile(
    r"(?<=[^\W\d_])(?![\u2010-\u2015’·\xad\xa0])[^\x00-\x7f\w](?=[^\W\d_])|(?<=[^\W\d_])[¹²³](?=[^\W\d_])"
)
SUBTITLE = re.compile(r"(?:Utl|Untertitel|Subt[ií]tulo|Subhead|Sous-titre)\.?:\s*", re.IGNORECASE)
LONGEST_HEADING = 3
LONGEST_SIGNAL = 30


@dataclass(frozen=True, slots=True)
class Typescript:
    """A typewritten report taken apart; ``signals`` stand in capitals or parentheses above the headline."""

    headline: str | None
    subheadline: str | None
    byline: str | None
    signals: tuple[str, ...]
    body: str | None


def text_of(content: bytes, *, media_type: str | None = None) -> str:
    """The text of a transmission: UTF-8, the set that is named, ISO 6937, a guess, and at last an old set.

    Of the old sets the first is taken in which words are written with letters.
    """
    own = None if header_charset(media_type) or _is_utf8(content) else iso6937.decoded(content)
    if own is not None:
        return own
    for attempt in (content, content.replace(b"\0", b"")):
        try:
            return decode(attempt, media_type=media_type)
        except UnreadableText:
            continue
    return next(
        (text for text in map(content.decode, OLD_SETS[:-1], repeat("replace")) if _is_written(text)), None
    ) or (content.decode(OLD_SETS[-1]))


def _is_written(text: str) -> bool:
    """Whether all that stands inside of words is letters, as where the set is the right one."""
    return "\ufffd" not in text and INSIDE_A_WORD.search(text) is None


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
        return Typescript(None, None, None, (), "\n\n".join(prose.wire_paragraphs(text)) or None)
    signals: list[str] = []
    while len(heading) > 1 and (
        (_is_signal(heading[0]) and any(not line.isupper() for line in heading[1:])) or _is_aside(heading[0])
    ):
        signals.append(heading.pop(0))
    byline = next((line for line in heading if BYLINE.match(line)), None)
    subtitle = next((line for line in heading if SUBTITLE.match(line)), None)
    if byline and byline in heading[1:]:
        heading = heading[: heading.index(byline)]
    titles = [line.rstrip("= ") for line in heading if line not in (byline, subtitle) and not _is_dateline(line)]
    return Typescript(
        headline=" ".join(titles) or None,
        subheadline=SUBTITLE.sub("", subtitle).rstrip("= ") if subtitle else None,
        byline=byline.rstrip("= ") if byline else None,
        signals=tuple(signals),
        body=body,
    )


def _is_dateline(line: str) -> bool:
    return dateline_of(line.strip())[0] is not None


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
    seen = centred = False
    for number, line in enumerate(lines[: LONGEST_HEADING + 4]):
        if centred and not _is_centred(line):
            return number
        centred = _is_centred(line)
        if not centred and _is_dateline(line):
            return number
        if seen and not centred and (not line.strip() or prose.INDENT.match(line)):
            return number
        seen = seen or bool(line.strip())
    return 0


def _is_centred(line: str) -> bool:
    """Whether a line ends in ``=``, as those of a heading do."""
    return line.rstrip().endswith("=") and bool(line.strip("= ")) and not _is_dateline(line)
