"""ANPA 1312, the high-speed wire format of American agencies (ANPA Technical Bulletin 1312).

A header (service, number, selector), a line of priority, category, format, keyword, version, date and word
count, then text. In the text a caret begins a typeset line and ``<`` (quad left), ``=`` (centre) or ``>`` (right)
ends it; quotation marks are doubled accents and ``_`` is a dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from teletipo.model import Item, Kind, Rejection
from teletipo.sources import fields, typewritten
from teletipo.sources.instants import instant
from teletipo.sources.opening import BYLINE, dateline_of
from teletipo.sources.payload import Payload

FORMAT = "anpa-1312"
LONGEST_HEADER = 400
URGENCIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5}
SET_LINE = ("<", ">", "=")
SET_LINES = re.compile(r"(?:^\^[^\n]*\n)+\Z", re.MULTILINE)
LONGEST_HEADING = 2000
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MESSAGE = re.compile("\x16*\x01")
VERSION_LINE = re.compile(
    r"(?P<priority>[A-Za-z])[ \t]*(?P<category>[A-Za-z])(?P<format>[ \t]*[a-z\x10-\x14\x1a-\x1f]{1,3})?[ \t]+"
    r"(?P<keyword>\S[^\r\n]{2,40}?)(?:[ \t]+(?P<version>\S[^\r\n]*?))?"
    r"[ \t]+(?P<month>\d{1,2})-(?P<day>\d{1,2})[ \t]+(?P<words>\d{1,5})"
)
FILED = re.compile(
    r"[A-Z]{2,5}-(?:[A-Z]{1,4}-)?(?P<month>\d{2})-(?P<day>\d{2})-(?P<year>\d{2})\s+(?P<clock>\d{4})\s*(?P<zone>[A-Z]{3,4})"
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
    before, text = _with_set_lines(before, text)
    header = VERSION_LINE.search(before[-LONGEST_HEADER:])
    filed = FILED.search(text)
    set_lines, rest = _typeset(text)
    slug, titles, notes, byline = _heading(set_lines)
    body = _body(rest)
    if not set_lines:
        titles, byline, body = _typed(rest)
    dateline, agency = dateline_of(body)
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
        kind=fields.signal_kind(version) or _kind_of(slug) or _kind_of(header["keyword"] if header else None),
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


def _with_set_lines(before: str, text: str) -> tuple[str, str]:
    """Header and text, where typeset lines stand before the start of text: they are of the text."""
    found = SET_LINES.search(CONTROLS.sub("", before)[-LONGEST_HEADING:])
    return (before, text) if found is None else (before, f"{found[0]}{text.lstrip(chr(10))}")


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
        elif BYLINE.match(line):
            byline = byline or line
        elif not byline and not notes and not PICTURES.match(line):
            titles.append(line)
    return slug or None, titles, notes, byline


def _typed(text: str) -> tuple[list[str], str | None, str | None]:
    """Titles, byline and body of a text without any typesetting."""
    filed = FILED.search(text)
    script = typewritten.take_apart(text[: filed.start()] if filed else text)
    return [script.headline] if script.headline else [], script.byline, _marks(script.body) if script.body else None


def _kind_of(line: str | None) -> Kind | None:
    """The kind that the last part of a slug names: ``US--Dam Breach,KILL``."""
    last = re.split(r"[,-]+\s*", line or "")[-1]
    return fields.signal_kind(last) if last.isupper() else None


def _body(text: str) -> str | None:
    """The paragraphs, without what is set after the end of the story.

    Where paragraphs are indented, a line that is not goes on with the line above, unless that was set to its end.
    """
    lines = [line for line in text.split("\n") if line.strip() not in {"^END<", "END<"} and not FILED.search(line)]
    indented = any(line[:1].isspace() and line.strip() for line in lines)
    kept: list[str] = []
    ended = True
    for line in lines:
        if line.strip():
            begins = ended or not indented or line[:1].isspace() or line.startswith("^")
            kept.append(_marks(_set(line)) if begins else f"{kept.pop()} {_marks(_set(line))}")
        ended = not line.strip() or line.rstrip().endswith(SET_LINE)
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
