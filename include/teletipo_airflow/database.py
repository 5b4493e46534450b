"""The connection to Teletipo's database, named in Airflow.

psycopg2 directly, because the Postgres provider's hook hands out psycopg 3 connections.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from airflow.sdk import BaseHook

from teletipo.store.database import connect

if TYPE_CHECKING:
    from psycopg2.extensions import connection

CONNECTION_ID = "teletipo_db"


@contextmanager
def records() -> Iterator[connection]:
    """A psycopg2 connection to the records, closed at the end. Raises StoreUnavailable."""
    conn = connect(database_url())
    try:
        yield conn
    finally:
        conn.close()


def database_url() -> str:
    """The address that the Airflow connection ``teletipo_db`` holds."""
    named = BaseHook.get_connection(CONNECTION_ID)
    login = quote(named.login or "", safe="")
    password = f":{quote(named.password, safe='')}" if named.password else ""
    return f"postgresql://{login}{password}@{named.host}:{named.port or 5432}/{named.schema}"
