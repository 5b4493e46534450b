"""Mail (RFC 5322, MIME): the way small agencies and press offices send reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from teletipo.errors import InputError
from teletipo.model import Item, Rejection
from teletipo.sources import fields, markup, prose
from teletipo.sources.decode import decode
from teletipo.sources.instants import instant
from teletipo.sources.payload import Payload

FORMAT = "mail"
SOFT_BREAK = re.compile(r"(?<!^--) \r?\n", re.MULTILINE)


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """The message as one item: plain text before HTML, header words decoded, Message-ID as guid."""
    message = message_from_bytes(payload.content.lstrip(), policy=policy.default)
    problems: list[str] = []
    guid = (_header(message, "Message-ID") or "").strip("<> ") or None
    if guid is None:
        problems.append("guid: Message-ID is missing")
    sent = instant(_header(message, "Date"), "Date", problems)
    name, address = parseaddr(_header(message, "From") or "")
    body = _body(message)
    yield Item(
        format=FORMAT,
        guid=guid,
        headline=_header(message, "Subject"),
        byline=name or address or None,
        body=body,
        language=_header(message, "Content-Language") or payload.language,
        agency=_header(message, "Organization"),
        first_created=sent,
        version_created=sent,
        published=sent,
        keywords=fields.unique([fields.clean(word) for word in (_header(message, "Keywords") or "").split(",")]),
        links=_links(message),
        body_status="full" if body else "empty",
        problems=tuple(problems),
    )


def _header(message: EmailMessage, name: str) -> str | None:
    """A header, decoded and on one line; a broken one as the bytes are."""
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        raw = next((text for key, text in message.raw_items() if key.lower() == name.lower()), "")
        value = str(raw)
    return fields.clean(_mended(str(value))) if value is not None else None


def _mended(text: str) -> str:
    """Raw eight-bit header text, which the mail parser holds as surrogates, decoded."""
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return decode(raw) if any("\udc80" <= char <= "\udcff" for char in text) else text
    except InputError:
        return raw.decode("latin-1")


def _body(message: EmailMessage) -> str | None:
    """The paragraphs of the first text part that says anything; attachments after what is meant to be read."""
    parts = [part for part in message.walk() if _is_text(part)]
    for part in sorted(parts, key=_rank):
        text = _text(part)
        plain = part.get_content_subtype() == "plain"
        blocks = prose.wire_paragraphs(text) if plain else markup.html_paragraphs(text)
        if blocks:
            return markup.joined(blocks)
    return None


def _is_text(part: EmailMessage) -> bool:
    return part.get_content_maintype() == "text" or part.get_content_subtype().endswith("xml")


def _rank(part: EmailMessage) -> tuple[bool, bool]:
    return part.get_content_disposition() == "attachment", part.get_content_subtype() != "plain"


def _text(part: EmailMessage) -> str:
    """The text of a part; lines that ``format=flowed`` (RFC 3676) has cut are joined."""
    text = _decoded(part)
    return SOFT_BREAK.sub(" ", text) if str(part.get_param("format", "")).lower() == "flowed" else text


def _decoded(part: EmailMessage) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content:
        return ""
    try:
        return decode(content, media_type=f"text/plain; charset={part.get_content_charset() or 'utf-8'}")
    except InputError:
        return content.decode("latin-1")


def _links(message: EmailMessage) -> tuple[dict[str, str], ...]:
    answered = (_header(message, "In-Reply-To") or "").strip("<> ")
    return ({"rel": "inReplyTo", "ref": answered},) if answered else ()
