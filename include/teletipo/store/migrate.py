"""Numbered SQL files into schema versions: each in its own transaction, one migrator at a time.

``migrations/NNNN_name.sql`` are applied in order. What was applied is kept in ``teletipo.schema_migration`` with
the file's SHA-256 (line ends as LF), so that a file that was edited after the fact is noticed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from teletipo.errors import MigrationError, StoreError, StoreUnavailable
from teletipo.store.database import transaction

if TYPE_CHECKING:
    from psycopg2.extensions import connection, cursor

FOLDER = Path(__file__).parent / "migrations"
OLDEST_SERVER = 14
LOCK = 0x74656C65746970
"""Key of the advisory lock that migrators take: "teletip" in ASCII."""

SCHEMA_THERE = "SELECT to_regnamespace('teletipo') IS NOT NULL"

BOOKKEEPING = """
COMMENT ON SCHEMA teletipo IS 'Wire reports as records: who said what, according to whom, tied to its evidence.';
CREATE TABLE teletipo.schema_migration (
    version integer PRIMARY KEY,
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE teletipo.schema_migration IS 'The migrations that made this schema.';
COMMENT ON COLUMN teletipo.schema_migration.version IS 'Number of the migration.';
COMMENT ON COLUMN teletipo.schema_migration.name IS 'Name of its file.';
COMMENT ON COLUMN teletipo.schema_migration.sha256 IS 'SHA-256 of the file when it was applied.';
COMMENT ON COLUMN teletipo.schema_migration.applied_at IS 'When it was applied.';
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """A file of the migrations folder."""

    version: int
    name: str
    sql: str
    sha256: str


@dataclass(frozen=True, slots=True)
class MigrationState:
    """How a migration stands in a database.

    ``edited``: the file is not what was applied. ``unknown``: applied, and this code has no such file.
    """

    version: int
    name: str
    state: Literal["applied", "pending", "edited", "unknown"]
    applied_at: datetime | None


@dataclass(frozen=True, slots=True)
class Applied:
    """A migration that was applied just now, with what Postgres remarked (a role that could not be made)."""

    version: int
    name: str
    notices: tuple[str, ...]


def migrations(folder: Path = FOLDER) -> tuple[Migration, ...]:
    """The migrations of a folder in order. Raises MigrationError for numbers that are not 1, 2, 3 …"""
    found = []
    for path in sorted(folder.glob("*.sql")):
        if not re.fullmatch(r"\d{4}_\w+\.sql", path.name):
            raise MigrationError(f"migration {path.name}: the name must read NNNN_what_it_does.sql")
        sql = path.read_bytes().replace(b"\r\n", b"\n")
        number = int(path.name[:4])
        found.append(Migration(number, path.name, sql.decode("utf-8"), hashlib.sha256(sql).hexdigest()))
    numbers = [migration.version for migration in found]
    if numbers != list(range(1, len(numbers) + 1)):
        raise MigrationError(f"migrations must be numbered 1, 2, 3 … without gaps or doubles, but are {numbers}")
    return tuple(found)


def status(conn: connection, folder: Path = FOLDER) -> list[MigrationState]:
    """Every migration that the folder or the database knows, in order."""
    with transaction(conn) as cur:
        applied = _applied(cur)
    known = {migration.version: migration for migration in migrations(folder)}
    states = []
    for version in sorted(known.keys() | applied.keys()):
        if version not in applied:
            states.append(MigrationState(version, known[version].name, "pending", None))
            continue
        name, sha256, applied_at = applied[version]
        if version not in known:
            states.append(MigrationState(version, name, "unknown", applied_at))
        else:
            same = known[version].sha256 == sha256
            states.append(MigrationState(version, name, "applied" if same else "edited", applied_at))
    return states


def migrate(conn: connection, folder: Path = FOLDER) -> list[Applied]:
    """Apply what is pending; another migrator that is at it is waited for.

    Raises MigrationError when the server is too old or not in UTF-8, when an applied file was edited, when
    the database is ahead of this code, or when a migration fails: then that one is rolled back, earlier ones stay.
    """
    with transaction(conn) as cur:
        _check_server(conn, cur)
        cur.execute("SELECT pg_advisory_xact_lock(%(key)s)", {"key": LOCK})
        cur.execute(SCHEMA_THERE)
        if not _one(cur):
            cur.execute("CREATE SCHEMA teletipo")
        if not _kept(cur):
            cur.execute(BOOKKEEPING)
    check_known(status(conn, folder))
    done = []
    for migration in migrations(folder):
        notices = _apply(conn, migration)
        if notices is not None:
            done.append(Applied(migration.version, migration.name, notices))
    return done


def check_known(states: list[MigrationState]) -> None:
    """Raises MigrationError where database and code contradict each other; pending migrations do not."""
    for state in states:
        if state.state == "edited":
            raise MigrationError(
                f"migration {state.name} was edited after it was applied on {state.applied_at:%Y-%m-%d}: "
                "restore the file and put the change into a new migration"
            )
        if state.state == "unknown":
            raise MigrationError(
                f"the database is ahead of this code: it has migration {state.name}, which is not here; "
                "update Teletipo, or use the database that belongs to this version"
            )


def _apply(conn: connection, migration: Migration) -> tuple[str, ...] | None:
    """What Postgres remarked; None if another migrator was faster."""
    conn.notices.clear()
    try:
        with transaction(conn) as cur:
            cur.execute("SELECT pg_advisory_xact_lock(%(key)s)", {"key": LOCK})
            if migration.version in _applied(cur):
                return None
            cur.execute(migration.sql)
            cur.execute(
                "INSERT INTO teletipo.schema_migration (version, name, sha256) VALUES (%(version)s, %(name)s, %(sha)s)",
                {"version": migration.version, "name": migration.name, "sha": migration.sha256},
            )
    except StoreUnavailable:
        raise
    except StoreError as exc:
        raise MigrationError(f"migration {migration.name} failed: {exc}", detail=exc.detail) from exc
    return tuple(" ".join(notice.split()) for notice in conn.notices if notice.startswith("WARNING"))


def _applied(cur: cursor) -> dict[int, tuple[str, str, datetime]]:
    if not _kept(cur):
        return {}
    cur.execute("SELECT version, name, sha256, applied_at FROM teletipo.schema_migration")
    return {version: (name, sha256, applied_at) for version, name, sha256, applied_at in cur}


def _check_server(conn: connection, cur: cursor) -> None:
    major = conn.server_version // 10_000
    if major < OLDEST_SERVER:
        raise MigrationError(f"this is PostgreSQL {major}; Teletipo needs {OLDEST_SERVER} or newer")
    cur.execute("SHOW server_encoding")
    if (encoding := _one(cur)) != "UTF8":
        raise MigrationError(
            f"the database is in {encoding}, but spans count Unicode code points: "
            "make it with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0"
        )


def _kept(cur: cursor) -> bool:
    """Whether the database keeps books on its migrations."""
    cur.execute("SELECT to_regclass('teletipo.schema_migration') IS NOT NULL")
    return bool(_one(cur))


def _one(cur: cursor) -> object:
    row = cur.fetchone()
    return row[0] if row else None
