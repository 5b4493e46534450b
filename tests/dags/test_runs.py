"""The Dags run for real, in this process, over the seeds and over what goes wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from psycopg2.extensions import connection

from teletipo.store.database import connect

ROOT = Path(__file__).parents[2]

# Airflow and the libraries under it warn about each other; ours stay errors
pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.filterwarnings("error:::teletipo")]


@pytest.fixture
def records(
    airflow_environment: Mapping[str, str], airflow_database: None, database: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[connection]:
    """Empty records, which the Dags' connection leads to."""
    monkeypatch.setenv("AIRFLOW_CONN_TELETIPO_DB", database)
    conn = connect(database)
    yield conn
    conn.close()


@pytest.fixture
def drop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the seed report, as the only source."""
    folder = tmp_path / "drop"
    shutil.copytree(ROOT / "seeds", folder)
    sources = tmp_path / "sources.yaml"
    sources.write_text("sources:\n  - {id: drop, kind: folder, address: drop}\n", encoding="utf-8")
    monkeypatch.setenv("TELETIPO_SOURCES", str(sources))
    monkeypatch.setenv("TELETIPO_HOME", str(tmp_path / "home"))
    return folder


@pytest.fixture(scope="module")
def run(airflow_environment: Mapping[str, str]) -> Callable[..., dict[str, str]]:
    """Run a Dag to its end; returns the state of the run and of its tasks."""
    from airflow.dag_processing.dagbag import DagBag

    def call(dag_id: str, **params: Any) -> dict[str, str]:
        fresh = DagBag(ROOT / "dags").dags[dag_id]  # a test run leaves its params in the Dag
        done = fresh.test(run_conf=params)
        states = {"run": str(done.state)}
        for task in done.get_task_instances():
            states[task.task_id] = str(task.state)
        return states

    return call


def count(conn: connection, table: str) -> int:
    with conn.cursor() as cur:
        cur.execute(f"SELECT count(*) FROM teletipo.{table}")
        return cur.fetchone()[0]


def test_the_ingest_brings_records_and_a_second_one_writes_nothing(
    run: Callable, records: connection, drop: Path
) -> None:
    states = run("teletipo_ingest")
    assert states["run"] == "success"
    assert states["publish"] == "success"
    tables = ("report_version", "quotation", "mention", "summary", "story", "ingest_run", "payload", "fetch")
    first = {table: count(records, table) for table in tables}
    assert first["report_version"] == 1
    assert first["quotation"] >= 10

    again = run("teletipo_ingest")
    assert again["run"] == "success"
    assert again["publish"] == "skipped"
    assert {table: count(records, table) for table in tables} == first


def test_bad_files_are_rejected_one_by_one_and_harm_nothing_else(
    run: Callable, records: connection, drop: Path
) -> None:
    (drop / "empty.txt").write_bytes(b"")
    (drop / "nulls.txt").write_bytes(b"\0" * 4096)
    (drop / "huge.txt").write_bytes(b"a" * 50_000_000)
    (drop / "date.txt").write_text("date 2026-13-45 El presidente dijo que no.", encoding="utf-8")
    states = run("teletipo_ingest")
    assert states["run"] == "success"
    with records.cursor() as cur:
        cur.execute("SELECT locator, stage, reason, message FROM teletipo.rejection")
        found = {Path(locator.partition("#")[0]).name: (stage, reason) for locator, stage, reason, _ in cur}
    assert found == {
        "empty.txt": ("fetch", "empty"),
        "nulls.txt": ("parse", "empty"),
        "huge.txt": ("fetch", "too-large"),
        "date.txt": ("normalize", "bad-header-date"),
    }
    assert count(records, "report_version") == 1


def test_a_dry_run_writes_nothing(run: Callable, records: connection, drop: Path) -> None:
    states = run("teletipo_ingest", dry_run=True)
    assert states["run"] == "success"
    assert states["analyse"] == states["publish"] == "skipped"
    assert count(records, "payload") == count(records, "ingest_run") == count(records, "report") == 0


def test_dates_bound_what_is_taken_and_what_is_left_comes_later(run: Callable, records: connection, drop: Path) -> None:
    run("teletipo_ingest", **{"from": "2026-02-01", "to": "2026-02-28"})
    assert count(records, "report_version") == 0
    run("teletipo_ingest", **{"from": "2026-01-08", "to": "2026-01-08"})
    assert count(records, "report_version") == 1


def test_the_digest_and_reprocessing_by_hand(run: Callable, records: connection, drop: Path, tmp_path: Path) -> None:
    run("teletipo_ingest")
    assert run("teletipo_digest", day="2026-01-08")["run"] == "success"
    assert "KCNA" in (tmp_path / "home" / "digests" / "2026-01-08.md").read_text(encoding="utf-8")
    assert count(records, "digest") == 1

    assert run("teletipo_reprocess", stale_only=False)["reprocess"] == "skipped"
    assert run("teletipo_reprocess", stale_only=False, dry_run=False)["reprocess"] == "success"
    assert count(records, "report_version") == 1


def test_what_a_broken_off_run_left_is_completed_by_the_next(run: Callable, records: connection, drop: Path) -> None:
    from teletipo import pipeline

    fetcher = pipeline.Fetcher(records)
    (source,) = pipeline.choose_sources()
    broken = pipeline.open_run(records, [source], trigger="test")
    pipeline.ingest_source(fetcher, source, run_id=broken, take=pipeline.Take())
    assert count(records, "quotation") == 0

    assert run("teletipo_ingest")["run"] == "success"
    assert count(records, "report_version") == 1
    assert count(records, "quotation") >= 10
