"""What reference knows while it reads a report: who heads which token, who acted last, whom a pronoun can mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.parse.clauses import Clauses, direct
from teletipo.extract.parse.page import Page
from teletipo.extract.reference.cast import Cast, Player

if TYPE_CHECKING:
    from spacy.tokens import Token

ACTORS = frozenset({"PER", "ORG", "GPE", "GRP"})
ACTED_LATELY = 4
"""How many who acted last are kept in mind."""
LATELY = 8
"""How many who were mentioned last a pronoun may mean."""
TOPIC, ACTED, TOLD, HERE = 4, 2, 5, 3
"""Places by which the topic, who acted lately, a known gender, the same sentence come before the order of mention."""
BESIDE = ("appos", "flat")


@dataclass(slots=True)
class Scene:
    """The state of one reading, sentence by sentence.

    ``at_token`` maps tokens to the entity of the name or phrase they belong to, ``ending`` the last token of each to
    its first, ``starting`` the first to the entity; ``topic`` acted last in the narration, ``acted`` is the same but
    may be a document; ``start`` is the first token of the sentence being read.
    """

    page: Page
    cast: Cast
    lexicon: Lexicon
    spoken: list[bool]
    clauses: Clauses = field(init=False)
    direct: list[bool] = field(init=False)
    at_token: dict[int, str] = field(default_factory=dict)
    ending: dict[int, int] = field(default_factory=dict)
    starting: dict[int, str] = field(default_factory=dict)
    topic: str | None = None
    acted: str | None = None
    start: int = 0
    _acted_at: int = -1
    _actors: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clauses = Clauses(self.page)
        self.direct = direct(self.page, self.spoken)

    def seat(self, first: int, last: int, head: int, entity_id: str) -> None:
        """Note that the tokens from one to another name an entity, by their head."""
        self.at_token[head] = entity_id
        self.ending[last] = first
        self.starting[first] = entity_id
        self.at_token.setdefault(last, entity_id)

    def act(self, entity_id: str) -> None:
        """Note who acts in the narration."""
        self.acted, self._acted_at = entity_id, self.start
        if self.cast[entity_id].type in ACTORS:
            self.tell_of(entity_id)

    def tell_of(self, entity_id: str) -> None:
        """Note who acts in what a document tells."""
        self.topic = entity_id
        self._actors.pop(entity_id, None)
        self._actors[entity_id] = None

    def acted_since(self, start: int) -> str | None:
        """Who acted last, if it was from a token on."""
        return self.acted if self._acted_at >= start else None

    def replace(self, gone: str, kept: str) -> None:
        """One turns out to be another: whoever acted as the first did so as the second."""
        self.topic = kept if self.topic == gone else self.topic
        self.acted = kept if self.acted == gone else self.acted
        self._actors = {kept if actor == gone else actor: None for actor in self._actors}

    def actors(self) -> list[str]:
        """Those who acted last, the very last first."""
        return list(islice(reversed(self._actors), ACTED_LATELY))

    def at(self, token: Token) -> str | None:
        """The entity that a token names, by itself or by the name or noun in apposition."""
        found = self.at_token.get(token.i)
        if found is not None:
            return found
        for child in self.page.children(token.i, *BESIDE):
            if child.i in self.at_token:
                return self.at_token[child.i]
        for part in self.page.children(token.i, "nmod") if token.pos_ == "PRON" else ():
            for child in self.page.children(part.i, *BESIDE):
                if child.i in self.at_token:
                    return self.at_token[child.i]
        return self.at_token.get(token.head.i) if token.dep_ in BESIDE else None

    def fits(self, entity_id: str, kind: str) -> bool:
        """Whether a pronoun's kind (m, f, c, n with p for the plural) can mean an entity."""
        player = self.cast[entity_id]
        if player.type not in ACTORS:
            return False
        gender = kind[:1]
        if gender == "n":
            return player.type in {"ORG", "GPE"} and not player.plural
        if kind.endswith("p"):
            return player.plural or player.type == "GRP" or (player.type == "ORG" and self.lexicon.bodies_are_many)
        if gender in {"m", "f"}:
            return player.type == "PER" and not player.plural and player.gender in {"", "c", gender}
        return True

    def recall(self, kind: str, *, before: int, exclude: frozenset[str | None] = frozenset()) -> str | None:
        """Whom a pronoun of a kind means among those mentioned lately; None where it fits nobody.

        Counts how late each was mentioned, who acted lately, above all the topic, of whom the gender is known, and who
        stands in the same sentence.
        ``before`` is the pronoun's code point: nobody is meant who enters the report only after it.
        """
        actors = self.actors()
        known = [p for p in self.cast.recent("PER", "GRP", "ORG", "GPE") if p.id not in exclude and p.first < before]
        fitting = [p for p in known if self.fits(p.id, kind) and self._is_meant(p, kind)]
        weighed = [
            (
                TOPIC * (player.id == self.topic)
                + ACTED * (player.id in actors)
                + TOLD * (player.gender == kind[:1] or (kind == "c" and player.type == "PER"))
                + HERE * (self.page[self.start].idx <= player.seen < before and player.id != self.topic)
                - place,
                player.id,
            )
            for place, player in enumerate(fitting[:LATELY])
        ]
        return max(weighed, key=lambda pair: pair[0])[1] if weighed else None

    def _is_meant(self, player: Player, kind: str) -> bool:
        if player.type == "GPE":
            return kind == "n" and player.id in self._actors
        return player.type == "PER" or kind.endswith("p") or kind == "n" or player.id == self.topic
