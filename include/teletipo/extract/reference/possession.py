"""Whose: the owner that "su", "his" or "their" means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.extract.parse.words import fold
from teletipo.extract.reference.acting import Acting
from teletipo.extract.reference.people import FORCES
from teletipo.extract.reference.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

HIGHER_CLAUSES = 3
"""Clauses in which the owner of a possessive is looked for."""
OWNING_OBJECTS = ("owner_object_verbs", "accusing_verbs")
"""Lists of verbs whose object owns what stands behind them: "condenó a Ruiz por la muerte de su socio"."""
NEAR_BODIES = 3
"""Organisations mentioned last among which "su portavoz" looks for its own."""


class Possession:
    """Resolves the possessives of a scene."""

    def __init__(self, scene: Scene, acting: Acting) -> None:
        self._scene = scene
        self._acting = acting
        self._page = scene.page
        self._lexicon = scene.lexicon
        self._clauses = scene.clauses

    def is_empty(self, token: Token) -> bool:
        """Whether a possessive stands in a phrase that names nobody: "por su parte"."""
        window = fold(self._page.between(max(0, token.i - 1), min(token.i + 1, len(self._page) - 1)))
        return window in self._lexicon.sets.get("empty_phrases", frozenset())

    def owner(self, token: Token) -> str | None:
        """Who acts in the clause, or in the one above if the possessive is in the subject; else the topic.

        What is owned narrows it down: only a person has a mother, a spokesperson serves a body.
        """
        kind = self._lexicon.pronouns.get(fold(token.text), "")
        owned_one = self._scene.at(token.head)
        found = [c for c in self._candidates(token, kind) if c and c != owned_one and self._scene.fits(c, kind)]
        owned = self._page.folded[token.head.i] if token.head.i > token.i else ""
        if owned in self._lexicon.sets["viewpoint_nouns"]:
            found = [a for a in self._scene.actors()[:1] if self._scene.fits(a, kind)] + found
        if owned in self._lexicon.sets["personal_nouns"]:
            found = self._persons_own(found, token)
            last = None if found else self._scene.recall("c", before=token.idx, exclude=frozenset({owned_one}))
            found = [last] if last is not None else found
            if owned in self._lexicon.sets["accused_nouns"]:
                found = self._without_forces(found)
        elif owned in self._lexicon.sets["body_nouns"]:
            found = self._bodies(found, token)
        return next(iter(found), None)

    def _persons_own(self, found: list[str], token: Token) -> list[str]:
        """The people found, one for one relative; whom several act upon first: "lo detuvieron en su casa"."""
        verb = self._clauses.verb_over(token)
        one = self._lexicon.has("kin_nouns", token.head.text) and "Sing" in self._page.told(token.head.i, "Number")
        owners = {"PER"} if one else {"PER", "GRP"}
        people = [c for c in found if self._scene.cast[c].type in owners]
        if verb is None or not people or self._scene.cast[people[0]].type == "PER":
            return people
        acted_upon = self._acting.object_of(verb, before=token.i)
        if acted_upon is None or self._scene.cast[acted_upon].type != "PER":
            return people
        return [acted_upon, *people]

    def _without_forces(self, found: list[str]) -> list[str]:
        """Those whom somebody defends: no judges, officers or spokespersons, if there is anybody else."""
        cast = self._scene.cast
        tried = [p.id for p in cast.recent("PER") if p.part == "accused"]
        near = [p for p in cast.recent("PER")[:NEAR_BODIES] if p.named and not FORCES & p.roles.keys()]
        return tried or [one for one in found if not FORCES & cast[one].roles.keys()] or [p.id for p in near] or found

    def _bodies(self, found: list[str], token: Token) -> list[str]:
        """Bodies first, then those mentioned last, then whoever else acts.

        Bodies that acted before count where the possessive leads the sentence ("su portavoz dijo"), not within it:
        "alabó a su portavoz".
        """
        cast = self._scene.cast
        acting = [c for c in found if self._is_served(c)]
        verb = self._clauses.verb_over(token)
        leads = verb is None or self._clauses.in_subject(token, verb) or self._scene.topic in acting
        acting = acting if leads else [c for c in acting if c not in self._scene.actors()]
        last = [p.id for p in cast.recent("ORG", "GRP")[:NEAR_BODIES] if p.sort != "agency" and p.seen < token.idx]
        return acting + last + found

    def _is_served(self, entity_id: str) -> bool:
        """Whether somebody can serve it: a body, or a group that is no anonymous source."""
        player = self._scene.cast[entity_id]
        return player.type == "ORG" or (player.type == "GRP" and "source" not in player.roles)

    def _candidates(self, token: Token, kind: str) -> list[str | None]:
        verb = self._clauses.verb_over(token)
        found: list[str | None] = []
        inner = token
        for _ in range(HIGHER_CLAUSES):
            if verb is None:
                break
            if not self._clauses.in_subject(inner, verb):
                actor = self._acting.of(verb)
                if actor is None and self._has_unknown_person(verb):
                    return found
                if any(self._lexicon.has(verbs, verb.lemma_) for verbs in OWNING_OBJECTS):
                    found.append(self._acting.object_of(verb, before=token.i))
                found.append(actor)
            else:
                found.extend(self._around_subject(inner, verb))
            inner, verb = verb, self._clauses.governor(verb)
        found.extend(self._scene.actors())
        if kind[:1] in {"m", "f"}:
            found.append(self._scene.recall(kind, before=token.idx))
        return found

    def _has_unknown_person(self, verb: Token) -> bool:
        """Whether a verb's subject is somebody whom nobody could tell: not the topic owns what they have."""
        subject = self._acting.own.subject(verb)
        noun = self._lexicon.role(subject.text) if subject is not None else None
        return noun is not None and noun.type in {"PER", "GRP"}

    def _around_subject(self, token: Token, verb: Token) -> list[str | None]:
        """Whom a possessive within a subject means: who acts in what is told, or the subject before an insertion.

        "El chef Nicanor Ruiz, ganador del premio por su libro, …"
        """
        told, subject = self._clauses.told(verb), self._acting.own.subject(verb)
        found = [self._acting.of(told)] if told is not None else []
        if subject is not None and subject.i < token.i and "," in self._page.words[subject.i : token.i]:
            found.append(self._scene.at(subject))
        return found
