"""Who plays in a report: what is known of each entity while mentions are being resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from teletipo.extract.entity_table import EntityTable
from teletipo.extract.mentions.gazetteer import Gazetteer, Record
from teletipo.model import EntityType

MEMORY = 60
"""Players back to which a mention may reach; keeps a long text linear."""
LEADERS = frozenset({"head_of_state", "head_of_government", "leader", "monarch", "premier"})

OFFICES = LEADERS | {
    "deputy",
    "minister",
    "deputy_minister",
    "foreign_minister",
    "defence_minister",
    "spokesperson",
    "diplomat",
    "lawmaker",
    "local",
    "official",
    "justice",
    "military",
    "officer",
}
BROADER: dict[str, frozenset[str]] = {
    "official": frozenset(OFFICES) | {"counterpart"},
    "diplomat": frozenset(
        {"counterpart", "foreign_minister", "minister", "deputy_minister", "official", "spokesperson"}
    ),
    "officer": frozenset({"military", "official", "leader"}),
    "military": frozenset({"leader", "officer", "defence_minister"}),
    "lawmaker": frozenset({"leader", "candidate", "spokesperson"}),
    "leader": frozenset(
        {"local", "candidate", "opponent", "union", "deputy", "lawmaker", "minister", "official", "ex"}
    ),
    "minister": frozenset({"foreign_minister", "defence_minister", "deputy_minister"}),
    "academic": frozenset({"official", "worker"}),
    "business": frozenset({"official", "head_of_state", "deputy", "leader", "spokesperson"}),
    "artist": frozenset({"academic"}),
    "union": frozenset({"leader", "head_of_state", "official", "spokesperson"}),
    "worker": frozenset({"academic", "person"}),
    "person": frozenset({"worker", "victim", "casualty", "attacker", "migrant", "family", "child", "civilian"}),
    "troops": frozenset({"military", "officer"}),
    "child": frozenset({"casualty", "victim", "attacker", "family", "officer", "worker"}),
}
"""Roles by which somebody with a narrower one can be called: a general is an officer."""
CALLINGS = frozenset(BROADER) | {"counsel", "sport", "religion", "local", "opponent", "candidate"}
"""Roles by which a text takes up somebody whose role it never told: "el geólogo"."""


def roles_agree(one: str, other: str) -> bool:
    """Whether two roles can be those of one person."""
    return one == other or (one in LEADERS and other in LEADERS) or other in BROADER.get(one, frozenset())


@dataclass(slots=True)
class Player:
    """An entity as reference sees it.

    ``roles`` maps a role to the country that it was named with; ``sort`` is the gazetteer's sort, ``named`` tells
    whether a name was given, ``members`` are the entities that a pair is made of, ``first`` and ``seen`` where it
    stood first and last, ``times`` how often it was mentioned, ``author`` who wrote a document, ``body`` the
    organisation that somebody speaks or works for, ``part`` what a case makes of somebody: "accused" or "victim".
    """

    id: str
    type: EntityType
    key: str = ""
    sort: str = ""
    country: str | None = None
    gender: str = ""
    plural: bool = False
    named: bool = False
    noun: str = ""
    author: str | None = None
    body: str | None = None
    part: str = ""
    roles: dict[str, str | None] = field(default_factory=dict)
    members: tuple[str, ...] = ()
    seen: int = -1
    first: int = -1
    times: int = 0

    def agrees(self, gender: str, *, plural: bool) -> bool:
        """Whether gender and number allow the mention; common or unknown gender agrees with all."""
        return self.plural == plural and {self.gender, gender} != {"m", "f"}


class Cast:
    """The players of one report over its table, with the order in which they were last seen."""

    def __init__(self, table: EntityTable, gazetteer: Gazetteer) -> None:
        self.table = table
        self._gazetteer = gazetteer
        self._players: dict[str, Player] = {}
        self._by_key: dict[str, str] = {}
        self._recent: dict[str, None] = {}

    def __getitem__(self, entity_id: str) -> Player:
        """The player of an entity id; raises KeyError."""
        return self._players[entity_id]

    def admit(self, name: str, type: EntityType, *, key: str = "", record: Record | None = None) -> Player:  # noqa: A002
        """A new player with its entity."""
        entity_id = self.table.add(
            record.name if record else name,
            type,
            country=record.country if record else None,
            wikidata=record.wikidata if record else None,
        )
        player = Player(entity_id, type, key=key, sort=record.sort if record else "")
        if record:
            player.country, player.gender = record.country, record.gender
        self._players[entity_id] = player
        if key:
            self._by_key[key] = entity_id
        return player

    def players(self) -> Iterator[Player]:
        """All players, in the order in which they were admitted."""
        yield from self._players.values()

    def by_key(self, key: str) -> Player | None:
        """The player of a record or of an agreed key, if it is in the report."""
        found = self._by_key.get(key)
        return self._players[found] if found else None

    def listed(self, key: str) -> Player | None:
        """The player of a gazetteer key, admitted if the gazetteer knows it."""
        record = self._gazetteer.by_key.get(key)
        known = self.by_key(key)
        if known or record is None:
            return known
        return self.admit(record.name, record.type, key=key, record=record)

    def touch(self, entity_id: str, offset: int) -> None:
        """Note that an entity was mentioned at a code point."""
        player = self._players[entity_id]
        player.seen = offset
        player.times += 1
        player.first = offset if player.first < 0 else player.first
        self._recent.pop(entity_id, None)
        self._recent[entity_id] = None

    def recent(self, *types: EntityType) -> list[Player]:
        """Players of the types among the last that were mentioned, the very last first."""
        found = (self._players[key] for key in islice(reversed(self._recent), MEMORY))
        return [player for player in found if not types or player.type in types]

    def pair(self, members: tuple[str, ...], name: str) -> Player:
        """The player that stands for several together, admitted once."""
        key = "pair:" + "+".join(sorted(self._players[m].country or m if self._is_place(m) else m for m in members))
        known = self.by_key(key)
        if known:
            return known
        player = self.admit(name, "GRP", key=key)
        player.members, player.plural = members, True
        return player

    def _is_place(self, entity_id: str) -> bool:
        return self._players[entity_id].type == "GPE"

    def merge(self, kept: str, gone: str) -> None:
        """The second turns out to be the first: its mentions move over."""
        self.table.move_mentions(gone, kept)
        self._recent.pop(gone, None)
