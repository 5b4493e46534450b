"""Web pages over the records, served by Airflow's api-server and open only to people who are logged in.

The library is imported when a page is asked for, so that the api-server starts as fast as without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from airflow.api_fastapi.core_api.security import requires_authenticated
from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import HTMLResponse

if TYPE_CHECKING:
    from psycopg2.extensions import connection

app = FastAPI(title="Teletipo", dependencies=[Depends(requires_authenticated())], docs_url=None, openapi_url=None)


@contextmanager
def _records() -> Iterator[connection]:
    """The records; a trouble with them becomes an answer that says what to do."""
    from teletipo import settings
    from teletipo.errors import NotStored, TeletipoError
    from teletipo.store.database import connect

    try:
        conn = connect(settings.database_url())
        try:
            yield conn
        finally:
            conn.close()
    except NotStored as exc:
        raise HTTPException(404, str(exc)) from exc
    except TeletipoError as exc:
        raise HTTPException(503, str(exc)) from exc


@app.get("/", response_class=HTMLResponse)
def index(words: str = "", day: date | None = None) -> str:
    """The newest reports, or those that have the words, or those of a day."""
    from teletipo.present.html import index_page
    from teletipo.store.rejections import list_rejections
    from teletipo.store.search import search

    since = datetime.combine(day, time(), tzinfo=UTC) if day else None
    until = since + timedelta(days=1) if since else None
    with _records() as conn:
        hits = search(conn, words, since=since, until=until, limit=100)
        return index_page(hits, list_rejections(conn, limit=100), words=words, day=day)


@app.get("/reports/{version_id}", response_class=HTMLResponse)
def report(version_id: int) -> str:
    """One report with its evidence marked."""
    from teletipo.present.html import report_page
    from teletipo.store.read import show_report

    with _records() as conn:
        return report_page(show_report(conn, str(version_id)))


@app.get("/digests/{day}", response_class=HTMLResponse)
def digest(day: date) -> str:
    """The digest of a day, as it is stored."""
    from teletipo.store.digests import load_digest

    with _records() as conn:
        return load_digest(conn, day, "und").html
