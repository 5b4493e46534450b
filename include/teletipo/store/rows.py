"""Many rows in one statement, and a batch in which one bad member harms nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from psycopg2 import sql
from psycopg2.extras import Json, execute_values

from teletipo.errors import StoreError, StoreUnavailable
from teletipo.store.database import transaction
from teletipo.store.identity import storable

if TYPE_CHECKING:
    from psycopg2.extensions import connection, cursor

T = TypeVar("T")
R = TypeVar("R")
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


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T, R]):
    """What was written, as ``write`` answered, and the members that were refused."""

    written: list[R]
    refused: list[tuple[T, StoreError]]


def apart(conn: connection, members: Sequence[T], write: Callable[[cursor, Sequence[T]], Sequence[R]]) -> Outcome[T, R]:
    """Write all members in one transaction; if that is refused, each in its own.

    Raises StoreUnavailable: what may pass is not a member's fault.
    """
    if not members:
        return Outcome([], [])
    try:
        with transaction(conn) as cur:
            answers = list(write(cur, members))
    except StoreUnavailable:
        raise
    except StoreError as exc:
        if len(members) == 1:
            return Outcome([], [(members[0], exc)])
        outcomes = [apart(conn, [member], write) for member in members]
        return Outcome(
            [answer for outcome in outcomes for answer in outcome.written],
            [refusal for outcome in outcomes for refusal in outcome.refused],
        )
    return Outcome(answers, [])
