"""ISO 6937 (ITU-T T.51), the character set of IPTC 7901: a diacritic is a byte before its letter."""

from __future__ import annotations

import re
import unicodedata

DIACRITICS = dict(
    zip(
        b"\xc1\xc2\xc3\xc4\xc5\xc6\xc7\xc8\xca\xcb\xcd\xce\xcf",
        "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u0327\u030b\u0328\u030c",
        strict=True,
    )
)
SIGNS = dict(
    zip(
        b"\xa1\xa2\xa3\xa4\xa5\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xaf\xb0\xb1\xb2\xb3\xb4\xb5\xb6\xb7\xb8\xb9\xba\xbb\xbc\xbd\xbe\xbf"
        b"\xd0\xd1\xd2\xd3\xd4\xe0\xe1\xe2\xe3\xe8\xe9\xea\xeb\xec\xf0\xf1\xf2\xf3\xf5\xf8\xf9\xfa\xfb\xfc\xfd\xfe",
        "¡¢£$¥§¤‘“«←↑→↓°±²³×µ¶·÷’”»¼½¾¿―¹®©™ΩÆÐªŁØŒºÞĸæđðıłøœßþŧŋ",
        strict=True,
    )
)
KNOWN = frozenset(DIACRITICS) | frozenset(SIGNS)
ACCENTED = re.compile(rb"[\xc1-\xc8\xca\xcb\xcd-\xcf][A-Za-z]")
TYPICAL = 0.6


def decoded(content: bytes) -> str | None:
    """The text, if the bytes read as ISO 6937: most high bytes are a diacritic before a letter. None if not."""
    high = [byte for byte in content if byte > 0x7F]
    accented = ACCENTED.findall(content)
    if not high or len(accented) < len(high) * TYPICAL or any(byte not in KNOWN for byte in high):
        return None
    found: list[str] = []
    pending = ""
    for byte in content:
        if byte in DIACRITICS:
            pending = DIACRITICS[byte]
            continue
        found.append((SIGNS[byte] if byte > 0x7F else chr(byte)) + pending)
        pending = ""
    return unicodedata.normalize("NFC", "".join(found))
