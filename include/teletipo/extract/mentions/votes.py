"""What speaks for each type of a name: spaCy's labels, its own words, the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from teletipo.extract.mentions import affiliation
from teletipo.extract.mentions.gazetteer import Gazetteer, surnames
from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.mentions.run import Run
from teletipo.extract.parse.page import Page
from teletipo.extract.parse.words import BRAND, fold
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
    ("before_body_word", "ORG", 4),
    ("told_as_body", "ORG", 4),
    ("abbreviated", "ORG", 5),
    ("before_place_noun", "GPE", 4),
    ("after_body_preposition", "ORG", 1.5),
    ("titled", "PER", 4),
    ("credited", "PER", 5),
    ("after_place_noun", "GPE", 7),
    ("after_place_preposition", "GPE", 1.3),
)
"""What each mark of a run says of its type, and how loudly."""
LONGEST_ACRONYM = 6
SURE = 20.0
"""A vote that nothing outweighs."""
DESIGNATION = re.compile(r"[A-Z]{1,3}-\d{1,4}[A-Z]?")
"""Roads and aircraft: "A-456", "F-16"."""
NEWSPAPER = "The"
"""The article that many papers bear with its capital: "The Ledger"."""
ONE_WORD = 0.7
"""How far a statistical label is trusted that takes a single word for a person or an organisation."""
ACTING_PLACE, ACTING_BODY = 0.5, 0.75
"""The same for a place of one word that acts, and how far it may be a body: an unlisted place seldom acts."""


def votes(page: Page, run: Run, lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[tuple[EntityType, float]]:
    """What labels, words and surroundings say of a run's type, each with its weight."""
    if run.work is not None:
        yield run.work, SURE
        return
    yield from _votes_of_labels(run)
    yield from _votes_of_words(run, lexicon)
    yield from _votes_of_surroundings(run)
    if len(run.words) > 1 and run.words[0] not in lexicon.given and _has_place_at_edge(run, gazetteer):
        yield "ORG", 4
    if any(record.sort == "city" for record in gazetteer.lookup(page.text[run.start : run.end])):
        yield "GPE", 2.5 if run.after_place_preposition else 1.5


def _has_place_at_edge(run: Run, gazetteer: Gazetteer) -> bool:
    """Whether a place or a firm starts the name, or a state ends it: "Andalucía Avanza", "Gallus Korea"."""
    ends = {"country", "region"} if run.words[-2][0].isupper() else set[str]()
    starts = {"country", "region", "city", "organisation"}
    edges = [(run.words[0], starts), (" ".join(run.words[:2]), {"organisation", "agency"}), (run.words[-1], ends)]
    return any(record.strong and record.sort in sorts for word, sorts in edges for record in gazetteer.lookup(word))


def _votes_of_labels(run: Run) -> Iterator[tuple[EntityType, float]]:
    for label, share in run.labels:
        if label in VOTES:
            kind, weight = VOTES[label]
            if kind == "PER" and run.after_place_preposition and len(run.words) == 1:
                kind = "GPE"
            trust = ONE_WORD if kind in {"PER", "ORG"} and len(run.words) == 1 else 1
            acts = kind == "GPE" and len(run.words) == 1 and run.acts and not run.after_place_preposition
            if acts:
                yield "ORG", weight * share * ACTING_BODY
            yield kind, weight * share * (ACTING_PLACE if acts else trust)


def _votes_of_words(run: Run, lexicon: Lexicon) -> Iterator[tuple[EntityType, float]]:
    first, last, several = run.words[0], run.words[-1], len(run.words) > 1
    ends_place = several and lexicon.has("place_tails", last)
    if lexicon.has("organisation_heads", first) and not ends_place and (several or run.inside_sentence):
        yield "ORG", 5
    if several and lexicon.has("organisation_tails", last):
        yield "ORG", 5 if first in lexicon.given and lexicon.has("surname_tails", last) else 12
    if first == NEWSPAPER and len(run.words) == 2 and run.inside_sentence:
        yield "ORG", 4
    if ends_place or (several and lexicon.has("place_heads", first)):
        yield "LOC", 5
    if several and (lexicon.has("document_heads", first) or lexicon.has("document_tails", last)):
        yield "DOC", 5
    if several and any(word == "&" or lexicon.has("possessive_endings", word) for word in run.words):
        yield "ORG", 5
    if several:
        yield from _votes_of_several_words(first, last, lexicon)
    else:
        yield from _votes_of_one_word(run, lexicon)


def _votes_of_one_word(run: Run, lexicon: Lexicon) -> Iterator[tuple[EntityType, float]]:
    """What a single word says: a surname in the news, a portfolio, a road, an acronym."""
    first = run.words[0]
    if fold(first) in surnames():
        yield "PER", 3
    if lexicon.has("portfolios", first) and run.inside_sentence:
        yield "ORG", 5
    if DESIGNATION.fullmatch(first) or BRAND.match(first):
        yield "OTH", 5
    if 2 <= len(first) <= LONGEST_ACRONYM and first.isupper() and first.isalpha():
        yield "ORG", 2.5


def _votes_of_several_words(first: str, last: str, lexicon: Lexicon) -> Iterator[tuple[EntityType, float]]:
    """What the first and last words say: a saint's place, ideals of a party, a given name, a storm."""
    if lexicon.has("place_openers", first):
        yield "GPE", 3
    if lexicon.has("ideals", first) and lexicon.has("ideals", last):
        yield "ORG", 4
    if first in lexicon.given or (first.isupper() and first.capitalize() in lexicon.given):
        yield "PER", 4
    if lexicon.has("thing_heads", first) or BRAND.match(first):
        yield "OTH", 6
    if lexicon.has("event_heads", first) or lexicon.has("event_tails", last):
        yield "OTH", 9


def _votes_of_surroundings(run: Run) -> Iterator[tuple[EntityType, float]]:
    for mark, kind, weight in SURROUNDINGS:
        if getattr(run, mark):
            yield kind, weight
    placed = run.after_place_preposition or "lent_to_works" in run.beside
    if len(run.words) == 1 and run.after_article and not placed:
        yield "ORG", 2.2
    if len(run.words) > 1 and run.after_article:
        yield "PER", -5
        yield "ORG", 1
    if run.bracketed:
        yield "ORG" if run.words[0].isupper() else "GPE", 1.5
    for mark in run.beside:
        yield affiliation.VOTES[mark]
    if run.after_genitive and len(run.words) == 1:
        yield "GPE", 1.5
    if 2 <= len(run.words) <= 4 and run.inside_sentence:
        yield "PER", 0.5
