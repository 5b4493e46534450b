"""Stored reports again with today's parsers, normaliser and extractors, without the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from teletipo import settings
from teletipo.analysis import analyse, pipeline_version
from teletipo.errors import InputError, StoreError, StoreUnavailable
from teletipo.model import Rejection
from teletipo.normalize.report import normalize
from teletipo.pipeline import BATCH, batches
from teletipo.rereading import Reader, source_facts
from teletipo.sources.config import load_sources
from teletipo.sources.source import Source
from teletipo.sources.version import parser_version
from teletipo.store.analyses import replace_analyses
from teletipo.store.database import transaction
from teletipo.store.rejections import add_rejections
from teletipo.store.reports import replace_item, replace_report_text
from teletipo.store.versions import StoredVersion, load_versions, versions_to_analyse

if TYPE_CHECKING:
    from psycopg2.extensions import connection


def plan_reprocessing(
    conn: connection,
    *,
    size: int = BATCH,
    after: datetime | None = None,
    before: datetime | None = None,
    source: str | None = None,
    version_ids: Sequence[int] = (),
    stale_only: bool = True,
) -> list[list[int]]:
    """Stored report versions that fit every condition, in batches; ``stale_only`` leaves out what is up to date."""
    found = versions_to_analyse(
        conn,
        since=after,
        until=before,
        source=source,
        version_ids=version_ids or None,
        stale_for=pipeline_version() if stale_only else None,
    )
    return batches(found, size)


def reprocess_batch(conn: connection, version_ids: Sequence[int]) -> Counter[str]:
    """Parse, normalise and analyse report versions again, each replaced in one transaction; returns counts.

    One that can no longer be read keeps what it has and becomes a rejection. Raises StoreUnavailable.
    """
    counts: Counter[str] = Counter()
    sources = {source.id: source for source in load_sources(settings.sources_file())}
    for version in load_versions(conn, version_ids):
        try:
            counts[_reprocess(conn, version, sources.get(version.source_id))] += 1
        except StoreUnavailable:
            raise
        except (InputError, StoreError) as exc:
            place = f"report version {version.version_id}"
            refused = Rejection("normalize", exc.reason, str(exc), version.source_id, place, exc.detail)
            add_rejections(conn, None, [refused])
            counts["rejected"] += 1
    return counts


def _reprocess(conn: connection, version: StoredVersion, source: Source | None) -> str:
    item = Reader(conn, source).item(version)
    facts = source_facts(source) if source else None
    report = normalize(item, report_id=version.report.id, source=facts, received=version.arrived)
    analysis = analyse(report)
    with transaction(conn):
        replace_item(conn, version.version_id, item, read_by=parser_version())
        replace_report_text(conn, version.version_id, report)
        saved = replace_analyses(conn, [(version.version_id, analysis)])
    return "reprocessed" if saved.written else "unchanged"
