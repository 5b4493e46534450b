"""Which parsers read an item: a digest that changes whenever one of them, or their words, does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from teletipo.languages import FOLDER


@cache
def parser_version() -> str:
    """Twelve hexadecimal digits of a digest of this room and of the word lists for pages."""
    digest = hashlib.sha256()
    room = Path(__file__).parent
    for path in sorted([*room.glob("*.py"), *room.glob("*.toml"), *FOLDER.glob("*/page_*.txt")]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
