"""Stored records back into analyses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from psycopg2 import sql
from psycopg2.extras import RealDictCursor

from teletipo.model import (
    Analysis,
    Attribution,
    Entity,
    Event,
    Mention,
    Quotation,
    Span,
    Summary,
    TemporalExpression,
)
from teletipo.store.database import transaction
from teletipo.store.versions import StoredVersion, load_versions, read_spans

if TYPE_CHECKING:
    from psycopg2.extensions import connection

Row = Mapping[str, Any]

STATE = (
    "SELECT id AS report_version_id, unattributed, models, gaps FROM teletipo.report_version WHERE id = ANY(%(ids)s)"
)

RECORDS = sql.SQL("""
SELECT * FROM {} WHERE report_version_id = ANY(%(ids)s) ORDER BY length(local_id), local_id
""")

CHAINS = """
SELECT * FROM teletipo.attribution_link WHERE report_version_id = ANY(%(ids)s) ORDER BY attribution_id, position
"""

SUMMARIES = """
SELECT s.report_version_id, s.text AS whole, t.start_pos, t.end_pos, t.text
FROM teletipo.summary AS s
INNER JOIN teletipo.summary_sentence AS t ON s.id = t.summary_id
WHERE s.report_version_id = ANY(%(ids)s)
ORDER BY t.position
"""

ENTITIES = """
SELECT
    e.id, canonical.name, canonical.type, canonical.country, canonical.wikidata,
    coalesce(
        (SELECT json_object_agg(n.language, n.name) FROM teletipo.entity_called AS n WHERE n.entity_id = canonical.id),
        '{}'
    ) AS names
