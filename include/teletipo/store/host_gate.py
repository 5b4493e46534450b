"""Turns at a host that hold over all workers: one row a host, taken by one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.fetch.clock import Clock
from teletipo.fetch.gate import LONGEST_WAIT, busy
from teletipo.store.database import transaction

if TYPE_CHECKING:
    from psycopg2.extensions import connection

TAKE_TURN = """
WITH asked AS (SELECT clock_timestamp() AS at)

INSERT INTO teletipo.host_gate AS gate (host_name, free_at)
SELECT
    %(host)s,
    asked.at + make_interval(secs => %(interval)s)
FROM asked
ON CONFLICT (host_name) DO UPDATE
SET free_at = greatest(gate.free_at, clock_timestamp()) + make_interval(secs => %(interval)s)
WHERE gate.free_at <= clock_timestamp() + make_interval(secs => %(at_most)s)
RETURNING extract(EPOCH FROM free_at - clock_timestamp())::float8 - %(interval)s
"""
"""Seconds until our turn, no row where it is too far away. The row lock puts workers in a line."""

FREE_IN = """
SELECT extract(EPOCH FROM free_at - clock_timestamp())::float8
FROM teletipo.host_gate
WHERE host_name = %(host)s
"""


class StoredGate:
    """A :class:`teletipo.fetch.gate.HostGate` in Postgres, by the database's own clock."""

    def __init__(self, conn: connection, *, clock: Clock | None = None) -> None:
        self._conn = conn
        self._clock = clock or Clock()

    def wait(self, host: str, min_interval: float, *, at_most: float = LONGEST_WAIT) -> None:
        """Return when it is our turn at ``host``; the next turn comes ``min_interval`` seconds later.

        Raises FetchDeferred, and takes no turn, where that would be more than ``at_most`` seconds away; StoreError.
        """
        turn = {"host": host.lower(), "interval": float(min_interval), "at_most": float(at_most)}
        with transaction(self._conn) as cur:
            cur.execute(TAKE_TURN, turn)
            row = cur.fetchone()
            if row is None:
                cur.execute(FREE_IN, turn)
                row = cur.fetchone()
                raise busy(host, max(0.0, row[0]) if row else at_most)
        if row[0] > 0:
            self._clock.sleep(row[0])
