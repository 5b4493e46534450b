"""What a word of a name looks like."""

from __future__ import annotations

import re

WORD = re.compile(r"^[^\W\d_][\w.'’‑-]*$|^[A-Z]\d{1,2}$|^\d+[A-Z]\w*$")
"""Letters with points, hyphens and apostrophes inside; "G20"; "3M"."""


def is_capital(word: str) -> bool:
    """Whether a word is set with a capital, its elided article or preposition aside: "l'Espai"."""
    return word[0].isupper() or (len(word) > 2 and word[1] in "'’" and word[2].isupper())
