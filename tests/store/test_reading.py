from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from psycopg2.extensions import connection
from tests.store.conftest import TEXT, Saver, analysis_of, item_of, report_of

from teletipo.contract import analysis_json
from teletipo.errors import NotStored
from teletipo.model import Analysis, Instant, Mention, Report, Span
from teletipo.relate.copies import fingerprint
from teletipo.store.analyses import replace_analyses
from teletipo.store.days import day_material
from teletipo.store.read import run_account, search, show_report
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
    material = day_material(conn, date(2026, 1, 9))
    assert list(material.stories) == [story.story_id]
    assert [one.stored.version.version_id for one in material.stories[story.story_id]] == [analysed]
    assert material.withdrawn == ()


def test_a_day_has_its_reports_as_they_are_now(conn: connection, save: Saver, analysed: int) -> None:
    save_stories(conn, [StoryGroup((analysed,), "Kim", 1.0)], made_by="p")
    late = Instant(datetime(2026, 1, 11, 8, tzinfo=UTC), "minute", "stated", "11 Jan", "rfc822")
    changed = report_of("otra cosa", published=late, kind="correction")
    (second,) = save((item_of(body="otra cosa", kind="correction"), changed)).new_version_ids
    for day in (date(2026, 1, 9), date(2026, 1, 11)):
        ((report,),) = day_material(conn, day).stories.values()
        assert (report.stored.version.version_id, report.since, report.before) == (second, 1, report_of().text)
        assert report.earlier == (fingerprint(report_of()),)
    kill = report_of("Anulen la noticia.", published=late, kind="kill")
    (third,) = save((item_of(body="Anulen la noticia.", kind="kill"), kill)).new_version_ids
    material = day_material(conn, date(2026, 1, 9))
    assert material.stories == {}
    assert [one.stored.version.version_id for one in material.withdrawn] == [third]


def test_a_killed_report_is_found_by_what_it_said_and_says_nothing_more(
    conn: connection, save: Saver, analysed: int
) -> None:
    kill = report_of("Anulen la noticia.", headline="ANULADA", kind="kill")
    (killed,) = save((item_of(body="Anulen la noticia.", kind="kill"), kill)).new_version_ids
    (hit,) = search(conn, "condiciones")
    assert (hit["version_id"], hit["status"], hit["kind"], hit["ordinal"]) == (killed, "canceled", "kill", 2)
    assert (hit["quotes"], hit["attributions"], hit["excerpt"]) == ([], [], "")


def test_what_repeats_a_replaced_version_says_so(conn: connection, save: Saver, analysed: int) -> None:
    (copy,) = save((item_of("n2"), report_of(guid="n2"))).new_version_ids
    save_relations(conn, [Related(analysed, copy, "identical", 1.0, 1.0)], made_by="p")
    assert {hit["repeats"] for hit in search(conn, "condiciones")} == {None}
    save((item_of(body="otra cosa"), report_of("otra cosa")))
    (hit,) = search(conn, "condiciones")
    assert (hit["version_id"], hit["repeats"]) == (copy, "yonhap/n1")
    (relation,) = show_report(conn, str(copy))["stored"]["relations"]
    assert relation["replaced"]


def test_search_finds_who_said_it_and_through_whom_it_came(conn: connection, analysed: int) -> None:
    (hit,) = search(conn, "KCNA")
    assert [(quote["speaker"], quote["cue"], quote["type"]) for quote in hit["quotes"]] == [
        ("Kim Jong-un", "afirmó", "mixed")
    ]
    (hit,) = search(conn, "Kim")
    assert [quote["id"] for quote in hit["quotes"]] == ["q1", "q2"]
    assert hit["quotes"][1]["said"] == "“sin condiciones”"


def test_what_a_source_is_credited_with_is_found_where_no_quotation_tells_it(conn: connection, save: Saver) -> None:
    analysis = analysis_of(report_of())
    (version,) = save((item_of(), report_of())).new_version_ids
    replace_analyses(conn, [(version, replace(analysis, quotations=()))])
    (hit,) = search(conn, "prensa")
    assert hit["attributions"] == [
        {
            "id": "a1",
            "chain": "KCNA → la prensa internacional",
            "scope": "apoyará 🚀 “sin condiciones” a Putin",
            "hedged": False,
            "anonymous": False,
        }
    ]


def test_an_excerpt_keeps_the_words_that_deny(conn: connection, save: Saver) -> None:
    text = "El puerto abrió. El portavoz, Luis Pardo, no confirmó ni desmintió que se cierre. Hubo lluvia."
    save((item_of(body=text), report_of(text)))
    (hit,) = search(conn, "desmintió")
    assert hit["excerpt"] == "El portavoz, Luis Pardo, no confirmó ni desmintió que se cierre."


def test_names_are_told_in_the_language_of_the_report(conn: connection, save: Saver, analysed: int) -> None:
    english = report_of(
        TEXT.replace("KCNA", "Korean News").replace("Kim Jong-un", "Kim Yong"), guid="n2", language="en"
    )
    analysis = analysis_of(report_of())
    moved = analysis_of_english(english, analysis)
    (version,) = save((item_of("n2", body=english.text), english)).new_version_ids
    assert replace_analyses(conn, [(version, moved)]).rejections == ()
    told = {one.version.version_id: one.analysis.entities[0].name for one in load_analyses(conn, [analysed, version])}
    assert told == {analysed: "Kim Jong-un", version: "Kim Yong"}
    speakers = {hit["language"]: hit["quotes"][0]["speaker"] for hit in search(conn, "", speaker="Kim")}
    assert speakers == {"es": "Kim Jong-un", "en": "Kim Yong"}


def analysis_of_english(report: Report, spanish: Analysis) -> Analysis:
    """One entity, known by its Wikidata id as the first of the Spanish analysis, and what it said."""
    name = Mention(*_place(report.text, "Kim Yong"), "name")
    entity = replace(spanish.entities[0], name="Kim Yong", mentions=(name,))
    said = Span(*_place(report.text, "La cumbre se celebró el jueves"))
    cue = Span(*_place(report.text, "afirmó"))
    quotation = replace(spanish.quotations[0], content=(said,), verbatim=(), cue=(cue,), speaker_mention=(), via=None)
    return Analysis(report, entities=(entity,), quotations=(quotation,), models=spanish.models)


def _place(text: str, part: str) -> tuple[int, int, str]:
    start = text.index(part)
    return start, start + len(part), part


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
