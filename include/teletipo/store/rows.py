"""Many rows in one statement, and a batch in which one bad member harms nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from psycopg2 import sql
from psycopg2.extras import Json, execute_values

from teletipo.errors import StoreError, StoreUnavailable
from teletipo.store.database import transaction
from teletipo.store.identity import storable

if TYPE_CHECKING:
    from psycopg2.extensions import connection, cursor

T = TypeVar("T")
PAGE = 10_000


def insert(cur: cursor, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], end: str = "") -> list[Any]:
    """Insert rows into a table of the schema; ``end`` may add ON CONFLICT or RETURNING, whose rows come back."""
    statement = sql.SQL("INSERT INTO {} ({}) VALUES %s {}").format(
        sql.Identifier("teletipo", table), sql.SQL(", ").join(map(sql.Identifier, columns)), sql.SQL(end)
    )
    given = list(rows)
    if not given:
        return []
    return execute_values(cur, statement, given, page_size=PAGE, fetch="RETURNING" in end) or []


def spans(parts: Iterable[Any]) -> Json:
    """Spans, zones or other small dataclasses as a JSON list for a column of type ``teletipo.spans``."""
    return Json([storable(asdict(part)) for part in parts])


def plain(value: Any) -> Json:
    """Any JSON-like value, or a dataclass, for a jsonb column."""
    return Json(storable(asdict(value) if is_dataclass(value) and not isinstance(value, type) else value))


def apart(
    conn: connection, members: Sequence[T], write: Callable[[cursor, Sequence[T]], None]
) -> list[tuple[T, StoreError]]:
    """Write all members in one transaction; if that is refused, each in its own. Returns the refused ones.

    Raises StoreUnavailable: what may pass is not a member's fault.
    """
    if not members:
        return []
    try:
        with transaction(conn) as cur:
            write(cur, members)
    except StoreUnavailable:
        raise
    except StoreError as exc:
        if len(members) == 1:
            return [(members[0], exc)]
        return [refused for member in members for refused in apart(conn, [member], write)]
    return []
