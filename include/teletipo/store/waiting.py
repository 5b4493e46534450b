"""What the later stages still have to do, asked of the state of the records."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from teletipo.store.database import transaction

if TYPE_CHECKING:
    from psycopg2.extensions import connection

WITHOUT_STORY = """
SELECT v.id
FROM teletipo.report AS r
INNER JOIN teletipo.report_version AS v ON r.id = v.report_id AND v.is_current AND v.status = 'usable'
WHERE v.analysed_at IS NOT NULL AND NOT EXISTS (SELECT FROM teletipo.story_report AS m WHERE m.report_id = r.id)
ORDER BY coalesce(v.published_at, v.first_seen), v.id
"""

COPIES = """
SELECT DISTINCT least(given.id, other.id), greatest(given.id, other.id)
FROM teletipo.report_version AS given
INNER JOIN teletipo.report_version AS other
    ON given.fingerprint = other.fingerprint AND given.report_id <> other.report_id
WHERE given.id = ANY(%(ids)s) AND given.fingerprint <> %(nothing)s
    AND other.is_current AND other.status = 'usable' AND other.analysed_at IS NOT NULL
    AND abs(extract(
        epoch FROM coalesce(given.published_at, given.first_seen) - coalesce(other.published_at, other.first_seen)
    )) <= %(seconds)s
ORDER BY 1, 2
"""

NOTHING = hashlib.sha256().hexdigest()
"""Fingerprint of no words at all: two reports that say nothing are no copies."""

WITHOUT_SUMMARY = """
SELECT s.id, array_agg(v.id ORDER BY coalesce(v.published_at, v.first_seen), v.id)
FROM teletipo.story AS s
INNER JOIN teletipo.story_report AS m ON s.id = m.story_id
INNER JOIN teletipo.report_version AS v ON m.report_id = v.report_id AND v.is_current AND v.status = 'usable'
WHERE NOT EXISTS (SELECT FROM teletipo.summary AS t WHERE t.story_id = s.id)
GROUP BY s.id
ORDER BY s.id
"""


@dataclass(frozen=True, slots=True)
class WaitingStory:
    """A story without a summary and its current report versions, by time of publication."""

    story_id: int
    version_ids: tuple[int, ...]


def versions_without_story(conn: connection) -> list[int]:
    """The current, usable, analysed version of every report that is in no story, by time of publication."""
    with transaction(conn) as cur:
        cur.execute(WITHOUT_STORY)
        return [number for (number,) in cur]


def identical_copies(conn: connection, version_ids: list[int], *, within: timedelta) -> list[tuple[int, int]]:
    """Pairs of version ids of different reports with one fingerprint, published so close together; smaller id first."""
    with transaction(conn) as cur:
        cur.execute(COPIES, {"ids": version_ids, "seconds": within.total_seconds(), "nothing": NOTHING})
        return list(cur)


def stories_without_summary(conn: connection) -> list[WaitingStory]:
    """Stories that nobody has summarised, in order of their numbers."""
    with transaction(conn) as cur:
        cur.execute(WITHOUT_SUMMARY)
        return [WaitingStory(story_id, tuple(version_ids)) for story_id, version_ids in cur]
