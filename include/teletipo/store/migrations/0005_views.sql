-- Views for people: names instead of numbers, merges followed, only what is current and usable.

CREATE VIEW teletipo.quotes AS
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
    teletipo.spans_text(q.content) AS said,
    teletipo.spans_text(q.verbatim) AS verbatim,
    q.cue_lemma AS cue,
    addressee.name AS addressee,
    chain.names AS through,
    q.nested_in,
    v.url
FROM teletipo.quotation AS q
INNER JOIN teletipo.report_version AS v ON q.report_version_id = v.id AND v.is_current AND v.status = 'usable'
INNER JOIN teletipo.report AS r ON v.report_id = r.id
LEFT JOIN teletipo.entity AS named ON q.speaker_id = named.id
LEFT JOIN teletipo.entity AS speaker ON coalesce(named.merged_into, named.id) = speaker.id
LEFT JOIN teletipo.entity AS addressed ON q.addressee_id = addressed.id
LEFT JOIN teletipo.entity AS addressee ON coalesce(addressed.merged_into, addressed.id) = addressee.id
LEFT JOIN LATERAL (
    SELECT string_agg(e.name, ' → ' ORDER BY k.position) AS names
    FROM teletipo.attribution_link AS k
    INNER JOIN teletipo.entity AS known ON k.entity_id = known.id
    INNER JOIN teletipo.entity AS e ON coalesce(known.merged_into, known.id) = e.id
    WHERE k.report_version_id = q.report_version_id AND k.attribution_id = q.via
) AS chain ON TRUE;
COMMENT ON VIEW teletipo.quotes IS
'Who said what, and through whom it came: the quotations of all current, usable reports.';
COMMENT ON COLUMN teletipo.quotes.report_version_id IS 'The report version.';
COMMENT ON COLUMN teletipo.quotes.report IS 'The report: source and guid.';
COMMENT ON COLUMN teletipo.quotes.published_at IS 'When it was published.';
COMMENT ON COLUMN teletipo.quotes.agency IS 'Agency that issued it.';
COMMENT ON COLUMN teletipo.quotes.language IS 'Its language.';
COMMENT ON COLUMN teletipo.quotes.headline IS 'Its headline.';
COMMENT ON COLUMN teletipo.quotes.quotation_id IS 'The quotation''s id within the report.';
COMMENT ON COLUMN teletipo.quotes.start_pos IS 'Where what was said begins, in code points of the text.';
COMMENT ON COLUMN teletipo.quotes.speaker IS 'Who said it, merges followed; null if left open.';
COMMENT ON COLUMN teletipo.quotes.speaker_country IS 'The speaker''s country, ISO 3166 alpha-3.';
COMMENT ON COLUMN teletipo.quotes.speaker_id IS 'The speaker''s entity.';
COMMENT ON COLUMN teletipo.quotes.type IS 'direct, indirect or mixed.';
COMMENT ON COLUMN teletipo.quotes.said IS 'What was said; parts are joined by " … ".';
COMMENT ON COLUMN teletipo.quotes.verbatim IS 'The words that are the speaker''s own.';
COMMENT ON COLUMN teletipo.quotes.cue IS 'Lemma of the word that reports it.';
COMMENT ON COLUMN teletipo.quotes.addressee IS 'To whom.';
COMMENT ON COLUMN teletipo.quotes.through IS 'Through whom the report has it, from the origin to the last relay.';
COMMENT ON COLUMN teletipo.quotes.nested_in IS 'The quotation that holds this one.';
COMMENT ON COLUMN teletipo.quotes.url IS 'Where the report can be read.';

CREATE VIEW teletipo.source_chain AS
WITH known_as AS (
    SELECT
        coalesce(e.merged_into, e.id) AS id,
        array_agg(DISTINCT alias.alias ORDER BY alias.alias) AS names
    FROM teletipo.entity_alias AS alias
    INNER JOIN teletipo.entity AS e ON alias.entity_id = e.id
    GROUP BY coalesce(e.merged_into, e.id)
)

