"""Names in a text, with their types: runs of capitals, spaCy's names and the gazetteer weighed together.

The statistical names give boundaries and a vote; lists, heads ("Ministerio …"), titles before a name and the
other occurrences of the same words in the report decide the type.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from teletipo.extract.gazetteer import Gazetteer, Hit, Record, fold, surnames
from teletipo.extract.lexicon import Lexicon
from teletipo.extract.page import Page
from teletipo.extract.run import Run
from teletipo.extract.runs import Runs
from teletipo.model import EntityType

VOTES: dict[str, tuple[EntityType, float]] = {
    "PER": ("PER", 2),
    "PERSON": ("PER", 3),
    "ORG": ("ORG", 2),
    "GPE": ("GPE", 3),
    "LOC": ("GPE", 2),
    "FAC": ("LOC", 2),
    "MISC": ("OTH", 1),
    "NORP": ("GRP", 1),
    "PRODUCT": ("OTH", 1),
    "EVENT": ("OTH", 2),
    "WORK_OF_ART": ("OTH", 2),
    "LAW": ("OTH", 2),
}
SURROUNDINGS: tuple[tuple[str, EntityType, float], ...] = (
    ("quoted_medium", "ORG", 6),
    ("after_thing_noun", "OTH", 7),
    ("after_body_noun", "ORG", 4),
    ("after_origin", "ORG", 2.5),
    ("after_article", "ORG", 2.2),
    ("bracketed", "ORG", 1.5),
    ("before_body_word", "ORG", 3.5),
    ("told_as_body", "ORG", 2.5),
    ("abbreviated", "ORG", 5),
    ("before_place_noun", "GPE", 4),
    ("after_body_preposition", "ORG", 1.5),
    ("titled", "PER", 4),
    ("credited", "PER", 5),
    ("after_place_noun", "GPE", 5),
    ("after_place_preposition", "GPE", 1),
)
"""What each mark of a run says of its type, and how loudly."""
ENOUGH = 1.4
"""Votes below which a run of capitals is no name."""
ENOUGH_FOR_SEVERAL = 0.5
"""The same for a run of several words in mid-sentence, where capitals tell."""
LINK = re.compile(r"(?:, | \w{1,3} )$")
LINK_REACH = 5
"""What parts two names of a list: a comma or a word of up to three letters."""
PARTICLES = re.compile(r"\b[A-Z][a-z]{1,2} (?:[a-z]{2,3} )?$")
PARTICLES_REACH = 10
"""Characters before a surname in which its particles are looked for: "Von der ", "De la "."""
LONGEST_ACRONYM = 6
ONE_WORD = 0.7
"""How far a statistical label is trusted that takes a single word for a person or an organisation."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: code points, half-open, its type and, if listed, the record."""

    start: int
    end: int
    text: str
    type: EntityType
    record: Record | None = None


@dataclass(slots=True)
class _Ballot:
    """The votes for one spelling, over all its places."""

    votes: dict[EntityType, float] = field(default_factory=lambda: defaultdict(float))

    def winner(self) -> tuple[EntityType, float] | None:
        if not self.votes:
            return None
        kind = max(self.votes, key=lambda t: self.votes[t])
        return kind, self.votes[kind]


