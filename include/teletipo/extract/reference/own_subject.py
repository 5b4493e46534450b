"""The subject that a verb has itself: by the parse where it can be right, else by what stands beside the verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.extract.parse.clauses import INHERITING, SUBJECTS, TURN_DASHES
from teletipo.extract.reference.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

CLOSING = frozenset("”»\"’'")
QUOTE_REACH = 3
INVERSION_REACH = 8
"""Tokens back to the closing mark, and on to the person, around a verb that closes a quotation."""
INDEPENDENT = frozenset({"ROOT", "parataxis"})
"""Relations of verbs that depend on no other."""
GOVERNING = frozenset({"ADP", "CCONJ", "NOUN", "ADJ", "VERB", "PROPN"})
NAME_REACH = 4
"""Tokens behind a verb to a name that is its subject."""
OPENING_REACH = 16
"""Tokens from the start of a sentence to the end of the phrase that may be its subject over an insertion."""


class OwnSubject:
    """Finds the subjects of the verbs of a scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._page = scene.page
        self._lexicon = scene.lexicon
        self._clauses = scene.clauses

    def subject(self, verb: Token) -> Token | None:
        """The head of a verb's own subject; words of somebody's speech are none of a verb outside it."""
        children = self._page.children(verb.i, *SUBJECTS)
        if not children:
            return None
        found = (s for s in children if not self._is_no_subject(s, verb))
        outside = not self._scene.spoken[verb.i]
        return next((s for s in found if not (outside and self._scene.spoken[s.i])), None)

    def _is_no_subject(self, token: Token, verb: Token) -> bool:
        """Whether the parse cannot be right: a mark, an opening participle, a noun behind a preposition …"""
        if not any(map(str.isalnum, self._page.words[token.i])):
            return True
        if not self._lexicon.drops_subjects:
            return False
        opens = token.i == self._scene.start
        if opens and (
            "Part" in self._page.told(token.i, "VerbForm") or self._lexicon.has("adverbial_openers", token.text)
        ):
            return True
        if any(case.i < token.i for case in self._page.children(token.i, "case")):
            return True
        if token.i in self._scene.at_token:
            return False
        number = self._clauses.finite_third(verb)
        told = self._page.told(token.i, "Number")
        several = token.pos_ != "NOUN" or self._page.children(token.i, "conj", "nummod") or number is None or not told
        return not several and told[0] == "Plur" and number == "Sing"

    def has_subject(self, verb: Token) -> bool:
        """Whether a verb has a subject of its own, by the parse or by what stands beside it."""
        return self.subject(verb) is not None or self.follower(verb) is not None or self.before(verb) is not None

    def follower(self, verb: Token) -> Token | None:
        """The name or phrase behind a verb that closes a quotation: what is said is not its object."""
        if not self.closes_quotation(verb) and not self._has_its_object(verb):
            return None
        for child in self._page.children(verb.i, "obj", "iobj", "obl", "dep", "appos", "flat", "obl:arg"):
            near = verb.i < child.i <= verb.i + INVERSION_REACH and not self._page.children(child.i, "case")
            noun = child.pos_ in {"NOUN", "PROPN"} and any(map(str.isalnum, child.text))
            named = noun or self._lexicon.has("indefinites", child.text)
            if near and named and not self._lexicon.has("time_nouns", child.text):
                return child
        return self._past_addressee(verb.i + 1)

    def _has_its_object(self, verb: Token) -> bool:
        """Whether a clitic is the verb's object, so that what follows is none: "las tradujo un voluntario"."""
        clitics = self._page.folded[self.group_start(verb) : verb.i]
        return any(word in self._lexicon.object_pronouns for word in clitics)

    def named_behind(self, verb: Token) -> int | None:
        """The first token of a name close behind a verb that hangs on no preposition: "a la que tuvo acceso EFE"."""
        near = range(verb.i + 1, min(verb.i + NAME_REACH, len(self._page)))
        return next((i for i in near if i in self._scene.starting and self._page.pos[i - 1] in {"NOUN", "VERB"}), None)

    def _past_addressee(self, i: int) -> Token | None:
        """The name or phrase behind "a la AFP", "a los periodistas"."""
        if not self._lexicon.drops_subjects or i >= len(self._page):
            return None
        if self._lexicon.has("dative_prepositions", self._page.words[i]):
            opened = next((k for k in (i + 1, i + 2) if k in self._scene.starting), None)
            ends = (k + 1 for k in range(opened or i, i + INVERSION_REACH) if self._scene.ending.get(k) == opened)
            i = next(ends, len(self._page)) if opened is not None else len(self._page)
        if i in self._scene.starting:
            return next(
                (
                    self._page[k]
                    for k in range(i, min(i + INVERSION_REACH, len(self._page)))
                    if self._scene.ending.get(k) == i
                ),
                None,
            )
        return None

    def before(self, verb: Token) -> Token | None:
        """The last token of the name or phrase that stands before a verb, with an insertion or without."""
        if verb.pos_ not in {"VERB", "AUX"} or self._clauses.finite_third(verb) is None or self._scene.spoken[verb.i]:
            return None
        i = self.group_start(verb) - 1
        while i > self._scene.start and self._lexicon.has("negations", self._page.words[i]):
            i -= 1
        if self._page.words[i] == ",":
            return self._before_insertion(i, verb)
        first = self._scene.ending.get(i)
        return self._page[i] if first is not None and not self._is_governed(first) else None

    def _before_insertion(self, stop: int, verb: Token) -> Token | None:
        """The phrase that opens the sentence, where ", …," stands between it and the verb."""
        if verb.dep_ not in INDEPENDENT | INHERITING:
            return None
        opened = False
        for i in range(self._scene.start, min(stop, self._scene.start + OPENING_REACH)):
            first = self._scene.ending.get(i)
            if first is None or self._scene.spoken[i]:
                opened = opened or self._page.pos[i] == "VERB"
                continue
            closes = i + 1 < stop and self._page.words[i + 1] == ","
            if opened or self._is_governed(first):
                return None
            if closes:
                return self._page[i]
        return None

    def _is_governed(self, first: int) -> bool:
        """Whether the phrase from a token on hangs on what stands before it."""
        while first > self._scene.start and self._page.pos[first - 1] == "DET":
            first -= 1
        return first > self._scene.start and self._page.pos[first - 1] in GOVERNING

    def closes_quotation(self, verb: Token) -> bool:
        """Whether a verb follows the end of somebody's words: "…», dijo"."""
        first = self.group_start(verb)
        if self._scene.spoken[verb.i]:
            return False
        before = "".join(self._page.words[max(self._scene.start, first - QUOTE_REACH) : first]).rstrip(",. ")
        turn = first > 1 and before[-1:] in TURN_DASHES and self._scene.spoken[first - 2]
        return turn or before[-1:] in CLOSING

    def group_start(self, verb: Token) -> int:
        """The first token of a verb with its auxiliaries and clitics."""
        i = verb.i
        while i > self._scene.start and (
            self._page.pos[i - 1] == "AUX" or self._lexicon.has("clitics", self._page.words[i - 1])
        ):
            i -= 1
        return i
