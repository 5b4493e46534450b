"""Whom a description takes up: "el limnólogo" after "el director del Instituto de Limnología, Omar Bizzotto".

A report names a speaker once and then varies the noun, often with one that no list holds. A definite phrase
without a complement of its own means somebody who has been brought in: whoever was described by a kindred
word, else whoever spoke or acted last, if gender, number and role allow it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from teletipo.extract.attribution.source_kinds import names_speaker
from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.parse.phrases import FINITE, Phrase
from teletipo.extract.parse.words import fold
from teletipo.extract.reference.cast import LEADERS, roles_agree

if TYPE_CHECKING:
    from teletipo.extract.entity_table import EntityTable

MEMORY = 12
"""People back to whom a description may reach."""
NEAR = 110
"""Tokens within which whoever spoke or acted last is still at hand."""
BESIDE = 14
"""Tokens to either side of a name in which somebody is described."""
KIN = 5
"""Letters that two kindred words begin with: "médicos", "médico"; "bióloga", "biología"."""
PEOPLE = frozenset({"PER", "GRP"})
CONTENT = frozenset({"NOUN", "PROPN", "ADJ"})
APPOSED = CONTENT | {"ADP", "DET", "PART"}
TITLED = APPOSED | {"CCONJ", "NUM"}
"""Tags of words behind and before a name that may describe it."""
UNIQUE = LEADERS | {
    *("minister", "foreign_minister", "defence_minister", "deputy_minister", "deputy"),
    *("spokesperson", "justice", "local", "counterpart"),
}
"""Offices of which a report may say "the judge", though it has not brought one in."""

APOLITICAL = frozenset(
    {
        *(
            "diplomat",
            "justice",
            "counsel",
            "officer",
            "military",
            "religion",
            "sport",
            "artist",
            "academic",
            "business",
        ),
        *("media_person", "family", "victim", "person", "worker", "casualty", "attacker", "child"),
    }
)
"""Roles of people whom "el mandatario" does not mean."""


@dataclass(slots=True)
class Known:
    """Somebody brought in: what they were called by, and whether in the plural."""

    words: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    plural: bool = False


@dataclass(slots=True)
class Epithets:
    """Keeps who was brought in, in order of the text.

    ``last`` is who spoke last, and at which token, ``source`` who spoke or was cited last; ``fresh`` are those whom
    the sentence before named, if nobody spoke in it.
    """

    reader: SourceReader
    table: EntityTable
    lexicon: Lexicon
    last: tuple[str, int] | None = None
    fresh: frozenset[str] = frozenset()
    source: str | None = None
    _known: dict[str, Known] = field(default_factory=dict)
    _waiting: Iterator[tuple[int, int, str]] | None = None
    _surnames: dict[str, str] = field(default_factory=dict)
    _named: list[tuple[str, int]] = field(default_factory=list)
    _next: tuple[int, int, str] | None = None

    def note(self, entity: str, phrase: Phrase | None, at: int) -> None:
        """Remember that an entity spoke or acted at a token, called by a phrase."""
        self.last, self.source = (entity, at), entity
        if phrase is not None and not self.reader.is_pronoun(phrase):
            known = self._bring_in(entity)
            known.heads.add(self._fold(self.reader.head(phrase)))
            known.words |= self._content(phrase.first, phrase.last)
            known.plural = self._plural(phrase)

    def enter(self, first: int) -> None:
        """Begin a sentence at a token: names outside of sentences, as those of reporters, are not at hand."""
        for _ in self._read_names(first):
            self._named.pop()

    def leave(self, first: int, last: int, *, spoke: bool) -> None:
        """End the sentence ``first:last``: whoever it named without a word of theirs is at hand for the next."""
        self._read_names(last)
        self.fresh = frozenset() if spoke else frozenset(e for e, at in self._named[-MEMORY:] if at >= first)

    def taken_up(self, phrase: Phrase, *, speaks: bool) -> str | None:
        """The entity that a definite description means, if somebody brought in before fits it.

        Only one who speaks can be whoever is at hand; others must have been described so.
        """
        self._read_names(phrase.first)
        if not self._describes(phrase):
            return None
        if any(self.lexicon.has("sameness", word) for word in self.reader.sheet.low[phrase.first : phrase.last]):
            return self.source
        head = self._fold(self.reader.head(phrase))
        own = self._content(phrase.first, phrase.last)
        plural = self._plural(phrase)
        best: tuple[int, str] | None = None
        for entity, known in islice(reversed(self._known.items()), MEMORY):
            if known.plural != plural or not self._genders_agree(entity, phrase):
                continue
            score = self._likeness(head, own, known, kin=self.table.type_of(entity) == "PER" and not plural)
            if score and (best is None or score > best[0]):
                best = (score, entity)
        if best is not None:
            return best[1]
        alone = not plural and not self._complement(phrase) and self._may_be_at_hand(phrase)
        return self._at_hand(phrase) if speaks and alone else None

    def surnamed(self, phrase: Phrase) -> str | None:
        """The person whose full name ended with the last word of a phrase: "Councillor Pickersgill"."""
        self._read_names(phrase.first)
        sheet = self.reader.sheet
        word = sheet.words[phrase.last - 1]
        if not word[0].isupper() or any(sheet.pos[i] in {"ADP", "DET"} for i in range(phrase.first, phrase.last)):
            return None
        return self._surnames.get(word)

    def _may_be_at_hand(self, phrase: Phrase) -> bool:
        """Whether a noun can call somebody at hand: no relative, no side, and no office of another house.

        "La defensa" is nobody's epithet, and "el portavoz presidencial" is not the deputy who spoke before.
        """
        noun = self.reader.sheet.low[self.reader.head(phrase)]
        if self.lexicon.has("relations", noun) or self.lexicon.is_impersonal(noun):
            return False
        role = self.lexicon.role(noun)
        modified = len(self._content(phrase.first, phrase.last)) > 1
        return role is None or role.vague or role.role not in UNIQUE or not modified

    def _at_hand(self, phrase: Phrase) -> str | None:
        """The one person of the sentence before, else whoever spoke last, else whoever was named last, if they fit."""
        people = {entity for entity in self.fresh if self._fits(entity, phrase)}
        if len(people) == 1:
            return people.pop()
        recent = [self.last] if self.last is not None else []
        if names_speaker(self.reader, phrase):
            recent += reversed(self._named[-2:])
        near = (entity for entity, at in recent if phrase.first - at <= NEAR)
        return next((entity for entity in near if self._fits(entity, phrase)), None)

    def _fits(self, entity: str, phrase: Phrase) -> bool:
        known = self._known.get(entity)
        person = self.table.type_of(entity) == "PER" and not (known and known.plural)
        return person and self._genders_agree(entity, phrase) and self._roles_agree(entity, phrase)

    def means(self, pronoun: Phrase, entity: str, *, through_document: bool) -> bool:
        """Whether a personal pronoun in the singular can mean an entity that spoke, or the document it spoke by."""
        kind = self.lexicon.pronouns.get(self._fold(pronoun.first), "")
        plural = (known := self._known.get(entity)) is not None and known.plural
        if kind in {"m", "f"}:
            return (
                self.table.type_of(entity) == "PER" and not plural and self.table.gender_of(entity) in {"", "c", kind}
            )
        body = self.table.type_of(entity) in {"ORG", "GPE", "DOC", "GRP"} and not plural
        return kind == "n" and (through_document or body)

    def meant(self, pronoun: Phrase) -> str | None:
        """The one named last whom a personal pronoun can mean."""
        self._read_names(pronoun.first)
        near = (entity for entity, at in reversed(self._named[-MEMORY:]) if pronoun.first - at <= NEAR)
        return next((entity for entity in near if self.means(pronoun, entity, through_document=False)), None)

    def protagonist(self) -> str | None:
        """The person named most often so far, of several the last: who is interviewed."""
        counts = Counter(entity for entity, _ in reversed(self._named))
        return counts.most_common(1)[0][0] if counts else None

    def _likeness(self, head: str, own: set[str], known: Known, *, kin: bool) -> int:
        if head in known.heads:
            return 4
        if kin and any(_kindred(head, word) for word in known.words):
            return 3
        return 2 if kin and any(_kindred(one, word) for one in own for word in known.words) else 0

    def _describes(self, phrase: Phrase) -> bool:
        """Whether a phrase is definite, has no name in it and is no more than a noun with its complement."""
        sheet = self.reader.sheet
        first = phrase.first
        contracted = first > 0 and sheet.low[first - 1] in self.reader.words.contracted
        definite = "Def" in sheet.told(first, "Definite")
        pointing = sheet.low[first] in self.reader.sources.demonstrative
        if not (contracted or definite or pointing) or "," in sheet.low[first : phrase.last]:
            return False
        head = self.reader.head(phrase)
        return all(self._is_common(i, head) for i in range(first, phrase.last))

    def _is_common(self, index: int, head: int) -> bool:
        """Whether a word names nobody: no verb and no name, though written big as in "the New Mexico Democrat"."""
        sheet = self.reader.sheet
        if sheet.pos[index] in FINITE or (sheet.pos[index] == "PROPN" and self.reader.words.inverted):
            return False
        at = self.table.named_at(sheet.start[index])
        return at is None or (index != head and self.table.type_of(at[1]) in {"GPE", "LOC"})

    def _complement(self, phrase: Phrase) -> bool:
        words = self.reader.words
        return any(
            word in words.wide or word in words.noun for word in self.reader.sheet.low[phrase.first : phrase.last]
        )

    def _read_names(self, stop: int) -> list[str]:
        """Bring in all whose names stand before a token, and answer those who are new since the last call."""
        read = []
        sheet = self.reader.sheet
        if self._waiting is None:
            self._waiting = iter(self.table.name_mentions("PER"))
            self._next = next(self._waiting, None)
        while self._next is not None and (stop >= len(sheet.start) or self._next[0] < sheet.start[stop]):
            start, end, entity = self._next
            first, last = sheet.tokens_of(start, end)
            known = self._bring_in(entity)
            known.words |= self._around(first, last)
            read.append(entity)
            if last > first:
                self._surnames[sheet.words[last - 1]] = entity
            self._named.append((entity, first))
            self._next = next(self._waiting, None)
        return read

    def _around(self, first: int, last: int) -> set[str]:
        """The words that describe a name: the title before it, and the apposition between commas."""
        sheet = self.reader.sheet
        begin, comma = first, False
        while begin > 0 and first - begin < BESIDE:
            word, pos = sheet.low[begin - 1], sheet.pos[begin - 1]
            if word == "," and not comma and begin == first:
                comma = True
            elif pos not in TITLED and word != "-":
                break
            begin -= 1
        end = last
        if end < len(sheet.low) and sheet.low[end] == ",":
            end += 1
            while end < len(sheet.low) and end - last < BESIDE and sheet.pos[end] in APPOSED:
                end += 1
        return self._content(begin, first) | self._content(last, end)

    def _bring_in(self, entity: str) -> Known:
        known = self._known.pop(entity, None) or Known()
        self._known[entity] = known
        return known

    def _content(self, first: int, last: int) -> set[str]:
        sheet = self.reader.sheet
        return {self._fold(i) for i in range(first, last) if sheet.pos[i] in CONTENT and len(sheet.low[i]) > 3}

    def _fold(self, index: int) -> str:
        return fold(self.reader.sheet.low[index])

    def _plural(self, phrase: Phrase) -> bool:
        following = phrase.first + 1
        if following < phrase.last and self.reader.sheet.low[following] in self.reader.words.noun:
            return False
        return "Plur" in self.reader.sheet.told(self.reader.head(phrase), "Number")

    def _genders_agree(self, entity: str, phrase: Phrase) -> bool:
        return {self.table.gender_of(entity), self._gender(phrase)} != {"m", "f"}

    def _gender(self, phrase: Phrase) -> str:
        role = self.lexicon.role(self.reader.sheet.low[self.reader.head(phrase)])
        if role is not None:
            return role.gender
        told = self.reader.sheet.told(phrase.first, "Gender")
        return {"Masc": "m", "Fem": "f"}.get(told[0], "") if told else ""

    def _roles_agree(self, entity: str, phrase: Phrase) -> bool:
        role = self.lexicon.role(self.reader.sheet.low[self.reader.head(phrase)])
        held = self.table.roles_of(entity)
        if role is None or not held or role.role not in UNIQUE:
            return role is None or role.type == "PER"
        if role.vague:
            return not held <= APOLITICAL
        return role.type == "PER" and any(roles_agree(role.role, one) or roles_agree(one, role.role) for one in held)


def _kindred(one: str, other: str) -> bool:
    return one == other or (len(one) > KIN and len(other) > KIN and one[:KIN] == other[:KIN])
