from __future__ import annotations

from datetime import date

import pytest
from psycopg2.extensions import connection
from tests.store.conftest import Saver, analysis_of, item_of, report_of

from teletipo.contract import analysis_json
from teletipo.errors import NotStored
from teletipo.store.analyses import replace_analyses
from teletipo.store.read import digest_material, run_account, search, show_report
from teletipo.store.relations import (
    Related,
    StoryGroup,
    StorySentence,
    relations_of,
    replace_story_summary,
    save_relations,
    save_stories,
)
from teletipo.store.stored_analyses import load_analyses


@pytest.fixture
def analysed(conn: connection, version: int) -> int:
    assert replace_analyses(conn, [(version, analysis_of(report_of()))]).rejections == ()
    return version


def test_an_analysis_comes_back_as_it_was_stored(conn: connection, analysed: int) -> None:
    (stored,) = load_analyses(conn, [analysed])
    assert analysis_json(stored.analysis) == analysis_json(analysis_of(report_of()))


@pytest.mark.parametrize("key", ["yonhap/n1", "n1", "NUMBER"])
def test_a_report_is_shown_by_its_number_its_source_and_guid_or_its_guid(
    conn: connection, analysed: int, key: str
) -> None:
    shown = show_report(conn, key.replace("NUMBER", str(analysed)))
    assert shown["report"]["id"] == "yonhap/n1"
    assert shown["report"]["published_at"] == "2026-01-09T10:32:00+09:00"
    assert shown["stored"]["version_id"] == analysed
    assert [one["current"] for one in shown["stored"]["versions"]] == [True]


def test_a_report_that_is_not_there_is_said_so(conn: connection) -> None:
    with pytest.raises(NotStored, match="'nowhere'"):
        show_report(conn, "nowhere")


def test_search_finds_inflected_words_and_the_quotations_that_have_them(conn: connection, analysed: int) -> None:
    (hit,) = search(conn, "apoyar condiciones")
    assert hit["version_id"] == analysed
    assert hit["report"] == "yonhap/n1"
    assert [quote["id"] for quote in hit["quotes"]] == ["q1"]
    assert hit["quotes"][0]["through"] == "KCNA → la prensa internacional"
    assert search(conn, "Venezuela") == []


def test_search_by_speaker_looks_only_at_what_that_speaker_said(conn: connection, analysed: int) -> None:
    assert [hit["version_id"] for hit in search(conn, "condiciones", speaker="kim")] == [analysed]
    assert search(conn, "cumbre", speaker="kim") == []
    assert len(search(conn, "", speaker="Kim")[0]["quotes"]) == 2
    assert search(conn, "condiciones", speaker="Putin") == []


def test_the_digest_gets_the_stories_of_its_day(conn: connection, save: Saver, analysed: int) -> None:
    (other,) = save((item_of("n2", body="otra"), report_of("otra", guid="n2", published=None))).new_version_ids
    (story,) = save_stories(conn, [StoryGroup((analysed, other), "Kim", 2.0)], made_by="p")
    (material,) = digest_material(conn, date(2026, 1, 9))
    assert material.story_id == story.story_id
    assert [one.version.version_id for one in material.reports] == [analysed]


def test_relations_are_written_once(conn: connection, save: Saver, version: int) -> None:
    (copy,) = save((item_of("n2"), report_of(guid="n2"))).new_version_ids
    found = [Related(version, copy, "identical", 1.0, 1.0)]
    assert save_relations(conn, found, made_by="p") == 1
    assert save_relations(conn, found, made_by="p") == 0
    assert relations_of(conn, [copy]) == found


def test_a_story_keeps_its_number_while_it_grows_and_takes_in_another(conn: connection, save: Saver) -> None:
    a, b, c, d = save(*((item_of(n, body=n), report_of(n, guid=n)) for n in ("a1", "b1", "c1", "d1"))).new_version_ids
    first, second = save_stories(conn, [StoryGroup((a, b), "uno"), StoryGroup((c,), "dos")], made_by="p")
    assert [one.changed for one in (first, second)] == [True, True]
    assert not any(
        one.changed for one in save_stories(conn, [StoryGroup((a, b), "uno"), StoryGroup((c,), "dos")], made_by="p")
    )
    grown, fresh = save_stories(conn, [StoryGroup((a, b, c), "uno"), StoryGroup((d,), "tres")], made_by="p")
    assert grown.story_id == first.story_id
    assert fresh.story_id != second.story_id
    with conn.cursor() as cur:
        cur.execute("SELECT story_id, count(*) FROM teletipo.story_report GROUP BY 1 ORDER BY 1")
        assert cur.fetchall() == [(first.story_id, 3), (fresh.story_id, 1)]
        cur.execute("SELECT array_agg(id ORDER BY id) FROM teletipo.story")
        assert cur.fetchone() == ([first.story_id, fresh.story_id],)


def test_a_story_summary_is_replaced_only_when_it_differs(conn: connection, analysed: int) -> None:
    (story,) = save_stories(conn, [StoryGroup((analysed,))], made_by="p")
    sentence = StorySentence(analysed, analysis_of(report_of()).summary.sentences[0])
    assert replace_story_summary(conn, story.story_id, [sentence], text="La cumbre …", made_by="p")
    assert not replace_story_summary(conn, story.story_id, [sentence], text="La cumbre …", made_by="p")
    assert replace_story_summary(conn, story.story_id, [], text="", made_by="p")
    assert not replace_story_summary(conn, story.story_id, [], text="", made_by="p")


def test_the_account_of_a_run_that_left_no_row_is_empty(conn: connection) -> None:
    account = run_account(conn, 10**9)
    assert not any(account.counts.values())
    assert account.reports == account.rejections == ()