SELECT
    v.id AS report_version_id,
    r.source_id || '/' || r.guid AS report,
    v.published_at,
    v.headline,
    a.local_id AS attribution_id,
    (a.cue -> 0 ->> 'start')::integer AS start_pos,
    a.kind,
    chain.origin,
    chain.rests_on,
    coalesce(known_as.names, '{}') AS rests_on_names,
    chain.relay,
    chain.names AS chain,
    bool_and(chain.rests_on_id IS NOT NULL) OVER report
    AND min(chain.rests_on_id) OVER report = max(chain.rests_on_id) OVER report AS sole_source,
    a.hedged,
    a.anonymous,
    teletipo.spans_text(a.scope) AS scope,
    teletipo.spans_text(a.cue) AS cue,
    chain.rests_on_id
FROM teletipo.attribution AS a
INNER JOIN teletipo.report_version AS v ON a.report_version_id = v.id AND v.is_current AND v.status = 'usable'
INNER JOIN teletipo.report AS r ON v.report_id = r.id
INNER JOIN LATERAL (
    SELECT
        array_agg(e.name ORDER BY k.position) AS names,
        (array_agg(e.name ORDER BY k.position))[1] AS origin,
        (array_agg(e.name ORDER BY k.position DESC) FILTER (WHERE k.role <> 'relay'))[1] AS rests_on,
        (array_agg(e.id ORDER BY k.position DESC) FILTER (WHERE k.role <> 'relay'))[1] AS rests_on_id,
        string_agg(e.name, ' → ' ORDER BY k.position) FILTER (WHERE k.role = 'relay') AS relay
    FROM teletipo.attribution_link AS k
    INNER JOIN teletipo.entity AS known ON k.entity_id = known.id
    INNER JOIN teletipo.entity AS e ON coalesce(known.merged_into, known.id) = e.id
    WHERE k.report_version_id = a.report_version_id AND k.attribution_id = a.local_id
) AS chain ON TRUE
LEFT JOIN known_as ON chain.rests_on_id = known_as.id
WINDOW report AS (PARTITION BY v.id);
COMMENT ON VIEW teletipo.source_chain IS
'What each attribution rests on. What rests on KCNA alone: WHERE ''KCNA'' = ANY(rests_on_names) AND sole_source.';
COMMENT ON COLUMN teletipo.source_chain.report_version_id IS 'The report version.';
COMMENT ON COLUMN teletipo.source_chain.report IS 'The report: source and guid.';
COMMENT ON COLUMN teletipo.source_chain.published_at IS 'When it was published.';
COMMENT ON COLUMN teletipo.source_chain.headline IS 'Its headline.';
COMMENT ON COLUMN teletipo.source_chain.attribution_id IS 'The attribution''s id within the report.';
COMMENT ON COLUMN teletipo.source_chain.start_pos IS 'Where the words that attribute it begin.';
COMMENT ON COLUMN teletipo.source_chain.kind IS 'agency, media, official, document, person or anonymous.';
COMMENT ON COLUMN teletipo.source_chain.origin IS 'First link of the chain: who says it.';
COMMENT ON COLUMN teletipo.source_chain.rests_on IS 'Last link that is no relay: whose word the report takes for it.';
COMMENT ON COLUMN teletipo.source_chain.rests_on_names IS 'The names that reports have used for it.';
COMMENT ON COLUMN teletipo.source_chain.relay IS 'Who repeated it, if that is told.';
COMMENT ON COLUMN teletipo.source_chain.chain IS 'Names from the origin to the last relay.';
COMMENT ON COLUMN teletipo.source_chain.sole_source IS 'Whether every attribution of the report rests on the same one.';
COMMENT ON COLUMN teletipo.source_chain.hedged IS 'Whether the report keeps its distance.';
COMMENT ON COLUMN teletipo.source_chain.anonymous IS 'Whether the source is not named.';
COMMENT ON COLUMN teletipo.source_chain.scope IS 'What is attributed.';
COMMENT ON COLUMN teletipo.source_chain.cue IS 'The words that attribute it.';
COMMENT ON COLUMN teletipo.source_chain.rests_on_id IS 'The entity of rests_on.';

