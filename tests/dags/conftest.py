"""An Airflow of the tests' own. Airflow reads its settings when it is first imported, so tests import it inside."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from teletipo.store.embedded import EmbeddedPostgres
from teletipo_airflow.stack.layout import Layout
from teletipo_airflow.stack.layout import airflow_environment as environment


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
    made["TELETIPO_SOURCES"] = str(Path(__file__).parents[2] / "sources.yaml")
    before = dict(os.environ)
    os.environ.update(made)
    yield made
    os.environ.clear()
    os.environ.update(before)
