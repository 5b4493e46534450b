"""Promises that no constraint can hold alone, asked of the database after a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from teletipo.store.database import transaction

if TYPE_CHECKING:
    from psycopg2.extensions import connection

ANALYSED = """
SELECT 'report version ' || id FROM teletipo.report_version
WHERE first_run_id = %(run)s AND status = 'usable' AND analysed_at IS NULL
    AND NOT EXISTS (SELECT FROM teletipo.rejection AS r WHERE r.locator = 'report version ' || report_version.id)
"""

ONE_CURRENT = """
SELECT 'report ' || r.id FROM teletipo.report AS r
WHERE r.first_run_id = %(run)s AND (
    SELECT count(*) FROM teletipo.report_version AS v WHERE v.report_id = r.id AND v.is_current
) <> 1
"""

IN_A_STORY = """
SELECT 'report ' || r.id FROM teletipo.report AS r
INNER JOIN teletipo.report_version AS v ON r.id = v.report_id AND v.is_current AND v.status = 'usable'
WHERE r.first_run_id = %(run)s AND v.analysed_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM teletipo.story_report AS s WHERE s.report_id = r.id)
"""

NOT_IN_THE_FUTURE = """
SELECT 'report version ' || id FROM teletipo.report_version
WHERE first_run_id = %(run)s AND published_at > first_seen + interval '2 days'
"""

WHOLE_CHAINS = """
SELECT 'report version ' || report_version_id || ' ' || attribution_id FROM teletipo.attribution_link
INNER JOIN teletipo.report_version AS v ON v.id = report_version_id
WHERE v.analysed_run_id = %(run)s
GROUP BY report_version_id, attribution_id
HAVING min(position) <> 1 OR max(position) <> count(*)
"""

PROMISES = {
    "every usable version of the run is analysed, or rejected with a reason": ANALYSED,
    "every report has one current version": ONE_CURRENT,
    "every analysed report belongs to a story": IN_A_STORY,
    "no report is published days after it arrived": NOT_IN_THE_FUTURE,
    "every chain of attribution is whole": WHOLE_CHAINS,
}


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that does not hold, how often, and one place where."""

    promise: str
    count: int
    example: str


def breaches(conn: connection, run_id: int) -> list[Breach]:
    """The promises that a run has broken; empty when all is well."""
    found = []
    with transaction(conn) as cur:
        for promise, statement in PROMISES.items():
            cur.execute(statement, {"run": run_id})
            places = [place for (place,) in cur]
            if places:
                found.append(Breach(promise, len(places), places[0]))
    return found
