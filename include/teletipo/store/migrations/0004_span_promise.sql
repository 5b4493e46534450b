-- The span promise: a record whose text is not that slice of its report version is refused.
--
-- The check runs once a statement, over all rows that it wrote. Postgres finds the n-th character of a text by
-- walking there, so checking every span against the whole text would be quadratic; each text is cut once into
-- pieces of 1024 characters (by way of blocks of 32 pieces, for the same reason), and a span is compared with the
-- pieces that it touches.

CREATE FUNCTION teletipo.refuse_misplaced(
    relation text, versions bigint[], starts integer[], ends integer[], texts text[]
) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = ''
AS $$
DECLARE
    piece constant integer := 1024;
    pieces constant integer := 32;
    wrong record;
BEGIN
    WITH span AS MATERIALIZED (
        SELECT s.number, s.version, s.start_pos, s.end_pos, s.text
        FROM unnest(versions, starts, ends, texts) WITH ORDINALITY AS s (version, start_pos, end_pos, text, number)
    ),
    version AS MATERIALIZED (
        SELECT v.id, v.text || '' AS text, char_length(v.text) AS length
        FROM teletipo.report_version AS v
        WHERE v.id IN (SELECT span.version FROM span)
    ),
    block AS MATERIALIZED (
        SELECT v.id AS version, b AS number,
            substring(v.text FROM b * pieces * piece + 1 FOR pieces * piece) AS text
        FROM version AS v CROSS JOIN LATERAL generate_series(0, v.length / (pieces * piece)) AS b
    ),
    cut AS MATERIALIZED (
        SELECT block.version, block.number * pieces + k AS number,
            substring(block.text FROM k * piece + 1 FOR piece) AS text
        FROM block CROSS JOIN LATERAL generate_series(0, pieces - 1) AS k
    ),
    touched AS (
        SELECT s.number, string_agg(cut.text, '' ORDER BY cut.number) AS text
        FROM span AS s
        CROSS JOIN LATERAL generate_series(s.start_pos / piece, (s.end_pos - 1) / piece) AS k
        INNER JOIN cut ON cut.version = s.version AND cut.number = k
        GROUP BY s.number
    )
    SELECT s.version, s.start_pos, s.end_pos, s.text AS said,
        substring(t.text FROM s.start_pos % piece + 1 FOR s.end_pos - s.start_pos) AS found
    INTO wrong
    FROM span AS s LEFT JOIN touched AS t ON t.number = s.number
    WHERE s.start_pos IS NULL OR s.end_pos IS NULL OR s.start_pos < 0 OR s.start_pos >= s.end_pos
        OR s.text IS DISTINCT FROM substring(t.text FROM s.start_pos % piece + 1 FOR s.end_pos - s.start_pos)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% has a span that is not in its report: version %, %:% reads %, not %',
            relation, wrong.version, wrong.start_pos, wrong.end_pos,
            coalesce(quote_literal(left(wrong.found, 80)), 'nothing'),
            coalesce(quote_literal(left(wrong.said, 80)), 'nothing')
            USING ERRCODE = 'check_violation', CONSTRAINT = 'span_promise', SCHEMA = 'teletipo', TABLE = relation;
    END IF;
END
$$;
COMMENT ON FUNCTION teletipo.refuse_misplaced(text, bigint[], integer[], integer[], text[]) IS
'Raises check_violation (constraint span_promise) if a text is not its slice of the report version.';

CREATE FUNCTION teletipo.hold_spans_in_columns() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    PERFORM teletipo.refuse_misplaced(
        TG_TABLE_NAME, array_agg(w.report_version_id), array_agg(w.start_pos), array_agg(w.end_pos), array_agg(w.text)
    )
    FROM written AS w HAVING count(*) > 0;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION teletipo.hold_spans_in_columns() IS
'Holds the span promise for tables with start_pos, end_pos and text.';

CREATE FUNCTION teletipo.hold_spans_in_lists() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    PERFORM teletipo.refuse_misplaced(
        TG_TABLE_NAME, array_agg(w.report_version_id), array_agg(part.start), array_agg(part."end"), array_agg(part.text)
    )
    FROM written AS w
    CROSS JOIN unnest(TG_ARGV) AS named (list)
    CROSS JOIN LATERAL jsonb_to_recordset(to_jsonb(w) -> named.list) AS part (start integer, "end" integer, text text)
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION teletipo.hold_spans_in_lists() IS
'Holds the span promise for the lists of spans that the trigger''s arguments name.';

