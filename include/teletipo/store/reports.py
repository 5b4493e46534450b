"""Reports into the database: new versions are added in their place, known ones left alone."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from psycopg2 import sql
from psycopg2.extras import execute_values

from teletipo.errors import NotStored
from teletipo.model import Claim, Item, Rejection, Report
from teletipo.relate.copies import fingerprint
from teletipo.store.database import transaction
from teletipo.store.derived import delete_records
from teletipo.store.identity import content_hash, storable, text_hash
from teletipo.store.order import put_back, put_in_order
from teletipo.store.rows import apart, insert, plain, spans
from teletipo.store.versions import load_reports
from teletipo.store.withdrawal import mark_withdrawn

if TYPE_CHECKING:
    from psycopg2.extensions import connection, cursor

Pair = tuple[Item, Report]

NORMALISED = (
    "kind", "language", "headline", "text", "text_hash", "fingerprint", "zones", "agency",
    "dateline_place", "dateline_date", "dateline_agency", "dateline_spans",
    "published_at", "published_precision", "published_offset", "published_zone", "published_original",
    "published_reason", "published_claims", "withdraws",
)  # fmt: skip
AS_PUBLISHED = (
    "report_id", "version_label", "version_created", "ordinal", "status", "url", "item", "content_hash",
    "payload_sha256", "first_run_id", "read_by",
)  # fmt: skip

KNOWN = """
SELECT given.number
FROM (VALUES %s) AS given (number, guid, content_hash, version_label, source_id)
INNER JOIN teletipo.report AS r ON given.source_id = r.source_id AND given.guid = r.guid
INNER JOIN teletipo.report_version AS v
    ON r.id = v.report_id AND given.content_hash = v.content_hash AND given.version_label = v.version_label
"""

LOCK_REPORTS = """
SELECT guid, id FROM teletipo.report
WHERE source_id = %(source)s AND guid = ANY(%(guids)s)
ORDER BY id FOR NO KEY UPDATE
"""

READ_BY_OTHERS = """
SELECT v.id FROM teletipo.report_version AS v
INNER JOIN teletipo.report AS r ON v.report_id = r.id
WHERE r.source_id = %(source)s AND r.guid = ANY(%(guids)s)
    AND v.payload_sha256 IS NOT NULL AND v.read_by IS DISTINCT FROM %(reader)s
ORDER BY v.id
"""

READ_BY = "UPDATE teletipo.report_version SET read_by = %(reader)s WHERE id = %(id)s"

REPLACE_ITEM = """
UPDATE teletipo.report_version AS v
SET item = %(item)s, content_hash = %(hash)s, version_label = %(label)s, version_created = %(created)s
WHERE v.id = %(id)s
    AND (v.item, v.content_hash, v.version_label, v.version_created)
    IS DISTINCT FROM (%(item)s::jsonb, %(hash)s, %(label)s, %(created)s)
    AND NOT EXISTS (
        SELECT FROM teletipo.report_version AS w
        WHERE w.report_id = v.report_id AND w.id <> v.id
            AND w.content_hash = %(hash)s AND w.version_label = %(label)s
    )
RETURNING v.report_id
"""

REPLACE_TEXT = sql.SQL("""
UPDATE teletipo.report_version
SET
    ({columns}) = ROW({values}),
    unattributed = '[]', made_by = NULL, models = NULL, gaps = NULL, analysis_hash = NULL, analysed_at = NULL,
    analysed_run_id = NULL
