"""Web pages over the records, served by Airflow's api-server and open only to people who are logged in.

The library is imported when a page is asked for, so that the api-server starts as fast as without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

from airflow.api_fastapi.core_api.security import requires_authenticated
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator
from starlette.exceptions import HTTPException as AnyHTTPException

if TYPE_CHECKING:
    from psycopg2.extensions import connection

app = FastAPI(title="Teletipo", dependencies=[Depends(requires_authenticated())], docs_url=None, openapi_url=None)


UNAUTHORIZED, NOT_FOUND, UNREADABLE = 401, 404, 422
WHAT_TO_DO = {
    UNAUTHORIZED: "You are not logged in, or no longer: log in to Airflow, then open this page again.",
    NOT_FOUND: "There is no such page: start from the list of reports.",
}

EXPECTED = {"int_parsing": "number of a report", "date_from_datetime_parsing": "day like 2026-01-08"}

ChosenDay = Annotated[date | None, BeforeValidator(lambda given: given or None)]
"""A day, or none where a form leaves its field empty."""


@app.exception_handler(AnyHTTPException)
def explain(request: Request, error: AnyHTTPException) -> HTMLResponse:
    """Trouble as a page; what a library only gives a name (``Not Found``) is told in a sentence."""
    own = isinstance(error, HTTPException) and error.status_code != UNAUTHORIZED
    message = str(error.detail) if own else WHAT_TO_DO.get(error.status_code, str(error.detail))
    return _page(request, error.status_code, message, error.headers)


@app.exception_handler(RequestValidationError)
def explain_address(request: Request, error: RequestValidationError) -> HTMLResponse:
    """An address with a part that cannot be read, as a page."""
    wrong = error.errors()[0]
    message = f"{wrong['input']!r} is no {EXPECTED.get(wrong['type'], 'value that this page takes')}: mend the address."
    return _page(request, UNREADABLE, message)


def _page(request: Request, status: int, message: str, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    from teletipo.present.html import error_page

    depth = request.url.path.removeprefix(request.scope.get("root_path", "")).count("/") - 1
    return HTMLResponse(error_page(status, message, home="../" * depth or "./"), status, headers)


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
def index(words: str = "", day: ChosenDay = None) -> str:
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
        return report_page(show_report(conn, str(version_id)), home="../")


@app.get("/digests/{day}", response_class=HTMLResponse)
def digest(day: date) -> str:
    """The digest of a day as its reports are now: what was killed since it was stored stands in it no more."""
    from teletipo import pipeline
    from teletipo.present.html import digest_page

    with _records() as conn:
        return digest_page(pipeline.make_digest(conn, day), reports="../reports/")
