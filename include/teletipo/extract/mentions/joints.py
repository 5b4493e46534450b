"""What holds two capitals together in one name: a space, a hyphen, small words, a nickname in quotation marks."""

from __future__ import annotations

from collections.abc import Callable

from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.mentions.surroundings import QUOTES, Surroundings
from teletipo.extract.parse.page import Page
from teletipo.extract.parse.words import WORD, is_capital

LONGEST_NICKNAME = 3
MOST_SMALL_WORDS = 3
LONGEST_LIST = 12
"""Tokens in which a list of portfolios comes to its ministry, a list of partners to its end."""
HEADS = ("organisation_heads", "place_heads", "document_heads", "event_heads")
BARE_GENITIVES = frozenset("'’")


class Joints:
    """Decides how a run goes on.

    ``nameable``: whether a token may be part of a name inside a sentence. ``is_listed``: whether the tokens from one
    to another are just a listed body.
    """

    def __init__(
        self,
        page: Page,
        lexicon: Lexicon,
        around: Surroundings,
        *,
        nameable: Callable[[int], bool],
        is_listed: Callable[[int, int], bool],
    ) -> None:
        self._page = page
        self._lexicon = lexicon
        self._around = around
        self._nameable = nameable
        self._is_listed = is_listed

    def next(self, j: int, found: list[int]) -> list[int]:
        """The tokens that carry a run on after its token ``j``; empty where it ends."""
        page = self._page
        k = j + 1
        if k >= len(page) or page.opens[k]:
            return []
        if (
            page.words[k] in {"-", "‑", "'", "’"}
            and not page[j].whitespace_
            and not page[k].whitespace_
            and k + 1 < len(page)
        ):
            after = page.words[k + 1]
            return [k, k + 1] if WORD.match(after) and not self._lexicon.has("hyphen_tails", after) else []
        bound = self._bound(k, found)
        if bound or page.words[k] in QUOTES:
            return bound or self._nickname(k)
        if not page[j].whitespace_ and not (page.words[j].endswith(".")):
            return []
        if self._nameable(k):
            return [k]
        small = [k]
        while k + 1 < len(page) and len(small) < MOST_SMALL_WORDS and self._lexicon.has("connectors", page.words[k]):
            if page.words[k][0].isupper() or not page[k].whitespace_:
                return []
            k += 1
            if self._nameable(k):
                return [*small, k] if self._joined(j, small, k, found) else []
            small.append(k)
        return []

    def _bound(self, k: int, found: list[int]) -> list[int]:
        """The tokens of a genitive with its body, of a comma inside a name, or of a hyphened particle with its name."""
        if self._is_owned_body(k) or self._is_ministry_of_state(k):
            return [k, k + 1]
        if self._page.words[k] == "," and (
            self._lists_portfolios(k) or self._lists_tasks(k, found) or self._lists_partners(k, found)
        ):
            return [k, k + 1]
        return [k, k + 1, k + 2] if self._is_hyphened_particle(k) else []

    def _is_owned_body(self, k: int) -> bool:
        """Whether the genitive of a plural and a body follow: "the Korean People's Army", "the Workers' Party"."""
        page, lexicon = self._page, self._lexicon
        owner = page.words[k - 1]
        plural = owner.endswith("s") if page.words[k] in BARE_GENITIVES else lexicon.has("owner_groups", owner)
        if not plural or not lexicon.has("possessive_endings", page.words[k]) or k + 1 >= len(page):
            return False
        body = page.words[k + 1]
        is_body = lexicon.has("organisation_tails", body) or lexicon.has("organisation_heads", body)
        return is_body and not page[k - 1].whitespace_ and self._nameable(k + 1)

    def _is_ministry_of_state(self, k: int) -> bool:
        """Whether a state's genitive and its ministry follow: "Norway's Ministry of Culture"."""
        page, lexicon = self._page, self._lexicon
        if not lexicon.has("possessive_endings", page.words[k]) or not self._around.ends_place(k - 1):
            return False
        for i in range(k + 1, min(k + 1 + MOST_SMALL_WORDS, len(page))):
            if not page.words[i][0].isupper() or not self._nameable(i):
                return False
            if lexicon.has("joining_heads", page.words[i]):
                return True
        return False

    def _lists_tasks(self, comma: int, found: list[int]) -> bool:
        """Whether commas part the tasks of one body: "Ministerio de Industria, Comercio y Turismo"."""
        words, lexicon = self._page.words, self._lexicon
        if not lexicon.has("joining_heads", words[found[0]]) or len(found) < 2:
            return False
        joined = False
        for i in range(comma + 1, min(comma + LONGEST_LIST, len(words))):
            if lexicon.has("conjunctions", words[i]):
                joined = True
            elif is_capital(words[i]):
                body = lexicon.has("organisation_heads", words[i]) and not lexicon.has("portfolios", words[i])
                if body or words[i] in lexicon.given or not self._nameable(i):
                    return False
                if joined:
                    return True
            elif words[i] != "," and not lexicon.has("connectors", words[i]):
                return False
        return False

    def _lists_partners(self, comma: int, found: list[int]) -> bool:
        """Whether commas part the partners or wares of one firm: "Merino, Puig & Asociados", "Sal y Mar, S.L."."""
        words, lexicon = self._page.words, self._lexicon
        if comma + 1 < len(words) and lexicon.has("company_forms", words[comma + 1]):
            return True
        for i in range(comma + 1, min(comma + LONGEST_LIST, len(words) - 1)):
            word = words[i]
            if word == "&" and i > comma + 1:
                return is_capital(words[i + 1]) and len(found) <= MOST_SMALL_WORDS
            if word == "," and lexicon.has("company_forms", words[i + 1]):
                return not lexicon.has("joining_heads", words[found[0]])
            if not (is_capital(word) and self._nameable(i)) and not lexicon.has("connectors", word):
                return False
        return False

    def _lists_portfolios(self, comma: int) -> bool:
        """Whether portfolios around a comma end in their ministry: "the Health, Labor and Welfare Ministry"."""
        words, lexicon = self._page.words, self._lexicon
        for i in range(comma - 1, min(comma + LONGEST_LIST, len(words))):
            if words[i] == "," or lexicon.has("conjunctions", words[i]):
                continue
            if i > comma + 1 and words[i][0].isupper() and lexicon.has("joining_heads", words[i]):
                return True
            if not words[i][0].isupper() or not lexicon.has("portfolios", words[i]):
                return False
        return False

    def _in_quoted_thing(self, first: int) -> bool:
        return first > 0 and self._page.words[first - 1] in QUOTES and self._around.follows_thing_noun(first)

    def _starts_another(self, first: int, j: int, small: list[int], k: int) -> bool:
        """Whether a name of its own starts at ``k``: a person after a body, anything after a listed body."""
        person = self._page.words[k] in self._lexicon.given and not self._lexicon.has(
            "articles", self._page.words[small[-1]]
        )
        task = len(small) == 1 and self._lexicon.has("portfolios", self._page.words[k])
        ends_here = self._is_listed(first, j) and not task
        return (person and self._lexicon.has("organisation_heads", self._page.words[first])) or ends_here

    def _are_alike(self, first: str, j: int, k: int) -> bool:
        """Whether a conjunction joins two of a kind in one name: "Progreso y País", "… de Caminos y Puentes"."""
        one, other = self._page.words[j], self._page.words[k]
        lexicon = self._lexicon
        if any(lexicon.has("ideals", word) for word in (one, other)):
            return lexicon.has("ideals", one) and lexicon.has("ideals", other)
        if not lexicon.has("organisation_heads", first) or lexicon.has("governments", first):
            return False
        if lexicon.has("firm_heads", first):
            return not lexicon.has("organisation_heads", other) and other not in lexicon.given
        plural = one.endswith("s") and other.endswith("s")
        return plural and not lexicon.has("organisation_heads", other) and other not in lexicon.given

    def _joined_by_conjunction(self, j: int, small: list[int], k: int, found: list[int]) -> bool:
        page, lexicon = self._page, self._lexicon
        first = page.words[found[0]]
        if any(lexicon.has("dative_prepositions", page.words[i]) for i in small[1:]):
            return False
        of_minister = self._around.is_portfolio_of_title(found[0]) and (
            lexicon.has("portfolios", page.words[k]) or self._closes_title(k)
        )
        joining = of_minister or lexicon.has("joining_heads", first) or self._are_alike(first, j, k)
        same_label = bool(page.labels[j]) and all(page[t].ent_iob_ == "I" for t in [*small, k])
        return joining or self._is_one_body(found[0], j, k) or (same_label and page.labels[k] == "ORG")

    def _closes_title(self, k: int) -> bool:
        """Whether a few capitals and a comma end a minister's title: "ministra de Vivienda y Agenda Urbana, …"."""
        words = self._page.words[k : k + 1 + MOST_SMALL_WORDS]
        title = words[: words.index(",")] if "," in words else []
        return bool(title) and all(word[0].isupper() and word not in self._lexicon.given for word in title)

    def _is_one_body(self, first: int, j: int, k: int) -> bool:
        """Whether a noun in the singular introduces all of it: "la asociación Arroz y Dignidad"."""
        page = self._page
        introduced = first > 0 and (
            self._around.follows_body_noun(first) or self._lexicon.has("body_introducers", page.words[first - 1])
        )
        if not introduced or page.words[first - 1].endswith("s"):
            return False
        short = any(page.words[i].isupper() for i in (j, k))
        other = self._lexicon.has("organisation_heads", page.words[k]) or page.words[k] in self._lexicon.given
        return not short and not other and j == first

    def _is_hyphened_particle(self, k: int) -> bool:
        """Whether "al-" and a capital follow: "Jabbar al-Khafaji"."""
        page = self._page
        tied = (
            k + 2 < len(page) and page.words[k + 1] == "-" and not page[k].whitespace_ and not page[k + 1].whitespace_
        )
        return tied and self._lexicon.has("name_particles", page.words[k]) and self._nameable(k + 2)

    def _nickname(self, k: int) -> list[int]:
        """A nickname in quotation marks between two parts of a name: "Joaquín «El Chapo» Guzmán"."""
        page = self._page
        for length in range(1, LONGEST_NICKNAME + 1):
            after = k + length + 2
            if after < len(page) and page.words[after - 1] in QUOTES and page[after - 1].whitespace_:
                inside = page.words[k + 1 : after - 1]
                capitals = any(word[0].isupper() for word in inside) and self._nameable(after)
                is_body = self._lexicon.has("organisation_heads", page.words[k - 1])
                return list(range(k, after + 1)) if capitals and not is_body else []
        return []

    def _joined(self, j: int, small: list[int], k: int, found: list[int]) -> bool:
        """Whether small words between two capitals hold them in one name."""
        page, lexicon = self._page, self._lexicon
        named_after = len(found) > 1 and self._is_listed(found[0], found[0])
        first = page.words[found[1] if named_after else found[0]]
        link = page.words[small[0]]
        same_label = bool(page.labels[j]) and all(page[t].ent_iob_ == "I" for t in [*small, k])
        if link == "&":
            return True
        if lexicon.has("conjunctions", link):
            return self._joined_by_conjunction(j, small, k, found)
        if (
            self._around.is_quoted_medium(found[0])
            or self._in_quoted_thing(found[0])
            or lexicon.has("binding_particles", link)
        ):
            return True
        if lexicon.has("governments", first) or self._starts_another(found[0], j, small, k):
            return False
        if lexicon.has("place_openers", first) and lexicon.has("genitives", link):
            return not lexicon.has("organisation_heads", page.words[k])
        if lexicon.has("seated_heads", first) and lexicon.has("place_prepositions", link):
            return True
        tasked = lexicon.has("genitives", link) or lexicon.has("body_connectors", link)
        if any(lexicon.has(heads, first) for heads in HEADS):
            return tasked or same_label
        if tasked and any(lexicon.has("organisation_tails", page.words[t]) for t in found):
            return True
        person = first in lexicon.given or lexicon.has("name_particles", first)
        if lexicon.has("name_particles", link) and (person or same_label):
            return not self._around.is_title(found[0])
        return same_label and not lexicon.names_person(first)
