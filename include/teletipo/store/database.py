"""Connections and transactions. Errors of the driver end here: outside ``store/`` there are only ours.

A connection is in autocommit mode and works in UTC; whatever belongs together is done inside
:func:`transaction`, which is the only place that begins and commits.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg2
from psycopg2 import errors, extensions, sql

from teletipo.errors import ConfigurationError, MigrationError, StoreError, StoreUnavailable

if TYPE_CHECKING:
    from psycopg2.extensions import connection, cursor

CONNECT_SECONDS = 10
PASSING = ("08", "57P", "53300", "40001", "40P01")
"""SQLSTATEs of what may pass: connection lost, server stopping, too many clients, serialisation, deadlock."""

WHOLE = ("BEGIN", "COMMIT", "ROLLBACK")
SAVEPOINT = ("SAVEPOINT inner_part", "RELEASE inner_part", "ROLLBACK TO inner_part; RELEASE inner_part")


def connect(url: str, *, application_name: str = "teletipo") -> connection:
    """A connection to ``postgresql://user:password@host:port/database``, in UTC and autocommit.

    Raises ConfigurationError for a URL that is none, StoreUnavailable when nobody answers or lets us in.
    """
    parts = url_parts(url)
    options = f"{parts.get('options', '')} -c timezone=UTC".strip()
    try:
        conn = psycopg2.connect(
            url,
            connect_timeout=CONNECT_SECONDS,
            application_name=application_name,
            client_encoding="UTF8",
            options=options,
            keepalives_idle=30,
        )
    except psycopg2.OperationalError as exc:
        raise StoreUnavailable(
            f"no connection to Postgres at {describe(url)}: {_first_line(exc)}; "
            "is it running, and is TELETIPO_DATABASE_URL right?"
        ) from None
    conn.autocommit = True
    return conn


@contextmanager
def transaction(conn: connection) -> Iterator[cursor]:
    """A cursor inside a transaction that commits at the end and rolls back on any error.

    Inside another one on the same connection it is a savepoint: it rolls back by itself and commits with the
    outer one. Raises StoreUnavailable when the connection is lost or Postgres asks to try again, MigrationError
    when the tables are not there, StoreError for whatever else Postgres refuses, with its DETAIL as ``detail``.
    """
    inside = conn.info.transaction_status != extensions.TRANSACTION_STATUS_IDLE
    begin, commit, rollback = SAVEPOINT if inside else WHOLE
    try:
        with conn.cursor() as cur:
            cur.execute(begin)
            try:
                yield cur
            except BaseException:
                if not conn.closed:
                    cur.execute(rollback)
                raise
            cur.execute(commit)
    except psycopg2.Error as exc:
        raise _ours(exc, conn) from exc


def ensure_database(url: str) -> bool:
    """Make the database that a URL names; False if it was there. Raises StoreError if the role may not."""
    name = url_parts(url).get("dbname", "")
    try:
        connect(url).close()
    except StoreUnavailable as exc:
        if not name:
            raise
        away = exc
    else:
        return False
    try:
        conn = connect(url_of(url, database="postgres"))
    except StoreUnavailable:
        raise away from None
    try:
        with conn.cursor() as cur:
            cur.execute("SELECT 1 FROM pg_database WHERE datname = %(name)s", {"name": name})
            if cur.fetchone():
                connect(url).close()
                return False
            cur.execute(sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name)))
    except (errors.DuplicateDatabase, errors.UniqueViolation):
        return False
    except errors.InsufficientPrivilege as exc:
        raise StoreError(
            f"there is no database {name!r} at {describe(url)} and this role may not make one: "
            f"ask for CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0"
        ) from exc
    except psycopg2.Error as exc:
        raise _ours(exc, conn) from exc
    finally:
        conn.close()
    return True


def url_of(url: str, *, database: str) -> str:
    """The same URL for another database."""
    head, question, options = url.partition("?")
    scheme, _, rest = head.partition("://")
    place = rest.partition("/")[0]
    return f"{scheme}://{place}/{quote(database, safe='')}{question}{options}"


def url_parts(url: str) -> dict[str, str]:
    """The parts of a connection URL by libpq's names. Raises ConfigurationError for what is no URL."""
    if not url.startswith(("postgresql://", "postgres://")):
        scheme = url.partition("://")[0] if "://" in url else "no scheme"
        raise ConfigurationError(
            f"the database URL must read postgresql://user:password@host:port/database, but it has {scheme}"
        )
    try:
        return {key: str(value) for key, value in extensions.parse_dsn(url).items()}
    except psycopg2.ProgrammingError:
        raise ConfigurationError(
            "the database URL cannot be read: write postgresql://user:password@host:port/database, "
            "with special characters in the password percent-encoded"
        ) from None


def describe(url: str) -> str:
    """``host:port (database D, user U)``: what may be shown of a URL."""
    parts = url_parts(url)
    user = parts.get("user", "that of the system")
    place = f"{parts.get('host', 'the local socket')}:{parts.get('port', '5432')}"
    return f"{place} (database {parts.get('dbname', user)}, user {user})"


def _ours(exc: psycopg2.Error, conn: connection) -> StoreError:
    code = exc.pgcode or ""
    if conn.closed or code.startswith(PASSING) or (not code and isinstance(exc, psycopg2.OperationalError)):
        return StoreUnavailable(f"Postgres could not finish: {_first_line(exc)}; the same call may succeed later")
    if isinstance(exc, errors.UndefinedTable | errors.UndefinedColumn | errors.InvalidSchemaName):
        return MigrationError(f"the schema is missing or old ({_first_line(exc)}): run 'teletipo db migrate'")
    detail = "\n".join(part for part in (exc.diag.message_detail, exc.diag.context) if part)
    return StoreError(f"Postgres refused: {_first_line(exc)}", detail=detail or None)


def _first_line(exc: psycopg2.Error) -> str:
    lines = (exc.diag.message_primary or str(exc)).strip().splitlines()
    return lines[0] if lines else type(exc).__name__
