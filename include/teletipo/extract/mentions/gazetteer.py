"""What the shipped tables know by name: countries, cities, regions, organisations, agencies, people, demonyms.

A :class:`Gazetteer` is built once a language and finds every listed name in a text in one pass, longest first,
whatever the accents. Capitals must be as in the list, except that a text may set a name in capitals throughout.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from teletipo.extract.parse.words import fold
from teletipo.languages import FOLDER, Language
from teletipo.model import EntityType

DATA = Path(__file__).parents[1] / "data"
ATOM = re.compile(r"\w+|[^\w\s]")
SEPARATOR = ";"
SHORTEST_CITY = 3
SOFT_SIGN = "'"
"""What GeoNames writes for the soft sign of Russian names: "Ryazan'"."""
MOST_NAMESAKES = 3
LARGE_CITY = 400
"""Thousands of people from which a city's bare name is taken as the city without other evidence."""

Sort = Literal["country", "region", "organisation", "agency", "person", "city", "demonym"]
ORDER: tuple[Sort, ...] = ("country", "region", "organisation", "agency", "person", "city", "demonym")


@dataclass(frozen=True, slots=True)
class Record:
    """One thing of the tables. ``strong``: its bare name is evidence enough. ``thousands``: people of a city."""

    key: str
    name: str
    type: EntityType
    sort: Sort
    country: str | None = None
    wikidata: str | None = None
    gender: str = ""
    strong: bool = True
    thousands: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed name in a text: code points, half-open. ``records``: who may be meant, the likeliest first."""

    start: int
    end: int
    records: tuple[Record, ...]

    @property
    def record(self) -> Record:
        """The likeliest record."""
        return self.records[0]


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody's time in an office; ISO 8601 dates of any precision, ``until`` empty while it lasts."""

    country: str
    office: str
    holder: str
    since: str
    until: str

    def held_on(self, day: str | None) -> bool:
        """Whether the office was held on an ISO date; an unknown day is taken as today's holder."""
        if day is None:
            return not self.until
        return self.since <= day and (not self.until or day[: len(self.until)] <= self.until)


class Gazetteer:
    """All listed names of one language, ready to be found in texts."""

    def __init__(self, entries: Iterable[tuple[str, Record]]) -> None:
        """``entries`` are names as they are written, with what they name."""
        self._forms: dict[tuple[str, ...], list[tuple[tuple[str, ...], Record]]] = {}
        self._reach: dict[str, int] = {}
        self._small_openers: set[str] = set()
        self.by_key: dict[str, Record] = {}
        self._names: dict[str, list[str]] = {}
        for name, record in entries:
            written = tuple(ATOM.findall(name))
            if not written:
                continue
            folded = tuple(fold(atom) for atom in written)
            self._forms.setdefault(folded, []).append((written, record))
            self._reach[folded[0]] = max(self._reach.get(folded[0], 0), len(folded))
            if not written[0][0].isupper():
                self._small_openers.add(folded[0])
            self.by_key.setdefault(record.key, record)
            self._names.setdefault(record.key, []).append(name)

    def find(self, text: str) -> Iterator[Hit]:
        """All listed names in a text from left to right, the longest at each place, none overlapping."""
        atoms = [(*match.span(), match.group()) for match in ATOM.finditer(text)]
        i = 0
        while i < len(atoms):
            word = atoms[i][2]
            opens = word[0].isupper() or word in self._small_openers
            found = self._longest(atoms, i) if opens else None
            if found is None:
                i += 1
                continue
            length, records = found
            yield Hit(atoms[i][0], atoms[i + length - 1][1], records)
            i += length

    def lookup(self, name: str) -> tuple[Record, ...]:
        """Who bears exactly this name, capitals as in the list or throughout."""
        written = tuple(ATOM.findall(name))
        return self._matching(written, tuple(fold(atom) for atom in written))

    def names(self, key: str) -> Sequence[str]:
        """All names that are listed for a key."""
        return self._names.get(key, ())

    def _longest(self, atoms: list[tuple[int, int, str]], i: int) -> tuple[int, tuple[Record, ...]] | None:
        reach = min(self._reach.get(fold(atoms[i][2]), 0), len(atoms) - i)
        if not reach:
            return None
        folded = tuple(fold(atom) for _, _, atom in atoms[i : i + reach])
        for length in range(reach, 0, -1):
            key = folded[:length]
            if key in self._forms:
                records = self._matching(tuple(atom for _, _, atom in atoms[i : i + length]), key)
                if records:
                    return length, records
        return None

    def _matching(self, written: tuple[str, ...], folded: tuple[str, ...]) -> tuple[Record, ...]:
        forms = self._forms.get(folded, ())
        fitting = {
            record.key: record for form, record in forms if written == form or all(map(_capitals_fit, written, form))
        }
        if len(fitting) < 2:
            return tuple(fitting.values())
        return tuple(sorted(fitting.values(), key=lambda r: (not r.strong, ORDER.index(r.sort), r.wikidata is None)))


def _capitals_fit(written: str, listed: str) -> bool:
    if len(listed) > 1 and listed.isupper():
        return written.isupper()
    if listed[:1].isupper():
        return written[:1].isupper()
    return True


@cache
def gazetteer(language: Language) -> Gazetteer:
    """The gazetteer of a language, built once a process."""
    return Gazetteer(_entries(language))


@cache
def demonyms(language: Language) -> dict[str, str]:
    """Alpha-3 code by folded demonym, several words joined by single spaces."""
    rows = language.table("demonyms")
    return {fold(form): row["iso3"] for row in rows for form in row["forms"].split(SEPARATOR)}


