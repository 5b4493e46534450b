"""The database refuses every record whose text is not that slice of its report version."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2 import errors
from psycopg2.extensions import connection
from tests.store.conftest import Feed, Saver, analysis_of, item_of, report_of

from teletipo.model import Span
from teletipo.store.analyses import replace_analyses
from teletipo.store.database import connect
from teletipo.store.reports import save_reports
from teletipo.store.sources import upsert_sources

TRICKY = "🇰🇵 Kim 👩‍🚀 dijo: «e\u0301xito» y ñandú\n\n𝒦 fin \U0001f680"
"""Flags, joined emoji, a combining accent, letters beyond the basic plane."""

IN_COLUMNS = {
    "mention": "(report_version_id, local_id, entity_id, start_pos, end_pos, text, kind, made_by)"
    " VALUES (%(version)s, 'e9', %(entity)s, %(start)s, %(end)s, %(text)s, 'name', 'm')",
    "temporal_expression": "(report_version_id, local_id, start_pos, end_pos, text, type, value, rule, made_by)"
    " VALUES (%(version)s, 't9', %(start)s, %(end)s, %(text)s, 'DATE', '2026', 'r', 'm')",
    "summary_sentence": "(summary_id, position, report_version_id, start_pos, end_pos, text)"
    " VALUES (%(summary)s, 9, %(version)s, %(start)s, %(end)s, %(text)s)",
}

IN_LISTS = [
    ("attribution", "scope"),
    ("attribution", "cue"),
    ("attribution", "source_mention"),
    ("attribution", "relay_cue"),
    ("attribution", "relay_mention"),
    ("quotation", "content"),
    ("quotation", "verbatim"),
    ("quotation", "cue"),
    ("quotation", "speaker_mention"),
    ("event", "trigger"),
    ("report_version", "zones"),
    ("report_version", "dateline_spans"),
    ("report_version", "unattributed"),
]

Keys = dict[str, Any]
NUMBERS = itertools.count()


@pytest.fixture
def keys(conn: connection, save: Saver) -> Keys:
    """A stored report with a tricky text, an entity and a summary to hang records on."""
    (version,) = save((item_of(body=TRICKY), report_of(TRICKY))).new_version_ids
    with conn.cursor() as cur:
        cur.execute("INSERT INTO teletipo.entity (key, name, type) VALUES ('k', 'K', 'PER') RETURNING id")
        entity = cur.fetchone()
        cur.execute(
            "INSERT INTO teletipo.summary (report_version_id, text, made_by) VALUES (%s, '', 'm') RETURNING id",
            (version,),
        )
        summary = cur.fetchone()
    assert entity
    assert summary
    return {"version": version, "entity": entity[0], "summary": summary[0]}


def put_in_columns(conn: connection, table: str, keys: Keys, span: Span) -> None:
    with conn.cursor() as cur:
        values = keys | {"start": span.start, "end": span.end, "text": span.text}
        cur.execute(f"INSERT INTO teletipo.{table} {IN_COLUMNS[table]}", values)


def put_in_list(conn: connection, table: str, column: str, keys: Keys, *spans: Span) -> None:
    parts = json.dumps([{"start": one.start, "end": one.end, "text": one.text} for one in spans])
    right = json.dumps([{"start": 4, "end": 7, "text": TRICKY[4:7]}])
    with conn.cursor() as cur:
        if table == "report_version":
            cur.execute(f"UPDATE teletipo.report_version SET {column} = %s WHERE id = %s", (parts, keys["version"]))
            return
        rows: dict[str, dict[str, Any]] = {
            "attribution": {"kind": "agency", "hedged": False, "anonymous": False, "rule": "r"},
            "quotation": {"type": "direct", "content": right, "rule": "r"},
            "event": {"trigger": right, "factuality": "asserted"},
        }
        row = rows[table] | {"report_version_id": keys["version"], "local_id": "x9", "made_by": "m", column: parts}
        names, marks = ", ".join(row), ", ".join(["%s"] * len(row))
        cur.execute(f"INSERT INTO teletipo.{table} ({names}) VALUES ({marks})", list(row.values()))


def every_span(text: str) -> Iterator[Span]:
    for start in range(len(text)):
        yield Span.of(text, start, min(start + 3, len(text)))


@pytest.mark.parametrize("table", IN_COLUMNS)
def test_a_row_stands_where_it_says_or_is_refused(conn: connection, keys: Keys, table: str) -> None:
    right = Span.of(TRICKY, 4, 7)
    for wrong in (Span(5, 8, right.text), Span(4, 8, right.text), Span(900, 903, right.text), Span(4, 7, "kim")):
        with pytest.raises(errors.CheckViolation, match=f"{table} has a span that is not in its report"):
            put_in_columns(conn, table, keys, wrong)
    for empty in (Span(4, 4, ""), Span(-1, 2, TRICKY[:2])):
        with pytest.raises(errors.CheckViolation):
            put_in_columns(conn, table, keys, empty)
    put_in_columns(conn, table, keys, right)


@pytest.mark.parametrize("table", IN_COLUMNS)
def test_a_row_cannot_be_moved_to_where_it_does_not_stand(conn: connection, keys: Keys, table: str) -> None:
    put_in_columns(conn, table, keys, Span.of(TRICKY, 4, 7))
    with conn.cursor() as cur, pytest.raises(errors.CheckViolation, match="not in its report"):
        cur.execute(f"UPDATE teletipo.{table} SET end_pos = end_pos + 1")


@pytest.mark.parametrize(("table", "column"), IN_LISTS)
def test_every_part_of_a_list_stands_where_it_says_or_the_row_is_refused(
    conn: connection, keys: Keys, table: str, column: str
) -> None:
    right, wrong = Span.of(TRICKY, 4, 7), Span(5, 8, TRICKY[4:7])
    with pytest.raises(errors.CheckViolation, match=f"{table} has a span that is not in its report"):
        put_in_list(conn, table, column, keys, right, wrong)
    for malformed in (Span(4, 4, ""), Span(-1, 2, "x")):
        with pytest.raises(errors.CheckViolation):
            put_in_list(conn, table, column, keys, malformed)
    put_in_list(conn, table, column, keys, right, Span.of(TRICKY, 0, 2))


@pytest.mark.parametrize(("table", "column"), [place for place in IN_LISTS if place[0] != "report_version"])
def test_a_list_cannot_be_changed_to_what_is_not_there(conn: connection, keys: Keys, table: str, column: str) -> None:
    put_in_list(conn, table, column, keys, Span.of(TRICKY, 4, 7))
    with conn.cursor() as cur, pytest.raises(errors.CheckViolation, match="not in its report"):
        cur.execute(f"""UPDATE teletipo.{table} SET {column} = '[{{"start": 4, "end": 7, "text": "kim"}}]'""")


def test_offsets_are_code_points_whatever_the_bytes(conn: connection, keys: Keys) -> None:
    spans = list(every_span(TRICKY))
    for span in spans:
        put_in_columns(conn, "mention", keys, span)
        put_in_list(conn, "report_version", "unattributed", keys, span)
    with conn.cursor() as cur:
        cur.execute("SELECT start_pos, end_pos, text FROM teletipo.mention")
        assert {Span(*row) for row in cur} >= set(spans)


@pytest.mark.parametrize("table", [*IN_COLUMNS, "attribution", "quotation", "event"])
def test_a_text_stays_as_it_is_while_records_point_into_it(conn: connection, keys: Keys, table: str) -> None:
    with conn.cursor() as cur:
        cur.execute("UPDATE teletipo.report_version SET text = text || ' ' WHERE id = %(version)s", keys)
        if table in IN_COLUMNS:
            put_in_columns(conn, table, keys, Span.of(TRICKY, 4, 7))
        else:
            column = next(column for name, column in IN_LISTS if name == table)
            put_in_list(conn, table, column, keys, Span.of(TRICKY, 4, 7))
        with pytest.raises(errors.CheckViolation, match="stays as it is while records point into it"):
            cur.execute("UPDATE teletipo.report_version SET text = text || ' ' WHERE id = %(version)s", keys)
        cur.execute("UPDATE teletipo.report_version SET headline = 'another' WHERE id = %(version)s", keys)


def test_a_text_cannot_leave_its_own_zones_behind(conn: connection, version: int) -> None:
    with conn.cursor() as cur, pytest.raises(errors.CheckViolation, match="not in its report"):
        cur.execute("UPDATE teletipo.report_version SET text = 'short' WHERE id = %s", (version,))


def test_one_wrong_row_among_many_refuses_the_statement(conn: connection, keys: Keys) -> None:
    with conn.cursor() as cur, pytest.raises(errors.CheckViolation, match=r"version \d+, 4:7 reads 'im ', not 'Kim'"):
        cur.execute(
            "INSERT INTO teletipo.mention SELECT %(version)s, 'e' || n, %(entity)s, CASE n WHEN 77 THEN 4 ELSE 3 END,"
            " CASE n WHEN 77 THEN 7 ELSE 6 END, 'Kim', 'name', 'm' FROM generate_series(1, 100) AS n",
            keys,
        )


@pytest.fixture(scope="module")
def shared(new_database: Callable[..., str], migrated: str) -> Iterator[connection]:
    """One database for all examples of a property; they differ in their reports."""
    conn = connect(new_database(template=migrated))
    upsert_sources(conn, [Feed()])
    yield conn
    conn.close()


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60).flatmap(
    lambda piece: st.integers(1, 80).map(lambda times: piece * times)
)


@given(text=texts, data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_slice_of_any_text_is_taken_and_any_other_text_refused(
    shared: connection, text: str, data: st.DataObject
) -> None:
    pair = (item_of(f"n{next(NUMBERS)}"), report_of(text))
    saved = save_reports(shared, run_id=None, source_id="yonhap", payload_sha=None, reports=[pair])
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = {"version": saved.new_version_ids[0], "start": start, "end": end, "text": text[start:end]}
    statement = f"INSERT INTO teletipo.temporal_expression {IN_COLUMNS['temporal_expression']}"
    with shared.cursor() as cur:
        other = data.draw(st.integers(0, len(text) - 1).map(lambda at: text[at : at + end - start]))
        if other != text[start:end]:
            with pytest.raises(errors.CheckViolation):
                cur.execute(statement, place | {"text": other})
        cur.execute(statement, place)


def test_an_analysis_with_a_wrong_span_becomes_a_rejection_and_harms_no_other(conn: connection, save: Saver) -> None:
    good, bad = save((item_of("a"), report_of(guid="a")), (item_of("b"), report_of(guid="b"))).new_version_ids
    analysis = analysis_of(report_of())
    (right,) = analysis.temporal_expressions
    broken = replace(analysis, temporal_expressions=(replace(right, start=right.start + 1),))
    outcome = replace_analyses(conn, [(bad, broken), (good, analysis)])
    assert outcome.written == (good,)
    (rejection,) = outcome.rejections
    assert rejection.stage == "store"
    assert rejection.locator == f"report version {bad}"
    assert "temporal_expression has a span that is not in its report" in rejection.message
