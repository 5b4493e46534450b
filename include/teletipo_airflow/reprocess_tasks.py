"""The tasks of ``teletipo_reprocess``."""

from __future__ import annotations

import logging
from typing import Any

from airflow.sdk import get_current_context, task
from airflow.sdk.exceptions import AirflowSkipException

log = logging.getLogger(__name__)


@task
def choose_versions() -> list[list[int]]:
    """Batches of the stored report versions that the form describes. A dry run says how many and ends here."""
    from teletipo.reprocess import plan_reprocessing
    from teletipo_airflow.database import records
    from teletipo_airflow.window import resolve_window

    context = get_current_context()
    params = context["params"]
    window = resolve_window(context)
    with records() as conn:
        batches = plan_reprocessing(
            conn,
            after=window.start if window.bounded else None,
            before=window.end if window.bounded else None,
            source=params["source"],
            version_ids=params["versions"],
            stale_only=params["stale_only"],
        )
    count = sum(len(batch) for batch in batches)
    log.info("%d report versions would be read again", count)
    if params["dry_run"]:
        raise AirflowSkipException(f"dry run: {count} report versions would be read again")
    return batches


@task(pool="teletipo_nlp")
def reprocess(version_ids: list[int]) -> dict[str, Any]:
    """Parse, normalise and analyse one batch again, from what is stored and without the network."""
    from teletipo.reprocess import reprocess_batch
    from teletipo_airflow.database import records

    with records() as conn:
        return reprocess_batch(conn, version_ids)
