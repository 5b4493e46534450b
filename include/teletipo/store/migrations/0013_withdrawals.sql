-- A kill that comes under a guid of its own names the report that it takes back; that report is marked, not deleted.

ALTER TABLE teletipo.report_version ADD COLUMN withdraws text[] NOT NULL DEFAULT '{}';
CREATE INDEX report_version_withdraws ON teletipo.report_version (first_seen) WHERE withdraws <> '{}';
COMMENT ON COLUMN teletipo.report_version.withdraws IS
'What a kill calls the report that it takes back: identifiers, titles, slugs.';

CREATE TABLE teletipo.withdrawal (
    report_version_id bigint PRIMARY KEY REFERENCES teletipo.report_version ON DELETE CASCADE,
    notice_id bigint NOT NULL REFERENCES teletipo.report_version ON DELETE CASCADE
);
CREATE INDEX withdrawal_notice ON teletipo.withdrawal (notice_id);
COMMENT ON TABLE teletipo.withdrawal IS 'Report versions that were taken back by a kill under another guid.';
COMMENT ON COLUMN teletipo.withdrawal.report_version_id IS 'What was taken back; its status is canceled.';
COMMENT ON COLUMN teletipo.withdrawal.notice_id IS 'The kill.';

CREATE FUNCTION teletipo.name_key(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN btrim(regexp_replace(lower(name), '[^[:alnum:]]+', ' ', 'g'));
COMMENT ON FUNCTION teletipo.name_key(text) IS 'A title or slug by its letters and digits, case and marks left out.';

CREATE FUNCTION teletipo.issued(version teletipo.report_version) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(
    version.version_created,
    CASE WHEN version.published_precision IN ('second', 'minute', 'hour') THEN version.published_at END
);
COMMENT ON FUNCTION teletipo.issued(teletipo.report_version) IS
'When a version was issued, as far as it says a time of day; else null.';
