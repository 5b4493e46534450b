"""Names in a text, with their types: runs of capitals, spaCy's names and the gazetteer weighed together.

The statistical names give boundaries and a vote; lists, heads ("Ministerio …"), titles before a name and the
other occurrences of the same words in the report decide the type.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from teletipo.extract.mentions.gazetteer import Gazetteer, Hit, Record
from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.mentions.namesakes import meant, meant_where_told, shown_countries, told_countries
from teletipo.extract.mentions.particles import particled_surnames, with_particles
from teletipo.extract.mentions.run import Run
from teletipo.extract.mentions.runs import Runs
from teletipo.extract.mentions.votes import DESIGNATION, votes
from teletipo.extract.parse.page import Page
from teletipo.extract.parse.words import BRAND, fold
from teletipo.model import EntityType

ENOUGH = 1.4
"""Votes below which a run of capitals is no name."""
SHORTEST = 2
ENOUGH_FOR_SEVERAL = 0.5
"""The same for a run of several words in mid-sentence, where capitals tell."""
LINK = re.compile(r"(?:, | \w{1,3} )$")
LINK_REACH = 5
"""What parts two names of a list: a comma or a word of up to three letters."""
PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z][A-Za-z.]*")
"""How American papers tell of a lawmaker's party and state: "R-Ind."."""
ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
BODIES = frozenset({"organisation", "agency", "person"})
QUOTES_OR_MARKS = frozenset("«“\"‘'¿¡—-")
NAMESAKES = frozenset({"city", "region", "country"})
"""Sorts of places after which people are named."""
NESTED = frozenset({"country", "organisation", "city"})
POSSESSIVE = re.compile(r"['’]s? ")


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
    found = _in_lists(list(runs.all()), text)
    shown = shown_countries((run.hit for run in found if run.hit), page.folded, lexicon)
    told = told_countries(found, text)
    surnames_here = _surnames([run for run in found if run.hit is None], lexicon)
    for run in found:
        if run.hit is None:
            if not _is_common(run, lexicon):
                open_runs.append(run)
        else:
            settled.append(_of_listed(run, run.hit, page, lexicon, surnames_here, told.get(run.start), shown))
    ballots = _hold_votes(page, open_runs, lexicon, gazetteer)
    people = _people_words(open_runs, ballots, settled)
    called = _body_words(open_runs, ballots, lexicon, gazetteer)
    bodies = called - people
    certain = {fold(word) for run in found if run.inside_sentence or run.hit for word in run.words}
    particled = {key for run in open_runs for key in particled_surnames(run, lexicon)}
    ends = {name.end: name.type for name in settled}
    for run in open_runs:
        quoted = text[run.start - 1 : run.start] in QUOTES_OR_MARKS
        if _is_just_a_start(run, certain) and (quoted or not gazetteer.lookup(run.words[0])):
            continue
        known = bodies | {run.key} if run.before_body_word and run.key in called else bodies
        decided = _decide(run, ballots[run.key], people - known, known, lexicon) or _as_listed_with(run, text, ends)
        if decided is not None:
            ends[run.end] = decided
            record = _listed(run, decided, gazetteer, shown)
            start = with_particles(run, text, particled) if decided == "PER" else run.start
            settled.append(Name(start, run.end, text[start : run.end], decided, record))
    settled.sort(key=lambda name: name.start)
    return settled


def _of_listed(
    run: Run,
    hit: Hit,
    page: Page,
    lexicon: Lexicon,
    surnames_here: frozenset[str],
    told: str | None,
    shown: Mapping[str, int],
) -> Name:
    """The name of a listed run: what the list says, unless a place, a club or a person is called alike."""
    alike: EntityType | None = None
    lends = run.after_street_noun or ((run.after_place_noun or run.before_nature) and hit.record.sort in BODIES)
    if lends:
        alike = "LOC"
    elif _is_club(run, page, lexicon):
        alike = "ORG"
    elif fold(run.words[0]) in surnames_here and _may_be_surname(run, page, lexicon):
        alike = "PER"
    if alike is not None:
        return Name(run.start, run.end, page.text[run.start : run.end], alike)
    record = meant_where_told(hit, shown, told)
    return Name(hit.start, hit.end, page.text[hit.start : hit.end], record.type, record)


