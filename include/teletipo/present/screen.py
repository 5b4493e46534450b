"""Words from outside on a terminal: as text, whatever they look like."""

from __future__ import annotations

from rich.text import Text

_CONTROLS = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}


def words(text: str, style: str = "") -> Text:
    """Text without markup, in which control characters, which could command the terminal, are replaced."""
    return Text(text.translate(_CONTROLS), style=style)
