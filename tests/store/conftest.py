"""Reports and analyses to store, small enough to check by eye."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import pytest
from psycopg2.extensions import connection

from teletipo.model import (
    Analysis,
    Attribution,
    Claim,
    Dateline,
    Entity,
    Event,
    Instant,
    Item,
    Mention,
    Quotation,
    Report,
    Span,
    Summary,
    TemporalExpression,
    Zone,
)
from teletipo.store.reports import SavedReports, save_reports
from teletipo.store.sources import upsert_sources

TEXT = (
    "Seúl, 9 ene (Yonhap).- Kim Jong-un afirmó que apoyará 🚀 “sin condiciones” a Putin, según la KCNA, "
    "que recogió la prensa internacional.\n\nLa cumbre se celebró el jueves. Nadie la comentó."
)
MODELS = {"pipeline": "1.0", "spacy_model": "es-1"}


@dataclass(frozen=True)
class Feed:
    """What the store needs of a source."""

    id: str = "yonhap"
    kind: str = "feed"
    address: str = "https://example.org/rss"
    agency: str | None = "Yonhap"
    language: str | None = "es"
    time_zone: str | None = "Asia/Seoul"
    enabled: bool = True


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span.of(text, start, start + len(part))


def item_of(guid: str = "n1", *, body: str = TEXT, **fields: object) -> Item:
    return Item(format="rss", guid=guid, headline="Kim apoya a Putin", body=body, **fields)  # type: ignore[arg-type]


def report_of(text: str = TEXT, *, guid: str = "n1", **fields: object) -> Report:
    dateline = "Seúl, 9 ene (Yonhap).-"
    begins = text.startswith(dateline)
    published = Instant(
        datetime(2026, 1, 9, 10, 32, tzinfo=timezone(timedelta(hours=9))),
        "minute",
        "stated",
        "9 Jan 10:32 +0900",
        "rfc822",
    )
    facts: dict[str, object] = {
        "id": f"yonhap/{guid}",
        "language": "es",
        "headline": "Kim apoya a Putin",
        "dateline": Dateline("Seúl", "9 ene", "Yonhap", (span(text, dateline),)) if begins else None,
        "agency": "Yonhap",
        "published": published,
        "kind": "original",
        "text": text,
        "zones": (Zone("dateline", 0, len(dateline), dateline),) if begins else (),
        "claims": (
            Claim("published", published.original, published, "rfc822; believed: most trusted"),
            Claim("meta", "hoy mismo", None, "no-date: nothing that is a date"),
        ),
    }
    return Report(**(facts | fields))  # type: ignore[arg-type]


def analysis_of(report: Report, *, models: dict[str, str] | None = None) -> Analysis:
    """Every kind of record that there is, on the standard text."""
    text = report.text

    def mention(part: str, kind: str = "name") -> Mention:
        place = span(text, part)
        return Mention(place.start, place.end, place.text, kind)  # type: ignore[arg-type]

    thursday = span(text, "el jueves")
    return Analysis(
        report=report,
        entities=(
            Entity("e1", "Kim Jong-un", "PER", "PRK", "Q56226", (mention("Kim Jong-un"),)),
            Entity("e2", "Vladímir Putin", "PER", "RUS", None, (mention("Putin"),)),
            Entity("e3", "KCNA", "ORG", "PRK", None, (mention("KCNA"),)),
            Entity(
                "e4", "la prensa internacional", "GRP", None, None, (mention("la prensa internacional", "nominal"),)
            ),
        ),
        quotations=(
            Quotation(
                id="q1",
                type="mixed",
                content=(span(text, "apoyará 🚀 “sin condiciones” a Putin"),),
                verbatim=(span(text, "sin condiciones"),),
                cue=(span(text, "afirmó"),),
                cue_lemma="afirmar",
                speaker="e1",
                speaker_mention=(span(text, "Kim Jong-un"),),
                addressee=None,
                via="a1",
                nested_in=None,
                rule="cue-que",
            ),
            Quotation(
                "q2", "direct", (span(text, "sin condiciones"),), (), (), None, "e1", (), "e2", None, "q1", "marks"
            ),
        ),
        attributions=(
            Attribution(
                id="a1",
                kind="agency",
                scope=(span(text, "apoyará 🚀 “sin condiciones” a Putin"),),
                cue=(span(text, "según"),),
                source_mention=(span(text, "la KCNA"),),
                relay_cue=(span(text, "recogió"),),
                relay_mention=(span(text, "la prensa internacional"),),
                chain=("e3", "e4"),
                hedged=False,
                anonymous=False,
                rule="segun",
            ),
        ),
        unattributed=(span(text, "La cumbre se celebró el jueves."),),
        temporal_expressions=(
            TemporalExpression(
                "t1",
                thursday.start,
                thursday.end,
                thursday.text,
                "DATE",
                "2026-01-08",
                None,
                "published",
                "weekday-past",
            ),
        ),
        events=(Event("v1", (span(text, "apoyará"),), "050", "SUPPORT", "e1", "e2", None, "t1", "future", ("e3",)),),
        summary=Summary((span(text, "La cumbre se celebró el jueves."),), "La cumbre se celebró el jueves."),
        models=models or MODELS,
        gaps=(),
    )


Saver = Callable[..., SavedReports]


@pytest.fixture
def save(conn: connection) -> Saver:
    """Stores (item, report) pairs of the source ``yonhap``."""
    upsert_sources(conn, [Feed()])

    def store(*pairs: tuple[Item, Report], run_id: int | None = None, conn: connection = conn) -> SavedReports:
        return save_reports(conn, run_id=run_id, source_id="yonhap", payload_sha=None, reports=pairs)

    return store


@pytest.fixture
def version(save: Saver) -> int:
    """The standard report, stored."""
    return save((item_of(), report_of())).new_version_ids[0]


def rows_written(conn: connection) -> dict[str, list[tuple[str, str]]]:
    """For every table, each row's place and the transaction that wrote it: equal only if nothing was written."""
    with conn.cursor() as cur:
        cur.execute("SELECT relname FROM pg_class WHERE relnamespace = 'teletipo'::regnamespace AND relkind = 'r'")
        state = {}
        for (name,) in cur.fetchall():
            cur.execute(f"SELECT ctid::text, xmin::text FROM teletipo.{name} ORDER BY ctid")
            state[name] = cur.fetchall()
    return state
