"""Report versions out of the database: which there are, and back into dataclasses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from psycopg2.extras import RealDictCursor

from teletipo.model import Claim, Dateline, Instant, Item, ItemDateline, Report, Span, Zone
from teletipo.store.database import transaction

if TYPE_CHECKING:
    from psycopg2.extensions import connection

TO_ANALYSE = """
SELECT v.id
FROM teletipo.report_version AS v
INNER JOIN teletipo.report AS r ON v.report_id = r.id
WHERE v.status = 'usable'
    AND (%(run)s::bigint IS NULL OR (v.analysed_at IS NULL AND v.first_run_id <= %(run)s))
    AND (%(since)s::timestamptz IS NULL OR coalesce(v.published_at, v.first_seen) >= %(since)s)
    AND (%(until)s::timestamptz IS NULL OR coalesce(v.published_at, v.first_seen) < %(until)s)
    AND (%(source)s::text IS NULL OR r.source_id = %(source)s)
    AND (%(ids)s::bigint[] IS NULL OR v.id = ANY(%(ids)s))
    AND (%(pipeline)s::text IS NULL OR (v.models ->> 'pipeline') IS DISTINCT FROM %(pipeline)s)
ORDER BY v.id
LIMIT %(limit)s
"""

CURRENT = """
SELECT v.id
FROM teletipo.report_version AS v
WHERE v.is_current
    AND v.status = 'usable'
    AND (%(since)s::timestamptz IS NULL OR coalesce(v.published_at, v.first_seen) >= %(since)s)
    AND (%(until)s::timestamptz IS NULL OR coalesce(v.published_at, v.first_seen) < %(until)s)
ORDER BY coalesce(v.published_at, v.first_seen), v.id
"""

LOAD = """
SELECT
    v.id, v.report_id, r.source_id, r.guid, v.version_label, v.ordinal, v.is_current, v.status, v.kind, v.language,
    v.headline, v.text, v.zones, v.agency, v.dateline_place, v.dateline_date, v.dateline_agency, v.dateline_spans,
    v.published_at, v.published_precision, v.published_offset, v.published_zone, v.published_original,
    v.published_reason, v.published_claims, v.withdraws, v.first_seen, v.url, v.payload_sha256, v.item
FROM teletipo.report_version AS v
INNER JOIN teletipo.report AS r ON v.report_id = r.id
WHERE v.id = ANY(%(ids)s::bigint[])
ORDER BY array_position(%(ids)s::bigint[], v.id)
"""


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A report version and what the store knows about it.

    ``report.id`` is ``source/guid``, under which people find it. ``arrived`` is when it was first stored.
    """

    version_id: int
    report_id: int
    source_id: str
    version_label: str
    ordinal: int
    is_current: bool
    status: str
    arrived: datetime
    url: str | None
    payload_sha256: str | None
    item: Item
    report: Report


def versions_to_analyse(
    conn: connection,
    *,
    run_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    source: str | None = None,
    version_ids: Sequence[int] | None = None,
    stale_for: str | None = None,
    limit: int | None = None,
) -> list[int]:
    """Usable report versions that fit every condition given, oldest first.

    ``run_id``: not analysed yet, first seen by this run or an earlier one, which may have broken off.
    ``since`` and ``until``: published (else arrived) in that half-open stretch of time.
    ``stale_for``: not analysed by this version of the pipeline (``models["pipeline"]``).
    """
    conditions = {
        "run": run_id,
        "since": since,
        "until": until,
        "source": source,
        "ids": None if version_ids is None else list(version_ids),
        "pipeline": stale_for,
        "limit": limit,
    }
    return _ids(conn, TO_ANALYSE, conditions)


def current_versions(conn: connection, *, since: datetime | None = None, until: datetime | None = None) -> list[int]:
    """The current usable version of each report, by time of publication (else arrival), in a half-open stretch."""
    return _ids(conn, CURRENT, {"since": since, "until": until})


def load_reports(conn: connection, version_ids: Sequence[int]) -> list[tuple[int, Report]]:
    """Version id and report, in the order asked for; versions that are not there are left out."""
    return [(version.version_id, version.report) for version in load_versions(conn, version_ids)]


def load_versions(conn: connection, version_ids: Sequence[int]) -> list[StoredVersion]:
    """The same with everything that the store knows about each version."""
    with transaction(conn), conn.cursor(cursor_factory=RealDictCursor) as cur:
        cur.execute(LOAD, {"ids": list(version_ids)})
        return [_version(row) for row in cur]


def read_spans(parts: Sequence[Mapping[str, Any]]) -> tuple[Span, ...]:
    """Spans out of a column of type ``teletipo.spans``."""
    return tuple(Span(part["start"], part["end"], part["text"]) for part in parts)


def read_item(row: Mapping[str, Any]) -> Item:
    """An item out of its JSON; fields that this version of the model does not have are left out."""
    known: dict[str, Any] = {field.name: row[field.name] for field in fields(Item) if field.name in row}
    if known.get("dateline") is not None:
        known["dateline"] = ItemDateline(**known["dateline"])
    known |= {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    return Item(**known)


def _ids(conn: connection, statement: str, conditions: Mapping[str, Any]) -> list[int]:
    with transaction(conn) as cur:
        cur.execute(statement, conditions)
        return [number for (number,) in cur]


def _version(row: Mapping[str, Any]) -> StoredVersion:
    return StoredVersion(
        version_id=row["id"],
        report_id=row["report_id"],
        source_id=row["source_id"],
        version_label=row["version_label"],
        ordinal=row["ordinal"],
        is_current=row["is_current"],
        status=row["status"],
        arrived=row["first_seen"],
        url=row["url"],
        payload_sha256=row["payload_sha256"],
        item=read_item(row["item"]),
        report=_report(row),
    )


def _report(row: Mapping[str, Any]) -> Report:
    return Report(
        id=f"{row['source_id']}/{row['guid']}",
        language=row["language"],
        headline=row["headline"],
        dateline=_dateline(row),
        agency=row["agency"],
        published=_published(row),
        kind=row["kind"],
        text=row["text"],
        zones=tuple(Zone(part["label"], part["start"], part["end"], part["text"]) for part in row["zones"]),
        body_status=row["item"].get("body_status"),
        problems=tuple(row["item"].get("problems", ())),
        claims=tuple(map(_claim, row["published_claims"])),
        withdraws=tuple(row["withdraws"]),
    )


def _dateline(row: Mapping[str, Any]) -> Dateline | None:
    if row["dateline_spans"] is None:
        return None
    return Dateline(
        row["dateline_place"], row["dateline_date"], row["dateline_agency"], read_spans(row["dateline_spans"])
    )


def _claim(body: Mapping[str, Any]) -> Claim:
    said = body["instant"]
    instant = Instant(**said | {"value": datetime.fromisoformat(said["value"])}) if said else None
    return Claim(body["origin"], body["text"], instant, body["reason"])


def _published(row: Mapping[str, Any]) -> Instant | None:
    if row["published_at"] is None:
        return None
    clock = timezone(timedelta(seconds=row["published_offset"]))
    return Instant(
        value=row["published_at"].astimezone(clock),
        precision=row["published_precision"],
        zone=row["published_zone"],
        original=row["published_original"],
        reason=row["published_reason"],
    )
