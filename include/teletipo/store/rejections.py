"""Rejections: what a stage could not take, kept once until it is taken after all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict, cast

from psycopg2.extras import RealDictCursor

from teletipo.model import Rejection
from teletipo.store.database import transaction
from teletipo.store.identity import storable
from teletipo.store.rows import insert

if TYPE_CHECKING:
    from psycopg2.extensions import connection

EVIDENCE = 2000
"""Code points of evidence that are kept."""

MET_AGAIN = """
ON CONFLICT (stage, reason, md5(coalesce(source, '')), md5(coalesce(locator, '')), md5(coalesce(evidence, '')))
DO UPDATE SET resolved_at = NULL, run_id = excluded.run_id, message = excluded.message
WHERE rejection.resolved_at IS NOT NULL
RETURNING 1
"""

LIST = """
SELECT
    id, run_id, stage, reason, message, source, locator, evidence,
    to_char(first_seen, 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"') AS first_seen,
    to_char(resolved_at, 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"') AS resolved_at
FROM teletipo.rejection
WHERE (%(all)s OR resolved_at IS NULL)
    AND (%(source)s::text IS NULL OR source = %(source)s)
    AND (%(locator)s::text IS NULL OR locator = %(locator)s)
    AND (%(runs)s::bigint[] IS NULL OR run_id = ANY(%(runs)s))
ORDER BY id
LIMIT %(limit)s
"""

RESOLVE = """
UPDATE teletipo.rejection SET resolved_at = now()
WHERE resolved_at IS NULL AND id = ANY(%(ids)s)
"""


class RejectionRow(TypedDict):
    """A stored rejection, ready for JSON; fields as in table ``rejection``, instants in ISO 8601."""

    id: int
    run_id: int | None
    stage: str
    reason: str
    message: str
    source: str | None
    locator: str | None
    evidence: str | None
    first_seen: str
    resolved_at: str | None


def add_rejections(conn: connection, run_id: int | None, rejections: Sequence[Rejection]) -> int:
    """Store rejections; returns how many are new, or are met again after they were resolved.

    One that is open already is not written again.
    """
    columns = ("run_id", "stage", "reason", "message", "source", "locator", "evidence")
    rows = {}
    for one in rejections:
        stage, reason, message, *place = storable([one.stage, one.reason, one.message, one.source, one.locator])
        place.append(storable(one.evidence and one.evidence[:EVIDENCE]))
        rows[stage, reason, *place] = (run_id, stage, reason, message, *place)
    with transaction(conn) as cur:
        return len(insert(cur, "rejection", columns, rows.values(), MET_AGAIN))


def list_rejections(
    conn: connection,
    *,
    source: str | None = None,
    locator: str | None = None,
    run_ids: Sequence[int] | None = None,
    include_resolved: bool = False,
    limit: int | None = None,
) -> list[RejectionRow]:
    """Rejections in the order in which they were first met; only open ones unless asked otherwise."""
    with transaction(conn), conn.cursor(cursor_factory=RealDictCursor) as cur:
        conditions = {
            "all": include_resolved,
            "source": source,
            "locator": locator,
            "runs": run_ids and list(run_ids),
            "limit": limit,
        }
        cur.execute(LIST, conditions)
        return [cast("RejectionRow", dict(row)) for row in cur]


def resolve_rejections(conn: connection, ids: Sequence[int]) -> int:
    """Their cause is gone; returns how many of these were open."""
    with transaction(conn) as cur:
        cur.execute(RESOLVE, {"ids": list(ids)})
        return cur.rowcount
