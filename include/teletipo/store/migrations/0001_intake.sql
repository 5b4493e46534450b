-- Where reports come from, what was fetched, and what was published: everything up to the text itself.

CREATE DOMAIN teletipo.sha256 AS text CHECK (value ~ '^[0-9a-f]{64}$');
COMMENT ON DOMAIN teletipo.sha256 IS 'A SHA-256 in 64 lower-case hexadecimal digits.';

CREATE FUNCTION teletipo.are_spans(parts jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT jsonb_typeof(parts) = 'array' AND NOT jsonb_path_exists(parts, '$[*] ? (
        @.type() != "object"
        || !exists(@.start ? (@.type() == "number" && @ >= 0))
        || !exists(@.end ? (@.type() == "number"))
        || !exists(@.text ? (@.type() == "string"))
        || !(@.start < @.end)
    )')
$$;
COMMENT ON FUNCTION teletipo.are_spans(jsonb) IS
'Whether a JSON value is a list of spans, {"start", "end", "text"} with 0 <= start < end.';

CREATE DOMAIN teletipo.spans AS jsonb CHECK (teletipo.are_spans(value));
COMMENT ON DOMAIN teletipo.spans IS
'A list of spans {"start", "end", "text"}: half-open, in Unicode code points of the text of the report version.';

CREATE FUNCTION teletipo.spans_text(parts jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT string_agg(part.value ->> 'text', ' … ' ORDER BY part.ordinality)
    FROM jsonb_array_elements(parts) WITH ORDINALITY AS part
$$;
COMMENT ON FUNCTION teletipo.spans_text(jsonb) IS 'The texts of a list of spans, in order, parted by " … ".';

CREATE FUNCTION teletipo.search_config(language text) RETURNS regconfig
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT CASE language
        WHEN 'ar' THEN 'pg_catalog.arabic'::regconfig
        WHEN 'ca' THEN 'pg_catalog.catalan'::regconfig
        WHEN 'da' THEN 'pg_catalog.danish'::regconfig
        WHEN 'de' THEN 'pg_catalog.german'::regconfig
        WHEN 'el' THEN 'pg_catalog.greek'::regconfig
        WHEN 'en' THEN 'pg_catalog.english'::regconfig
        WHEN 'es' THEN 'pg_catalog.spanish'::regconfig
        WHEN 'eu' THEN 'pg_catalog.basque'::regconfig
        WHEN 'fi' THEN 'pg_catalog.finnish'::regconfig
        WHEN 'fr' THEN 'pg_catalog.french'::regconfig
        WHEN 'hu' THEN 'pg_catalog.hungarian'::regconfig
        WHEN 'id' THEN 'pg_catalog.indonesian'::regconfig
        WHEN 'it' THEN 'pg_catalog.italian'::regconfig
        WHEN 'nl' THEN 'pg_catalog.dutch'::regconfig
        WHEN 'no' THEN 'pg_catalog.norwegian'::regconfig
        WHEN 'pt' THEN 'pg_catalog.portuguese'::regconfig
        WHEN 'ro' THEN 'pg_catalog.romanian'::regconfig
        WHEN 'ru' THEN 'pg_catalog.russian'::regconfig
        WHEN 'sv' THEN 'pg_catalog.swedish'::regconfig
        WHEN 'tr' THEN 'pg_catalog.turkish'::regconfig
        ELSE 'pg_catalog.simple'::regconfig
    END
$$;
COMMENT ON FUNCTION teletipo.search_config(text) IS
'The text search configuration of a language (ISO 639-1): the one that Postgres ships for it, else simple.';

CREATE TABLE teletipo.source (
    id text PRIMARY KEY CHECK (id <> ''),
    kind text NOT NULL CHECK (kind <> ''),
    address text,
    agency text,
    language text,
    time_zone text,
    enabled boolean NOT NULL DEFAULT TRUE,
    first_seen timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE teletipo.source IS 'Where reports come from, as the sources file had it in the last run.';
COMMENT ON COLUMN teletipo.source.id IS 'Name of the source in the sources file.';
COMMENT ON COLUMN teletipo.source.kind IS 'How it is read: feed, sitemap, listing, page, folder.';
COMMENT ON COLUMN teletipo.source.address IS 'URL or folder.';
COMMENT ON COLUMN teletipo.source.agency IS 'Agency of reports that do not name theirs.';
COMMENT ON COLUMN teletipo.source.language IS 'Language (ISO 639-1) of reports that do not state theirs.';
COMMENT ON COLUMN teletipo.source.time_zone IS 'IANA zone of clock times without an offset.';
COMMENT ON COLUMN teletipo.source.enabled IS 'Whether runs fetch it.';
COMMENT ON COLUMN teletipo.source.first_seen IS 'When it was first stored.';

CREATE TABLE teletipo.ingest_run (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    trigger text NOT NULL,
    airflow_run_id text,
    window_from timestamptz,
    window_to timestamptz,
    params jsonb NOT NULL DEFAULT '{}',
    started_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'success', 'failed')),
    counts jsonb NOT NULL DEFAULT '{}',
    CHECK (window_from <= window_to),
    CHECK ((ended_at IS NULL) = (state = 'running'))
);
COMMENT ON TABLE teletipo.ingest_run IS
'One run of the pipeline. A run that brought nothing new and rejected nothing leaves no row.';
COMMENT ON COLUMN teletipo.ingest_run.id IS 'Number of the run.';
COMMENT ON COLUMN teletipo.ingest_run.trigger IS 'What started it: scheduled, manual, asset, backfill, command …';
COMMENT ON COLUMN teletipo.ingest_run.airflow_run_id IS 'Airflow''s id of the Dag run; null outside Airflow.';
COMMENT ON COLUMN teletipo.ingest_run.window_from IS 'Start of the window that was asked for (inclusive); null if open.';
COMMENT ON COLUMN teletipo.ingest_run.window_to IS 'End of the window (exclusive); null if open.';
COMMENT ON COLUMN teletipo.ingest_run.params IS 'The parameters it ran with.';
COMMENT ON COLUMN teletipo.ingest_run.started_at IS 'When it was opened.';
COMMENT ON COLUMN teletipo.ingest_run.ended_at IS 'When it was closed; null while it runs.';
COMMENT ON COLUMN teletipo.ingest_run.state IS 'running, success or failed.';
COMMENT ON COLUMN teletipo.ingest_run.counts IS 'What it brought, counted when it was closed.';

CREATE TABLE teletipo.payload (
    sha256 teletipo.sha256 PRIMARY KEY,
    content bytea NOT NULL,
    size bigint NOT NULL CHECK (size >= 0),
    media_type text,
    first_seen timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE teletipo.payload ALTER COLUMN content SET STORAGE EXTERNAL;
COMMENT ON TABLE teletipo.payload IS 'Bytes as they were fetched, kept once, before anything parses them.';
COMMENT ON COLUMN teletipo.payload.sha256 IS 'SHA-256 of the bytes, uncompressed.';
COMMENT ON COLUMN teletipo.payload.content IS 'The bytes, compressed with zlib (RFC 1950).';
COMMENT ON COLUMN teletipo.payload.size IS 'Number of bytes, uncompressed.';
COMMENT ON COLUMN teletipo.payload.media_type IS 'Media type as the server stated it or the file name tells it.';
COMMENT ON COLUMN teletipo.payload.first_seen IS 'When it was first stored.';

CREATE TABLE teletipo."fetch" (
    source_id text NOT NULL REFERENCES teletipo.source,
    url text NOT NULL,
    status integer,
    etag text,
    last_modified text,
    payload_sha256 teletipo.sha256 REFERENCES teletipo.payload,
    last_success timestamptz,
    failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
    error text,
    next_try timestamptz,
    PRIMARY KEY (source_id, url)
);
CREATE INDEX fetch_payload ON teletipo."fetch" (payload_sha256);
COMMENT ON TABLE teletipo."fetch" IS
'How the last request to each address went: one row an address, renewed, so polling does not grow it.';
COMMENT ON COLUMN teletipo."fetch".source_id IS 'The source that the address belongs to.';
COMMENT ON COLUMN teletipo."fetch".url IS 'The address: URL, or path of a file.';
COMMENT ON COLUMN teletipo."fetch".status IS 'HTTP status of the last answer; null for files and when nobody answered.';
COMMENT ON COLUMN teletipo."fetch".etag IS 'ETag to ask with next time.';
COMMENT ON COLUMN teletipo."fetch".last_modified IS 'Last-Modified to ask with next time, as the server wrote it.';
COMMENT ON COLUMN teletipo."fetch".payload_sha256 IS 'The payload that was there last.';
COMMENT ON COLUMN teletipo."fetch".last_success IS 'When it last answered well; for a file, when the file was last changed.';
COMMENT ON COLUMN teletipo."fetch".failures IS 'Failures in a row since then.';
COMMENT ON COLUMN teletipo."fetch".error IS 'What the last failure said; null after a success.';
COMMENT ON COLUMN teletipo."fetch".next_try IS 'Not to be asked before this; null if at any time.';

CREATE TABLE teletipo.report (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_id text NOT NULL REFERENCES teletipo.source,
    guid text NOT NULL CHECK (guid <> ''),
    first_run_id bigint REFERENCES teletipo.ingest_run,
    first_seen timestamptz NOT NULL DEFAULT now(),
    UNIQUE (source_id, guid)
);
CREATE INDEX report_first_run ON teletipo.report (first_run_id);
CREATE INDEX report_guid ON teletipo.report (guid);
COMMENT ON TABLE teletipo.report IS 'One wire item, known by its source and its guid; what it said is in its versions.';
COMMENT ON COLUMN teletipo.report.id IS 'Number of the report.';
COMMENT ON COLUMN teletipo.report.source_id IS 'The source that brought it.';
COMMENT ON COLUMN teletipo.report.guid IS 'The source''s own id of it, else its canonical URL.';
COMMENT ON COLUMN teletipo.report.first_run_id IS 'The run that first saw it.';
COMMENT ON COLUMN teletipo.report.first_seen IS 'When it was first stored.';

CREATE TABLE teletipo.report_version (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    report_id bigint NOT NULL REFERENCES teletipo.report ON DELETE CASCADE,
    version_label text NOT NULL DEFAULT '',
    version_number bigint GENERATED ALWAYS AS (
        CASE WHEN version_label ~ '^[0-9]{1,18}$' THEN version_label::bigint END
    ) STORED,
    version_created timestamptz,
    ordinal integer NOT NULL CHECK (ordinal > 0),
    is_current boolean NOT NULL DEFAULT FALSE,
    kind text NOT NULL CHECK (kind IN ('original', 'update', 'correction', 'kill')),
    status text NOT NULL CHECK (status IN ('usable', 'canceled', 'withheld')),
    language text NOT NULL,
    headline text,
    text text NOT NULL,
    zones teletipo.spans NOT NULL DEFAULT '[]',
    agency text,
    dateline_place text,
    dateline_date text,
    dateline_agency text,
    dateline_spans teletipo.spans,
    published_at timestamptz CHECK (published_at >= '0002-01-01Z' AND published_at < '9999-01-01Z'),
    published_precision text CHECK (published_precision IN ('second', 'minute', 'hour', 'day', 'month', 'year')),
    published_offset integer,
    published_zone text,
    published_original text,
    published_reason text,
    url text,
    item jsonb NOT NULL,
    content_hash teletipo.sha256 NOT NULL,
    text_hash teletipo.sha256 NOT NULL,
    fingerprint teletipo.sha256 NOT NULL,
    payload_sha256 teletipo.sha256 REFERENCES teletipo.payload,
    first_run_id bigint REFERENCES teletipo.ingest_run,
    first_seen timestamptz NOT NULL DEFAULT now(),
    unattributed teletipo.spans NOT NULL DEFAULT '[]',
    made_by text,
    models jsonb,
    gaps text[],
    analysis_hash teletipo.sha256,
    analysed_run_id bigint REFERENCES teletipo.ingest_run,
    analysed_at timestamptz,
    search tsvector GENERATED ALWAYS AS (
        to_tsvector(teletipo.search_config(language), coalesce(headline, '') || ' ' || left(text, 200000))
    ) STORED,
    CONSTRAINT report_version_order UNIQUE (report_id, ordinal) DEFERRABLE INITIALLY DEFERRED,
    CHECK (
        num_nulls(
            published_at, published_precision, published_offset, published_zone, published_original, published_reason
        ) IN (0, 6)
    ),
    CHECK (dateline_spans IS NOT NULL OR num_nonnulls(dateline_place, dateline_date, dateline_agency) = 0),
    CHECK (num_nulls(made_by, models, gaps, analysis_hash, analysed_at) IN (0, 5))
);
CREATE UNIQUE INDEX report_version_identity ON teletipo.report_version (report_id, content_hash, version_label);
CREATE UNIQUE INDEX report_version_current ON teletipo.report_version (report_id) WHERE is_current;
CREATE INDEX report_version_time ON teletipo.report_version (coalesce(published_at, first_seen));
CREATE INDEX report_version_first_run ON teletipo.report_version (first_run_id);
CREATE INDEX report_version_analysed_run ON teletipo.report_version (analysed_run_id);
CREATE INDEX report_version_waiting ON teletipo.report_version (id) WHERE analysed_at IS NULL;
CREATE INDEX report_version_language ON teletipo.report_version (language);
CREATE INDEX report_version_fingerprint ON teletipo.report_version (fingerprint);
CREATE INDEX report_version_payload ON teletipo.report_version (payload_sha256);
CREATE INDEX report_version_search ON teletipo.report_version USING gin (search);
COMMENT ON TABLE teletipo.report_version IS
'One text as it was published, and the state of its analysis. A kill is a version of its own and deletes nothing.';
COMMENT ON COLUMN teletipo.report_version.id IS 'Number of the version.';
COMMENT ON COLUMN teletipo.report_version.report_id IS 'The report that it is a version of.';
COMMENT ON COLUMN teletipo.report_version.version_label IS 'The source''s own version label; empty if it gave none.';
COMMENT ON COLUMN teletipo.report_version.version_number IS 'The label as a number, where it is one.';
COMMENT ON COLUMN teletipo.report_version.version_created IS 'When the source says that it made this version.';
COMMENT ON COLUMN teletipo.report_version.ordinal IS
'Place among the versions, from 1: by version number, then version_created, then arrival.';
COMMENT ON COLUMN teletipo.report_version.is_current IS 'Whether it is the last in that order.';
COMMENT ON COLUMN teletipo.report_version.kind IS 'original, update, correction or kill.';
COMMENT ON COLUMN teletipo.report_version.status IS 'usable, canceled (a kill: not to be used) or withheld (embargo).';
COMMENT ON COLUMN teletipo.report_version.language IS 'ISO 639-1, or und.';
COMMENT ON COLUMN teletipo.report_version.headline IS 'Headline.';
COMMENT ON COLUMN teletipo.report_version.text IS 'The clean body; every span of this version counts code points of it.';
COMMENT ON COLUMN teletipo.report_version.zones IS 'Spans with a "label" that are not the report''s own telling: dateline, credit …';
COMMENT ON COLUMN teletipo.report_version.agency IS 'Agency that issued it.';
COMMENT ON COLUMN teletipo.report_version.dateline_place IS 'Place of the dateline.';
COMMENT ON COLUMN teletipo.report_version.dateline_date IS 'Date of the dateline, as written.';
COMMENT ON COLUMN teletipo.report_version.dateline_agency IS 'Agency of the dateline, as written.';
COMMENT ON COLUMN teletipo.report_version.dateline_spans IS 'Where the dateline stands; null if there is none.';
COMMENT ON COLUMN teletipo.report_version.published_at IS 'When it was published, to published_precision; finer parts mean nothing.';
COMMENT ON COLUMN teletipo.report_version.published_precision IS 'second, minute, hour, day, month or year.';
COMMENT ON COLUMN teletipo.report_version.published_offset IS 'Seconds east of UTC of the clock it was stated in.';
COMMENT ON COLUMN teletipo.report_version.published_zone IS 'Where the offset comes from: stated, named:…, assumed:…, none.';
COMMENT ON COLUMN teletipo.report_version.published_original IS 'The string that published_at was read from.';
COMMENT ON COLUMN teletipo.report_version.published_reason IS 'The rule that read it.';
COMMENT ON COLUMN teletipo.report_version.url IS 'Where it can be read: canonical URL, else the URL of the item.';
COMMENT ON COLUMN teletipo.report_version.item IS 'The item as it was parsed out of the payload (item JSON).';
COMMENT ON COLUMN teletipo.report_version.content_hash IS
'SHA-256 of what the item says; with the label it is what makes a version, whatever the normaliser does.';
COMMENT ON COLUMN teletipo.report_version.text_hash IS 'SHA-256 of text.';
COMMENT ON COLUMN teletipo.report_version.fingerprint IS
'SHA-256 of the words outside the zones, folded: the same for identical copies under other datelines and credits.';
COMMENT ON COLUMN teletipo.report_version.payload_sha256 IS 'The payload that it came in.';
COMMENT ON COLUMN teletipo.report_version.first_run_id IS 'The run that first saw it.';
COMMENT ON COLUMN teletipo.report_version.first_seen IS 'When it was first stored.';
COMMENT ON COLUMN teletipo.report_version.unattributed IS 'Statements of fact that nobody is credited with.';
COMMENT ON COLUMN teletipo.report_version.made_by IS 'Pipeline and models that analysed it; null if nobody has.';
COMMENT ON COLUMN teletipo.report_version.models IS 'The same by name: {"pipeline", "spacy", "spacy_model", …}.';
COMMENT ON COLUMN teletipo.report_version.gaps IS 'Layers that the analysis left out, and why.';
COMMENT ON COLUMN teletipo.report_version.analysis_hash IS 'SHA-256 of the analysis, by which an unchanged one is known.';
COMMENT ON COLUMN teletipo.report_version.analysed_run_id IS 'The run that analysed it; null outside a run.';
COMMENT ON COLUMN teletipo.report_version.analysed_at IS 'When it was analysed.';
COMMENT ON COLUMN teletipo.report_version.search IS 'Headline and the first 200,000 characters of the text, for full-text search.';

CREATE TABLE teletipo.rejection (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id bigint REFERENCES teletipo.ingest_run,
    stage text NOT NULL CHECK (
        stage IN ('fetch', 'parse', 'normalize', 'extract', 'relate', 'summarize', 'store')
    ),
    reason text NOT NULL,
    message text NOT NULL,
    source text,
    locator text,
    evidence text,
    first_seen timestamptz NOT NULL DEFAULT now(),
    resolved_at timestamptz
);
CREATE UNIQUE INDEX rejection_identity ON teletipo.rejection (
    stage, reason, md5(coalesce(source, '')), md5(coalesce(locator, '')), md5(coalesce(evidence, ''))
);
CREATE INDEX rejection_run ON teletipo.rejection (run_id);
CREATE INDEX rejection_open ON teletipo.rejection (locator, source) WHERE resolved_at IS NULL;
COMMENT ON TABLE teletipo.rejection IS 'What a stage could not take, and why; met again, it is not written again.';
COMMENT ON COLUMN teletipo.rejection.id IS 'Number of the rejection.';
COMMENT ON COLUMN teletipo.rejection.run_id IS 'The run that met it, or met it again after it was resolved.';
COMMENT ON COLUMN teletipo.rejection.stage IS 'fetch, parse, normalize, extract, relate, summarize or store.';
COMMENT ON COLUMN teletipo.rejection.reason IS 'A short key for the kind of trouble.';
COMMENT ON COLUMN teletipo.rejection.message IS 'What to do, in one line.';
COMMENT ON COLUMN teletipo.rejection.source IS 'The source, as far as it is known.';
COMMENT ON COLUMN teletipo.rejection.locator IS 'Where in the source: URL, file, item, report version.';
COMMENT ON COLUMN teletipo.rejection.evidence IS 'What was seen: first bytes, a string, a hash.';
COMMENT ON COLUMN teletipo.rejection.first_seen IS 'When it was first met.';
COMMENT ON COLUMN teletipo.rejection.resolved_at IS 'When the same thing was taken after all; null while it is open.';
