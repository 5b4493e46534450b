"""Speech set off by dashes, paragraph by paragraph: tales told in turns, and the answers of an interview.

"—Speech —dijo X—. More speech" parts itself. "—Speech" alone is a turn only beside other turns: after a question,
or next to a paragraph that a teller breaks into; by itself it may be the item of a list. The questions of an
interview are the reporter's own and quote nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from teletipo.extract.parse.quoted import Piece
from teletipo.model import Span

DASHES = frozenset("—–-")
LEAST = 12
LEAST_ANSWER = 4
OPENS = {
    "—": re.compile(r"(?:\s|(?<=[\w.?!…»”\"]))—\s?(?=[^\W\d_])"),
    "–": re.compile(r"\s–\s?(?=[^\W\d_])"),
    "-": re.compile(r"\s-\s?(?=[^\W\d_])"),
}


def turns(blocks: Sequence[Span], index: int) -> list[Piece]:
    """The stretches of speech in a paragraph of dialogue, dashes and its last full stop left out, or nothing."""
    block = blocks[index]
    broken = _broken(block.text)
    if broken:
        return _pieces(block, broken)
    return _pieces(block, [(0, len(block.text))]) if _answers(blocks, index) else []


def _broken(text: str) -> list[tuple[int, int]]:
    """The parts of a paragraph that the teller breaks into: what the second dash opens goes on in small letters."""
    if text[0] not in DASHES or len(text) < LEAST:
        return []
    inserted = OPENS[text[0]].search(text, 2)
    if inserted is None or not text[inserted.end()].islower():
        return []
    found = [(0, inserted.start())]
    closing = text.find(text[0], inserted.end())
    if closing > 0:
        begin = closing + 1
        while begin < len(text) and (text[begin].isspace() or text[begin] in ".,:;"):
            begin += 1
        if begin < len(text):
            found.append((begin - 1, len(text)))
    return found


def _answers(blocks: Sequence[Span], index: int) -> bool:
    """Whether a paragraph is an unbroken turn: the answer to a question, or a neighbour of a broken turn."""
    text = blocks[index].text
    if text[0] not in DASHES or "\n" in text or len(text) < LEAST_ANSWER or text[1] in DASHES or _asks(text):
        return False
    before = blocks[index - 1].text if index else ""
    after = blocks[index + 1].text if index + 1 < len(blocks) else ""
    return _asks(before) or any(text[0] == other[:1] and bool(_broken(other)) for other in (before, after))


def _asks(text: str) -> bool:
    return text.rstrip().endswith("?")


def _pieces(block: Span, found: list[tuple[int, int]]) -> list[Piece]:
    pieces = []
    for start, end in found:
        inner, last = start + 1, end
        while inner < last and block.text[inner].isspace():
            inner += 1
        while last > inner and block.text[last - 1].isspace():
            last -= 1
        if block.text[last - 1] == "." and block.text[last - 2 : last] != "..":
            last -= 1
        if inner < last:
            at = block.start
            pieces.append(Piece(at + start, at + end, at + inner, at + last, 0, False, block.text[0]))
    return pieces