CREATE VIEW teletipo.unattributed_claims AS
SELECT
    v.id AS report_version_id,
    r.source_id || '/' || r.guid AS report,
    v.published_at,
    v.agency,
    v.headline,
    claim.start AS start_pos,
    claim."end" AS end_pos,
    claim.text AS claim
FROM teletipo.report_version AS v
INNER JOIN teletipo.report AS r ON v.report_id = r.id
CROSS JOIN LATERAL jsonb_to_recordset(v.unattributed) AS claim (start integer, "end" integer, text text)
WHERE v.is_current AND v.status = 'usable';
COMMENT ON VIEW teletipo.unattributed_claims IS
'Statements of fact that the report credits to nobody.';
COMMENT ON COLUMN teletipo.unattributed_claims.report_version_id IS 'The report version.';
COMMENT ON COLUMN teletipo.unattributed_claims.report IS 'The report: source and guid.';
COMMENT ON COLUMN teletipo.unattributed_claims.published_at IS 'When it was published.';
COMMENT ON COLUMN teletipo.unattributed_claims.agency IS 'Agency that issued it.';
COMMENT ON COLUMN teletipo.unattributed_claims.headline IS 'Its headline.';
COMMENT ON COLUMN teletipo.unattributed_claims.start_pos IS 'First code point of the claim.';
COMMENT ON COLUMN teletipo.unattributed_claims.end_pos IS 'Code point after the last.';
COMMENT ON COLUMN teletipo.unattributed_claims.claim IS 'The claim.';

CREATE VIEW teletipo.story_timeline AS
SELECT
    s.id AS story_id,
    s.headline AS story,
    row_number() OVER (PARTITION BY s.id ORDER BY coalesce(v.published_at, v.first_seen), v.id) AS position,
    v.published_at,
    v.published_precision,
    r.source_id,
    v.agency,
    v.language,
    v.kind,
    v.headline,
    earlier.relation,
    earlier.a_id AS relates_to,
    v.id AS report_version_id,
    r.source_id || '/' || r.guid AS report,
    v.url
FROM teletipo.story AS s
INNER JOIN teletipo.story_report AS member ON s.id = member.story_id
INNER JOIN teletipo.report AS r ON member.report_id = r.id
INNER JOIN teletipo.report_version AS v ON r.id = v.report_id AND v.is_current AND v.status = 'usable'
LEFT JOIN LATERAL (
    SELECT
        k.relation,
        k.a_id
    FROM teletipo.report_relation AS k
    WHERE k.b_id = v.id
    ORDER BY k.share_b DESC NULLS LAST, k.a_id ASC
    LIMIT 1
) AS earlier ON TRUE;
COMMENT ON VIEW teletipo.story_timeline IS
'The reports of each story in order of publication.';
COMMENT ON COLUMN teletipo.story_timeline.story_id IS 'The story.';
COMMENT ON COLUMN teletipo.story_timeline.story IS 'Its headline.';
COMMENT ON COLUMN teletipo.story_timeline.position IS 'Place in the story, from 1.';
COMMENT ON COLUMN teletipo.story_timeline.published_at IS 'When the report was published.';
COMMENT ON COLUMN teletipo.story_timeline.published_precision IS 'How exactly that is known.';
COMMENT ON COLUMN teletipo.story_timeline.source_id IS 'The source that brought it.';
COMMENT ON COLUMN teletipo.story_timeline.agency IS 'Agency that issued it.';
COMMENT ON COLUMN teletipo.story_timeline.language IS 'Its language.';
COMMENT ON COLUMN teletipo.story_timeline.kind IS 'original, update or correction.';
COMMENT ON COLUMN teletipo.story_timeline.headline IS 'Its headline.';
COMMENT ON COLUMN teletipo.story_timeline.relation IS 'How it repeats an earlier report: identical, republication, update, excerpt, roundup.';
COMMENT ON COLUMN teletipo.story_timeline.relates_to IS 'The report version that it repeats most of.';
COMMENT ON COLUMN teletipo.story_timeline.report_version_id IS 'The report version.';
COMMENT ON COLUMN teletipo.story_timeline.report IS 'The report: source and guid.';
COMMENT ON COLUMN teletipo.story_timeline.url IS 'Where it can be read.';

