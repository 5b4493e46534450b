-- What was read out of a report version. Rows keep the ids of the analysis ("e1", "q1") as local_id, fall with
-- their version, and are stamped with what made them.

CREATE TABLE teletipo.entity (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text NOT NULL UNIQUE,
    name text NOT NULL,
    type text NOT NULL CHECK (type IN ('PER', 'ORG', 'GPE', 'LOC', 'GRP', 'DOC', 'OTH')),
    country text CHECK (country ~ '^[A-Z]{3}$'),
    wikidata text CHECK (wikidata ~ '^Q[1-9][0-9]*$'),
    merged_into bigint REFERENCES teletipo.entity CHECK (merged_into <> id),
    merged_at timestamptz,
    merge_reason text,
    first_seen timestamptz NOT NULL DEFAULT now(),
    CHECK (num_nulls(merged_into, merged_at, merge_reason) IN (0, 3))
);
CREATE INDEX entity_merged ON teletipo.entity (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX entity_name ON teletipo.entity (lower(name));
COMMENT ON TABLE teletipo.entity IS
'People, organisations and places across all reports: one row an identity. Records keep pointing at the row that they
were read as; the views follow merged_into, so that a merge is undone by clearing it.';
COMMENT ON COLUMN teletipo.entity.id IS 'Number of the entity.';
COMMENT ON COLUMN teletipo.entity.key IS 'Its identity: the Wikidata id, else normalised name, type and country.';
COMMENT ON COLUMN teletipo.entity.name IS 'Canonical name.';
COMMENT ON COLUMN teletipo.entity.type IS 'PER, ORG, GPE (a place that acts), LOC, GRP (a people), DOC (a letter, a report) or OTH.';
COMMENT ON COLUMN teletipo.entity.country IS 'ISO 3166 alpha-3.';
COMMENT ON COLUMN teletipo.entity.wikidata IS 'Wikidata Q-id.';
COMMENT ON COLUMN teletipo.entity.merged_into IS 'The entity that this one is the same as, by somebody''s judgement.';
COMMENT ON COLUMN teletipo.entity.merged_at IS 'When that was decided.';
COMMENT ON COLUMN teletipo.entity.merge_reason IS 'Why.';
COMMENT ON COLUMN teletipo.entity.first_seen IS 'When it was first stored.';

CREATE FUNCTION teletipo.keep_merges_flat() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    PERFORM FROM teletipo.entity WHERE id = NEW.merged_into FOR SHARE;
    IF EXISTS (SELECT FROM teletipo.entity WHERE id = NEW.merged_into AND merged_into IS NOT NULL)
        OR EXISTS (SELECT FROM teletipo.entity WHERE merged_into = NEW.id)
    THEN
        RAISE EXCEPTION 'entity % cannot be merged into %: one of them is already part of a merge', NEW.id, NEW.merged_into
            USING ERRCODE = 'check_violation', HINT = 'undo that merge first, or merge into its target';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION teletipo.keep_merges_flat() IS 'Refuses chains of merges, so that one step finds the canonical entity.';
CREATE TRIGGER flat_merges BEFORE INSERT OR UPDATE OF merged_into ON teletipo.entity
FOR EACH ROW WHEN (new.merged_into IS NOT NULL) EXECUTE FUNCTION teletipo.keep_merges_flat();

CREATE TABLE teletipo.entity_alias (
    entity_id bigint NOT NULL REFERENCES teletipo.entity ON DELETE CASCADE,
    alias text NOT NULL,
    first_seen timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (entity_id, alias)
);
CREATE INDEX entity_alias_name ON teletipo.entity_alias (lower(alias));
COMMENT ON TABLE teletipo.entity_alias IS 'Names that reports have used for an entity.';
COMMENT ON COLUMN teletipo.entity_alias.entity_id IS 'The entity.';
COMMENT ON COLUMN teletipo.entity_alias.alias IS 'A name as written, on one line.';
COMMENT ON COLUMN teletipo.entity_alias.first_seen IS 'When it was first stored.';

CREATE TABLE teletipo.mention (
    report_version_id bigint NOT NULL REFERENCES teletipo.report_version ON DELETE CASCADE,
    local_id text NOT NULL,
    entity_id bigint NOT NULL REFERENCES teletipo.entity,
    start_pos integer NOT NULL CHECK (start_pos >= 0),
    end_pos integer NOT NULL,
    text text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('name', 'nominal', 'adjectival', 'pronominal', 'null_subject')),
    made_by text NOT NULL,
    PRIMARY KEY (report_version_id, local_id, start_pos, end_pos, kind),
    CHECK (start_pos < end_pos)
);
CREATE INDEX mention_entity ON teletipo.mention (entity_id);
COMMENT ON TABLE teletipo.mention IS 'A span that names an entity.';
COMMENT ON COLUMN teletipo.mention.report_version_id IS 'The report version that it stands in.';
COMMENT ON COLUMN teletipo.mention.local_id IS 'Id of the entity within the report: e1, e2 …';
COMMENT ON COLUMN teletipo.mention.entity_id IS 'The entity that it names.';
COMMENT ON COLUMN teletipo.mention.start_pos IS 'First code point of the span.';
COMMENT ON COLUMN teletipo.mention.end_pos IS 'Code point after the last.';
COMMENT ON COLUMN teletipo.mention.text IS 'The span''s text.';
COMMENT ON COLUMN teletipo.mention.kind IS 'name, nominal, adjectival, pronominal, or null_subject (the span is then the verb).';
COMMENT ON COLUMN teletipo.mention.made_by IS 'Pipeline and models that made it.';

