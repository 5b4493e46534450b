-- A version that came only in part (broken off, a teaser, behind a wall) is not current over a whole one.

CREATE FUNCTION teletipo.is_part(item jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(item ->> 'body_status' IN ('partial', 'paywalled', 'blocked'), FALSE);
COMMENT ON FUNCTION teletipo.is_part IS 'Whether an item (item JSON) came only in part.';

COMMENT ON COLUMN teletipo.report_version.is_current IS
'Whether it is the last in that order that is whole or a kill; the last of all while none is.';

UPDATE teletipo.report_version AS v
SET is_current = FALSE
WHERE v.is_current AND v.kind <> 'kill' AND teletipo.is_part(v.item) AND EXISTS (
    SELECT FROM teletipo.report_version AS w
    WHERE w.report_id = v.report_id AND (w.kind = 'kill' OR NOT teletipo.is_part(w.item))
);
UPDATE teletipo.report_version AS v
SET is_current = TRUE
WHERE v.id IN (
    SELECT DISTINCT ON (w.report_id) w.id FROM teletipo.report_version AS w
    WHERE
        NOT EXISTS (
            SELECT FROM teletipo.report_version AS c
            WHERE c.report_id = w.report_id AND c.is_current
        )
    ORDER BY w.report_id ASC, w.kind <> 'kill' AND teletipo.is_part(w.item) ASC, w.ordinal DESC
);
