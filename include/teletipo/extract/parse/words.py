"""What a word of a name looks like, and how words are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"^[^\W\d_][\w.'’‑-]*$|^[A-Z]\d{1,2}$|^\d+[A-Z]\w*$")
"""Letters with points, hyphens and apostrophes inside; "G20"; "3M"."""


BRAND = re.compile(r"[a-z][A-Z][a-z]{2}")
"""How makers spell their products: "iPhone"; not units like "kHz"."""


def is_capital(word: str) -> bool:
    """Whether a word is set with a capital, its elided article or preposition aside ("l'Espai"), or like a brand."""
    elided = len(word) > 2 and word[1] in "'’" and word[2].isupper()
    return word[0].isupper() or elided or BRAND.match(word) is not None


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Case and accents away, for comparing names."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