CREATE TABLE teletipo.temporal_expression (
    report_version_id bigint NOT NULL REFERENCES teletipo.report_version ON DELETE CASCADE,
    local_id text NOT NULL,
    start_pos integer NOT NULL CHECK (start_pos >= 0),
    end_pos integer NOT NULL,
    text text NOT NULL,
    type text NOT NULL CHECK (type IN ('DATE', 'TIME', 'DURATION', 'SET')),
    value text NOT NULL,
    mod text,
    anchor text,
    rule text NOT NULL,
    made_by text NOT NULL,
    PRIMARY KEY (report_version_id, local_id),
    CHECK (start_pos < end_pos)
);
CREATE INDEX temporal_expression_value ON teletipo.temporal_expression (value text_pattern_ops);
COMMENT ON TABLE teletipo.temporal_expression IS 'A date, time, duration or set of times, resolved (TIMEX3).';
COMMENT ON COLUMN teletipo.temporal_expression.report_version_id IS 'The report version that it stands in.';
COMMENT ON COLUMN teletipo.temporal_expression.local_id IS 'Id within the report: t1, t2 …';
COMMENT ON COLUMN teletipo.temporal_expression.start_pos IS 'First code point of the span.';
COMMENT ON COLUMN teletipo.temporal_expression.end_pos IS 'Code point after the last.';
COMMENT ON COLUMN teletipo.temporal_expression.text IS 'The span''s text.';
COMMENT ON COLUMN teletipo.temporal_expression.type IS 'DATE, TIME, DURATION or SET.';
COMMENT ON COLUMN teletipo.temporal_expression.value IS 'TIMEX3 value: 2026-01-08, P3M, 2025-W03 …';
COMMENT ON COLUMN teletipo.temporal_expression.mod IS 'TIMEX3 modifier: APPROX, START, END …';
COMMENT ON COLUMN teletipo.temporal_expression.anchor IS 'What it was resolved against.';
COMMENT ON COLUMN teletipo.temporal_expression.rule IS 'The rule that decided.';
COMMENT ON COLUMN teletipo.temporal_expression.made_by IS 'Pipeline and models that made it.';