FROM teletipo.entity AS e
INNER JOIN teletipo.entity AS canonical ON coalesce(e.merged_into, e.id) = canonical.id
WHERE e.id = ANY(%(ids)s)
"""


@dataclass(frozen=True, slots=True)
class StoredAnalysis:
    """A report version with what was read from it; a version that nobody has analysed has an empty analysis."""

    version: StoredVersion
    analysis: Analysis


def load_analyses(conn: connection, version_ids: Sequence[int]) -> list[StoredAnalysis]:
    """Analyses in the order asked for; versions that are not there are left out.

    Entities carry the names that they have in the language of the report, merges followed; two that the store knows as
    one become one.
    """
    ids = {"ids": list(version_ids)}
    with transaction(conn), conn.cursor(cursor_factory=RealDictCursor) as cur:
        tables: dict[str, dict[int, list[Row]]] = {}
        for name in ("mention", "temporal_expression", "attribution", "quotation", "event"):
            cur.execute(RECORDS.format(sql.Identifier("teletipo", name)), ids)
            tables[name] = _by(cur.fetchall(), "report_version_id")
        for name, statement in (("state", STATE), ("chain", CHAINS), ("summary", SUMMARIES)):
            cur.execute(statement, ids)
            tables[name] = _by(cur.fetchall(), "report_version_id")
        cur.execute(ENTITIES, {"ids": sorted(_entity_ids(tables))})
        entities = {row["id"]: row for row in cur}
        versions = load_versions(conn, version_ids)
    return [
        StoredAnalysis(version, _analysis(version, _rows_of(version.version_id, tables), entities))
        for version in versions
    ]


def _rows_of(version_id: int, tables: Mapping[str, Mapping[int, Sequence[Row]]]) -> dict[str, Sequence[Row]]:
    return {name: rows.get(version_id, ()) for name, rows in tables.items()}


def _by(rows: Sequence[Row], column: str) -> dict[Any, list[Row]]:
    grouped: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped


def _entity_ids(tables: Mapping[str, Mapping[int, Sequence[Row]]]) -> set[int]:
    return {number for of_version in tables.values() for rows in of_version.values() for number in _named(rows)}


def _named(rows: Sequence[Row]) -> list[int]:
    """The entities that rows name, each once, in order."""
    columns = ("entity_id", "speaker_id", "addressee_id", "source_id", "target_id")
    numbers = (number for row in rows for number in (*(row.get(name) for name in columns), *row.get("reported_by", ())))
    return list(dict.fromkeys(number for number in numbers if number is not None))


def _analysis(version: StoredVersion, rows: Mapping[str, Sequence[Row]], entities: Mapping[int, Row]) -> Analysis:
    local: dict[int | None, str] = {}
    for mention in rows["mention"]:
        local.setdefault(mention["entity_id"], mention["local_id"])
    for name in ("quotation", "chain", "event"):
        for number in _named(rows[name]):
            local.setdefault(number, f"x{number}")
    (state,) = rows["state"]
    mentions, chains = _by(rows["mention"], "entity_id"), _by(rows["chain"], "attribution_id")
    return Analysis(
        report=version.report,
        entities=tuple(
            _entity(name, entities[key], mentions[key], version.report.language)
            for key, name in local.items()
            if key is not None
        ),
        quotations=tuple(_quotation(row, local) for row in rows["quotation"]),
        attributions=tuple(_attribution(row, chains[row["local_id"]], local) for row in rows["attribution"]),
        unattributed=read_spans(state["unattributed"]),
        temporal_expressions=tuple(_temporal(row) for row in rows["temporal_expression"]),
        events=tuple(_event(row, local) for row in rows["event"]),
        summary=_summary(rows["summary"]),
        models=state["models"] or {},
        gaps=tuple(state["gaps"] or ()),
    )


def _entity(local_id: str, row: Row, mentions: Sequence[Row], language: str) -> Entity:
    own = sorted(
        (Mention(m["start_pos"], m["end_pos"], m["text"], m["kind"]) for m in mentions),
        key=lambda mention: (mention.start, mention.end),
    )
    name = row["names"].get(language, row["name"])
    return Entity(local_id, name, row["type"], row["country"], row["wikidata"], tuple(own))


def _quotation(row: Row, local: Mapping[int | None, str]) -> Quotation:
    return Quotation(
        id=row["local_id"],
        type=row["type"],
        content=read_spans(row["content"]),
        verbatim=read_spans(row["verbatim"]),
        cue=read_spans(row["cue"]),
        cue_lemma=row["cue_lemma"],
        speaker=local.get(row["speaker_id"]),
        speaker_mention=read_spans(row["speaker_mention"]),
        addressee=local.get(row["addressee_id"]),
        via=row["via"],
        nested_in=row["nested_in"],
        rule=row["rule"],
    )


def _attribution(row: Row, chain: Sequence[Row], local: Mapping[int | None, str]) -> Attribution:
    return Attribution(
        id=row["local_id"],
        kind=row["kind"],
        scope=read_spans(row["scope"]),
        cue=read_spans(row["cue"]),
        source_mention=read_spans(row["source_mention"]),
        relay_cue=read_spans(row["relay_cue"]),
        relay_mention=read_spans(row["relay_mention"]),
        chain=tuple(local[link["entity_id"]] for link in chain),
        hedged=row["hedged"],
        anonymous=row["anonymous"],
        rule=row["rule"],
    )


def _temporal(row: Row) -> TemporalExpression:
    return TemporalExpression(
        id=row["local_id"],
        start=row["start_pos"],
        end=row["end_pos"],
        text=row["text"],
        type=row["type"],
        value=row["value"],
        mod=row["mod"],
        anchor=row["anchor"],
        rule=row["rule"],
    )


def _event(row: Row, local: Mapping[int | None, str]) -> Event:
    return Event(
        id=row["local_id"],
        trigger=read_spans(row["trigger"]),
        cameo=row["cameo"],
        plover=row["plover"],
        source=local.get(row["source_id"]),
        target=local.get(row["target_id"]),
        place=row["place"],
        when=row["temporal_id"],
        factuality=row["factuality"],
        reported_by=tuple(local[number] for number in row["reported_by"]),
    )


def _summary(rows: Sequence[Row]) -> Summary:
    if not rows:
        return Summary()
    return Summary(tuple(Span(row["start_pos"], row["end_pos"], row["text"]) for row in rows), rows[0]["whole"])
