"""Kills in plain words, under a guid of their own: what they name is marked, and nothing is deleted."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from psycopg2.extensions import connection
from tests.pipeline.conftest import OTHER, REPORT, Drop

from teletipo.store.read import show_report

MARKED = """
SELECT r.guid, v.kind, v.status FROM teletipo.report_version AS v INNER JOIN teletipo.report AS r ON v.report_id = r.id
ORDER BY r.guid, v.ordinal
"""
NOTICE = "EFE anula la información titulada «Albares reitera el apoyo a Ucrania», por contener datos erróneos."


def ninjs(guid: str, headline: str, body: str, *, hour: int = 10, **fields: object) -> str:
    return json.dumps(
        {
            "uri": guid,
            "versioncreated": f"2026-01-08T{hour}:00:00Z",
            "headline": headline,
            "language": "es",
            "provider": "EFE",
            "body_text": body,
        }
        | fields
    )


@pytest.mark.parametrize("first", ["report", "kill"])
def test_a_notice_marks_the_report_that_it_names_whichever_came_first(
    conn: connection, drop: Drop, ingest: Callable, ask: Callable, first: str
) -> None:
    files = [
        ("report", ninjs("efe:1", "Albares reitera el apoyo a Ucrania", REPORT)),
        ("kill", ninjs("efe:2", "", NOTICE, hour=12)),
    ]
    for number, (_, content) in enumerate(sorted(files, key=lambda file: file[0] != first)):
        drop.put(f"{number}.json", content)
    drop.put("other.json", ninjs("efe:3", "Elecciones en abril", OTHER))
    assert ingest().counts["kills"] == 1
    assert ask(MARKED) == [
        ("efe:1", "original", "canceled"),
        ("efe:2", "kill", "canceled"),
        ("efe:3", "original", "usable"),
    ]
    shown = show_report(conn, "drop/efe:1")
    assert shown["stored"]["withdrawn_by"] == show_report(conn, "drop/efe:2")["stored"]["version_id"]
    assert shown["report"]["text"].startswith("Madrid, 8 ene (EFE).-")
    assert ask("SELECT DISTINCT report FROM teletipo.quotes") == [("drop/efe:3",)]


def test_a_kill_in_words_of_an_item_that_its_wire_calls_usable_is_not_usable(
    drop: Drop, ingest: Callable, ask: Callable
) -> None:
    drop.put("a.json", ninjs("efe:1", "URGENT KILL", REPORT, pubstatus="usable"))
    ingest()
    assert ask(MARKED) == [("efe:1", "kill", "canceled")]


def test_a_slug_without_the_word_names_the_report_and_a_later_issue_of_it_is_not_meant(
    drop: Drop, ingest: Callable, ask: Callable
) -> None:
    drop.put("1.json", ninjs("efe:1", "Albares reitera el apoyo", REPORT, slugline="UCRANIA-APOYO"))
    drop.put(
        "2.json", ninjs("efe:2", "Anulación", "Rogamos anulen la noticia.", slugline="UCRANIA-APOYO-ANULACIÓN", hour=12)
    )
    ingest()
    drop.put(
        "3.json", ninjs("efe:1", "Albares reitera el apoyo", OTHER, slugline="UCRANIA-APOYO", hour=14, version="2")
    )
    ingest()
    assert ask(MARKED) == [
        ("efe:1", "original", "canceled"),
        ("efe:1", "update", "usable"),
        ("efe:2", "kill", "canceled"),
    ]


def test_a_name_that_two_reports_have_names_none(drop: Drop, ingest: Callable, ask: Callable) -> None:
    drop.put("1.json", ninjs("efe:1", "Albares reitera el apoyo a Ucrania", REPORT))
    drop.put("2.json", ninjs("efe:2", "Albares reitera el apoyo a Ucrania", OTHER))
    drop.put("3.json", ninjs("efe:3", "", NOTICE, hour=12))
    ingest()
    assert [status for _, _, status in ask(MARKED)] == ["usable", "usable", "canceled"]


def test_a_kill_of_an_item_of_its_own_leaves_its_namesakes_alone(drop: Drop, ingest: Callable, ask: Callable) -> None:
    drop.put("1.json", ninjs("efe:1", "El tiempo", REPORT))
    drop.put("2.json", ninjs("efe:2", "El tiempo", OTHER))
    ingest()
    drop.put("3.json", ninjs("efe:2", "ANULA: El tiempo", OTHER, hour=12, version="2"))
    ingest()
    assert ask(MARKED) == [
        ("efe:1", "original", "usable"),
        ("efe:2", "original", "usable"),
        ("efe:2", "kill", "canceled"),
    ]


def test_a_story_tells_nothing_of_a_report_that_was_withdrawn_from_it(
    drop: Drop, ingest: Callable, ask: Callable
) -> None:
    drop.put("1.json", ninjs("efe:1", "Albares reitera el apoyo a Ucrania", REPORT))
    ingest()
    assert ask("SELECT count(*) FROM teletipo.summary WHERE story_id IS NOT NULL") == [(1,)]
    drop.put("2.json", ninjs("efe:2", "", NOTICE, hour=12))
    ingest()
    assert ask("SELECT count(*) FROM teletipo.summary WHERE story_id IS NOT NULL") == [(0,)]