CREATE VIEW teletipo.events_flat AS
SELECT
    v.id AS report_version_id,
    r.source_id || '/' || r.guid AS report,
    v.published_at,
    e.local_id AS event_id,
    source.name AS source,
    source.country AS source_country,
    teletipo.spans_text(e.trigger) AS action,
    target.name AS target,
    target.country AS target_country,
    e.cameo,
    e.plover,
    e.place,
    t.value AS happened,
    t.text AS happened_as_written,
    e.factuality,
    reporters.names AS reported_by,
    v.headline
FROM teletipo.event AS e
INNER JOIN teletipo.report_version AS v ON e.report_version_id = v.id AND v.is_current AND v.status = 'usable'
INNER JOIN teletipo.report AS r ON v.report_id = r.id
LEFT JOIN teletipo.entity AS actor ON e.source_id = actor.id
LEFT JOIN teletipo.entity AS source ON coalesce(actor.merged_into, actor.id) = source.id
LEFT JOIN teletipo.entity AS struck ON e.target_id = struck.id
LEFT JOIN teletipo.entity AS target ON coalesce(struck.merged_into, struck.id) = target.id
LEFT JOIN teletipo.temporal_expression AS t ON e.report_version_id = t.report_version_id AND e.temporal_id = t.local_id
LEFT JOIN LATERAL (
    SELECT string_agg(who.name, ', ' ORDER BY reporter.number) AS names
    FROM unnest(e.reported_by) WITH ORDINALITY AS reporter (id, number)
    INNER JOIN teletipo.entity AS known ON reporter.id = known.id
    INNER JOIN teletipo.entity AS who ON coalesce(known.merged_into, known.id) = who.id
) AS reporters ON TRUE;
COMMENT ON VIEW teletipo.events_flat IS
'Who did what to whom: one row an event, names in place of numbers.';
COMMENT ON COLUMN teletipo.events_flat.report_version_id IS 'The report version.';
COMMENT ON COLUMN teletipo.events_flat.report IS 'The report: source and guid.';
COMMENT ON COLUMN teletipo.events_flat.published_at IS 'When it was published.';
COMMENT ON COLUMN teletipo.events_flat.event_id IS 'The event''s id within the report.';
COMMENT ON COLUMN teletipo.events_flat.source IS 'Who did it.';
COMMENT ON COLUMN teletipo.events_flat.source_country IS 'The actor''s country, ISO 3166 alpha-3.';
COMMENT ON COLUMN teletipo.events_flat.action IS 'The words that tell it.';
COMMENT ON COLUMN teletipo.events_flat.target IS 'To whom.';
COMMENT ON COLUMN teletipo.events_flat.target_country IS 'The target''s country.';
COMMENT ON COLUMN teletipo.events_flat.cameo IS 'CAMEO code.';
COMMENT ON COLUMN teletipo.events_flat.plover IS 'PLOVER category.';
COMMENT ON COLUMN teletipo.events_flat.place IS 'Where.';
COMMENT ON COLUMN teletipo.events_flat.happened IS 'When (TIMEX3 value).';
COMMENT ON COLUMN teletipo.events_flat.happened_as_written IS 'When, in the report''s words.';
COMMENT ON COLUMN teletipo.events_flat.factuality IS 'asserted, future, negated, alleged, conditional or unconfirmed.';
COMMENT ON COLUMN teletipo.events_flat.reported_by IS 'Who is credited with it.';
COMMENT ON COLUMN teletipo.events_flat.headline IS 'Headline of the report.';

