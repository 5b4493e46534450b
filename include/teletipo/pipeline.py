"""The stages in order, over the database: what a Dag's tasks call, and ``teletipo ingest`` one after another.

Every stage is driven by what is stored, so that a run which broke off is completed by the next one.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from teletipo import settings
from teletipo.analysis import analyse, pipeline_version
from teletipo.errors import ConfigurationError, FetchError, StoreError, TeletipoError
from teletipo.fetch.faults import without_place
from teletipo.fetch.http import Client
from teletipo.intake import Fetcher, Kept, Take, ingest_source, preview
from teletipo.languages.parsing import parse_all
from teletipo.model import Rejection, Report
from teletipo.present.html import digest_markdown, digest_page
from teletipo.relate.groups import connected
from teletipo.sources.config import load_sources
from teletipo.sources.source import Source
from teletipo.store import analyses, digests, quality, rejections, relations, runs, waiting
from teletipo.store.days import DayReport, day_material
from teletipo.store.read import RunAccount, run_account
from teletipo.store.sources import upsert_sources
from teletipo.store.stored_analyses import load_analyses
from teletipo.store.versions import load_reports, versions_to_analyse
from teletipo.summarize.digest import Digest, Telling, compose, telling, title

if TYPE_CHECKING:
    from psycopg2.extensions import connection

__all__ = ["Fetcher", "Take", "ingest_source"]

BATCH = 200
"""Report versions that one process analyses before the next commit to the account."""

COPIES_WITHIN = timedelta(days=14)
"""How far apart copies of one text may be published."""


def choose_sources(wanted: Iterable[str] = ()) -> tuple[Source, ...]:
    """The sources of the sources file with these ids, else all that are enabled.

    Raises ConfigurationError for an id that the file does not have, and when nothing is enabled.
    """
    path = settings.sources_file()
    known = {source.id: source for source in load_sources(path)}
    wanted = tuple(wanted)
    if unknown := [name for name in wanted if name not in known]:
        raise ConfigurationError(f"no source {unknown[0]!r} in {path}; it has {', '.join(known)}")
    chosen = tuple(known[name] for name in wanted) or tuple(source for source in known.values() if source.enabled)
    if not chosen:
        raise ConfigurationError(f"no source is enabled in {path}")
    return chosen


def open_run(
    conn: connection,
    sources: Sequence[Source],
    *,
    trigger: str,
    airflow_run_id: str | None = None,
    window: tuple[datetime | None, datetime | None] = (None, None),
    params: dict[str, Any] | None = None,
) -> int:
    """Make the sources known and open a run; returns the run's id."""
    upsert_sources(conn, sources)
    return runs.open_run(
        conn, trigger=trigger, airflow_run_id=airflow_run_id, window_from=window[0], window_to=window[1], params=params
    )


def preview_new(fetcher: Fetcher, source: Source, take: Take) -> Iterator[Report | Rejection]:
    """What a run would take from a source now, leaving out what is stored. Writes nothing."""
    return preview(fetcher.client, source, take, fetcher.state(source))


def preview_alone(source: Source) -> Iterator[Report | Rejection]:
    """All that a source offers now, without a database. Writes nothing."""
    with Client() as client:
        yield from preview(client, source, Take(), Kept())


def plan_batches(conn: connection, run_id: int, *, size: int = BATCH) -> list[list[int]]:
    """The report versions of this run and of those before it that have not been analysed, in batches of ids."""
    return batches(versions_to_analyse(conn, run_id=run_id), size)


def analyse_batch(conn: connection, version_ids: Sequence[int], *, run_id: int | None = None) -> Counter[str]:
    """Analyse report versions and replace their derived rows, each in one transaction; returns counts.

    What fails on one report, in an extractor or in Postgres, is a rejection and harms no other; the version stays
    waiting, and the next run tries it again. Raises StoreUnavailable, and ConfigurationError for a missing model.
    """
    counts: Counter[str] = Counter()
    stored = load_reports(conn, version_ids)
    parsed = parse_all(report for _, report in stored)
    for (version_id, _), (report, doc) in zip(stored, parsed, strict=True):
        try:
            analysis = analyse(report, doc=doc)
        except TeletipoError:
            raise
        except Exception as exc:  # noqa: BLE001  a fault of ours in one report must not hold the others
            rejections.add_rejections(conn, run_id, [_failed(version_id, report, exc)])
            counts["rejected"] += 1
            continue
        saved = analyses.replace_analyses(conn, [(version_id, analysis)], run_id=run_id)
        rejections.add_rejections(conn, run_id, saved.rejections)
        counts["rejected" if saved.rejections else "analysed" if saved.written else "unchanged"] += 1
        if saved.written:
            _settle(conn, _place(version_id))
    return counts


def _settle(conn: connection, place: str) -> None:
    """What was rejected there has been analysed after all."""
    known = rejections.list_rejections(conn, locator=place)
    rejections.resolve_rejections(conn, [one["id"] for one in known])


def _place(version_id: int) -> str:
    return f"report version {version_id}"


def _failed(version_id: int, report: Report, error: Exception) -> Rejection:
    where = traceback.extract_tb(error.__traceback__)[-1]
    return Rejection(
        "extract",
        "fault",
        f"{report.id}: an extractor failed on it, which is our fault; keep the report and file it as a bug",
        locator=_place(version_id),
        evidence=f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})",
    )