CREATE TABLE teletipo.attribution (
    report_version_id bigint NOT NULL REFERENCES teletipo.report_version ON DELETE CASCADE,
    local_id text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('agency', 'media', 'official', 'document', 'person', 'anonymous')),
    scope teletipo.spans NOT NULL DEFAULT '[]',
    cue teletipo.spans NOT NULL DEFAULT '[]',
    source_mention teletipo.spans NOT NULL DEFAULT '[]',
    relay_cue teletipo.spans NOT NULL DEFAULT '[]',
    relay_mention teletipo.spans NOT NULL DEFAULT '[]',
    hedged boolean NOT NULL,
    anonymous boolean NOT NULL,
    rule text NOT NULL,
    made_by text NOT NULL,
    PRIMARY KEY (report_version_id, local_id)
);
COMMENT ON TABLE teletipo.attribution IS 'Who the report says it has something from; the chain is in attribution_link.';
COMMENT ON COLUMN teletipo.attribution.report_version_id IS 'The report version that it stands in.';
COMMENT ON COLUMN teletipo.attribution.local_id IS 'Id within the report: a1, a2 …';
COMMENT ON COLUMN teletipo.attribution.kind IS 'agency, media, official, document, person or anonymous.';
COMMENT ON COLUMN teletipo.attribution.scope IS 'Spans of what is attributed.';
COMMENT ON COLUMN teletipo.attribution.cue IS 'Spans of the words that attribute: según, according to …';
COMMENT ON COLUMN teletipo.attribution.source_mention IS 'Spans that name the source.';
COMMENT ON COLUMN teletipo.attribution.relay_cue IS 'Spans of the words that tell of the relay: recogió, replicada por …';
COMMENT ON COLUMN teletipo.attribution.relay_mention IS 'Spans that name the relay.';
COMMENT ON COLUMN teletipo.attribution.hedged IS 'Whether the report keeps its distance: habría, allegedly …';
COMMENT ON COLUMN teletipo.attribution.anonymous IS 'Whether the source is not named.';
COMMENT ON COLUMN teletipo.attribution.rule IS 'The rule that found it.';
COMMENT ON COLUMN teletipo.attribution.made_by IS 'Pipeline and models that made it; its links have the same stamp.';

CREATE TABLE teletipo.attribution_link (
    report_version_id bigint NOT NULL,
    attribution_id text NOT NULL,
    position integer NOT NULL CHECK (position > 0),
    entity_id bigint NOT NULL REFERENCES teletipo.entity,
    role text NOT NULL CHECK (role IN ('origin', 'document', 'agency', 'relay')),
    PRIMARY KEY (report_version_id, attribution_id, position),
    FOREIGN KEY (report_version_id, attribution_id) REFERENCES teletipo.attribution ON DELETE CASCADE
);
CREATE INDEX attribution_link_entity ON teletipo.attribution_link (entity_id);
COMMENT ON TABLE teletipo.attribution_link IS 'The chain of an attribution, one row a link, from the origin to the last relay.';
COMMENT ON COLUMN teletipo.attribution_link.report_version_id IS 'The report version of the attribution.';
COMMENT ON COLUMN teletipo.attribution_link.attribution_id IS 'The attribution''s local_id.';
COMMENT ON COLUMN teletipo.attribution_link.position IS 'Place in the chain; 1 is the origin.';
COMMENT ON COLUMN teletipo.attribution_link.entity_id IS 'Who.';
COMMENT ON COLUMN teletipo.attribution_link.role IS
'origin (says it), document (it is said in), agency (the report has it from), relay (repeats what the agency said).';

