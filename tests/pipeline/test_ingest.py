"""What a run makes of what the sources hold: versions, copies, bounds, and what it leaves for later."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from psycopg2.extensions import connection
from tests.fetch.server import Server, response
from tests.pipeline.conftest import BODY, COPY, OTHER, REPORT, Drop, dated
from tests.store.conftest import rows_written

from teletipo import pipeline
from teletipo.errors import ConfigurationError, StoreError
from teletipo.sources.source import Source
from teletipo.store.read import show_report

SUMMARIES = """
SELECT s.story_id, t.text FROM teletipo.summary AS s INNER JOIN teletipo.summary_sentence AS t ON s.id = t.summary_id
WHERE s.story_id IS NOT NULL ORDER BY 1, t.position
"""
STORIES = """
SELECT array_agg(r.guid ORDER BY r.guid) FROM teletipo.story_report AS m
INNER JOIN teletipo.report AS r ON m.report_id = r.id GROUP BY m.story_id ORDER BY 1
"""


def guids(account: pipeline.RunAccount) -> list[str]:
    return [one.analysis.report.id.partition("/")[2] for one in account.reports]


def test_a_second_run_writes_no_row(drop: Drop, ingest: Callable, conn: connection) -> None:
    drop.put("a.txt", dated(REPORT))
    drop.put("empty.txt", b"")
    assert guids(ingest()) == ["a.txt"]
    before = rows_written(conn)
    account = ingest()
    assert (account.reports, account.rejections) == ((), ())
    assert rows_written(conn) == before


def test_an_updated_file_is_a_second_version_of_its_report(drop: Drop, ingest: Callable, conn: connection) -> None:
    drop.put("a.txt", dated(REPORT))
    ingest()
    drop.put("a.txt", dated(f"{REPORT}\n\nEl presidente de Francia asistirá."))
    ingest()
    stored = show_report(conn, "drop/a.txt")
    assert "El presidente de Francia asistirá." in stored["report"]["text"]
    assert [(one["ordinal"], one["current"]) for one in stored["stored"]["versions"]] == [(1, False), (2, True)]


def test_copies_under_other_datelines_are_one_story(drop: Drop, ingest: Callable, ask: Callable) -> None:
    drop.put("efe.txt", dated(REPORT))
    drop.put("ep.txt", dated(COPY))
    drop.put("lima.txt", dated(OTHER, "2026-01-09"))
    ingest()
    assert ask("SELECT relation, share_a, share_b FROM teletipo.report_relation") == [("identical", 1.0, 1.0)]
    assert ask(STORIES) == [(["efe.txt", "ep.txt"],), (["lima.txt"],)]
    assert len({story for story, _ in ask(SUMMARIES)}) == 2


def test_a_copy_that_comes_later_joins_the_story(drop: Drop, ingest: Callable, ask: Callable) -> None:
    drop.put("efe.txt", dated(REPORT))
    ingest()
    drop.put("ep.txt", dated(COPY, "2026-01-09"))
    drop.put("old.txt", dated(COPY, "2025-11-01"))
    ingest()
    assert ask(STORIES) == [(["efe.txt", "ep.txt"],), (["old.txt"],)]


def test_a_limit_leaves_the_rest_for_the_next_runs(drop: Drop, ingest: Callable) -> None:
    for number in range(5):
        drop.put(f"{number}.txt", dated(f"Nota {number}. {REPORT}"))
    taken = [guids(ingest(limit=2)) for _ in range(4)]
    assert taken == [["0.txt", "1.txt"], ["2.txt", "3.txt"], ["4.txt"], []]


def test_a_limit_within_one_payload_leaves_the_rest_too(drop: Drop, ingest: Callable) -> None:
    drop.put(
        "day.jsonl", "\n".join(f'{{"id": "{number}", "text": "Nota {number}. Dijo que no."}}' for number in range(5))
    )
    assert [guids(ingest(limit=2)) for _ in range(4)] == [["0", "1"], ["2", "3"], ["4"], []]


def test_a_window_leaves_what_lies_outside_for_a_run_that_wants_it(drop: Drop, ingest: Callable) -> None:
    drop.put("first.txt", dated(REPORT, "2026-01-08"))
    drop.put("second.txt", dated(OTHER, "2026-01-09"))
    midnight = datetime(2026, 1, 9, tzinfo=UTC)
    assert guids(ingest(after=midnight, before=midnight + timedelta(days=1))) == ["second.txt"]
    assert guids(ingest(before=midnight)) == ["first.txt"]
    assert guids(ingest()) == []


def test_a_dry_run_says_what_is_new_and_writes_nothing(drop: Drop, ingest: Callable, conn: connection) -> None:
    drop.put("day.jsonl", '{"id": "1", "text": "El ministro dijo que no."}\n')
    ingest()
    before = rows_written(conn)
    drop.put("day.jsonl", '{"id": "1", "text": "El ministro dijo que no."}\n{"id": "2", "text": "Dijo que sí."}\n')
    found = pipeline.preview_new(pipeline.Fetcher(conn), drop.source(), pipeline.Take())
    assert [report.id for report in found] == ["2"]
    assert rows_written(conn) == before


def test_sources_that_are_not_there_are_named(drop: Drop, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drop.folder / "sources.yaml"
    monkeypatch.setenv("TELETIPO_SOURCES", str(path))
    path.write_text("sources:\n  - {id: one, kind: folder, address: ., enabled: false}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"no source 'two' in .*sources.yaml; it has one"):
        pipeline.choose_sources(["two"])
    with pytest.raises(ConfigurationError, match="no source is enabled"):
        pipeline.choose_sources()
    assert [source.id for source in pipeline.choose_sources(["one"])] == ["one"]


def test_a_broken_promise_ends_the_run_and_is_told(
    drop: Drop, ingest: Callable, conn: connection, ask: Callable
) -> None:
    drop.put("a.txt", dated(REPORT))
    run_id = pipeline.open_run(conn, [drop.source()], trigger="test")
    pipeline.ingest_source(pipeline.Fetcher(conn), drop.source(), run_id=run_id, take=pipeline.Take())
    with pytest.raises(
        StoreError, match=r"every usable version of the run is analysed.*1 times, first at report version"
    ):
        pipeline.check_quality(conn, run_id)
    ingest()
    assert ask("SELECT state FROM teletipo.ingest_run ORDER BY id") == [("failed",), ("success",)]


def rss(*items: tuple[str, str]) -> bytes:
    entries = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>Albares habla</title><description>{text}</description>"
        "<pubDate>Thu, 08 Jan 2026 10:00:00 GMT</pubDate></item>"
        for guid, text in items
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>W</title>{entries}</channel></rss>".encode()


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def feed(server: Server) -> Source:
    return Source(
        id="wire", kind="feed", address=f"http://127.0.0.1:{server.port}/feed", robots=False, min_interval=0.0,
        allow_private=True, deadline=5.0,
    )  # fmt: skip


def test_a_feed_is_asked_whether_it_changed(server: Server, feed: Source, ingest: Callable, ask: Callable) -> None:
    first, second = rss(("1", BODY)), rss(("1", BODY), ("2", OTHER))
    server.on(
        "/feed",
        response(first, headers={"ETag": '"a"', "Content-Type": "application/rss+xml"}),
        response(status=304),
        response(second, headers={"ETag": '"b"', "Content-Type": "application/rss+xml"}),
    )
    assert guids(ingest(feed)) == ["1"]
    assert guids(ingest(feed)) == []
    assert guids(ingest(feed)) == ["2"]
    assert [request.headers.get("if-none-match") for request in server.requests] == [None, '"a"', '"a"']
    assert ask("SELECT status, etag, failures FROM teletipo.fetch") == [(200, '"b"', 0)]
    assert ask("SELECT count(*) FROM teletipo.ingest_run") == [(2,)]


def test_what_feed_page_and_dateline_say_about_the_date_is_all_kept(
    server: Server, feed: Source, ingest: Callable, conn: connection
) -> None:
    link = f"http://127.0.0.1:{server.port}/2026/01/08/nota.html"
    entry = f"<item><link>{link}</link><title>Albares</title><pubDate>Thu, 08 Jan 2026 11:05:00 GMT</pubDate></item>"
    server.on("/feed", response(f"<rss version='2.0'><channel>{entry}</channel></rss>".encode()))
    text = "".join(f"<p>{paragraph}</p>" for paragraph in REPORT.split("\n\n"))
    head = '<meta property="article:published_time" content="2026-01-08T12:00:00+01:00">'
    page = f"<html lang='es'><head>{head}</head><body><article><h1>Albares habla</h1>{text}</article></body></html>"
    server.on("/2026/01/08/nota.html", response(page.encode(), headers={"Content-Type": "text/html; charset=utf-8"}))
    ((guid,),) = [guids(ingest(replace(feed, follow=True)))]
    claims = show_report(conn, f"wire/{guid}")["report"]["published_claims"]
    assert {claim["origin"]: claim["instant"] for claim in claims} == {
        "published": "2026-01-08T12:00:00+01:00",
        "meta": "2026-01-08T12:00:00+01:00",
        "feed": "2026-01-08T11:05:00+00:00",
        "address": "2026-01-08",
        "dateline": "2026-01-08",
    }
    assert [claim["reason"].rpartition("; ")[2] for claim in claims] == [
        "believed: most trusted",
        "says the same as published",
        "passed over for published",
        "says the same as published",
        "says the same as published",
    ]


def test_a_report_that_is_younger_than_its_file_says_so_is_believed(drop: Drop, ingest: Callable) -> None:
    os.utime(drop.put("a.txt", REPORT.replace("8 ene", "8 ene 2026")), (978_307_200, 978_307_200))
    (report,) = ingest().reports
    assert report.analysis.report.published.iso() == "2026-01-08"


def test_a_feed_with_a_limit_is_read_to_its_end(server: Server, feed: Source, ingest: Callable) -> None:
    body = rss(*((str(number), f"Nota {number}. {BODY}") for number in range(5)))
    server.on("/feed", response(body, headers={"ETag": '"a"'}))
    assert [guids(ingest(feed, limit=2)) for _ in range(3)] == [["0", "1"], ["2", "3"], ["4"]]


def test_a_source_that_fails_holds_no_other_and_is_well_again_later(
    server: Server, feed: Source, drop: Drop, ingest: Callable, ask: Callable
) -> None:
    drop.put("a.txt", dated(REPORT))
    server.on("/feed", response(status=404), response(rss(("1", OTHER))))
    account = ingest(feed, drop.source())
    assert guids(account) == ["a.txt"]
    (rejection,) = account.rejections
    assert (rejection["stage"], rejection["source"]) == ("fetch", "wire")
    assert "answers 404" in rejection["message"]
    assert ask("SELECT failures, error IS NOT NULL FROM teletipo.fetch WHERE source_id = 'wire'") == [(1, True)]

    assert guids(ingest(feed, drop.source())) == ["1"]
    assert ask("SELECT count(*) FROM teletipo.rejection WHERE resolved_at IS NULL") == [(0,)]


def test_a_server_that_wants_a_rest_is_not_asked_until_then(
    server: Server, feed: Source, ingest: Callable, ask: Callable
) -> None:
    server.on("/feed", response(status=429, headers={"Retry-After": "900"}))
    for _ in range(2):
        account = ingest(feed)
        assert (account.reports, account.rejections) == ((), ())
    assert len(server.requests) == 1
    assert ask("SELECT next_try > now() + interval '10 minutes' FROM teletipo.fetch") == [(True,)]
