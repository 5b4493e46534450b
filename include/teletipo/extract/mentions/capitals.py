"""Which capitals may belong to a name: by place in the sentence, by tag, by what stands beside them."""

from __future__ import annotations

from collections.abc import Container

from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.mentions.surroundings import Surroundings
from teletipo.extract.parse import layout
from teletipo.extract.parse.page import Page
from teletipo.extract.parse.words import WORD, is_capital

FUNCTION_TAGS = frozenset(
    {"ADP", "SCONJ", "CCONJ", "PRON", "ADV", "AUX", "VERB", "DET", "PART", "INTJ", "PUNCT", "SYM"}
)
CALLED_BY = frozenset({"company", "newspaper", "broadcaster", "agency"})
"""Roles of bodies whose noun stands before the name and is no part of it."""
Ranges = tuple[tuple[int, int], ...]


class Capitals:
    """Judges the capitals of one page. ``listed_bodies`` holds the tokens where a listed name starts, but for places.

    ``closed`` are code-point ranges whose capitals are no names.
    """

    def __init__(
        self, page: Page, lexicon: Lexicon, around: Surroundings, listed_bodies: Container[int], closed: Ranges
    ) -> None:
        self._page = page
        self._lexicon = lexicon
        self._around = around
        self._listed_bodies = listed_bodies
        self._closed = closed
        self._shouted = layout.shouted(page)
        self._initial = layout.sentence_starts(page)
        self._inside = frozenset(
            page.folded[i]
            for i, word in enumerate(page.words)
            if word[0].isupper() and not self._initial[i] and not self._shouted[i] and page.pos[i] == "PROPN"
        )

    def starts_sentence(self, i: int) -> bool:
        """Whether the token's place explains its capital."""
        return self._initial[i]

    def may_name(self, i: int) -> bool:
        """Whether a token may be part of a name."""
        text = self._page.words[i]
        if not (text[0].isdigit() or is_capital(text)) or not WORD.match(text) or self._shouted[i]:
            return False
        token = self._page[i]
        if any(start <= token.idx < end for start, end in self._closed):
            return False
        listed = self._lexicon.has("never_names", text.rstrip("."))
        if listed and not self._is_given_before_surname(i) and not self._is_surname_behind_given(i):
            return False
        if self._initial[i]:
            if self._is_surname_like_article(i):
                return True
            unknown = token.pos_ in FUNCTION_TAGS and text not in self._lexicon.given and not self._recurs(i)
            if unknown or self._lexicon.has("articles", text) or self._opens_with_role(i):
                return False
            known = token.pos_ == "PROPN" or bool(token.ent_type_) or self._recurs(i)
            return known or self._leads_on(i)
        return self._is_name_inside(i)

    def _is_name_inside(self, i: int) -> bool:
        """Whether a capital in mid-sentence, whatever its tag, may be part of a name."""
        token = self._page[i]
        if token.pos_ not in FUNCTION_TAGS or self._around.follows_body_noun(i):
            return True
        if token.pos_ == "DET" or self._lexicon.has("name_particles", token.text):
            return self._continues(i) and i + 1 not in self._listed_bodies
        return token.pos_ in {"VERB", "AUX", "ADV", "INTJ"} and bool(token.ent_type_)

    def goes_on(self, i: int) -> bool:
        """Whether a token may carry on a name that began before it."""
        return not self._initial[i] and (self.may_name(i) or self._completes_head(i))

    def is_subject(self, last: int) -> bool:
        """Whether a finite verb, a relative clause or a genitive ending follows, as they follow names."""
        behind = self._page.words[last + 1 : last + 3]
        if behind and self._lexicon.has("possessive_endings", behind[0]):
            return True
        if len(behind) > 1 and behind[0] == "," and self._lexicon.has("relatives", behind[1]):
            return True
        for token in self._page.tokens[last + 1 : last + 4]:
            if token.pos_ in {"VERB", "AUX"}:
                return "Fin" in self._page.told(token.i, "VerbForm")
            if token.pos_ not in {"ADV", "PRON", "PART"}:
                return False
        return False

    def _recurs(self, i: int) -> bool:
        """Whether the word has its capital elsewhere too, where no sentence start explains it."""
        return self._page.folded[i] in self._inside and not self._lexicon.has("connectors", self._page.words[i])

    def _completes_head(self, i: int) -> bool:
        """Whether a word that is no name alone ends one with its head: "Plaza de Mayo", "Copa del Rey"."""
        words, lexicon = self._page.words, self._lexicon
        if i < 2 or not words[i][0].isupper() or not lexicon.has("genitives", words[i - 1]) or self._shouted[i]:
            return False
        return words[i - 2][0].isupper() and not self._initial[i - 2]

    def _is_surname_behind_given(self, i: int) -> bool:
        """Whether a word that is elsewhere no name is somebody's surname: "Luis Rey"."""
        page = self._page
        return i > 0 and page.pos[i] == "PROPN" and not page.opens[i] and page.words[i - 1] in self._lexicon.given

    def _is_given_before_surname(self, i: int) -> bool:
        """Whether a day or month is a given name here: "Domingo Choc", "April Lindqvist"."""
        if self._page.words[i] not in self._lexicon.given or i + 1 >= len(self._page):
            return False
        after = self._page[i + 1]
        small = after.pos_ in {"ADP", "DET", "NUM"} or self._initial[i + 1]
        return after.text[0].isupper() and after.text.isalpha() and not small

    def _is_surname_like_article(self, i: int) -> bool:
        """Whether a Korean name starts with what looks like an article: "An Ryong Chol, vice-director …"."""
        page = self._page
        if not self._lexicon.has("article_surnames", page.words[i]) or i + 3 >= len(page):
            return False
        if self._recurs(i) and self.is_subject(i):
            return True
        names = page.tokens[i + 1 : i + 3]
        plain = all(name.text.istitle() and name.pos_ == "PROPN" for name in names)
        return plain and page.words[i + 3] == "," and not any(map(self._around.is_demonym, (i + 1, i + 2)))

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
        if following.text.islower() and self._lexicon.has("name_particles", following.text) and i + 2 < len(self._page):
            following = self._page[i + 2]
        return following.text[:1].isupper() and following.pos_ == "PROPN" and bool(self._page[i].whitespace_)
