"""Kills that come as notices of their own, under another guid than the report that they take back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from teletipo.store.order import drop_outdated_summaries

if TYPE_CHECKING:
    from psycopg2.extensions import cursor

MARK = """
WITH notice AS (
    SELECT
        k.id, k.report_id, k.withdraws, teletipo.issued(k) AS issued, k.first_seen, k.first_run_id,
        EXISTS (
            SELECT FROM teletipo.report_version AS w
            WHERE w.report_id = k.report_id AND w.kind <> 'kill'
        ) AS has_own
    FROM teletipo.report_version AS k
    INNER JOIN teletipo.report AS r ON k.report_id = r.id
    WHERE r.source_id = %(source)s AND k.withdraws <> '{}' AND k.first_seen > now() - interval '14 days'
        AND (
            k.report_id = ANY(%(reports)s) OR EXISTS (
                SELECT FROM unnest(k.withdraws) AS called (name)
                INNER JOIN teletipo.report AS c ON c.id = ANY(%(reports)s)
                INNER JOIN teletipo.report_version AS w ON c.id = w.report_id
                WHERE c.guid = called.name OR teletipo.name_key(called.name) IN (
                    teletipo.name_key(w.headline), teletipo.name_key(w.item ->> 'slug')
                )
            )
        )
),

named AS (
    SELECT
        n.id AS notice, v.id AS version, v.report_id,
        min(
            CASE
                WHEN r.guid = called.name THEN 1
                WHEN teletipo.name_key(v.headline) = teletipo.name_key(called.name) THEN 2
                ELSE 3
            END
        ) AS rank
    FROM notice AS n
    CROSS JOIN unnest(n.withdraws) AS called (name)
    INNER JOIN teletipo.report AS r ON r.source_id = %(source)s AND r.id <> n.report_id
    INNER JOIN teletipo.report_version AS v ON r.id = v.report_id AND v.kind <> 'kill'
        AND v.first_seen > n.first_seen - interval '14 days'
        AND coalesce(teletipo.issued(v) <= n.issued, v.first_seen <= n.first_seen OR v.first_run_id = n.first_run_id)
    WHERE r.guid = called.name
        OR (
            NOT n.has_own AND teletipo.name_key(called.name) <> ''
            AND teletipo.name_key(called.name) IN (
                teletipo.name_key(v.headline), teletipo.name_key(v.item ->> 'slug')
            )
        )
    GROUP BY n.id, v.id, v.report_id
),

sure AS (
    SELECT DISTINCT ON (notice) notice, min(report_id) AS report_id, count(DISTINCT report_id) AS reports
    FROM named
    GROUP BY notice, rank
    ORDER BY notice ASC, count(DISTINCT report_id) > 1 ASC, rank ASC
),

marked AS (
    INSERT INTO teletipo.withdrawal (report_version_id, notice_id)
    SELECT named.version, min(named.notice) FROM named
    INNER JOIN sure ON named.notice = sure.notice AND named.report_id = sure.report_id AND sure.reports = 1
    GROUP BY named.version
    ON CONFLICT DO NOTHING
    RETURNING report_version_id
)

UPDATE teletipo.report_version AS v
SET status = 'canceled'
FROM marked
WHERE v.id = marked.report_version_id
RETURNING v.report_id
"""


def mark_withdrawn(cur: cursor, source_id: str, report_ids: Sequence[int]) -> None:
    """Mark as canceled what the kills of a source name, where a kill or what it names is among the reports given.

    Whichever came first, as long as they came within a fortnight.

    A name is the guid of a report, else its headline, else its slug, and is believed where one report alone has it.
    What was issued after the kill is not meant. A kill that has a version of its own to take back means that one, and
    another only by its guid. Nothing is deleted; table ``withdrawal`` says which notice it was.
    """
    cur.execute(MARK, {"source": source_id, "reports": list(report_ids)})
    marked = [number for (number,) in cur]
    if marked:
        drop_outdated_summaries(cur, marked)
