-- A text that comes back: an address whose versions are in order of arrival shows again what it showed before.

ALTER TABLE teletipo.report_version ADD COLUMN seen_again timestamptz;
COMMENT ON COLUMN teletipo.report_version.seen_again IS
'When it last took the place of a later version that had no number or date either; null if it never did.';
