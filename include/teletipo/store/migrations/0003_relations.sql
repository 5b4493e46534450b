-- What connects reports, and what is chosen from them: copies, stories, summaries, digests.

CREATE TABLE teletipo.report_relation (
    a_id bigint NOT NULL REFERENCES teletipo.report_version ON DELETE CASCADE,
    b_id bigint NOT NULL REFERENCES teletipo.report_version ON DELETE CASCADE,
    relation text NOT NULL CHECK (relation IN ('identical', 'republication', 'update', 'excerpt', 'roundup')),
    share_a real CHECK (share_a BETWEEN 0 AND 1),
    share_b real CHECK (share_b BETWEEN 0 AND 1),
    made_by text NOT NULL,
    PRIMARY KEY (a_id, b_id),
    CHECK (a_id <> b_id)
);
CREATE INDEX report_relation_b ON teletipo.report_relation (b_id);
COMMENT ON TABLE teletipo.report_relation IS 'How one report version repeats another.';
COMMENT ON COLUMN teletipo.report_relation.a_id IS 'The version that came first.';
COMMENT ON COLUMN teletipo.report_relation.b_id IS 'The version that repeats it.';
COMMENT ON COLUMN teletipo.report_relation.relation IS 'identical, republication, update, excerpt or roundup.';
COMMENT ON COLUMN teletipo.report_relation.share_a IS 'Share of the first one''s words that the second has, 0 to 1.';
COMMENT ON COLUMN teletipo.report_relation.share_b IS 'Share of the second one''s words that come from the first, 0 to 1.';
COMMENT ON COLUMN teletipo.report_relation.made_by IS 'Pipeline that found it.';

CREATE TABLE teletipo.story (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    headline text,
    weight real NOT NULL DEFAULT 0,
    made_by text NOT NULL,
    first_seen timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE teletipo.story IS 'The reports, in any language, about one happening.';
COMMENT ON COLUMN teletipo.story.id IS 'Number of the story; it stays while the story grows.';
COMMENT ON COLUMN teletipo.story.headline IS 'Headline of the report that stands for it.';
COMMENT ON COLUMN teletipo.story.weight IS 'How much the digest makes of it; only the order means something.';
COMMENT ON COLUMN teletipo.story.made_by IS 'Pipeline that grouped it.';
COMMENT ON COLUMN teletipo.story.first_seen IS 'When it was first stored.';

CREATE TABLE teletipo.story_report (
    story_id bigint NOT NULL REFERENCES teletipo.story ON DELETE CASCADE,
    report_id bigint NOT NULL UNIQUE REFERENCES teletipo.report ON DELETE CASCADE,
    PRIMARY KEY (story_id, report_id)
);
COMMENT ON TABLE teletipo.story_report IS 'Which reports tell a story; a report is in one story at most.';
COMMENT ON COLUMN teletipo.story_report.story_id IS 'The story.';
COMMENT ON COLUMN teletipo.story_report.report_id IS 'A report that tells it.';

CREATE TABLE teletipo.summary (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    report_version_id bigint UNIQUE REFERENCES teletipo.report_version ON DELETE CASCADE,
    story_id bigint UNIQUE REFERENCES teletipo.story ON DELETE CASCADE,
    text text NOT NULL,
    made_by text NOT NULL,
    CHECK (num_nonnulls(report_version_id, story_id) = 1)
);
COMMENT ON TABLE teletipo.summary IS 'Chosen sentences of one report version, or of the reports of one story.';
COMMENT ON COLUMN teletipo.summary.id IS 'Number of the summary.';
COMMENT ON COLUMN teletipo.summary.report_version_id IS 'The report version that it sums up; else null.';
COMMENT ON COLUMN teletipo.summary.story_id IS 'The story that it sums up; else null.';
COMMENT ON COLUMN teletipo.summary.text IS 'The sentences joined.';
COMMENT ON COLUMN teletipo.summary.made_by IS 'Pipeline and models that made it; its sentences have the same stamp.';

CREATE TABLE teletipo.summary_sentence (
    summary_id bigint NOT NULL REFERENCES teletipo.summary ON DELETE CASCADE,
    position integer NOT NULL CHECK (position > 0),
    report_version_id bigint NOT NULL REFERENCES teletipo.report_version ON DELETE CASCADE,
    start_pos integer NOT NULL CHECK (start_pos >= 0),
    end_pos integer NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (summary_id, position),
    CHECK (start_pos < end_pos)
);
CREATE INDEX summary_sentence_version ON teletipo.summary_sentence (report_version_id);
COMMENT ON TABLE teletipo.summary_sentence IS 'A sentence of a summary, where it stands in its report.';
COMMENT ON COLUMN teletipo.summary_sentence.summary_id IS 'The summary.';
COMMENT ON COLUMN teletipo.summary_sentence.position IS 'Place in the summary, from 1.';
COMMENT ON COLUMN teletipo.summary_sentence.report_version_id IS 'The report version that it is taken from.';
COMMENT ON COLUMN teletipo.summary_sentence.start_pos IS 'First code point of the span.';
COMMENT ON COLUMN teletipo.summary_sentence.end_pos IS 'Code point after the last.';
COMMENT ON COLUMN teletipo.summary_sentence.text IS 'The span''s text.';

CREATE TABLE teletipo.digest (
    day date NOT NULL,
    language text NOT NULL,
    markdown text NOT NULL,
    html text NOT NULL,
    content jsonb NOT NULL,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (day, language)
);
COMMENT ON TABLE teletipo.digest IS 'A day''s stories in order of weight.';
COMMENT ON COLUMN teletipo.digest.day IS 'The day, in UTC.';
COMMENT ON COLUMN teletipo.digest.language IS 'Language of its own words (ISO 639-1); sentences stay in theirs.';
COMMENT ON COLUMN teletipo.digest.markdown IS 'As Markdown.';
COMMENT ON COLUMN teletipo.digest.html IS 'As a page.';
COMMENT ON COLUMN teletipo.digest.content IS 'As data: stories, sentences, spans.';
COMMENT ON COLUMN teletipo.digest.made_by IS 'Pipeline that made it.';
COMMENT ON COLUMN teletipo.digest.made_at IS 'When it was last written; an unchanged digest is not written again.';
