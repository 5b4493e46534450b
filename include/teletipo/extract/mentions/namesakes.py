"""Which of several places of one name a report means, by the countries that it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from teletipo.extract.mentions.gazetteer import Hit, Record
from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.mentions.run import Run

PLACES = ("country", "region", "city")
CLOSED = frozenset({",", ".", ")", ";", ":", ""})
"""What closes the country or region that is set behind a city."""
MEANT_AT_ALL = 15
"""Times its people that the best known place of a name may have for a namesake to be thought of."""
MEANT_ALONE = 5
"""Times the people of each namesake that a city must have to be meant where the report shows no country."""


def shown_countries(hits: Iterable[Hit], words: Iterable[str], lexicon: Lexicon) -> Counter[str]:
    """How often a report shows each country: by listed names that only one place bears and by demonyms.

    ``words`` are its folded words. Agencies show none: they report from everywhere.
    """
    shown = Counter(lexicon.demonyms[word] for word in words if word in lexicon.demonyms)
    for hit in hits:
        record = hit.record
        if record.country and record.sort != "agency" and len(namesakes(hit.records)) == 1:
            shown[record.country] += 1
    return shown


def namesakes(records: Sequence[Record]) -> list[Record]:
    """The records of a name among which a report may mean any, the likeliest first: all alike of a sort."""
    first = records[0]
    if first.sort not in PLACES:
        return [record for record in records if record.sort == first.sort]
    if first.sort == "country" and not first.strong:
        return [record for record in records if record.sort in PLACES]
    alike = ("city",) if first.sort == "city" else ("country", "region")
    return [r for r in records if r.sort in alike and r.thousands * MEANT_AT_ALL >= first.thousands]


def meant(records: Sequence[Record], shown: Mapping[str, int]) -> Record:
    """The record that a name means: of namesakes the one whose country is shown most.

    Where that decides nothing and no city outgrows the others, the best known without its country and id.
    """
    rivals = namesakes(records)
    best = max(rivals, key=lambda record: shown.get(record.country or "", 0))
    times = shown.get(best.country or "", 0)
    others = [record for record in rivals if record is not best]
    if best.sort not in PLACES or all(shown.get(record.country or "", 0) < times for record in others):
        return best
    largest = max(record.thousands for record in others)
    return best if best.thousands > MEANT_ALONE * largest else replace(best, country=None, wikidata=None)


def told_countries(runs: Sequence[Run], text: str) -> dict[int, str]:
    """Where cities start → the country that what is set behind them tells: "Paris, Texas", "Valencia (Venezuela)"."""
    found = {}
    for run, after in pairwise(runs):
        if run.hit is None or after.hit is None or run.hit.record.sort != "city":
            continue
        country = after.hit.record.country if after.hit.record.sort in {"country", "region"} else None
        if country and text[run.end : after.start] in {", ", " ("} and text[after.end : after.end + 1] in CLOSED:
            found[run.start] = country
    return found


def meant_where_told(hit: Hit, shown: Mapping[str, int], told: str | None) -> Record:
    """The record that a listed name means, where its country is ``told`` right behind it or not.

    A city of a country in which none is listed is another: "Paris, Texas" has no id.
    """
    record = meant(hit.records, shown if told is None else {told: 1})
    if told is None or record.sort != "city" or record.country == told:
        return record
    return replace(record, key=f"{record.key}:{told}", country=told, wikidata=None)
