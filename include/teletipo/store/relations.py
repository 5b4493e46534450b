"""Relations between report versions, and stories: found elsewhere, kept here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg2.extras import execute_values

from teletipo.model import Relation, Span
from teletipo.store.database import transaction
from teletipo.store.identity import storable
from teletipo.store.rows import insert

if TYPE_CHECKING:
    from psycopg2.extensions import connection, cursor

UPDATE_RELATION = """
ON CONFLICT (a_id, b_id) DO UPDATE SET
    relation = excluded.relation, share_a = excluded.share_a, share_b = excluded.share_b, made_by = excluded.made_by
WHERE (report_relation.relation, report_relation.share_a, report_relation.share_b)
IS DISTINCT FROM (excluded.relation, excluded.share_a, excluded.share_b)
RETURNING 1
"""

RELATIONS = """
SELECT a_id, b_id, relation, share_a, share_b
FROM teletipo.report_relation
WHERE a_id = ANY(%(ids)s) OR b_id = ANY(%(ids)s)
ORDER BY a_id, b_id
"""

MEMBERSHIP = """
SELECT v.id, v.report_id, m.story_id
FROM teletipo.report_version AS v
LEFT JOIN teletipo.story_report AS m ON v.report_id = m.report_id
WHERE v.id = ANY(%(ids)s)
"""

NEW_NUMBERS = """
SELECT nextval(pg_get_serial_sequence('teletipo.story', 'id')) FROM generate_series(1, %(count)s)
"""

ADD_STORIES = """
INSERT INTO teletipo.story (id, headline, weight, made_by) OVERRIDING SYSTEM VALUE VALUES %s
"""

CHANGE_STORIES = """
UPDATE teletipo.story AS s SET headline = given.headline, weight = given.weight, made_by = given.made_by
FROM (VALUES %s) AS given (id, headline, weight, made_by)
WHERE s.id = given.id AND (s.headline, s.weight) IS DISTINCT FROM (given.headline, given.weight::real)
RETURNING s.id
"""

JOIN_STORY = """
ON CONFLICT (report_id) DO UPDATE SET story_id = excluded.story_id WHERE story_report.story_id <> excluded.story_id
RETURNING story_id
"""

DROP_EMPTY = """
DELETE FROM teletipo.story AS s
WHERE s.id = ANY(%(ids)s) AND NOT EXISTS (SELECT FROM teletipo.story_report AS m WHERE m.story_id = s.id)
"""

STORY_LOCK = "SELECT pg_advisory_xact_lock(hashtext('teletipo.story'))"

STORY_SUMMARY = """
SELECT s.id, s.made_by, s.text, array_agg(row_to_json(t) ORDER BY t.position)
FROM teletipo.summary AS s
INNER JOIN teletipo.summary_sentence AS t ON s.id = t.summary_id
WHERE s.story_id = %(story)s
GROUP BY s.id
"""


@dataclass(frozen=True, slots=True)
class Related:
    """Version ``b`` repeats version ``a``; shares are parts of each one's words, 0 to 1."""

    a: int
    b: int
    relation: Relation
    share_a: float | None = None
    share_b: float | None = None