WHERE id = %(id)s
""").format(
    columns=sql.SQL(", ").join(map(sql.Identifier, NORMALISED)),
    values=sql.SQL(", ").join(map(sql.Placeholder, NORMALISED)),
)


@dataclass(frozen=True, slots=True)
class SavedReports:
    """``new_version_ids`` in order of the input; ``unchanged`` counts those that were there already."""

    new_version_ids: tuple[int, ...]
    unchanged: int
    rejections: tuple[Rejection, ...] = ()


def fresh_reports(conn: connection, source_id: str, reports: Sequence[Pair]) -> list[Pair]:
    """The pairs whose version is not stored yet, in order."""
    with transaction(conn) as cur:
        known = _known(cur, source_id, reports)
    return [pair for number, pair in enumerate(reports) if number not in known]


def read_by_others(conn: connection, source_id: str, reports: Sequence[Pair], *, reader: str) -> list[int]:
    """The stored versions of these reports that other parsers read out of payloads that are kept."""
    guids = [guid_of(item, report) for item, report in reports]
    with transaction(conn) as cur:
        cur.execute(READ_BY_OTHERS, {"source": source_id, "guids": guids, "reader": reader})
        return [number for (number,) in cur]


def save_reports(
    conn: connection,
    *,
    run_id: int | None,
    source_id: str,
    payload_sha: str | None,
    reports: Sequence[Pair],
    read_by: str | None = None,
) -> SavedReports:
    """Store the versions that are new.

    A report is known by source and guid (else URL, else ``report.id``), a version by what the item says and its
    label. What follows another version and does not say what it is, is an update. One that arrives late takes its
    place in the order; a kill becomes the current version and deletes no other, and one under a guid of its own marks
    the report that it names. Story summaries that quote a version which is no longer current or usable go, to be made
    again. A pair that Postgres refuses becomes a rejection. Raises StoreUnavailable; NotStored for an unknown source.
    """
    with transaction(conn) as cur:
        cur.execute("SELECT FROM teletipo.source WHERE id = %(id)s", {"id": source_id})
        if not cur.rowcount:
            raise NotStored(f"no source {source_id!r} in the database: store it with upsert_sources first")
        known = _known(cur, source_id, reports)
    fresh = [pair for number, pair in enumerate(reports) if number not in known]

    def write(cur: cursor, pairs: Sequence[Pair]) -> list[int]:
        origin = {"payload_sha256": payload_sha, "first_run_id": run_id, "read_by": read_by}
        return _add(cur, source_id, origin, pairs)

    outcome = apart(conn, fresh, write)
    rejections = tuple(
        Rejection("store", exc.reason, str(exc), source_id, guid_of(item, report), exc.detail)
        for (item, report), exc in outcome.refused
    )
    unchanged = len(reports) - len(outcome.written) - len(outcome.refused)
    return SavedReports(tuple(outcome.written), unchanged, rejections)


def restore_reports(conn: connection, *, source_id: str, reports: Sequence[Pair]) -> int:
    """Make versions current again that their source shows again; returns how many reports went back to one.

    Only arrival orders versions without number and date; one that has either keeps its place.
    """
    if not reports:
        return 0
    with transaction(conn) as cur:
        return put_back(cur, _keys(source_id, reports))


def replace_report_text(conn: connection, version_id: int, report: Report) -> bool:
    """Put a newer normalisation in place of the stored one; its records are deleted, the version waits for analysis.

    Call it with :func:`replace_analyses` inside one :func:`transaction`. False if nothing differs. Raises NotStored.
    """
    with transaction(conn) as cur:
        stored = load_reports(conn, [version_id])
        if not stored:
            raise NotStored(f"no report version {version_id}")
        before = stored[0][1]
        if before.kind == "update" and report.kind == "original" and _follows_another(cur, version_id):
            report = replace(report, kind="update")
        if _columns(before) == _columns(report):
            return False
        delete_records(cur, [version_id])
        cur.execute(REPLACE_TEXT, _adapted(_columns(report)) | {"id": version_id})
    return True


def replace_item(conn: connection, version_id: int, item: Item, *, read_by: str) -> None:
    """Put a newer reading of the payload, by the parsers ``read_by``, in place of the stored item.

    The version stays the same version. Where the new reading says what another version of the report says, the stored
    item stays.
    """
    reading = {
        "id": version_id,
        "item": plain(item),
        "hash": content_hash(item),
        "label": _label(item),
        "created": _moment(item.version_created),
    }
    with transaction(conn) as cur:
        cur.execute(READ_BY, {"id": version_id, "reader": read_by})
        cur.execute(REPLACE_ITEM, reading)
        moved = [number for (number,) in cur]
        if moved:
            put_in_order(cur, moved)


def _follows_another(cur: cursor, version_id: int) -> bool:
    cur.execute("SELECT ordinal > 1 FROM teletipo.report_version WHERE id = %(id)s", {"id": version_id})
    return bool(next(iter(cur), (False,))[0])


def guid_of(item: Item, report: Report) -> str:
    """The report's identity within its source."""
    return str(storable(item.guid or item.canonical_url or item.url or report.id))


