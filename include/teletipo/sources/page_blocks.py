"""The text blocks of a page as its tree holds them, each with what speaks for and against it.

Link density and the place in the tree tell content from its surroundings (Kohlschütter et al., "Boilerplate
Detection using Shallow Text Features", WSDM 2010; Pomikálek, "Removing Boilerplate", 2011, whose code is jusText).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile

from teletipo.sources import page_names
from teletipo.sources.markup import BLOCKS, CELLS
from teletipo.sources.page_words import page_words
from teletipo.sources.xml import Element

UNSEEN = frozenset(
    """script style head noscript template iframe object embed svg button select textarea nav
    input amp-ad amp-embed amp-sidebar amp-consent amp-social-share amp-analytics amp-iframe""".split()  # noqa: SIM905
)
CONTAINERS = frozenset({"div", "section", "article", "main", "body", "td"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
PROSE = frozenset({"p", "div", "tr", "section", "article", "main", "body", "center"})
CAPTIONS = frozenset({"figcaption", "figure"})
NOT_TEXT = re.compile(r"[\W_]+")
SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "”", '"', "»", ":", ")")
LEAST_PROSE = 40
MOST_LINKED = 0.3
LEAST_ELSEWHERE = 0.15
LEAST_BEFORE = 200
LAST_PART = 0.25
MOST_IF_LIKE = 400
LONGEST_TAIL = 30
LONGEST_CAPTION = 250
UNBOXED = frozenset({"body", "main", "article", "html"})
DEEPEST = 250


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its text on one line, its letters and figures, the share of it inside links, and where it stands.

    ``beside`` is the outermost ancestor whose class says that it stands beside the article, or the box whose title
    says so; ``boxed`` tells the second. ``element`` is the block's own, and for text that stands loose in a container
    the container.
    """

    text: str
    key: str
    tag: str
    link_density: float
    beside: Element | None
    element: Element
    caption: bool
    boxed: bool = False

    @property
    def parent(self) -> Element | None:
        """The element whose child the block is; the container of loose text."""
        return self.element if self.tag in CONTAINERS else self.element.getparent()


def key_of(text: str) -> str:
    """The letters and figures of a text, for comparing it across extractors."""
    return NOT_TEXT.sub("", text)


def misjudged(blocks: list[Block]) -> set[Element]:
    """The elements that are the article although their class says that they stand beside it.

    One that holds more than half of the prose on the page is, and all of them are where hardly any prose is elsewhere.
    What readers say below a text is no part of it, however much it is; and the title of a box is believed.
    """
    weight: Counter[Element | None] = Counter()
    for block in blocks:
        one = block.beside
        if block.tag == "h1" and one is None:
            weight[None] = 0
        if not is_prose(block) or block.caption or block.boxed:
            continue
        if one is None or weight[None] < LEAST_BEFORE or not page_names.is_of_readers(page_names.label_of(one)):
            weight[one] += len(block.key)
    total = weight.total()
    all_of_them = weight[None] < total * LEAST_ELSEWHERE
    return {one for one, size in weight.items() if one is not None and (all_of_them or size > total / 2)}


def speaks_against(block: Block, inside: set[Element]) -> bool:
    """Whether a block's place says that it is not the article; ``inside`` are the elements that are misjudged."""
    return block.boxed or block.caption or (block.beside is not None and block.beside not in inside)


def is_prose(block: Block) -> bool:
    """Whether a block reads as a paragraph: a sentence or more, and hardly any link."""
    written = len(block.text) > LEAST_PROSE and block.text.endswith(SENTENCE_ENDS)
    return written and block.tag in PROSE and block.link_density < MOST_LINKED


def blocks_of(tree: Element) -> list[Block]:
    """The blocks of a page in reading order, without scripts, forms and navigation."""
    body = tree.find(".//body")
    walker = _Walker(tree if body is None else body)
    return _with_boxes(walker.found)


