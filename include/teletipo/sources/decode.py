"""Bytes to text, in the order BOM, strict UTF-8, header, declaration in the bytes, detector.

What is declared as ISO-8859-1 is read as Windows-1252, as browsers do (WHATWG Encoding Standard).
"""

from __future__ import annotations

import codecs
import re
from email.message import Message

from charset_normalizer import from_bytes

from teletipo.errors import UnreadableText

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LATIN_1 = frozenset({"iso8859-1", "ascii", "cp1252"})
DECLARATION = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']"""
    rb"""|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
NO_CHARSETS = frozenset({"utf-8", "utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape"})
DECLARED_WITHIN = 4096
DETECTED_WITHIN = 200_000
WESTERN = frozenset("áéíóúüñÁÉÍÓÚÜÑ¿¡ªº«»àèìòùâêîôûäëïöçÀÈÌÒÙÂÊÎÔÛÄËÏÖÇßåÅøØæÆãõÃÕ·°§©®€£“”‘’„‚…–—•´\xa0\xad")


def decode(content: bytes, *, media_type: str | None = None) -> str:
    """The text of the bytes, without a BOM. Raises UnreadableText if no encoding fits.

    ``media_type`` is the Content-Type header, whose charset is believed after UTF-8 and before what the
    bytes declare about themselves.
    """
    for bom, codec in BOMS:
        if content.startswith(bom):
            return content.decode(codec, errors="replace")
    wide = _wide(content)
    if wide:
        return content.decode(wide, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    names = (header_charset(media_type), declared_charset(content))
    if "utf-8" in names or None in {_codec(name) for name in names}:
        text = _mostly_utf8(content)
        if text is not None:
            return text
    for name in names:
        text = _decoded(content, name)
        if text is not None:
            return text
    return _detected(content)


def header_charset(media_type: str | None) -> str | None:
    """The charset parameter of a Content-Type header."""
    if not media_type:
        return None
    message = Message()
    message["Content-Type"] = media_type
    charset = message.get_param("charset")
    return charset if isinstance(charset, str) else None


def declared_charset(content: bytes) -> str | None:
    """The encoding that an XML declaration or an HTML meta element in the first bytes names."""
    found = DECLARATION.search(content[:DECLARED_WITHIN])
    return (found[1] or found[2]).decode("ascii") if found else None


def _codec(name: str | None) -> str | None:
    try:
        return codecs.lookup(name).name if name else None
    except (LookupError, ValueError):
        return None


def _wide(content: bytes) -> str | None:
    """UTF-16 without a BOM: markup or text whose every other byte is NUL."""
    head = content[:64]
    if len(head) < 4 or b"\0" not in head:
        return None
    if not any(head[0::2]) and all(head[1::2]):
        return "utf-16-be"
    if not any(head[1::2]) and all(head[0::2]):
        return "utf-16-le"
    return None


def _decoded(content: bytes, name: str | None) -> str | None:
    codec = _codec(name)
    if codec is None or codec in NO_CHARSETS:
        return None
    try:
        if codec in LATIN_1:
            return _windows_1252(content)
        return content.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None


def _windows_1252(content: bytes) -> str:
    """Windows-1252 as browsers read it: its five unassigned bytes become C1 controls."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="teletipo.stray")


def _mostly_utf8(content: bytes) -> str | None:
    """UTF-8 in which a few bytes of Windows-1252 are stray; None if those are not few."""
    ignored = content.decode("utf-8", errors="ignore")
    sequences = sum(1 for char in ignored if char > "\x7f")
    strays = len(content) - len(ignored.encode("utf-8"))
    if strays * 4 > sequences:
        return None
    return content.decode("utf-8", errors="teletipo.stray")


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    chunk = error.object[error.start : error.end]
    return "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in chunk), error.end


codecs.register_error("teletipo.stray", _stray)


def _detected(content: bytes) -> str:
    """The detector's answer; Windows-1252 first where every high byte is then a letter or sign of western print."""
    high = {byte for byte in content if byte > 0x7F}
    western = bytes(high).decode("cp1252", errors="replace")
    if len(WESTERN.intersection(western)) == len(high) and content.count(b"\0") == 0:
        return _windows_1252(content)
    best = from_bytes(content[:DETECTED_WITHIN]).best()
    if best is None:
        raise UnreadableText(
            "the text is in no encoding that can be determined: name its charset", detail=content[:80].hex(" ")
        )
    try:
        return content.decode(best.encoding)
    except (UnicodeError, LookupError):
        return content.decode(best.encoding, errors="replace")
