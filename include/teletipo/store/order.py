"""In which order the versions of a report stand, and which is current.

Current is the last one that is whole. A part of a report (a payload that broke off, a teaser, a page behind a wall) is
current only while nothing whole is there; a kill is the last word however much of it came.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from psycopg2.extras import execute_values

if TYPE_CHECKING:
    from psycopg2.extensions import cursor

PLACES = """
WITH placed AS (
    SELECT
        id,
        report_id,
        version_label,
        version_created,
        row_number() OVER versions AS ordinal,
        kind <> 'kill' AND teletipo.is_part(item) AS is_part
    FROM teletipo.report_version
    WHERE report_id = ANY(%(reports)s)
    WINDOW versions AS (
        PARTITION BY report_id
        ORDER BY version_number NULLS FIRST, version_created NULLS FIRST, coalesce(seen_again, first_seen), id
    )
)

SELECT
    id,
    ordinal,
    row_number() OVER (PARTITION BY report_id ORDER BY is_part, ordinal DESC) = 1 AS is_current,
    EXISTS (
        SELECT FROM placed AS w
        WHERE w.report_id = v.report_id AND w.ordinal < v.ordinal
            AND NOT (
                w.is_part <> v.is_part AND w.version_label = v.version_label
                AND w.version_created IS NOT DISTINCT FROM v.version_created
            )
    ) AS follows
FROM placed AS v
"""
"""A part and the whole of one issue, by label and date, are no update of each other."""

MOVE = """
UPDATE teletipo.report_version AS v
SET
    ordinal = place.ordinal,
    is_current = v.is_current AND place.is_current,
    kind = CASE WHEN v.kind = 'original' AND place.follows THEN 'update' ELSE v.kind END
FROM (VALUES %s) AS place (id, ordinal, is_current, follows)
WHERE v.id = place.id AND (
    v.ordinal <> place.ordinal OR (v.is_current AND NOT place.is_current) OR (v.kind = 'original' AND place.follows)
)
"""

CROWN = """
UPDATE teletipo.report_version AS v
SET is_current = TRUE
FROM (VALUES %s) AS place (id, ordinal, is_current, follows)
WHERE v.id = place.id AND place.is_current AND NOT v.is_current
"""

DROP_OUTDATED_SUMMARIES = """
DELETE FROM teletipo.summary
WHERE story_id IS NOT NULL AND id IN (
    SELECT t.summary_id
    FROM teletipo.summary_sentence AS t
    INNER JOIN teletipo.report_version AS v ON t.report_version_id = v.id
    WHERE v.report_id = ANY(%(reports)s) AND (NOT v.is_current OR v.status <> 'usable')
)
"""

SEEN_AGAIN = """
WITH given AS (SELECT * FROM (VALUES %s) AS given (number, guid, content_hash, version_label, source_id))

UPDATE teletipo.report_version AS v
SET seen_again = clock_timestamp()
FROM given
INNER JOIN teletipo.report AS r ON given.source_id = r.source_id AND given.guid = r.guid
INNER JOIN teletipo.report_version AS latest ON r.id = latest.report_id AND latest.is_current
WHERE v.report_id = r.id AND v.content_hash = given.content_hash AND v.version_label = given.version_label
    AND v.ordinal < latest.ordinal
    AND num_nonnulls(v.version_number, v.version_created, latest.version_number, latest.version_created) = 0
    AND NOT EXISTS (
        SELECT FROM given AS beside
        WHERE beside.guid = r.guid AND beside.content_hash = latest.content_hash
    )
RETURNING v.report_id
"""
"""A payload that says what it said before the current version, and not what that says, has gone back to it."""


def put_in_order(cur: cursor, report_ids: Sequence[int]) -> None:
    """Put the versions of reports in their order, the last whole one as the current one."""
    cur.execute(PLACES, {"reports": report_ids})
    places = cur.fetchall()
    for statement in (MOVE, CROWN):
        execute_values(cur, statement, places, page_size=len(places))
    drop_outdated_summaries(cur, report_ids)


def drop_outdated_summaries(cur: cursor, report_ids: Sequence[int]) -> None:
    """Delete story summaries that quote a version which is no longer current or usable, to be made again."""
    cur.execute(DROP_OUTDATED_SUMMARIES, {"reports": report_ids})


def put_back(cur: cursor, keys: Sequence[tuple[int, str, str, str, str]]) -> int:
    """Make versions current again that their source shows again; returns how many reports went back to one.

    Each key is a number, guid, content hash, version label and source. Only arrival orders versions without number
    and date; one that has either keeps its place.
    """
    report_ids = [number for (number,) in execute_values(cur, SEEN_AGAIN, keys, page_size=10_000, fetch=True)]
    if report_ids:
        put_in_order(cur, report_ids)
    return len(report_ids)