def _with_boxes(blocks: list[Block]) -> list[Block]:
    """The blocks, those marked that stand in a box whose title says that it is beside the article."""
    words = page_words()
    prose = [0, *accumulate(len(block.key) if is_prose(block) else 0 for block in blocks)]
    title = next((number for number, block in enumerate(blocks) if block.tag == "h1"), 0)
    most = prose[-1] if title else prose[-1] / 2
    marked = list(blocks)
    for number, block in enumerate(blocks):
        beyond = None if marked[number].boxed else words.beyond_box_title(block.text)
        if beyond is None:
            continue
        after_text = prose[number] - prose[title] >= LEAST_BEFORE
        largest = min(most, MOST_IF_LIKE) if beyond else most
        box, end = None, number + 1
        for wider in _boxes(blocks, number):
            reach = _end_of(wider, blocks, number)
            if number <= title < reach or prose[reach] - prose[number] > (largest if after_text else LEAST_BEFORE):
                break
            box, end = wider, reach
        if box is block.element and block.tag == "p":
            continue
        marked[number] = replace(block, boxed=True)
        if box is not None:
            marked[number:end] = [replace(one, beside=box, boxed=True) for one in blocks[number:end]]
        if box is block.element and after_text and _heads_text(blocks[number : number + 2]):
            last = _end_of(block.element.getparent(), blocks[: number + LONGEST_TAIL], number)
            if prose[last] - prose[number] < LAST_PART * prose[number]:
                marked[end:last] = [replace(one, beside=one.element, boxed=True) for one in blocks[end:last]]
    return marked


def _heads_text(pair: list[Block]) -> bool:
    """Whether the first of two blocks is a heading and the second a paragraph below it."""
    return [block.tag in HEADINGS for block in pair] == [True, False] and max(
        one.link_density for one in pair
    ) < MOST_LINKED


def _boxes(blocks: list[Block], number: int) -> Iterator[Element]:
    """The elements that a block is the first text of, from the inside out."""
    before = blocks[number - 1].element if number else None
    outside = set() if before is None else {before, *before.iterancestors()}
    own = blocks[number].element
    chain = (own, *own.iterancestors())
    return takewhile(lambda one: one not in outside and one.tag not in UNBOXED, chain)


def _end_of(box: Element | None, blocks: list[Block], start: int) -> int:
    """The number of the first block after ``start`` that is not inside the element."""
    for number in range(start + 1, len(blocks)):
        own = blocks[number].element
        if own is not box and all(one is not box for one in own.iterancestors()):
            return number
    return len(blocks)


class _Walker:
    """Walks the tree once and cuts its text into blocks."""

    def __init__(self, root: Element) -> None:
        self.found: list[Block] = []
        self.pending: list[str] = []
        self.linked = 0
        self.place: tuple[Element, str, Element | None, bool] = (root, "body", None, False)
        self.walk(root, None, caption=False, in_link=False, depth=0)
        self.flush()

    def walk(self, element: Element, beside: Element | None, *, caption: bool, in_link: bool, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in UNSEEN or depth > DEEPEST:
            return
        if beside is None and tag not in {"body", "article", "main", "html"} and stands_beside(element):
            beside = element
        caption = caption or tag in CAPTIONS
        in_link = in_link or tag == "a"
        block = tag in BLOCKS
        outer = self.place
        if block:
            self.flush()
            self.place = (element, tag, beside, caption)
        if tag == "br":
            self.flush()
        elif tag in CELLS and self.pending:
            self.pending.append("\t")
        self._take(element.text, in_link=in_link)
        for child in element:
            self.walk(child, beside, caption=caption, in_link=in_link, depth=depth + 1)
            self._take(child.tail, in_link=in_link)
        if block:
            self.flush()
            self.place = outer

    def flush(self) -> None:
        if not self.pending:
            return
        text = " ".join("".join(self.pending).split())
        if text:
            element, tag, beside, caption = self.place
            density = min(1.0, self.linked / len(text))
            caption = caption or (tag == "div" and len(text) <= LONGEST_CAPTION and _is_picture(element))
            self.found.append(Block(text, key_of(text), tag, density, beside, element, caption))
        self.pending.clear()
        self.linked = 0

    def _take(self, text: str | None, *, in_link: bool) -> None:
        if text and (self.pending or not text.isspace()):
            self.pending.append(text)
            if in_link:
                self.linked += len(" ".join(text.split()))


def _is_picture(element: Element) -> bool:
    """Whether an element is a picture with a few words to it."""
    if element.find(".//img") is None:
        return False
    return len(" ".join("".join(str(text) for text in element.itertext()).split())) <= LONGEST_CAPTION


def stands_beside(element: Element) -> bool:
    """Whether an element's tag, class, id or role says that it is not the article itself.

    One that holds the page's title is the article, whatever its class says.
    """
    if element.tag in {"aside", "footer"} or element.get("role") in {"complementary", "navigation", "contentinfo"}:
        return True
    label = page_names.label_of(element)
    return bool(label) and page_names.stands_beside(label) and element.find(".//h1") is None
