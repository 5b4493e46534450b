"""Full-text search over reports and what is said in them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, cast

from psycopg2.extras import RealDictCursor

from teletipo.store.database import transaction
from teletipo.store.identity import storable

if TYPE_CHECKING:
    from psycopg2.extensions import connection

SEARCH = """
WITH question AS (
    SELECT language, teletipo.search_config(language) AS config,
        websearch_to_tsquery(teletipo.search_config(language), %(query)s) AS words
    FROM (SELECT DISTINCT language FROM teletipo.report_version) AS spoken
),
speaker AS (
    SELECT e.id
    FROM teletipo.entity AS e
    INNER JOIN teletipo.entity AS canonical ON coalesce(e.merged_into, e.id) = canonical.id
    WHERE position(lower(%(speaker)s) IN lower(canonical.name)) > 0
        OR EXISTS (
            SELECT FROM teletipo.entity_alias AS a
            WHERE a.entity_id = e.id AND position(lower(%(speaker)s) IN lower(a.alias)) > 0
        )
),
hit AS (
    SELECT v.id, q.config, q.words, ts_rank_cd(v.search, q.words) AS rank,
        coalesce(v.published_at, v.first_seen) AS at
    FROM question AS q
    INNER JOIN teletipo.report_version AS v
        ON q.language = v.language AND (v.search @@ q.words OR %(query)s = '')
    WHERE v.is_current AND v.status = 'usable'
        AND (%(since)s::timestamptz IS NULL OR coalesce(v.published_at, v.first_seen) >= %(since)s)
        AND (%(until)s::timestamptz IS NULL OR coalesce(v.published_at, v.first_seen) < %(until)s)
),
said AS (
    SELECT
        hit.id,
        json_agg(json_build_object(
            'id', quote.quotation_id, 'speaker', quote.speaker, 'said', quote.said, 'through', quote.through
        ) ORDER BY length(quote.quotation_id), quote.quotation_id) AS quotes
    FROM hit
    INNER JOIN teletipo.quotation AS q ON hit.id = q.report_version_id
    INNER JOIN teletipo.quotes AS quote
        ON q.report_version_id = quote.report_version_id AND q.local_id = quote.quotation_id
    WHERE (%(query)s = '' OR to_tsvector(hit.config, quote.said) @@ hit.words)
        AND (%(speaker)s::text IS NULL OR q.speaker_id IN (SELECT speaker.id FROM speaker))
    GROUP BY hit.id
)
SELECT
    hit.id AS version_id,
    r.source_id || '/' || r.guid AS report,
    CASE v.published_precision
        WHEN 'day' THEN to_char(v.published_at + make_interval(secs => v.published_offset), 'YYYY-MM-DD')
        WHEN 'month' THEN to_char(v.published_at + make_interval(secs => v.published_offset), 'YYYY-MM')
        WHEN 'year' THEN to_char(v.published_at + make_interval(secs => v.published_offset), 'YYYY')
        ELSE to_char(v.published_at, 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')
    END AS published_at,
    v.agency,
    v.language,
    v.headline,
    ts_headline(
        hit.config, left(v.text, 20000), hit.words, 'StartSel="", StopSel="", MaxFragments=2, MinWords=8, MaxWords=25'
    ) AS excerpt,
    coalesce(said.quotes, '[]') AS quotes
FROM hit
INNER JOIN teletipo.report_version AS v ON hit.id = v.id
INNER JOIN teletipo.report AS r ON v.report_id = r.id
LEFT JOIN said ON hit.id = said.id
WHERE said.id IS NOT NULL OR %(speaker)s::text IS NULL
ORDER BY hit.rank DESC, hit.at DESC, hit.id DESC
LIMIT %(limit)s
"""


class QuoteHit(TypedDict):
    """A quotation of a hit in which the words are."""

    id: str
    speaker: str | None
    said: str
    through: str | None


class Hit(TypedDict):
    """A report that a search found, ready for JSON; ``published_at`` in ISO 8601 to the precision that is known."""

    version_id: int
    report: str
    published_at: str | None
    agency: str | None
    language: str
    headline: str | None
    excerpt: str
    quotes: list[QuoteHit]


def search(
    conn: connection,
    query: str,
    *,
    speaker: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 20,
) -> list[Hit]:
    """Current usable reports that have the words, best first; each with the quotations that have them.

    ``query`` is as in search engines: words, "phrases", or, -not; inflections count by the report's language. With
    ``speaker`` (part of a name) the words must be in what that speaker said; the query may then be empty.
    """
    conditions = {
        "query": storable(query).strip(),
        "speaker": storable(speaker),
        "since": since,
        "until": until,
        "limit": limit,
    }
    with transaction(conn), conn.cursor(cursor_factory=RealDictCursor) as cur:
        cur.execute(SEARCH, conditions)
        return [cast("Hit", dict(row)) for row in cur]
