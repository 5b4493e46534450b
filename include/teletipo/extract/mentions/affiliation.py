"""What the nouns and figures beside a name say of its kind: "analista de …", "acciones de …", "…, de 41 años"."""

from __future__ import annotations

from collections.abc import Iterator

from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.mentions.surroundings import MOST_ADJECTIVES, QUOTES, Surroundings
from teletipo.extract.parse.page import Page
from teletipo.model import EntityType

OF_GENITIVE = (
    ("body_offices", "body_office"),
    ("place_offices", "place_office"),
    ("kin_nouns", "kin"),
    ("body_holdings", "holding"),
)
"""Lists of what stands before a genitive, with the mark that it gives the name behind."""
HELD = (("body_shares", "shares"),)
LONGEST_AGE = 3
VERB_REACH = 3
"""Tokens behind a name to its verb, auxiliaries before it counted."""
VOTES: dict[str, tuple[EntityType, float]] = {
    "body_noun": ("ORG", 5),
    "body_office": ("ORG", 4),
    "holding": ("ORG", 4),
    "shares": ("ORG", 6),
    "owned_by_state": ("ORG", 2.5),
    "place_office": ("GPE", 4),
    "kin": ("PER", 4.5),
    "person_noun": ("PER", 2.5),
    "aged": ("PER", 4),
    "told_as_person": ("PER", 3),
    "place_noun": ("GPE", 5),
    "does_business": ("ORG", 2.5),
    "ware": ("OTH", 7),
    "lent_to_works": ("GPE", 3.3),
    "nicknamed": ("PER", 5),
    "baptised": ("OTH", 5),
    "boarded": ("OTH", 7),
}
"""What each mark says of a name's type, and how loudly."""


