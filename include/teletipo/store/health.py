"""Sources that are in trouble."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from teletipo.store.database import transaction

if TYPE_CHECKING:
    from psycopg2.extensions import connection

FAILING = """
SELECT source_id, last_success, failures, last_error
FROM teletipo.source_health
WHERE enabled AND failing > 0 AND coalesce(last_success, '-infinity') < now() - %(longer)s
ORDER BY last_success NULLS FIRST, source_id
"""


@dataclass(frozen=True, slots=True)
class FailingSource:
    """A source whose address fails; ``last_success`` is None where it never answered well."""

    source_id: str
    last_success: datetime | None
    failures: int
    last_error: str | None


def failing_sources(conn: connection, *, longer_than: timedelta = timedelta(days=1)) -> list[FailingSource]:
    """Enabled sources that have failed for so long, the longest first."""
    with transaction(conn) as cur:
        cur.execute(FAILING, {"longer": longer_than})
        return [FailingSource(*row) for row in cur]
