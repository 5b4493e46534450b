"""The commands over the records, as a person calls them one after another."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from tests.pipeline.conftest import OTHER, REPORT, dated

Call = Callable[..., Any]


def fill(folder: Path) -> Path:
    """A source folder with two reports and a file that is none, and the sources file beside it."""
    drop = folder / "drop"
    drop.mkdir()
    (folder / "sources.yaml").write_text("sources:\n  - {id: drop, kind: folder, address: drop}\n", encoding="utf-8")
    (drop / "efe.txt").write_text(dated(REPORT), encoding="utf-8")
    (drop / "lima.txt").write_text(dated(OTHER, "2026-01-09"), encoding="utf-8")
    (drop / "empty.txt").touch()
    return drop


def over(teletipo: Call, drop: Path, database: str) -> Call:
    """``teletipo`` over a database and the sources beside a folder."""

    def call(*arguments: object, **env: str) -> Any:
        known = {"TELETIPO_DATABASE_URL": database, "TELETIPO_SOURCES": str(drop.parent / "sources.yaml")}
        return teletipo(*arguments, env=known | env)

    return call


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    return fill(tmp_path)


@pytest.fixture
def records(teletipo: Call, drop: Path, database: str) -> Call:
    """``teletipo`` over empty records and a folder of the test's own."""
    return over(teletipo, drop, database)


@pytest.fixture(scope="module")
def filled(
    teletipo: Call, new_database: Callable[..., str], migrated: str, tmp_path_factory: pytest.TempPathFactory
) -> Call:
    """``teletipo`` over records that an ingest has filled; for tests that read."""
    call = over(teletipo, fill(tmp_path_factory.mktemp("filled")), new_database(template=migrated))
    assert call("ingest").status == 1
    return call


def test_an_empty_database_is_migrated_once(records: Call, new_database: Callable[..., str]) -> None:
    url = new_database()
    status = records("db", "status", TELETIPO_DATABASE_URL=url)
    assert status.status == 1
    assert all(line.endswith(": pending") for line in status.out.splitlines())

    refused = records("ingest", TELETIPO_DATABASE_URL=url)
    assert (refused.status, refused.out) == (2, "")
    assert "run 'teletipo db migrate'" in refused.err
    assert len(refused.err.splitlines()) == 1

    first = records("db", "migrate", TELETIPO_DATABASE_URL=url)
    assert (first.status, first.err) == (0, "")
    assert first.out.startswith("applied 0001")
    assert records("db", "migrate", TELETIPO_DATABASE_URL=url).out == "the schema is up to date\n"
    status = records("db", "status", TELETIPO_DATABASE_URL=url)
    assert status.status == 0
    assert all(line.endswith(": applied") for line in status.out.splitlines())


def test_an_ingest_shows_what_it_brought_and_a_second_one_says_that_nothing_is_new(records: Call) -> None:
    first = records("ingest")
    assert (first.status, first.err) == (1, "")
    for words in ("Madrid, 8 ene (EFE).-", "mantendrá su apoyo", "Reuters", "teletipo show drop/efe.txt", "Rejected"):
        assert words in first.out
    assert "2 new report versions, 2 analysed" in first.out
    assert ", 1 rejection\n" in first.out
    assert first.out.index("Rejected") < first.out.index("Madrid, 8 ene (EFE).-")

    second = records("ingest")
    assert (second.status, second.err) == (0, "")
    assert second.out.startswith("nothing is new")
    assert len(second.out.splitlines()) == 1


def test_a_dry_run_says_what_would_come_and_writes_nothing(records: Call, database: str) -> None:
    done = records("ingest", "--dry-run")
    assert done.status == 1
    assert "2026-01-08  es  efe.txt" in done.out
    assert "rejected: empty.txt: the file is empty: have it sent again, or remove it\n" in done.out
    conn = psycopg2.connect(database)
    with conn, conn.cursor() as cur:
        cur.execute("SELECT (SELECT count(*) FROM teletipo.report), (SELECT count(*) FROM teletipo.ingest_run)")
        assert cur.fetchone() == (0, 0)
    conn.close()


def test_dates_and_a_limit_bound_what_is_taken(records: Call) -> None:
    done = records("ingest", "--dry-run", "--from", "2026-01-09", "--to", "2026-01-09", "--source", "drop")
    assert "lima.txt" in done.out
    assert "efe.txt" not in done.out
    limited = records("ingest", "--dry-run", "--limit", "1").out
    assert "efe.txt" in limited
    assert "lima.txt" not in limited


