"""Full-text search over reports and what is said in them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, cast

from psycopg2.extras import RealDictCursor

from teletipo.store.database import transaction
from teletipo.store.excerpt import excerpt
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
    SELECT v.id, max(ts_rank_cd(told.search, q.words)) AS rank, coalesce(v.published_at, v.first_seen) AS at
    FROM question AS q
    INNER JOIN teletipo.report_version AS told
        ON q.language = told.language AND (told.search @@ q.words OR %(query)s = '')
    INNER JOIN teletipo.report_version AS v
        ON told.report_id = v.report_id AND v.is_current AND (told.id = v.id OR v.status <> 'usable')
    WHERE (%(since)s::timestamptz IS NULL OR coalesce(v.published_at, v.first_seen) >= %(since)s)
        AND (%(until)s::timestamptz IS NULL OR coalesce(v.published_at, v.first_seen) < %(until)s)
        AND (%(speakers)s::bigint[] IS NULL OR EXISTS (
            SELECT FROM teletipo.quotation AS s
            WHERE s.report_version_id = told.id AND s.speaker_id = ANY(%(speakers)s::bigint[])
                AND (%(query)s = '' OR to_tsvector(q.config, teletipo.spans_text(s.content)) @@ q.words)
        ))
    GROUP BY v.id
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
    v.kind,
    v.status,
    v.ordinal,
    v.item ->> 'body_status' AS body_status,
    (
        SELECT o.source_id || '/' || o.guid
        FROM teletipo.report_relation AS k
        INNER JOIN teletipo.report_version AS w ON w.id = CASE v.id WHEN k.a_id THEN k.b_id ELSE k.a_id END
        INNER JOIN teletipo.report AS o ON w.report_id = o.id
        WHERE v.id IN (k.a_id, k.b_id) AND k.relation = 'identical' AND NOT w.is_current
            AND NOT EXISTS (
                SELECT FROM teletipo.report_version AS c
                WHERE c.report_id = w.report_id AND c.is_current AND c.fingerprint = v.fingerprint
            )
        LIMIT 1
    ) AS repeats,
    CASE
        WHEN v.status = 'usable' OR v.kind = 'kill' THEN coalesce(summed.text, left(v.text, 300))
        ELSE ''
    END AS telling,
    CASE WHEN v.status = 'usable' THEN ts_headline(
        q.config, left(v.text, 20000), q.words, 'HighlightAll=true, StartSel="\x02", StopSel=""'
    ) ELSE '' END AS excerpt,
    coalesce(said.quotes, '[]') AS quotes,
    coalesce(attributed.attributions, '[]') AS attributions
FROM best
INNER JOIN teletipo.report_version AS v ON best.id = v.id
INNER JOIN question AS q ON v.language = q.language
INNER JOIN teletipo.report AS r ON v.report_id = r.id
LEFT JOIN teletipo.summary AS summed ON best.id = summed.report_version_id
LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object(
        'id', quote.quotation_id,
        'type', quote.type,
        'speaker', coalesce(
            teletipo.name_in(quote.speaker_id, v.language), teletipo.spans_text(s.speaker_mention)
        ),
        'cue', quote.cue_as_written,
        'said', quote.said,
        'through', (
            SELECT string_agg(teletipo.name_in(link.id, v.language), ' → ' ORDER BY link.position)
            FROM unnest(quote.through_ids) WITH ORDINALITY AS link (id, position)
        )
    ) ORDER BY length(quote.quotation_id), quote.quotation_id) AS quotes
    FROM teletipo.quotes AS quote
    INNER JOIN teletipo.quotation AS s
        ON quote.report_version_id = s.report_version_id AND quote.quotation_id = s.local_id
    WHERE quote.report_version_id = best.id
        AND (%(query)s = '' OR to_tsvector(q.config, concat_ws(
            ' ', quote.cue_as_written, quote.said, teletipo.spans_text(s.speaker_mention),
            CASE WHEN %(speakers)s::bigint[] IS NULL
                THEN teletipo.names_of(quote.through_ids || quote.speaker_id) END
        )) @@ q.words)
        AND (%(speakers)s::bigint[] IS NULL OR s.speaker_id = ANY(%(speakers)s::bigint[]))
) AS said ON TRUE
LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object(
        'id', a.local_id,
        'chain', coalesce(chain.names, teletipo.spans_text(a.source_mention)),
        'scope', teletipo.spans_text(a.scope),
        'hedged', a.hedged,
        'anonymous', a.anonymous
    ) ORDER BY length(a.local_id), a.local_id) AS attributions
    FROM teletipo.attribution AS a
    LEFT JOIN LATERAL (
        SELECT
            string_agg(teletipo.name_in(coalesce(e.merged_into, e.id), v.language), ' → ' ORDER BY k.position) AS names,
            array_agg(coalesce(e.merged_into, e.id)) AS ids
        FROM teletipo.attribution_link AS k
        INNER JOIN teletipo.entity AS e ON k.entity_id = e.id
        WHERE k.report_version_id = a.report_version_id AND k.attribution_id = a.local_id
    ) AS chain ON TRUE
    WHERE a.report_version_id = best.id AND v.status = 'usable'
        AND %(query)s <> '' AND %(speakers)s::bigint[] IS NULL
        AND NOT EXISTS (
            SELECT FROM teletipo.quotation AS heard
            WHERE heard.report_version_id = a.report_version_id AND heard.via = a.local_id
        )
        AND to_tsvector(q.config, concat_ws(
            ' ', teletipo.spans_text(a.scope), teletipo.spans_text(a.source_mention),
            teletipo.spans_text(a.relay_mention), teletipo.names_of(chain.ids)
        )) @@ q.words
) AS attributed ON TRUE
ORDER BY best.rank DESC, best.at DESC, best.id DESC
"""


class QuoteHit(TypedDict):
    """A quotation of a hit that has the words, in what was said or in who said it or brought it.

    ``cue`` are the words that report it, with their negation; ``said`` is in quotation marks where it is direct.
    """

    id: str
    type: str
    speaker: str | None
    cue: str | None
    said: str
    through: str | None


class AttributionHit(TypedDict):
    """What a hit has from a source, where no quotation tells it; ``chain`` from the origin to the last relay."""

    id: str
    chain: str | None
    scope: str
    hedged: bool
    anonymous: bool


class Hit(TypedDict):
    """A report that a search found, ready for JSON; ``published_at`` in ISO 8601 to the precision that is known.

    ``telling`` is its summary, or its beginning where it has none. Of one whose ``status`` is not usable (killed,
    or withheld until its embargo ends) nothing is told but its headline and why it was killed. ``repeats`` is the
    report whose replaced version it still repeats word for word.
    """

    version_id: int
    report: str
    published_at: str | None
    agency: str | None
    language: str
    headline: str | None
    kind: str
    status: str
    ordinal: int
    body_status: str | None
    repeats: str | None
    telling: str
    excerpt: str
    quotes: list[QuoteHit]
    attributions: list[AttributionHit]


def search(
    conn: connection,
    query: str,
    *,
    speaker: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 20,
) -> list[Hit]:
    """Reports that have the words in their current version, best first; each with what was said and told in them.

    One that was killed is found by what it said before, too, so that nobody takes it for good.

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
        return [cast("Hit", {**row, "excerpt": excerpt(row["excerpt"])}) for row in cur]


def _speakers(conn: connection, name: str) -> list[int]:
    """The entities with a name or alias that contains ``name``, in any case."""
    with transaction(conn) as cur:
        cur.execute(SPEAKERS, {"speaker": storable(name)})
        return [number for (number,) in cur]
