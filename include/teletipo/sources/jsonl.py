"""JSON lines of our own: ``{"id", "text", "headline"?, "published"?, "language"?, "agency"?, "url"?, …}`` a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast, get_args

from teletipo.model import Item, Kind, Rejection
from teletipo.sources.decode import decode
from teletipo.sources.instants import instant
from teletipo.sources.payload import Payload

SHOWN = 120


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """One item a line; a line that cannot be read is a rejection that names its number."""
    text = decode(payload.content, media_type=payload.media_type)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _item(line.strip(), number, payload)


def _item(line: str, number: int, payload: Payload) -> Item | Rejection:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as exc:
        return _rejection(payload, number, f"is not JSON ({exc})", line)
    if not isinstance(record, dict) or not isinstance(record.get("text"), str) or not record["text"].strip():
        return _rejection(payload, number, 'has no "text"', line)
    return _from_record(record, payload)


def _from_record(record: dict[str, Any], payload: Payload) -> Item:
    problems: list[str] = []
    published = instant(_word(record.get("published")), "published", problems)
    kind = _word(record.get("kind"))
    if kind is not None and kind not in get_args(Kind):
        problems.append(f"kind: {kind!r} is none of {', '.join(get_args(Kind))}")
        kind = None
    return Item(
        format="jsonl",
        guid=_word(record.get("id")),
        version=_word(record.get("version")),
        headline=_word(record.get("headline")),
        body=record["text"],
        language=_word(record.get("language")) or payload.language,
        agency=_word(record.get("agency")),
        published=published,
        kind=cast("Kind | None", kind),
        url=_word(record.get("url")),
        body_status="full",
        problems=tuple(problems),
    )


def _word(value: object) -> str | None:
    """A string or number as a string; None for anything else and for blanks."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return str(value).strip() or None


def _rejection(payload: Payload, number: int, what: str, line: str) -> Rejection:
    return Rejection(
        stage="parse",
        reason="bad-line",
        message=f"line {number} {what}: mend the line",
        locator=f"{payload.name or 'payload'}:{number}",
        evidence=line[:SHOWN],
    )
