"""From a parsed item to a report: clean text, language, zones, dateline, kind and the instant of publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

from teletipo.errors import BadHeaderDate, NoText
from teletipo.model import Claim, Dateline, Item, Kind, Report, Span, Zone
from teletipo.normalize.agencies import agency_sign
from teletipo.normalize.claims import Hearing, SourceFacts, own_instant
from teletipo.normalize.dateline import marked_dateline, read_dateline
from teletipo.normalize.header import HeaderDate, header_date
from teletipo.normalize.kind import GRAVITY, bare_title, version_kind
from teletipo.normalize.language import identify
from teletipo.normalize.publication import choose
from teletipo.normalize.text import clean
from teletipo.normalize.withdrawal import is_withdrawal, names
from teletipo.normalize.zoning import find_zones

__all__ = ["SourceFacts", "normalize"]

_TOP = 4
_TAKING_BACK = frozenset(
    "corrects correctionof cancels withdraws updates updateof evolvedfrom revisionof previous previousversion "  # noqa: SIM905
    "supersedes replaces derivedfrom inreplyto".split()
)


def normalize(
    item: Item,
    *,
    report_id: str,
    source: SourceFacts | None = None,
    received: datetime | None = None,
    read: datetime | None = None,
) -> Report:
    """The report that an item carries.

    ``received`` (aware) is when it came in, near which a day without a year is sought; where it is not given, the
    item's own date stands in, then now. Dates more than a day after it and after ``read`` (aware), when it was read,
    are not believed. Raises NoText where there is nothing to read, and BadHeaderDate where the text starts with a
    header whose date is no date.
    """
    facts = (source or SourceFacts()).at_home(item.agency)
    text = clean(item.body or item.abstract or item.headline or "").text
    if not text.strip():
        cut = any("breaks off" in problem for problem in item.problems)
        what = "the item breaks off before its text" if cut else "the item has neither body nor abstract nor headline"
        raise NoText(f"{what}: have it sent again, or remove it")
    header = header_date(text)
    if header and not header.value:
        raise BadHeaderDate(f"the header date {header.text!r} is no date: mend the header", detail=header.text)
    start = header.end if header else 0
    language = identify(text[start:], declared=item.language or facts.language)
    hearing = Hearing(language, facts, received or own_instant(item, header) or datetime.now(UTC), read)
    date_line = hearing.date_line(text, start)
    told = hearing.claims(item, header, date_line)
    first, _ = choose(told)
    near = first.value if first else hearing.reference
    dateline = read_dateline(text, language=language, reference=near, start=start, read=read)
    if dateline is None and item.dateline:
        dateline = marked_dateline(item.dateline, language=language, reference=near, read=read)
    day = (dateline.date if dateline else None) or (item.dateline.date if item.dateline else None)
    said = [_dateline_claim(replace(hearing, reference=near).claim("dateline", day), dateline)] if day else []
    published, claims = choose((*told, *said))
    headline = (clean(item.headline).text.strip() or None) if item.headline else None
    zones = find_zones(text, code=language, known=tuple(_zones(header, date_line, dateline)), headline=headline)
    agency = item.agency or (dateline.agency if dateline else None) or facts.agency
    opening = [headline or "", *islice((line for line in text[start:].split("\n") if line.strip()), _TOP)]
    notes = [item.editor_note or "", *(zone.text for zone in zones if zone.label == "notice")]
    kind = _kind(item, language, headline, zones)
    if is_withdrawal(opening, notes=notes, agency=agency):
        kind = "kill"
    return Report(
        id=report_id,
        language=language,
        headline=headline or next((zone.text for zone in zones if zone.label == "headline"), None),
        dateline=dateline,
        agency=(agency_sign(agency) or agency) if agency else None,
        published=published,
        kind=kind,
        text=text,
        zones=zones,
        claims=claims,
        body_status=item.body_status,
        withdraws=_withdrawn(item, (*opening, *notes)) if kind == "kill" else (),
    )


def _dateline_claim(claim: Claim, dateline: Dateline | None) -> Claim:
    """The claim that a dateline's day makes, with the words that are printed."""
    printed = dateline.spans[0].text if dateline and dateline.spans else claim.text
    return replace(claim, text=printed, reason="day of the dateline" if claim.instant else claim.reason)


def _kind(item: Item, language: str, headline: str | None, zones: tuple[Zone, ...]) -> Kind:
    """The gravest of what the item's own field says and what the desk's words in its titles and notices say."""
    titles = [zone.text for zone in zones if zone.label in {"headline", "slug"}]
    notices = [zone.text for zone in zones if zone.label == "notice"]
    told = version_kind(code=language, titles=(headline, item.slug, *titles), notices=(item.editor_note, *notices))
    return max(item.kind or "original", told, key=GRAVITY.index)


def _withdrawn(item: Item, told: Sequence[str]) -> tuple[str, ...]:
    """What a kill calls the report that it takes back: in its links, in its notice, in its own title.

    Its slug, which may be that of a whole subject, says so only where the kill names nothing else.
    """
    linked = (link.get("ref") for link in item.links if link.get("rel", "").casefold() in _TAKING_BACK)
    named = tuple(filter(None, (*linked, *names(told))))
    titles = (item.headline,) if named else (item.headline, item.slug)
    return tuple(dict.fromkeys((*named, *filter(None, (bare_title(title) for title in titles if title)))))


def _zones(header: HeaderDate | None, date_line: Span | None, dateline: Dateline | None) -> Iterator[Zone]:
    if header:
        yield Zone("header", header.start, header.end, header.text)
    if date_line:
        yield Zone("dateline", date_line.start, date_line.end, date_line.text)
    if dateline:
        for span in dateline.spans:
            yield Zone("dateline", span.start, span.end, span.text)
