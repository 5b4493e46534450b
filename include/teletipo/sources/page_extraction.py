"""The choice of paragraphs by trafilatura, from a tree that has been relieved of what is plainly not the article."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import cast

from lxml import etree
from lxml import html as lxml_html

from teletipo.sources.page_blocks import Block, is_prose, key_of, misjudged
from teletipo.sources.xml import LIBRARY_ERRORS, Element

NEVER_TEXT = ("nav", "select", "button")
MARK = "data-beside"
MARKED = etree.XPath(f"//*[@{MARK}]")
LEAST_PROSE = 250
QUICK_ENOUGH = 0.6
PARTED = frozenset({"list", "table", "quote"})
PARTS = ("item", "row", "p", "head")
TEASING = 0.8
Paragraph = tuple[str, str]


def extracted(tree: Element, blocks: list[Block]) -> list[Paragraph]:
    """The body that trafilatura finds, as (tag, text).

    Its own algorithm first; with its fall-backs, which cost as much again, where that leaves out more than two
    fifths of the prose on the page. The lines below a linked title are not counted: they tell of another article.
    """
    tree = _pruned(tree, blocks)
    quick = _extracted(tree, fast=True)
    below = zip([0.0, *(block.link_density for block in blocks)], blocks, strict=False)
    prose = sum(
        len(block.key) for linked, block in below if linked < TEASING and block.beside is None and is_prose(block)
    )
    found = sum(len(key_of(text)) for _, text in quick)
    enough = prose >= LEAST_PROSE and found >= QUICK_ENOUGH * prose
    return quick if enough else _extracted(tree, fast=False)


def unpruned(tree: Element) -> list[Paragraph]:
    """What trafilatura finds with all its fall-backs in the tree as it is, for pages whose names lead astray."""
    return _extracted(tree, fast=False)


def _pruned(tree: Element, blocks: list[Block]) -> Element:
    """A copy of the tree without what is never text, and without the parts that stand beside the article."""
    inside = misjudged(blocks)
    beside = {
        block.beside for block in blocks if block.beside is not None and (block.boxed or block.beside not in inside)
    }
    for element in beside:
        element.set(MARK, "")
    copy = deepcopy(tree)
    for element in beside:
        del element.attrib[MARK]
    for element in cast("list[lxml_html.HtmlElement]", MARKED(copy)):
        if element.getparent() is not None:
            element.drop_tree()
    etree.strip_elements(copy, *NEVER_TEXT, with_tail=False)
    return copy


def _extracted(tree: Element, *, fast: bool) -> list[Paragraph]:
    try:
        document = _extractor()(tree, include_comments=False, with_metadata=False, fast=fast)
    except LIBRARY_ERRORS:
        return []
    body = getattr(document, "body", None)
    if body is None:
        return []
    return [paragraph for element in body for paragraph in _paragraphs(element)]


@cache
def _extractor() -> Callable[..., object]:
    """The entry of trafilatura, whose import warns of a proxy library that we do not use."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="SOCKS support")
        from trafilatura import bare_extraction
    return cast("Callable[..., object]", bare_extraction)


def _paragraphs(element: Element) -> list[Paragraph]:
    """The blocks of one element of trafilatura's tree: lists and tables by items and rows, text by its line breaks."""
    if element.tag in PARTED and len(element):
        inner = [one for one in element.iter(*PARTS) if next(one.iterdescendants(*PARTS), None) is None]
        return [(one.tag, text) for one in inner or [element] for text in _lines(one)]
    tag = element.get("rend") if element.tag == "head" else "p"
    return [(tag or "h2", text) for text in _lines(element)]


def _lines(element: Element) -> list[str]:
    parts: list[str] = []
    for node in element.iter():
        if node.tag == "lb":
            parts.append("\n")
        elif node.tag == "cell" and parts:
            parts.append("\t")
        if node.text:
            parts.append(node.text)
        if node is not element and node.tail:
            parts.append(node.tail)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return [line for line in lines if line]
