"""Quotation marks, paired paragraph by paragraph.

A mark that finds no partner never reaches beyond its own paragraph, with one exception that newspapers
have always made: a paragraph that stays open is followed by one that opens anew, and both are pieces of
one speech. Straight marks are told apart by what stands beside them, apostrophes by the letters around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from teletipo.extract.parse.quoted import Piece
from teletipo.extract.quotation.dialogue import turns
from teletipo.model import Span

CLOSER_OF = {"“": "”", "«": "»", "„": "“”", "‹": "›", "‘": "’", "‚": "‘’", "「": "」", "『": "』", "”": "”“", "»": "«»"}
NESTING = ("“", "«")
CLOSERS = frozenset("”»›’」』")
STRAIGHT = frozenset("\"'")
SINGLE = frozenset("'‘’‚")
MARKS = frozenset(CLOSER_OF) | CLOSERS | STRAIGHT
BEFORE_OPENING = frozenset(" \t\n\u00a0([{¿¡—–-/:;,.") | MARKS
AFTER_CLOSING = frozenset(" \t\n\u00a0)]}—–-/:;,.?!…") | MARKS
NEVER_FIRST = frozenset(",;:)")
DOUBLED = {"''": '"', "``": '"', "´´": '"', "‘‘": "“", "’’": "”", "<<": "«", ">>": "»"}
DOUBLE_ONLY = frozenset("`´<>")
ANY_MARK = re.compile(f"[{re.escape(''.join(sorted(MARKS | DOUBLE_ONLY)))}]")
DOUBLE_OPENERS = frozenset('"“«„”')
DOUBLE_CLOSERS = frozenset('"”»')
LONGEST_FRAGMENT = 120


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark and the characters that write it, ``at:end``; what it pairs as may be another shape: '' is like "."""

    at: int
    end: int
    shape: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """An opened mark, where its piece ends without the closing mark, and with it; equal where none closes it."""

    opened: _Mark
    inner_end: int
    end: int


def pair_marks(paragraphs: Iterable[Span]) -> tuple[Piece, ...]:
    """All quoted pieces of a text in order of their start; offsets are those of the paragraphs."""
    blocks = tuple(paragraphs)
    pieces: list[Piece] = []
    for index, block in enumerate(blocks):
        following = blocks[index + 1].text if index + 1 < len(blocks) else ""
        pieces.extend(turns(blocks, index) or _pieces(block, following))
    return tuple(pieces)


