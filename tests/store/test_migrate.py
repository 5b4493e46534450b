from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from psycopg2.extensions import connection

from teletipo.errors import MigrationError
from teletipo.store.database import connect
from teletipo.store.migrate import FOLDER, Applied, migrate, migrations, status


@pytest.fixture
def empty(new_database: Callable[..., str]) -> str:
    return new_database()


@pytest.fixture
def database(own_database: str) -> str:
    """These tests change the schema."""
    return own_database


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "migrations"))


def next_name(folder: Path, what: str) -> Path:
    return folder / f"{len(migrations(folder)) + 1:04d}_{what}.sql"


def names(conn: connection) -> set[str]:
    with conn.cursor() as cur:
        cur.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'teletipo'::regnamespace AND relkind IN ('r', 'v')"
        )
        return {name for (name,) in cur}


def test_an_empty_database_gets_the_tables_and_views_of_the_plan(empty: str) -> None:
    conn = connect(empty)
    assert [one.state for one in status(conn)] == ["pending"] * len(migrations())
    assert [one.version for one in migrate(conn)] == [one.version for one in migrations()]
    assert {one.state for one in status(conn)} == {"applied"}
    assert names(conn) >= {
        *("source", "ingest_run", "fetch", "payload", "report", "report_version", "entity", "entity_alias", "mention"),
        *("temporal_expression", "quotation", "attribution", "attribution_link", "event", "report_relation", "story"),
        *("story_report", "summary", "summary_sentence", "digest", "rejection", "schema_migration"),
        *("quotes", "source_chain", "unattributed_claims", "story_timeline", "run_report", "events_flat"),
    }
    assert migrate(conn) == []
    conn.close()


def test_a_schema_that_an_administrator_made_is_used(empty: str) -> None:
    conn = connect(empty)
    with conn.cursor() as cur:
        cur.execute("CREATE SCHEMA teletipo")
    assert len(migrate(conn)) == len(migrations())
    conn.close()


def test_two_migrators_at_once_apply_each_migration_once(empty: str) -> None:
    outcomes: list[list[Applied]] = []
    start = threading.Barrier(2)

    def work() -> None:
        conn = connect(empty)
        start.wait()
        outcomes.append(migrate(conn))
        conn.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    applied = sorted(one.version for outcome in outcomes for one in outcome)
    assert applied == [one.version for one in migrations()]


def test_an_edited_migration_is_named(conn: connection, folder: Path) -> None:
    edited = sorted(folder.glob("*.sql"))[1]
    edited.write_text(edited.read_text() + "-- a harmless remark\n")
    with pytest.raises(MigrationError, match=f"{edited.name} was edited after it was applied"):
        migrate(conn, folder)
    assert [one.name for one in status(conn, folder) if one.state == "edited"] == [edited.name]


def test_line_ends_are_no_edit(conn: connection, folder: Path) -> None:
    for path in folder.glob("*.sql"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert migrate(conn, folder) == []


def test_a_database_that_is_ahead_of_the_code_is_left_alone(conn: connection, folder: Path) -> None:
    missing = max(folder.glob("*.sql"))
    missing.unlink()
    with pytest.raises(MigrationError, match=f"ahead of this code: it has migration {missing.name}"):
        migrate(conn, folder)
    assert status(conn, folder)[-1].state == "unknown"


def test_a_migration_that_fails_leaves_nothing_behind_and_can_be_mended(conn: connection, folder: Path) -> None:
    broken = next_name(folder, "broken")
    broken.write_text("CREATE TABLE teletipo.half (id int); SELECT 1 / 0;")
    with pytest.raises(MigrationError, match=f"{broken.name} failed: .*division by zero"):
        migrate(conn, folder)
    assert "half" not in names(conn)
    broken.write_text("CREATE TABLE teletipo.whole (id int);")
    assert [one.name for one in migrate(conn, folder)] == [broken.name]
    assert "whole" in names(conn)


def test_what_postgres_warns_of_is_handed_on(conn: connection, folder: Path) -> None:
    next_name(folder, "warns").write_text("DO $$ BEGIN RAISE WARNING 'mind the gap'; END $$;")
    (applied,) = migrate(conn, folder)
    assert applied.notices == ("WARNING: mind the gap",)


def test_numbers_must_have_no_gaps(tmp_path: Path) -> None:
    (tmp_path / "0002_late.sql").touch()
    with pytest.raises(MigrationError, match=r"without gaps or doubles, but are \[2\]"):
        migrations(tmp_path)


def test_a_database_in_another_encoding_is_refused(empty: str) -> None:
    admin = connect(empty)
    with admin.cursor() as cur:
        cur.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0")
    conn = connect(empty.rpartition("/")[0] + "/latin")
    with pytest.raises(MigrationError, match="is in LATIN1, but spans count Unicode code points"):
        migrate(conn)
    conn.close()
    admin.close()
