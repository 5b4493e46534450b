from __future__ import annotations

from psycopg2.extensions import connection
from tests.store.conftest import analysis_of, report_of

from teletipo.store.analyses import replace_analyses
from teletipo.store.versions import load_reports


def test_what_was_stored_comes_back(conn: connection, version: int) -> None:
    assert load_reports(conn, [version]) == [(version, report_of())]
    outcome = replace_analyses(conn, [(version, analysis_of(report_of()))])
    assert outcome.rejections == ()
    assert outcome.written == (version,)
    again = replace_analyses(conn, [(version, analysis_of(report_of()))])
    assert again.unchanged == (version,)