@cache
def surnames() -> dict[str, str]:
    """Key of the person by folded surname, for surnames that stand for nobody else in the news."""
    return {
        fold(surname): f"person:{row['name']}"
        for row in _table(DATA / "people.tsv")
        for surname in row["surnames"].split(SEPARATOR)
        if surname
    }


@cache
def continents() -> dict[str, str]:
    """Continent by alpha-3 code."""
    return {row["iso3"]: row["continent"] for row in _table(DATA / "states.tsv")}


@cache
def capitals() -> dict[str, str]:
    """Key of the capital city by alpha-3 code."""
    return {
        row["iso3"]: f"city:{row['capital']}:{row['iso3']}" for row in _table(DATA / "states.tsv") if row["capital"]
    }


@cache
def offices() -> tuple[Office, ...]:
    """All rows of the table of offices."""
    rows = _table(DATA / "offices.tsv")
    return tuple(Office(r["iso3"], r["office"], f"person:{r['holder']}", r["since"], r["until"]) for r in rows)


def _entries(language: Language) -> Iterator[tuple[str, Record]]:
    yield from _countries(language)
    yield from _places(language)
    yield from _organisations(language)
    yield from _agencies()
    yield from _people()


def _countries(language: Language) -> Iterator[tuple[str, Record]]:
    ids = {row["iso3"]: row["wikidata"] for row in _table(DATA / "states.tsv")}
    names = {row["iso3"]: [row["name"]] for row in language.table("country_names")}
    for row in language.table("country_aliases"):
        names.setdefault(row["iso3"], []).extend(row["names"].split(SEPARATOR))
    unsure = language.words("ambiguous_states") if language.has("ambiguous_states.txt") else frozenset[str]()
    for iso3, known in names.items():
        record = Record(f"country:{iso3}", known[0], "GPE", "country", iso3, ids.get(iso3))
        yield from ((name, replace(record, strong=name not in unsure)) for name in known)


def _places(language: Language) -> Iterator[tuple[str, Record]]:
    local = {(row["key"], row["iso3"]): row["names"].split(SEPARATOR) for row in language.table("place_names")}
    for row in _table(DATA / "regions.tsv"):
        names = local.get((row["name"], row["iso3"]), [])
        if names:
            country = row["iso3"] or None
            kind: EntityType = "GPE" if row["type"] == "GPE" else "LOC"
            record = Record(f"region:{row['name']}", names[0], kind, "region", country, row["wikidata"] or None)
            yield from ((name, record) for name in names)
    ids = {(row["name"], row["iso3"]): row["wikidata"] for row in _table(DATA / "city_ids.tsv")}
    common = language.words("common_places")
    namesakes: Counter[str] = Counter()
    for row in _table(DATA / "cities.tsv"):
        key = (row["name"], row["iso3"])
        names = [row["name"], *local.get(key, [])]
        if row["name"].endswith(SOFT_SIGN):
            names.append(row["name"].removesuffix(SOFT_SIGN))
        if (namesakes[row["name"]] >= MOST_NAMESAKES and key not in ids) or len(row["name"]) < SHORTEST_CITY:
            continue
        namesakes[row["name"]] += 1
        large = int(row["thousands"]) >= LARGE_CITY or key in ids or key in local
        record = Record(
            f"city:{row['name']}:{row['iso3']}",
            local.get(key, names)[0],
            "GPE",
            "city",
            row["iso3"],
            ids.get(key),
            thousands=int(row["thousands"]),
        )
        weak = replace(record, strong=False)
        yield from ((name, record if large and name not in common else weak) for name in names)


def _organisations(language: Language) -> Iterator[tuple[str, Record]]:
    local = {row["key"]: row["names"].split(SEPARATOR) for row in language.table("organisations")}
    for row in _table(DATA / "organisations.tsv"):
        acronyms = row["acronyms"].split(SEPARATOR) if row["acronyms"] else []
        names = local.get(row["key"], [] if "(" in row["key"] else [row["key"]]) + acronyms
        if names:
            record = Record(
                f"organisation:{row['key']}",
                names[0],
                "OTH" if row["type"] == "OTH" else "ORG",
                "organisation",
                row["iso3"] or None,
                row["wikidata"] or None,
            )
            yield from ((name, record) for name in names)


def _agencies() -> Iterator[tuple[str, Record]]:
    ids = {row["canonical"]: row["wikidata"] for row in _table(DATA / "agency_ids.tsv")}
    for row in _table(FOLDER / "agencies.tsv"):
        name = row["canonical"]
        record = Record(f"agency:{name}", name, "ORG", "agency", row["country_iso3"] or None, ids.get(name))
        aliases = row["aliases"].split(SEPARATOR) if row["aliases"] else []
        yield from (
            (alias, record)
            for alias in [name, *aliases]
            if alias == name or (alias[:1].isupper() and not alias.startswith("The "))
        )


def _people() -> Iterator[tuple[str, Record]]:
    for row in _table(DATA / "people.tsv"):
        name = row["name"]
        record = Record(
            f"person:{name}", name, "PER", "person", row["iso3"] or None, row["wikidata"] or None, row["gender"]
        )
        aliases = row["aliases"].split(SEPARATOR) if row["aliases"] else []
        yield from ((alias, record) for alias in [name, *aliases])


def _table(path: Path) -> tuple[dict[str, str], ...]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))
