"""The words by which a page speaks about itself and to its reader, out of ``languages/xx/page_*.txt``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from teletipo.languages import available, language

GAP = " * "
WIDEST_GAP = 4
LABEL = 60
QUOTING = ("“", '"', "«", "‘", "—")
COUNT = re.compile(r"^\d+ ")
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class PageWords:
    """How lines begin that call on the reader, the labels of such lines, and what notices of rights say."""

    calls: re.Pattern[str]
    labels: frozenset[str]
    rights: re.Pattern[str]

    def is_call(self, text: str) -> bool:
        """Whether a line begins as calls to the reader do (``Lee también``) or as their labels do (``Temas:``).

        One that opens with somebody's words does not.
        """
        if text.startswith(QUOTING):
            return False
        label = text.partition(":")[0]
        if len(label) <= LABEL and COUNT.sub("", " ".join(key_words(label))) in self.labels:
            return True
        return self.calls.match(" ".join(key_words(text))) is not None

    def is_notice(self, text: str) -> bool:
        """Whether a line says who holds the rights in the page."""
        return text.startswith("©") or self.rights.search(" ".join(key_words(text))) is not None


def key_words(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation."""
    return "".join(char if char.isalnum() else " " for char in text.casefold()).split()


@cache
def page_words(code: str | None) -> PageWords:
    """The words of a language (ISO 639-1); those of all languages where it has none or is not known."""
    calls = _listed("page_calls", code)
    begins = [call for call in calls if not call.endswith(":")]
    labels = frozenset(call.removesuffix(":") for call in calls if call.endswith(":"))
    return PageWords(_any_of(begins), labels, _any_of(_listed("page_rights", code)))


@cache
def refusals() -> re.Pattern[str]:
    """What a server says that shows no article: it suspects a robot, or there is no such page; in any language."""
    return _any_of(_listed("page_refusals", None))


def _listed(name: str, code: str | None) -> list[str]:
    having = [one for one in map(language, available()) if one.has(f"{name}.txt")]
    own = [one for one in having if one.code == code] or having
    return sorted({phrase for one in own for phrase in one.words(name)})


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words; a star stands for a few words."""
    few = rf" (?:\S+ ){{1,{WIDEST_GAP}}}?"
    parts = [few.join(map(re.escape, phrase.split(GAP))) for phrase in phrases]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b") if parts else NEVER