CREATE TABLE teletipo.quotation (
    report_version_id bigint NOT NULL REFERENCES teletipo.report_version ON DELETE CASCADE,
    local_id text NOT NULL,
    type text NOT NULL CHECK (type IN ('direct', 'indirect', 'mixed')),
    content teletipo.spans NOT NULL CHECK (content <> '[]'),
    verbatim teletipo.spans NOT NULL DEFAULT '[]',
    cue teletipo.spans NOT NULL DEFAULT '[]',
    cue_lemma text,
    speaker_id bigint REFERENCES teletipo.entity,
    speaker_mention teletipo.spans NOT NULL DEFAULT '[]',
    addressee_id bigint REFERENCES teletipo.entity,
    via text,
    nested_in text CHECK (nested_in <> local_id),
    rule text NOT NULL,
    made_by text NOT NULL,
    PRIMARY KEY (report_version_id, local_id),
    FOREIGN KEY (report_version_id, via) REFERENCES teletipo.attribution,
    FOREIGN KEY (report_version_id, nested_in) REFERENCES teletipo.quotation
);
CREATE INDEX quotation_speaker ON teletipo.quotation (speaker_id);
CREATE INDEX quotation_addressee ON teletipo.quotation (addressee_id) WHERE addressee_id IS NOT NULL;
CREATE INDEX quotation_via ON teletipo.quotation (report_version_id, via) WHERE via IS NOT NULL;
CREATE INDEX quotation_nested ON teletipo.quotation (report_version_id, nested_in) WHERE nested_in IS NOT NULL;
COMMENT ON TABLE teletipo.quotation IS 'Reported speech: who said what, in whose words, according to whom.';
COMMENT ON COLUMN teletipo.quotation.report_version_id IS 'The report version that it stands in.';
COMMENT ON COLUMN teletipo.quotation.local_id IS 'Id within the report: q1, q2 …';
COMMENT ON COLUMN teletipo.quotation.type IS 'direct, indirect, or mixed (indirect with the speaker''s own words in quotation marks).';
COMMENT ON COLUMN teletipo.quotation.content IS 'Spans of what was said, without the outer quotation marks.';
COMMENT ON COLUMN teletipo.quotation.verbatim IS 'Spans of the words that are the speaker''s own.';
COMMENT ON COLUMN teletipo.quotation.cue IS 'Spans of the words that report the speech: afirmó, said …';
COMMENT ON COLUMN teletipo.quotation.cue_lemma IS 'Lemma of the cue.';
COMMENT ON COLUMN teletipo.quotation.speaker_id IS 'Who said it; null if the report leaves it open.';
COMMENT ON COLUMN teletipo.quotation.speaker_mention IS 'Spans that name the speaker.';
COMMENT ON COLUMN teletipo.quotation.addressee_id IS 'To whom.';
COMMENT ON COLUMN teletipo.quotation.via IS 'The attribution through which the report has it (its local_id).';
COMMENT ON COLUMN teletipo.quotation.nested_in IS 'The quotation that holds this one (its local_id).';
COMMENT ON COLUMN teletipo.quotation.rule IS 'The rule that found it.';
COMMENT ON COLUMN teletipo.quotation.made_by IS 'Pipeline and models that made it.';

CREATE TABLE teletipo.event (
    report_version_id bigint NOT NULL REFERENCES teletipo.report_version ON DELETE CASCADE,
    local_id text NOT NULL,
    trigger teletipo.spans NOT NULL,
    cameo text,
    plover text,
    source_id bigint REFERENCES teletipo.entity,
    target_id bigint REFERENCES teletipo.entity,
    place text,
    temporal_id text,
    factuality text NOT NULL CHECK (
        factuality IN ('asserted', 'future', 'negated', 'alleged', 'conditional', 'unconfirmed')
    ),
    reported_by bigint[] NOT NULL DEFAULT '{}',
    made_by text NOT NULL,
    PRIMARY KEY (report_version_id, local_id),
    FOREIGN KEY (report_version_id, temporal_id) REFERENCES teletipo.temporal_expression
);
CREATE INDEX event_source ON teletipo.event (source_id);
CREATE INDEX event_target ON teletipo.event (target_id);
CREATE INDEX event_temporal ON teletipo.event (report_version_id, temporal_id) WHERE temporal_id IS NOT NULL;
CREATE INDEX event_cameo ON teletipo.event (cameo);
COMMENT ON TABLE teletipo.event IS 'Who did what to whom.';
COMMENT ON COLUMN teletipo.event.report_version_id IS 'The report version that tells it.';
COMMENT ON COLUMN teletipo.event.local_id IS 'Id within the report: v1, v2 …';
COMMENT ON COLUMN teletipo.event.trigger IS 'Spans of the words that tell it.';
COMMENT ON COLUMN teletipo.event.cameo IS 'CAMEO code.';
COMMENT ON COLUMN teletipo.event.plover IS 'PLOVER category.';
COMMENT ON COLUMN teletipo.event.source_id IS 'Who did it.';
COMMENT ON COLUMN teletipo.event.target_id IS 'To whom.';
COMMENT ON COLUMN teletipo.event.place IS 'Where.';
COMMENT ON COLUMN teletipo.event.temporal_id IS 'When: the temporal expression''s local_id.';
COMMENT ON COLUMN teletipo.event.factuality IS 'asserted, future, negated, alleged, conditional or unconfirmed.';
COMMENT ON COLUMN teletipo.event.reported_by IS 'The entities that it is credited to.';
COMMENT ON COLUMN teletipo.event.made_by IS 'Pipeline and models that made it.';