@dataclass(frozen=True, slots=True)
class StoryGroup:
    """Report versions that tell one story, as the relating stage found them."""

    version_ids: tuple[int, ...]
    headline: str | None = None
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class SavedStory:
    """The number that a group has; ``changed`` if it is new, or its reports, headline or weight are."""

    story_id: int
    version_ids: tuple[int, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class StorySentence:
    """A sentence of a story's summary: a span of one of its report versions."""

    version_id: int
    span: Span


def save_relations(conn: connection, found: Sequence[Related], *, made_by: str) -> int:
    """Store relations; returns how many rows were new or different."""
    known = {(one.a, one.b): one for one in found}
    rows = [(one.a, one.b, one.relation, one.share_a, one.share_b, made_by) for _, one in sorted(known.items())]
    columns = ("a_id", "b_id", "relation", "share_a", "share_b", "made_by")
    with transaction(conn) as cur:
        return len(insert(cur, "report_relation", columns, rows, UPDATE_RELATION))


def relations_of(conn: connection, version_ids: Sequence[int]) -> list[Related]:
    """All relations that report versions are part of."""
    with transaction(conn) as cur:
        cur.execute(RELATIONS, {"ids": list(version_ids)})
        return [Related(*row) for row in cur]


def save_stories(conn: connection, groups: Sequence[StoryGroup], *, made_by: str) -> list[SavedStory]:
    """Store groups of report versions as stories, in the order given.

    A group keeps the number of the story that most of its reports were in; each number goes to one group, the
    rest get new ones. Reports that are in no group stay where they are; a story that loses all its reports goes.
    """
    with transaction(conn) as cur:
        cur.execute(STORY_LOCK)
        cur.execute(MEMBERSHIP, {"ids": [number for group in groups for number in group.version_ids]})
        report_of, story_of = {}, {}
        for version_id, report_id, story_id in cur:
            report_of[version_id], story_of[report_id] = report_id, story_id
        members = [sorted({report_of[number] for number in group.version_ids}) for group in groups]
        kept = _kept_numbers(members, story_of)
        numbers = _all_numbers(cur, groups, kept)
        changed = set(numbers) - set(kept.values()) | _write_stories(cur, groups, numbers, kept, made_by)
        rows = [(number, report) for number, reports in zip(numbers, members, strict=True) for report in reports]
        changed |= {number for (number,) in insert(cur, "story_report", ("story_id", "report_id"), rows, JOIN_STORY)}
        left = {story_of[report] for reports in members for report in reports} - {None}
        cur.execute(DROP_EMPTY, {"ids": list(left - set(numbers))})
    return [
        SavedStory(number, group.version_ids, number in changed) for number, group in zip(numbers, groups, strict=True)
    ]


def replace_story_summary(
    conn: connection, story_id: int, sentences: Sequence[StorySentence], *, text: str, made_by: str
) -> bool:
    """Put a summary in the place of a story's last one. False if it is the same; no sentences means no summary."""
    wanted = [(one.version_id, one.span.start, one.span.end) for one in sentences]
    with transaction(conn) as cur:
        cur.execute(STORY_SUMMARY, {"story": story_id})
        row = cur.fetchone()
        had = [(part["report_version_id"], part["start_pos"], part["end_pos"]) for part in row[3]] if row else []
        if had == wanted and (row is None or row[1:3] == (made_by, text)):
            return False
        cur.execute("DELETE FROM teletipo.summary WHERE story_id = %(story)s", {"story": story_id})
        if sentences:
            ((number,),) = insert(
                cur, "summary", ("story_id", "text", "made_by"), [(story_id, storable(text), made_by)], "RETURNING id"
            )
            columns = ("summary_id", "position", "report_version_id", "start_pos", "end_pos", "text")
            rows = (
                (number, position, one.version_id, one.span.start, one.span.end, one.span.text)
                for position, one in enumerate(sentences, 1)
            )
            insert(cur, "summary_sentence", columns, rows)
    return True


def _kept_numbers(members: Sequence[Sequence[int]], story_of: Mapping[int, int | None]) -> dict[int, int]:
    """Group index → the story number that it keeps, given out by number of reports in common."""
    claims = [
        (-count, story, index)
        for index, reports in enumerate(members)
        for story, count in Counter(story_of[report] for report in reports).items()
        if story is not None
    ]
    kept: dict[int, int] = {}
    for _, story, index in sorted(claims):
        if index not in kept and story not in kept.values():
            kept[index] = story
    return kept


def _all_numbers(cur: cursor, groups: Sequence[StoryGroup], kept: Mapping[int, int]) -> list[int]:
    cur.execute(NEW_NUMBERS, {"count": len(groups) - len(kept)})
    new = iter([number for (number,) in cur])
    return [kept[index] if index in kept else next(new) for index in range(len(groups))]


def _write_stories(
    cur: cursor, groups: Sequence[StoryGroup], numbers: Sequence[int], kept: Mapping[int, int], made_by: str
) -> set[int]:
    rows = [
        (number, storable(group.headline), group.weight, made_by) for number, group in zip(numbers, groups, strict=True)
    ]
    new = [row for index, row in enumerate(rows) if index not in kept]
    old = [row for index, row in enumerate(rows) if index in kept]
    if new:
        execute_values(cur, ADD_STORIES, new, page_size=len(new))
    if not old:
        return set()
    changed = execute_values(
        cur, CHANGE_STORIES, old, template="(%s, %s::text, %s, %s)", page_size=len(old), fetch=True
    )
    return {number for (number,) in changed}
