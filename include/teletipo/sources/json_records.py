"""Records out of JSON, wherever an agency puts them: alone, in lists, in wrappers, one a line, in a list cut short."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from teletipo.errors import InputError
from teletipo.sources import fields
from teletipo.sources.decode import decode
from teletipo.sources.payload import Payload

DEEPEST = 6
LONGEST_GAP = 1000
LIST = re.compile(r"\s*(?:\{[^\[\]{}]{0,2000})?\[\s*")
KEY = re.compile(r'"(\w+)"\s*:')
_BROKEN = object()
Record = dict[str, Any]


def objects(payload: Payload, signs: frozenset[str]) -> Iterator[Record]:
    """The outermost JSON objects that have at least two of the keys, their own keys in lower case.

    Reads one JSON value, or one a line. Raises InputError after what can be read, where something cannot.
    """
    for value in _values(decode(payload.content, media_type=payload.media_type), signs):
        yield from _outermost(value, signs, 0)


def words(value: object) -> str | None:
    """A string or number on one line, strings in a list joined by commas; None for everything else."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = ", ".join(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return fields.clean(str(value))


def listed(value: object) -> list[Record]:
    """The objects in a list, in the values of an object, or a lone one; their keys in lower case."""
    if isinstance(value, dict):
        inner = list(value.values())
        value = inner if inner and all(isinstance(one, dict) for one in inner) else [value]
    return [lowered(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def lowered(record: Record) -> Record:
    """An object with its keys in lower case; the first of two that differ only in case wins."""
    low: Record = {}
    for key, value in record.items():
        low.setdefault(str(key).lower(), value)
    return low


def _values(text: str, signs: frozenset[str]) -> Iterator[object]:
    """The JSON values of a text: one, one a line, or those of a list that breaks off.

    Raises InputError after what can be read, where something cannot.
    """
    try:
        values: list[object] = [json.loads(text)]
        broken = None
    except (ValueError, RecursionError) as exc:
        values = [_value(line) for line in text.splitlines() if line.strip()]
        broken = InputError(f"the JSON is broken ({exc}): ask the source for the file again", detail=text[:80])
    if broken and not any(isinstance(value, (dict, list)) for value in values):
        values = [*_elements(text, signs), _BROKEN]
    yield from (value for value in values if value is not _BROKEN)
    if broken and _BROKEN in values:
        raise broken


def _value(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return _BROKEN


def _elements(text: str, signs: frozenset[str]) -> Iterator[object]:
    """The values of the list that a text is, or that its wrapper holds, up to the first that is broken."""
    opening = LIST.match(text)
    if opening is None or len(signs & {key.lower() for key in KEY.findall(opening[0])}) > 1:
        return
    decoder, start = json.JSONDecoder(), opening.end()
    while True:
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            return
        yield value
        start = end + len(text[end : end + LONGEST_GAP]) - len(text[end : end + LONGEST_GAP].lstrip(", \t\r\n"))


def _outermost(value: object, signs: frozenset[str], depth: int) -> Iterator[Record]:
    if isinstance(value, dict):
        low = lowered(value)
        if len(signs & low.keys()) > 1:
            yield low
            return
    inner: Iterable[object] = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if depth < DEEPEST:
        for one in inner:
            yield from _outermost(one, signs, depth + 1)
