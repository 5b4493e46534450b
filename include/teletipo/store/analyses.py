"""Analyses into the database: every record of a report version is replaced in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg2.extras import execute_values

from teletipo.model import Analysis, Rejection
from teletipo.store.database import transaction
from teletipo.store.derived import delete_records
from teletipo.store.entities import store_entities
from teletipo.store.identity import analysis_hash, stamp, storable, text_hash
from teletipo.store.records import Records, records_of
from teletipo.store.rows import apart, insert, plain, spans

if TYPE_CHECKING:
    from psycopg2.extensions import connection, cursor

Pair = tuple[int, Analysis]

STORED = """
SELECT id, analysis_hash, made_by, text_hash
FROM teletipo.report_version
WHERE id = ANY(%(ids)s)
"""

LOCK = "SELECT id FROM teletipo.report_version WHERE id = ANY(%(ids)s) ORDER BY id FOR NO KEY UPDATE"

MARK = """
UPDATE teletipo.report_version AS v
SET
    unattributed = given.unattributed, made_by = given.made_by, models = given.models, gaps = given.gaps,
    analysis_hash = given.analysis_hash, analysed_run_id = given.run_id, analysed_at = now()
FROM (VALUES %s) AS given (id, unattributed, made_by, models, gaps, analysis_hash, run_id)
WHERE v.id = given.id
"""

MARK_ROW = "(%s, %s::jsonb, %s, %s::jsonb, %s::text[], %s, %s::bigint)"


@dataclass(frozen=True, slots=True)
class ReplacedAnalyses:
    """Version ids whose records were written, and those where stamp and content were the same already."""

    written: tuple[int, ...]
    unchanged: tuple[int, ...]
    rejections: tuple[Rejection, ...] = ()


def replace_analyses(conn: connection, pairs: Sequence[Pair], *, run_id: int | None = None) -> ReplacedAnalyses:
    """Put analyses in the place of what their report versions have; several workers may do so at once.

    An analysis that the database refuses (a span that is not in the text, an id that names nothing) becomes a
    rejection, and its version keeps what it had. Raises StoreUnavailable.
    """
    with transaction(conn) as cur:
        cur.execute(STORED, {"ids": [version_id for version_id, _ in pairs]})
        stored = {version_id: facts for version_id, *facts in cur}
    changed, unchanged, rejections = [], [], []
    for version_id, analysis in pairs:
        facts = stored.get(version_id)
        if facts is None or facts[2] != text_hash(storable(analysis.report.text)):
            rejections.append(_not_its_text(version_id))
        elif facts[:2] == [analysis_hash(analysis), stamp(analysis.models)]:
            unchanged.append(version_id)
        else:
            changed.append((version_id, analysis))

    def write(cur: cursor, members: Sequence[Pair]) -> list[int]:
        _replace(cur, members, run_id)
        return [version_id for version_id, _ in members]

    outcome = apart(conn, changed, write)
    rejections += [
        Rejection("store", exc.reason, str(exc), locator=f"report version {version_id}", evidence=exc.detail)
        for (version_id, _), exc in outcome.refused
    ]
    return ReplacedAnalyses(tuple(outcome.written), tuple(unchanged), tuple(rejections))


def _replace(cur: cursor, pairs: Sequence[Pair], run_id: int | None) -> None:
    ids = [version_id for version_id, _ in pairs]
    cur.execute(LOCK, {"ids": ids})
    delete_records(cur, ids, texts_change=False)
    entity_ids = store_entities(cur, pairs)
    _insert(cur, [records_of(version_id, analysis, entity_ids[version_id]) for version_id, analysis in pairs])
    _insert_summaries(cur, pairs)
    rows = [
        (
            version_id,
            spans(analysis.unattributed),
            stamp(analysis.models),
            plain(analysis.models),
            [storable(gap) for gap in analysis.gaps],
            analysis_hash(analysis),
            run_id,
        )
        for version_id, analysis in pairs
    ]
    execute_values(cur, MARK, rows, template=MARK_ROW, page_size=len(rows))


def _insert(cur: cursor, batch: Sequence[Records]) -> None:
    for table, columns in Records.TABLES.items():
        insert(cur, table, columns, (row for records in batch for row in getattr(records, table)))


def _insert_summaries(cur: cursor, pairs: Sequence[Pair]) -> None:
    summed = {version_id: analysis for version_id, analysis in pairs if analysis.summary.sentences}
    columns = ("report_version_id", "text", "made_by")
    rows = ((key, analysis.summary.text, stamp(analysis.models)) for key, analysis in summed.items())
    numbers = insert(cur, "summary", columns, rows, "RETURNING report_version_id, id")
    insert(
        cur,
        "summary_sentence",
        ("summary_id", "position", "report_version_id", "start_pos", "end_pos", "text"),
        (
            (number, position, version_id, span.start, span.end, span.text)
            for version_id, number in numbers
            for position, span in enumerate(summed[version_id].summary.sentences, 1)
        ),
    )


def _not_its_text(version_id: int) -> Rejection:
    return Rejection(
        "store",
        "other-text",
        "the analysis is of another text than the stored one: load the report version and analyse it again",
        locator=f"report version {version_id}",
    )
