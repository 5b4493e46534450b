"""What to call an entity to the readers of a report: by its full name, if that is a name in their language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
_DOUBLED = re.compile(r"(.)\1")
_SPELT = 4
"""Letters of the longest word of a name that is no acronym."""


def called(name: str, mentions: Sequence[str]) -> str:
    """The entity's ``name`` where it is a form of a name that the report uses, else the longest of those.

    A table's or another report's name may be of another language; ``mentions`` are names as this report has them. An
    acronym stands for the name whose initials it is, unless the report spells out another.
    """
    own = _words(name)
    met = [(_words(mention), " ".join(mention.split())) for mention in mentions]
    if not met or any(set(own) <= set(words) or set(words) <= set(own) for words, _ in met):
        return name
    spelt = [text for words, text in met if len(words) > 1 and max(map(len, words)) >= _SPELT]
    if not spelt and any(_letters(words) == _initials(own) for words, _ in met):
        return name
    return max(spelt or [text for _, text in met], key=len)


def _letters(words: list[str]) -> str:
    """An acronym without points, letters doubled for a plural (EE. UU.) once."""
    return _DOUBLED.sub(r"\1", "".join(words))


def _initials(words: list[str]) -> str:
    return _DOUBLED.sub(r"\1", "".join(word[0] for word in words))


def _words(text: str) -> list[str]:
    """The words without case and accents."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return _WORD.findall("".join(char for char in folded if not unicodedata.combining(char)))