def nested_names(names: Sequence[Name], lexicon: Lexicon, gazetteer: Gazetteer) -> list[Name]:
    """States and bodies that act by themselves inside the name of another: "Embajada de China en Bamako"."""
    found = []
    for host in names:
        if host.record is not None and host.record.sort != "organisation":
            continue
        for hit in gazetteer.find(host.text):
            owner = POSSESSIVE.match(host.text, hit.end) is not None and not hit.start
            after_link = bool(hit.start) and _is_nesting(host.text[: hit.start], lexicon)
            if hit.record.strong and hit.record.sort in NESTED and (owner or after_link):
                start, end = host.start + hit.start, host.start + hit.end
                found.append(Name(start, end, host.text[hit.start : hit.end], hit.record.type, meant(hit.records, {})))
    return found


def _is_nesting(before: str, lexicon: Lexicon) -> bool:
    """Whether what precedes a name inside another ends in a genitive or a place's preposition, under such a head."""
    words = before.split()
    link = next((word for word in reversed(words) if not lexicon.has("articles", word)), "")
    linked = lexicon.has("genitives", link) or lexicon.has("place_prepositions", link) or link == "to"
    return linked and any(lexicon.has("nesting_heads", word) for word in words)


def _in_lists(runs: list[Run], text: str) -> list[Run]:
    """Runs with what a plural noun before a list says of its first name said of them all: "los ríos Ebro y Segre"."""
    told: list[Run] = []
    for run in runs:
        host = told[-1] if told else None
        linked = host is not None and host.heads_list and LINK.fullmatch(text[host.end : run.start]) is not None
        told.append(_as_told_of(host, run) if host is not None and linked else run)
    return told


def _as_told_of(host: Run, run: Run) -> Run:
    return replace(
        run,
        heads_list=True,
        beside=run.beside | host.beside,
        after_body_noun=run.after_body_noun or host.after_body_noun,
        after_place_noun=run.after_place_noun or host.after_place_noun,
        after_thing_noun=run.after_thing_noun or host.after_thing_noun,
    )


def _surnames(runs: list[Run], lexicon: Lexicon) -> frozenset[str]:
    """The last words of names that start with a given name: "Anselmo León"."""
    return frozenset(
        fold(word) for run in runs if run.words[0] in lexicon.given for word in run.words[1:] if word[0].isupper()
    )


def _is_club(run: Run, page: Page, lexicon: Lexicon) -> bool:
    """Whether the article makes a city's name that of its club: "el presidente del Sevilla"."""
    before = page.words[run.first - 1] if run.first else ""
    return run.hit is not None and run.hit.record.sort == "city" and lexicon.has("club_articles", before)


def _may_be_surname(run: Run, page: Page, lexicon: Lexicon) -> bool:
    """Whether a listed place of one word stands where a person named like it may stand."""
    before = page.words[run.first - 1] if run.first else ""
    in_place = lexicon.has("place_prepositions", before) or lexicon.has("genitives", before)
    return run.hit is not None and run.hit.record.sort in NAMESAKES and len(run.words) == 1 and not in_place


def _hold_votes(page: Page, runs: list[Run], lexicon: Lexicon, gazetteer: Gazetteer) -> dict[str, _Ballot]:
    ballots: dict[str, _Ballot] = defaultdict(_Ballot)
    for run in runs:
        for kind, weight in votes(page, run, lexicon, gazetteer):
            ballots[run.key].votes[kind] += weight
    return ballots


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


