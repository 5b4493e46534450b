"""The tasks of ``teletipo_ingest``: each calls one stage of the pipeline and returns ids and counts."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from airflow.sdk import Asset, get_current_context, task
from airflow.sdk.exceptions import AirflowSkipException

if TYPE_CHECKING:
    from teletipo.pipeline import Take

REPORTS = Asset("teletipo_reports", uri="teletipo://reports")
"""Renewed by every run that stored reports; the event's ``extra`` holds the run's counts and days."""

log = logging.getLogger(__name__)


@task
def open_run() -> dict[str, Any]:
    """Resolve the window, choose the sources, open the run. A dry run opens none."""
    from teletipo import pipeline
    from teletipo_airflow.database import records
    from teletipo_airflow.window import resolve_window

    context = get_current_context()
    params = context["params"]
    window = resolve_window(context)
    with records() as conn:
        sources = pipeline.choose_sources(params["sources"] or ())
        run_id = None
        if not params["dry_run"]:
            run_id = pipeline.open_run(
                conn,
                sources,
                trigger=context["dag_run"].run_type.value,
                airflow_run_id=context["dag_run"].run_id,
                window=(window.start, window.end),
                params=dict(params),
            )
    bounds = (window.start, window.end) if window.bounded else (None, None)
    return {
        "run_id": run_id,
        "sources": [source.id for source in sources],
        "after": bounds[0].isoformat() if bounds[0] else None,
        "before": bounds[1].isoformat() if bounds[1] else None,
        "limit": params["limit"],
    }


@task
def source_ids(run: dict[str, Any]) -> list[str]:
    """The sources of the run, one mapped fetch each."""
    return list(run["sources"])


@task(pool="teletipo_fetch", map_index_template="{{ source_id }}")
def fetch(source_id: str, run: dict[str, Any]) -> dict[str, int]:
    """Fetch one source, keep its payloads, store its report versions."""
    from teletipo import pipeline
    from teletipo.model import Rejection
    from teletipo.present.lists import describe
    from teletipo_airflow.credentials import resolve_credentials
    from teletipo_airflow.database import records

    get_current_context()["source_id"] = source_id  # type: ignore[typeddict-unknown-key]
    (source,) = pipeline.choose_sources([source_id])
    with records() as conn:
        fetcher = pipeline.Fetcher(conn, credentials=resolve_credentials)
        if run["run_id"] is None:
            for found in pipeline.preview_new(fetcher, source, _take(run)):
                log.info("%s", found.message if isinstance(found, Rejection) else describe(found))
            return {}
        return pipeline.ingest_source(fetcher, source, run_id=run["run_id"], take=_take(run))


@task(trigger_rule="all_done")
def plan_batches(run: dict[str, Any]) -> list[list[int]]:
    """Batches of report versions that nobody has analysed yet, from this run or one that broke off."""
    from teletipo import pipeline
    from teletipo_airflow.database import records

    if run["run_id"] is None:
        raise AirflowSkipException("dry run: nothing was stored")
    with records() as conn:
        return pipeline.plan_batches(conn, run["run_id"])


@task(pool="teletipo_nlp")
def analyse(version_ids: list[int], run: dict[str, Any]) -> dict[str, int]:
    """Analyse one batch of report versions; the models are loaded once for all of them."""
    from teletipo import pipeline
    from teletipo_airflow.database import records

    with records() as conn:
        return pipeline.analyse_batch(conn, version_ids, run_id=run["run_id"])


@task(trigger_rule="none_failed")
def relate(run: dict[str, Any]) -> dict[str, int]:
    """Find copies and stories among what is new."""
    from teletipo import pipeline
    from teletipo_airflow.database import records

    if run["run_id"] is None:
        raise AirflowSkipException("dry run: nothing was stored")
    with records() as conn:
        return pipeline.relate(conn)


@task
def summarize() -> dict[str, int]:
    """Summarise the stories that changed."""
    from teletipo import pipeline
    from teletipo_airflow.database import records

    with records() as conn:
        return pipeline.summarize_stories(conn)


@task
def check(run: dict[str, Any]) -> dict[str, int]:
    """Ask the database whether its promises hold; fail with the broken one's name."""
    from teletipo import pipeline
    from teletipo_airflow.database import records

    with records() as conn:
        return pipeline.check_quality(conn, run_id=run["run_id"])


@task(outlets=[REPORTS])
def publish(run: dict[str, Any]) -> dict[str, Any]:
    """Close the run and renew the asset; a run that stored nothing renews nothing."""
    from teletipo import pipeline
    from teletipo_airflow.database import records

    with records() as conn:
        account = pipeline.close_run(conn, run["run_id"])
    if not account["new_versions"]:
        raise AirflowSkipException("nothing new: the asset stays as it is")
    get_current_context()["outlet_events"][REPORTS].extra = account
    return account


def _take(run: dict[str, Any]) -> Take:
    from datetime import datetime

    from teletipo.pipeline import Take

    after, before = (datetime.fromisoformat(run[key]) if run[key] else None for key in ("after", "before"))
    return Take(after=after, before=before, limit=run["limit"])
