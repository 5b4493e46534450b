"""The word lists of a language that entities and reference need, in the shapes the code asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from teletipo.extract.mentions.gazetteer import SEPARATOR, demonyms
from teletipo.extract.parse.words import fold
from teletipo.languages import Language
from teletipo.model import EntityType

Gender = Literal["m", "f", "c", "n"]


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun that names by role. ``plural`` and ``gender`` belong to the form, c is common gender."""

    type: EntityType
    role: str
    gender: Gender
    plural: bool
    vague: bool
    both: bool


@dataclass(frozen=True, slots=True)
class OfficePattern:
    """Nouns that with one of ``words`` beside them make an office."""

    nouns: frozenset[str]
    words: frozenset[str]
    role: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lists, folded (no case, no accents) unless they say otherwise.

    ``capital_roles`` are nouns that mean something else with a capital: "el Ejecutivo" is no executive.
    """

    sets: dict[str, frozenset[str]]
    roles: dict[str, RoleNoun]
    capital_roles: dict[str, RoleNoun]
    offices: tuple[OfficePattern, ...]
    given: dict[str, str]
    demonyms: dict[str, str]
    pronouns: dict[str, str]
    near_pronouns: dict[str, str]
    object_pronouns: dict[str, str]
    continents: dict[str, frozenset[str]]
    drops_subjects: bool
    bodies_are_many: bool
    role_prefixes: tuple[str, ...]
    impersonal_endings: tuple[str, ...]
    capital_demonyms: bool
    documents_keep_participles: bool

    def has(self, name: str, word: str) -> bool:
        """Whether a list holds a word, whatever its case and accents."""
        words = self.sets.get(name)
        return words is not None and fold(word) in words

    def role(self, word: str) -> RoleNoun | None:
        """What a noun names by role, if anything."""
        return self.capital_roles.get(word) or self.roles.get(fold(word))

    def former_role(self, word: str) -> RoleNoun | None:
        """What a noun names by role, prefixes like "ex" put aside."""
        return self.role(word) or self.roles.get(self.without_prefix(word))

    def without_prefix(self, word: str) -> str:
        """A role's noun without "ex" and the like; empty where it has none."""
        plain = fold(word)
        if not plain.startswith(self.role_prefixes):
            return ""
        return plain[max(len(start) for start in self.role_prefixes if plain.startswith(start)) :]

    def names_person(self, word: str) -> bool:
        """Whether a noun is a person's role or a form of address: "consejero", and "exconsejero" like it."""
        noun = self.role(word)
        if noun is None and word[:1].islower():
            noun = self.roles.get(self.without_prefix(word))
        return (noun is not None and noun.type == "PER") or self.has("titles", word)

    def is_impersonal(self, noun: str) -> bool:
        """Whether a noun that no list of roles holds is no person's, by its ending or as a side's: "la defensa"."""
        return self.has("sides", noun) or fold(noun).endswith(self.impersonal_endings)


@cache
def lexicon(language: Language) -> Lexicon:
    """The lexicon of a language, read once a process."""
    rules = language.rules("entities")
    sets = {name: frozenset(map(fold, words)) for name, words in rules.items() if _is_list_of_words(words)}
    sets["titles"] = frozenset(map(fold, language.words("titles")))
    nouns = tuple(_role_nouns(language))
    return Lexicon(
        sets=sets,
        roles={fold(form): noun for form, noun in reversed(nouns) if not form.istitle()},
        capital_roles={form: noun for form, noun in nouns if form.istitle()},
        offices=tuple(
            OfficePattern(
                frozenset(map(fold, office["nouns"])), frozenset(map(fold, office.get("words", []))), office["class"]
            )
            for office in rules.get("office", [])
        ),
        given={row["name"]: row["gender"] for row in language.table("given_names")},
        demonyms=demonyms(language),
        pronouns=_kinds(rules["pronouns"]),
        near_pronouns=_kinds(rules["near_pronouns"]),
        object_pronouns=_kinds(rules["object_pronouns"]),
        continents={fold(word): frozenset(names) for word, names in rules["continents"].items()},
        drops_subjects=bool(rules["drops_subjects"]),
        role_prefixes=tuple(map(fold, rules["role_prefixes"])),
        impersonal_endings=tuple(map(fold, rules["impersonal_endings"])),
        bodies_are_many=bool(rules["bodies_are_many"]),
        capital_demonyms=bool(rules["capital_demonyms"]),
        documents_keep_participles=bool(rules["documents_keep_participles"]),
    )


def _kinds(table: dict[str, str]) -> dict[str, str]:
    return {fold(word): kind for word, kind in table.items()}


def _is_list_of_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _role_nouns(language: Language) -> Iterator[tuple[str, RoleNoun]]:
    """Every form with what it names; of two rows with one form the first counts."""
    for row in language.table("role_nouns"):
        forms = row["forms"].split(SEPARATOR)
        for place, form in enumerate(forms):
            if form == "-":
                continue
            shared = forms[place - place % 2 : place - place % 2 + 2].count(form) == 2
            gender: Gender = "c" if shared else ("f" if place % 2 else "m")
            yield (
                form,
                RoleNoun(
                    cast("EntityType", row["type"]),
                    row["class"],
                    gender,
                    plural=place >= 2,
                    vague=row["vague"] == "x",
                    both=row["vague"] == "both",
                ),
            )
