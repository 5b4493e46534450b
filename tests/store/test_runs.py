"""Runs, payloads, fetches, sources and rejections: the books that a run keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from psycopg2.extensions import connection
from tests.store.conftest import Feed, Saver, analysis_of, item_of, report_of, rows_written

from teletipo.errors import NotStored
from teletipo.model import Instant, Rejection
from teletipo.store.analyses import replace_analyses
from teletipo.store.digests import StoredDigest, load_digest, save_digest
from teletipo.store.payloads import (
    fetch_state,
    fetch_states,
    load_payload,
    record_failure,
    record_fetch,
    save_payload,
)
from teletipo.store.read import run_account
from teletipo.store.rejections import add_rejections, list_rejections, resolve_rejections
from teletipo.store.runs import close_run, open_run, run_counts, run_days
from teletipo.store.sources import upsert_sources
from teletipo.store.versions import versions_to_analyse

EMPTY_FILE = Rejection("parse", "bad-input", "the file is empty: nothing to read", "seeds", "a.txt", "0 bytes")
NOON = datetime(2026, 1, 9, 12, tzinfo=UTC)


def test_a_run_counts_what_it_brought(conn: connection, save: Saver) -> None:
    run = open_run(conn, trigger="manual", params={"limit": 5}, window_from=NOON, window_to=NOON)
    (version,) = save((item_of(), report_of()), run_id=run).new_version_ids
    replace_analyses(conn, [(version, analysis_of(report_of()))], run_id=run)
    add_rejections(conn, run, [EMPTY_FILE])
    closed = close_run(conn, run, state="success")
    assert closed.kept
    assert closed.counts == run_counts(conn, run)
    assert {
        name: closed.counts[name] for name in ("new_reports", "new_versions", "analysed", "quotations", "rejections")
    } == {
        "new_reports": 1,
        "new_versions": 1,
        "analysed": 1,
        "quotations": 2,
        "rejections": 1,
    }
    assert run_days(conn, run) == [date(2026, 1, 9)]
    account = run_account(conn, run)
    assert [one.version.version_id for one in account.reports] == [version]
    assert [one["message"] for one in account.rejections] == [EMPTY_FILE.message]
    with conn.cursor() as cur:
        cur.execute("SELECT state, new_versions, quotations, attributions, rejections_open FROM teletipo.run_report")
        assert cur.fetchall() == [("success", 1, 2, 1, 1)]


def test_a_change_concerns_the_day_that_it_was_published_on_first_too(conn: connection, save: Saver) -> None:
    save((item_of(), report_of()), run_id=open_run(conn, trigger="manual"))
    run = open_run(conn, trigger="manual")
    late = Instant(datetime(2026, 1, 11, 8, tzinfo=UTC), "minute", "stated", "11 Jan", "rfc822")
    save((item_of(body="otra"), report_of("otra", published=late)), run_id=run)
    assert run_days(conn, run) == [date(2026, 1, 9), date(2026, 1, 11)]


def test_a_second_run_over_the_same_input_leaves_every_row_as_it_was(conn: connection, save: Saver) -> None:
    def run_once() -> bool:
        run = open_run(conn, trigger="manual")
        upsert_sources(conn, [Feed()])
        payload = save_payload(conn, b"bytes", "text/plain")
        record_fetch(conn, source_id="yonhap", url="/seeds/a.txt", at=NOON, payload_sha256=payload)
        save((item_of(), report_of()), run_id=run)
        for version in versions_to_analyse(conn, run_id=run):
            replace_analyses(conn, [(version, analysis_of(report_of()))], run_id=run)
        add_rejections(conn, run, [EMPTY_FILE])
        return close_run(conn, run, state="success").kept

    assert run_once()
    before = rows_written(conn)
    assert not run_once()
    assert rows_written(conn) == before


def test_a_run_that_broke_off_is_completed_by_the_next(conn: connection, save: Saver) -> None:
    broken = open_run(conn, trigger="scheduled")
    (version,) = save((item_of(), report_of()), run_id=broken).new_version_ids
    assert close_run(conn, broken, state="failed").kept
    following = open_run(conn, trigger="scheduled")
    assert save((item_of(), report_of()), run_id=following).new_version_ids == ()
    assert versions_to_analyse(conn, run_id=following) == [version]
    replace_analyses(conn, [(version, analysis_of(report_of()))], run_id=following)
    assert versions_to_analyse(conn, run_id=following) == []
    assert close_run(conn, following, state="success").counts["analysed"] == 1


def test_a_failed_run_is_kept_even_if_it_brought_nothing(conn: connection) -> None:
    assert close_run(conn, open_run(conn, trigger="manual"), state="failed").kept


def test_an_airflow_task_that_is_tried_again_opens_no_second_run(conn: connection) -> None:
    run = open_run(conn, trigger="scheduled", airflow_run_id="scheduled__1")
    assert open_run(conn, trigger="scheduled", airflow_run_id="scheduled__1") == run
    close_run(conn, run, state="failed")
    assert open_run(conn, trigger="scheduled", airflow_run_id="scheduled__1") != run


def test_payloads_are_kept_once_and_come_back(conn: connection) -> None:
    content = bytes(range(256)) * 500
    sha = save_payload(conn, content, "application/octet-stream")
    before = rows_written(conn)
    assert save_payload(conn, content) == sha
    assert rows_written(conn) == before
    assert load_payload(conn, sha) == content
    assert load_payload(conn, save_payload(conn, b"")) == b""
    with pytest.raises(NotStored):
        load_payload(conn, "0" * 64)


def test_an_address_keeps_one_row_however_often_it_is_asked(conn: connection, version: int) -> None:
    assert version
    url, sha = "https://example.org/rss", save_payload(conn, b"feed")
    assert fetch_state(conn, "yonhap", url) is None
    record_fetch(conn, source_id="yonhap", url=url, at=NOON, status=200, etag='"1"', payload_sha256=sha)
    record_failure(conn, source_id="yonhap", url=url, error="time-out", next_try=NOON)
    record_failure(conn, source_id="yonhap", url=url, error="time-out", status=503)
    state = fetch_state(conn, "yonhap", url)
    assert state
    assert (state.failures, state.status, state.error, state.last_success) == (2, 503, "time-out", NOON)
    with conn.cursor() as cur:
        cur.execute("SELECT source_id, failing, failures, last_error, reports FROM teletipo.source_health")
        assert cur.fetchall() == [("yonhap", 1, 2, "time-out", 1)]
    later = NOON.replace(hour=13)
    record_fetch(conn, source_id="yonhap", url=url, at=later, status=304)
    assert fetch_states(conn, "yonhap") == {
        url: replace(state, status=304, failures=0, error=None, last_success=later, etag='"1"', payload_sha256=sha)
    }


def test_a_source_is_written_only_when_it_changes(conn: connection) -> None:
    upsert_sources(conn, [Feed(), Feed(id="efe", time_zone=None)])
    before = rows_written(conn)
    upsert_sources(conn, [Feed(id="efe", time_zone=None), Feed()])
    assert rows_written(conn) == before
    upsert_sources(conn, [Feed(enabled=False)])
    with conn.cursor() as cur:
        cur.execute("SELECT id, enabled FROM teletipo.source ORDER BY id")
        assert cur.fetchall() == [("efe", True), ("yonhap", False)]


def test_a_rejection_is_written_once_until_it_is_resolved(conn: connection) -> None:
    assert add_rejections(conn, None, [EMPTY_FILE, EMPTY_FILE]) == 1
    assert add_rejections(conn, None, [EMPTY_FILE]) == 0
    assert add_rejections(conn, None, [replace(EMPTY_FILE, evidence="1 byte\0")]) == 1
    assert [one["evidence"] for one in list_rejections(conn, source="seeds")] == ["0 bytes", "1 byte\ufffd"]
    assert list_rejections(conn, source="elsewhere") == []
    assert resolve_rejections(conn, [one["id"] for one in list_rejections(conn)]) == 2
    assert list_rejections(conn) == []
    assert len(list_rejections(conn, include_resolved=True)) == 2
    run = open_run(conn, trigger="manual")
    assert add_rejections(conn, run, [EMPTY_FILE]) == 1
    assert [one["run_id"] for one in list_rejections(conn)] == [run]


def test_rejections_without_a_place_or_with_much_evidence_are_kept_too(conn: connection) -> None:
    bare = Rejection("fetch", "fetch-failed", "no answer")
    long = replace(bare, evidence="x" * 100_000)
    assert add_rejections(conn, None, [bare, long, replace(bare, evidence="x" * 99_000)]) == 2
    assert add_rejections(conn, None, [bare, long]) == 0
    assert add_rejections(conn, None, []) == 0


def test_a_digest_is_written_only_when_it_differs(conn: connection) -> None:
    digest = StoredDigest(date(2026, 1, 9), "es", "# Hoy", "<h1>Hoy</h1>", {"stories": []}, "p")
    assert save_digest(conn, digest)
    assert not save_digest(conn, replace(digest, made_by="q"))
    assert save_digest(conn, replace(digest, markdown="# Hoy mismo"))
    assert load_digest(conn, digest.day, "es").markdown == "# Hoy mismo"
    with pytest.raises(NotStored, match="teletipo digest 2026-01-09"):
        load_digest(conn, digest.day, "en")
