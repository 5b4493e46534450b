-- What each place says about the date of a report: all of it is kept, with the reason why it was believed or not.

ALTER TABLE teletipo.report_version
ADD COLUMN published_claims jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(published_claims) = 'array');
COMMENT ON COLUMN teletipo.report_version.published_claims IS
'All that is said about published_at, the believed first: [{"origin", "text", "instant" or null, "reason"}, …].';
