"""Whom a person's role calls: by role and country, by what a report has left open, by who it is about."""

from __future__ import annotations

from teletipo.extract.mentions import gazetteer as tables
from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.parse.page import Page
from teletipo.extract.parse.words import fold
from teletipo.extract.reference.cast import BROADER, CALLINGS, LEADERS, Cast, Player, roles_agree
from teletipo.extract.reference.noun_phrases import RolePhrase

ACCUSED = frozenset({"victim", "attacker"})
"""Roles that a court or the police gives to whom a report is about: "el acusado"."""
FORCES = frozenset({"justice", "spokesperson", "counsel", "police"})
"""Roles of those whom no court tries."""
KINDRED = 2
"""Score of a person whose role is only kindred to the noun."""
PEOPLE_BACK = 4
"""People mentioned last among whom a description may find its own."""


class People:
    """Finds the persons of one report. ``inside`` maps the tokens of names to entities, ``day`` is its ISO date."""

    def __init__(self, page: Page, cast: Cast, lexicon: Lexicon, inside: dict[int, str], *, day: str | None) -> None:
        self._page = page
        self._cast = cast
        self._lexicon = lexicon
        self._inside = inside
        self._day = day

    def called(
        self, phrase: RolePhrase, country: str | None, owner: str | None, subject: str | None, teller: str | None
    ) -> Player | None:
        """The person brought in before whom a phrase means: not its ``teller``; ``subject`` is the topic."""
        if phrase.role in {"companion", "client"}:
            related = self._other if phrase.role == "companion" else self._client
            return related(phrase, owner) if owner is not None else None
        score, best = self._best(phrase, country, teller)
        if phrase.start == "definite" and best is None and phrase.role in ACCUSED and not self._is_told_of(phrase):
            return self._accused(phrase, None)
        if phrase.start != "definite" or not self.is_plain(phrase):
            return best
        taken_up = self._taken_up(phrase, country, teller)
        if best is not None:
            return taken_up if taken_up and taken_up.seen > best.seen and score <= KINDRED else best
        return taken_up or self._topic(phrase, country, subject)

    def _best(self, phrase: RolePhrase, country: str | None, teller: str | None) -> tuple[int, Player | None]:
        """The person who fits a role best, the last mentioned of several, with the score."""
        best: tuple[int, Player | None] = (0, None)
        for player in self._cast.recent("PER"):
            if player.id == teller and phrase.role not in player.roles:
                continue
            score = self._person_score(player, phrase, country)
            if score > best[0]:
                best = (score, player)
        return best

    def _topic(self, phrase: RolePhrase, country: str | None, subject: str | None) -> Player | None:
        """The topic, for a noun that can be anybody in office: "el dirigente"."""
        if not phrase.word.vague or country is not None or subject is None:
            return None
        topic = self._cast[subject]
        return topic if topic.type == "PER" and topic.agrees(phrase.gender, plural=False) else None

    def _other(self, phrase: RolePhrase, owner: str) -> Player | None:
        """Who is at hand besides the owner: "su colega"."""
        at_hand = self._cast.recent("PER")[:PEOPLE_BACK]
        fitting = (p for p in at_hand if p.id != owner and p.named and p.agrees(phrase.gender, plural=False))
        return next(fitting, None)

    def is_plain(self, phrase: RolePhrase) -> bool:
        """Whether nothing but adjectives follows the noun: "el mandatario local"."""
        return all(self._page.pos[i] != "ADP" and i not in self._inside for i in phrase.complement)

    def _taken_up(self, phrase: RolePhrase, country: str | None, teller: str | None) -> Player | None:
        """The named person mentioned last whose role the text left open; whose gender is known comes first."""
        if phrase.role not in CALLINGS:
            return None
        open_ones = [
            player
            for player in self._cast.recent("PER")[:PEOPLE_BACK]
            if player.named
            and player.id != teller
            and not player.roles
            and player.agrees(phrase.gender, plural=False)
            and not (country and player.country and country != player.country)
        ]
        told = [player for player in open_ones if player.gender == phrase.gender]
        return next(iter(told or open_ones), None)

    def _is_told_of(self, phrase: RolePhrase) -> bool:
        """Whether a genitive tells whose or of what: "la víctima del robo"."""
        behind = self._page.words[phrase.noun + 1 : phrase.noun + 2]
        return bool(phrase.complement) and bool(behind) and self._lexicon.has("genitives", behind[0])

    def _client(self, phrase: RolePhrase, owner: str) -> Player | None:
        return self._tried(phrase, owner, "accused")

    def _accused(self, phrase: RolePhrase, owner: str | None) -> Player | None:
        noun = self._page.words[phrase.noun]
        return self._tried(phrase, owner, "victim" if self._lexicon.has("victim_nouns", noun) else "accused")

    def _tried(self, phrase: RolePhrase, owner: str | None, part: str) -> Player | None:
        """Whom a case is about: who was told to be so, else the person whom the report names most.

        Judges, officers, lawyers and spokespersons aside, and whoever plays the other part.
        """
        able = [
            player
            for player in self._cast.recent("PER")
            if player.id != owner
            and player.named
            and not FORCES & player.roles.keys()
            and player.part in {"", part}
            and player.agrees(phrase.gender, plural=False)
        ]
        return max(able, key=lambda player: (player.part == part, player.times), default=None)

    def _person_score(self, player: Player, phrase: RolePhrase, country: str | None) -> int:
        """How well a person fits a role; 0 is not at all. Role and country must not contradict."""
        if not player.agrees(phrase.gender, plural=False):
            return 0
        if country and player.country and country != player.country:
            return 0
        if not self._lives_there(player, phrase):
            return 0
        offices = self._offices(player)
        held = {**dict.fromkeys(offices), **player.roles}
        same = [role for role in held if roles_agree(phrase.role, role)]
        if phrase.role in held:
            return 5 if country and player.country == country else 4
        if same and (player.country == country or (not country and phrase.role in BROADER)):
            return 4 if country else 2
        if phrase.word.vague:
            fits = country is not None and player.country == country
            return 3 if fits else (2 if same and country is None else 0)
        return 1 if not held and country and player.country == country and phrase.role in LEADERS else 0

    def _lives_there(self, player: Player, phrase: RolePhrase) -> bool:
        """Whether a continent in the phrase ("el diplomático asiático") can be the player's."""
        wanted = [self.continents(i) for i in phrase.complement if self.continents(i)]
        return not wanted or tables.continents().get(player.country or "") in wanted[0]

    def _offices(self, player: Player) -> frozenset[str]:
        if player.sort != "person":
            return frozenset()
        return frozenset(o.office for o in tables.offices() if o.holder == player.key and o.held_on(self._day))

    def continents(self, i: int) -> frozenset[str]:
        """The continents that an adjective tells of: "asiático"."""
        return self._lexicon.continents.get(fold(self._page[i].lemma_), frozenset())
