"""Questions that people ask of the records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from psycopg2.extras import RealDictCursor

from teletipo.contract import analysis_json
from teletipo.errors import NotStored
from teletipo.relate.changes import changes
from teletipo.store.database import transaction
from teletipo.store.health import FailingSource, failing_sources
from teletipo.store.identity import storable
from teletipo.store.rejections import RejectionRow, list_rejections
from teletipo.store.runs import completed, run_counts
from teletipo.store.search import search
from teletipo.store.stored_analyses import StoredAnalysis, load_analyses

if TYPE_CHECKING:
    from psycopg2.extensions import connection

FIND = """
SELECT v.id, r.source_id || '/' || r.guid AS report
FROM teletipo.report AS r
INNER JOIN teletipo.report_version AS v ON r.id = v.report_id
WHERE (v.id::text = %(key)s) OR (v.is_current AND (r.guid = %(key)s OR r.source_id || '/' || r.guid = %(key)s))
ORDER BY v.id::text = %(key)s DESC, r.source_id || '/' || r.guid = %(key)s DESC, v.id
"""

SURROUNDINGS = """
SELECT
    (
        SELECT json_agg(json_build_object(
            'version_id', w.id, 'version', nullif(w.version_label, ''), 'ordinal', w.ordinal, 'kind', w.kind,
            'status', w.status, 'body_status', w.item ->> 'body_status', 'current', w.is_current
        ) ORDER BY w.ordinal)
        FROM teletipo.report_version AS w WHERE w.report_id = v.report_id
    ) AS versions,
    (
        SELECT json_agg(json_build_object(
            'a', k.a_id, 'b', k.b_id, 'relation', k.relation, 'share_a', k.share_a, 'share_b', k.share_b,
            'replaced', NOT other.is_current
        ) ORDER BY k.a_id, k.b_id)
        FROM teletipo.report_relation AS k
        INNER JOIN teletipo.report_version AS other ON other.id = CASE v.id WHEN k.a_id THEN k.b_id ELSE k.a_id END
        WHERE v.id IN (k.a_id, k.b_id)
    ) AS relations,
    (SELECT m.story_id FROM teletipo.story_report AS m WHERE m.report_id = v.report_id) AS story,
    (SELECT t.notice_id FROM teletipo.withdrawal AS t WHERE t.report_version_id = v.id) AS withdrawn_by,
    (
        SELECT json_build_object('version_id', w.id, 'text', w.text)
        FROM teletipo.report_version AS w
        WHERE w.report_id = v.report_id AND w.ordinal < v.ordinal
            AND teletipo.is_part(w.item) = teletipo.is_part(v.item)
        ORDER BY w.ordinal DESC
        LIMIT 1
    ) AS previous
FROM teletipo.report_version AS v
WHERE v.id = %(id)s
"""

RUN_VERSIONS = """
SELECT id FROM teletipo.report_version
WHERE first_run_id = ANY(%(runs)s) OR analysed_run_id = ANY(%(runs)s)
ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class RunAccount:
    """What a run brought: counts by name, the versions that it stored or analysed, what it could not take.

    ``failing`` are the sources that have not answered well for a day.
    """

    run_id: int
    counts: Mapping[str, int]
    reports: tuple[StoredAnalysis, ...]
    rejections: tuple[RejectionRow, ...]
    failing: tuple[FailingSource, ...] = ()


def show_report(conn: connection, key: str) -> dict[str, Any]:
    """Everything about one report: its analysis JSON, and under ``stored`` what the store knows besides.

    ``key`` is the number of a version, ``SOURCE/GUID`` or a guid; the latter two mean the current version.
    Raises NotStored when there is no such report, or when reports of several sources have that guid.
    """
    version_id = _find(conn, key)
    (found,) = load_analyses(conn, [version_id])
    with transaction(conn), conn.cursor(cursor_factory=RealDictCursor) as cur:
        cur.execute(SURROUNDINGS, {"id": version_id})
        around: Mapping[str, Any] = cur.fetchone() or {}
    version = found.version
    return analysis_json(found.analysis) | {
        "stored": {
            "version_id": version.version_id,
            "source": version.source_id,
            "version": version.version_label or None,
            "ordinal": version.ordinal,
            "current": version.is_current,
            "status": version.status,
            "withdrawn_by": around["withdrawn_by"],
            "arrived": version.arrived.isoformat(timespec="seconds"),
            "url": version.url,
            "payload": version.payload_sha256,
            "versions": around["versions"],
            "relations": around["relations"] or [],
            "story": around["story"],
            "changes": _changes(around["previous"], found.analysis.report.text),
        }
    }


def _changes(previous: Mapping[str, Any] | None, text: str) -> dict[str, Any] | None:
    """What a version changed of the one before it, whole or part like itself, ready for JSON; None for a first one."""
    if previous is None:
        return None
    passages = [[asdict(piece) for piece in passage] for passage in changes(previous["text"], text)]
    return {"since": previous["version_id"], "passages": passages}


def run_account(conn: connection, run_id: int) -> RunAccount:
    """What a run brought, with the broken-off ones that it completed; all empty for one that left no row."""
    with transaction(conn) as cur:
        runs = completed(cur, run_id)
        cur.execute(RUN_VERSIONS, {"runs": runs})
        numbers = [number for (number,) in cur]
    return RunAccount(
        run_id,
        run_counts(conn, run_id),
        tuple(load_analyses(conn, numbers)),
        tuple(list_rejections(conn, run_ids=runs, include_resolved=True)),
        tuple(failing_sources(conn)),
    )


def _find(conn: connection, key: str) -> int:
    with transaction(conn) as cur:
        cur.execute(FIND, {"key": storable(key)})
        found = cur.fetchall()
    if not found:
        raise NotStored(f"no report {key!r}: give its number, SOURCE/GUID or guid, as 'teletipo search' shows them")
    exact = key in (str(found[0][0]), found[0][1])
    if len(found) > 1 and not exact:
        raise NotStored(f"several reports have the guid {key!r}: say which of {', '.join(name for _, name in found)}")
    return int(found[0][0])


__all__ = ["RunAccount", "run_account", "search", "show_report"]