def relate(conn: connection) -> Counter[str]:
    """Find identical copies among what is new and put every new report into a story; returns counts."""
    new = waiting.versions_without_story(conn)
    copies = waiting.identical_copies(conn, new, within=COPIES_WITHIN)
    made_by = pipeline_version()
    related = [relations.Related(a, b, "identical", 1.0, 1.0) for a, b in copies]
    relations.save_relations(conn, related, made_by=made_by)
    groups = connected(new, copies)
    firsts = load_analyses(conn, [group[0] for group in groups])
    stories = [
        relations.StoryGroup(group, headline=title(first.analysis), weight=len(group))
        for group, first in zip(groups, firsts, strict=True)
    ]
    saved = relations.save_stories(conn, stories, made_by=made_by)
    return Counter(related=len(new), copies=len(copies), stories=sum(story.changed for story in saved))


def summarize_stories(conn: connection) -> Counter[str]:
    """Summarise the stories that have no summary: the lead of their first report; returns counts."""
    stories = waiting.stories_without_summary(conn)
    firsts = load_analyses(conn, [story.version_ids[0] for story in stories])
    for story, first in zip(stories, firsts, strict=True):
        summary = first.analysis.summary
        sentences = [relations.StorySentence(first.version.version_id, span) for span in summary.sentences]
        relations.replace_story_summary(conn, story.story_id, sentences, text=summary.text, made_by=pipeline_version())
    return Counter(summarized=len(stories))


def check_quality(conn: connection, run_id: int) -> Counter[str]:
    """Ask the database whether its promises hold. Raises StoreError with the first that does not."""
    if broken := quality.breaches(conn, run_id):
        first = broken[0]
        raise StoreError(f"a promise is broken: {first.promise}; {first.count} times, first at {first.example}")
    return Counter(promises=len(quality.PROMISES))


def close_run(conn: connection, run_id: int) -> dict[str, Any]:
    """Close a run; returns its counts and, under ``days``, the days that it brought reports of."""
    days = runs.run_days(conn, run_id)
    closed = runs.close_run(conn, run_id, state="success")
    return {**closed.counts, "days": [day.isoformat() for day in days]}


def ingest(conn: connection, sources: Sequence[Source], *, take: Take) -> RunAccount:
    """The whole pipeline in one process; returns what it brought.

    A source that cannot be had does not hold the others and is among the rejections. Raises StoreError, and leaves
    what is done until then for the next run to complete.
    """
    run_id = open_run(conn, sources, trigger="command line", window=(take.after, take.before))
    try:
        account = _stages(conn, sources, run_id, take)
    except BaseException:
        with suppress(StoreError):
            runs.close_run(conn, run_id, state="failed")
        raise
    close_run(conn, run_id)
    return account


def _stages(conn: connection, sources: Sequence[Source], run_id: int, take: Take) -> RunAccount:
    fetcher = Fetcher(conn)
    for source in sources:
        try:
            ingest_source(fetcher, source, run_id=run_id, take=take)
        except FetchError as exc:
            message = without_place(str(exc), source.address)
            gone = Rejection("fetch", exc.reason, message, source=source.id, locator=source.address)
            rejections.add_rejections(conn, run_id, [gone])
    for batch in plan_batches(conn, run_id):
        analyse_batch(conn, batch, run_id=run_id)
    relate(conn)
    summarize_stories(conn)
    check_quality(conn, run_id)
    return run_account(conn, run_id)


def make_digest(conn: connection, day: date) -> Digest:
    """The digest of a day (UTC) as its reports are now."""
    material = day_material(conn, day)
    told = ((number, [_told(one) for one in reports]) for number, reports in material.stories.items())
    return compose(day, told, withdrawn=map(_told, material.withdrawn))


def store_digest(conn: connection, day: date) -> Digest:
    """Make the digest of a day (UTC) and store it."""
    digest = make_digest(conn, day)
    stored = digests.StoredDigest(
        day=day,
        language="und",
        markdown=digest_markdown(digest),
        html=digest_page(digest, reports="../reports/"),
        content=asdict(digest) | {"day": day.isoformat()},
        made_by=pipeline_version(),
    )
    digests.save_digest(conn, stored)
    return digest


def _told(report: DayReport) -> Telling:
    version = report.stored.version
    return telling(
        version.report.id,
        report.stored.analysis,
        number=version.version_id,
        ordinal=version.ordinal,
        status=version.status,
        earlier=report.earlier,
        since=report.since,
        before=report.before,
    )


def write_digest(conn: connection, day: date, folder: Path) -> dict[str, Any]:
    """Store the digest of a day and write it to ``folder`` as DAY.md and DAY.html; returns counts and paths."""
    digest = store_digest(conn, day)
    folder.mkdir(parents=True, exist_ok=True)
    page, markdown = folder / f"{day}.html", folder / f"{day}.md"
    page.write_text(digest_page(digest), encoding="utf-8")
    markdown.write_text(digest_markdown(digest), encoding="utf-8")
    return {"stories": len(digest.stories), "reports": digest.reports, "html": str(page), "markdown": str(markdown)}


def batches(ids: Sequence[int], size: int) -> list[list[int]]:
    return [list(ids[start : start + size]) for start in range(0, len(ids), size)]