def _is_common(run: Run, lexicon: Lexicon) -> bool:
    """Whether a run is a unit, a feast or a number in capitals, and nothing tells that it names a body."""
    if PARTY_AND_STATE.fullmatch("".join(run.words)):
        return True
    told = run.bracketed or run.after_body_noun or run.told_as_body
    numeral = len(run.words) == 1 and len(run.words[0]) > 1 and ROMAN.fullmatch(run.words[0])
    return not told and (bool(numeral) or lexicon.has("common_capitals", " ".join(run.words)))


def _is_just_a_start(run: Run, certain: set[str]) -> bool:
    """Whether a single word owes its capital to its place alone: in no name elsewhere, no subject of its sentence."""
    if run.inside_sentence or len(run.words) > 1 or run.acts or run.key in certain or run.words[0].isupper():
        return False
    told = run.titled or run.credited or run.abbreviated or run.told_as_body or run.bracketed or run.quoted_medium
    return not told and not run.beside


def _body_words(runs: list[Run], ballots: dict[str, _Ballot], lexicon: Lexicon, gazetteer: Gazetteer) -> set[str]:
    """Words by which a body with a longer name is called: "Kawamata" of "Kawamata Holdings"."""
    found: set[str] = set()
    for run in runs:
        winner = ballots[run.key].winner()
        if len(run.words) < 2 or winner is None or winner[0] != "ORG":
            continue
        for before, word in zip(("", *run.words), run.words, strict=False):
            told = any(lexicon.has(name, word) for name in ("organisation_heads", "organisation_tails", "portfolios"))
            if word[0].isupper() and not before.islower() and not told and not gazetteer.lookup(word):
                found.add(fold(word))
    return found


def _decide(run: Run, ballot: _Ballot, people: set[str], bodies: set[str], lexicon: Lexicon) -> EntityType | None:
    framed = len(run.words) > 1 and lexicon.has("organisation_heads", run.words[0])
    if not framed and all(fold(word) in people or lexicon.has("name_particles", word) for word in run.words):
        return "PER"
    if run.key in bodies and not run.after_place_preposition and not run.after_place_noun:
        return "ORG"
    winner = ballot.winner()
    floor = ENOUGH_FOR_SEVERAL if len(run.words) > 1 and run.inside_sentence else ENOUGH
    if winner is None or winner[1] < floor or len(run.key) < SHORTEST:
        return None
    if winner[0] == "GRP":
        return None
    if winner[0] == "OTH" and not _is_told_thing(run, lexicon):
        if len(run.words) < 2 or not run.inside_sentence:
            return None
        return "OTH" if run.after_article or run.after_genitive else "PER"
    return winner[0]


def _is_told_thing(run: Run, lexicon: Lexicon) -> bool:
    """Whether more than a label says that it is neither person nor place nor body."""
    named = (
        DESIGNATION.fullmatch(run.words[0])
        or BRAND.match(run.words[0])
        or not run.beside.isdisjoint({"baptised", "boarded", "ware"})
    )
    headed = any(lexicon.has(name, run.words[0]) for name in ("thing_heads", "event_heads"))
    return bool(named or headed or run.work or run.after_thing_noun or lexicon.has("event_tails", run.words[-1]))


def _as_listed_with(run: Run, text: str, ends: dict[int, EntityType]) -> EntityType | None:
    """The type of the name before in a list: "Raphinha y Pedri"."""
    before = text[max(0, run.start - LINK_REACH) : run.start]
    link = LINK.search(before)
    kind = ends.get(run.start - len(link.group())) if link and run.inside_sentence else None
    return kind if kind in {"PER", "ORG", "GPE"} else None


def _listed(run: Run, kind: EntityType, gazetteer: Gazetteer, shown: Mapping[str, int]) -> Record | None:
    """The record of a weakly listed name that turned out to be of its type."""
    wanted = {"GPE", "LOC"} if kind in {"GPE", "LOC"} else {kind}
    found = [record for record in gazetteer.lookup(" ".join(run.words)) if record.type in wanted]
    return meant(found, shown) if found else None
