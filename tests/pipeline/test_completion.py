"""Postgres goes away in mid-run; the next run completes it, and nothing is doubled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2.extensions import connection
from tests.conftest import EMPTIED
from tests.pipeline.conftest import COPY, OTHER, REPORT, Drop, dated, row_counts

from teletipo import pipeline
from teletipo.errors import StoreUnavailable
from teletipo.pipeline import Take
from teletipo.sources.source import Source
from teletipo.store.database import connect, transaction

CUT = """
CREATE FUNCTION teletipo.cut() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM teletipo.{table}) >= 2 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
    RETURN new;
END $$;
CREATE TRIGGER cut BEFORE INSERT ON teletipo.{table} FOR EACH ROW EXECUTE FUNCTION teletipo.cut();
"""
MEND = "DROP TRIGGER cut ON teletipo.{table}; DROP FUNCTION teletipo.cut();"


def fill(drop: Drop) -> None:
    drop.put("efe.txt", dated(REPORT))
    drop.put("ep.txt", dated(COPY))
    drop.put("lima.txt", dated(OTHER, "2026-01-09"))
    drop.put("more.txt", dated(f"{OTHER} Lo confirmó el Congreso.", "2026-01-09"))
    drop.put("empty.txt", b"")
    drop.put("zeros.txt", b"\0" * 9)


@pytest.fixture
def undisturbed(drop: Drop, conn: connection) -> dict[str, int]:
    """The rows of a run that nothing happens to."""
    fill(drop)
    pipeline.ingest(conn, [drop.source()], take=Take())
    return row_counts(conn)


@pytest.mark.parametrize("table", ["payload", "report_version", "summary", "story", "summary_sentence"])
def test_postgres_goes_away_while_a_stage_writes(
    drop: Drop, undisturbed: dict[str, int], own_database: str, table: str
) -> None:
    with closing(connect(own_database)) as other:
        with transaction(other) as cur:
            cur.execute(CUT.format(table=table))
        with closing(connect(own_database)) as doomed, pytest.raises(StoreUnavailable, match="may succeed later"):
            pipeline.ingest(doomed, [drop.source()], take=Take())
        with transaction(other) as cur:
            cur.execute(MEND.format(table=table))
        account = pipeline.ingest(other, [drop.source()], take=Take())
        assert account.reports
        assert row_counts(other) == undisturbed
        with transaction(other) as cur:
            cur.execute("SELECT state FROM teletipo.ingest_run ORDER BY id")
            assert cur.fetchall() == [("failed",), ("success",)]


Stage = Callable[[connection, Source, int], object]

STAGES: dict[str, Stage] = {
    "fetch": lambda conn, source, run: pipeline.ingest_source(
        pipeline.Fetcher(conn), source, run_id=run, take=Take()
    ),
    "analyse": lambda conn, _, run: [
        pipeline.analyse_batch(conn, batch, run_id=run) for batch in pipeline.plan_batches(conn, run, size=2)
    ],
    "relate": lambda conn, _source, _run: pipeline.relate(conn),
    "summarize": lambda conn, _source, _run: pipeline.summarize_stories(conn),
    "check": lambda conn, _, run: pipeline.check_quality(conn, run),
    "publish": lambda conn, _, run: pipeline.close_run(conn, run),
}  # fmt: skip


@pytest.mark.parametrize("lost", STAGES)
def test_postgres_goes_away_between_stages(
    drop: Drop, undisturbed: dict[str, int], own_database: str, lost: str
) -> None:
    done = list(STAGES)[: list(STAGES).index(lost)]
    with closing(connect(own_database)) as doomed, closing(connect(own_database)) as other:
        run = pipeline.open_run(doomed, [drop.source()], trigger="test")
        for stage in done:
            STAGES[stage](doomed, drop.source(), run)
        with transaction(other) as cur:
            cur.execute("SELECT pg_terminate_backend(%(pid)s)", {"pid": doomed.info.backend_pid})
        with pytest.raises(StoreUnavailable):
            STAGES[lost](doomed, drop.source(), run)

        pipeline.ingest(other, [drop.source()], take=Take())
        assert row_counts(other) == undisturbed


@pytest.fixture(scope="module")
def arena(new_database: Callable[..., str], migrated: str) -> Iterator[connection]:
    """A database that every example of the property empties first."""
    with closing(connect(new_database(template=migrated))) as conn:
        yield conn


def emptied(conn: connection) -> connection:
    with transaction(conn) as cur:
        for table in EMPTIED:
            cur.execute(psycopg2.sql.SQL("DELETE FROM teletipo.{}").format(psycopg2.sql.Identifier(table)))
    return conn


FILES = {
    "efe.txt": dated(REPORT),
    "ep.txt": dated(COPY),
    "late.txt": dated(COPY.replace("París", "Londres", 1), "2026-01-20"),
    "lima.txt": dated(OTHER, "2026-01-09"),
    "ru.txt": dated("Президент России провёл в Кремле встречу."),
    "date.txt": dated(OTHER, "2026-02-30"),
    "empty.txt": "",
    "zeros.txt": "\0" * 7,
    "day.jsonl": '{"id": "1", "text": "El ministro dijo que no."}\n{broken\n',
}
ARRIVALS = st.permutations(sorted(FILES)).flatmap(
    lambda names: st.lists(st.integers(0, len(names)), max_size=2).map(
        lambda cuts: [names[a:b] for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), len(names)], strict=True)]
    )
)


@pytest.fixture(scope="module")
def at_once(arena: connection, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """The rows of one run over all the files."""
    drop = Drop(tmp_path_factory.mktemp("drop"))
    for name, content in FILES.items():
        drop.put(name, content)
    pipeline.ingest(emptied(arena), [drop.source()], take=Take())
    return row_counts(arena)


@settings(max_examples=8, deadline=None)
@given(arrivals=ARRIVALS, limit=st.none() | st.integers(1, 3))
def test_the_same_files_give_the_same_records_in_whatever_order_they_arrive(
    arena: connection,
    at_once: dict[str, int],
    tmp_path_factory: pytest.TempPathFactory,
    arrivals: list[list[str]],
    limit: int | None,
) -> None:
    drop = Drop(tmp_path_factory.mktemp("drop"))
    emptied(arena)
    for names in arrivals:
        for name in names:
            drop.put(name, FILES[name])
        pipeline.ingest(arena, [drop.source()], take=Take(limit=limit))
    while pipeline.ingest(arena, [drop.source()], take=Take(limit=limit)).reports:
        pass
    assert row_counts(arena) == at_once
