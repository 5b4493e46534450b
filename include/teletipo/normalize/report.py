"""From a parsed item to a report: clean text, language, zones, dateline, kind and the instant of publication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from teletipo.errors import BadHeaderDate, NoText
from teletipo.model import Claim, Dateline, Instant, Item, Kind, Report, Zone
from teletipo.normalize.agencies import agency_name
from teletipo.normalize.dateline import read_dateline
from teletipo.normalize.header import HeaderDate, header_date
from teletipo.normalize.kind import version_kind
from teletipo.normalize.language import identify
from teletipo.normalize.publication import choose, read_instant
from teletipo.normalize.text import clean
from teletipo.normalize.zoning import find_zones


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of a source: agency, ISO 639-1 language, ISO 3166 alpha-2 region, IANA zone, order of dates."""

    agency: str | None = None
    language: str | None = None
    region: str | None = None
    time_zone: str | None = None
    day_first: bool | None = None


def normalize(
    item: Item, *, report_id: str, source: SourceFacts | None = None, received: datetime | None = None
) -> Report:
    """The report that an item carries.

    ``received`` (aware) is when it came in; dates more than a day later are not believed. Where it is not given, the
    item's own date stands in, then now. Raises NoText where there is nothing to read, and BadHeaderDate where the text
    starts with a header whose date is no date.
    """
    facts = source or SourceFacts()
    text = clean(item.body or item.abstract or item.headline or "").text
    if not text.strip():
        raise NoText("the item has neither body nor abstract nor headline")
    header = header_date(text)
    if header and not header.value:
        raise BadHeaderDate(f"the header date {header.text!r} is no date; mend the header", detail=header.text)
    start = header.end if header else 0
    language = identify(text[start:], declared=item.language or facts.language)
    told = tuple(_told_claims(item, header, language, facts, received or _own_instant(item, header)))
    first, _ = choose(told)
    near = first.value if first else received or datetime.now(UTC)
    dateline = read_dateline(text, language=language, reference=near, start=start)
    published, claims = choose((*told, *_dateline_claims(dateline, language, facts, near)))
    headline = (clean(item.headline).text.strip() or None) if item.headline else None
    zones = find_zones(text, code=language, known=tuple(_zones(header, dateline)), headline=headline)
    agency = item.agency or (dateline.agency if dateline else None) or facts.agency
    return Report(
        id=report_id,
        language=language,
        headline=headline or next((zone.text for zone in zones if zone.label == "headline"), None),
        dateline=dateline,
        agency=(agency_name(agency) or agency) if agency else None,
        published=published,
        kind=item.kind or _kind(item, language, headline, zones),
        text=text,
        zones=zones,
        claims=claims,
    )


def _kind(item: Item, language: str, headline: str | None, zones: tuple[Zone, ...]) -> Kind:
    titles = [zone.text for zone in zones if zone.label in {"headline", "slug"}]
    notices = [zone.text for zone in zones if zone.label == "notice"]
    return version_kind(code=language, titles=(headline, item.slug, *titles), notices=(item.editor_note, *notices))


def _zones(header: HeaderDate | None, dateline: Dateline | None) -> Iterator[Zone]:
    if header:
        yield Zone("header", header.start, header.end, header.text)
    if dateline:
        for span in dateline.spans:
            yield Zone("dateline", span.start, span.end, span.text)


def _own_instant(item: Item, header: HeaderDate | None) -> datetime:
    """The first date of the item that is ISO 8601, else now."""
    for text in (item.published, header.stamp if header else None, item.version_created):
        try:
            found = datetime.fromisoformat(text) if text else None
        except ValueError:
            continue
        if found:
            return found if found.tzinfo else found.replace(tzinfo=UTC)
    return datetime.now(UTC)


def _told_claims(
    item: Item, header: HeaderDate | None, language: str, facts: SourceFacts, reference: datetime
) -> Iterator[Claim]:
    """What the item and its header say, in order of trust."""
    stamp = header.stamp if header else None
    for origin, text in (
        ("published", item.published),
        ("header", stamp),
        ("version_created", item.version_created),
        ("first_created", item.first_created),
    ):
        if text:
            yield _claim(origin, text, language, facts, reference)


def _dateline_claims(
    dateline: Dateline | None, language: str, facts: SourceFacts, reference: datetime
) -> Iterator[Claim]:
    if dateline and dateline.date:
        yield _claim("dateline", dateline.date, language, facts, reference)


def _claim(origin: str, text: str, language: str, facts: SourceFacts, reference: datetime) -> Claim:
    found = read_instant(
        text,
        language=language,
        region=facts.region,
        reference=reference,
        zone=facts.time_zone,
        day_first=facts.day_first,
    )
    return Claim(origin, text, found if isinstance(found, Instant) else None, found.reason)
