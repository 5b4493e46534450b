-- Who said what reads as it was meant: with the words that report it, in the report's language, without stray commas.

CREATE TABLE teletipo.entity_called (
    entity_id bigint NOT NULL REFERENCES teletipo.entity ON DELETE CASCADE,
    language text NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (entity_id, language)
);
COMMENT ON TABLE teletipo.entity_called IS 'What an entity is called in reports of a language.';
COMMENT ON COLUMN teletipo.entity_called.entity_id IS 'The entity.';
COMMENT ON COLUMN teletipo.entity_called.language IS 'The language (ISO 639-1) of the reports.';
COMMENT ON COLUMN teletipo.entity_called.name IS 'Its name there, as the first of them was read.';

CREATE FUNCTION teletipo.name_in(entity bigint, reading text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(
    (
        SELECT n.name FROM teletipo.entity_called AS n
        WHERE n.entity_id = entity AND n.language = reading
    ),
    (
        SELECT e.name FROM teletipo.entity AS e
        WHERE e.id = entity
    )
);
COMMENT ON FUNCTION teletipo.name_in IS
'What an entity is called in a language (ISO 639-1), else its name in the first report that had it.';

CREATE FUNCTION teletipo.names_of(entities bigint[]) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT string_agg(a.alias, ' ') FROM teletipo.entity_alias AS a
    INNER JOIN teletipo.entity AS e ON a.entity_id = e.id
    WHERE e.id = any(entities) OR e.merged_into = any(entities)
);
COMMENT ON FUNCTION teletipo.names_of IS 'All names that reports have used for canonical entities, to search in.';

CREATE FUNCTION teletipo.said(parts jsonb, kind text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE kind
    WHEN 'direct' THEN '“' || regexp_replace(rtrim(teletipo.spans_text(parts), ', '), ',([”"»’]+)$', '\1') || '”'
    ELSE regexp_replace(rtrim(teletipo.spans_text(parts), ', '), ',([”"»’]+)$', '\1')
END;
COMMENT ON FUNCTION teletipo.said IS
'The content of a quotation without a comma at its end; in quotation marks where its type is direct.';

CREATE OR REPLACE VIEW teletipo.quotes AS
SELECT
    v.id AS report_version_id,
    r.source_id || '/' || r.guid AS report,
    v.published_at,
    v.agency,
    v.language,
    v.headline,
    q.local_id AS quotation_id,
    (q.content -> 0 ->> 'start')::integer AS start_pos,
    speaker.name AS speaker,
    speaker.country AS speaker_country,
    speaker.id AS speaker_id,
    q.type,
    teletipo.said(q.content, q.type) AS said,
    teletipo.spans_text(q.verbatim) AS verbatim,
    q.cue_lemma AS cue,
    addressee.name AS addressee,
    chain.names AS through,
    q.nested_in,
    v.url,
    teletipo.spans_text(q.cue) AS cue_as_written,
    coalesce(chain.ids, '{}') AS through_ids
FROM teletipo.quotation AS q
INNER JOIN teletipo.report_version AS v ON q.report_version_id = v.id AND v.is_current AND v.status = 'usable'
INNER JOIN teletipo.report AS r ON v.report_id = r.id
LEFT JOIN teletipo.entity AS named ON q.speaker_id = named.id
LEFT JOIN teletipo.entity AS speaker ON coalesce(named.merged_into, named.id) = speaker.id
LEFT JOIN teletipo.entity AS addressed ON q.addressee_id = addressed.id
LEFT JOIN teletipo.entity AS addressee ON coalesce(addressed.merged_into, addressed.id) = addressee.id
LEFT JOIN LATERAL (
    SELECT
        string_agg(e.name, ' → ' ORDER BY k.position) AS names,
        array_agg(e.id ORDER BY k.position) AS ids
    FROM teletipo.attribution_link AS k
    INNER JOIN teletipo.entity AS known ON k.entity_id = known.id
    INNER JOIN teletipo.entity AS e ON coalesce(known.merged_into, known.id) = e.id
    WHERE
        k.report_version_id = q.report_version_id AND k.attribution_id = q.via
        AND e.id IS DISTINCT FROM speaker.id
) AS chain ON TRUE;
COMMENT ON COLUMN teletipo.quotes.speaker IS
'Who said it, merges followed, by one name in all languages (name_in gives that of one); null if left open.';
COMMENT ON COLUMN teletipo.quotes.said IS
'What was said; parts are joined by " … ", direct speech is in “ ”. Read it with cue_as_written: it may be a denial.';
COMMENT ON COLUMN teletipo.quotes.cue IS 'Lemma of the word that reports it, without a negation.';
COMMENT ON COLUMN teletipo.quotes.through IS
'Through whom the report has it from the speaker, from the origin to the last relay; null if from nobody else.';
COMMENT ON COLUMN teletipo.quotes.cue_as_written IS
'The words that report it, as the report has them, with their negation: negó, no confirmó, declined to say.';
COMMENT ON COLUMN teletipo.quotes.through_ids IS 'The entities of through.';
