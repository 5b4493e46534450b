"""The tasks of ``teletipo_digest``."""

from __future__ import annotations

from typing import Any

from airflow.sdk import get_current_context, task

from teletipo_airflow.ingest_tasks import REPORTS


@task
def choose_days() -> list[str]:
    """The days to digest: the one asked for, else those that the asset's events name, else the run's own day."""
    context = get_current_context()
    if asked := context["params"]["day"]:
        return [str(asked)[:10]]
    events = context.get("triggering_asset_events") or {}
    days = {day for event in events.get(REPORTS, ()) for day in (event.extra or {}).get("days", ())}
    return sorted(days) or [context["dag_run"].run_after.date().isoformat()]


@task
def write_digests(days: list[str]) -> dict[str, Any]:
    """Store the digest of each day, and write it as HTML and Markdown."""
    from datetime import date

    from teletipo import pipeline, settings
    from teletipo_airflow.database import records

    with records() as conn:
        return {day: pipeline.write_digest(conn, date.fromisoformat(day), settings.home() / "digests") for day in days}
