"""What the later stages find to do, and the promises that are asked of a run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from psycopg2.extensions import connection
from tests.store.conftest import Saver, analysis_of, item_of, report_of

from teletipo.model import Instant, Rejection
from teletipo.store.analyses import replace_analyses
from teletipo.store.days import day_material
from teletipo.store.quality import breaches
from teletipo.store.rejections import add_rejections
from teletipo.store.relations import StoryGroup, StorySentence, replace_story_summary, save_stories
from teletipo.store.runs import open_run
from teletipo.store.waiting import identical_copies, stories_without_summary, versions_without_story

DAY = timedelta(days=1)


def analysed(conn: connection, save: Saver, guid: str, *, run_id: int | None = None, **fields: object) -> int:
    report = report_of(guid=guid, **fields)
    (version,) = save((item_of(guid), report), run_id=run_id).new_version_ids
    assert replace_analyses(conn, [(version, analysis_of(report))], run_id=run_id).written == (version,)
    return version


def test_a_report_waits_for_a_story_until_it_has_one_and_a_story_for_a_summary(conn: connection, save: Saver) -> None:
    version = analysed(conn, save, "a")
    save((item_of("raw"), report_of(guid="raw")))
    assert versions_without_story(conn) == [version]
    (story,) = save_stories(conn, [StoryGroup((version,))], made_by="p")
    assert versions_without_story(conn) == []
    (waiting,) = stories_without_summary(conn)
    assert (waiting.story_id, waiting.version_ids) == (story.story_id, (version,))
    sentence = StorySentence(version, analysis_of(report_of()).summary.sentences[0])
    replace_story_summary(conn, story.story_id, [sentence], text=sentence.span.text, made_by="p")
    assert stories_without_summary(conn) == []
    assert len(day_material(conn, datetime(2026, 1, 9, tzinfo=UTC)).stories) == 1


def test_a_story_whose_report_was_killed_waits_for_a_summary_that_does_not_quote_it(
    conn: connection, save: Saver
) -> None:
    killed, other = analysed(conn, save, "a"), analysed(conn, save, "b")
    (story,) = save_stories(conn, [StoryGroup((killed, other))], made_by="p")
    sentence = StorySentence(killed, analysis_of(report_of()).summary.sentences[0])
    replace_story_summary(conn, story.story_id, [sentence], text=sentence.span.text, made_by="p")
    save((item_of("a", version="2", status="canceled"), report_of("Anulada.", guid="a", kind="kill")))
    assert [(one.story_id, one.version_ids) for one in stories_without_summary(conn)] == [(story.story_id, (other,))]


def test_copies_are_found_among_reports_of_the_same_days(conn: connection, save: Saver) -> None:
    later = Instant(datetime(2026, 1, 20, tzinfo=UTC), "day", "none", "20 ene", "r")
    first, copy, old = (
        analysed(conn, save, "a"),
        analysed(conn, save, "b"),
        analysed(conn, save, "c", published=later),
    )
    assert identical_copies(conn, [first, copy, old], within=DAY) == [(first, copy)]
    assert identical_copies(conn, [old], within=30 * DAY) == [(first, old), (copy, old)]
    assert identical_copies(conn, [], within=DAY) == []


def test_reports_that_say_nothing_are_no_copies(conn: connection, save: Saver) -> None:
    empty = save(*((item_of(guid, body=""), report_of(" ", guid=guid)) for guid in ("a", "b"))).new_version_ids
    with conn.cursor() as cur:
        cur.execute(
            "UPDATE teletipo.report_version"
            " SET made_by = 'p', models = '{}', gaps = '{}', analysis_hash = text_hash, analysed_at = now()"
        )
    assert identical_copies(conn, list(empty), within=DAY) == []


def test_a_sound_run_has_no_breaches(conn: connection, save: Saver) -> None:
    run = open_run(conn, trigger="manual")
    version = analysed(conn, save, "a", run_id=run)
    save_stories(conn, [StoryGroup((version,))], made_by="p")
    assert breaches(conn, run) == []


@pytest.mark.parametrize("explained", [False, True])
def test_a_version_that_nobody_analysed_needs_a_rejection(conn: connection, save: Saver, explained: bool) -> None:
    run = open_run(conn, trigger="manual")
    (version,) = save((item_of(), report_of()), run_id=run).new_version_ids
    if explained:
        add_rejections(conn, run, [Rejection("store", "store", "refused", locator=f"report version {version}")])
    assert [breach.example for breach in breaches(conn, run)] == ([] if explained else [f"report version {version}"])


def test_a_report_from_the_future_and_one_without_a_story_are_breaches(conn: connection, save: Saver) -> None:
    run = open_run(conn, trigger="manual")
    future = Instant(datetime(2199, 1, 1, tzinfo=UTC), "day", "none", "2199", "r")
    analysed(conn, save, "a", run_id=run, published=future)
    assert {breach.promise for breach in breaches(conn, run)} == {
        "no report is published days after it arrived",
        "every analysed report belongs to a story",
    }
