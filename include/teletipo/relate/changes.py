"""What changed from one version of a report to the next, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PARAGRAPH = re.compile(r"\n\s*\n")

WORDS_COMPARED = 1_000
"""Words of a rewritten passage that are still compared one by one: the comparison's cost grows with their square."""

KEPT_IN_COMMON = 0.5
"""Share of words in common below which a passage counts as written anew, not as mended."""

Fate = Literal["kept", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that a passage kept, lost or gained."""

    fate: Fate
    text: str


Passage = tuple[Piece, ...]
"""One or more paragraphs that changed, in the order of reading."""


def changes(before: str, after: str) -> tuple[Passage, ...]:
    """The passages in which two texts differ, in the later one's order; blanks and line ends do not count.

    Method: the longest common runs of paragraphs, then of words (Ratcliff and Obershelp, as in ``difflib``).
    """
    old, new = _paragraphs(before), _paragraphs(after)
    runs = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(_passage(old[a:b], new[c:d]) for tag, a, b, c, d in runs if tag != "equal")


def shortened(passages: Sequence[Passage], *, most: int = 3, around: int = 6, longest: int = 30) -> tuple[Passage, ...]:
    """The first passages for a line in a list: ``around`` words beside each change, ``longest`` of what changed."""
    return tuple(
        tuple(_cut(piece, place, len(passage), around, longest) for place, piece in enumerate(passage))
        for passage in passages[:most]
    )


def _cut(piece: Piece, place: int, pieces: int, around: int, longest: int) -> Piece:
    words = piece.text.split()
    if piece.fate != "kept":
        return piece if len(words) <= longest else Piece(piece.fate, " ".join([*words[:longest], "…"]))
    before = words[:around] if place else []
    after = words[-around:] if place < pieces - 1 else []
    if len(words) <= len(before) + len(after):
        return piece
    return Piece("kept", " ".join([*before, "…", *after]))


def _paragraphs(text: str) -> list[str]:
    return [" ".join(block.split()) for block in _PARAGRAPH.split(text) if block.strip()]


def _passage(old: Sequence[str], new: Sequence[str]) -> Passage:
    before, after = " ".join(old).split(), " ".join(new).split()
    if max(len(before), len(after)) <= WORDS_COMPARED:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        if matcher.ratio() >= KEPT_IN_COMMON:
            return tuple(_pieces(matcher, before, after))
    return tuple(_whole("removed", before)) + tuple(_whole("added", after))


def _pieces(matcher: SequenceMatcher[str], before: list[str], after: list[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from _whole("kept", before[a:b])
        else:
            yield from _whole("removed", before[a:b])
            yield from _whole("added", after[c:d])


def _whole(fate: Fate, words: list[str]) -> Iterator[Piece]:
    if words:
        yield Piece(fate, " ".join(words))
