"""From a parsed item to a report: clean text, language, zones, dateline, kind and the instant of publication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from teletipo.errors import BadHeaderDate, NoText
from teletipo.model import Claim, Dateline, Instant, Item, Report, Zone
from teletipo.normalize.dateline import read_dateline
from teletipo.normalize.header import HeaderDate, header_date
from teletipo.normalize.language import identify
from teletipo.normalize.publication import Refusal, choose, read_instant
from teletipo.normalize.text import clean


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

    ``received`` (aware) is when it came in, the reference for dates without a year; now, where it is not given. Raises
    NoText where there is nothing to read and BadHeaderDate where the text starts with a header whose date is no date.
    """
    facts = source or SourceFacts()
    reference = received or datetime.now(UTC)
    text = clean(item.body or item.abstract or item.headline or "").text
    if not text.strip():
        raise NoText("the item has neither body nor abstract nor headline")
    header = header_date(text)
    if header and not header.value:
        raise BadHeaderDate(f"the header date {header.text!r} is no date; mend the header", detail=header.text)
    headline = clean(item.headline).text.strip() if item.headline else None
    language = identify(text[header.end :] if header else text, declared=item.language or facts.language)
    dateline = read_dateline(text, language=language, reference=reference, start=header.end if header else 0)
    published, claims = choose(_claims(item, header, dateline, language=language, facts=facts, reference=reference))
    return Report(
        id=report_id,
        language=language,
        headline=headline,
        dateline=dateline,
        agency=item.agency or (dateline.agency if dateline else None) or facts.agency,
        published=published,
        kind=item.kind or "original",
        text=text,
        zones=tuple(_zones(header, dateline)),
        claims=claims,
    )


def _zones(header: HeaderDate | None, dateline: Dateline | None) -> Iterator[Zone]:
    if header:
        yield Zone("header", header.start, header.end, header.text)
    if dateline:
        for span in dateline.spans:
            yield Zone("dateline", span.start, span.end, span.text)


def _claims(
    item: Item,
    header: HeaderDate | None,
    dateline: Dateline | None,
    *,
    language: str,
    facts: SourceFacts,
    reference: datetime,
) -> Iterator[Claim]:
    strings = (
        ("published", item.published),
        ("header", header.value.isoformat() if header and header.value else None),
        ("version_created", item.version_created),
        ("first_created", item.first_created),
        ("dateline", dateline.date if dateline else None),
    )
    for origin, text in strings:
        if text:
            found: Instant | Refusal = read_instant(
                text,
                language=language,
                region=facts.region,
                reference=reference,
                zone=facts.time_zone,
                day_first=facts.day_first,
            )
            yield Claim(origin, text, found if isinstance(found, Instant) else None, found.reason)
