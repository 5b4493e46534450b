"""What must hold for the schema as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg2
import pytest
from psycopg2 import errors
from psycopg2.extensions import connection

from teletipo.store import schema_doc
from teletipo.store.database import connect


def rows(conn: connection, statement: str) -> list[tuple[object, ...]]:
    with conn.cursor() as cur:
        cur.execute(statement)
        return list(cur.fetchall())


def test_every_table_view_and_column_has_a_comment(conn: connection) -> None:
    silent = """
    SELECT c.relname, a.attname FROM pg_class AS c
    LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'teletipo'::regnamespace AND c.relkind IN ('r', 'v', 'm')
        AND (obj_description(c.oid, 'pg_class') IS NULL OR col_description(c.oid, a.attnum) IS NULL)
    """
    assert rows(conn, silent) == []


def test_every_foreign_key_has_an_index_that_begins_with_its_columns(conn: connection) -> None:
    slow = """
    SELECT k.conrelid::regclass::text, k.conname FROM pg_constraint AS k
    WHERE k.connamespace = 'teletipo'::regnamespace AND k.contype = 'f' AND NOT EXISTS (
        SELECT FROM pg_index AS i
        WHERE i.indrelid = k.conrelid
            AND (i.indkey::int2[])[0:array_length(k.conkey, 1) - 1] @> k.conkey
    )
    """
    assert rows(conn, slow) == []


def test_derived_rows_fall_with_their_report_version(conn: connection) -> None:
    kept = """
    SELECT conrelid::regclass::text FROM pg_constraint
    WHERE contype = 'f' AND confrelid = 'teletipo.report_version'::regclass AND confdeltype <> 'c'
    """
    assert rows(conn, kept) == []


def test_times_know_their_zone(conn: connection) -> None:
    naive = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'teletipo' AND data_type = 'timestamp without time zone'
    """
    assert rows(conn, naive) == []


def test_the_schema_page_is_what_the_migrations_make(conn: connection) -> None:
    assert schema_doc.PAGE.read_text(encoding="utf-8") == schema_doc.schema_page(conn), "run 'make docs'"


def test_a_stale_schema_page_is_told_with_the_command_that_mends_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path_factory.mktemp("docs") / "schema.md"
    monkeypatch.setattr(schema_doc, "PAGE", page)
    assert schema_doc.main(["--check"]) == 1
    assert "run 'make docs'" in capsys.readouterr().err
    assert schema_doc.main([]) == 0
    assert schema_doc.main(["--check"]) == 0
    page.write_text(page.read_text() + "more")
    assert schema_doc.main(["--check"]) == 1


@pytest.fixture
def database(own_database: str) -> str:
    """Some of these tests change the schema, or make roles that may enter it."""
    return own_database


@pytest.fixture
def reader(conn: connection, database: str) -> Iterator[connection]:
    with conn.cursor() as cur:
        cur.execute("SET ROLE NONE; CREATE ROLE analyst LOGIN PASSWORD 'a' IN ROLE teletipo_reader")
    opened = connect("postgresql://analyst:a@" + database.rpartition("@")[2])
    yield opened
    opened.close()
    with conn.cursor() as cur:
        cur.execute("DROP ROLE analyst")


def test_an_analyst_reads_everything_and_writes_nothing(reader: connection) -> None:
    relations = """
    SELECT format('%I.%I', relnamespace::regnamespace, relname) FROM pg_class
    WHERE relnamespace = 'teletipo'::regnamespace AND relkind IN ('r', 'v')
    """
    with reader.cursor() as cur:
        for (name,) in rows(reader, relations):
            cur.execute(f"SELECT count(*) FROM {name}")
        for statement in (
            "INSERT INTO teletipo.source (id, kind) VALUES ('x', 'feed')",
            "UPDATE teletipo.report_version SET headline = ''",
            "DELETE FROM teletipo.quotation",
            "TRUNCATE teletipo.mention",
            "CREATE TABLE teletipo.mine (id int)",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                cur.execute(statement)


def test_an_analyst_reads_tables_that_later_migrations_add(conn: connection, reader: connection) -> None:
    with conn.cursor() as cur:
        cur.execute("CREATE TABLE teletipo.later (id int)")
    assert rows(reader, "SELECT * FROM teletipo.later") == []


def test_a_migrator_who_may_not_make_roles_is_told_how_to_get_the_analysts_in(conn: connection, database: str) -> None:
    sql = (schema_doc.settings.ROOT / "include/teletipo/store/migrations/0006_reader.sql").read_text()
    with conn.cursor() as cur:
        cur.execute("CREATE ROLE plain LOGIN PASSWORD 'p'")
        cur.execute("ALTER ROLE teletipo_reader RENAME TO elsewhere")
    try:
        plain = psycopg2.connect("postgresql://plain:p@" + database.rpartition("@")[2])
        with plain.cursor() as cur:
            cur.execute(sql)
        assert "plain may not create roles" in plain.notices[-1]
        assert "0006_reader.sql" in plain.notices[-1]
        plain.close()
    finally:
        with conn.cursor() as cur:
            cur.execute("ALTER ROLE elsewhere RENAME TO teletipo_reader")
            cur.execute("DROP ROLE plain")
