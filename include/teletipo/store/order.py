"""In which order the versions of a report stand, and which is current."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from psycopg2.extras import execute_values

if TYPE_CHECKING:
    from psycopg2.extensions import cursor

PLACES = """
SELECT id, ordinal, ordinal = last_ordinal AS is_last
FROM (
    SELECT
        id,
        row_number() OVER versions AS ordinal,
        count(*) OVER (PARTITION BY report_id) AS last_ordinal
    FROM teletipo.report_version
    WHERE report_id = ANY(%(reports)s)
    WINDOW versions AS (
        PARTITION BY report_id
        ORDER BY version_number NULLS FIRST, version_created NULLS FIRST, coalesce(seen_again, first_seen), id
    )
) AS place
"""

MOVE = """
UPDATE teletipo.report_version AS v
SET
    ordinal = place.ordinal,
    is_current = v.is_current AND place.is_last,
    kind = CASE WHEN v.kind = 'original' AND place.ordinal > 1 THEN 'update' ELSE v.kind END
FROM (VALUES %s) AS place (id, ordinal, is_last)
WHERE v.id = place.id AND (v.ordinal <> place.ordinal OR (v.is_current AND NOT place.is_last))
"""

CROWN = """
UPDATE teletipo.report_version AS v
SET is_current = TRUE
FROM (VALUES %s) AS place (id, ordinal, is_last)
WHERE v.id = place.id AND place.is_last AND NOT v.is_current
"""

DROP_OUTDATED_SUMMARIES = """
DELETE FROM teletipo.summary
WHERE story_id IS NOT NULL AND id IN (
    SELECT t.summary_id
    FROM teletipo.summary_sentence AS t
    INNER JOIN teletipo.report_version AS v ON t.report_version_id = v.id
    WHERE v.report_id = ANY(%(reports)s) AND NOT v.is_current
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
    AND NOT v.is_current
    AND num_nonnulls(v.version_number, v.version_created, latest.version_number, latest.version_created) = 0
    AND NOT EXISTS (
        SELECT FROM given AS beside
        WHERE beside.guid = r.guid AND beside.content_hash = latest.content_hash
    )
RETURNING v.report_id
"""
"""A payload that says what it said before the current version, and not what that says, has gone back to it."""


def put_in_order(cur: cursor, report_ids: Sequence[int]) -> None:
    """Put the versions of reports in their order, the last as the current one.

    Story summaries that quote a version which is no longer current go, to be made again.
    """
    cur.execute(PLACES, {"reports": report_ids})
    places = cur.fetchall()
    for statement in (MOVE, CROWN):
        execute_values(cur, statement, places, page_size=len(places))
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
