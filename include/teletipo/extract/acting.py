"""Who acts in a verb: the subject it has, the one it shares with another verb, or the topic where it drops one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.extract.clauses import INHERITING, SUBJECTS
from teletipo.extract.gazetteer import fold
from teletipo.extract.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

CLOSING = frozenset("”»\"’'")
OPENING = frozenset("“«‘")
DASHES = frozenset("—–")
QUOTE_REACH = 3
INVERSION_REACH = 8
"""Tokens back to the closing mark, and on to the person, around a verb that closes a quotation."""
PAIR_REACH = 6
"""Tokens from the first to the last name of a pair."""
INDEPENDENT = frozenset({"ROOT", "parataxis"})
"""Relations of verbs whose dropped subject is a mention by itself."""
EXPLETIVES = ("expl", "expl:impers", "expl:pass")
GOVERNING = frozenset({"ADP", "CCONJ", "NOUN", "ADJ", "VERB", "PROPN"})
OPENING_REACH = 16
"""Tokens from the start of a sentence to the end of the phrase that may be its subject over an insertion."""
RELATIVE_REACH = 3
"""Tokens of "en la que" before its verb."""
CONTROL_STEPS = 4
"""Heads up which the one who acts in an infinitive or participle is looked for."""


class Acting:
    """Finds who acts in the verbs of a scene; answers are kept until :meth:`forget`."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._page = scene.page
        self._cast = scene.cast
        self._lexicon = scene.lexicon
        self._clauses = scene.clauses
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

    def subject(self, verb: Token) -> Token | None:
        """The head of a verb's own subject; words of somebody's speech are none of a verb outside it."""
        found = self._clauses.subject(verb)
        if found is None or self._is_no_subject(found, verb):
            return None
        return None if self._scene.spoken[found.i] and not self._scene.spoken[verb.i] else found

    def _is_no_subject(self, token: Token, verb: Token) -> bool:
        """Whether the parse cannot be right: a mark, a participle or phrase of time that opens the sentence, a noun
        behind a preposition, a noun of another number.
        """
        if not any(map(str.isalnum, token.text)):
            return True
        if not self._lexicon.drops_subjects:
            return False
        opens = token.i == self._scene.start
        if opens and ("Part" in token.morph.get("VerbForm", []) or self._lexicon.has("adverbial_openers", token.text)):
            return True
        if any(case.i < token.i for case in self._page.children(token.i, "case")):
            return True
        number = self._clauses.finite_third(verb)
        told = token.morph.get("Number", [])
        several = token.pos_ != "NOUN" or self._page.children(token.i, "conj", "nummod") or number is None or not told
        return not several and told[0] == "Plur" and number == "Sing"

    def has_subject(self, verb: Token) -> bool:
        """Whether a verb has a subject of its own, by the parse or by what stands beside it."""
        return self.subject(verb) is not None or self._follower(verb) is not None or self._before(verb) is not None

    def stands_alone(self, verb: Token) -> bool:
        """Whether a verb opens a telling of its own, so that its dropped subject is a mention by itself."""
        if verb.dep_ in INDEPENDENT or self.closes_quotation(verb):
            return True
        first = self.group_start(verb)
        before = self._page.words[first - 1] if first > self._scene.start else ""
        after = self._page.words[verb.i + 1] if verb.i + 1 < len(self._page) else ""
        if (before == "," and after == ",") or self._is_told(verb) or self._stands_in_relative(verb):
            return True
        return self._lexicon.has("saying_prepositions", before)

    def _is_told(self, verb: Token) -> bool:
        """Whether a clause without a conjunction stands before the verb that tells it: "Viajará mañana, dijo"."""
        told = verb.dep_ == "ccomp" and verb.i < verb.head.i and not self._page.children(verb.i, "mark")
        return told and not self._scene.spoken[verb.i]

    def _stands_in_relative(self, verb: Token) -> bool:
        """Whether a verb's clause hangs on a relative that is no subject: "una carta en la que pide …"."""
        if not verb.dep_.startswith("acl"):
            return False
        start = max(self._scene.start, self.group_start(verb) - RELATIVE_REACH)
        words = self._page.words[start : self.group_start(verb)]
        return (
            bool(words)
            and self._lexicon.has("relatives", words[-1])
            and any(self._page[start + k].pos_ == "ADP" for k in range(len(words)))
        )

    def closes_quotation(self, verb: Token) -> bool:
        """Whether a verb follows the end of somebody's words: "…», dijo"."""
        first = self.group_start(verb)
        before = "".join(self._page.words[max(self._scene.start, first - QUOTE_REACH) : first])
        return not self._scene.spoken[verb.i] and before.rstrip(",. ")[-1:] in CLOSING

    def group_start(self, verb: Token) -> int:
        """The first token of a verb with its auxiliaries and clitics."""
        i = verb.i
        while i > self._scene.start and (
            self._page[i - 1].pos_ == "AUX" or self._lexicon.has("clitics", self._page.words[i - 1])
        ):
            i -= 1
        return i

    def _find(self, verb: Token) -> str | None:
        subject = self.subject(verb)
        if subject is not None:
            return self._of_subject(subject)
        beside = self._follower(verb) or self._before(verb)
        if beside is not None:
            return self._scene.at(beside)
        controller = self._controller(verb)
        if controller is not None:
            return controller
        if verb.dep_ in INHERITING and verb.head.i != verb.i:
            governor = self._clauses.governor(verb)
            quoted = governor is not None and self._scene.spoken[governor.i] and not self._scene.spoken[verb.i]
            if governor is not None and not quoted and self._numbers_agree(verb, governor):
                return self.of(governor)
        return self._dropped(verb)

    def _controller(self, verb: Token) -> str | None:
        """Who acts in a verb without person: whom its participle describes, or whom somebody lets or makes act.

        "Ruiz, acusado de robar", "le han permitido hablar"
        """
        if self._clauses.finite_third(verb) is not None or not self._lexicon.drops_subjects:
            return None
        token = verb
        for _ in range(CONTROL_STEPS):
            described = token.dep_ in {"acl", "amod", "appos"} and token.head.pos_ in {"NOUN", "PROPN"}
            if described and "Part" in token.morph.get("VerbForm", []):
                return self._scene.at(token.head)
            if token.dep_ == "ROOT" or self._clauses.finite_third(token) is not None:
                return None
            token = token.head
            if self._lexicon.has("object_control_verbs", token.lemma_):
                start = self.group_start(token)
                clitics = (self._scene.at_token.get(i) for i in range(start, token.i))
                return next((entity_id for entity_id in clitics if entity_id), None)
        return None

    def _follower(self, verb: Token) -> Token | None:
        """The name or phrase behind a verb that closes a quotation: what is said is not its object."""
        if not self.closes_quotation(verb):
            return None
        for child in self._page.children(verb.i, "obj", "iobj", "obl", "dep", "appos", "flat", "obl:arg"):
            near = verb.i < child.i <= verb.i + INVERSION_REACH and not self._page.children(child.i, "case")
            named = child.pos_ in {"NOUN", "PROPN"} or self._lexicon.has("indefinites", child.text)
            if near and named and not self._lexicon.has("time_nouns", child.text):
                return child
        return self._past_addressee(verb.i + 1)

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

    def _before(self, verb: Token) -> Token | None:
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
                opened = opened or self._page[i].pos_ == "VERB"
                continue
            closes = i + 1 < stop and self._page.words[i + 1] == ","
            if opened or self._is_governed(first):
                return None
            if closes:
                return self._page[i]
        return None

    def _is_governed(self, first: int) -> bool:
        """Whether the phrase from a token on hangs on what stands before it."""
        while first > self._scene.start and self._page[first - 1].pos_ == "DET":
            first -= 1
        return first > self._scene.start and self._page[first - 1].pos_ in GOVERNING

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
                self._mention_pair(pair.id, subject, partners[-1])
                return pair.id
        return first

    def _mention_pair(self, pair: str, first: Token, last: Token) -> None:
        """Two names joined as one subject are a phrase that names the pair: "Pyongyang y Moscú"."""
        span = self._page.text[first.idx : self._page.end(last.i)]
        named = first.pos_ == "PROPN" and last.pos_ == "PROPN"
        if named and last.i - first.i <= PAIR_REACH and "," not in span:
            self._cast.table.mention(pair, first.idx, self._page.end(last.i), "nominal")

    def antecedent(self, pronoun: Token) -> str | None:
        """Whom a relative, demonstrative or personal pronoun means."""
        if "Rel" in pronoun.morph.get("PronType", []) or pronoun.tag_ in {"WP", "WDT"}:
            clause = self._clauses.verb_over(pronoun)
            if clause is not None and clause.dep_ in {"acl", "relcl", "acl:relcl"}:
                return self._scene.at(clause.head)
            before = [self._page[i] for i in range(max(0, pronoun.i - 3), pronoun.i)]
            return next((self._scene.at_token[t.i] for t in reversed(before) if t.i in self._scene.at_token), None)
        near = self._lexicon.near_pronouns.get(fold(pronoun.text))
        if near is not None:
            return self._nearest(near, before=pronoun.idx)
        kind = self._lexicon.pronouns.get(fold(pronoun.text))
        return None if kind is None else self._scene.recall(kind, before=pronoun.idx, exclude=None)

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
        reflexive = self._lexicon.has("reflexives", self._page.words[self.group_start(verb)])
        if reflexive and self._lexicon.has("passive_verbs", verb.lemma_):
            return None
        if self._cast[acted].type == "DOC" and self.closes_quotation(verb):
            acted = self._scene.topic or acted
        gender = self._gender_told()
        if self._cast[acted].plural != (number == "Plur"):
            return self._last_of_number(plural=number == "Plur")
        if gender and not self._scene.fits(acted, gender):
            return self._scene.recall(gender, before=verb.idx, exclude=acted)
        return acted

    def _gender_told(self) -> str:
        """The gender that the sentence's opening participle tells of its subject: "Preguntada por …, respondió"."""
        morph = self._page[self._scene.start].morph
        if "Part" not in morph.get("VerbForm", []) or "Sing" not in morph.get("Number", []):
            return ""
        return {"Masc": "m", "Fem": "f"}.get("".join(morph.get("Gender", [])), "")

    def _last_of_number(self, *, plural: bool) -> str | None:
        lately = [self._cast[actor] for actor in self._scene.actors()]
        return next((p.id for p in lately if p.plural == plural and p.type in {"PER", "GRP"}), None)

    def takes(self, token: Token) -> bool:
        """Whether a pronoun is its clause's subject."""
        return token.dep_ in SUBJECTS
