"""Payloads as they were fetched, and how the last request to each address went."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from teletipo.errors import NotStored
from teletipo.store.database import transaction
from teletipo.store.identity import storable

if TYPE_CHECKING:
    from psycopg2.extensions import connection

SAVE_PAYLOAD = """
INSERT INTO teletipo.payload (sha256, content, size, media_type)
SELECT %(sha)s, %(content)s, %(size)s, %(media_type)s
ON CONFLICT (sha256) DO NOTHING
"""

LOAD_PAYLOAD = "SELECT content FROM teletipo.payload WHERE sha256 = %(sha)s"

FETCH_STATES = """
SELECT source_id, url, status, etag, last_modified, payload_sha256, last_success, failures, error, next_try
FROM teletipo.fetch
WHERE source_id = %(source)s AND (%(url)s::text IS NULL OR url = %(url)s)
"""

RECORD_SUCCESS = """
INSERT INTO teletipo.fetch AS f (source_id, url, status, etag, last_modified, payload_sha256, last_success, next_try)
VALUES (%(source)s, %(url)s, %(status)s, %(etag)s, %(last_modified)s, %(payload)s, %(at)s, %(next_try)s)
ON CONFLICT (source_id, url) DO UPDATE SET
    status = excluded.status,
    etag = coalesce(excluded.etag, CASE WHEN excluded.payload_sha256 IS NULL THEN f.etag END),
    last_modified = coalesce(
        excluded.last_modified, CASE WHEN excluded.payload_sha256 IS NULL THEN f.last_modified END
    ),
    payload_sha256 = coalesce(excluded.payload_sha256, f.payload_sha256),
    last_success = excluded.last_success,
    failures = 0,
    error = NULL,
    next_try = excluded.next_try
WHERE (f.status, f.last_success, f.next_try, f.failures) IS DISTINCT FROM
    (excluded.status, excluded.last_success, excluded.next_try, 0)
    OR f.etag <> excluded.etag OR f.last_modified <> excluded.last_modified
    OR f.payload_sha256 IS DISTINCT FROM coalesce(excluded.payload_sha256, f.payload_sha256)
"""

RECORD_FAILURE = """
INSERT INTO teletipo.fetch AS f (source_id, url, status, failures, error, next_try)
VALUES (%(source)s, %(url)s, %(status)s, 1, %(error)s, %(next_try)s)
ON CONFLICT (source_id, url) DO UPDATE SET
    status = excluded.status, failures = f.failures + 1, error = excluded.error, next_try = excluded.next_try
"""


@dataclass(frozen=True, slots=True)
class FetchState:
    """How the last request to an address went; fields as in table ``fetch``."""

    source_id: str
    url: str
    status: int | None
    etag: str | None
    last_modified: str | None
    payload_sha256: str | None
    last_success: datetime | None
    failures: int
    error: str | None
    next_try: datetime | None


def save_payload(conn: connection, content: bytes, media_type: str | None = None) -> str:
    """Keep the bytes and return their SHA-256; bytes that are there already are not written again."""
    sha = hashlib.sha256(content).hexdigest()
    with transaction(conn) as cur:
        cur.execute("SELECT FROM teletipo.payload WHERE sha256 = %(sha)s", {"sha": sha})
        if not cur.rowcount:
            facts = {"sha": sha, "size": len(content), "media_type": storable(media_type)}
            cur.execute(SAVE_PAYLOAD, facts | {"content": zlib.compress(content)})
    return sha


def load_payload(conn: connection, sha256: str) -> bytes:
    """The bytes of a payload. Raises NotStored."""
    with transaction(conn) as cur:
        cur.execute(LOAD_PAYLOAD, {"sha": sha256})
        row = cur.fetchone()
    if row is None:
        raise NotStored(f"no payload {sha256}")
    return zlib.decompress(row[0])


def fetch_state(conn: connection, source_id: str, url: str) -> FetchState | None:
    """How the last request to an address went; None if it was never asked."""
    with transaction(conn) as cur:
        cur.execute(FETCH_STATES, {"source": source_id, "url": storable(url)})
        row = cur.fetchone()
    return FetchState(*row) if row else None


def fetch_states(conn: connection, source_id: str) -> dict[str, FetchState]:
    """The same for all addresses of a source, by URL."""
    with transaction(conn) as cur:
        cur.execute(FETCH_STATES, {"source": source_id, "url": None})
        return {state.url: state for state in (FetchState(*row) for row in cur)}


def record_fetch(
    conn: connection,
    *,
    source_id: str,
    url: str,
    at: datetime,
    status: int | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
    payload_sha256: str | None = None,
    next_try: datetime | None = None,
) -> None:
    """An address answered well at ``at``; without a payload (304) what was known of it stays.

    For a file give the time of its last change, so that reading it again writes nothing.
    """
    _record(
        conn,
        RECORD_SUCCESS,
        {
            "source": source_id,
            "url": url,
            "at": at,
            "status": status,
            "etag": etag,
            "last_modified": last_modified,
            "payload": payload_sha256,
            "next_try": next_try,
        },
    )


def record_failure(
    conn: connection,
    *,
    source_id: str,
    url: str,
    error: str,
    status: int | None = None,
    next_try: datetime | None = None,
) -> None:
    """A request to an address failed: one failure more in a row; what the last success brought stays."""
    facts = {"source": source_id, "url": url, "error": error, "status": status, "next_try": next_try}
    _record(conn, RECORD_FAILURE, facts)


def _record(conn: connection, statement: str, facts: Mapping[str, object]) -> None:
    with transaction(conn) as cur:
        cur.execute(statement, {name: storable(value) for name, value in facts.items()})
