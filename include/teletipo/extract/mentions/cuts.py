"""Where a stretch of capitals falls apart: at titles, behind portfolios, between a body and who serves it."""

from __future__ import annotations

from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.mentions.surroundings import Surroundings
from teletipo.extract.parse.page import Page
from teletipo.extract.parse.words import WORD

OFFICE_REACH = 3
"""Tokens before a body's name to who works for it."""
PERSONS = frozenset({"PER", "PERSON"})


class Cuts:
    """Decides where the stretches of one page are cut. Parts and stretches are lists of token indices."""

    def __init__(self, page: Page, lexicon: Lexicon, around: Surroundings) -> None:
        self._page = page
        self._lexicon = lexicon
        self._around = around

    def at_title(self, t: int, part: list[int], stretch: list[int]) -> bool:
        """Whether a word of the stretch is a title before a name, not a part of a body's name."""
        bound = bool(part) and self._lexicon.has("connectors", self._page.words[part[-1]])
        if not self._around.is_title(t) or bound or self._owns(t, stretch) or self._are_members(t, stretch):
            return False
        if part and self._lexicon.has("thing_heads", self._page.words[part[0]]):
            return False
        if part and self.framed(part[:1], part[:1]):
            following = self._page[t + 1] if t + 1 < len(self._page) else None
            return following is not None and (following.text in self._lexicon.given or following.ent_type_ in PERSONS)
        return t != stretch[-1] or not part

    def ends_portfolio(self, part: list[int], t: int, stretch: list[int]) -> bool:
        """Whether the person starts after what they are minister of: "Minister of Energy Ana Ruiz"."""
        if not part or not (self._around.is_portfolio_of_title(part[0]) or self._is_portfolio_served(part)):
            return False
        token = self._page[t]
        if token.text in self._lexicon.given:
            return not self._opens_place(part)
        body = self._lexicon.has("organisation_heads", token.text)
        if self._tells_portfolio(t) or (not body and self._is_set_off(stretch[-1])):
            return False
        beyond = WORD.match(token.text) is not None and all(map(self._tells_portfolio, part))
        return beyond or (token.ent_type_ in PERSONS and token.ent_iob_ == "B")

    def _is_set_off(self, last: int) -> bool:
        """Whether a comma and a capital follow, so that all before is title: "… y Agenda Urbana, Ana Ruiz"."""
        behind = self._page.words[last + 1 : last + 3]
        return len(behind) > 1 and behind[0] == "," and behind[1][0].isupper()

    def _is_portfolio_served(self, part: list[int]) -> bool:
        """Whether a portfolio stands for its body: "portavoz de Exteriores Mao Guoliang"."""
        word = self._page.words[part[0]]
        portfolio = self._lexicon.has("portfolios", word) and not self._lexicon.has("organisation_heads", word)
        return portfolio and self._around.serves(part[0])

    def splits_from_body(self, part: list[int], t: int) -> bool:
        """Whether a person starts after the body that they serve: "comandante de la Guardia Civil Juan Pérez"."""
        eponym = len(part) == 1 and self._lexicon.has("eponym_heads", self._page.words[part[0]])
        return (
            bool(part)
            and not eponym
            and self._page.words[t] in self._lexicon.given
            and not self._lexicon.has("connectors", self._page.words[part[-1]])
            and not self._opens_place(part)
            and (self.framed(part, part) or (len(part) == 1 and self._is_employer(t, part[0])))
            and self._around.serves(part[0])
        )

    def _opens_place(self, part: list[int]) -> bool:
        """Whether a given name behind the part goes on with it: "Medio San | Juan"."""
        return self._lexicon.has("place_openers", self._page.words[part[-1]])

    def _is_employer(self, t: int, first: int) -> bool:
        """Whether one who works for a body and not for a place is named behind it: "analista de Oddvik Ana Ruiz"."""
        offices = (word for word in self._page.words[max(0, first - OFFICE_REACH) : first])
        follows = t + 1 < len(self._page) and self._page.words[t + 1][0].isupper()
        return follows and any(self._lexicon.has("employees", word) for word in offices)

    def framed(self, part: list[int], stretch: list[int]) -> bool:
        """Whether the first word of a part, or the last of its stretch, makes a body, a place or a document."""
        words = [self._page.words[t] for t in part]
        return self.has_frame([words[0], self._page.words[stretch[-1]]])

    def has_frame(self, words: list[str]) -> bool:
        """The same for words."""
        lexicon = self._lexicon
        return (
            lexicon.has("organisation_heads", words[0])
            or lexicon.has("organisation_tails", words[-1])
            or lexicon.has("document_heads", words[0])
            or lexicon.has("thing_heads", words[0])
            or lexicon.has("event_heads", words[0])
            or lexicon.has("place_heads", words[0])
            or lexicon.has("place_tails", words[-1])
        )

    def _are_members(self, t: int, stretch: list[int]) -> bool:
        """Whether a role belongs to a body's name: "the Paper Workers Union", "Queen Mary Hospital"."""
        word = self._page.words[t]
        members = word.endswith("s") or (t == stretch[0] and self._lexicon.has("eponym_titles", word))
        return t != stretch[-1] and members and self._lexicon.has("organisation_tails", self._page.words[stretch[-1]])

    def _owns(self, t: int, stretch: list[int]) -> bool:
        """Whether the stretch goes on behind a genitive: "Workers' Party of Korea"."""
        return t != stretch[-1] and self._lexicon.has("possessive_endings", self._page.words[t + 1])

    def _tells_portfolio(self, i: int) -> bool:
        word = self._page.words[i]
        lists = ("portfolios", "portfolio_attributes", "connectors")
        return any(self._lexicon.has(words, word) for words in lists)
