-- Which parsers read an item: what newer ones make of the same payload is no update by the agency.

ALTER TABLE teletipo.report_version ADD COLUMN read_by text;
COMMENT ON COLUMN teletipo.report_version.read_by IS
'Digest of the parsers that read the item; null where it was stored before that was noted.';