class Affiliation:
    """Reads the words beside the names of one page."""

    def __init__(self, page: Page, lexicon: Lexicon, around: Surroundings) -> None:
        self._page = page
        self._lexicon = lexicon
        self._around = around

    def marks(self, first: int, last: int) -> frozenset[str]:
        """The marks of the name from token ``first`` to ``last``, keys of :data:`VOTES`."""
        before = self._unquoted(first - 1)
        found = {*self._of_genitive(before), *self._of_noun(before), *self._of_verb(before)}
        if first == last and self._is_owned_by_state(first - 1):
            found.add("owned_by_state")
        if self._is_aged(last):
            found.add("aged")
        behind = self._page.words[last + 1] if last + 1 < len(self._page) else ""
        if self._lexicon.has("works_followers", behind):
            found.add("lent_to_works")
        if self._lexicon.has("ware_followers", behind):
            found.add("ware")
        if self._does_business(last):
            found.add("does_business")
        if self._is_told_as_person(last):
            found.add("told_as_person")
        return frozenset(found)

    def follows_plural(self, first: int) -> bool:
        """Whether a plural noun introduces the name, so that it speaks for those listed after it too."""
        i = self._unquoted(first - 1)
        if i >= 0 and self._lexicon.has("genitives", self._page.words[i]):
            i -= 1
        noun = self._noun_at(i)
        return noun >= 0 and "Plur" in self._page.told(noun, "Number")

    def _unquoted(self, i: int) -> int:
        return i - 1 if i > 0 and self._page.words[i] in QUOTES else i

    def _noun_at(self, i: int) -> int:
        """The noun that ends at a token, adjectives behind it passed over."""
        for _ in range(MOST_ADJECTIVES):
            if i > 0 and (self._page.pos[i] == "ADJ" or self._around.is_demonym(i)) and self._page.words[i].islower():
                person = self._lexicon.names_person(self._page.words[i]) and not self._is_body_noun(i - 1)
                if self._is_body_noun(i) or person:
                    break
                i -= 1
        return i if i >= 0 and (self._page.words[i][0].islower() or self._page.opens[i]) else -1

    def _is_body_noun(self, i: int) -> bool:
        word = self._page.words[i]
        noun = self._lexicon.role(word)
        listed = noun is not None and noun.type == "ORG" and noun.role != "government"
        return listed or self._lexicon.has("body_introducers", word)

    def _of_genitive(self, i: int) -> Iterator[str]:
        """What owns or serves: "delegada de", "acciones de la", "alcalde de"."""
        if i > 0 and self._lexicon.has("articles", self._page.words[i]):
            i -= 1
        link = self._page.words[i] if i > 0 else ""
        if not self._lexicon.has("genitives", link) and not self._lexicon.has("holding_links", link):
            return
        noun = self._noun_at(i - 1)
        if noun < 0:
            return
        word = self._page.words[noun]
        owned = self._lexicon.has("genitives", link)
        for name, mark in OF_GENITIVE if owned else HELD:
            if self._lexicon.has(name, word) or self._lexicon.has(name, self._lexicon.without_prefix(word)):
                yield mark

    def _of_noun(self, i: int) -> Iterator[str]:
        """What the noun right before the name says: "la minera chilena", "el cineasta"."""
        set_off = i > 1 and self._page.words[i] == ","
        noun = self._noun_at(i - 1 if set_off else i)
        if noun < 0:
            return
        word = self._page.words[noun]
        if set_off and not (noun and self._lexicon.has("articles", self._page.words[noun - 1])):
            return
        if self._is_body_noun(noun):
            yield "body_noun"
        elif set_off and self._lexicon.has("settlements", word):
            yield "place_noun"
        elif noun == i and self._sounds_like_person(word) and self._page.pos[noun] in {"NOUN", "ADJ", "PROPN"}:
            yield "person_noun"

    def _sounds_like_person(self, word: str) -> bool:
        lists = ("thing_nouns", "media_nouns", "place_heads", "bare_place_nouns")
        ends = any(word.endswith(ending) for ending in self._lexicon.sets.get("person_endings", ()))
        return ends and not any(self._lexicon.has(name, word) for name in lists)

    def _of_verb(self, i: int) -> Iterator[str]:
        """Participles that give a name: "bautizada como", "alias"; boards that a ship has: "a bordo del"."""
        if i > 0 and (
            self._lexicon.has("naming_links", self._page.words[i]) or self._lexicon.has("articles", self._page.words[i])
        ):
            i -= 1
        if i < 0:
            return
        for name, mark in (("baptisms", "baptised"), ("nicknames", "nicknamed"), ("boards", "boarded")):
            if self._lexicon.has(name, self._page.words[i]):
                yield mark

    def _does_business(self, last: int) -> bool:
        """Whether the verb behind the name tells what firms do: "Antares factura", "Antares ha vendido"."""
        for i in range(last + 1, min(last + 1 + VERB_REACH, len(self._page))):
            if self._page.pos[i] == "VERB":
                return self._lexicon.has("business_verbs", self._page[i].lemma_)
            if self._page.pos[i] != "AUX":
                return False
        return False

    def _is_owned_by_state(self, i: int) -> bool:
        """Whether a state's genitive stands before a single word: "Finland's Neste"."""
        return (
            i > 0
            and self._lexicon.has("possessive_endings", self._page.words[i])
            and self._around.ends_place(i - 1)
            and not self._page[i - 1].whitespace_
        )

    def _is_told_as_person(self, last: int) -> bool:
        """Whether a person's role in the singular is set beside the name by a comma: "…, vecina de"."""
        words = self._page.words
        if last + 3 >= len(words) or words[last + 1] != "," or not words[last + 2].islower():
            return False
        i = last + 2
        if self._lexicon.has("articles", words[i]) or self._lexicon.has("indefinites", words[i]):
            i += 1
        noun = self._lexicon.former_role(words[i])
        return noun is not None and noun.type == "PER" and not noun.plural and words[i].islower()

    def _is_aged(self, last: int) -> bool:
        """Whether an age follows behind a comma: "…, 58,", "…, de 41 años"."""
        words = self._page.words
        if last + 3 >= len(words) or words[last + 1] != ",":
            return False
        i = last + 2
        if self._lexicon.has("genitives", words[i]):
            return words[i + 1].isdigit() and i + 2 < len(words) and self._lexicon.has("age_units", words[i + 2])
        if self._lexicon.has("indefinites", words[i]):
            return words[i + 1][0].isdigit() and words[i + 1].endswith(("-year", "-old", "year"))
        return words[i].isdigit() and len(words[i]) < LONGEST_AGE and words[i + 1] in {",", "."}
