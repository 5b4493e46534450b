"""The ground that an article's text is looked up on: the blocks of the page, and what speaks against each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from teletipo.sources.page_blocks import HEADINGS, Block, is_prose, key_of, misjudged, speaks_against
from teletipo.sources.xml import Element

MOSTLY_LINK = 0.6
LINK_LINE = 300
WRAPPERS = frozenset({"ul", "ol", "li", "dl", "blockquote", "table", "tbody", "tr"})
STAMP_ALONE = re.compile(r"\D{0,12}\d{1,2}[:hH]\d{2}\D{0,12}")


@dataclass(frozen=True, slots=True)
class Ground:
    """The blocks of a page: where each text stands among them, what is misjudged, and which block the title is."""

    blocks: list[Block]
    places: dict[str, int]
    inside: set[Element]
    title: int
    linked_titles: frozenset[int]

    def place(self, text: str) -> int | None:
        """The number of the block with that text."""
        return self.places.get(key_of(text))

    def speaks_against(self, number: int) -> bool:
        """Whether its place, its links or its being nothing but a time of day speak against a block."""
        block = self.blocks[number]
        if number < self.title or speaks_against(block, self.inside):
            return True
        if block.tag not in WRAPPERS and STAMP_ALONE.fullmatch(block.text):
            return True
        linked = block.link_density >= MOSTLY_LINK and len(block.text) < LINK_LINE
        return linked and number not in self.linked_titles


def ground_of(blocks: list[Block], headline: str | None) -> Ground:
    """The ground of a page whose title is the headline."""
    places: dict[str, int] = {}
    for number in sorted(range(len(blocks)), key=lambda one: _doubt(blocks[one])):
        places.setdefault(blocks[number].key, number)
    return Ground(blocks, places, misjudged(blocks), _title_at(blocks, headline), _linked_titles(blocks))


def _linked_titles(blocks: list[Block]) -> frozenset[int]:
    """The linked headings over parts of one text, as lists of books or places have them: two or more below its opening.

    Where no text stands above them in their parent, they are titles of other articles.
    """
    opened: set[Element | None] = set()
    over_text: dict[Element | None, list[int]] = {}
    for number, (block, below) in enumerate(pairwise(blocks)):
        if is_prose(block):
            opened.add(block.parent)
        elif (
            block.tag in HEADINGS
            and block.link_density >= MOSTLY_LINK
            and block.parent in opened
            and block.parent is below.parent
            and is_prose(below)
        ):
            over_text.setdefault(block.parent, []).append(number)
    return frozenset(number for numbers in over_text.values() if len(numbers) > 1 for number in numbers)


def _title_at(blocks: list[Block], headline: str | None) -> int:
    """The number of the block that is the title; 0 if there is none, or if most of the text stands above it."""
    key = key_of(headline or "")
    title = next((number for number, block in enumerate(blocks) if block.tag == "h1" and block.key == key), 0)
    prose = [len(block.key) if is_prose(block) else 0 for block in blocks]
    return title if sum(prose[title:]) > sum(prose[:title]) else 0


def _doubt(block: Block) -> tuple[bool, bool, float]:
    return (block.beside is not None, block.caption, block.link_density)
