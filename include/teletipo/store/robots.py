"""What sites allow, remembered for all workers: one row a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.fetch.robots import Remembered
from teletipo.store.database import transaction
from teletipo.store.identity import storable

if TYPE_CHECKING:
    from psycopg2.extensions import connection

RECALL = "SELECT rules, trouble, good_until FROM teletipo.robots WHERE origin = %(origin)s"

KEEP = """
INSERT INTO teletipo.robots AS known (origin, rules, trouble, good_until)
VALUES (%(origin)s, %(rules)s, %(trouble)s, %(until)s)
ON CONFLICT (origin) DO UPDATE SET
    rules = excluded.rules, trouble = excluded.trouble, good_until = excluded.good_until
WHERE known.good_until < excluded.good_until
"""


class StoredRobots:
    """A :class:`teletipo.fetch.robots.Memory` in Postgres."""

    def __init__(self, conn: connection) -> None:
        self._conn = conn

    def recall(self, origin: str) -> Remembered | None:
        """What is remembered of a site, however old. Raises StoreError."""
        with transaction(self._conn) as cur:
            cur.execute(RECALL, {"origin": origin})
            row = cur.fetchone()
        return Remembered(*row) if row else None

    def keep(self, origin: str, told: Remembered) -> None:
        """Remember what a site told, unless another worker has heard later. Raises StoreError."""
        facts = {"origin": origin, "rules": told.rules, "trouble": told.trouble}
        with transaction(self._conn) as cur:
            cur.execute(KEEP, {name: storable(value) for name, value in facts.items()} | {"until": told.until})
