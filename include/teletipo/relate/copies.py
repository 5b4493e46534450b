"""Identical copies: the same words under another agency's dateline, credit or layout."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from teletipo.model import Report

_WORD = re.compile(r"\w+")


def fingerprint(report: Report) -> str:
    """SHA-256 of the report's words outside its zones, without case, accents, punctuation and layout.

    Two reports with one fingerprint say the same in the same words. An empty body has the fingerprint of no words.
    """
    pieces = []
    start = 0
    for zone in sorted(report.zones, key=lambda zone: zone.start):
        pieces.append(report.text[start : zone.start])
        start = max(start, zone.end)
    pieces.append(report.text[start:])
    folded = unicodedata.normalize("NFKD", " ".join(pieces)).casefold()
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return hashlib.sha256(" ".join(_WORD.findall(bare)).encode()).hexdigest()
