"""The words by which a page speaks about itself and to its reader, out of ``languages/xx/page_*.txt``.

The lists of all languages are used on every page: Spanish pages carry English calls, and few pages name their
language right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from teletipo.languages import available, language

GAP = " * "
WIDEST_GAP = 4
LABEL = 60
TITLE = 70
LINE = 220
LONGEST_PLEA = 350
MOST_AFTER = 2
QUOTING = ("“", '"', "«", "‘", "—")
QUOTED = re.compile(r'[“”«»"]')
COUNT = re.compile(r"^\d+ | \d+$")
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class PageWords:
    """What lines on pages say that are no part of an article.

    ``calls`` is how lines begin that call on the reader, ``labels`` what stands before a colon in them, ``pleas`` what
    they say inside; ``boxes`` and ``box_labels`` are the titles of boxes beside the article; ``rights`` is what notices
    of rights say and ``cookies`` those of cookies, ``updates`` the words for a change.
    """

    calls: re.Pattern[str]
    labels: frozenset[str]
    pleas: re.Pattern[str]
    boxes: re.Pattern[str]
    box_labels: frozenset[str]
    rights: re.Pattern[str]
    cookies: re.Pattern[str]
    updates: re.Pattern[str]

    def is_call(self, text: str) -> bool:
        """Whether a line begins as calls to the reader do (``Lee también``) or as their labels do (``Temas:``).

        One that quotes nobody may also ask inside (``recibe las noticias en tu correo``). One that opens with
        somebody's words is none.
        """
        if text.startswith(QUOTING) or len(text) > LONGEST_PLEA:
            return False
        if len(text) <= LINE and _label(text) in self.labels:
            return True
        said = " ".join(key_words(text))
        begins = len(text) <= LINE and self.calls.match(said) is not None
        return begins or (not QUOTED.search(text) and self.pleas.search(said) is not None)

    def beyond_box_title(self, text: str) -> int | None:
        """How many words a short line has beyond the title of a box (``Lo más leído`` 0); None if it is no title."""
        if len(text) > TITLE or text.startswith(QUOTING):
            return None
        if _label(text) in self.box_labels:
            return 0
        said = COUNT.sub("", " ".join(key_words(text)))
        found = self.boxes.match(said)
        beyond = len(said[found.end() :].split()) if found else MOST_AFTER + 1
        return beyond if beyond <= MOST_AFTER else None

    def is_notice(self, text: str) -> bool:
        """Whether a line says who holds the rights in the page, or a paragraph that the page uses cookies."""
        said = " ".join(key_words(text))
        if self.cookies.search(said) is not None:
            return True
        return len(text) <= LINE and (text.startswith("©") or self.rights.search(said) is not None)

    def tells_update(self, text: str) -> bool:
        """Whether the first figure of a stamp comes after a word for a change."""
        before = re.split(r"\d", text, maxsplit=1)[0]
        return self.updates.search(" ".join(key_words(before))) is not None


def key_words(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation."""
    return "".join(char if char.isalnum() else " " for char in text.casefold()).split()


@cache
def page_words() -> PageWords:
    """The words of all languages."""
    calls, labels = _parted("page_calls")
    boxes, box_labels = _parted("page_boxes")
    return PageWords(
        calls=_any_of(calls),
        labels=labels,
        pleas=_any_of(_listed("page_pleas")),
        boxes=_any_of(boxes),
        box_labels=box_labels,
        rights=_any_of(_listed("page_rights")),
        cookies=_any_of(_listed("page_cookies")),
        updates=_any_of(_listed("page_updates")),
    )


@cache
def bylines() -> re.Pattern[str]:
    """What stands before the author's name in a byline, at its beginning; in any language."""
    return re.compile(
        rf"(?:{'|'.join(map(re.escape, sorted(_listed('page_bylines'), reverse=True)))})\s*:?\s+", re.IGNORECASE
    )


@cache
def refusals() -> re.Pattern[str]:
    """What a server says that shows no article: it suspects a robot, or there is no such page; in any language."""
    return _any_of(_listed("page_refusals"))


@cache
def walls() -> re.Pattern[str]:
    """What a page says where its text ends for those who do not pay; in any language."""
    return _any_of(_listed("page_walls"))


def _label(text: str) -> str | None:
    """What stands before the first colon, or the whole line, in lower case and without a count before it."""
    label = text.partition(":")[0]
    return COUNT.sub("", " ".join(key_words(label))) if len(label) <= LABEL else None


def _parted(name: str) -> tuple[list[str], frozenset[str]]:
    """The entries of a list that begin a line, and those that are the whole of its label."""
    entries = _listed(name)
    begins = [entry for entry in entries if not entry.endswith(":")]
    return begins, frozenset(entry.removesuffix(":") for entry in entries if entry.endswith(":"))


def _listed(name: str) -> list[str]:
    having = [one for one in map(language, available()) if one.has(f"{name}.txt")]
    return sorted({phrase for one in having for phrase in one.words(name)})


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words; a star stands for a few words."""
    few = rf" (?:\S+ ){{1,{WIDEST_GAP}}}?"
    parts = [few.join(map(re.escape, phrase.split(GAP))) for phrase in phrases]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b") if parts else NEVER
