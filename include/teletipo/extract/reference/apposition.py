"""Who stands beside a role: "el presidente Gustavo Petro", "la ministra de Exteriores, Amparo Zuluaga"."""

from __future__ import annotations

import itertools

from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.parse.page import Page
from teletipo.extract.parse.words import fold
from teletipo.extract.reference.cast import Cast, Player
from teletipo.extract.reference.noun_phrases import RolePhrase

PORTFOLIO_REACH = 9
"""Tokens from a title to the name behind all that it governs."""
AGE_REACH = 4
"""Tokens that an age may have."""
PLACE_REACH = 6
"""Tokens that the place of a post may have."""
CALLED = {"PER": "PER", "ORG": "ORG", "GRP": "PER"}
"""The type of a noun in the singular → that of whose name stands beside it: "la socialista Ana Ruiz"."""


class Apposition:
    """Finds the name that a role phrase belongs to. ``names``: first token → (entity, last token)."""

    def __init__(self, page: Page, cast: Cast, lexicon: Lexicon, names: dict[int, tuple[str, int]]) -> None:
        self._page = page
        self._cast = cast
        self._lexicon = lexicon
        self._names = names
        self._ending = {last: (entity_id, first) for first, (entity_id, last) in names.items()}
        self._apposed_to = {
            page[first].head.i: (entity_id, last)
            for first, (entity_id, last) in names.items()
            if page.dep[first] in {"appos", "flat"} and page[first].head.i < first
        }

    def player(self, phrase: RolePhrase) -> Player | None:
        """The one whose name stands right after the phrase or is set beside it by a comma."""
        if phrase.word.plural or phrase.word.type not in CALLED:
            return None
        beside: tuple[str | None, ...] = (self._behind(phrase),)
        if phrase.word.type != "GRP":
            beside = (*beside, self._held(phrase), self._before(phrase))
        players = [self._cast[entity_id] for entity_id in beside if entity_id is not None]
        return next((player for player in players if player.type == CALLED[phrase.word.type]), None)

    def _behind(self, phrase: RolePhrase) -> str | None:
        after = phrase.last + 1
        quote = after < len(self._page) and self._page[after].is_quote
        found = self._names.get(after + quote) or self._beyond_post(after) or self._at_end(phrase)
        found = found or self._beyond_portfolio(phrase)
        if found is None and phrase.word.type == "PER" and not self._is_served(phrase):
            comma = self._past_place(after)
            found = self._apposed(self._past_titles(comma + 1), phrase) if self._text(comma) == "," else None
            found = found or self._apposed_to.get(phrase.noun)
        if found is None and phrase.word.type == "ORG" and self._text(after) == ",":
            named = self._names.get(after + 1)
            found = named if named and self._text(named[1] + 1) == "," else None
        return found[0] if found else None

    def _is_served(self, phrase: RolePhrase) -> bool:
        """Whether the name behind belongs to somebody else's role: "el abogado del imputado, Luis Paz"."""
        i = phrase.first - 1
        if i < 1 or not self._lexicon.has("genitives", self._page.words[i]):
            return False
        noun = self._lexicon.role(self._page.words[i - 1])
        return noun is not None and noun.type == "PER"

    def _held(self, phrase: RolePhrase) -> str | None:
        """The organisation whose name stands within the phrase before its noun: "Serbia's Beta news agency"."""
        if phrase.word.type != "ORG":
            return None
        ending = self._ending.get(phrase.noun - 1) or self._ending.get(phrase.noun - 2)
        return ending[0] if ending and ending[1] >= phrase.first else None

    def _before(self, phrase: RolePhrase) -> str | None:
        """The name that the phrase is set beside: "Ana Ruiz, analista de Vectia y …", "the RJT, a small party, …"."""
        if phrase.first < 2 or self._text(phrase.first - 1) != ",":
            return None
        last = self._past_age(phrase.first - 2)
        if self._text(last) == ")" and last > 1:
            last -= 3 if self._text(last - 2) == "(" else 1
        ending = self._ending.get(last)
        closed = self._is_closed(phrase.last + 1) or phrase.start == "bare"
        return ending[0] if ending and closed else None

    def _past_age(self, i: int) -> int:
        """The token before an age between commas: "Delmy Reyes, de 41 años, madre de Josué"."""
        reach = range(i, max(i - AGE_REACH, 0), -1)
        comma = next((k for k in reach if self._text(k) == ","), None)
        aged = comma is not None and any(self._page.pos[k] == "NUM" for k in range(comma + 1, i + 1))
        return comma - 1 if comma is not None and aged else i

    def _at_end(self, phrase: RolePhrase) -> tuple[str, int] | None:
        """The person whose name ends a title: "Minister for Works and Transport Josephat Mwakalinga"."""
        ending = self._ending.get(phrase.last)
        if ending is None or phrase.start != "bare" or ending[1] <= phrase.noun + 1:
            return None
        before = self._page[ending[1] - 1]
        governed = before.pos_ in {"ADP", "DET", "CCONJ", "PUNCT"} or self._lexicon.names_person(before.text)
        capital = self._page.words[phrase.noun][0].isupper()
        return (ending[0], phrase.last) if capital and not governed else None

    def _beyond_portfolio(self, phrase: RolePhrase) -> tuple[str, int] | None:
        """The person behind a title in capitals and all it governs: "Secretary of Health and Welfare Tom Reed"."""
        if phrase.word.type != "PER" or phrase.start != "bare" or not self._page.words[phrase.noun][0].isupper():
            return None
        i = phrase.noun + 1
        if i >= len(self._page) or self._page.pos[i] != "ADP":
            return None
        while i < min(phrase.noun + PORTFOLIO_REACH, len(self._page)):
            found = self._names.get(i)
            if found is not None and self._cast[found[0]].type == "PER":
                return None if self._page.pos[i - 1] in {"ADP", "CCONJ", "DET"} else found
            token = self._page[i]
            if found is None and token.pos_ not in {"ADP", "CCONJ", "DET"} and not token.text[0].isupper():
                return None
            i = found[1] + 1 if found is not None else i + 1
        return None

    def _past_place(self, i: int) -> int:
        """The comma behind the place of a post: "el comandante de la Policía en la región, …"."""
        if i >= len(self._page) or self._page.pos[i] != "ADP":
            return i
        reach = range(i + 1, min(i + PLACE_REACH, len(self._page)))
        words = itertools.takewhile(lambda k: self._page.pos[k] in {"DET", "NOUN", "PROPN", "ADJ"}, reach)
        last = max(words, default=i)
        return last + 1 if self._text(last + 1) == "," else i

    def _past_titles(self, i: int) -> int:
        """The token after what may stand between a role and the name: "la popular", "coronel", "identificada como"."""
        if self._lexicon.has("articles", self._text(i)) and fold(self._text(i + 1)) in self._lexicon.demonyms:
            return i + 2
        if self._lexicon.has("naming_participles", self._text(i)):
            return i + 1 + self._lexicon.has("naming_links", self._text(i + 1))
        title = i + self._lexicon.has("articles", self._text(i))
        if title + 1 not in self._names:
            return i
        noun = self._lexicon.role(self._text(title))
        epithet = title > i and self._text(title).islower() and self._page.pos[title] in {"ADJ", "NOUN"}
        return title + 1 if epithet or (noun is not None and noun.type == "PER") else i

    def _beyond_post(self, i: int) -> tuple[str, int] | None:
        """The person after the place of a post: "ambassador to Ethiopia Luo Jinhai"."""
        if i >= len(self._page) or self._page.pos[i] != "ADP" or i + 1 not in self._names:
            return None
        place, last = self._names[i + 1]
        return self._names.get(last + 1) if self._cast[place].type in {"GPE", "LOC", "ORG"} else None

    def _apposed(self, i: int, phrase: RolePhrase) -> tuple[str, int] | None:
        found = self._names.get(i)
        if found is None:
            return None
        head = self._page[i]
        closed = self._is_closed(found[1] + 1)
        linked = head.dep_ in {"appos", "flat"} and phrase.first <= head.head.i <= phrase.last
        return found if closed or linked else None

    def _is_closed(self, i: int) -> bool:
        return i >= len(self._page) or self._page[i].is_punct or self._page[i].is_space

    def _text(self, i: int) -> str:
        return self._page.words[i] if i < len(self._page) else ""
