"""Runs of the pipeline: opened, counted, closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from psycopg2.extras import Json

from teletipo.store.database import transaction
from teletipo.store.identity import storable

if TYPE_CHECKING:
    from psycopg2.extensions import connection, cursor

OPEN_AGAIN = """
SELECT id FROM teletipo.ingest_run WHERE airflow_run_id = %(airflow)s AND state = 'running' ORDER BY id DESC LIMIT 1
"""

RUN_OF = "SELECT max(id) FROM teletipo.ingest_run WHERE airflow_run_id = %(airflow)s HAVING max(id) IS NOT NULL"

BROKEN_OFF = "UPDATE teletipo.ingest_run SET state = 'failed', ended_at = now() WHERE state = 'running'"

OPEN = """
INSERT INTO teletipo.ingest_run ("trigger", airflow_run_id, window_from, window_to, params)
VALUES (%(trigger)s, %(airflow)s, %(window_from)s, %(window_to)s, %(params)s)
RETURNING id
"""

COMPLETED = """
SELECT id FROM teletipo.ingest_run
WHERE id = %(run)s OR (
    state = 'failed' AND id < %(run)s AND id > coalesce(
        (SELECT max(id) FROM teletipo.ingest_run WHERE state = 'success' AND id < %(run)s), 0
    )
)
"""

COUNTS = """
WITH brought AS (SELECT id, kind, status FROM teletipo.report_version WHERE first_run_id = ANY(%(runs)s)),
analysed AS (SELECT id FROM teletipo.report_version WHERE analysed_run_id = ANY(%(runs)s))
SELECT
    (SELECT count(*) FROM teletipo.report WHERE first_run_id = ANY(%(runs)s)) AS new_reports,
    (SELECT count(*) FROM brought) AS new_versions,
    (SELECT count(*) FROM brought WHERE kind = 'update') AS updates,
    (SELECT count(*) FROM brought WHERE kind = 'correction') AS corrections,
    (
        SELECT count(*) FROM brought WHERE kind = 'kill' OR (
            status = 'canceled' AND id NOT IN (SELECT t.report_version_id FROM teletipo.withdrawal AS t)
        )
    ) AS kills,
    (SELECT count(*) FROM analysed) AS analysed,
    (SELECT count(*) FROM teletipo.mention WHERE report_version_id IN (SELECT id FROM analysed)) AS mentions,
    (SELECT count(*) FROM teletipo.quotation WHERE report_version_id IN (SELECT id FROM analysed)) AS quotations,
    (SELECT count(*) FROM teletipo.attribution WHERE report_version_id IN (SELECT id FROM analysed)) AS attributions,
    (
        SELECT count(*) FROM teletipo.temporal_expression WHERE report_version_id IN (SELECT id FROM analysed)
    ) AS temporal_expressions,
    (SELECT count(*) FROM teletipo.event WHERE report_version_id IN (SELECT id FROM analysed)) AS events,
    (SELECT count(*) FROM teletipo.rejection WHERE run_id = ANY(%(runs)s)) AS rejections
"""

CLOSE = """
UPDATE teletipo.ingest_run SET state = %(state)s, ended_at = now(), counts = %(counts)s WHERE id = %(run)s
"""

FORGET = "DELETE FROM teletipo.ingest_run WHERE id = %(run)s"

DAYS = """
WITH touched AS (
    SELECT id, report_id FROM teletipo.report_version
    WHERE first_run_id = ANY(%(runs)s) OR analysed_run_id = ANY(%(runs)s)
)
SELECT DISTINCT (coalesce(published_at, first_seen) AT TIME ZONE 'UTC')::date
FROM teletipo.report_version
WHERE report_id IN (SELECT report_id FROM touched)
    OR id IN (
        SELECT w.report_version_id FROM teletipo.withdrawal AS w INNER JOIN touched ON w.notice_id = touched.id
    )
ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class ClosedRun:
    """What a run brought. ``kept`` is False for one that brought nothing and so left no row."""

    run_id: int
    counts: dict[str, int]
    kept: bool


def open_run(
    conn: connection,
    *,
    trigger: str,
    airflow_run_id: str | None = None,
    window_from: datetime | None = None,
    window_to: datetime | None = None,
    params: Mapping[str, Any] | None = None,
) -> int:
    """The number of a new run; asked again for an Airflow run that is still open, the same number.

    Other runs that are still open have broken off and are marked as failed; one that is alive after all says how it
    ended when it is closed.
    """
    with transaction(conn) as cur:
        if airflow_run_id is not None:
            cur.execute(OPEN_AGAIN, {"airflow": airflow_run_id})
            if row := cur.fetchone():
                return int(row[0])
        cur.execute(BROKEN_OFF)
        cur.execute(
            OPEN,
            {
                "trigger": trigger,
                "airflow": airflow_run_id,
                "window_from": window_from,
                "window_to": window_to,
                "params": Json(storable(params or {})),
            },
        )
        return _number(cur)


def run_of(conn: connection, airflow_run_id: str) -> int | None:
    """The number of the run that an Airflow run made; None if it left no row."""
    with transaction(conn) as cur:
        cur.execute(RUN_OF, {"airflow": airflow_run_id})
        row = cur.fetchone()
    return int(row[0]) if row else None


def completed(cur: cursor, run_id: int) -> list[int]:
    """The run, and the failed ones since the last that succeeded: what those left undone it has completed."""
    cur.execute(COMPLETED, {"run": run_id})
    return [number for (number,) in cur]


def run_counts(conn: connection, run_id: int) -> dict[str, int]:
    """What a run has brought so far, with the broken-off ones that it completes, by name; zeros if it left no row."""
    with transaction(conn) as cur:
        return _counts(cur, run_id)


def close_run(conn: connection, run_id: int, *, state: Literal["success", "failed"]) -> ClosedRun:
    """Close a run and keep its counts. A successful one that stored, analysed and rejected nothing is forgotten."""
    with transaction(conn) as cur:
        counts = _counts(cur, run_id)
        empty = not any(counts[name] for name in ("new_versions", "analysed", "rejections"))
        if empty and state == "success":
            cur.execute(FORGET, {"run": run_id})
            return ClosedRun(run_id, counts, kept=False)
        cur.execute(CLOSE, {"run": run_id, "state": state, "counts": Json(counts)})
        return ClosedRun(run_id, counts, kept=True)


def run_days(conn: connection, run_id: int) -> list[date]:
    """The days (UTC) of all versions of reports that a run, or one that it completes, brought, analysed or withdrew.

    A day's digest tells its reports as they are now, so the days of earlier versions are among them.
    """
    with transaction(conn) as cur:
        cur.execute(DAYS, {"runs": completed(cur, run_id)})
        return [day for (day,) in cur]


def _counts(cur: cursor, run_id: int) -> dict[str, int]:
    cur.execute(COUNTS, {"runs": completed(cur, run_id)})
    names = [column.name for column in cur.description or ()]
    return dict(zip(names, cur.fetchone() or (), strict=True))


def _number(cur: cursor) -> int:
    row = cur.fetchone()
    assert row is not None  # noqa: S101
    return int(row[0])
