"""Reference within a report: roles, pronouns, possessives and dropped subjects to the entities they mean.

A pass from left to right over the sentences, with a small model of salience: the subject of the clause, then the
topic (the last subject of the narration), then whoever was mentioned last; gender, number, type, role and country
must agree. Where that does not suffice the mention is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.extract.cast import Cast, Player
from teletipo.extract.clauses import INHERITING, SUBJECTS, Clauses, spoken
from teletipo.extract.gazetteer import fold
from teletipo.extract.lexicon import Lexicon
from teletipo.extract.noun_phrases import RolePhrase
from teletipo.extract.page import Page
from teletipo.extract.role_reference import RoleReference
from teletipo.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

BESIDE = ("appos", "flat")
CLOSING = frozenset("”»\"’'")
QUOTE_REACH = 3
INVERSION_REACH = 8
"""Tokens back to the closing mark, and on to the person, around a verb that closes a quotation."""
PAIR_REACH = 6
"""Tokens from the first to the last name of a pair."""
HIGHER_CLAUSES = 3
"""Clauses in which the owner of a possessive is looked for."""
INDEPENDENT = frozenset({"ROOT", "parataxis"})
"""Relations of verbs whose dropped subject is a mention by itself."""
EXPLETIVES = ("expl", "expl:impers", "expl:pass")
ACTORS = frozenset({"PER", "ORG", "GPE", "GRP"})


class Coreference:
    """Resolves what is not a name. ``at_token`` maps tokens to the entity of the name or phrase they head."""

    def __init__(
        self, page: Page, cast: Cast, lexicon: Lexicon, roles: RoleReference, phrases: dict[int, RolePhrase]
    ) -> None:
        self._page = page
        self._cast = cast
        self._lexicon = lexicon
        self._possessives = lexicon.sets["possessives"]
        self._roles = roles
        self._phrases = phrases
        self._at_token: dict[int, str] = {}
        self._subject_of: dict[int, str | None] = {}
        self._clauses = Clauses(page)
        self._spoken = spoken(page)
        self._topic: str | None = None

    def run(self, names: dict[int, tuple[str, int]]) -> None:
        """Resolve all mentions. ``names`` maps the first token of each name to its entity and last token."""
        for entity_id, last, first in ((e, last, first) for first, (e, last) in names.items()):
            for i in range(first, last + 1):
                self._at_token[i] = entity_id
        for start, end in self._page.sentences():
            self._read_sentence(start, end, names)

    def _read_sentence(self, start: int, end: int, names: dict[int, tuple[str, int]]) -> None:
        for i in range(start, end):
            if i in names:
                self._cast.touch(names[i][0], self._page[i].idx)
            phrase = self._phrases.get(i)
            if phrase is not None:
                self._read_phrase(phrase)
            if self._page.folded[i] in self._possessives:
                self._read_possessive(i)
        for i in range(start, end):
            token = self._page[i]
            if self._page.folded[i] in self._lexicon.pronouns:
                self._read_pronoun(token)
            if self._clauses.is_predicate(token):
                self._read_verb(token)

    def _read_phrase(self, phrase: RolePhrase) -> None:
        owner = None
        if phrase.possessive is not None:
            owner = self._possessor(self._page[phrase.possessive])
        found = self._roles.resolve(phrase, owner=owner, subject=self._topic)
        if found is None:
            return
        self._at_token[phrase.noun] = found
        self._cast.touch(found, self._page[phrase.noun].idx)

    def _read_possessive(self, i: int) -> None:
        token = self._page[i]
        if self._is_empty(token):
            return
        owner = self._possessor(token)
        if owner is not None:
            self._cast.table.mention(owner, token.idx, token.idx + len(token), "pronominal")

    def _is_empty(self, token: Token) -> bool:
        """Whether a possessive stands in a phrase that names nobody: "por su parte"."""
        window = fold(self._page.between(max(0, token.i - 1), min(token.i + 1, len(self._page) - 1)))
        return window in self._lexicon.sets.get("empty_phrases", frozenset())

    def _possessor(self, token: Token) -> str | None:
        """Whose: the subject of the clause, or of the one above if the possessive is in the subject; else the topic."""
        gender = self._lexicon.pronouns.get(fold(token.text), "")
        verb = self._clauses.verb_over(token)
        candidates: list[str | None] = []
        for _ in range(HIGHER_CLAUSES):
            if verb is None:
                break
            if not self._clauses.in_subject(token, verb):
                candidates.append(self._acting(verb))
            else:
                candidates.extend(self._around_subject(token, verb))
            token, verb = verb, self._clauses.governor(verb)
        candidates.append(self._topic)
        if gender[:1] in {"m", "f"}:
            candidates.append(self._recall(gender, exclude=None))
        return next((c for c in candidates if c and self._fits(c, gender)), None)

    def _around_subject(self, token: Token, verb: Token) -> list[str | None]:
        """Whom a possessive within a subject means: who acts in what is told, or the subject before an insertion.

        "El chef Nicanor Ruiz, ganador del premio por su libro, …"
        """
        told, subject = self._clauses.told(verb), self._clauses.subject(verb)
        found = [self._acting(told)] if told is not None else []
        if subject is not None and subject.i < token.i and "," in self._page.words[subject.i : token.i]:
            found.append(self._at_token.get(subject.i) or self._set_beside(subject))
        return found

    def _fits(self, entity_id: str, kind: str) -> bool:
        """Whether a pronoun's kind (m, f, c, n with p for the plural) can mean an entity."""
        player = self._cast[entity_id]
        if player.type not in ACTORS:
            return False
        gender = kind[:1]
        if gender == "n":
            return player.type in {"ORG", "GPE"} and not player.plural
        if kind.endswith("p"):
            return player.plural or player.type in {"GRP", "ORG"}
        if gender in {"m", "f"}:
            return player.type == "PER" and not player.plural and player.gender in {"", "c", gender}
        return True

    def _acting(self, verb: Token) -> str | None:
        """The entity that acts in a verb: its subject, the one it shares, or the topic where it drops one."""
        if verb.i in self._subject_of:
            return self._subject_of[verb.i]
        self._subject_of[verb.i] = None
        self._subject_of[verb.i] = found = self._find_acting(verb)
        return found

    def _find_acting(self, verb: Token) -> str | None:
        subject = self._clauses.subject(verb)
        if subject is not None:
            return self._entity_of_subject(subject)
        inverted = self._behind_quotation(verb)
        if inverted is not None:
            return inverted
        if verb.dep_ in INHERITING and verb.head.i != verb.i:
            governor = self._clauses.governor(verb)
            if governor is not None and self._numbers_agree(verb, governor):
                return self._acting(governor)
        return self._dropped(verb)

    def _behind_quotation(self, verb: Token) -> str | None:
        """The person behind a verb that closes a quotation, where the parse took them for an object."""
        before = "".join(self._page.words[max(0, verb.i - QUOTE_REACH) : verb.i])
        if not any(mark in before for mark in CLOSING):
            return None
        for child in self._page.children(verb.i, "obj", "iobj", "obl", "dep"):
            found = self._at_token.get(child.i)
            near = verb.i < child.i <= verb.i + INVERSION_REACH and not self._page.children(child.i, "case")
            if near and found is not None and self._cast[found].type == "PER":
                return found
        return None

    def _numbers_agree(self, verb: Token, governor: Token) -> bool:
        one, other = self._clauses.finite_third(verb), self._clauses.finite_third(governor)
        return one is None or other is None or one == other

    def _entity_of_subject(self, subject: Token) -> str | None:
        if subject.pos_ == "PRON" or self._lexicon.has("relatives", subject.text):
            return self._antecedent(subject)
        partners = self._page.children(subject.i, "conj")
        first = self._at_token.get(subject.i) or self._set_beside(subject)
        others = [self._at_token.get(child.i) for child in partners]
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

    def _set_beside(self, noun: Token) -> str | None:
        """The entity of the name in apposition to a noun, or the noun in apposition to it."""
        for child in self._page.children(noun.i, *BESIDE):
            if child.i in self._at_token:
                return self._at_token[child.i]
        return self._at_token.get(noun.head.i) if noun.dep_ in BESIDE else None

    def _antecedent(self, pronoun: Token) -> str | None:
        """Whom a relative or personal pronoun means."""
        if "Rel" in pronoun.morph.get("PronType", []) or pronoun.tag_ in {"WP", "WDT"}:
            clause = self._clauses.verb_over(pronoun)
            if clause is not None and clause.dep_ in {"acl", "relcl", "acl:relcl"}:
                return self._at_token.get(clause.head.i) or self._set_beside(clause.head)
            before = [self._page[i] for i in range(max(0, pronoun.i - 3), pronoun.i)]
            return next((self._at_token[t.i] for t in reversed(before) if t.i in self._at_token), None)
        kind = self._lexicon.pronouns.get(fold(pronoun.text))
        if kind is None:
            return None
        return self._recall(kind, exclude=None)

    def _recall(self, kind: str, *, exclude: str | None) -> str | None:
        """The topic if it fits a pronoun, else the last mentioned that fits and is a person or of plural number."""
        if self._topic and self._topic != exclude and self._fits(self._topic, kind):
            return self._topic
        fitting = [p for p in self._cast.recent("PER", "GRP", "ORG") if p.id != exclude and self._fits(p.id, kind)]
        return next((p.id for p in fitting if p.type == "PER" or kind.endswith("p") or kind == "n"), None)

    def _dropped(self, verb: Token) -> str | None:
        """The topic, where a finite verb of the narration leaves its subject out and the language may do so."""
        number = self._clauses.finite_third(verb)
        if not self._lexicon.drops_subjects or number is None or self._spoken[verb.i] or self._topic is None:
            return None
        if self._page.children(verb.i, *EXPLETIVES) or self._lexicon.has("impersonal_verbs", verb.lemma_):
            return None
        topic = self._cast[self._topic]
        if topic.plural != (number == "Plur"):
            return self._last_of_number(plural=number == "Plur")
        return topic.id

    def _last_of_number(self, *, plural: bool) -> str | None:
        wanted: list[Player] = [p for p in self._cast.recent("PER", "GRP") if p.plural == plural]
        return wanted[0].id if wanted else None

    def _read_verb(self, verb: Token) -> None:
        acting = self._acting(verb)
        if acting is None:
            return
        own = self._clauses.subject(verb)
        if own is None and self._behind_quotation(verb) is None:
            shared = verb.dep_ in INHERITING
            start, end = self._clauses.group(verb)
            dropped = None if shared else Span(start, end, self._page.text[start:end])
            self._cast.table.set_subject(verb, acting, dropped=dropped)
            if verb.dep_ in INDEPENDENT and self._cast[acting].type == "PER":
                self._cast.table.null_subject(verb)
        else:
            self._cast.table.set_subject(verb, acting, dropped=None)
        if not self._spoken[verb.i] and self._cast[acting].type in ACTORS and self._clauses.is_main(verb):
            self._topic = acting

    def _read_pronoun(self, token: Token) -> None:
        if token.pos_ != "PRON" or self._spoken[token.i] or self._lexicon.has("possessives", token.text):
            return
        kind = self._lexicon.pronouns.get(fold(token.text))
        if kind is None:
            return
        found = self._whom(token, kind)
        if found is not None:
            self._at_token[token.i] = found
            self._cast.table.mention(found, token.idx, token.idx + len(token), "pronominal")

    def _whom(self, token: Token, kind: str) -> str | None:
        if token.dep_ in SUBJECTS:
            return self._antecedent(token)
        if "Rel" in token.morph.get("PronType", []):
            return self._antecedent(token)
        verb = self._clauses.verb_over(token)
        if verb is None or kind == "n" or self._is_doubled(token, verb):
            return None
        return self._recall(kind, exclude=self._acting(verb))

    def _is_doubled(self, token: Token, verb: Token) -> bool:
        """Whether a clitic only doubles an object that is there: "le pidió al presidente"."""
        objects = self._page.children(verb.i, "obj", "iobj", "obl")
        nouns = [child for child in objects if child.i != token.i and child.pos_ in {"NOUN", "PROPN"}]
        cases = [case for noun in nouns for case in self._page.children(noun.i, "case")]
        return any(self._lexicon.has("dative_prepositions", case.text) for case in cases)
