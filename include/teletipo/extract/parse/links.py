"""The little words of a language that hold phrases and clauses together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from teletipo.languages import Language


@dataclass(frozen=True, slots=True)
class Links:
    """The little words of a language that hold phrases and clauses together."""

    complementizer: frozenset[str]
    complement_prepositions: frozenset[str]
    question: frozenset[str]
    conjunction: frozenset[str]
    adding: frozenset[str]
    relative: frozenset[str]
    noun: frozenset[str]
    wide: frozenset[str]
    agent: frozenset[str]
    addressee: frozenset[str]
    dative: frozenset[str]
    predicative: frozenset[str]
    predicative_strict: frozenset[str]
    contracted: dict[str, str]
    inverted: bool
    time: frozenset[str]
    coming: frozenset[str]
    pronoun: frozenset[str]
    possessive: frozenset[str]
    object: frozenset[str]
    before_infinitive: frozenset[str]
    quoting: frozenset[str]
    particle: frozenset[str]
    asked: frozenset[str]
    turn: frozenset[str]
    resuming: tuple[tuple[str, ...], ...]
    collective: frozenset[str]
    author: frozenset[str]
    silence: tuple[tuple[str, ...], ...]
    share: tuple[tuple[str, ...], ...]


@cache
def links(language: Language) -> Links:
    """The linking words of a language. Raises ConfigurationError if they are missing."""
    clause = language.rules("speech")["clause"]
    return Links(
        complementizer=frozenset(clause["complementizer"]),
        complement_prepositions=frozenset(clause["complement_prepositions"]),
        question=frozenset(clause["question"]),
        conjunction=frozenset(clause["conjunction"]),
        adding=frozenset(clause["adding"]),
        relative=frozenset(clause["relative"]),
        noun=frozenset(clause["noun_links"]),
        wide=frozenset(clause["wide_links"]),
        agent=frozenset(clause["agent"]),
        addressee=frozenset(clause["addressee"]),
        dative=frozenset(clause["dative"]),
        predicative=frozenset(clause["predicative"]),
        predicative_strict=frozenset(clause["predicative_strict"]),
        contracted=dict(clause["contracted"]),
        inverted=clause["inverted"],
        time=frozenset(clause["time"]),
        coming=frozenset(clause["coming"]),
        pronoun=frozenset(clause["pronoun"]),
        possessive=frozenset(clause["possessive"]),
        object=frozenset(clause["object"]),
        before_infinitive=frozenset(clause["before_infinitive"]),
        quoting=frozenset(clause["quoting"]),
        asked=frozenset(clause["asked"]),
        turn=frozenset(clause["turn"]),
        resuming=tuple(tuple(phrase.split()) for phrase in clause["resuming"]),
        collective=frozenset(clause["collective"]),
        particle=frozenset(clause["particle_in_names"]),
        author=frozenset(clause["author"]),
        silence=tuple(tuple(phrase.split()) for phrase in clause["silence"]),
        share=tuple(tuple(phrase.split()) for phrase in clause["share"]),
    )
