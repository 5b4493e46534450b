"""Quotation marks, paired paragraph by paragraph.

A mark that finds no partner never reaches beyond its own paragraph, with one exception that newspapers
have always made: a paragraph that stays open is followed by one that opens anew, and both are pieces of
one speech. Straight marks are told apart by what stands beside them, apostrophes by the letters around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from teletipo.model import Span

CLOSER_OF = {"“": "”", "«": "»", "„": "“”", "‹": "›", "‘": "’", "‚": "‘’", "「": "」", "『": "』", "”": "”“", "»": "«»"}
CLOSERS = frozenset("”»›’」』")
STRAIGHT = frozenset("\"'")
SINGLE = frozenset("'‘’‚")
MARKS = frozenset(CLOSER_OF) | CLOSERS | STRAIGHT
BEFORE_OPENING = frozenset(" \t\n\u00a0([{¿¡—–-/:;,.") | MARKS
AFTER_CLOSING = frozenset(" \t\n\u00a0)]}—–-/:;,.?!…") | MARKS
DASHES = frozenset("—–-")
LEAST_DIALOGUE = 12
LONGEST_FRAGMENT = 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A quoted stretch: ``start:end`` with its marks, ``inner_start:inner_end`` without them.

    ``depth`` is 0 for an outer piece. ``closed`` is False where the paragraph ended first; such a piece
    runs to the end of its paragraph and has no closing mark.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool
    mark: str


@dataclass(slots=True)
class _Open:
    at: int
    mark: str


def pair_marks(paragraphs: Iterable[Span]) -> tuple[Piece, ...]:
    """All quoted pieces of a text in order of their start; offsets are those of the paragraphs."""
    blocks = tuple(paragraphs)
    pieces: list[Piece] = []
    for index, block in enumerate(blocks):
        following = blocks[index + 1].text if index + 1 < len(blocks) else ""
        pieces.extend(_pieces(block, following))
    return tuple(pieces)


def outer(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces that stand inside no other."""
    return tuple(piece for piece in pieces if piece.depth == 0)


def _dialogue(block: Span) -> list[Piece]:
    """A paragraph of dialogue, "—Speech —dijo X—. More speech": its stretches of speech, or nothing.

    What the second dash opens must go on in small letters, which tells the teller's words from a list.
    """
    text = block.text
    dash = text[0]
    if dash not in DASHES or len(text) < LEAST_DIALOGUE:
        return []
    inserted = text.find(f" {dash}", 2)
    if inserted < 0 or not text[inserted + 2 :].lstrip()[:1].islower():
        return []
    found = [(0, inserted, dash)]
    closing = text.find(dash, inserted + 2)
    if closing > 0:
        begin = closing + 1
        while begin < len(text) and (text[begin].isspace() or text[begin] in ".,:;"):
            begin += 1
        if begin < len(text):
            found.append((begin - 1, len(text), dash))
    return [
        Piece(block.start + start, block.start + end, block.start + inner, block.start + end, 0, False, mark)
        for start, end, mark in found
        if (inner := start + 1 + len(text[start + 1 : end]) - len(text[start + 1 : end].lstrip())) < end
    ]


def _pieces(block: Span, following: str) -> list[Piece]:
    text = block.text
    spoken = _dialogue(block)
    if spoken:
        return spoken
    found: list[tuple[int, int, str]] = []
    stack: list[_Open] = []
    for at, mark in _marks(text):
        opens, closes = _roles(text, at, mark)
        partner = _partner(stack, mark) if closes else None
        if partner is not None and not (opens and _must_open(text, at, stack)):
            opened = stack[partner]
            del stack[partner:]
            if at > opened.at + 1:
                found.append((opened.at, at + 1, opened.mark))
        elif opens:
            repeated = next((n for n, o in enumerate(stack) if o.mark == mark), None)
            if repeated is not None:
                del stack[repeated:]
            stack.append(_Open(at, mark))
    if stack:
        end = _open_end(text, stack[0], following)
        if end is not None:
            found.append((stack[0].at, end, ""))
    return _nest(block, sorted(found, key=lambda pair: (pair[0], -pair[1])))


def _marks(text: str) -> Iterator[tuple[int, str]]:
    """Marks that may be quotation marks: apostrophes inside words are left out."""
    for at, char in enumerate(text):
        if char not in MARKS:
            continue
        if char in SINGLE and at and text[at - 1].isalnum() and at + 1 < len(text) and text[at + 1].isalnum():
            continue
        yield at, char


def _roles(text: str, at: int, mark: str) -> tuple[bool, bool]:
    """Whether a mark may open and whether it may close, by its shape and its neighbours."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark in STRAIGHT:
        opens = before in BEFORE_OPENING and not after.isspace()
        closes = not before.isspace() and after in AFTER_CLOSING
        return (opens, closes) if opens or closes else (False, mark == '"')
    if mark in SINGLE:
        return before in BEFORE_OPENING and not after.isspace() and mark != "’", mark in "’‘" and not before.isspace()
    opens = mark in CLOSER_OF and (mark not in CLOSERS or (before in BEFORE_OPENING and not after.isspace()))
    return opens, mark in CLOSERS or mark in "“«"


def _must_open(text: str, at: int, stack: list[_Open]) -> bool:
    """Whether a mark that could do both opens: white space before it and a letter behind it decide."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return bool(stack) and before.isspace() and after.isalnum()


def _partner(stack: list[_Open], mark: str) -> int | None:
    for index in range(len(stack) - 1, max(len(stack) - 5, -1), -1):
        opened = stack[index].mark
        if opened == mark and mark in STRAIGHT:
            return index
        if opened not in STRAIGHT and mark in CLOSER_OF.get(opened, ""):
            return index
    return None


def _open_end(text: str, opened: _Open, following: str) -> int | None:
    """Where an unclosed piece ends, or None if the mark quotes nothing.

    It runs to the end of its paragraph when the next one opens anew, or when it stands where a whole sentence
    begins; a fragment in mid-sentence runs to the end of its sentence.
    """
    if opened.mark in SINGLE or opened.at + 1 >= len(text) or text[opened.at + 1].isspace():
        return None
    head = following.lstrip()[:1]
    if head and (head == opened.mark or head in CLOSER_OF.get(opened.mark, "")):
        return len(text)
    before = text[: opened.at].rstrip()
    if (not before or before[-1] == ":") and text[opened.at + 1].isupper():
        return len(text)
    stop = next((at for at in range(opened.at + 1, len(text)) if _full_stop(text, at)), None)
    return stop if stop is not None and stop - opened.at <= LONGEST_FRAGMENT else None


def _full_stop(text: str, at: int) -> bool:
    return text[at] in ".!?" and (at + 1 == len(text) or text[at + 1].isspace())


def _nest(block: Span, found: list[tuple[int, int, str]]) -> list[Piece]:
    pieces: list[Piece] = []
    ends: list[int] = []
    for start, end, mark in found:
        while ends and ends[-1] <= start:
            ends.pop()
        closed = mark != ""
        inner_end = end - 1 if closed else end
        stripped_start, stripped_end = _strip(block.text, start + 1, inner_end)
        if stripped_start < stripped_end:
            pieces.append(
                Piece(
                    block.start + start,
                    block.start + end,
                    block.start + stripped_start,
                    block.start + stripped_end,
                    len(ends),
                    closed,
                    mark or block.text[start],
                )
            )
            ends.append(end)
    return pieces


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