def find_names(page: Page, runs: Runs, lexicon: Lexicon, gazetteer: Gazetteer) -> list[Name]:
    """All names of a report in order, none overlapping, each spelling with one type."""
    text = page.text
    settled: list[Name] = []
    open_runs: list[Run] = []
    found = list(runs.all())
    countries = frozenset(run.hit.record.country for run in found if run.hit and run.hit.record.sort == "country")
    surnames_here = _surnames([run for run in found if run.hit is None], lexicon)
    for run in found:
        if run.hit is None:
            open_runs.append(run)
        elif fold(run.words[0]) in surnames_here and _may_be_surname(run, page, lexicon):
            settled.append(Name(run.start, run.end, text[run.start : run.end], "PER"))
        else:
            settled.append(_from_hit(text, run.hit, countries))
    ballots = _hold_votes(page, open_runs, lexicon, gazetteer)
    people = _people_words(open_runs, ballots, settled)
    particled = {key for run in open_runs for key in _particled_surnames(run, lexicon)}
    ends = {name.end: name.type for name in settled}
    for run in open_runs:
        decided = _decide(run, ballots[run.key], people, lexicon) or _as_listed_with(run, text, ends)
        if decided is not None:
            ends[run.end] = decided
            record = _listed(run, decided, gazetteer)
            start = _with_particles(run, text, particled) if decided == "PER" else run.start
            settled.append(Name(start, run.end, text[start : run.end], decided, record))
    settled.sort(key=lambda name: name.start)
    return settled


def _from_hit(text: str, hit: Hit, countries: frozenset[str | None]) -> Name:
    """The name of a hit; among namesakes the one whose country the report names, else the best known."""
    rivals = [record for record in hit.records if record.sort == hit.record.sort]
    record = next((record for record in rivals if record.country in countries), rivals[0])
    return Name(hit.start, hit.end, text[hit.start : hit.end], record.type, record)


def _particled_surnames(run: Run, lexicon: Lexicon) -> Iterator[str]:
    """The surnames with particles in a full name, as they stand alone: "de la garza"."""
    for n in range(1, len(run.words) - 1):
        if lexicon.has("name_particles", run.words[n]) and not lexicon.has("name_particles", run.words[n - 1]):
            tail = [fold(word) for word in run.words[n:]]
            size = next((k for k, word in enumerate(tail, 1) if not lexicon.has("name_particles", word)), 0)
            yield " ".join(tail[:size])


def _with_particles(run: Run, text: str, particled: set[str]) -> int:
    """Where a surname starts with its particles, set with a capital as a name alone is: "De la Garza"."""
    before = text[max(0, run.start - PARTICLES_REACH) : run.start]
    match = PARTICLES.search(before)
    if len(run.words) > 1 or match is None or fold(f"{match.group()}{run.words[0]}") not in particled:
        return run.start
    return run.start - len(match.group())


def _surnames(runs: list[Run], lexicon: Lexicon) -> frozenset[str]:
    """The last words of names that start with a given name: "Anselmo León"."""
    return frozenset(
        fold(word) for run in runs if run.words[0] in lexicon.given for word in run.words[1:] if word[0].isupper()
    )


def _may_be_surname(run: Run, page: Page, lexicon: Lexicon) -> bool:
    """Whether a listed place of one word stands where a person named like it may stand."""
    before = page.words[run.first - 1] if run.first else ""
    in_place = lexicon.has("place_prepositions", before) or lexicon.has("genitives", before)
    return run.hit is not None and run.hit.record.sort in {"city", "region"} and len(run.words) == 1 and not in_place


def _hold_votes(page: Page, runs: list[Run], lexicon: Lexicon, gazetteer: Gazetteer) -> dict[str, _Ballot]:
    ballots: dict[str, _Ballot] = defaultdict(_Ballot)
    for run in runs:
        for kind, weight in _votes(page, run, lexicon, gazetteer):
            ballots[run.key].votes[kind] += weight
    return ballots