def outer(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces that stand inside no other."""
    return tuple(piece for piece in pieces if piece.depth == 0)


def nested(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces that stand inside an outer one, but in no other."""
    return tuple(piece for piece in pieces if piece.depth == 1)


def _pieces(block: Span, following: str) -> list[Piece]:
    text = block.text
    found: list[_Pair] = []
    stack: list[_Mark] = []
    even = {shape for shape in NESTING if text.count(shape) == text.count(CLOSER_OF[shape]) > 1}
    for mark in _marks(text):
        opens, closes = _roles(text, mark)
        partner = _partner(stack, mark.shape, sure=not opens) if closes else None
        if partner is not None and not (opens and _must_open(text, mark, stack)):
            opened = stack[partner]
            del stack[partner:]
            if mark.at > opened.end:
                found.append(_Pair(opened, mark.at, mark.end))
        elif opens:
            alike = (n for n, o in enumerate(stack) if o.shape == mark.shape and mark.shape not in even)
            repeated = next(alike, None)
            if repeated is not None:
                del stack[repeated:]
            stack.append(mark)
    opened_last = next((mark for mark in stack if mark.shape not in SINGLE), None)
    if opened_last is not None:
        end = _open_end(text, opened_last, following)
        if end is not None:
            found.append(_Pair(opened_last, end, end))
    return _nest(block, sorted(found, key=lambda pair: (pair.opened.at, -pair.end)))


def _marks(text: str) -> Iterator[_Mark]:
    """Marks that may be quotation marks: apostrophes inside words are left out, two small marks may be one."""
    at = 0
    while (found := ANY_MARK.search(text, at)) is not None:
        at, char = found.start(), found.group()
        width = 2 if text[at : at + 2] in DOUBLED and not _closes_inner(text, at) else 1
        if width == 2:
            yield _Mark(at, at + 2, DOUBLED[text[at : at + 2]])
        elif char in MARKS and not (char in SINGLE and _inside_word(text, at)):
            yield _Mark(at, at + 1, char)
        at += width


def _inside_word(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum()


def _closes_inner(text: str, at: int) -> bool:
    """Whether the first of three small marks behind a word closes an inner piece, and the next two the outer one."""
    return text[at : at + 3] == text[at] * 3 and at > 0 and not text[at - 1].isspace() and text[at - 1] != text[at]


def _roles(text: str, mark: _Mark) -> tuple[bool, bool]:
    """Whether a mark may open and whether it may close, by its shape and its neighbours."""
    shape = mark.shape
    before = text[mark.at - 1] if mark.at else " "
    after = text[mark.end] if mark.end < len(text) else " "
    if shape in STRAIGHT:
        opens = before in BEFORE_OPENING and not after.isspace() and after not in NEVER_FIRST
        closes = not before.isspace() and after in AFTER_CLOSING
        return (opens, closes) if opens or closes else (False, shape == '"')
    if shape in SINGLE:
        return before in BEFORE_OPENING and not after.isspace() and shape != "’", shape in "’‘" and not before.isspace()
    opens = shape in CLOSER_OF and (shape not in CLOSERS or (before in BEFORE_OPENING and not after.isspace()))
    return opens, shape in CLOSERS or shape in "“«"


def _must_open(text: str, mark: _Mark, stack: list[_Mark]) -> bool:
    """Whether a mark that could do both opens: white space before it and a letter behind it decide."""
    before = text[mark.at - 1] if mark.at else " "
    after = text[mark.end] if mark.end < len(text) else " "
    return bool(stack) and before.isspace() and after.isalnum()


def _partner(stack: list[_Mark], shape: str, *, sure: bool) -> int | None:
    """The opened mark that a closing one belongs to; one that only closes also ends a double mark of another shape."""
    reach = range(len(stack) - 1, max(len(stack) - 5, -1), -1)
    for index in reach:
        opened = stack[index].shape
        if opened == shape and shape in STRAIGHT:
            return index
        if opened not in STRAIGHT and shape in CLOSER_OF.get(opened, ""):
            return index
    if not sure or shape not in DOUBLE_CLOSERS:
        return None
    return next((index for index in reach if stack[index].shape in DOUBLE_OPENERS), None)


def _open_end(text: str, opened: _Mark, following: str) -> int | None:
    """Where an unclosed piece ends, or None if the mark quotes nothing.

    It runs to the end of its paragraph when the next one opens anew, or when it stands where a whole sentence
    begins; a fragment in mid-sentence runs to the end of its sentence.
    """
    if opened.end >= len(text) or text[opened.end].isspace():
        return None
    head = following.lstrip()[:1]
    if head and (head == text[opened.at] or head in CLOSER_OF.get(opened.shape, "")):
        return len(text)
    before = text[: opened.at].rstrip()
    if (not before or before[-1] == ":") and text[opened.end].isupper():
        return len(text)
    stop = next((at for at in range(opened.end, len(text)) if _full_stop(text, at)), None)
    return stop if stop is not None and stop - opened.at <= LONGEST_FRAGMENT else None


def _full_stop(text: str, at: int) -> bool:
    return text[at] in ".!?" and (at + 1 == len(text) or text[at + 1].isspace())


def _nest(block: Span, found: list[_Pair]) -> list[Piece]:
    pieces: list[Piece] = []
    ends: list[int] = []
    for pair in found:
        start = pair.opened.at
        while ends and ends[-1] <= start:
            ends.pop()
        first, last = _strip(block.text, pair.opened.end, pair.inner_end)
        if first < last:
            pieces.append(
                Piece(
                    block.start + start,
                    block.start + pair.end,
                    block.start + first,
                    block.start + last,
                    len(ends),
                    pair.end > pair.inner_end,
                    block.text[start] if pair.end == pair.inner_end else pair.opened.shape,
                )
            )
            ends.append(pair.end)
    return pieces


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
