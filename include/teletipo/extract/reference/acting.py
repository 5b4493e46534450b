"""Who acts in a verb: the subject it has, the one it shares with another verb, or the topic where it drops one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.extract.parse.clauses import INHERITING, SUBJECTS
from teletipo.extract.parse.words import fold
from teletipo.extract.reference.own_subject import INDEPENDENT, OwnSubject
from teletipo.extract.reference.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

EXPLETIVES = ("expl", "expl:impers", "expl:pass")
OBJECTS = ("dobj", "dative", "obj", "iobj", "obl", "obl:arg")
CONTROL_STEPS = 4
"""Heads up which the one who acts in an infinitive or participle is looked for."""


class Acting:
    """Finds who acts in the verbs of a scene and keeps the answers; ``own`` finds the subjects that verbs have."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._page = scene.page
        self._cast = scene.cast
        self._lexicon = scene.lexicon
        self._clauses = scene.clauses
        self.own = OwnSubject(scene)
        self._known: dict[int, str | None] = {}

    def forget(self) -> None:
        """Drop the answers so far: more phrases of the sentence have been read."""
        self._known.clear()

    def of(self, verb: Token) -> str | None:
        """The entity that acts in a verb, or None."""
        if verb.i not in self._known:
            self._known[verb.i] = None
            self._known[verb.i] = self._find(verb)
        return self._known[verb.i]

    def stands_alone(self, verb: Token) -> bool:
        """Whether a verb opens a telling of its own, so that its dropped subject is a mention by itself."""
        if verb.dep_ in INDEPENDENT or self.own.closes_quotation(verb):
            return True
        if not self._lexicon.drops_subjects:
            return False
        first = self.own.group_start(verb)
        before = self._page.words[first - 1] if first > self._scene.start else ""
        after = self._page.words[verb.i + 1] if verb.i + 1 < len(self._page) else ""
        if before == ":" or (before == "," and after == ","):
            return True
        reads = (self._follows_participle, self._is_told, self._stands_in_relative, self._grounds)
        return any(read(verb) for read in reads)

    def _grounds(self, verb: Token) -> bool:
        """Whether a verb tells on whose word a sentence stands: "según ha dicho"."""
        first = self.own.group_start(verb)
        alone = self._lexicon.drops_subjects and first > self._scene.start
        return alone and self._lexicon.has("saying_prepositions", self._page.words[first - 1])

    def _follows_participle(self, verb: Token) -> bool:
        """Whether the parse took the participle that opens the sentence for its verb: "Preguntado por …, calló"."""
        opening = self._page[self._scene.start]
        hangs = verb.head.i == opening.i and verb.i > opening.i and not self._page.children(verb.i, "mark")
        return hangs and "Part" in self._page.told(opening.i, "VerbForm")

    def _is_told(self, verb: Token) -> bool:
        """Whether a clause without a conjunction stands before the verb that tells it: "Viajará mañana, dijo"."""
        told = verb.dep_ == "ccomp" and verb.i < verb.head.i and not self._page.children(verb.i, "mark")
        return told and not self._scene.spoken[verb.i]

    def _stands_in_relative(self, verb: Token) -> bool:
        """Whether a verb's clause hangs on a relative that is no subject: "una carta en la que pide …"."""
        if not verb.dep_.startswith("acl"):
            return False
        i = self.own.group_start(verb) - 1
        asks = "é" in self._page.words[i]
        if i <= self._scene.start or asks or not self._lexicon.has("relatives", self._page.words[i]):
            return False
        before = self._page[i - 1] if self._page.pos[i - 1] != "DET" else self._page[max(i - 2, 0)]
        return before.pos_ == "ADP" and self.own.named_behind(verb) is None

    def _find(self, verb: Token) -> str | None:
        subject = self.own.subject(verb)
        if subject is not None:
            return self._of_subject(subject)
        beside = self.own.follower(verb) or self.own.before(verb)
        if beside is not None:
            return self._scene.at(beside)
        controller = self._controller(verb)
        if controller is not None:
            return controller
        made = self.object_of(verb.head, before=verb.i) if self._is_made_to(verb) else None
        if made is not None:
            return made
        if verb.dep_ in INHERITING and verb.head.i != verb.i and not self._grounds(verb):
            governor = self._clauses.governor(verb)
            quoted = governor is not None and self._scene.spoken[governor.i] and not self._scene.spoken[verb.i]
            if governor is not None and not quoted and self._numbers_agree(verb, governor):
                return self.of(governor)
        return self._dropped(verb)

    def _is_made_to(self, verb: Token) -> bool:
        """Whether a verb without person tells what somebody makes, asks or lets another do: "asked Ruiz to wait"."""
        free = verb.dep_ == "xcomp" and "Inf" in verb.morph.get("VerbForm", [])
        return free and not self._lexicon.has("subject_control_verbs", verb.head.lemma_)

    def object_of(self, verb: Token, *, before: int) -> str | None:
        """The person or body that is a verb's object ahead of a token: a clitic, a name, "a Ruiz"."""
        for i in range(self.own.group_start(verb), verb.i):
            if i in self._scene.at_token and self._lexicon.has("clitics", self._page.words[i]):
                return self._scene.at_token[i]
        for child in self._page.children(verb.i, *OBJECTS):
            cases = [case.i for case in self._page.children(child.i, "case")]
            governed = any(not self._lexicon.has("dative_prepositions", self._page.words[i]) for i in cases)
            bare = child.dep_.startswith("obl") and not cases
            if verb.i < child.i < before and not governed and not bare:
                found = self._scene.at(child)
                if found is not None:
                    return found
        return None

    def _controller(self, verb: Token) -> str | None:
        """Who acts in a verb without person: whom its participle describes, or whom somebody lets or makes act.

        "Ruiz, acusado de robar", "le han permitido hablar"
        """
        if self._clauses.finite_third(verb) is not None or not self._lexicon.drops_subjects:
            return None
        token = verb
        for _ in range(CONTROL_STEPS):
            described = token.dep_ in {"acl", "amod", "appos"} and token.head.pos_ in {"NOUN", "PROPN"}
            if described and "Part" in self._page.told(token.i, "VerbForm"):
                return self._scene.at(token.head)
            if token.dep_ == "ROOT" or self._clauses.finite_third(token) is not None:
                return None
            token = token.head
            if self._lexicon.has("object_control_verbs", token.lemma_):
                start = self.own.group_start(token)
                clitics = (self._scene.at_token.get(i) for i in range(start, token.i))
                return next((entity_id for entity_id in clitics if entity_id), None)
        return None

    def _numbers_agree(self, verb: Token, governor: Token) -> bool:
        one, other = self._clauses.finite_third(verb), self._clauses.finite_third(governor)
        return one is None or other is None or one == other

    def _of_subject(self, subject: Token) -> str | None:
        if subject.pos_ == "PRON" or self._lexicon.has("relatives", subject.text):
            return self._scene.at(subject) or self.antecedent(subject)
        partners = self._page.children(subject.i, "conj")
        first = self._scene.at(subject)
        others = [self._scene.at_token.get(child.i) for child in partners]
        if first and others and all(others):
            members = (first, *(other for other in others if other))
            if len(set(members)) > 1:
                name = " + ".join(self._cast.table.entity(member).name for member in members)
                pair = self._cast.pair(members, name)
                self._cast.touch(pair.id, subject.idx)
                return pair.id
        return first

    def antecedent(self, pronoun: Token) -> str | None:
        """Whom a relative, demonstrative or personal pronoun means."""
        if "Rel" in self._page.told(pronoun.i, "PronType") or pronoun.tag_ in {"WP", "WDT"}:
            clause = self._clauses.verb_over(pronoun)
            if clause is not None and clause.dep_ in {"acl", "relcl", "acl:relcl"}:
                return self._scene.at(clause.head)
            before = [self._page[i] for i in range(max(0, pronoun.i - 3), pronoun.i)]
            return next((self._scene.at_token[t.i] for t in reversed(before) if t.i in self._scene.at_token), None)
        near = self._lexicon.near_pronouns.get(fold(pronoun.text))
        if near is not None:
            return self._nearest(near, before=pronoun.idx)
        kind = self._lexicon.pronouns.get(fold(pronoun.text))
        if kind is None:
            return None
        return self._told_again(pronoun, kind) or self._scene.recall(kind, before=pronoun.idx)

    def _told_again(self, pronoun: Token, kind: str) -> str | None:
        """Whom a pronoun takes up by where it stands: who tells its clause, "Ruiz said he", or the document before.

        Where subjects can be dropped a pronoun is written to mean another.
        """
        if self._lexicon.drops_subjects or pronoun.dep_ not in SUBJECTS:
            return None
        acted = self._scene.acted
        verb = self._clauses.verb_over(pronoun)
        governor = self._clauses.governor(verb) if verb is not None and verb.dep_ == "ccomp" else None
        teller = self.of(governor) if governor is not None else None
        if teller is not None:
            return teller if self._scene.fits(teller, kind) else None
        written = kind == "n" and acted is not None and self._cast[acted].type == "DOC"
        return acted if written else None

    def _nearest(self, kind: str, *, before: int) -> str | None:
        """Whom "este" means: the person or group mentioned last, be it the topic or not."""
        known = [p for p in self._cast.recent("PER", "GRP") if p.seen < before]
        return next((p.id for p in known if self._scene.fits(p.id, kind)), None)

    def _dropped(self, verb: Token) -> str | None:
        """The topic, where a finite verb of the narration leaves its subject out and the language may do so."""
        number = self._clauses.finite_third(verb)
        acted = self._scene.acted
        if not self._lexicon.drops_subjects or number is None or self._scene.spoken[verb.i] or acted is None:
            return None
        if self._page.children(verb.i, *EXPLETIVES) or self._lexicon.has("impersonal_verbs", verb.lemma_):
            return None
        reflexive = self._lexicon.has("reflexives", self._page.words[self.own.group_start(verb)])
        if reflexive and self._lexicon.has("passive_verbs", verb.lemma_):
            return None
        document = self._cast[acted].type == "DOC"
        if document and (self.own.closes_quotation(verb) or not self._lexicon.has("document_verbs", verb.lemma_)):
            acted = self._scene.topic or acted
        if number == "Sing" and self._lexicon.has("crime_verbs", verb.lemma_):
            acted = self._accused_of(acted)
        gender = self._gender_told()
        if self._cast[acted].plural != (number == "Plur"):
            return self._last_of_number(plural=number == "Plur")
        if gender and not self._scene.fits(acted, gender):
            return self._scene.recall(gender, before=verb.idx, exclude=frozenset({acted}))
        return acted

    def _accused_of(self, acted: str) -> str:
        """Who was told to be accused, where a crime is told of and no other person acts."""
        player = self._cast[acted]
        if player.type == "PER" and player.part != "victim":
            return acted
        return next((p.id for p in self._cast.recent("PER") if p.part == "accused"), acted)

    def _gender_told(self) -> str:
        """The gender that the sentence's opening participle tells of its subject: "Preguntada por …, respondió"."""
        page, start = self._page, self._scene.start
        if "Part" not in page.told(start, "VerbForm") or "Sing" not in page.told(start, "Number"):
            return ""
        return {"Masc": "m", "Fem": "f"}.get("".join(page.told(start, "Gender")), "")

    def _last_of_number(self, *, plural: bool) -> str | None:
        lately = [self._cast[actor] for actor in self._scene.actors()]
        return next((p.id for p in lately if p.plural == plural and p.type in {"PER", "GRP"}), None)

    def takes(self, token: Token) -> bool:
        """Whether a pronoun is its clause's subject."""
        return token.dep_ in SUBJECTS
