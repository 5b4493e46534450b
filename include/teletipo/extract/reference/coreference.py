"""Reference within a report: roles, pronouns, possessives and dropped subjects to the entities they mean.

A pass from left to right over the sentences, with a small model of salience: the subject of the clause, then the
topic (the last subject of the narration), then whoever was mentioned last; gender, number, type, role and country
must agree. Where that does not suffice the mention is left alone.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.parse.clauses import INHERITING
from teletipo.extract.parse.page import Page
from teletipo.extract.parse.words import fold
from teletipo.extract.reference.acting import Acting
from teletipo.extract.reference.cast import Cast, Player
from teletipo.extract.reference.noun_phrases import RolePhrase
from teletipo.extract.reference.objects import Objects
from teletipo.extract.reference.possession import Possession
from teletipo.extract.reference.role_reference import RoleReference
from teletipo.extract.reference.scene import ACTORS, Scene
from teletipo.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

PASSIVE = ("aux:pass", "auxpass")
VICTIM_REACH = 2
"""Tokens behind "muerte de" in which the one stands who died."""
SPEAKING = ACTORS | {"DOC"}
OPENING_REACH = 6
"""Tokens from the start of a sentence to the person in whose view it stands."""


class Coreference:
    """Resolves what is not a name."""

    def __init__(
        self,
        page: Page,
        cast: Cast,
        lexicon: Lexicon,
        roles: RoleReference,
        phrases: dict[int, RolePhrase],
        quoted: list[bool],
    ) -> None:
        """``phrases`` by their nouns; ``quoted`` says which tokens are somebody's words."""
        self._page = page
        self._cast = cast
        self._lexicon = lexicon
        self._possessives = lexicon.sets.get("possessives", frozenset())
        self._roles = roles
        self._phrases = phrases
        self._scene = Scene(page, cast, lexicon, quoted)
        self._acting = Acting(self._scene)
        self._objects = Objects(self._scene, self._acting)
        self._possession = Possession(self._scene, self._acting)
        self._unnamed: str | None = None
        self._viewer: str | None = None

    def run(self, names: dict[int, tuple[str, int]]) -> None:
        """Resolve all mentions. ``names`` maps the first token of each name to its entity and last token."""
        for first, (entity_id, last) in names.items():
            self._scene.ending[last] = first
            self._scene.starting[first] = entity_id
            self._scene.at_token.update(dict.fromkeys(range(first, last + 1), entity_id))
            self._learn_from_article(entity_id, first, last)
        for start, end in self._page.sentences():
            self._scene.start, self._viewer = start, None
            self._read_names(start, end, names)
            self._identify(start, names)
            self._acting.forget()
            self._read_references(start, end)
            self._note_viewpoint(start, end)
            self._note_unnamed(start)

    def _learn_from_article(self, entity_id: str, first: int, last: int) -> None:
        """The gender that the noun beside a name tells by its article: "la comunera Ana", "Ana, la comunera que"."""
        player = self._cast[entity_id]
        if player.type != "PER" or player.gender:
            return
        before = first - 2 if first > 1 and self._page.pos[first - 1] in {"NOUN", "ADJ"} else -1
        behind = last + 2 if last + 2 < len(self._page) and self._page.words[last + 1] == "," else -1
        for i in (before, behind):
            if i >= 0 and self._lexicon.has("articles", self._page.words[i]) and "Sing" in self._number(i):
                gender = self._page.told(i, "Gender")
                player.gender = {"Masc": "m", "Fem": "f"}.get(gender[0], "") if gender else ""
                return

    def _number(self, i: int) -> tuple[str, ...]:
        return self._page.told(i, "Number")

    def _identify(self, start: int, names: dict[int, tuple[str, int]]) -> None:
        """Whom a sentence told of without a name is named by the next: "A nurse testified. Ann Lee, 77, said …"."""
        unnamed, self._unnamed = self._unnamed, None
        if unnamed is None or start not in names:
            return
        entity_id, last = names[start]
        player, described = self._cast[entity_id], self._cast[unnamed]
        new = player.type == "PER" and not player.roles and player.first >= self._page.starts[start]
        if new and self._tells_age(last + 1) and player.agrees(described.gender, plural=False):
            self._cast.merge(entity_id, unnamed)
            self._scene.replace(unnamed, entity_id)
            player.roles.update(described.roles)
            player.noun = described.noun

    def _tells_age(self, i: int) -> bool:
        """Whether ", 77," or ", de 77 años," follows."""
        words = self._page.words[i : i + 3]
        return len(words) > 2 and words[0] == "," and any(word.isdigit() for word in words[1:])

    def _note_unnamed(self, start: int) -> None:
        """Keep who acted in a sentence without a name, unless they are somebody's: "his attorney"."""
        acted = self._scene.acted_since(start)
        if acted is None:
            return
        player = self._cast[acted]
        fresh = player.type == "PER" and not player.named and player.first >= self._page.starts[start]
        if fresh and not self._is_owned(player, start):
            self._unnamed = acted

    def _is_owned(self, player: Player, start: int) -> bool:
        noun = bisect_left(self._page.starts, player.first, lo=start)
        return any("Yes" in self._page.told(i, "Poss") for i in range(max(start, noun - 1), noun + 1))

    def _read_names(self, start: int, end: int, names: dict[int, tuple[str, int]]) -> None:
        for i in range(start, end):
            if i in names:
                self._cast.touch(names[i][0], self._page.starts[i])
            phrase = self._phrases.get(i)
            if phrase is not None:
                self._read_phrase(phrase)

    def _read_references(self, start: int, end: int) -> None:
        for i in range(start, end):
            token = self._page[i]
            self._note_victim(i)
            if self._owns(i):
                if not self._scene.direct[i] and not self._possession.is_empty(token):
                    owner = self._possession.owner(token)
                    self._mention(token, owner)
                    if self._lexicon.has("viewpoint_nouns", token.head.text):
                        self._viewer = owner
            elif (self._page.pos[i] == "PRON" or self._leans(i)) and not self._scene.spoken[i]:
                self._read_pronoun(token)
            if self._scene.clauses.is_predicate(token):
                self._read_verb(token)

    def _owns(self, i: int) -> bool:
        """Whether a word is a possessive, and not the object that looks like one: "asked her"."""
        return self._page.folded[i] in self._possessives and "Acc" not in self._page.told(i, "Case")

    def _leans(self, i: int) -> bool:
        """Whether the parse took a clitic before its verb for an article: "La acompañó su madre"."""
        clitic = self._page.folded[i] in self._lexicon.object_pronouns and i + 1 < len(self._page)
        return clitic and self._page.pos[i + 1] == "VERB" and "Fin" in self._page.told(i + 1, "VerbForm")

    def _read_phrase(self, phrase: RolePhrase) -> None:
        owner = None
        if phrase.possessive is not None:
            owner = self._possession.owner(self._page[phrase.possessive])
        teller = self._teller(self._page[phrase.noun])
        found = self._roles.resolve(phrase, owner=owner, subject=self._scene.topic, teller=teller)
        if found is None:
            return
        self._scene.seat(phrase.first, phrase.last, phrase.noun, found)
        self._cast.touch(found, self._page.starts[phrase.noun])

    def _teller(self, token: Token) -> str | None:
        """Who tells the clause that a token stands in: "Ruiz dijo que el alcalde …"."""
        verb = self._scene.clauses.verb_over(token)
        if verb is None or verb.dep_ != "ccomp":
            return None
        governor = self._scene.clauses.governor(verb)
        return self._acting.of(governor) if governor is not None else None

    def _mention(self, token: Token, entity_id: str | None) -> None:
        if entity_id is not None:
            self._cast.table.mention(entity_id, token.idx, token.idx + len(token), "pronominal")

    def _read_verb(self, verb: Token) -> None:
        acting = self._acting.of(verb)
        self._note_case(verb)
        if acting is None:
            return
        if self._acting.own.has_subject(verb):
            self._cast.table.set_subject(verb, acting, dropped=None)
        else:
            alone = self._lexicon.drops_subjects and self._acting.stands_alone(verb)
            shared = verb.dep_ in INHERITING and not alone
            start, end = self._scene.clauses.group(verb)
            dropped = None if shared else Span(start, end, self._page.text[start:end])
            self._cast.table.set_subject(verb, acting, dropped=dropped)
            if alone and self._cast[acting].type in SPEAKING:
                self._cast.table.null_subject(verb)
        self._note_topic(verb, acting)

    def _note_topic(self, verb: Token, acting: str) -> None:
        clauses = self._scene.clauses
        leads = clauses.is_main(verb) or self._acting.stands_alone(verb) or self._tells(verb)
        aside = verb.dep_ == "conj" and not self._cast[acting].named and self._acting.own.has_subject(verb)
        if self._scene.spoken[verb.i] or aside:
            return
        if not leads:
            self._note_told_of(verb, acting)
            return
        if self._cast[acting].type in SPEAKING:
            self._scene.act(acting)

    def _note_told_of(self, verb: Token, acting: str) -> None:
        """Whom a document tells of as acting, the telling goes on with: "El auto dice que Ruiz huyó. Llevaba …"."""
        governor = self._scene.clauses.governor(verb) if verb.dep_ in {"ccomp", "csubj"} else None
        teller = self._acting.of(governor) if governor is not None else None
        if teller is not None and self._cast[teller].type == "DOC" and self._cast[acting].type == "PER":
            self._scene.tell_of(acting)

    def _note_case(self, verb: Token) -> None:
        """Whom a court tries or the police hold: "ha condenado a Ruiz"."""
        if self._scene.spoken[verb.i]:
            return
        if self._lexicon.has("accusing_verbs", verb.lemma_):
            passive = self._page.told(verb.i, "VerbForm") == ("Part",) and self._page.children(verb.i, *PASSIVE)
            tried = self._acting.of(verb) if passive else self._acting.object_of(verb, before=len(self._page))
            self._give_part(tried, "accused")

    def _note_victim(self, i: int) -> None:
        """Whose death or wound a noun tells: "la muerte de Gil", "la muerte de su socio", "Gil's murder"."""
        if not self._lexicon.has("harm_nouns", self._page.words[i]):
            return
        if i > 1 and self._lexicon.has("possessive_endings", self._page.words[i - 1]):
            self._give_part(self._scene.at_token.get(i - 2), "victim")
        if i + 1 < len(self._page) and self._lexicon.has("genitives", self._page.words[i + 1]):
            near = (self._scene.at_token.get(k) for k in range(i + 2, i + 2 + VICTIM_REACH))
            self._give_part(next((found for found in near if found is not None), None), "victim")

    def _give_part(self, entity_id: str | None, part: str) -> None:
        if entity_id is not None and self._cast[entity_id].type == "PER":
            self._cast[entity_id].part = self._cast[entity_id].part or part

    def _tells(self, verb: Token) -> bool:
        """Whether a finite verb with its own subject tells on, though the parse hangs it on another."""
        clauses = self._scene.clauses
        apart = self._lexicon.drops_subjects and not clauses.is_subordinate(verb)
        return apart and clauses.finite_third(verb) is not None and self._acting.own.subject(verb) is not None

    def _note_viewpoint(self, start: int, end: int) -> None:
        """Whoever's view a sentence tells may go on without being named: "Para la economista Ana Ruiz, …"."""
        first = next((i for i in range(start, min(start + OPENING_REACH, end)) if i in self._scene.at_token), None)
        if first is None or first == start:
            return
        entity_id = self._scene.at_token[first]
        words = [
            self._page.folded[i] for i in range(start, first) if not self._lexicon.has("articles", self._page.words[i])
        ]
        acts = self._scene.acted_since(start)
        if acts and self._cast[acts].type == "PER":
            return
        if self._cast[entity_id].type in {"PER", "GRP"} and " ".join(words) in self._lexicon.sets["viewpoints"]:
            self._scene.act(entity_id)

    def _read_pronoun(self, token: Token) -> None:
        if "Rel" in self._page.told(token.i, "PronType") or token.tag_ in {"WP", "WDT"}:
            self._seat(token, self._acting.antecedent(token))
            return
        folded = fold(token.text)
        if self._acting.takes(token):
            known = folded in self._lexicon.pronouns or folded in self._lexicon.near_pronouns
            found = self._acting.antecedent(token) if known else None
        else:
            found = self._objects.meant(token, viewer=self._viewer)
        self._seat(token, found)
        self._mention(token, found)
        self._learn_gender(found, self._lexicon.pronouns.get(folded, ""))

    def _learn_gender(self, entity_id: str | None, kind: str) -> None:
        if entity_id is not None and kind in {"m", "f"} and self._cast[entity_id].type == "PER":
            self._cast[entity_id].gender = self._cast[entity_id].gender or kind

    def _seat(self, token: Token, entity_id: str | None) -> None:
        if entity_id is not None:
            self._scene.at_token[token.i] = entity_id
