"""Reports and their versions: what is new is added in its place, what is known stays untouched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2.extensions import connection
from tests.store.conftest import MODELS, TEXT, Saver, analysis_of, item_of, report_of, rows_written

from teletipo.errors import NotStored, StoreError
from teletipo.model import Instant, Report
from teletipo.normalize.report import normalize
from teletipo.store.analyses import replace_analyses
from teletipo.store.database import transaction
from teletipo.store.identity import storable
from teletipo.store.read import show_report
from teletipo.store.reports import replace_report_text, save_reports
from teletipo.store.versions import load_reports, load_versions, versions_to_analyse


def order(conn: connection) -> list[tuple[str, int, bool]]:
    with conn.cursor() as cur:
        cur.execute("SELECT version_label, ordinal, is_current FROM teletipo.report_version ORDER BY ordinal")
        return [(label, ordinal, current) for label, ordinal, current in cur]


def test_a_report_comes_back_with_its_date_zones_and_item(conn: connection, save: Saver) -> None:
    item = item_of(authors=("Ana", "Luis"), links=({"rel": "next", "href": "x"},), version="3", urgency=2)
    (version,) = save((item, report_of())).new_version_ids
    (stored,) = load_versions(conn, [version])
    assert stored.report == report_of()
    assert stored.report.published
    assert stored.report.published.iso() == "2026-01-09T10:32:00+09:00"
    assert stored.item == item
    assert (stored.version_label, stored.ordinal, stored.is_current) == ("3", 1, True)


@pytest.mark.parametrize(
    "published",
    [
        None,
        Instant(datetime(2026, 1, 1, tzinfo=UTC), "month", "none", "enero de 2026", "month-year"),
        Instant(datetime(1815, 6, 18, tzinfo=UTC), "day", "none", "18.6.1815", "dmy"),
    ],
)
def test_a_date_keeps_its_precision(conn: connection, save: Saver, published: Instant | None) -> None:
    (version,) = save((item_of(), report_of(published=published))).new_version_ids
    assert load_reports(conn, [version])[0][1].published == published


def test_what_each_place_said_about_the_date_is_kept_with_the_reason_of_the_choice(
    conn: connection, save: Saver
) -> None:
    item = item_of(published="2026-01-08", dates=({"origin": "feed", "text": "Thu, 08 Jan 2026 09:32:00 +0100"},))
    report = normalize(item, report_id="yonhap/n1", received=datetime(2026, 1, 9, 12, tzinfo=UTC))
    save((item, report))
    claims = show_report(conn, "yonhap/n1")["report"]["published_claims"]
    assert [(claim["origin"], claim["instant"]) for claim in claims] == [
        ("feed", "2026-01-08T09:32:00+01:00"),
        ("published", "2026-01-08"),
        ("dateline", "2026-01-09"),
    ]
    assert "believed: the clock time of the day that published gives" in claims[0]["reason"]
    assert "passed over for feed" in claims[2]["reason"]


def test_reports_come_in_the_order_asked_for_without_those_that_are_not_there(conn: connection, save: Saver) -> None:
    a, b = save((item_of("a"), report_of(guid="a")), (item_of("b"), report_of(guid="b"))).new_version_ids
    assert [number for number, _ in load_reports(conn, [b, 10**9, a])] == [b, a]
    assert load_reports(conn, []) == []


def test_a_second_look_writes_nothing(conn: connection, save: Saver, version: int) -> None:
    replace_analyses(conn, [(version, analysis_of(report_of()))])
    before = rows_written(conn)
    again = save((item_of(), report_of()))
    assert (again.new_version_ids, again.unchanged) == ((), 1)
    assert replace_analyses(conn, [(version, analysis_of(report_of()))]).unchanged == (version,)
    assert rows_written(conn) == before


def test_the_same_item_twice_in_a_payload_is_one_version(save: Saver) -> None:
    saved = save((item_of(), report_of()), (item_of(), report_of()))
    assert (len(saved.new_version_ids), saved.unchanged) == (1, 1)


def test_another_normaliser_or_other_metadata_makes_no_version(save: Saver, version: int) -> None:
    better = replace(report_of(), text=TEXT + " ", published=None)
    assert save((item_of(keywords=("kim",), url="https://example.org/1"), better)).new_version_ids == ()
    assert version


def test_another_text_or_label_makes_a_version(conn: connection, save: Saver) -> None:
    save((item_of(version="1"), report_of()))
    save((item_of(version="2"), report_of()))
    save((item_of(version="3", body="Otra cosa."), report_of("Otra cosa.", kind="update")))
    assert order(conn) == [("1", 1, False), ("2", 2, False), ("3", 3, True)]


def test_an_older_version_that_arrives_late_takes_its_place(conn: connection, save: Saver) -> None:
    save((item_of(version="10"), report_of()))
    save((item_of(version="9"), report_of()), (item_of(version="2"), report_of()))
    assert order(conn) == [("2", 1, False), ("9", 2, False), ("10", 3, True)]


def test_without_numbers_the_source_s_own_time_decides_then_arrival(conn: connection, save: Saver) -> None:
    save((item_of(body="b", version_created="2026-01-09T12:00:00+00:00", version="b"), report_of("b")))
    save((item_of(body="a", version_created="2026-01-09T12:30:00+01:00", version="a"), report_of("a")))
    assert order(conn) == [("a", 1, False), ("b", 2, True)]
    save((item_of(body="c", version_created="no date", version="c"), report_of("c")))
    assert order(conn)[-1] == ("b", 3, True)


def test_a_kill_is_the_last_word_and_deletes_nothing(conn: connection, save: Saver, version: int) -> None:
    replace_analyses(conn, [(version, analysis_of(report_of()))])
    (kill,) = save(
        (item_of(version="2", body="Anulada.", status="canceled"), report_of("Anulada.", kind="kill"))
    ).new_version_ids
    with conn.cursor() as cur:
        cur.execute("SELECT count(*) FROM teletipo.quotation")
        assert cur.fetchone() == (2,)
        for view in ("quotes", "source_chain", "unattributed_claims", "events_flat"):
            cur.execute(f"SELECT count(*) FROM teletipo.{view}")
            assert cur.fetchone() == (0,)
    assert versions_to_analyse(conn) == [version]
    shown = show_report(conn, "n1")["stored"]
    assert (shown["version_id"], shown["status"]) == (kill, "canceled")
    save((item_of(version="1", body="tarde"), report_of("tarde")))
    assert show_report(conn, "n1")["stored"]["version_id"] == kill


def test_a_later_version_is_shown_with_what_it_changed_of_the_one_before(conn: connection, save: Saver) -> None:
    first = save((item_of(version="1", body="Hay 12 heridos."), report_of("Hay 12 heridos.")))
    save((item_of(version="2", body="Hay 19 heridos."), report_of("Hay 19 heridos.")))
    changed = show_report(conn, "n1")["stored"]["changes"]
    assert changed["since"] == first.new_version_ids[0]
    assert [(piece["fate"], piece["text"]) for piece in changed["passages"][0]] == [
        ("kept", "Hay"), ("removed", "12"), ("added", "19"), ("kept", "heridos."),
    ]  # fmt: skip
    assert show_report(conn, str(changed["since"]))["stored"]["changes"] is None


def test_a_kill_without_a_status_is_canceled(conn: connection, save: Saver) -> None:
    (kill,) = save((item_of(), report_of(kind="kill"))).new_version_ids
    assert load_versions(conn, [kill])[0].status == "canceled"


def test_characters_that_postgres_cannot_hold_are_replaced_without_moving_an_offset(
    conn: connection, save: Saver
) -> None:
    (version,) = save((item_of(body="a\0b", slug="x\ud83d"), report_of("a\0b \ud83d 🚀"))).new_version_ids
    (stored,) = load_versions(conn, [version])
    assert stored.report.text == "a\ufffdb \ufffd 🚀"
    assert stored.item.slug == "x\ufffd"


def test_a_report_that_postgres_refuses_is_rejected_alone(conn: connection, save: Saver) -> None:
    impossible = report_of(guid="bad", zones=report_of().zones * 1, text="Otro texto.")
    saved = save((item_of("bad"), impossible), (item_of("good"), report_of(guid="good")))
    assert [version.report.id for version in load_versions(conn, saved.new_version_ids)] == ["yonhap/good"]
    (rejection,) = saved.rejections
    assert (rejection.stage, rejection.source, rejection.locator) == ("store", "yonhap", "bad")
    assert "not in its report" in rejection.message


@pytest.mark.parametrize("day", [(1, 1, 1), (9999, 12, 31)])
def test_a_date_at_the_edge_of_time_is_rejected_because_no_clock_could_show_it(
    save: Saver, day: tuple[int, int, int]
) -> None:
    edge = Instant(datetime(*day, tzinfo=timezone(timedelta(hours=9))), "day", "stated", str(day), "r")
    saved = save((item_of(), report_of(published=edge)))
    assert saved.new_version_ids == ()
    assert "published_at" in saved.rejections[0].message


@given(labels=st.permutations(["1", "2", "10", "11"]))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_versions_end_in_one_order_however_they_arrive(conn: connection, save: Saver, labels: list[str]) -> None:
    with conn.cursor() as cur:
        cur.execute("DELETE FROM teletipo.report")
    for label in labels:
        save((item_of(version=label), report_of()))
    assert order(conn) == [("1", 1, False), ("2", 2, False), ("10", 3, False), ("11", 4, True)]


anything = st.text(st.characters(), max_size=40)
"""Any code points at all: NUL, lone surrogates, controls."""


@given(
    guid=anything.filter(bool),
    text=anything,
    headline=anything,
    label=anything,
    language=st.sampled_from(["es", "und", "xx"]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_feed_writes_is_stored_once_and_comes_back(
    conn: connection, save: Saver, guid: str, text: str, headline: str, label: str, language: str
) -> None:
    with conn.cursor() as cur:
        cur.execute("DELETE FROM teletipo.report")
    pair = (
        item_of(guid, body=text, version=label, slug=headline),
        report_of(text, headline=headline, language=language),
    )
    (version,) = save(pair).new_version_ids
    (stored,) = load_versions(conn, [version])
    assert len(stored.report.text) == len(text)
    assert stored.report.text == storable(text)
    assert (stored.report.headline, stored.item.slug) == (storable(headline), storable(headline))
    before = rows_written(conn)
    assert save(pair).unchanged == 1
    assert rows_written(conn) == before


def test_a_very_long_report_is_stored_and_found(conn: connection, save: Saver) -> None:
    words = " ".join(f"palabra{number:06d}" for number in range(60_000))
    (version,) = save((item_of(body=words), report_of(words, zones=()))).new_version_ids
    assert len(load_reports(conn, [version])[0][1].text) == len(words)


def test_an_unknown_source_is_said_so(conn: connection) -> None:
    with pytest.raises(NotStored, match="no source 'nobody'"):
        save_reports(conn, run_id=None, source_id="nobody", payload_sha=None, reports=[])


def test_a_newer_text_takes_the_place_of_the_old_one_with_its_records(conn: connection, version: int) -> None:
    replace_analyses(conn, [(version, analysis_of(report_of()))])
    newer: Report = report_of(TEXT + " Fin.")
    with transaction(conn):
        assert replace_report_text(conn, version, newer)
        assert replace_analyses(conn, [(version, analysis_of(newer))]).written == (version,)
    assert load_reports(conn, [version]) == [(version, newer)]
    before = rows_written(conn)
    assert not replace_report_text(conn, version, newer)
    assert rows_written(conn) == before


def test_a_newer_text_and_its_records_are_replaced_together_or_not_at_all(conn: connection, version: int) -> None:
    replace_analyses(conn, [(version, analysis_of(report_of()))])

    def broken_off() -> None:
        with transaction(conn) as cur:
            replace_report_text(conn, version, report_of("Nuevo."))
            cur.execute("SELECT 1 / 0")

    with pytest.raises(StoreError, match="division by zero"):
        broken_off()
    assert load_reports(conn, [version]) == [(version, report_of())]
    assert show_report(conn, str(version))["quotations"]


def test_what_waits_for_analysis_is_found_by_run_time_source_and_pipeline(conn: connection, save: Saver) -> None:
    a, b = save(
        (item_of("a"), report_of(guid="a")), (item_of("b"), report_of(guid="b", published=None))
    ).new_version_ids
    assert versions_to_analyse(conn) == [a, b]
    replace_analyses(conn, [(a, analysis_of(report_of(guid="a")))])
    assert versions_to_analyse(conn, stale_for=MODELS["pipeline"]) == [b]
    assert versions_to_analyse(conn, stale_for="2.0") == [a, b]
    assert versions_to_analyse(conn, limit=1) == [a]
    assert versions_to_analyse(conn, version_ids=[b]) == [b]
    assert versions_to_analyse(conn, version_ids=[]) == []
    assert versions_to_analyse(conn, source="elsewhere") == []
    assert versions_to_analyse(conn, until=datetime(2026, 1, 9, 2, tzinfo=UTC)) == [a]
    assert versions_to_analyse(conn, since=datetime(2026, 1, 9, 2, tzinfo=UTC)) == [b]


def test_an_analysis_of_another_text_is_refused(conn: connection, version: int) -> None:
    outcome = replace_analyses(
        conn, [(version, analysis_of(report_of(TEXT + " Fin."))), (10**9, analysis_of(report_of()))]
    )
    assert outcome.written == ()
    assert [one.reason for one in outcome.rejections] == ["other-text", "other-text"]


def test_newer_models_replace_the_records(conn: connection, version: int) -> None:
    replace_analyses(conn, [(version, analysis_of(report_of()))])
    newer = analysis_of(report_of(), models={"pipeline": "2.0"})
    assert replace_analyses(conn, [(version, newer)]).written == (version,)
    with conn.cursor() as cur:
        cur.execute("SELECT made_by, count(*) FROM teletipo.mention GROUP BY 1")
        assert cur.fetchall() == [("pipeline 2.0", 4)]
