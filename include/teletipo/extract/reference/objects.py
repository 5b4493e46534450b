"""Pronouns that are no subject: whom "le", "la", "him" or "them" mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.extract.reference.acting import Acting
from teletipo.extract.reference.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

DATIVE_REACH = 6
"""Tokens behind a verb among which the object stands that a clitic doubles."""
JOINED_VERBS = 2
"""Verbs back along a row of joined ones to the object that a pronoun takes up."""


class Objects:
    """Resolves the object pronouns of a scene."""

    def __init__(self, scene: Scene, acting: Acting) -> None:
        self._scene = scene
        self._acting = acting
        self._page = scene.page
        self._cast = scene.cast
        self._lexicon = scene.lexicon

    def meant(self, token: Token, *, viewer: str | None) -> str | None:
        """Whom a pronoun means: not who acts in its clause, nor the ``viewer`` whose opinion it is."""
        folded = self._page.folded[token.i]
        kind = self._lexicon.pronouns.get(folded)
        verb = self._scene.clauses.verb_over(token)
        placed = token.i > 0 and self._lexicon.has("place_prepositions", self._page.words[token.i - 1])
        if verb is None or kind == "n" or placed:
            return None
        if kind is None:
            kind = self._lexicon.object_pronouns.get(folded)
            if kind is None or not self._lexicon.has("person_object_verbs", verb.lemma_):
                return None
            if self._lexicon.has("relatives", self._page.words[min(token.i + 1, len(self._page) - 1)]):
                return None
        actor = self._acting.of(verb)
        tried = self._tried(verb, kind)
        if tried is not None and tried != actor:
            return tried
        if "Yes" in token.morph.get("Reflex", []):
            return actor if actor is not None and self._scene.fits(actor, kind) else None
        doubles, found = self._doubled(token, verb, dative=folded not in self._lexicon.object_pronouns)
        if doubles:
            return found
        parallel = self._parallel(token, verb, kind)
        if parallel is not None and parallel != actor:
            return parallel
        return self._scene.recall(kind, before=token.idx, exclude=frozenset({actor, viewer}))

    def _tried(self, verb: Token, kind: str) -> str | None:
        """Who was told to be accused, where a verb tells what is done to such: "lo detuvieron"."""
        if not self._lexicon.has("accusing_verbs", verb.lemma_):
            return None
        accused = (p.id for p in self._cast.recent("PER") if p.part == "accused")
        return next((one for one in accused if self._scene.fits(one, kind)), None)

    def _parallel(self, token: Token, verb: Token, kind: str) -> str | None:
        """The object of the verb that a pronoun's verb is joined to: "recibió a Ana y le pidió"."""
        for _ in range(JOINED_VERBS):
            if verb.dep_ != "conj":
                return None
            governor = self._scene.clauses.governor(verb)
            if governor is None:
                return None
            found = self._acting.object_of(governor, before=token.i)
            if found is not None and self._scene.fits(found, kind):
                return found
            verb = governor
        return None

    def _doubled(self, token: Token, verb: Token, *, dative: bool) -> tuple[bool, str | None]:
        """Whether a clitic doubles an object, and whom that names: "a Ana la vieron", "le pidió al presidente"."""
        if not self._lexicon.has("clitics", token.text):
            return False, None
        start = self._acting.own.group_start(verb)
        while start > self._scene.start and self._lexicon.has("negations", self._page.words[start - 1]):
            start -= 1
        first = self._scene.ending.get(start - 1, start - 1)
        behind = range(verb.i + 1, min(verb.i + DATIVE_REACH, len(self._page))) if dative else range(0)
        for i in (*range(max(first - 2, self._scene.start), first), *behind):
            if self._page[i].is_punct and i > verb.i:
                break
            if self._lexicon.has("dative_prepositions", self._page.words[i]) and self._opens_object(i + 1):
                found = self._starting_at(i + 1)
                plural = self._page.told(token.i, "Number") == ("Plur",)
                if found is None or self._cast[found].plural == plural:
                    return True, found
        return False, None

    def _opens_object(self, i: int) -> bool:
        """Whether a noun, a name or a pronoun stands at a token or behind its article."""
        k = i + 1 if i < len(self._page) and self._page.pos[i] == "DET" else i
        return k < len(self._page) and self._page.pos[k] in {"NOUN", "PROPN", "PRON"}

    def _starting_at(self, i: int) -> str | None:
        """The person or group whose name or phrase starts at a token or behind its article."""
        found = self._scene.starting.get(i) or self._scene.starting.get(i + 1) or self._scene.at_token.get(i)
        return found if found is not None and self._cast[found].type in {"PER", "GRP"} else None
