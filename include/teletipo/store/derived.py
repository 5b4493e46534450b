"""The rows that hang on a report version: deleted together, whatever replaces them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psycopg2.extensions import cursor

DELETIONS = (
    "DELETE FROM teletipo.event WHERE report_version_id = ANY(%(ids)s)",
    "DELETE FROM teletipo.quotation WHERE report_version_id = ANY(%(ids)s)",
    "DELETE FROM teletipo.attribution WHERE report_version_id = ANY(%(ids)s)",
    "DELETE FROM teletipo.temporal_expression WHERE report_version_id = ANY(%(ids)s)",
    "DELETE FROM teletipo.mention WHERE report_version_id = ANY(%(ids)s)",
    """
    DELETE FROM teletipo.summary
    WHERE report_version_id = ANY(%(ids)s)
        OR id IN (SELECT summary_id FROM teletipo.summary_sentence WHERE report_version_id = ANY(%(texts)s))
    """,
)


def delete_records(cur: cursor, version_ids: Sequence[int], *, texts_change: bool = True) -> None:
    """Delete what was read from report versions; where their texts change, story summaries that quote them too."""
    ids = list(version_ids)
    for statement in DELETIONS:
        cur.execute(statement, {"ids": ids, "texts": ids if texts_change else []})
