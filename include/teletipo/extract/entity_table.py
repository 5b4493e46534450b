"""The entities of one report while they are being found: mentions in, frozen entities out.

Every extractor of the room writes into one table, so that a speaker, a source and an actor that are the
same person carry the same id. Ids are given in order of creation (``e1``, ``e2`` …) and never change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from teletipo.model import Entity, EntityType, Mention, MentionKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from teletipo.extract.mentions.lexicon import RoleNoun

RANK: Mapping[MentionKind, int] = {"name": 0, "nominal": 1, "pronominal": 2, "null_subject": 3, "adjectival": 4}
CELL = 64
LONGEST_TITLE = 80
"""Code points of the longest words that a document is called by."""


@dataclass(slots=True)
class _Draft:
    """An entity that still grows."""

    id: str
    name: str
    type: EntityType
    country: str | None
    wikidata: str | None
    mentions: dict[tuple[int, int], Mention] = field(default_factory=dict)

    def frozen(self) -> Entity:
        ordered = tuple(sorted(self.mentions.values(), key=lambda m: (m.start, -m.end)))
        return Entity(self.id, self._title(), self.type, self.country, self.wikidata, ordered)

    def _title(self) -> str:
        """The name; of a document without one what tells most of it: "la carta de X" before "una carta"."""
        if self.type != "DOC" or any(mention.kind == "name" for mention in self.mentions.values()):
            return self.name
        told = (" ".join(mention.text.split()) for mention in self.mentions.values())
        fitting = [text for text in told if len(text) <= LONGEST_TITLE and text[-1].isalnum()]
        return max(fitting, key=len, default=self.name)


class EntityTable:
    """A builder over one report's text; all offsets are code points into it.

    ``roles`` gives the entity type of a head noun's lemma and serves :meth:`introduce`.
    """

    def __init__(self, text: str, *, roles: Mapping[str, RoleNoun] | None = None) -> None:
        self._text = text
        self._roles = roles or {}
        self._drafts: dict[str, _Draft] = {}
        self._cells: dict[int, list[tuple[Mention, str]]] = {}
        self._owner: dict[tuple[int, int], str] = {}
        self._subjects: dict[int, tuple[str, Span | None]] = {}
        self._traits: dict[str, tuple[str, frozenset[str]]] = {}
        self._became: dict[str, str] = {}

    def add(
        self,
        name: str,
        type: EntityType,  # noqa: A002  the model calls it so
        *,
        country: str | None = None,
        wikidata: str | None = None,
    ) -> str:
        """A new entity; answers its id. It is dropped by :meth:`freeze` unless it gets a mention."""
        key = f"e{len(self._drafts) + 1}"
        self._drafts[key] = _Draft(key, name, type, country, wikidata)
        return key

    def mention(self, entity_id: str, start: int, end: int, kind: MentionKind) -> None:
        """Record that ``text[start:end]`` names the entity. The first entity to claim a span keeps it.

        Raises ValueError for a span out of bounds, KeyError for an unknown entity.
        """
        span = Span.of(self._text, start, end)
        draft = self._drafts[entity_id]
        if self._owner.setdefault((start, end), entity_id) != entity_id or (start, end) in draft.mentions:
            return
        mention = Mention(span.start, span.end, span.text, kind)
        draft.mentions[start, end] = mention
        for cell in _cells(start, end):
            self._cells.setdefault(cell, []).append((mention, entity_id))

    def move_mentions(self, gone: str, kept: str) -> None:
        """Give all mentions of one entity to another, which it turns out to be; the first is left empty."""
        moved = self._drafts[gone].mentions
        self._drafts[kept].mentions.update(moved)
        for span, mention in moved.items():
            self._owner[span] = kept
            for cell in _cells(mention.start, mention.end):
                self._cells[cell] = [(m, kept if key == gone else key) for m, key in self._cells[cell]]
        self._drafts[gone].mentions = {}
        self._became[gone] = kept

    def widen(self, entity_id: str, start: int, end: int) -> None:
        """Let the mention of somebody without a name that begins at ``start`` reach to ``end``, and the name with it.

        "a source" turns out to be "a source in the ministry". Nothing happens where the wider span is taken.
        """
        draft = self._drafts[entity_id]
        short = next((m for m in draft.mentions.values() if m.start == start and m.end < end), None)
        if short is None or short.kind != "nominal" or (start, end) in self._owner or self.is_named(entity_id):
            return
        del draft.mentions[short.start, short.end], self._owner[short.start, short.end]
        for cell in _cells(short.start, short.end):
            self._cells[cell] = [pair for pair in self._cells[cell] if pair[0] != short]
        if draft.name == " ".join(short.text.split()):
            draft.name = " ".join(self._text[start:end].split())
        self.mention(entity_id, start, end, "nominal")

    def at(self, start: int, end: int) -> str | None:
        """The entity whose mention best meets the span: the same span, else a name, else the widest overlap."""
        exact = self._owner.get((start, end))
        if exact is not None:
            return exact
        found = self._overlapping(start, end)
        if not found:
            return None
        best = min(found, key=lambda pair: (RANK[pair[0].kind], -_overlap(pair[0], start, end), pair[0].start))
        return best[1]

    def entity(self, entity_id: str) -> Entity:
        """The entity as it stands now. Raises KeyError."""
        return self._drafts[entity_id].frozen()

    def type_of(self, entity_id: str) -> EntityType:
        """The type of an entity. Raises KeyError."""
        return self._drafts[entity_id].type

    def describe(self, entity_id: str, *, gender: str, roles: frozenset[str]) -> None:
        """Remember the grammatical gender (m, f, c or empty) and the roles of an entity."""
        self._traits[entity_id] = (gender, roles)

    def disown(self, entity_id: str) -> None:
        """Take an entity's country and Wikidata id back: it only bears a listed name."""
        self._drafts[entity_id].country = self._drafts[entity_id].wikidata = None

    def gender_of(self, entity_id: str) -> str:
        """The gender of an entity, empty where nothing told it."""
        return self._traits.get(entity_id, ("", frozenset()))[0]

    def roles_of(self, entity_id: str) -> frozenset[str]:
        """The roles of an entity, as far as the report told them."""
        return self._traits.get(entity_id, ("", frozenset()))[1]

    def name_mentions(self, type: EntityType) -> list[tuple[int, int, str]]:  # noqa: A002
        """Start, end and entity of all names of a type, in order of the text."""
        return sorted(
            (mention.start, mention.end, draft.id)
            for draft in self._drafts.values()
            if draft.type == type
            for mention in draft.mentions.values()
            if mention.kind == "name"
        )

    def named_at(self, offset: int) -> tuple[Mention, str] | None:
        """The name that covers a code point, with its entity; the widest if one lies in another."""
        names = [pair for pair in self._overlapping(offset, offset + 1) if pair[0].kind == "name"]
        return max(names, key=lambda pair: pair[0].end - pair[0].start) if names else None

    def is_named(self, entity_id: str) -> bool:
        """Whether some mention of an entity is a name."""
        return any(mention.kind == "name" for mention in self._drafts[entity_id].mentions.values())

    def is_known_before(self, entity_id: str, offset: int) -> bool:
        """Whether a name or a role stands for an entity before a code point."""
        mentions = self._drafts[entity_id].mentions.values()
        return any(mention.start < offset and mention.kind in {"name", "nominal"} for mention in mentions)

    def mentions(self, entity_id: str) -> tuple[Mention, ...]:
        """The mentions of an entity in order of the text. Raises KeyError."""
        return self._drafts[entity_id].frozen().mentions

    def resolve_phrase(self, phrase: DocSpan) -> str | None:
        """Whom a noun phrase of the parse names: by its head, or by the name that stands beside the head.

        "la ministra colombiana de Exteriores, Amparo Zuluaga Ríos" is the person, "su país" the country,
        "la agencia" the agency if the report says which; None where nobody was found.
        """
        if not len(phrase):
            return None
        start, end = phrase.start_char, phrase.end_char
        exact = self._owner.get((start, end))
        if exact is not None:
            return exact
        head = phrase.root
        inside = [pair for pair in self._overlapping(start, end) if start <= pair[0].start and pair[0].end <= end]
        by_head = [p for p in inside if p[0].start <= head.idx < p[0].end and p[0].kind != "adjectival"]
        if by_head:
            return min(by_head, key=lambda pair: (RANK[pair[0].kind], pair[0].start - pair[0].end))[1]
        beside = [p for p in inside if p[0].kind == "name" and self._stands_beside(p[0], phrase)]
        if beside:
            return min(beside, key=lambda pair: pair[0].start)[1]
        around = [p for p in self._overlapping(head.idx, head.idx + len(head)) if p[0].kind in {"name", "nominal"}]
        if around:
            return min(around, key=lambda pair: (RANK[pair[0].kind], pair[0].end - pair[0].start))[1]
        return None

    def introduce(self, phrase: DocSpan, type: EntityType | None = None) -> str:  # noqa: A002
        """A role or document that nobody has named yet ("un portavoz", "la carta") as an entity of its own.

        It is named by its own words and has that one nominal mention; a span that already belongs to an
        entity answers that entity. Without ``type``, the head noun decides.
        """
        start, end = phrase.start_char, phrase.end_char
        known = self._owner.get((start, end))
        if known is not None:
            return known
        role = self._roles.get(phrase.root.lemma_.casefold())
        chosen = type or (role.type if role else "OTH")
        key = self.add(" ".join(phrase.text.split()), chosen)
        self.mention(key, start, end, "nominal")
        return key

    def set_subject(self, verb: Token, entity_id: str, *, dropped: Span | None) -> None:
        """Remember who acts in ``verb``; ``dropped`` is the verb group that stands for a dropped subject."""
        self._subjects[verb.i] = (entity_id, dropped)

    def null_subject(self, verb: Token) -> str | None:
        """Who acts in a finite verb that has no subject of its own, or None.

        Where the subject is dropped (not merely shared with a verb before it), the verb group becomes a
        null-subject mention of the entity.
        """
        entity_id, dropped = self._subjects.get(verb.i, (None, None))
        while entity_id in self._became:
            entity_id = self._became[entity_id]
        if entity_id is not None and dropped is not None:
            self.mention(entity_id, dropped.start, dropped.end, "null_subject")
        return entity_id

    def freeze(self) -> tuple[Entity, ...]:
        """All entities that have a mention, in order of creation, under the ids that were given."""
        return tuple(draft.frozen() for draft in self._drafts.values() if draft.mentions)

    def _overlapping(self, start: int, end: int) -> list[tuple[Mention, str]]:
        seen = {
            (mention.start, mention.end): (mention, key)
            for cell in _cells(start, end)
            for mention, key in self._cells.get(cell, ())
            if mention.start < end and start < mention.end
        }
        return list(seen.values())

    def _stands_beside(self, mention: Mention, phrase: DocSpan) -> bool:
        """Whether a name is set beside the phrase's head: an apposition or a flat part of it, not a complement."""
        if self._drafts[self._owner[mention.start, mention.end]].type not in {"PER", "ORG"}:
            return False
        inner = phrase.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if inner is None:
            return False
        name_head = inner.root
        if name_head.head.i == phrase.root.i and name_head.dep_ in {"appos", "flat", "compound"}:
            return True
        before = phrase.doc[inner.start - 1] if inner.start > phrase.start else None
        return before is not None and before.text == "," and mention.end == phrase.end_char


def _cells(start: int, end: int) -> range:
    return range(start // CELL, max(start, end - 1) // CELL + 1)


def _overlap(mention: Mention, start: int, end: int) -> int:
    return min(mention.end, end) - max(mention.start, start)
