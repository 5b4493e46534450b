"""Connections, transactions, and Postgres when it is away."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace

import pytest
from psycopg2.extensions import connection
from tests.store.conftest import Feed, Saver, analysis_of, item_of, report_of

from teletipo.errors import ConfigurationError, MigrationError, StoreError, StoreUnavailable
from teletipo.store.analyses import replace_analyses
from teletipo.store.database import connect, describe, ensure_database, transaction
from teletipo.store.ensure import main as ensure
from teletipo.store.reports import save_reports
from teletipo.store.runs import open_run
from teletipo.store.sources import upsert_sources
from teletipo.store.versions import versions_to_analyse


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_postgres_that_is_away_is_named_without_its_password() -> None:
    port = free_port()
    with pytest.raises(StoreUnavailable) as caught:
        connect(f"postgresql://ana:s3cret@127.0.0.1:{port}/records")
    message = str(caught.value)
    assert f"127.0.0.1:{port} (database records, user ana)" in message
    assert "TELETIPO_DATABASE_URL" in message
    assert "s3cret" not in message
    assert "\n" not in message
    assert caught.value.retry


@pytest.mark.parametrize("url", ["mysql://x/y", "localhost", "postgresql+psycopg2://a@b/c", "postgresql://a:p%zz@b/c"])
def test_what_is_no_url_is_said_so(url: str) -> None:
    with pytest.raises(ConfigurationError, match="postgresql://user:password@host:port/database"):
        connect(url)


def test_a_url_is_described_without_its_password() -> None:
    assert describe("postgresql://ana:x@db.example:6000/news") == "db.example:6000 (database news, user ana)"


def test_a_session_is_in_utc_whatever_the_server_says(own_database: str) -> None:
    conn = connect(own_database)
    with conn.cursor() as cur:
        cur.execute(f"ALTER DATABASE {own_database.rpartition('/')[2]} SET timezone = 'Asia/Seoul'")
    conn.close()
    again = connect(own_database + "?options=-c%20statement_timeout%3D5000")
    with transaction(again) as cur:
        cur.execute("SELECT current_setting('TimeZone'), current_setting('statement_timeout')")
        assert cur.fetchone() == ("UTC", "5s")
    again.close()


def test_a_transaction_inside_another_rolls_back_by_itself(conn: connection) -> None:
    def inner() -> None:
        with transaction(conn):
            upsert_sources(conn, [Feed(id="lost")])
            raise RuntimeError

    with transaction(conn):
        upsert_sources(conn, [Feed(id="kept")])
        with pytest.raises(RuntimeError):
            inner()
    with transaction(conn) as cur:
        cur.execute("SELECT id FROM teletipo.source")
        assert cur.fetchall() == [("kept",)]


def test_a_connection_that_is_lost_in_mid_transaction_is_told_as_such(conn: connection, database: str) -> None:
    lost = connect(database)

    def work() -> None:
        with transaction(lost) as cur:
            cur.execute("SELECT pg_backend_pid()")
            backend = cur.fetchone()
            with transaction(conn) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", backend)
            cur.execute("SELECT 1")

    with pytest.raises(StoreUnavailable, match="the same call may succeed later"):
        work()
    with pytest.raises(StoreUnavailable):
        open_run(lost, trigger="manual")


def test_a_connection_that_was_closed_is_unavailable(database: str) -> None:
    conn = connect(database)
    conn.close()
    with pytest.raises(StoreUnavailable):
        versions_to_analyse(conn)


def test_a_run_interrupted_by_postgres_doubles_nothing(conn: connection, database: str, save: Saver) -> None:
    lost = connect(database)
    with transaction(lost) as cur:
        cur.execute("SELECT pg_backend_pid()")
        backend = cur.fetchone()
    save((item_of("n1"), report_of()), conn=lost)
    with transaction(conn) as cur:
        cur.execute("SELECT pg_terminate_backend(%s, 5000)", backend)
    with pytest.raises(StoreUnavailable):
        save((item_of("n1"), report_of()), (item_of("n2"), report_of(guid="n2")), conn=lost)
    saved = save((item_of("n1"), report_of()), (item_of("n2"), report_of(guid="n2")))
    assert (len(saved.new_version_ids), saved.unchanged) == (1, 1)


def test_a_schema_that_is_not_there_is_told_with_the_command_that_makes_it(postgres_url: str) -> None:
    conn = connect(postgres_url)
    with pytest.raises(MigrationError, match="run 'teletipo db migrate'"):
        versions_to_analyse(conn)
    conn.close()


@pytest.fixture
def postgres_url(database: str) -> str:
    return database.rpartition("/")[0] + "/postgres"


def test_a_database_is_made_once(conn: connection, postgres_url: str) -> None:
    url = postgres_url.rpartition("/")[0] + "/made-for-you"
    assert ensure_database(url)
    assert not ensure_database(url)
    assert ensure([url.replace("postgresql://", "postgresql+psycopg2://")]) == 0
    with conn.cursor() as cur:
        cur.execute('DROP DATABASE "made-for-you"')


def test_a_role_that_may_not_make_databases_is_told_what_to_ask_for(
    conn: connection, postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with conn.cursor() as cur:
        cur.execute("CREATE ROLE modest LOGIN PASSWORD 'm'")
    try:
        url = f"postgresql://modest:m@{postgres_url.rpartition('@')[2].rpartition('/')[0]}/dreamt-of"
        with pytest.raises(StoreError, match='may not make one: ask for CREATE DATABASE "dreamt-of"'):
            ensure_database(url)
        assert ensure([url]) == 1
        assert "dreamt-of" in capsys.readouterr().err
    finally:
        with conn.cursor() as cur:
            cur.execute("DROP ROLE modest")


def test_four_workers_at_once_neither_deadlock_nor_double(conn: connection, database: str) -> None:
    """All write overlapping reports and the same entities, in opposite orders."""
    upsert_sources(conn, [Feed()])
    pairs = [(item_of(f"n{number}"), report_of(guid=f"n{number}")) for number in range(40)]
    troubles: list[object] = []
    start = threading.Barrier(4)

    def work(number: int) -> None:
        own = connect(database)
        mine = pairs if number % 2 else pairs[::-1]
        start.wait()
        try:
            for batch in (mine[:20], mine[10:30], mine[20:]):
                save_reports(own, run_id=None, source_id="yonhap", payload_sha=None, reports=batch)
            versions = versions_to_analyse(own)
            for version in versions if number % 2 else versions[::-1]:
                analysis = analysis_of(report_of())
                entities = analysis.entities if number % 2 else analysis.entities[::-1]
                outcome = replace_analyses(own, [(version, replace(analysis, entities=entities))])
                troubles.extend(outcome.rejections)
        except StoreError as exc:
            troubles.append(exc)
        finally:
            own.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    with conn.cursor() as cur:
        cur.execute(
            "SELECT (SELECT count(*) FROM teletipo.report), (SELECT count(*) FROM teletipo.report_version),"
            " (SELECT count(*) FROM teletipo.quotation), (SELECT count(*) FROM teletipo.entity)"
        )
        assert cur.fetchone() == (40, 40, 80, 43)
