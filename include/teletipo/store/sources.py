"""The sources of the sources file, as the database knows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from teletipo.store.database import transaction
from teletipo.store.identity import storable
from teletipo.store.rows import insert

if TYPE_CHECKING:
    from psycopg2.extensions import connection

COLUMNS = ("id", "kind", "address", "agency", "language", "time_zone", "enabled")

UPDATE = """
ON CONFLICT (id) DO UPDATE SET
    kind = excluded.kind, address = excluded.address, agency = excluded.agency,
    language = excluded.language, time_zone = excluded.time_zone, enabled = excluded.enabled
WHERE (source.kind, source.address, source.agency, source.language, source.time_zone, source.enabled)
IS DISTINCT FROM
(excluded.kind, excluded.address, excluded.agency, excluded.language, excluded.time_zone, excluded.enabled)
"""


class SourceFacts(Protocol):
    """What the store keeps of a source."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def address(self) -> str: ...  # noqa: D102
    @property
    def agency(self) -> str | None: ...  # noqa: D102
    @property
    def language(self) -> str | None: ...  # noqa: D102
    @property
    def time_zone(self) -> str | None: ...  # noqa: D102
    @property
    def enabled(self) -> bool: ...  # noqa: D102


def upsert_sources(conn: connection, sources: Iterable[SourceFacts]) -> None:
    """Store sources that are new or changed; others stay as they are."""
    known = {source.id: [storable(getattr(source, column)) for column in COLUMNS] for source in sources}
    with transaction(conn) as cur:
        insert(cur, "source", COLUMNS, (known[name] for name in sorted(known)), UPDATE)
