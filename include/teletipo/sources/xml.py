"""XML as agencies bend it, read safely and flattened: no DTD, no entities, no network, no namespaces, no case.

A line break parts words. After :func:`read` every tag and attribute is its local name in lower case, so one path finds
``HeadLine``, ``Headline`` and ``nar:headline`` alike.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5

from lxml import etree

from teletipo.errors import InputError
from teletipo.sources.decode import decode

Element = etree._Element  # noqa: SLF001  the only name lxml gives its element type

LIBRARY_ERRORS = (
    *(
        etree.LxmlError,
        ValueError,
        TypeError,
        AttributeError,
        LookupError,
        RecursionError,
        AssertionError,
        OverflowError,
    ),
)
"""What extraction libraries let through on odd trees."""
REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,12})|(\d{1,12}));")
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
DOCTYPE = re.compile(
    r"<!DOCTYPE(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*(?:\[(?:[^\]\"']|\"[^\"]*\"|'[^']*')*\]\s*)?>", re.IGNORECASE
)
PROLOGUE = 65_536
NAME = re.compile(r"[^\W\d][\w.-]*")
BARE_AMPERSAND = re.compile(
    r"<!\[CDATA\[(?:[^\]]+|\](?!\]>))*|&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)"
)


def read(content: bytes, *, media_type: str | None = None) -> Element:
    """The root of the markup, mended where it is broken.

    What stands before the first tag is left out. Raises UnreadableText, or InputError when there is no element.
    A DTD is cut off unread, so an entity that it declares stays in the text as it was written.
    """
    return read_text(decode(content, media_type=media_type))


def read_text(text: str) -> Element:
    """Like :func:`read`, for text that is already decoded."""
    text = legal(text[max(text.find("<"), 0) :])
    text = DECLARATION.sub("", text, count=1)
    text = _without_doctype(text)
    if "&" in text:
        text = BARE_AMPERSAND.sub(_escaped, NAMED.sub(_named, text))
    try:
        root = etree.fromstring(text.encode("utf-8"), _parser())
    except etree.LxmlError as exc:
        raise InputError(f"the markup cannot be read ({exc}): ask the source for the file again") from exc
    if root is None:
        raise InputError("the markup holds no element: ask the source for the file again", detail=text[:80])
    _flatten(root)
    return root


def legal(text: str) -> str:
    """A text without the characters, and the references to characters, that no markup may hold."""
    text = ILLEGAL.sub("", text)
    return REFERENCE.sub(_referenced, text) if "&#" in text else text


def text_of(element: Element | None) -> str | None:
    """All text inside an element, white space collapsed; None if there is none."""
    if element is None:
        return None
    return " ".join("".join(_texts(element)).split()) or None


def spaced_text(element: Element | None) -> str | None:
    """Like :func:`text_of`, with a space between one element and the next: ``<person>Ana</person><byttl>EFE``."""
    if element is None:
        return None
    text = " ".join(" ".join(_texts(element)).split())
    return re.sub(r" (?=[,;:.)])", "", text) or None


def first(element: Element | None, *paths: str) -> Element | None:
    """The first element that any of the paths finds, in the order of the paths."""
    if element is not None:
        for path in paths:
            found = element.find(path)
            if found is not None:
                return found
    return None


def first_text(element: Element | None, *paths: str) -> str | None:
    """The first text that is not blank at any of the paths."""
    if element is not None:
        for path in paths:
            for found in element.iterfind(path):
                text = text_of(found)
                if text:
                    return text
    return None


def attribute(element: Element | None, *names: str) -> str | None:
    """The first of an element's attributes that is there and not blank."""
    if element is not None:
        for name in names:
            value = (element.get(name) or "").strip()
            if value:
                return value
    return None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )


def _texts(element: Element) -> Iterator[str]:
    for text in element.itertext():
        yield str(text)


def _referenced(found: re.Match[str]) -> str:
    """A reference to a character, or nothing where there is no such character."""
    code = int(found[1], 16) if found[1] else int(found[2])
    return found[0] if code <= sys.maxunicode and not ILLEGAL.match(chr(code)) else ""


def _escaped(found: re.Match[str]) -> str:
    """An ampersand that begins no reference, written so that it stands for itself; in CDATA it does."""
    return "&amp;" if found[0] == "&" else found[0]


def _named(found: re.Match[str]) -> str:
    """A named character of HTML as itself; XML's own five and unknown names stay."""
    if found[1] in XML_OWN:
        return found[0]
    return html5.get(f"{found[1]};", found[0])


def _without_doctype(text: str) -> str:
    start = text[:PROLOGUE].upper().find("<!DOCTYPE")
    if start < 0:
        return text
    found = DOCTYPE.match(text, start)
    if found is None:
        raise InputError(
            "the document type declaration never ends: ask the source for the file again", detail=text[:80]
        )
    return text[:start] + text[found.end() :]


def _flatten(root: Element) -> None:
    for element in root.iter(etree.Element):
        element.tag = _local(element.tag)
        if element.tag == "br":
            element.tail = f" {element.tail or ''}"
        for name, value in element.attrib.items():
            plain = _local(str(name))
            if plain != name and plain not in element.attrib:
                element.attrib[plain] = value


@lru_cache(maxsize=4096)
def _local(name: str) -> str:
    """The local part of a name in lower case; ``unnamed`` for what broken markup has left without one."""
    local = name.rpartition("}")[2].rpartition(":")[2].lower()
    return local if NAME.fullmatch(local) else "unnamed"
