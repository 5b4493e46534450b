"""The pages in Airflow's own app: closed to strangers, and over the records for who is logged in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import pytest
from psycopg2.extensions import connection
from tests.pipeline.conftest import REPORT, Drop, dated

from teletipo import pipeline

if TYPE_CHECKING:
    from fastapi import FastAPI
    from httpx import Response

# Airflow and the libraries under it warn about each other; ours stay errors
pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.filterwarnings("error:::teletipo")]

PAGES = ["/teletipo/", "/teletipo/reports/1", "/teletipo/digests/2026-01-08"]


@pytest.fixture(scope="module")
def app(airflow_environment: Mapping[str, str], airflow_database: None) -> Iterator[FastAPI]:
    """Airflow's app with its plugins, whose users have to log in."""
    from airflow.api_fastapi.app import create_app

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS", "False")
        patch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", "ana:viewer")
        yield create_app(apps="core")


@pytest.fixture
def get(app: FastAPI, database: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Response]:
    """Ask for a page, as ana or as a stranger."""
    from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
    from fastapi.testclient import TestClient

    monkeypatch.setenv("TELETIPO_DATABASE_URL", database)
    token = app.state.auth_manager.generate_jwt(SimpleAuthManagerUser(username="ana", role="viewer"))

    def ask(path: str, *, stranger: bool = False) -> Response:
        client = TestClient(app, raise_server_exceptions=False)
        return client.get(path, headers={} if stranger else {"Authorization": f"Bearer {token}"})

    return ask


@pytest.fixture
def version(conn: connection, tmp_path_factory: pytest.TempPathFactory) -> int:
    """A report in the records, and a file that was rejected."""
    drop = Drop(tmp_path_factory.mktemp("drop"))
    drop.put("efe.txt", dated(REPORT))
    drop.put("empty.txt", b"")
    (report,) = pipeline.ingest(conn, [drop.source()], take=pipeline.Take()).reports
    return report.version.version_id


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_told_to_log_in(get: Callable, page: str) -> None:
    answer = get(page, stranger=True)
    assert answer.status_code == 401
    assert "log in to Airflow" in answer.text
    assert "teletipo" not in answer.text.lower()


def test_the_newest_reports_and_what_was_rejected(get: Callable, version: int) -> None:
    answer = get("/teletipo/")
    assert answer.status_code == 200
    assert f'href="reports/{version}"' in answer.text
    assert "empty.txt" in answer.text


def test_words_and_days_choose_reports(get: Callable, version: int) -> None:
    assert f"reports/{version}" in get("/teletipo/?words=apoyo&day=2026-01-08").text
    assert f"reports/{version}" in get("/teletipo/?words=apoyo&day=").text
    assert f"reports/{version}" not in get("/teletipo/?words=nada").text
    assert f"reports/{version}" not in get("/teletipo/?day=2026-01-09").text


def test_an_address_that_cannot_be_read_says_so_on_a_page(get: Callable) -> None:
    for path, words in (
        ("/teletipo/?day=ayer", "&#39;ayer&#39; is no day like 2026-01-08"),
        ("/teletipo/digests/ayer", "&#39;ayer&#39; is no day like 2026-01-08"),
        ("/teletipo/reports/uno", "&#39;uno&#39; is no number of a report"),
    ):
        answer = get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "text/html; charset=utf-8")
        assert words in answer.text
    assert 'href="../"' in get("/teletipo/digests/ayer").text
    assert 'href="./"' in get("/teletipo/?day=ayer").text


def test_a_report_with_its_evidence(get: Callable, version: int) -> None:
    page = get(f"/teletipo/reports/{version}").text
    assert '<span class="quotation verbatim">mantendrá su apoyo</span>' in page
    assert '<a href="../">all reports</a>' in page


def test_the_digest_of_a_day_is_told_as_its_reports_are_now(get: Callable, conn: connection, version: int) -> None:
    assert "No report of this day is stored." in get("/teletipo/digests/2020-02-02").text
    page = get("/teletipo/digests/2026-01-08").text
    assert f'<a href="../reports/{version}">drop/efe.txt</a>' in page
    assert '<a href="../">all reports</a>' in page
    with conn, conn.cursor() as cur:
        cur.execute("UPDATE teletipo.report_version SET status = 'canceled' WHERE id = %s", [version])
    page = get("/teletipo/digests/2026-01-08").text
    assert "KILLED: not to be used" in page
    assert "mantendrá su apoyo" not in page


def test_a_report_that_is_not_there(get: Callable) -> None:
    answer = get("/teletipo/reports/999999")
    assert (answer.status_code, answer.text[:15]) == (404, "<!doctype html>")
    assert "no report &#39;999999&#39;" in answer.text
    assert "start from the list of reports" in get("/teletipo/nowhere").text


def test_records_that_cannot_be_reached_say_what_to_do(get: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELETIPO_DATABASE_URL", "postgresql://ana:s3cret@127.0.0.1:1/records")
    answer = get("/teletipo/")
    assert answer.status_code == 503
    assert "no connection to Postgres at 127.0.0.1:1" in answer.text
    assert "s3cret" not in answer.text
