"""What an editor of a file drop does over time: edits, copies, repairs, deletes; and what the records say then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from psycopg2.extensions import connection
from tests.pipeline.conftest import OTHER, REPORT, Drop, dated

from teletipo import pipeline
from teletipo.normalize.report import normalize
from teletipo.reprocess import reprocess_batch
from teletipo.sources import parse_payload
from teletipo.store import payloads
from teletipo.store.read import show_report
from teletipo.store.reports import save_reports
from teletipo.store.sources import upsert_sources

OPEN = "SELECT reason FROM teletipo.rejection WHERE resolved_at IS NULL ORDER BY id"
VERSIONS = "SELECT v.kind, v.ordinal, v.is_current FROM teletipo.report_version AS v ORDER BY v.ordinal"


def test_an_edited_file_is_an_update_of_the_same_report(drop: Drop, ingest: Callable, ask: Callable) -> None:
    drop.put("a.txt", dated(REPORT))
    ingest()
    drop.put("a.txt", dated(REPORT + " Habrá más datos mañana."))
    ingest()
    assert ask(VERSIONS) == [("original", 1, False), ("update", 2, True)]
    assert ask("SELECT updates FROM teletipo.run_report ORDER BY run_id") == [(0,), (1,)]


def test_a_correction_stays_a_correction(drop: Drop, ingest: Callable, ask: Callable) -> None:
    drop.put("a.txt", dated(REPORT))
    ingest()
    drop.put("a.txt", "(CORRIGE)\n\n" + REPORT.replace("Ucrania", "Moldavia"))
    ingest()
    assert [kind for kind, _, _ in ask(VERSIONS)] == ["original", "correction"]


def test_a_byte_identical_file_that_comes_later_is_a_report_too(drop: Drop, ingest: Callable, ask: Callable) -> None:
    drop.put("a.txt", dated(REPORT))
    ingest()
    drop.put("b.txt", dated(REPORT))
    ingest()
    assert ask("SELECT guid FROM teletipo.report ORDER BY guid") == [("a.txt",), ("b.txt",)]
    assert ask("SELECT relation FROM teletipo.report_relation") == [("identical",)]


def test_a_file_that_goes_back_to_its_first_text_has_that_as_current(
    drop: Drop, ingest: Callable, ask: Callable
) -> None:
    for text in (REPORT, OTHER, REPORT):
        drop.put("a.txt", text)
        ingest()
    assert ask("SELECT text = $$" + REPORT + "$$ FROM teletipo.report_version WHERE is_current") == [(True,)]
    assert ask("SELECT count(*) FROM teletipo.report_version") == [(2,)]


def test_a_rejection_closes_when_its_file_is_deleted(drop: Drop, ingest: Callable, ask: Callable) -> None:
    bad = drop.put("bad#1.txt", b"")
    ingest()
    assert ask(OPEN) == [("empty",)]
    bad.unlink()
    ingest()
    assert ask(OPEN) == []


def test_a_rejection_closes_when_its_file_is_repaired(drop: Drop, ingest: Callable, ask: Callable) -> None:
    drop.put("a.txt", dated(REPORT))
    drop.put("bad#1.txt", b"\x7fELF" + bytes(range(32)) * 40)
    ingest()
    assert ask(OPEN) == [("unknown-format",)]
    ingest()
    assert ask(OPEN) == [("unknown-format",)]
    drop.put("bad#1.txt", dated(REPORT))
    ingest()
    assert ask(OPEN) == []


def test_a_file_cut_off_in_transmission_says_so_until_the_whole_comes(
    drop: Drop, ingest: Callable, ask: Callable
) -> None:
    whole = (
        "<nitf><head><docdata><doc-id id-string='d1'/><date.issue norm='20260108T100000Z'/></docdata></head><body>"
        f"<body.content><p>{REPORT}</p><p>{OTHER}</p></body.content></body></nitf>"
    )
    drop.put("a.xml", whole[: whole.index("elecciones")])
    ingest()
    said = "SELECT item ->> 'body_status', item ->> 'problems' FROM teletipo.report_version WHERE is_current"
    ((status, problems),) = ask(said)
    assert status == "partial"
    assert "breaks off" in problems
    drop.put("a.xml", whole)
    ingest()
    assert ask(said) == [("full", "[]")]


def nitf(*paragraphs: str, version: str, issued: str = "20260108T100000Z") -> str:
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f"<nitf><head><docdata><du-key version='{version}'/><doc-id id-string='d1'/><date.issue norm='{issued}'/>"
        f"</docdata></head><body><body.content>{body}</body.content></body></nitf>"
    )


def test_a_version_that_breaks_off_is_not_current_over_a_whole_one(
    conn: connection, drop: Drop, ingest: Callable, ask: Callable
) -> None:
    drop.put("1.xml", nitf(REPORT, OTHER, version="1"))
    ingest()
    second = nitf(REPORT, "Habrá más datos mañana.", OTHER, version="2", issued="20260108T110000Z")
    drop.put("2.xml", second[: second.index("elecciones")])
    account = ingest()
    assert ask(VERSIONS) == [("original", 1, True), ("update", 2, False)]
    assert [one.analysis.gaps for one in account.reports] == [
        ("the text is partial: what is missing of it was not read",)
    ]
    current = show_report(conn, "drop/d1")["stored"]
    assert [(one["ordinal"], one["body_status"], one["current"]) for one in current["versions"]] == [
        (1, "full", True),
        (2, "partial", False),
    ]
    drop.put("3.xml", nitf(REPORT, "Habrá más datos el sábado.", OTHER, version="3", issued="20260108T120000Z"))
    ingest()
    assert ask(VERSIONS) == [("original", 1, False), ("update", 2, False), ("update", 3, True)]
    changed = show_report(conn, "drop/d1")["stored"]["changes"]
    assert changed["since"] == ask("SELECT id FROM teletipo.report_version WHERE ordinal = 1")[0][0]


def test_the_whole_of_what_broke_off_is_no_update_of_it(drop: Drop, ingest: Callable, ask: Callable) -> None:
    whole = nitf(REPORT, OTHER, version="1")
    drop.put("a.xml", whole[: whole.index("elecciones")])
    ingest()
    drop.put("a.xml", whole)
    ingest()
    drop.put("a.xml", whole[: whole.index("habrá")])
    ingest()
    assert ask(VERSIONS) == [("original", 1, False), ("original", 2, True), ("update", 3, False)]


def test_a_kill_that_breaks_off_is_the_last_word_all_the_same(drop: Drop, ingest: Callable, ask: Callable) -> None:
    drop.put("1.xml", nitf(REPORT, OTHER, version="1"))
    kill = nitf("KILL: " + REPORT, OTHER, version="2").replace("<docdata>", "<docdata management-status='canceled'>")
    drop.put("2.xml", kill[: kill.index("elecciones")])
    drop.put("3.xml", (whole := nitf(REPORT, OTHER, OTHER, version="3"))[: whole.index("elecciones")])
    ingest()
    assert ask(VERSIONS) == [("original", 1, False), ("kill", 2, True), ("update", 3, False)]


def test_a_report_without_a_date_stands_in_the_digest_of_its_arrival_and_says_so(
    conn: connection, drop: Drop, ingest: Callable, tmp_path: Path
) -> None:
    drop.put("a.txt", "El alcalde de Lima dijo que la obra acabará pronto.")
    ingest()
    paths = pipeline.write_digest(conn, datetime.now(UTC).date(), tmp_path / "digests")
    for path in (paths["markdown"], paths["html"]):
        said = Path(path).read_text(encoding="utf-8")
        assert "1 without a date, counted on the day of arrival" in said
        assert "date unknown, by arrival" in said


def test_a_report_without_a_date_lies_in_no_window_and_waits_for_a_run_without_one(
    drop: Drop, ingest: Callable, ask: Callable
) -> None:
    drop.put("a.txt", "El alcalde de Lima dijo que la obra acabará pronto.")
    ingest(after=datetime(2026, 1, 1, tzinfo=UTC))
    assert ask("SELECT count(*) FROM teletipo.report") == [(0,)]
    ingest()
    assert ask("SELECT count(*), count(published_at) FROM teletipo.report_version") == [(1, 0)]


def test_a_page_behind_a_paywall_is_kept_and_never_summarised(drop: Drop, ingest: Callable, ask: Callable) -> None:
    page = Path(__file__).parents[1] / "sources" / "samples" / "page_paywalled.html"
    drop.put("a.html", page.read_bytes())
    ingest()
    assert ask("SELECT item ->> 'body_status' FROM teletipo.report_version") == [("paywalled",)]
    assert ask("SELECT coalesce(string_agg(text, ''), '') FROM teletipo.summary") == [("",)]


def test_reprocessing_leaves_an_update_an_update(
    conn: connection, drop: Drop, ingest: Callable, ask: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sources = tmp_path / "sources.yaml"
    sources.write_text(f"sources:\n  - {{id: drop, kind: folder, address: {drop.folder}}}\n", encoding="utf-8")
    monkeypatch.setenv("TELETIPO_SOURCES", str(sources))
    for text in (REPORT, OTHER):
        drop.put("a.txt", dated(text))
        ingest()
    versions = [number for (number,) in ask("SELECT id FROM teletipo.report_version ORDER BY id")]
    assert reprocess_batch(conn, versions) == {"unchanged": 2}
    assert [kind for kind, _, _ in ask(VERSIONS)] == ["original", "update"]


def test_what_a_newer_parser_reads_out_of_the_same_bytes_is_no_update(
    conn: connection, drop: Drop, ingest: Callable, ask: Callable
) -> None:
    whole = nitf(REPORT, OTHER, version="1")
    (item,) = parse_payload(whole.encode()).items
    older = replace(item, body=REPORT)
    upsert_sources(conn, [drop.source()])
    payload = payloads.save_payload(conn, whole.encode(), "text/xml")
    pair = (older, normalize(older, report_id="d1"))
    save_reports(conn, run_id=None, source_id="drop", payload_sha=payload, reports=[pair], read_by="older parsers")

    drop.put("a.xml", whole + "<!-- sent again -->")
    ingest()
    assert ask(VERSIONS) == [("original", 1, True)]
    assert show_report(conn, "drop/d1")["report"]["text"].endswith(OTHER)

    drop.put("a.xml", nitf(REPORT, OTHER + " Lo confirmó.", version="1"))
    ingest()
    assert [kind for kind, _, _ in ask(VERSIONS)] == ["original", "update"]
