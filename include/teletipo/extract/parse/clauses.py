"""The clause around a token: its verb, its subject, whether it stands in direct speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.extract.parse.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

CLIMB = 25
"""Steps up the tree after which a search for the verb gives up, so that a broken parse costs little."""
SUBJECTS = ("nsubj", "nsubj:pass", "nsubjpass", "csubj")
AUXILIARIES = ("aux", "aux:pass", "auxpass", "cop")
INHERITING = frozenset({"conj", "xcomp", "advcl"})
PAIRS = {"“": "”", "«": "»", "‘": "’", "‹": "›", "„": "“"}
STRAIGHT = '"'
TURN_DASHES = frozenset("—–-")
TURN_OPENERS = frozenset('¿¡«“"')
TWO_APOSTROPHES = {"''": "''", "``": "''"}


class Clauses:
    """The clauses of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._predicates = {
            i
            for i, tag in enumerate(page.pos)
            if tag in {"VERB", "AUX"} and page.dep[i] not in AUXILIARIES and page.words[i].isalpha()
        } | {page.heads[i] for i, relation in enumerate(page.dep) if relation == "cop"}
        self._thirds: dict[int, str | None] = {}

    def verb_over(self, token: Token) -> Token | None:
        """The verb (or predicate with a copula) of the clause that a token stands in, or the token itself."""
        i = token.i
        for _ in range(CLIMB):
            if i in self._predicates:
                return self._page[i]
            if self._page.heads[i] == i:
                return None
            i = self._page.heads[i]
        return None

    def governor(self, verb: Token) -> Token | None:
        """The verb of the clause that a verb's own clause depends on."""
        head = self._page.heads[verb.i]
        return None if head == verb.i else self.verb_over(self._page[head])

    def is_predicate(self, token: Token) -> bool:
        """Whether a token heads a clause: a verb, or a noun or adjective with a copula."""
        return token.i in self._predicates

    def in_subject(self, token: Token, verb: Token) -> bool:
        """Whether a token stands within the subject of a verb above it."""
        i = token.i
        for _ in range(CLIMB):
            if self._page.heads[i] in {verb.i, i}:
                break
            i = self._page.heads[i]
        return self._page.dep[i] in SUBJECTS

    def told(self, verb: Token) -> Token | None:
        """The clause before a verb that it tells: "X hará Y, anunció …"."""
        return next((c for c in self._page.children(verb.i, "ccomp", "parataxis") if c.i < verb.i), None)

    def is_main(self, verb: Token) -> bool:
        """Whether a verb is the sentence's main one or coordinated with it."""
        i = verb.i
        for _ in range(CLIMB):
            if self._page.dep[i] == "ROOT":
                return True
            if self._page.dep[i] != "conj":
                return False
            i = self._page.heads[i]
        return False

    def is_subordinate(self, verb: Token) -> bool:
        """Whether a conjunction or a relative makes a verb's clause depend on another."""
        return bool(self._page.children(verb.i, "mark")) or verb.dep_.startswith(("acl", "relcl", "ccomp", "csubj"))

    def finite_third(self, verb: Token) -> str | None:
        """Number of a verb group in the third person, ``Sing`` or ``Plur``; None for other verbs."""
        if verb.i not in self._thirds:
            self._thirds[verb.i] = self._third(verb)
        return self._thirds[verb.i]

    def _third(self, verb: Token) -> str | None:
        for token in (verb, *self._page.children(verb.i, *AUXILIARIES)):
            if "Fin" in self._page.told(token.i, "VerbForm") and "3" in self._page.told(token.i, "Person"):
                number = self._page.told(token.i, "Number")
                return number[0] if number else None
        return None

    def group(self, verb: Token) -> tuple[int, int]:
        """Code points of a verb with the auxiliaries right before it; of a copula without what it links."""
        copula = [*self._page.children(verb.i, "aux", "cop")]
        if copula and copula[-1].dep_ == "cop" and copula[-1].i < verb.i:
            return copula[0].idx, self._page.end(copula[-1].i)
        first = verb.i
        while first > 0 and self._page.dep[first - 1] in AUXILIARIES and self._page.heads[first - 1] == verb.i:
            first -= 1
        return self._page.starts[first], self._page.end(verb.i)


def spoken(page: Page) -> list[bool]:
    """For each token whether it stands in quotation marks or in a turn between dashes.

    An odd mark ends with its paragraph, as a turn does.
    """
    marks: list[bool] = []
    waiting: str | None = None
    turn: bool | None = None
    opens = True
    for i, text in enumerate(page.words):
        if text.count("\n") > 1:
            waiting, turn, opens = None, None, True
            marks.append(False)
            continue
        if text[0] in TURN_DASHES and (
            _opens_turn(page, page.starts[i]) if opens else _parts_turn(page, page.starts[i], turn)
        ):
            turn = not turn
        in_turn = bool(turn)
        if len(text) > 1 and text[-1] in TURN_DASHES and turn is not None:
            turn = not turn
        opens = False
        if waiting is not None:
            marks.append(True)
            if waiting in text:
                waiting = None
            continue
        marks.append(in_turn)
        waiting = None if text.isalnum() else _closing(text)
    return marks


def direct(page: Page, quoted: list[bool]) -> list[bool]:
    """For each token whether it stands in somebody's whole words: what is quoted from a capital on."""
    marks: list[bool] = []
    whole: bool | None = None
    for text, inside in zip(page.words, quoted, strict=True):
        if not inside:
            whole = None
        elif whole is None and any(map(str.isalnum, text)):
            whole = next(c for c in text if c.isalnum()).isupper()
        marks.append(inside and bool(whole))
    return marks


def _opens_turn(page: Page, at: int) -> bool:
    """Whether a dash that opens a paragraph touches a word, as in "—Aquí nací", and is no bullet."""
    after = page.text[at + 1 : at + 2]
    return after.isalpha() or after in TURN_OPENERS


def _parts_turn(page: Page, at: int, turn: bool | None) -> bool:
    """Whether a dash within a paragraph that a turn opened is at the edge of a word and no hyphen."""
    before, after = page.text[at - 1 : at], page.text[at + 1 : at + 2]
    return turn is not None and not (before.isalnum() and after.isalnum())


def _closing(text: str) -> str | None:
    """The mark that ends what a token opens, if it opens a quotation."""
    if text in TWO_APOSTROPHES:
        return TWO_APOSTROPHES[text]
    opening = next((c for c in text if c in PAIRS or c == STRAIGHT), None)
    return PAIRS.get(opening, STRAIGHT) if opening else None
