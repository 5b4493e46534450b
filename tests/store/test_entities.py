"""Entities across reports, and what the views make of them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from psycopg2.extensions import connection
from tests.store.conftest import Saver, analysis_of, item_of, report_of

from teletipo.errors import StoreError
from teletipo.model import Analysis, Entity, Mention
from teletipo.store.analyses import replace_analyses
from teletipo.store.entities import merge_entities, part_entity
from teletipo.store.records import roles


def rows(conn: connection, statement: str) -> list[Any]:
    with conn.cursor() as cur:
        cur.execute(statement)
        return cur.fetchall()


@pytest.fixture
def stored(conn: connection, version: int) -> int:
    replace_analyses(conn, [(version, analysis_of(report_of()))])
    return version


@pytest.mark.usefixtures("stored")
def test_the_same_identity_in_two_reports_is_one_entity(conn: connection, save: Saver) -> None:
    (second,) = save((item_of("n2"), report_of(guid="n2"))).new_version_ids
    analysis = analysis_of(report_of(guid="n2"))
    renamed = replace(analysis.entities[0], name="Kim Jong Un")
    folded = replace(analysis.entities[2], name="  kcna ")
    again = replace(analysis, entities=(renamed, analysis.entities[1], folded, analysis.entities[3]))
    assert replace_analyses(conn, [(second, again)]).written == (second,)
    assert rows(conn, "SELECT key, name FROM teletipo.entity WHERE key NOT LIKE '%version%' ORDER BY key") == [
        ("Q56226", "Kim Jong-un"),
        ("kcna|ORG|PRK", "KCNA"),
        ("vladímir putin|PER|RUS", "Vladímir Putin"),
    ]


@pytest.mark.usefixtures("stored")
def test_what_a_report_never_names_is_somebody_else_in_every_report(conn: connection, save: Saver) -> None:
    (second,) = save((item_of("n2"), report_of(guid="n2"))).new_version_ids
    replace_analyses(conn, [(second, analysis_of(report_of(guid="n2")))])
    assert rows(conn, "SELECT count(*) FROM teletipo.entity WHERE name = 'la prensa internacional'") == [(2,)]


@pytest.mark.usefixtures("stored")
def test_names_become_aliases_and_descriptions_do_not(conn: connection) -> None:
    assert rows(conn, "SELECT alias FROM teletipo.entity_alias ORDER BY alias") == [
        ("KCNA",),
        ("Kim Jong-un",),
        ("Putin",),
    ]


@pytest.mark.usefixtures("stored")
def test_a_merge_shows_in_the_views_and_can_be_undone(conn: connection) -> None:
    ((kim, putin, kcna),) = rows(
        conn,
        "SELECT min(id) FILTER (WHERE name = 'Kim Jong-un'), min(id) FILTER (WHERE name = 'Vladímir Putin'),"
        " min(id) FILTER (WHERE name = 'KCNA') FROM teletipo.entity",
    )
    speakers = "SELECT DISTINCT speaker FROM teletipo.quotes"
    merge_entities(conn, kim, into=putin, reason="a test")
    assert rows(conn, speakers) == [("Vladímir Putin",)]
    with pytest.raises(StoreError, match="already part of a merge"):
        merge_entities(conn, putin, into=kcna, reason="a chain")
    with pytest.raises(StoreError, match="already part of a merge"):
        merge_entities(conn, kcna, into=kim, reason="a chain")
    part_entity(conn, kim)
    assert rows(conn, speakers) == [("Kim Jong-un",)]


@pytest.mark.usefixtures("stored")
def test_the_views_read_like_sentences(conn: connection) -> None:
    assert rows(
        conn, "SELECT speaker, said, verbatim, cue, through FROM teletipo.quotes WHERE quotation_id = 'q1'"
    ) == [
        (
            "Kim Jong-un",
            "apoyará 🚀 “sin condiciones” a Putin",
            "sin condiciones",
            "afirmar",
            "KCNA → la prensa internacional",
        )
    ]
    assert rows(conn, "SELECT origin, rests_on, relay, chain, sole_source FROM teletipo.source_chain") == [
        ("KCNA", "KCNA", "la prensa internacional", ["KCNA", "la prensa internacional"], True)
    ]
    assert rows(conn, "SELECT claim FROM teletipo.unattributed_claims") == [("La cumbre se celebró el jueves.",)]
    assert rows(conn, "SELECT source, action, target, happened, factuality, reported_by FROM teletipo.events_flat") == [
        ("Kim Jong-un", "apoyará", "Vladímir Putin", "2026-01-08", "future", "KCNA")
    ]


@pytest.mark.parametrize(
    ("kind", "written", "told"),
    [
        ("direct", "No hay nada,", "“No hay nada”"),
        ("indirect", "that they “traded a town,”", "that they “traded a town”"),
        ("mixed", "que no hay nada ,", "que no hay nada"),
    ],
)
def test_what_was_said_has_no_stray_comma_and_direct_speech_its_marks(
    conn: connection, kind: str, written: str, told: str
) -> None:
    parts = json.dumps([{"start": 0, "end": len(written), "text": written}])
    with conn.cursor() as cur:
        cur.execute("SELECT teletipo.said(%s, %s)", [parts, kind])
        assert cur.fetchone() == (told,)


@pytest.mark.usefixtures("stored")
def test_what_rests_on_one_source_alone_is_one_query(conn: connection, save: Saver) -> None:
    """A second report has another source besides, so only the first rests on KCNA alone."""
    report = report_of(guid="n2")
    (second,) = save((item_of("n2"), report)).new_version_ids
    analysis = analysis_of(report)
    other = replace(analysis.attributions[0], id="a2", kind="person", relay_mention=(), chain=("e2",))
    replace_analyses(conn, [(second, replace(analysis, attributions=(*analysis.attributions, other)))])
    alone = "SELECT DISTINCT report FROM teletipo.source_chain WHERE 'KCNA' = ANY(rests_on_names) AND sole_source"
    assert rows(conn, alone) == [("yonhap/n1",)]


@pytest.mark.parametrize(
    ("kind", "chain", "relayed", "expected"),
    [
        ("agency", ("kcna",), False, ["agency"]),
        ("agency", ("kcna", "press"), True, ["agency", "relay"]),
        ("agency", ("kim", "letter", "kcna", "press"), True, ["origin", "document", "agency", "relay"]),
        ("document", ("letter",), False, ["document"]),
        ("person", ("kim",), False, ["origin"]),
        ("person", ("kim",), True, ["origin"]),
    ],
)
def test_every_link_of_a_chain_has_its_role(
    kind: Any, chain: tuple[str, ...], relayed: bool, expected: list[str]
) -> None:
    (known,) = analysis_of(report_of()).attributions
    relay = known.relay_mention if relayed else ()
    attribution = replace(known, kind=kind, chain=chain, relay_mention=relay)
    assert roles(attribution, {"kim": "PER", "letter": "DOC", "kcna": "ORG", "press": "GRP"}) == expected


def test_an_id_that_names_nothing_is_rejected_with_its_analysis(conn: connection, stored: int) -> None:
    analysis = analysis_of(report_of())
    stray_speaker = replace(analysis.quotations[0], speaker="e77")
    stray_source = replace(analysis.quotations[0], via="a77")
    for stray, said in ((stray_speaker, "e77"), (stray_source, "foreign key")):
        broken = replace(analysis, quotations=(stray,))
        (rejection,) = replace_analyses(conn, [(stored, broken)]).rejections
        assert said in rejection.message
    assert rows(conn, "SELECT count(*) FROM teletipo.quotation") == [(2,)]


def test_two_entities_of_a_report_that_are_the_same_become_one(conn: connection, version: int) -> None:
    report = report_of()
    place = report.text.index("Putin")
    twin = Entity("e5", "Kim Jong-un", "PER", "PRK", "Q56226", (Mention(place, place + 5, "Putin", "name"),))
    analysis = Analysis(report=report, entities=(analysis_of(report).entities[0], twin), models={"pipeline": "1"})
    assert replace_analyses(conn, [(version, analysis)]).written == (version,)
    assert rows(conn, "SELECT count(DISTINCT entity_id), count(*) FROM teletipo.mention") == [(1, 2)]
