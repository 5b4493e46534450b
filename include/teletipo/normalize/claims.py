"""All that is said about when a report was published: by its item, its header, a line of its text, its address."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

from teletipo.model import Claim, Instant, Item, Span
from teletipo.normalize.agencies import agency_region
from teletipo.normalize.header import HeaderDate
from teletipo.normalize.moment import OLDEST
from teletipo.normalize.publication import read_instant
from teletipo.normalize.setting import Refusal, Setting
from teletipo.normalize.wording import fold
from teletipo.normalize.written import read_written
from teletipo.normalize.zones import zone_region

_LONGEST_LINE = 90
_TOP = 4
_LATEST = 9_000
_BAR = re.compile(r"[|·•]")
_LINE = re.compile(r"\S[^\n]*")
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)([/-]?)(\d\d)\2(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of a source: agency, ISO 639-1 language, ISO 3166 alpha-2 region, IANA zone, order of dates."""

    agency: str | None = None
    language: str | None = None
    region: str | None = None
    time_zone: str | None = None
    day_first: bool | None = None

    def at_home(self, agency: str | None) -> SourceFacts:
        """The same with a region, which tells what ``CST`` or ``08/01`` means: that of the zone, else of the agency.

        ``agency`` is the one that a report names itself.
        """
        region = self.region or zone_region(self.time_zone) or agency_region(agency or self.agency)
        return replace(self, region=region)


@dataclass(frozen=True, slots=True)
class Hearing:
    """Reads what is said about one report, whose ``language`` is known.

    ``reference`` (aware) is when it came in, ``read`` (aware) when it was read, if that is known to be later.
    """

    language: str
    facts: SourceFacts
    reference: datetime
    read: datetime | None = None

    def claims(self, item: Item, header: HeaderDate | None, date_line: Span | None) -> tuple[Claim, ...]:
        """What the item and its witnesses, header, date line and address say, in order of trust."""
        address = _DAY_IN_ADDRESS.search(item.url or item.canonical_url or "")
        said = (
            ("published", item.published),
            *((date["origin"], date["text"]) for date in item.dates),
            ("header", header.stamp if header else None),
            ("version_created", item.version_created),
            ("first_created", item.first_created),
            ("text", date_line.text if date_line else None),
            ("address", f"{address[1]}-{address[3]}-{address[4]}" if address else None),
        )
        return tuple(self.claim(origin, text) for origin, text in said if text)

    def claim(self, origin: str, text: str) -> Claim:
        """One string of one origin, read or refused."""
        found = read_instant(
            text,
            language=self.language,
            region=self.facts.region,
            reference=self.reference,
            zone=self.facts.time_zone,
            day_first=self.facts.day_first,
            read=self.read,
        )
        return Claim(origin, text, found if isinstance(found, Instant) else None, found.reason)

    def date_line(self, text: str, start: int) -> Span | None:
        """The line near the top of ``text`` that holds a date with its year, alone or between bars."""
        for found in islice(_LINE.finditer(text, start), _TOP):
            line = found[0]
            if len(line) <= _LONGEST_LINE and any(self._is_date(part) for part in (line, *_BAR.split(line))):
                return Span(found.start(), found.end(), line)
        return None

    def _is_date(self, text: str) -> bool:
        if not any(map(str.isdigit, text)):
            return False
        setting = Setting(self.language, self.facts.region, self.reference, self.facts.time_zone, self.facts.day_first)
        told = read_written(fold(text), setting, alone=True)
        return not isinstance(told, Refusal) and told.year is not None and told.day is not None


def own_instant(item: Item, header: HeaderDate | None) -> datetime | None:
    """The first date of an item that is ISO 8601."""
    for text in (item.published, header.stamp if header else None, item.version_created):
        try:
            found = datetime.fromisoformat(text) if text else None
        except ValueError:
            continue
        if found and OLDEST <= found.year < _LATEST:
            return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