def _known(cur: cursor, source_id: str, pairs: Sequence[Pair]) -> set[int]:
    rows = _keys(source_id, pairs)
    return {number for (number,) in execute_values(cur, KNOWN, rows, page_size=10_000, fetch=True)} if rows else set()


def _keys(source_id: str, pairs: Sequence[Pair]) -> list[tuple[int, str, str, str, str]]:
    """By what the store knows each pair again."""
    return [
        (number, guid_of(item, report), content_hash(item), _label(item), source_id)
        for number, (item, report) in enumerate(pairs)
    ]


def _add(cur: cursor, source_id: str, origin: dict[str, Any], pairs: Sequence[Pair]) -> list[int]:
    """Insert versions; ``origin`` is what all of them share: payload, run, parsers."""
    guids = sorted({guid_of(item, report) for item, report in pairs})
    columns = ("source_id", "guid", "first_run_id")
    insert(
        cur, "report", columns, ((source_id, guid, origin["first_run_id"]) for guid in guids), "ON CONFLICT DO NOTHING"
    )
    cur.execute(LOCK_REPORTS, {"source": source_id, "guids": guids})
    report_ids = dict(cur.fetchall())
    rows = []
    for item, report in pairs:
        published = {
            "report_id": report_ids[guid_of(item, report)],
            "version_label": _label(item),
            "version_created": _moment(item.version_created),
            "ordinal": 1,
            "status": "canceled" if report.kind == "kill" else item.status or "usable",
            "url": item.canonical_url or item.url,
            "item": item,
            "content_hash": content_hash(item),
        }
        row = _adapted(_columns(report) | published | origin)
        rows.append([row[name] for name in NORMALISED + AS_PUBLISHED])
    conflict = "ON CONFLICT (report_id, content_hash, version_label) DO NOTHING RETURNING id"
    new = insert(cur, "report_version", NORMALISED + AS_PUBLISHED, rows, conflict)
    put_in_order(cur, list(report_ids.values()))
    mark_withdrawn(cur, source_id, list(report_ids.values()))
    return [number for (number,) in new]


def _columns(report: Report) -> dict[str, Any]:
    """What the normaliser made, by column."""
    text = storable(report.text)
    dateline, published = report.dateline, report.published
    return {
        "kind": report.kind,
        "language": report.language,
        "headline": report.headline,
        "text": text,
        "text_hash": text_hash(text),
        "fingerprint": fingerprint(report),
        "zones": report.zones,
        "agency": report.agency,
        "dateline_place": dateline and dateline.place,
        "dateline_date": dateline and dateline.date,
        "dateline_agency": dateline and dateline.agency,
        "dateline_spans": dateline and dateline.spans,
        "published_at": published and published.value,
        "published_precision": published and published.precision,
        "published_offset": published and int((published.value.utcoffset() or timedelta()).total_seconds()),
        "published_zone": published and published.zone,
        "published_original": published and published.original,
        "published_reason": published and published.reason,
        "published_claims": list(map(_claim, report.claims)),
        "withdraws": list(report.withdraws),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    """A claim in JSON, its instant with the offset that it was stated in."""
    body = asdict(claim)
    if claim.instant:
        body["instant"]["value"] = claim.instant.value.isoformat()
    return body


def _adapted(columns: dict[str, Any]) -> dict[str, Any]:
    lists = {name: spans(columns[name]) for name in ("zones", "dateline_spans") if columns[name] is not None}
    documents = {name: plain(columns[name]) for name in ("published_claims", "item") if name in columns}
    return {name: storable(value) for name, value in columns.items()} | lists | documents


def _label(item: Item) -> str:
    return str(storable(item.version or ""))


def _moment(value: str | None) -> datetime | None:
    with contextlib.suppress(ValueError):
        moment = datetime.fromisoformat(value or "")
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
