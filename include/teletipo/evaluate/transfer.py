"""Annotated spans carried over to a text that normalisation has changed, so that both sides count alike."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from teletipo.evaluate.gold import Raw


@dataclass(frozen=True, slots=True)
class Transfer:
    """An annotated report on the new text, and the annotated pieces of which nothing is left there.

    A lost span stays in the report as an empty one: it can only be missed, never forgotten.
    """

    raw: Raw
    lost: tuple[str, ...]


def onto(raw: Raw, text: str) -> Transfer:
    """``raw`` with every span on ``text``; unchanged where the texts are the same."""
    old = raw["report"]["text"]
    if old == text:
        return Transfer(raw, ())
    move = _offsets(old, text)
    lost: list[str] = []
    moved = _moved(raw, text, move, lost)
    moved["report"] = {**moved["report"], "text": text}
    return Transfer(moved, tuple(lost))


def _moved(node: Any, text: str, move: Callable[[int, int], tuple[int, int]], lost: list[str]) -> Any:
    if isinstance(node, list):
        return [_moved(child, text, move, lost) for child in node]
    if not isinstance(node, dict):
        return node
    copy = {key: _moved(child, text, move, lost) for key, child in node.items()}
    if "start" in node and "end" in node:
        start, end = move(node["start"], node["end"])
        copy |= {"start": start, "end": end, "text": text[start:end]}
        if start == end:
            lost.append(node["text"])
    return copy


def _offsets(old: str, new: str) -> Callable[[int, int], tuple[int, int]]:
    """A function from a span of ``old`` to the smallest span of ``new`` that holds what is left of it."""
    blocks = _same_blocks(old, new)
    starts = [block[0] for block in blocks]

    def move(start: int, end: int) -> tuple[int, int]:
        first = max(bisect_right(starts, start) - 1, 0)
        kept = []
        for at, there, size in blocks[first:]:
            if at >= end:
                break
            low, high = max(start, at), min(end, at + size)
            if low < high:
                kept.append((there + low - at, there + high - at))
        if not kept:
            at, there, size = blocks[first]
            place = min(there + max(0, min(start - at, size)), len(new))
            return place, place
        return kept[0][0], kept[-1][1]

    return move


def _same_blocks(old: str, new: str) -> list[tuple[int, int, int]]:
    """Stretches that both texts share: (offset in old, offset in new, length), in order, at least one.

    Texts are compared line by line, and only lines that differ character by character, so long reports stay cheap.
    """
    blocks: list[tuple[int, int, int]] = []
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    old_at, new_at = _line_starts(old_lines), _line_starts(new_lines)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes():
        if tag == "equal":
            blocks.append((old_at[i1], new_at[j1], old_at[i2] - old_at[i1]))
        elif tag == "replace":
            piece = SequenceMatcher(None, old[old_at[i1] : old_at[i2]], new[new_at[j1] : new_at[j2]], autojunk=False)
            blocks += [(old_at[i1] + a, new_at[j1] + b, size) for a, b, size in piece.get_matching_blocks() if size]
    return blocks or [(0, 0, 0)]


def _line_starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts
