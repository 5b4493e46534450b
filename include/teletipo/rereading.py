"""Stored items as today's parsers read them out of their payloads, so that a better parser makes no update."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from teletipo.errors import InputError
from teletipo.model import Item, Report
from teletipo.normalize.report import SourceFacts, normalize
from teletipo.sources import parse_payload
from teletipo.sources.source import Source
from teletipo.sources.version import parser_version
from teletipo.store import reports
from teletipo.store.database import transaction
from teletipo.store.identity import content_hash
from teletipo.store.payloads import load_payload
from teletipo.store.versions import StoredVersion, load_versions

if TYPE_CHECKING:
    from psycopg2.extensions import connection

Pair = tuple[Item, Report]

_LISTS = frozenset({"feed", "sitemap"})


def source_facts(source: Source) -> SourceFacts:
    """What normalisation needs to know of a source."""
    return SourceFacts(
        agency=source.agency, language=source.language, time_zone=source.time_zone, day_first=source.day_first
    )


def own_guid(item: Item) -> str | None:
    """By what an item is known within its source: what its revisions share, its guid, its address."""
    shared = next((link["ref"] for link in item.links if link.get("rel") == "revisionOf"), None)
    return shared or item.guid or item.canonical_url


class Reader:
    """Reads stored versions of one source again; a payload that many of them came in is parsed once."""

    def __init__(self, conn: connection, source: Source | None) -> None:
        self._conn = conn
        self._source = source
        self._parsed: dict[tuple[str, str | None], tuple[Item, ...]] = {}

    def item(self, version: StoredVersion) -> Item:
        """The item as today's parser reads it out of its payload; the stored one where it is not found there.

        It is the one of the same guid, or the only one of a payload that gives none. What the feed that led to a page
        says about its date stands in no payload of its own and is taken over.
        """
        stored = version.item
        if version.payload_sha256 is None:
            return stored
        items = self._items(version.payload_sha256, stored.url)
        named = next((item for item in items if own_guid(item) == stored.guid), None)
        alone = items[0] if len(items) == 1 and own_guid(items[0]) is None else None
        found = named or alone
        if not found:
            return stored
        read = {date["origin"] for date in found.dates}
        listed = (date for date in stored.dates if date["origin"] in _LISTS and date["origin"] not in read)
        return replace(found, guid=stored.guid, dates=(*found.dates, *listed))

    def _items(self, sha256: str, url: str | None) -> tuple[Item, ...]:
        key = (sha256, url)
        if key not in self._parsed:
            language = self._source.language if self._source else None
            try:
                self._parsed[key] = parse_payload(load_payload(self._conn, sha256), url=url, language=language).items
            except InputError:
                self._parsed[key] = ()
        return self._parsed[key]


def fresh_reports(conn: connection, source: Source, pairs: Sequence[Pair], *, settle: bool) -> list[Pair]:
    """The pairs whose version is not stored yet, in order.

    What differs from a stored version only because other parsers read that is stored already. With ``settle`` such
    versions are brought up to today's reading, and wait for analysis where their text is another now.
    """
    fresh = reports.fresh_reports(conn, source.id, pairs)
    stale = reports.read_by_others(conn, source.id, fresh, reader=parser_version()) if fresh else []
    if not stale:
        return fresh
    reader, known = Reader(conn, source), set()
    for version in load_versions(conn, stale):
        item = reader.item(version)
        known.add(_key(item))
        if settle:
            _settle(conn, version, item, source)
    return [pair for pair in fresh if _key(pair[0]) not in known]


def _settle(conn: connection, version: StoredVersion, item: Item, source: Source) -> None:
    with transaction(conn):
        reports.replace_item(conn, version.version_id, item, read_by=parser_version())
        try:
            report = normalize(item, report_id=version.report.id, source=source_facts(source), received=version.arrived)
        except InputError:
            return
        reports.replace_report_text(conn, version.version_id, report)


def _key(item: Item) -> tuple[str | None, str, str]:
    return item.guid, content_hash(item), item.version or ""
