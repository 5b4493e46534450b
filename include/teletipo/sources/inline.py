"""Text that a NewsML envelope carries: NITF, XHTML, escaped HTML, typewritten text, base64."""

from __future__ import annotations

import base64
import binascii
from dataclasses import fields as dataclass_fields
from dataclasses import replace

from teletipo.errors import InputError
from teletipo.model import Item
from teletipo.sources import fields, markup, nitf, prose
from teletipo.sources.decode import decode
from teletipo.sources.xml import Element, attribute, first, read_text, text_of

TEXTUAL = ("text", "nitf", "html", "xml")


def content_item(holder: Element, *, media_type: str | None = None) -> Item | None:
    """What an element that carries content says, as an item with a body; None if it holds no text.

    ``media_type`` is the holder's content type; one that is not textual is left alone. An item with more
    than a body comes from NITF.
    """
    if media_type and not any(word in media_type.lower() for word in TEXTUAL):
        return None
    document = first(holder, "nitf", ".//nitf")
    if document is not None:
        return nitf.item(document)
    if first(holder, ".//body.content") is not None:
        return nitf.item(holder)
    if len(holder):
        return _item(markup.paragraphs(holder), headline=_heading(holder), language=_language(holder))
    return _from_text(_unpacked(holder), media_type or "")


def filled(item: Item, other: Item | None) -> Item:
    """The item with what it lacks taken from another, apart from the other's problems."""
    if other is None:
        return item
    kept = {"format", "problems", "body_status"}
    gaps = {
        one.name: getattr(other, one.name)
        for one in dataclass_fields(Item)
        if one.name not in kept and not getattr(item, one.name) and getattr(other, one.name)
    }
    return replace(item, **gaps)


def without_headline(item: Item) -> Item:
    """The item without its own headline, and the subheadline below that, on top of its body."""
    blocks = (item.body or "").split("\n\n")
    below = fields.below_headline(blocks, item.headline)
    if len(below) < len(blocks):
        below = fields.below_headline(below, item.subheadline)
    return replace(item, body=markup.joined(below)) if below else item


def _from_text(text: str, media_type: str) -> Item | None:
    if not text.strip():
        return None
    if "<nitf" in text[:2000].lower():
        try:
            return nitf.item(read_text(text))
        except InputError:
            pass
    if markup.looks_marked_up(text) and ("plain" not in media_type or "</p>" in text.lower()):
        return _item(markup.html_paragraphs(text))
    return _item(prose.wire_paragraphs(text))


def _item(blocks: list[str], *, headline: str | None = None, language: str | None = None) -> Item | None:
    body = markup.joined(blocks)
    return Item(format="inline", body=body, headline=headline, language=language, body_status="full") if body else None


def _language(holder: Element) -> str | None:
    """The language that an element, or one inside it, is marked with."""
    return attribute(holder, "lang") or next((one.get("lang") for one in holder.iter() if one.get("lang")), None)


def _heading(holder: Element) -> str | None:
    return text_of(first(holder, ".//head/title", ".//h1"))


def _unpacked(holder: Element) -> str:
    """The text of an element, out of base64 where it, or NewsML 1's ``Encoding`` around it, says so."""
    text = "".join(str(part) for part in holder.itertext())
    parent = holder.getparent()
    around = attribute(parent, "notation") if parent is not None and parent.tag == "encoding" else None
    if "base64" not in (attribute(holder, "encoding", "contentencoding") or around or "").lower():
        return text
    try:
        return decode(base64.b64decode(text))
    except (binascii.Error, ValueError, InputError):
        return ""
