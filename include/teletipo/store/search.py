"""Full-text search over reports and what is said in them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, cast

from psycopg2.extras import RealDictCursor

from teletipo.store.database import transaction
from teletipo.store.identity import storable

if TYPE_CHECKING:
    from psycopg2.extensions import connection

SPEAKERS = """
SELECT e.id
FROM teletipo.entity AS e
INNER JOIN teletipo.entity AS canonical ON coalesce(e.merged_into, e.id) = canonical.id
WHERE position(lower(%(speaker)s) IN lower(canonical.name)) > 0
    OR e.id IN (
        SELECT a.entity_id FROM teletipo.entity_alias AS a WHERE position(lower(%(speaker)s) IN lower(a.alias)) > 0
    )
"""

SEARCH = """
WITH question AS MATERIALIZED (
    SELECT language, teletipo.search_config(language) AS config,
        websearch_to_tsquery(teletipo.search_config(language), %(query)s) AS words
    FROM (SELECT DISTINCT language FROM teletipo.report_version) AS spoken
),
best AS MATERIALIZED (
    SELECT v.id, q.config, q.words, ts_rank_cd(v.search, q.words) AS rank, coalesce(v.published_at, v.first_seen) AS at
    FROM question AS q
    INNER JOIN teletipo.report_version AS v ON q.language = v.language AND (v.search @@ q.words OR %(query)s = '')
    WHERE v.is_current AND v.status = 'usable'
        AND (%(since)s::timestamptz IS NULL OR coalesce(v.published_at, v.first_seen) >= %(since)s)
        AND (%(until)s::timestamptz IS NULL OR coalesce(v.published_at, v.first_seen) < %(until)s)
        AND (%(speakers)s::bigint[] IS NULL OR EXISTS (
            SELECT FROM teletipo.quotation AS s
            WHERE s.report_version_id = v.id AND s.speaker_id = ANY(%(speakers)s::bigint[])
                AND (%(query)s = '' OR to_tsvector(q.config, teletipo.spans_text(s.content)) @@ q.words)
        ))
    ORDER BY rank DESC, at DESC, v.id DESC
    LIMIT %(limit)s
)
SELECT
    best.id AS version_id,
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
    coalesce(summed.text, left(v.text, 300)) AS telling,
    ts_headline(
        best.config, left(v.text, 20000), best.words, 'StartSel="", StopSel="", MaxFragments=2, MinWords=8, MaxWords=25'
    ) AS excerpt,
    coalesce(said.quotes, '[]') AS quotes
FROM best
INNER JOIN teletipo.report_version AS v ON best.id = v.id
INNER JOIN teletipo.report AS r ON v.report_id = r.id
LEFT JOIN teletipo.summary AS summed ON best.id = summed.report_version_id
LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object(
        'id', q.quotation_id, 'speaker', q.speaker, 'said', q.said, 'through', q.through
    ) ORDER BY length(q.quotation_id), q.quotation_id) AS quotes
    FROM teletipo.quotes AS q
    INNER JOIN teletipo.quotation AS s ON q.report_version_id = s.report_version_id AND q.quotation_id = s.local_id
    WHERE q.report_version_id = best.id
        AND (%(query)s = '' OR to_tsvector(best.config, q.said) @@ best.words)
        AND (%(speakers)s::bigint[] IS NULL OR s.speaker_id = ANY(%(speakers)s::bigint[]))
) AS said ON TRUE
ORDER BY best.rank DESC, best.at DESC, best.id DESC
"""


class QuoteHit(TypedDict):
    """A quotation of a hit in which the words are."""

    id: str
    speaker: str | None
    said: str
    through: str | None


class Hit(TypedDict):
    """A report that a search found, ready for JSON; ``published_at`` in ISO 8601 to the precision that is known.

    ``telling`` is its summary, or its beginning where it has none.
    """

    version_id: int
    report: str
    published_at: str | None
    agency: str | None
    language: str
    headline: str | None
    telling: str
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
    with transaction(conn), conn.cursor(cursor_factory=RealDictCursor) as cur:
        cur.execute(
            SEARCH,
            {
                "query": storable(query).strip(),
                "speakers": None if speaker is None else _speakers(conn, speaker),
                "since": since,
                "until": until,
                "limit": limit,
            },
        )
        return [cast("Hit", dict(row)) for row in cur]


def _speakers(conn: connection, name: str) -> list[int]:
    """The entities with a name or alias that contains ``name``, in any case."""
    with transaction(conn) as cur:
        cur.execute(SPEAKERS, {"speaker": storable(name)})
        return [number for (number,) in cur]
