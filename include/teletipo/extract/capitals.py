"""Which capitals may belong to a name: by place in the sentence, by tag, by what stands beside them."""

from __future__ import annotations

from collections.abc import Container

from teletipo.extract import layout
from teletipo.extract.lexicon import Lexicon
from teletipo.extract.page import Page
from teletipo.extract.surroundings import Surroundings
from teletipo.extract.words import WORD

FUNCTION_TAGS = frozenset(
    {"ADP", "SCONJ", "CCONJ", "PRON", "ADV", "AUX", "VERB", "DET", "PART", "INTJ", "PUNCT", "SYM"}
)
CALLED_BY = frozenset({"company", "newspaper", "broadcaster", "agency"})
"""Roles of bodies whose noun stands before the name and is no part of it."""
Ranges = tuple[tuple[int, int], ...]


class Capitals:
    """Judges the capitals of one page. ``listed`` holds the tokens where a listed name starts.

    ``closed`` are code-point ranges whose capitals are no names.
    """

    def __init__(
        self, page: Page, lexicon: Lexicon, around: Surroundings, listed: Container[int], closed: Ranges
    ) -> None:
        self._page = page
        self._lexicon = lexicon
        self._around = around
        self._listed = listed
        self._closed = closed
        self._shouted = layout.shouted(page)
        self._initial = layout.sentence_starts(page)

    def starts_sentence(self, i: int) -> bool:
        """Whether the token's place explains its capital."""
        return self._initial[i]

    def may_name(self, i: int) -> bool:
        """Whether a token may be part of a name."""
        text = self._page.words[i]
        if not (text[0].isupper() or text[0].isdigit()) or not WORD.match(text) or self._shouted[i]:
            return False
        token = self._page[i]
        if self._lexicon.has("never_names", text.rstrip(".")) or any(
            start <= token.idx < end for start, end in self._closed
        ):
            return False
        if self._initial[i]:
            unknown = token.pos_ in FUNCTION_TAGS and text not in self._lexicon.given
            if unknown or self._lexicon.has("articles", text) or self._opens_with_role(i):
                return False
            return token.pos_ == "PROPN" or bool(token.ent_type_) or self._leads_on(i)
        return self._is_name_inside(i)

    def _is_name_inside(self, i: int) -> bool:
        """Whether a capital in mid-sentence, whatever its tag, may be part of a name."""
        token = self._page[i]
        if token.pos_ not in FUNCTION_TAGS or self._around.follows_body_noun(i):
            return True
        if token.pos_ == "DET" or self._lexicon.has("name_particles", token.text):
            return self._continues(i) and i + 1 not in self._listed
        return token.pos_ in {"VERB", "AUX", "ADV", "INTJ"} and bool(token.ent_type_)

    def goes_on(self, i: int) -> bool:
        """Whether a token may carry on a name that began before it."""
        return not self._initial[i] and self.may_name(i)

    def _opens_with_role(self, i: int) -> bool:
        """Whether the sentence starts with a common noun that names by role: "Fuentes de …", "Officials said …"."""
        word = self._page.words[i]
        noun = self._lexicon.role(word)
        if noun is None or self._lexicon.has("organisation_heads", word):
            return False
        return noun.role in CALLED_BY if noun.type == "ORG" else not self._continues(i)

    def _leads_on(self, i: int) -> bool:
        """Whether another capital follows that no sentence start explains."""
        following = self._page[i + 1] if i + 1 < len(self._page) else None
        return following is not None and following.text[0].isupper() and following.pos_ not in FUNCTION_TAGS

    def _continues(self, i: int) -> bool:
        if i + 1 >= len(self._page):
            return False
        following = self._page[i + 1]
        return following.text[:1].isupper() and following.pos_ == "PROPN" and bool(self._page[i].whitespace_)
