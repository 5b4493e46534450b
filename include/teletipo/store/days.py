"""What the digest of a day is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from psycopg2.extras import RealDictCursor

from teletipo.store.database import transaction
from teletipo.store.stored_analyses import StoredAnalysis, load_analyses

if TYPE_CHECKING:
    from psycopg2.extensions import connection

DAY = """
WITH of_the_day AS (
    SELECT DISTINCT report_id FROM teletipo.report_version
    WHERE coalesce(published_at, first_seen) >= %(day)s::timestamp AT TIME ZONE 'UTC'
        AND coalesce(published_at, first_seen) < (%(day)s::timestamp + interval '1 day') AT TIME ZONE 'UTC'
)
SELECT v.id, v.status, m.story_id, earlier.fingerprints, previous.ordinal AS since, previous.text AS before
FROM of_the_day
INNER JOIN teletipo.report_version AS v ON of_the_day.report_id = v.report_id AND v.is_current
LEFT JOIN teletipo.story_report AS m ON v.report_id = m.report_id
LEFT JOIN LATERAL (
    SELECT array_agg(w.fingerprint::text ORDER BY w.ordinal) AS fingerprints
    FROM teletipo.report_version AS w WHERE w.report_id = v.report_id AND w.ordinal < v.ordinal
) AS earlier ON TRUE
LEFT JOIN LATERAL (
    SELECT w.ordinal, w.text
    FROM teletipo.report_version AS w
    WHERE w.report_id = v.report_id AND w.ordinal < v.ordinal
        AND teletipo.is_part(w.item) = teletipo.is_part(v.item)
    ORDER BY w.ordinal DESC
    LIMIT 1
) AS previous ON TRUE
ORDER BY m.story_id, least(greatest(v.published_at, v.version_created), v.first_seen), v.id
"""


@dataclass(frozen=True, slots=True)
class DayReport:
    """The current version of a report, and what the report was before.

    ``earlier`` are the fingerprints of its earlier versions. ``before`` is the text of the last of them that can be
    compared, whose place is ``since``; both None for a first version.
    """

    stored: StoredAnalysis
    earlier: tuple[str, ...] = ()
    since: int | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class DayMaterial:
    """The reports of a day: by story, each in the order in which they were last changed, and those withdrawn."""

    stories: Mapping[int, tuple[DayReport, ...]]
    withdrawn: tuple[DayReport, ...]


def day_material(conn: connection, day: date | datetime) -> DayMaterial:
    """The reports of which any version was published on a day (UTC; by arrival where that is unknown).

    Each comes as it is now, its current version. Those killed or under embargo are apart.
    """
    with transaction(conn), conn.cursor(cursor_factory=RealDictCursor) as cur:
        cur.execute(DAY, {"day": day})
        rows: list[Mapping[str, Any]] = list(cur)
    loaded = {one.version.version_id: one for one in load_analyses(conn, [row["id"] for row in rows])}
    stories: dict[int, tuple[DayReport, ...]] = {}
    withdrawn: list[DayReport] = []
    for row in rows:
        earlier = tuple(row["fingerprints"] or ())
        report = DayReport(loaded[row["id"]], earlier, row["since"], row["before"])
        if row["status"] != "usable":
            withdrawn.append(report)
        elif row["story_id"] is not None:
            stories[row["story_id"]] = (*stories.get(row["story_id"], ()), report)
    return DayMaterial(stories, tuple(withdrawn))