CREATE VIEW teletipo.run_report AS
SELECT
    u.id AS run_id,
    u.trigger,
    u.airflow_run_id,
    u.state,
    u.started_at,
    u.ended_at - u.started_at AS took,
    u.window_from,
    u.window_to,
    (
        SELECT count(*) FROM teletipo.report AS r
        WHERE r.first_run_id = u.id
    ) AS new_reports,
    brought.versions AS new_versions,
    brought.updates,
    brought.corrections,
    brought.kills,
    brought.first_published,
    brought.last_published,
    (
        SELECT count(*) FROM teletipo.report_version AS v
        WHERE v.analysed_run_id = u.id
    ) AS analysed,
    (
        SELECT count(*) FROM teletipo.quotation AS q
        INNER JOIN teletipo.report_version AS v ON q.report_version_id = v.id
        WHERE v.analysed_run_id = u.id
    ) AS quotations,
    (
        SELECT count(*) FROM teletipo.attribution AS a
        INNER JOIN teletipo.report_version AS v ON a.report_version_id = v.id
        WHERE v.analysed_run_id = u.id
    ) AS attributions,
    rejected.all_of_them AS rejections,
    rejected.open AS rejections_open
FROM teletipo.ingest_run AS u
INNER JOIN LATERAL (
    SELECT
        count(*) AS versions,
        count(*) FILTER (WHERE v.kind = 'update') AS updates,
        count(*) FILTER (WHERE v.kind = 'correction') AS corrections,
        count(*) FILTER (WHERE v.kind = 'kill' OR v.status = 'canceled') AS kills,
        min(v.published_at) AS first_published,
        max(v.published_at) AS last_published
    FROM teletipo.report_version AS v
    WHERE v.first_run_id = u.id
) AS brought ON TRUE
INNER JOIN LATERAL (
    SELECT
        count(*) AS all_of_them,
        count(*) FILTER (WHERE x.resolved_at IS NULL) AS open
    FROM teletipo.rejection AS x
    WHERE x.run_id = u.id
) AS rejected ON TRUE;
COMMENT ON VIEW teletipo.run_report IS
'What each run brought, from the rows that it left.';
COMMENT ON COLUMN teletipo.run_report.run_id IS 'The run.';
COMMENT ON COLUMN teletipo.run_report.trigger IS 'What started it.';
COMMENT ON COLUMN teletipo.run_report.airflow_run_id IS 'Airflow''s id of it.';
COMMENT ON COLUMN teletipo.run_report.state IS 'running, success or failed.';
COMMENT ON COLUMN teletipo.run_report.started_at IS 'When it was opened.';
COMMENT ON COLUMN teletipo.run_report.took IS 'How long it ran; null while it runs.';
COMMENT ON COLUMN teletipo.run_report.window_from IS 'Start of the window asked for.';
COMMENT ON COLUMN teletipo.run_report.window_to IS 'End of the window.';
COMMENT ON COLUMN teletipo.run_report.new_reports IS 'Reports that it saw first.';
COMMENT ON COLUMN teletipo.run_report.new_versions IS 'Report versions that it saw first.';
COMMENT ON COLUMN teletipo.run_report.updates IS 'Updates among them.';
COMMENT ON COLUMN teletipo.run_report.corrections IS 'Corrections among them.';
COMMENT ON COLUMN teletipo.run_report.kills IS 'Kills and cancellations among them.';
COMMENT ON COLUMN teletipo.run_report.first_published IS 'When the earliest of them was published.';
COMMENT ON COLUMN teletipo.run_report.last_published IS 'When the latest was.';
COMMENT ON COLUMN teletipo.run_report.analysed IS 'Report versions whose analysis is this run''s.';
COMMENT ON COLUMN teletipo.run_report.quotations IS 'Quotations in them.';
COMMENT ON COLUMN teletipo.run_report.attributions IS 'Attributions in them.';
COMMENT ON COLUMN teletipo.run_report.rejections IS 'What it could not take.';
COMMENT ON COLUMN teletipo.run_report.rejections_open IS 'How much of that is still open.';

