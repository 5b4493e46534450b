"""One real Postgres for the whole session, an empty, migrated database for each test that asks for one, and an Airflow.

Airflow reads its settings when it is first imported, so tests import it inside.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from psycopg2.extensions import connection

from teletipo.store.database import connect, transaction
from teletipo.store.embedded import EmbeddedPostgres
from teletipo.store.migrate import migrate
from teletipo_airflow.stack.layout import Layout, program
from teletipo_airflow.stack.layout import airflow_environment as environment
from teletipo_airflow.stack.local import POOLS

EMPTIED = (
    "story",
    "digest",
    "rejection",
    "report",
    "entity",
    "fetch",
    "payload",
    "source",
    "ingest_run",
    "host_gate",
    "robots",
)
"""Tables in an order that keys allow; what hangs on them falls with them."""

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """A running server that lasts as long as the session.

    Not in pytest's own folder: pytest closes that to other accounts, and started by root the server has one.
    """
    with (
        TemporaryDirectory(prefix="teletipo-tests-") as folder,
        EmbeddedPostgres(Path(folder), durable=False) as server,
    ):
        yield server


@pytest.fixture(scope="session")
def new_database(postgres: EmbeddedPostgres) -> Iterator[Callable[..., str]]:
    """Makes databases: ``new_database()`` is empty, ``new_database(template="…")`` a copy. Returns the URL."""
    admin = connect(postgres.url("postgres"))

    def make(*, template: str = "template0") -> str:
        name = f"test_{next(_numbers)}"
        with admin.cursor() as cur:
            cur.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return postgres.url(name)

    yield make
    admin.close()


@pytest.fixture(scope="session")
def migrated(new_database: Callable[..., str]) -> str:
    """Name of a database that holds the schema and nothing else; to be copied, not used."""
    url = new_database()
    conn = connect(url)
    migrate(conn)
    conn.close()
    return url.rpartition("/")[2]


@pytest.fixture(scope="session")
def shared_database(new_database: Callable[..., str], migrated: str) -> str:
    """URL of the migrated database that :func:`database` empties after every test."""
    return new_database(template=migrated)


@pytest.fixture
def database(shared_database: str) -> Iterator[str]:
    """URL of a migrated database without rows; for tests that write rows and nothing else."""
    yield shared_database
    conn = connect(shared_database)
    with transaction(conn) as cur:
        for table in EMPTIED:
            cur.execute(f"DELETE FROM teletipo.{table}")
    conn.close()


@pytest.fixture
def own_database(postgres: EmbeddedPostgres, new_database: Callable[..., str], migrated: str) -> Iterator[str]:
    """URL of a migrated database of the test's own, for one that changes the schema or its settings."""
    url = new_database(template=migrated)
    yield url
    admin = connect(postgres.url("postgres"))
    with admin.cursor() as cur:
        cur.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")
    admin.close()


@pytest.fixture
def conn(database: str) -> Iterator[connection]:
    """A connection to the test's database."""
    opened = connect(database)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def airflow_environment(
    tmp_path_factory: pytest.TempPathFactory, postgres: EmbeddedPostgres
) -> Iterator[Mapping[str, str]]:
    """The environment of an Airflow with a database of its own beside Teletipo's, set for the whole session."""
    assert "airflow" not in sys.modules, "a test module imports Airflow at its top level"
    layout = Layout(tmp_path_factory.mktemp("airflow"))
    layout.make()
    airflow_url = postgres.ensure_database("airflow")
    made = environment(
        layout,
        airflow_url=airflow_url.replace("postgresql://", "postgresql+psycopg2://", 1),
        teletipo_url=postgres.url("teletipo"),
        port=8080,
        schedule="0 6 * * *",
    )
    made["TELETIPO_SOURCES"] = str(Path(__file__).parents[1] / "sources.yaml")
    before = dict(os.environ)
    os.environ.update(made)
    yield made
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def airflow_database(airflow_environment: Mapping[str, str]) -> None:
    """Airflow's database, migrated, with the pools."""
    for command in (["db", "migrate"], ["pools", "import", str(POOLS)]):
        subprocess.run([program("airflow"), *command], env=dict(airflow_environment), check=True, capture_output=True)
