"""Digests, one a day and language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from psycopg2.extras import Json

from teletipo.errors import NotStored
from teletipo.store.database import transaction
from teletipo.store.identity import storable

if TYPE_CHECKING:
    from psycopg2.extensions import connection

SAVE = """
INSERT INTO teletipo.digest (day, language, markdown, html, content, made_by)
VALUES (%(day)s, %(language)s, %(markdown)s, %(html)s, %(content)s, %(made_by)s)
ON CONFLICT (day, language) DO UPDATE SET
    markdown = excluded.markdown, html = excluded.html, content = excluded.content, made_by = excluded.made_by,
    made_at = now()
WHERE (digest.markdown, digest.html, digest.content) IS DISTINCT FROM
    (excluded.markdown, excluded.html, excluded.content)
"""

LOAD = """
SELECT day, language, markdown, html, content, made_by
FROM teletipo.digest
WHERE day = %(day)s AND language = %(language)s
"""


@dataclass(frozen=True, slots=True)
class StoredDigest:
    """A day's digest; fields as in table ``digest``."""

    day: date
    language: str
    markdown: str
    html: str
    content: Mapping[str, Any]
    made_by: str


def save_digest(conn: connection, digest: StoredDigest) -> bool:
    """Store a digest in the place of the day's last one. False if it is the same."""
    with transaction(conn) as cur:
        cur.execute(
            SAVE,
            {
                "day": digest.day,
                "language": digest.language,
                "markdown": storable(digest.markdown),
                "html": storable(digest.html),
                "content": Json(storable(digest.content)),
                "made_by": digest.made_by,
            },
        )
        return bool(cur.rowcount)


def load_digest(conn: connection, day: date, language: str) -> StoredDigest:
    """A day's digest. Raises NotStored."""
    with transaction(conn) as cur:
        cur.execute(LOAD, {"day": day, "language": language})
        row = cur.fetchone()
    if row is None:
        raise NotStored(f"no digest of {day} yet: make it with 'teletipo digest {day}' or the Dag teletipo_digest")
    return StoredDigest(*row)