def test_a_report_is_shown_in_every_form_and_by_every_name(filled: Call) -> None:
    (analysis,) = filled("show", "efe.txt", "--format", "json").lines
    assert analysis["report"]["id"] == "drop/efe.txt"
    assert analysis["report"]["published_at"] == "2026-01-08"
    assert analysis["quotations"][0]["verbatim"][0]["text"] == "mantendrá su apoyo"
    number = analysis["stored"]["version_id"]
    for name in ("drop/efe.txt", number):
        assert filled("show", name, "--format", "json").lines == [analysis]
    text = filled("show", "efe.txt")
    assert (text.status, text.err) == (0, "")
    assert "Who said what" in text.out
    page = filled("show", "efe.txt", "--format", "html").out
    assert page.startswith("<!doctype html>")
    assert "mantendrá su apoyo" in page


def test_a_report_that_is_not_there_is_one_line(filled: Call) -> None:
    done = filled("show", "nothing.txt")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "teletipo: no report 'nothing.txt': give its number, SOURCE/GUID or guid, as 'teletipo search' shows them\n"
    )


def test_search_finds_words_speakers_and_days(filled: Call) -> None:
    assert [hit["report"] for hit in filled("search", "elecciones", "--json").lines] == ["drop/lima.txt"]
    (hit,) = filled("search", "apoyo", "--speaker", "albares", "--json").lines
    assert hit["report"] == "drop/efe.txt"
    assert any("mantendrá su apoyo" in quote["said"] for quote in hit["quotes"])
    assert filled("search", "apoyo", "--from", "2026-01-09").out == "nothing found\n"
    found = filled("search", "cumbre", "--to", "2026-01-08").out
    assert "drop/efe.txt" in found
    assert len(filled("search", "que", "--limit", "1", "--json").lines) <= 1


@pytest.mark.parametrize("words", ["", "'\" & | !", "<b> %(x)s 🚀"])
def test_any_words_can_be_searched_for(filled: Call, words: str) -> None:
    done = filled("search", words)
    assert (done.status, done.err) == (0, "")


def test_rejections_say_where_why_and_what_to_do_until_they_are_mended(records: Call, drop: Path) -> None:
    for name in ("efe.txt", "lima.txt"):
        (drop / name).unlink()
    assert records("ingest").status == 1
    (rejection,) = records("rejections", "--json").lines
    assert {key: rejection[key] for key in ("stage", "reason", "source", "locator")} == {
        "stage": "fetch", "reason": "empty", "source": "drop", "locator": str(drop / "empty.txt"),
    }  # fmt: skip
    assert records("rejections").out.splitlines() == [
        f"drop  {drop / 'empty.txt'}",
        "  empty (fetch): the file is empty: have it sent again, or remove it",
    ]
    assert records("rejections", "--source", "other").out == "nothing was rejected\n"

    (drop / "empty.txt").write_text(dated("Президент России провёл встречу в Кремле."), encoding="utf-8")
    assert records("ingest").status == 0
    assert records("rejections").out == "nothing was rejected\n"
    (resolved,) = records("rejections", "--all", "--json").lines
    assert resolved["resolved_at"]


def test_a_digest_is_printed_or_written(filled: Call, tmp_path: Path) -> None:
    printed = filled("digest", "2026-01-08")
    assert (printed.status, printed.err) == (0, "")
    assert printed.out.startswith("# Digest of 2026-01-08")
    assert "drop/efe.txt" in printed.out
    assert filled("digest", "2026-01-08", "--format", "html").out.startswith("<!doctype html>")
    out = tmp_path / "out"
    assert filled("digest", "2026-01-08", "--out", out).status == 0
    assert (out / "2026-01-08.md").read_text(encoding="utf-8") == printed.out
    assert "No report of this day is stored." in filled("digest", "2020-02-02").out
    assert filled("digest").status == 0


def test_sources_check_shows_what_would_come_and_needs_no_database(records: Call) -> None:
    done = records("sources", "check", TELETIPO_DATABASE_URL="")
    assert (done.status, done.err) == (1, "")
    assert "drop folder" in done.out
    assert "efe.txt" in done.out
    assert "rejected: empty.txt" in done.out


def test_a_source_that_answers_nothing_is_told_and_the_next_is_checked(records: Call, drop: Path) -> None:
    sources = drop.parent / "sources.yaml"
    gone = (
        "  - {id: gone, kind: page, address: 'http://127.0.0.1:1/a', robots: false, allow_private: true, deadline: 1}"
    )
    sources.write_text(sources.read_text().replace("sources:\n", f"sources:\n{gone}\n"), encoding="utf-8")
    done = records("sources", "check")
    assert done.status == 1
    assert "127.0.0.1:1/a" in done.out
    assert "efe.txt" in done.out


