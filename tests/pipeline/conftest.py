"""A wire drop to fill, and the whole pipeline over it on a real Postgres."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extensions import connection

from teletipo import pipeline
from teletipo.pipeline import Take
from teletipo.sources.source import Source
from teletipo.store.read import RunAccount

BODY = (
    "El ministro de Exteriores, José Manuel Albares, afirmó este jueves que España «mantendrá su apoyo» a Ucrania, "
    "según informó la agencia Reuters.\n\nLa cumbre comenzará mañana en París."
)
REPORT = f"Madrid, 8 ene (EFE).- {BODY}"
COPY = f"París, 8 ene (Europa Press).- {BODY}"
OTHER = "Lima, 9 ene (EFE).- El presidente de Perú dijo ayer que habrá elecciones en abril."


def dated(text: str, day: str = "2026-01-08") -> str:
    """The text under a header that says when it was published."""
    return f"date {day} {text}"


@dataclass(frozen=True)
class Drop:
    """A folder that reports are put into."""

    folder: Path

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def source(self, **options: Any) -> Source:
        return Source(**{"id": "drop", "kind": "folder", "address": str(self.folder)} | options)


@pytest.fixture
def drop(tmp_path: Path) -> Drop:
    folder = tmp_path / "drop"
    folder.mkdir()
    return Drop(folder)


@pytest.fixture
def ingest(conn: connection, drop: Drop) -> Callable[..., RunAccount]:
    """The whole pipeline over the drop, or over the sources given; options are what is taken."""

    def call(*sources: Source, **take: Any) -> RunAccount:
        return pipeline.ingest(conn, sources or [drop.source()], take=Take(**take))

    return call


Rows = list[tuple[Any, ...]]


@pytest.fixture
def ask(conn: connection) -> Callable[..., Rows]:
    """The rows that a question to the records has."""

    def call(question: str) -> Rows:
        with conn.cursor() as cur:
            cur.execute(question)
            return cur.fetchall()

    return call


def row_counts(conn: connection) -> dict[str, int]:
    """How many rows each table has, leaving out the books about runs."""
    with conn.cursor() as cur:
        cur.execute("SELECT relname FROM pg_class WHERE relnamespace = 'teletipo'::regnamespace AND relkind = 'r'")
        counts = {}
        for (name,) in cur.fetchall():
            cur.execute(f"SELECT count(*) FROM teletipo.{name}")
            (counts[name],) = cur.fetchone()
    return {name: count for name, count in counts.items() if name != "ingest_run"}