CREATE FUNCTION teletipo.hold_spans_of_versions() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    PERFORM teletipo.refuse_misplaced(
        TG_TABLE_NAME, array_agg(w.id), array_agg(part.start), array_agg(part."end"), array_agg(part.text)
    )
    FROM written AS w
    CROSS JOIN LATERAL (VALUES (w.zones), (w.dateline_spans), (w.unattributed)) AS named (list)
    CROSS JOIN LATERAL jsonb_to_recordset(named.list) AS part (start integer, "end" integer, text text)
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION teletipo.hold_spans_of_versions() IS
'Holds the span promise for the spans that a report version keeps itself.';

CREATE FUNCTION teletipo.keep_text_under_records() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    IF EXISTS (SELECT FROM teletipo.mention WHERE report_version_id = NEW.id)
        OR EXISTS (SELECT FROM teletipo.temporal_expression WHERE report_version_id = NEW.id)
        OR EXISTS (SELECT FROM teletipo.attribution WHERE report_version_id = NEW.id)
        OR EXISTS (SELECT FROM teletipo.quotation WHERE report_version_id = NEW.id)
        OR EXISTS (SELECT FROM teletipo.event WHERE report_version_id = NEW.id)
        OR EXISTS (SELECT FROM teletipo.summary_sentence WHERE report_version_id = NEW.id)
    THEN
        RAISE EXCEPTION 'the text of report version % stays as it is while records point into it', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'span_promise', SCHEMA = 'teletipo', TABLE = TG_TABLE_NAME,
            HINT = 'delete its records first, in the same transaction';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION teletipo.keep_text_under_records() IS 'Refuses to change a text while records point into it.';

CREATE TRIGGER text_stays BEFORE UPDATE OF text ON teletipo.report_version
FOR EACH ROW WHEN (old.text IS DISTINCT FROM new.text) EXECUTE FUNCTION teletipo.keep_text_under_records();

CREATE TRIGGER spans_inserted AFTER INSERT ON teletipo.report_version
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION teletipo.hold_spans_of_versions();
CREATE TRIGGER spans_updated AFTER UPDATE ON teletipo.report_version
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION teletipo.hold_spans_of_versions();

CREATE TRIGGER spans_inserted AFTER INSERT ON teletipo.mention
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION teletipo.hold_spans_in_columns();
CREATE TRIGGER spans_updated AFTER UPDATE ON teletipo.mention
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION teletipo.hold_spans_in_columns();

CREATE TRIGGER spans_inserted AFTER INSERT ON teletipo.temporal_expression
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION teletipo.hold_spans_in_columns();
CREATE TRIGGER spans_updated AFTER UPDATE ON teletipo.temporal_expression
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION teletipo.hold_spans_in_columns();

CREATE TRIGGER spans_inserted AFTER INSERT ON teletipo.summary_sentence
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION teletipo.hold_spans_in_columns();
CREATE TRIGGER spans_updated AFTER UPDATE ON teletipo.summary_sentence
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION teletipo.hold_spans_in_columns();

CREATE TRIGGER spans_inserted AFTER INSERT ON teletipo.attribution
REFERENCING NEW TABLE AS written FOR EACH STATEMENT
EXECUTE FUNCTION teletipo.hold_spans_in_lists('scope', 'cue', 'source_mention', 'relay_cue', 'relay_mention');
CREATE TRIGGER spans_updated AFTER UPDATE ON teletipo.attribution
REFERENCING NEW TABLE AS written FOR EACH STATEMENT
EXECUTE FUNCTION teletipo.hold_spans_in_lists('scope', 'cue', 'source_mention', 'relay_cue', 'relay_mention');

CREATE TRIGGER spans_inserted AFTER INSERT ON teletipo.quotation
REFERENCING NEW TABLE AS written FOR EACH STATEMENT
EXECUTE FUNCTION teletipo.hold_spans_in_lists('content', 'verbatim', 'cue', 'speaker_mention');
CREATE TRIGGER spans_updated AFTER UPDATE ON teletipo.quotation
REFERENCING NEW TABLE AS written FOR EACH STATEMENT
EXECUTE FUNCTION teletipo.hold_spans_in_lists('content', 'verbatim', 'cue', 'speaker_mention');

CREATE TRIGGER spans_inserted AFTER INSERT ON teletipo.event
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION teletipo.hold_spans_in_lists('trigger');
CREATE TRIGGER spans_updated AFTER UPDATE ON teletipo.event
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION teletipo.hold_spans_in_lists('trigger');
