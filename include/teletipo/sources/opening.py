"""What wires write at the head of a text and mark nowhere: byline, dateline, agency; and an embargo in a note."""

from __future__ import annotations

import re
from dataclasses import replace

from teletipo.model import Item, ItemDateline
from teletipo.sources import fields, markup
from teletipo.sources.instants import search

REACH = 200
PLACE = r"[^\W\d_](?:[^()\n/:;!?\"«»“”]|/(?=[A-ZÀ-Þ][a-zß-ÿ])){0,60}?"
REGION = r"(?:\s?\([^()\d\n]{2,30}\)(?=[\s,]))?"
DASH = r"(?:[-–—_=:]|\.-|--)"
NAMED = r"[A-Za-zÀ-ÿ][\w &./-]{1,40}"
SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"(?P<place>{PLACE}){REGION}(?:,[^()\n/]{{1,40}}?|\s\d[^()\n]{{1,20}}?)?\s*\((?P<agency>{NAMED})\)\s*{DASH}+",
        rf"\((?P<agency>{NAMED})\)\s*[-–—]+\s*(?P<place>{PLACE}),\s[^()\n/]{{1,20}}?\s[-–—]+(?=\s)",
        rf"(?P<place>{PLACE}),\s[^()\n/]{{1,30}}?/(?P<agency>[^/\n]{{2,40}})/\s*{DASH}?\.?",
        rf"(?P<place>{PLACE}),\s(?:[^\W\d_]{{3,9}}\.?\s\d{{1,2}}|\d{{1,2}}\.?\s[^\W\d_]{{3,9}}\.?)\s(?P<agency>[A-Z]{{2,6}}|[A-Z][a-z]{{3,11}})\s[-–—]+(?=\s)",
        rf"(?P<place>{PLACE})\s\((?P<agency>[A-Z]{{2,6}}|[a-z]{{3}})\)(?=\s[\"«“„A-ZÀ-Þ])",
    )
)
BYLINE = re.compile(r"(?:by|por|par|von|di|da|de|door|av|af|per)\s+(?=[A-ZÀ-Þ])", re.IGNORECASE)
LONGEST_BYLINE = 90
HEADING = 3
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
SMALL = frozenset("y e i and et und og och en de del da do dos di du von van der la los".split())  # noqa: SIM905
EMBARGO = re.compile(r"(?<!\w)(?:embarg(?:o(?:ed)?|ad[ao]s?|ué[es]?)|sperrfrist)(?!\w)", re.IGNORECASE)
LIFTED = re.compile(r"(?<!\w)(?:lifted|ended|over|levantad[ao]|levé|aufgehoben)(?!\w)", re.IGNORECASE)


def dateline_of(body: str | None) -> tuple[ItemDateline | None, str | None]:
    """The dateline at the head of a body, with the agency that it names.

    It is believed where its place is a few words with capitals, and its agency a name.
    """
    for shape in SHAPES:
        found = shape.match((body or "")[:REACH])
        if found and _is_place(found["place"]) and _is_name(found["agency"]):
            return fields.dateline(found[0]), found["agency"].strip()
    return None, None


def is_byline(line: str) -> bool:
    """Whether a line is nothing but a byline: ``By`` and a name or several, without a sentence's end."""
    if len(line) > LONGEST_BYLINE or BYLINE.match(line) is None:
        return False
    named = re.split(r",|\s[-–—/]\s", line)[0].split()[1:]
    capitals = all(word[0].isupper() or word.lower() in SMALL for word in named)
    return line[-1] not in ".?!:" and 1 < len(named) <= 8 and capitals


def read_off(item: Item) -> Item:
    """The item with what its own fields lack and the head of its body, or its editor's note, has; the body stays."""
    blocks = (item.body or "").split("\n\n", HEADING)
    byline = blocks[0] if is_byline(blocks[0]) else None
    dateline, agency = _dateline(item.dateline, _opening(blocks))
    return replace(
        item,
        headline=_unmarked(item.headline),
        subheadline=_unmarked(item.subheadline),
        byline=item.byline or byline,
        dateline=dateline,
        agency=agency or item.agency if HOST.fullmatch(item.agency or "") else item.agency or agency,
        embargo=item.embargo or _embargo(item.editor_note),
    )


def _opening(blocks: list[str]) -> str:
    """The block that opens the text: the first that has a dateline, below lines as short as bylines, else the first."""
    for block in blocks[:HEADING]:
        if dateline_of(block)[0]:
            return block
        if len(block) > LONGEST_BYLINE:
            break
    return blocks[0]


def _unmarked(line: str | None) -> str | None:
    """A line without the markup that some wires write out in it."""
    return markup.html_line(line) if line and markup.looks_marked_up(line) else line


def _dateline(marked: ItemDateline | None, opens: str) -> tuple[ItemDateline | None, str | None]:
    """The dateline that is marked, completed by the one that opens the text; and the agency that either names."""
    dateline, agency = dateline_of(opens)
    if marked is None:
        return dateline, agency
    if marked.text or dateline is None:
        return marked, agency or dateline_of(f"{marked.text} -")[1]
    if (marked.city or "").casefold() not in (dateline.text or "").casefold():
        return marked, agency
    return replace(dateline, city=marked.city or dateline.city, date=marked.date or dateline.date), agency


def _embargo(note: str | None) -> str | None:
    """The instant that a note sets after a word for embargo: ``Sperrfrist: 04.02.2026, 07:45``."""
    named = EMBARGO.search(note or "")
    if note is None or named is None or LIFTED.search(note):
        return None
    return search(note[named.end() : named.end() + REACH])


def _is_place(text: str) -> bool:
    words = re.split(r",", text)[0].split()
    return len(words) <= 6 and all(word[0].isupper() or len(word) <= 3 for word in words)


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) == 1 or (words[0][0].isupper() and all(word[0].isupper() or len(word) <= 3 for word in words))