def _votes(page: Page, run: Run, lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[tuple[EntityType, float]]:
    yield from _votes_of_labels(run)
    yield from _votes_of_words(run, lexicon)
    yield from _votes_of_surroundings(run)
    if any(record.sort == "city" for record in gazetteer.lookup(page.text[run.start : run.end])):
        yield "GPE", 2.5 if run.after_place_preposition else 1.5


def _votes_of_labels(run: Run) -> Iterator[tuple[EntityType, float]]:
    for label, share in run.labels:
        if label in VOTES:
            kind, weight = VOTES[label]
            doubtful = kind in {"PER", "ORG"} and len(run.words) == 1
            yield kind, weight * share * (ONE_WORD if doubtful else 1)


def _votes_of_words(run: Run, lexicon: Lexicon) -> Iterator[tuple[EntityType, float]]:
    first, last, several = run.words[0], run.words[-1], len(run.words) > 1
    if lexicon.has("organisation_heads", first) and (several or run.inside_sentence):
        yield "ORG", 5
    if several and lexicon.has("organisation_tails", last):
        yield "ORG", 5
    if several and (lexicon.has("place_heads", first) or lexicon.has("place_tails", last)):
        yield "LOC", 5
    if several and (lexicon.has("document_heads", first) or lexicon.has("document_tails", last)):
        yield "DOC", 5
    if several and any(lexicon.has("possessive_endings", word) for word in run.words):
        yield "ORG", 5
    if several:
        yield from _votes_of_several_words(first, last, lexicon)
    elif fold(first) in surnames():
        yield "PER", 3
    if not several and lexicon.has("portfolios", first) and run.inside_sentence:
        yield "ORG", 5
    if not several and 2 <= len(first) <= LONGEST_ACRONYM and first.isupper() and first.isalpha():
        yield "ORG", 2.5


def _votes_of_several_words(first: str, last: str, lexicon: Lexicon) -> Iterator[tuple[EntityType, float]]:
    """What the first and last words say: a saint's place, ideals of a party, a given name, a storm."""
    if lexicon.has("place_openers", first):
        yield "GPE", 3
    if lexicon.has("ideals", first) and lexicon.has("ideals", last):
        yield "ORG", 4
    if first in lexicon.given:
        yield "PER", 4
    if lexicon.has("thing_heads", first):
        yield "OTH", 6


def _votes_of_surroundings(run: Run) -> Iterator[tuple[EntityType, float]]:
    for mark, kind, weight in SURROUNDINGS:
        if getattr(run, mark):
            yield kind, weight
    if run.after_genitive and len(run.words) == 1:
        yield "GPE", 1.5
    if 2 <= len(run.words) <= 4 and run.inside_sentence:
        yield "PER", 0.5


def _people_words(runs: list[Run], ballots: dict[str, _Ballot], settled: list[Name]) -> set[str]:
    """Every word of the full names of people: a surname alone is the person."""
    found: set[str] = set()
    for run in runs:
        winner = ballots[run.key].winner()
        if len(run.words) > 1 and winner and winner[0] == "PER" and winner[1] >= ENOUGH:
            found.update(map(fold, run.words))
    for name in settled:
        if name.type == "PER":
            found.update(map(fold, name.text.replace("-", " ").split()))
    return found


def _decide(run: Run, ballot: _Ballot, people: set[str], lexicon: Lexicon) -> EntityType | None:
    if all(fold(word) in people or lexicon.has("name_particles", word) for word in run.words):
        return "PER"
    winner = ballot.winner()
    floor = ENOUGH_FOR_SEVERAL if len(run.words) > 1 and run.inside_sentence else ENOUGH
    if winner is None or winner[1] < floor:
        return None
    if winner[0] == "GRP":
        return None
    if winner[0] == "OTH" and not run.after_thing_noun and (len(run.words) < 2 or not run.inside_sentence):
        return None
    return winner[0]


def _as_listed_with(run: Run, text: str, ends: dict[int, EntityType]) -> EntityType | None:
    """The type of the name before in a list: "Raphinha y Pedri"."""
    before = text[max(0, run.start - LINK_REACH) : run.start]
    link = LINK.search(before)
    kind = ends.get(run.start - len(link.group())) if link and run.inside_sentence else None
    return kind if kind in {"PER", "ORG", "GPE"} else None


def _listed(run: Run, kind: EntityType, gazetteer: Gazetteer) -> Record | None:
    """The record of a weakly listed name that turned out to be of its type."""
    wanted = {"GPE", "LOC"} if kind in {"GPE", "LOC"} else {kind}
    return next((r for r in gazetteer.lookup(" ".join(run.words)) if r.type in wanted), None)
