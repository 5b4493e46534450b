"""Who and what a report names: the entities with all their mentions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from teletipo.extract.entity_table import EntityTable
from teletipo.extract.mentions.gazetteer import Gazetteer, gazetteer
from teletipo.extract.mentions.lexicon import Lexicon, lexicon
from teletipo.extract.mentions.names import Name, find_names, nested_names
from teletipo.extract.mentions.namesakes import meant, shown_countries
from teletipo.extract.mentions.runs import Runs
from teletipo.extract.parse.clauses import spoken
from teletipo.extract.parse.page import Page
from teletipo.extract.reference.canonical import seat_names
from teletipo.extract.reference.cast import Cast
from teletipo.extract.reference.coreference import Coreference
from teletipo.extract.reference.holders import is_namesake
from teletipo.extract.reference.noun_phrases import role_phrases
from teletipo.extract.reference.role_reference import RoleReference
from teletipo.languages import Language
from teletipo.model import Report

NAMELESS_ZONES = frozenset({"header", "boilerplate"})


def find_entities(report: Report, page: Page, language: Language) -> EntityTable:
    """The entities of a report with their mentions, ready for the extractors that follow.

    ``page`` is the parse of ``report.text``. Names come from the parse, the gazetteer and the dateline; roles,
    pronouns and demonyms are resolved within the report where the evidence suffices, else left alone.
    """
    words, places = lexicon(language), gazetteer(language)
    skipped = tuple((zone.start, zone.end) for zone in report.zones if zone.label in NAMELESS_ZONES)
    credited = tuple((zone.start, zone.end) for zone in report.zones if zone.label in {"credit", "byline"})
    datelines = tuple((zone.start, zone.end) for zone in report.zones if zone.label == "dateline")
    runs = Runs(page, words, places, skipped, credited, datelines)
    shown = shown_countries((), page.folded, words)
    names = _with_dateline(report, find_names(page, runs, words, places), places, shown)
    table = EntityTable(report.text, roles=words.roles)
    cast = Cast(table, places)
    ids = seat_names(names, report.text, cast, words, places)
    seat_names(nested_names(names, words, places), report.text, cast, words, places)
    tokens = _token_spans(page, names)
    seats = {first: (entity_id, last) for (first, last), entity_id in zip(tokens, ids, strict=True) if first >= 0}
    _seat_demonyms(page, cast, words, names, skipped)
    named = {i: last for first, (_, last) in seats.items() for i in range(first, last + 1)}
    quoted = spoken(page)
    phrases = {phrase.noun: phrase for phrase in role_phrases(page, words, named, quoted)}
    day = report.published.value.date().isoformat() if report.published else None
    reporters = frozenset(
        entity_id
        for name, entity_id in zip(names, ids, strict=True)
        if any(start <= name.start < end for start, end in (*datelines, *credited))
    )
    roles = RoleReference(page, cast, words, seats, day=day, reporters=reporters)
    Coreference(page, cast, words, roles, phrases, quoted).run(seats)
    for player in cast.players():
        table.describe(player.id, gender=player.gender, roles=frozenset(player.roles))
        if is_namesake(player):
            table.disown(player.id)
    return table


def _with_dateline(report: Report, names: list[Name], places: Gazetteer, shown: Mapping[str, int]) -> list[Name]:
    """The place of the dateline is a name though the parse rarely sees it; ``shown`` counts demonyms by country."""
    if report.dateline is None or not report.dateline.place:
        return names
    for span in report.dateline.spans:
        offset = span.text.casefold().find(report.dateline.place.casefold())
        if offset < 0:
            continue
        start, end = span.start + offset, span.start + offset + len(report.dateline.place)
        text = report.text[start:end]
        others = [name for name in names if name.end <= start or end <= name.start]
        if any(name.record is not None for name in names if name not in others):
            return names
        listed = [record for record in places.lookup(text) if record.type in {"GPE", "LOC"}]
        told = (name.record for name in names if name.record and any(name.record.key == r.key for r in listed))
        record = next(told, meant(listed, shown) if listed else None)
        return sorted([*others, Name(start, end, text, "GPE", record)], key=lambda name: name.start)
    return names


def _token_spans(page: Page, names: list[Name]) -> list[tuple[int, int]]:
    """First and last token of each name; (-1, -1) where the parse has none there."""
    spans = []
    i = 0
    for name in names:
        while i < len(page) and page.end(i) <= name.start:
            i += 1
        last = i
        while last + 1 < len(page) and page.starts[last + 1] < name.end:
            last += 1
        spans.append((i, last) if i < len(page) else (-1, -1))
    return spans


def _seat_demonyms(
    page: Page, cast: Cast, words: Lexicon, names: list[Name], skipped: tuple[tuple[int, int], ...]
) -> None:
    """Every demonym is an adjectival mention of its country."""
    covered = _covered(names)
    for start, end, iso3 in _demonyms(page, words):
        if start in covered or any(a <= start < b for a, b in skipped):
            continue
        country = cast.listed(f"country:{iso3}")
        if country is not None:
            cast.table.mention(country.id, start, end, "adjectival")


def _covered(names: list[Name]) -> set[int]:
    """Offsets inside names whose demonym is part of the name alone: listed names and all but organisations."""
    return {
        offset
        for name in names
        if name.record is not None or name.type != "ORG"
        for offset in range(name.start, name.end)
    }


def _demonyms(page: Page, words: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Demonyms of one or two words, as code points with their country; not the names of languages."""
    openers = {form.split()[0] for form in words.demonyms if " " in form}
    skip = -1
    for i, word in enumerate(page.folded):
        if i == skip:
            continue
        if word in openers and i + 1 < len(page) and (pair := f"{word} {page.folded[i + 1]}") in words.demonyms:
            yield page.starts[i], page.end(i + 1), words.demonyms[pair]
            skip = i + 1
            continue
        if word not in words.demonyms or not _is_demonym(page.words[i], words) or _is_nickname(page, i, words):
            continue
        if not i or not words.has("place_prepositions", page.words[i - 1]):
            yield page.starts[i], page.end(i), words.demonyms[word]


def _is_nickname(page: Page, i: int, words: Lexicon) -> bool:
    """Whether somebody is called so: a capital behind an article, where demonyms are small: "el Turco"."""
    text = page.words[i]
    capital = text[0].isupper() and not text.isupper() and not words.capital_demonyms
    before = page.words[i - 1] if i else ""
    return capital and (words.has("articles", before) or words.has("contracted_articles", before))


def _is_demonym(text: str, words: Lexicon) -> bool:
    return words.capital_demonyms == text[0].isupper() or (not words.capital_demonyms and text[0].isupper())
