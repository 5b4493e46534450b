-- What sites allow: robots.txt is asked for once a day a site, whichever worker needs it.

CREATE TABLE teletipo.robots (
    origin text PRIMARY KEY,
    rules text,
    trouble text,
    good_until timestamptz NOT NULL,
    CHECK (num_nonnulls(rules, trouble) < 2)
);
COMMENT ON TABLE teletipo.robots IS 'The robots.txt of each site, over all workers; without rules and trouble, all is allowed.';
COMMENT ON COLUMN teletipo.robots.origin IS 'Scheme, host and port of the site.';
COMMENT ON COLUMN teletipo.robots.rules IS 'The text of its robots.txt; null where it has none or it cannot be read.';
COMMENT ON COLUMN teletipo.robots.trouble IS 'Why it cannot be read for now: nothing is fetched from there.';
COMMENT ON COLUMN teletipo.robots.good_until IS 'When it is asked for again.';
