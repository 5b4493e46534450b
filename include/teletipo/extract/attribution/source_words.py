"""A language's words about sources, from ``attribution.toml``, ``role_nouns.tsv`` and the list of media."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from teletipo.extract.quotation.segments import by_first_word
from teletipo.languages import FOLDER, Language

PhraseIndex = dict[str, tuple[tuple[str, ...], ...]]
INDEXED = (
    *("according", "viewpoint", "viewpoint_possessive", "viewpoint_initial", "viewpoint_relative"),
    *("according_relative", "learned", "learned_from", "read_in", "placed", "leans", "as_told"),
    *("citing", "relayed", "cited", "obtained", "vessel_link", "resumptive", "hedge", "addressed", "insider"),
    *("confirming", "comparing", "contrasting", "seated", "unreal"),
)
OPENING = (
    *("according", "according_relative", "learned", "as_told", "read_in", "cited", "citing", "obtained"),
    *("viewpoint", "viewpoint_relative", "viewpoint_possessive"),
)
"""The phrases that a source's expression may begin with anywhere in a sentence."""


@dataclass(frozen=True, slots=True)
class SourceWords:
    """A language's ``attribution.toml``, indexed; ``openers`` are the first words of what introduces a source."""

    openers: frozenset[str]
    according: PhraseIndex
    according_relative: PhraseIndex
    learned: PhraseIndex
    learned_from: PhraseIndex
    read_in: PhraseIndex
    placed: PhraseIndex
    leans: PhraseIndex
    interview: frozenset[str]
    own_voice: frozenset[str]
    not_press: frozenset[str]
    claims: frozenset[str]
    nobody: frozenset[str]
    as_told: PhraseIndex
    need_verb: frozenset[tuple[str, ...]]
    viewpoint: PhraseIndex
    viewpoint_relative: PhraseIndex
    viewpoint_possessive: PhraseIndex
    viewpoint_initial: PhraseIndex
    citing: PhraseIndex
    relayed: PhraseIndex
    cited: PhraseIndex
    obtained: PhraseIndex
    consulted: PhraseIndex
    comparing: PhraseIndex
    contrasting: PhraseIndex
    seated: PhraseIndex
    confirming: PhraseIndex
    vessel: frozenset[str]
    vessel_link: PhraseIndex
    resumptive: PhraseIndex
    not_source: frozenset[str]
    demonstrative: frozenset[str]
    human: frozenset[str]
    naming: frozenset[str]
    named_things: frozenset[str]
    not_speaker: frozenset[str]
    passing_verbs: frozenset[str]
    nouns: dict[str, frozenset[str]]
    media_names: frozenset[str]
    press_sorts: tuple[frozenset[str], ...]
    possible: frozenset[str]
    authored: frozenset[str]
    personal: frozenset[str]
    impersonal: frozenset[str]
    issuing: frozenset[str]
    addressed: PhraseIndex
    requested_anonymity: tuple[str, ...]
    insider: PhraseIndex
    hearsay_auxiliary: frozenset[str]
    unreal: PhraseIndex
    hedge: PhraseIndex


@cache
def source_words(language: Language) -> SourceWords:
    """The source words of a language. Raises ConfigurationError if they are missing."""
    data = language.rules("attribution")
    contracted = language.rules("speech")["clause"]["contracted"]
    index = {key: by_first_word(data[key], contracted) for key in INDEXED}
    return SourceWords(
        **index,
        openers=frozenset(word for key in OPENING for word in index[key]),
        consulted=by_first_word(data["obtained_not_relay"]),
        need_verb=frozenset(tuple(phrase.split()) for phrase in data["need_verb"]),
        vessel=frozenset(data["vessel"]),
        not_source=frozenset(data["not_source"]),
        demonstrative=frozenset(data["demonstrative"]),
        not_speaker=frozenset(data["not_speaker"]),
        naming=frozenset(data["naming"]),
        named_things=frozenset(data["named_things"]),
        human=(frozenset(data["human"]) | _role_forms(language, "PER")) - frozenset(data["anonymous"]),
        passing_verbs=frozenset(data["passing_verbs"]),
        nouns={kind: frozenset(data[kind]) for kind in ("anonymous", "agency", "media", "document", "official")},
        media_names=_media_names(),
        press_sorts=tuple(frozenset(words) for words in data["press_sorts"]),
        claims=frozenset(data["claims"]),
        nobody=frozenset(data["nobody"]),
        not_press=frozenset(data["not_press"]),
        own_voice=frozenset(data["own_voice"]),
        interview=frozenset(data["interview"]),
        possible=frozenset(data["possible"]),
        authored=frozenset(data["authored"]),
        personal=frozenset(data["personal"]),
        impersonal=frozenset(data["impersonal"]),
        issuing=frozenset(data["issuing"]),
        requested_anonymity=tuple(data["requested_anonymity"]),
        hearsay_auxiliary=frozenset(data["hearsay_auxiliary"]),
    )


def _role_forms(language: Language, kind: str) -> frozenset[str]:
    """The forms of the role nouns of one entity type."""
    rows = [row for row in language.table("role_nouns") if row["type"] == kind]
    return frozenset(form for row in rows for form in row["forms"].split(";") if form not in {"", "-"})


@cache
def _media_names() -> frozenset[str]:
    lines = (FOLDER / "media.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def is_medium(name: str, names: frozenset[str]) -> bool:
    """Whether a name is in ``media.txt``, whole or by an ending listed there as ``… tribune``."""
    folded = name.casefold()
    return folded in names or f"… {folded.rpartition(' ')[2]}" in names
