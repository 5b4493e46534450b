"""Marked-up text (NITF, XHTML, HTML fragments) into plain paragraphs."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from teletipo.sources.prose import rejoined, wire_paragraphs
from teletipo.sources.xml import Element, legal

BLOCKS = frozenset(
    """p hl2 h1 h2 h3 h4 h5 h6 li tr div section article header footer main aside blockquote bq block dd dt dl ul ol
    table tbody thead tfoot caption figcaption fn note pre hr body body.content body.end html content credit tagline
    center address nitf-table hedline hl1 byline dateline lead para paragraph""".split()  # noqa: SIM905  a list of tags
)
CELLS = frozenset({"td", "th", "nitf-col"})
DROPPED = frozenset(
    """script style head title noscript template iframe object embed svg button form input select textarea media figure
    media-reference media-caption media-producer media-metadata img video audio""".split()  # noqa: SIM905  likewise
)
TYPEWRITTEN = frozenset({"body.content", "datacontent", "block"})
BREAK = "\u2028"
CELL = "\x1f"
BREAKS = re.compile(rf"[ ]*{BREAK}(?:[ ]*{BREAK})+[ ]*")
TAG = re.compile(r"<[a-zA-Z!/][^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
DEEPEST = 200


def paragraphs(element: Element) -> list[str]:
    """The text blocks inside an element in reading order, white space collapsed.

    ``br`` twice parts paragraphs, once breaks the line. Scripts, forms and media with their captions are left out;
    the cells of a table row are parted by tabs. What stands in ``pre``, or in a body without any element, is
    typewritten.
    """
    walker = _Walker()
    walker.walk(element, 0)
    walker.flush()
    return walker.found


def html_paragraphs(fragment: str) -> list[str]:
    """The text blocks of an HTML fragment or document; text without markup is one block a blank line."""
    fragment = legal(fragment)
    if not fragment.strip():
        return []
    if not looks_marked_up(fragment):
        return wire_paragraphs(fragment)
    try:
        root = lxml_html.fragment_fromstring(fragment, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return [" ".join(TAG.sub(" ", fragment).split())]
    return paragraphs(root)


def html_line(fragment: str | None) -> str | None:
    """An HTML fragment on one line; None if it holds no text."""
    return " ".join(html_paragraphs(fragment)) or None if fragment else None


def looks_marked_up(text: str) -> bool:
    """Whether a text holds tags or character references."""
    return TAG.search(text) is not None


def joined(blocks: list[str]) -> str | None:
    """Paragraphs as a body: parted by blank lines; None if there are none."""
    return "\n\n".join(blocks) or None


class _Walker:
    """Collects text until a block ends."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.pending: list[str] = []

    def walk(self, element: Element, depth: int) -> None:
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if not tag or tag in DROPPED:
            return
        if depth > DEEPEST:
            self.pending.append(" ".join(str(text) for text in element.itertext()))
            return
        self.begin(tag)
        if _is_typewritten(element, tag):
            self.found.extend(wire_paragraphs("".join(str(text) for text in element.itertext())))
            return
        if element.text:
            self.pending.append(element.text)
        for child in element:
            self.walk(child, depth + 1)
            if child.tail:
                self.pending.append(child.tail)
        if tag in BLOCKS:
            self.flush()

    def begin(self, tag: str) -> None:
        if tag in BLOCKS:
            self.flush()
        if tag in CELLS and self.pending:
            self.pending.append(CELL)
        if tag == "br":
            self.pending.append(BREAK)

    def flush(self) -> None:
        raw = "".join(self.pending)
        self.pending.clear()
        text = "\t".join(_collapsed(cell) for cell in raw.split(CELL)).strip("\t ")
        for part in BREAKS.split(text):
            line = re.sub(rf"[ ]*{BREAK}[ ]*", "\n", part).strip()
            if line:
                self.found.append(rejoined(line) if "\n" in line else line)


def _is_typewritten(element: Element, tag: str) -> bool:
    return tag == "pre" or (tag in TYPEWRITTEN and not len(element))


def _collapsed(text: str) -> str:
    return BREAK.join(" ".join(part.split()) for part in text.split(BREAK))
