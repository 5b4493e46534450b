"""What a word of a name looks like."""

from __future__ import annotations

import re

WORD = re.compile(r"^[^\W\d_][\w.'’‑-]*$|^[A-Z]\d{1,2}$|^\d+[A-Z]\w*$")
"""Letters with points, hyphens and apostrophes inside; "G20"; "3M"."""
