"""ANPA 1312, the high-speed wire format of American agencies (ANPA Technical Bulletin 1312).

A header (service, number, selector), a line of priority, category, format, keyword, version, date and word
count, then text. In the text a caret begins a typeset line and ``<`` (quad left), ``=`` (centre) or ``>`` (right)
ends it; quotation marks are doubled accents and ``_`` is a dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from teletipo.model import Item, Rejection
from teletipo.sources import fields, typewritten
from teletipo.sources.instants import instant
from teletipo.sources.payload import Payload

FORMAT = "anpa-1312"
LONGEST_HEADER = 400
URGENCIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5}
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MESSAGE = re.compile("\x16*\x01")
VERSION_LINE = re.compile(
    r"(?P<priority>[A-Za-z])[ \t]*(?P<category>[A-Za-z])(?P<format>[ \t]*[a-z\x10-\x14\x1a-\x1f]{1,3})?[ \t]+"
    r"(?P<keyword>\S[^\r\n]{2,24}?)(?:[ \t]+(?P<version>\S[^\r\n]*?))?"
    r"[ \t]+(?P<month>\d{1,2})-(?P<day>\d{1,2})[ \t]+(?P<words>\d{1,5})"
)
FILED = re.compile(
    r"[A-Z]{2,5}-[A-Z]{1,4}-(?P<month>\d{2})-(?P<day>\d{2})-(?P<year>\d{2})\s+(?P<clock>\d{4})\s*(?P<zone>[A-Z]{3,4})"
)
NOTE = re.compile(
    r"(?:Eds|Editors?|Notes? to editors?|EDITOR'S NOTE|Ed\.? note|Editores"
    r"|Nota (?:a|del?) (?:l[ao]s )?(?:editor|redacci))",
    re.IGNORECASE,
)
PICTURES = re.compile(r"(?:AP )?(?:Photo|Video|Graphic|Audio|With )", re.IGNORECASE)


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """One item for each message in the transmission."""
    text = typewritten.text_of(payload.content, media_type=payload.media_type).replace("\r\n", "\n").replace("\r", "\n")
    for message in MESSAGE.split(text):
        if CONTROLS.sub("", message).strip():
            yield _item(message, payload)


def _item(message: str, payload: Payload) -> Item:
    problems: list[str] = []
    before, mark, text = message.partition("\x02")
    if not mark:
        before, text = _without_start(message)
    header = VERSION_LINE.search(before[-LONGEST_HEADER:])
    filed = FILED.search(text)
    set_lines, rest = _typeset(text)
    slug, titles, notes, byline = _heading(set_lines)
    body = _body(rest)
    dateline, agency = typewritten.dateline_of(body)
    version = fields.clean(header["version"]) if header else None
    created = _filed(filed, problems)
    if created is None and header:
        problems.append(f"date: {header['month']}-{header['day']} has no year")
    return Item(
        format=FORMAT,
        version=version,
        headline=titles[0] if titles else slug,
        slug=fields.clean(header["keyword"]) if header else slug,
        byline=byline,
        dateline=dateline,
        body=body,
        language=payload.language,
        agency=agency,
        first_created=created,
        version_created=created,
        urgency=URGENCIES.get(header["priority"].lower()) if header else None,
        kind=fields.signal_kind(version),
        subjects=fields.unique([header["category"]]) if header else (),
        editor_note="\n".join(notes) or None,
        body_status="full" if body else "empty",
        problems=tuple(problems),
    )


def _without_start(message: str) -> tuple[str, str]:
    """Header and text of a message that lacks the start of text: the header ends with the version line."""
    header = VERSION_LINE.search(message[:LONGEST_HEADER])
    end = message.find("\n", header.end()) if header else 0
    return message[:end], message[end:]


def _typeset(text: str) -> tuple[list[str], str]:
    """The typeset lines of the heading, and all after them."""
    lines = CONTROLS.sub("", text.replace("\x0c", "\n").replace("\x03", "\n")).strip("\n").split("\n")
    end = 0
    while end < len(lines) and (lines[end].startswith("^") or (end and not lines[end].strip())):
        end += 1
    return [_set(line) for line in lines[:end] if line.strip()], "\n".join(lines[end:])


def _heading(lines: list[str]) -> tuple[str | None, list[str], list[str], str | None]:
    """Slug line, titles, notes and byline out of the typeset lines."""
    slug = re.sub(r",?\s*\d*\s*,?$", "", lines[0]).strip() if lines else None
    titles: list[str] = []
    notes: list[str] = []
    byline: str | None = None
    for line in lines[1:]:
        if NOTE.match(line):
            notes.append(line)
        elif typewritten.BYLINE.match(line):
            byline = byline or line
        elif not byline and not notes and not PICTURES.match(line):
            titles.append(line)
    return slug or None, titles, notes, byline


def _body(text: str) -> str | None:
    """The paragraphs, without what is set after the end of the story."""
    kept: list[str] = []
    for block in text.split("\n"):
        line = block.strip()
        if line in {"^END<", "END<"} or FILED.search(line):
            continue
        if line:
            kept.append(_marks(_set(line)))
    return "\n\n".join(kept) or None


def _set(line: str) -> str:
    """A typeset line without its typesetting."""
    return " ".join(line.strip().lstrip("^").rstrip("<>=").split())


def _marks(line: str) -> str:
    """The bulletin's stand-ins for quotation marks and dashes as those."""
    return line.replace("``", "“").replace("''", "”").replace(" _ ", " — ")


def _filed(found: re.Match[str] | None, problems: list[str]) -> str | None:
    if found is None:
        return None
    clock = f"{found['clock'][:2]}:{found['clock'][2:]} {found['zone']}"
    return instant(f"20{found['year']}-{found['month']}-{found['day']} {clock}", "filing line", problems)
