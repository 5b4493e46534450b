"""What stands before a run of capitals: a title, a portfolio, a medium, a kind of place."""

from __future__ import annotations

from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.parse.page import Page

MOST_ADJECTIVES = 2
LONGEST_EPITHET = 4
"""Words from an article to the noun of an apposition: "the party's newspaper"."""
LONGEST_OFFICE = 12
"""Tokens of a role with the body or place that it serves."""
QUOTES = frozenset("\"'“”«»‘’‹›")


class Surroundings:
    """Looks at the words before a token. ``places`` are the last tokens of listed places."""

    def __init__(self, page: Page, lexicon: Lexicon, places: frozenset[int]) -> None:
        self._page = page
        self._lexicon = lexicon
        self._ends_of_places = places

    def is_title(self, i: int) -> bool:
        """Whether a token is a person's role or a form of address."""
        word = self._page.words[i]
        is_body = word[0].isupper() and self._lexicon.has("organisation_heads", word)
        return not is_body and self._lexicon.names_person(word)

    def is_demonym(self, i: int) -> bool:
        """Whether a token is a demonym of one word."""
        return self._page.folded[i] in self._lexicon.demonyms

    def ends_place(self, i: int) -> bool:
        """Whether a listed place ends at a token."""
        return i in self._ends_of_places

    def is_portfolio_of_title(self, first: int) -> bool:
        """Whether the run only says of what somebody is in charge: "ministra de Exteriores", "director de Ventas"."""
        i = first - 1
        if i > 0 and self._lexicon.has("articles", self._page.words[i]):
            i -= 1
        if i < 0 or not any(
            self._lexicon.has(links, self._page.words[i]) for links in ("genitives", "body_connectors")
        ):
            return False
        i -= 1
        while i > 0 and not self._is_minister(i) and (self.is_demonym(i) or self._qualifies(i)):
            i -= 1
        if self._lexicon.has("business_functions", self._page.words[first]):
            return i >= 0 and self.is_title(i)
        return i >= 0 and self._is_minister(i) and self._lexicon.has("portfolios", self._page.words[first])

    def _is_minister(self, i: int) -> bool:
        """Whether a token names a minister, in office or not."""
        word = self._page.words[i]
        nouns = (self._lexicon.role(word), self._lexicon.role(self._lexicon.without_prefix(word)))
        ministers = self._lexicon.sets["minister_classes"]
        known = any(noun is not None and noun.role in ministers for noun in nouns)
        return known or self._lexicon.has("portfolio_holders", word)

    def follows_title(self, first: int, *, alone: bool) -> bool:
        """Whether a role stands before the name, bare ("el presidente Petro") or set off by a comma."""
        page = self._page
        i = first - 1
        if i >= 0 and self._calls_person(i):
            return True
        if i > 0 and self.is_demonym(i):
            return self._calls_person(i - 1) or (not alone and self.follows_origin(first))
        if i > 1 and self._page.words[i] == "," and self._closes_role(i - 1):
            return True
        if i > 1 and page.words[i] == "," and self._closes_office(i - 1) and (not alone or self._is_set_off(first)):
            return True
        if i > 1 and i in self._ends_of_places and not page[i - 1].is_punct:
            return self.is_title(i - 2)
        token = page[first]
        tied = token.dep_ in {"appos", "flat", "compound"} and token.head.i < first
        return tied and not self._lexicon.has("genitives", page.words[i]) and self._calls_person(token.head.i)

    def _calls_person(self, i: int) -> bool:
        """Whether a title stands there that is neither a firm ("la minera") nor says what a body does."""
        word, before = self._page.words[i], self._page.words[max(0, i - 1)]
        firm = word[0].islower() and self._lexicon.has("body_introducers", word)
        return self.is_title(i) and not firm and not (i and self._lexicon.has("body_introducers", before))

    def _is_adjective(self, i: int) -> bool:
        return self._page.pos[i] == "ADJ" and self._page.words[i].islower() and not self.is_title(i)

    def _qualifies(self, i: int) -> bool:
        """Whether a word behind a role belongs to it: "secretaria general", "ministra saliente"."""
        return self._is_adjective(i) or (i > 0 and self._page.words[i].islower() and self.is_title(i - 1))

    def _closes_office(self, last: int) -> bool:
        """Whether a role in the singular with its body or place ends here: "la obispa de San Telmo"."""
        page, lexicon = self._page, self._lexicon
        for i in range(last, max(-1, last - LONGEST_OFFICE), -1):
            word = page.words[i]
            if word[0].islower() and self.is_title(i):
                return i < last and "Plur" not in page.told(i, "Number")
            small = lexicon.has("connectors", word) or lexicon.has("articles", word)
            if not (small or word[0].isupper() or page.pos[i] == "ADJ" or self.is_demonym(i)):
                return False
        return False

    def _is_set_off(self, i: int) -> bool:
        """Whether a comma or a point closes an apposition of one word."""
        return i + 1 < len(self._page) and self._page.words[i + 1] in {",", "."}

    def _closes_role(self, i: int) -> bool:
        """Whether a role, with or without its demonym, ends here: "su par vietnamita"."""
        return self.is_title(i) or (i > 0 and self.is_demonym(i) and self.is_title(i - 1))

    def serves(self, first: int) -> bool:
        """Whether a person's role with a genitive stands before: "comandante de la …"."""
        i = first - 1
        while i > 0 and self._lexicon.has("articles", self._page.words[i]):
            i -= 1
        if i < 1 or not self._lexicon.has("genitives", self._page.words[i]):
            return False
        i -= 1
        while i > 0 and (self.is_demonym(i) or self._is_adjective(i)):
            i -= 1
        return self.is_title(i) or self._lexicon.has("body_offices", self._page.words[i])

    def follows_place_preposition(self, first: int) -> bool:
        """Whether "en", "en el" and the like stand before."""
        i = first - 1
        if i > 0 and self._lexicon.has("articles", self._page.words[i]):
            i -= 1
        return i >= 0 and self._lexicon.has("place_prepositions", self._page.words[i])

    def follows_place_noun(self, first: int) -> bool:
        """Whether "ciudad de", "city of", "río" and the like stand before the name."""
        if self.follows_bare_place_noun(first):
            return True
        if first < 2 or not self._lexicon.has("genitives", self._page.words[first - 1]):
            return False
        word = self._page.words[first - 2]
        noun = self._lexicon.role(word)
        return (noun is not None and noun.type == "GPE") or (
            word[0].islower() and self._lexicon.has("place_heads", word)
        )

    def follows_bare_place_noun(self, first: int) -> bool:
        """Whether a noun stands before that takes a place's name without a genitive: "el río Naranjo"."""
        word = self._page.words[first - 1] if first else ""
        return word[:1].islower() and self._lexicon.has("bare_place_nouns", word)

    def precedes_body_noun(self, last: int) -> bool:
        """Whether a body's noun stands behind the name: "the Tasvir news agency", "Antares shares"."""
        for i in range(last + 1, min(last + 2 + MOST_ADJECTIVES, len(self._page))):
            if self._lexicon.has("body_followers", self._page.words[i]):
                return True
            if self._page.pos[i] not in {"ADJ", "NOUN", "PROPN"} or not self._page.words[i][0].isalpha():
                return False
        return False

    def precedes_place_noun(self, last: int) -> bool:
        """Whether a kind of place stands behind the name: "the Plateau district"."""
        return last + 1 < len(self._page) and self._lexicon.has("place_followers", self._page.words[last + 1])

    def precedes_nature(self, last: int) -> bool:
        """Whether a river or a forest stands behind the name: "the Amazon basin"."""
        return last + 1 < len(self._page) and self._lexicon.has("nature_followers", self._page.words[last + 1])

    def is_told_as_body(self, last: int) -> bool:
        """Whether an organisation's noun is set beside the name by a comma: "Osalan Norte, el servicio público"."""
        page = self._page
        if last + 3 >= len(page) or page.words[last + 1] != ",":
            return False
        article = self._lexicon.has("articles", page.words[last + 2]) or self._lexicon.has(
            "indefinites", page.words[last + 2]
        )
        if not article:
            return False
        for word in page.words[last + 3 : last + 3 + LONGEST_EPITHET]:
            noun = self._lexicon.role(word)
            if noun is not None or word == ",":
                return noun is not None and noun.type == "ORG" and not noun.plural
        return False

    def follows_origin(self, first: int) -> bool:
        """Whether "la noruega" and the like stand before: a person with a full name, a company with one word."""
        i = first - 1
        return i > 0 and self.is_demonym(i) and self._lexicon.has("articles", self._page.words[i - 1])

    def is_bracketed(self, i: int) -> bool:
        """Whether a word stands alone in round brackets after a capital: an acronym or a place of its own."""
        page = self._page
        closed = i + 1 < len(page) and page.words[i + 1].startswith(")")
        return closed and i > 1 and page.words[i - 1] == "(" and page.words[i - 2][0].isupper()

    def follows_thing_noun(self, first: int) -> bool:
        """Whether a ship, a storm, a prize, a book … is named, in quotation marks or not."""
        i = first - 1
        if i > 0 and self._page.words[i] in QUOTES:
            i -= 1
        if i > 1 and self._page.words[i - 1] == "," and self._lexicon.has("articles", self._page.words[i]):
            i -= 2
        named = i > 0 and self._lexicon.has("thing_nouns", self._page.words[i])
        if (
            i > 0
            and not named
            and (self._lexicon.has("title_participles", self._page.words[i]) or self._is_adjective(i))
        ):
            i -= 1
        return i >= 0 and self._lexicon.has("thing_nouns", self._page.words[i]) and self._page.words[i][0].islower()

    def follows_body_noun(self, first: int) -> bool:
        """Whether "partido", "company" and the like stand right before the name."""
        noun = self._lexicon.role(self._page.words[first - 1]) if first else None
        return noun is not None and noun.type == "ORG" and noun.role != "government"

    def is_quoted_medium(self, first: int) -> bool:
        """Whether "diario", "newspaper" and the like stand before the name or its quotation mark."""
        i = first - 1
        if i > 0 and self._page.words[i] in QUOTES:
            i -= 1
        for _ in range(MOST_ADJECTIVES):
            if i > 0 and (self._page.pos[i] == "ADJ" or self.is_demonym(i)):
                i -= 1
        return i >= 0 and self._lexicon.has("media_nouns", self._page.words[i])