CREATE VIEW teletipo.source_health AS
SELECT
    s.id AS source_id,
    s.kind,
    s.enabled,
    fetched.addresses,
    fetched.failing,
    fetched.last_success,
    fetched.failures,
    fetched.last_error,
    fetched.next_try,
    (
        SELECT count(*) FROM teletipo.report AS r
        WHERE r.source_id = s.id
    ) AS reports,
    (
        SELECT round(count(*) / 30.0, 2) FROM teletipo.report AS r
        WHERE r.source_id = s.id AND r.first_seen > now() - interval '30 days'
    ) AS reports_per_day,
    (
        SELECT round(avg((repeated.b_id IS NOT NULL)::integer), 3)
        FROM teletipo.report AS r
        INNER JOIN teletipo.report_version AS v ON r.id = v.report_id AND v.is_current
        LEFT JOIN (
            SELECT DISTINCT k.b_id FROM teletipo.report_relation AS k
            WHERE k.relation IN ('identical', 'republication')
        ) AS repeated ON v.id = repeated.b_id
        WHERE r.source_id = s.id
    ) AS duplicate_share,
    (
        SELECT max(r.first_seen) FROM teletipo.report AS r
        WHERE r.source_id = s.id
    ) AS last_new_report,
    (
        SELECT count(*) FROM teletipo.rejection AS x
        WHERE x.source = s.id AND x.resolved_at IS NULL
    ) AS rejections_open
FROM teletipo.source AS s
INNER JOIN LATERAL (
    SELECT
        count(*) AS addresses,
        count(*) FILTER (WHERE f.failures > 0) AS failing,
        max(f.last_success) AS last_success,
        coalesce(max(f.failures), 0) AS failures,
        (array_agg(f.error ORDER BY f.failures DESC, f.url ASC) FILTER (WHERE f.failures > 0))[1] AS last_error,
        max(f.next_try) AS next_try
    FROM teletipo."fetch" AS f
    WHERE f.source_id = s.id
) AS fetched ON TRUE;
COMMENT ON VIEW teletipo.source_health IS
'How each source is doing.';
COMMENT ON COLUMN teletipo.source_health.source_id IS 'The source.';
COMMENT ON COLUMN teletipo.source_health.kind IS 'How it is read.';
COMMENT ON COLUMN teletipo.source_health.enabled IS 'Whether runs fetch it.';
COMMENT ON COLUMN teletipo.source_health.addresses IS 'Addresses that were asked.';
COMMENT ON COLUMN teletipo.source_health.failing IS 'Addresses whose last request failed.';
COMMENT ON COLUMN teletipo.source_health.last_success IS 'When one last answered well.';
COMMENT ON COLUMN teletipo.source_health.failures IS 'Failures in a row of the worst.';
COMMENT ON COLUMN teletipo.source_health.last_error IS 'What that one said.';
COMMENT ON COLUMN teletipo.source_health.next_try IS 'When the last of those put off may be asked again.';
COMMENT ON COLUMN teletipo.source_health.reports IS 'Reports that it brought.';
COMMENT ON COLUMN teletipo.source_health.reports_per_day IS 'New reports a day, over the last 30 days.';
COMMENT ON COLUMN teletipo.source_health.duplicate_share IS 'Share of its reports that repeat another report, 0 to 1.';
COMMENT ON COLUMN teletipo.source_health.last_new_report IS 'When it last brought a new one.';
COMMENT ON COLUMN teletipo.source_health.rejections_open IS 'Open rejections.';