@pytest.mark.parametrize("arguments", [("ingest",), ("sources", "check")])
def test_a_malformed_sources_file_is_one_line_with_file_line_and_expectation(
    records: Call, drop: Path, arguments: tuple[str, ...]
) -> None:
    sources = drop.parent / "sources.yaml"
    sources.write_text("sources:\n  - id: drop\n    kind: folder\n", encoding="utf-8")
    done = records(*arguments)
    assert (done.status, done.out) == (2, "")
    (line,) = done.err.splitlines()
    assert line.startswith(f"teletipo: {sources}:2: sources[0]: expected 'address': ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ingest", "--from", "2026-01-09", "--to", "2026-01-08"), "--from is after --to: nothing can lie between"),
        (("ingest", "--from", "ayer"), "'ayer' does not match the format '%Y-%m-%d'"),
        (("ingest", "--limit", "0"), "0 is not in the range"),
        (("ingest", "--source", "nobody"), "no source 'nobody'"),
        (("digest", "enero"), "'enero' does not match"),
        (("show",), "Missing argument 'REPORT'"),
    ],
)
def test_wrong_use_is_one_line_that_says_what_is_right(records: Call, arguments: tuple[str, ...], words: str) -> None:
    done = records(*arguments)
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "url", "words"),
    [
        (("ingest",), "postgresql://ana:s3cret@127.0.0.1:1/records", "no connection to Postgres at 127.0.0.1:1"),
        (("db", "status"), "mysql://ana:s3cret@x/y", "the database URL must read postgresql://"),
        (("show", "1"), "", "no database: set TELETIPO_DATABASE_URL="),
    ],
)
def test_a_database_that_is_not_there_is_one_line(
    records: Call, tmp_path: Path, arguments: tuple[str, ...], url: str, words: str
) -> None:
    done = records(*arguments, TELETIPO_DATABASE_URL=url, TELETIPO_HOME=str(tmp_path))
    assert (done.status, done.out) == (2, "")
    (line,) = done.err.splitlines()
    assert words in line
    assert "s3cret" not in line


def test_psql_opens_on_the_records(filled: Call) -> None:
    done = filled("db", "shell", "-At", "-c", "SELECT count(*) FROM teletipo.report")
    assert (done.status, done.out) == (0, "2\n")
    assert json.loads(filled("db", "shell", "-At", "-c", "SELECT '[1]'").out) == [1]
    written = filled("db", "shell", "-c", "DELETE FROM teletipo.report")
    assert "read-only transaction" in written.err


def test_a_kill_in_words_marks_its_report_and_stands_first_in_the_account(records: Call, drop: Path) -> None:
    item = '{{"uri": "{0}", "headline": "{1}", "versioncreated": "{2}", "language": "es", "body_text": "{3}"}}'
    told = item.format("efe:1", "Sube el dólar", "2026-01-08T10:00:00Z", "El dólar subió, dijo el ministro José Ruiz.")
    taken_back = "EFE anula la información titulada «Sube el dólar»."
    (drop / "1.json").write_text(told, encoding="utf-8")
    (drop / "2.json").write_text(
        item.format("efe:2", "Anulación", "2026-01-08T12:00:00Z", taken_back), encoding="utf-8"
    )
    lines = records("ingest").out.splitlines()
    to_look_at = lines[: next(number for number, line in enumerate(lines) if line.startswith("Reports "))]
    assert [line for line in to_look_at if "drop/efe:1" in line and "Sube el dólar" in line]
    assert [line for line in to_look_at if "drop/efe:2" in line and "Anulación" in line]
    (shown,) = records("show", "drop/efe:1", "--format", "json").lines
    assert shown["stored"]["status"] == "canceled"
    (notice,) = records("show", "drop/efe:2", "--format", "json").lines
    assert shown["stored"]["withdrawn_by"] == notice["stored"]["version_id"]


def test_a_check_says_what_opens_a_private_address_in_one_line(records: Call, tmp_path: Path) -> None:
    sources = tmp_path / "private.yaml"
    sources.write_text("sources:\n  - {id: lan, kind: feed, address: 'http://192.168.1.20/feed'}\n", encoding="utf-8")
    done = records("sources", "check", TELETIPO_SOURCES=str(sources))
    heading, told = done.out.splitlines()
    assert heading == "lan feed http://192.168.1.20/feed"
    assert "'allow_private: true'" in told
    assert "192.168.1.20" not in told
