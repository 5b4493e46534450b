"""
### teletipo_reprocess

Reads stored reports again with today's extractors: after an upgrade, a new model, a mended word list. Nothing is fetched:
the payloads are in the database.

**Runs** by hand only. *Dry run* is on unless you switch it off: it says in the log how many report versions would be read.
*Stale only* leaves out versions whose records already come from today's pipeline.

**If it fails**, clear the task: each report version is replaced in one transaction, so it is either old or new, never half.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import Param, dag

from teletipo_airflow import reprocess_tasks as step
from teletipo_airflow.retry import RETRIES


@dag(
    schedule=None,
    start_date=pendulum.datetime(2026, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    default_args={"owner": "teletipo", **RETRIES},
    tags=["teletipo"],
    doc_md=__doc__,
    params={
        "from": Param(
            None, type=["null", "string"], format="date", title="From", description="First day of publication, UTC."
        ),
        "to": Param(
            None, type=["null", "string"], format="date", title="To", description="Last day of publication, UTC."
        ),
        "source": Param(
            None, type=["null", "string"], title="Source", description="Id from sources.yaml; empty means all."
        ),
        "versions": Param(
            [], type="array", items={"type": "integer"}, title="Report versions", description="Ids; none means all."
        ),
        "stale_only": Param(
            True, type="boolean", title="Stale only", description="Only what another pipeline or model has read."
        ),
        "dry_run": Param(
            True, type="boolean", title="Dry run", description="Say how many would be read, change nothing."
        ),
    },
)
def teletipo_reprocess() -> None:
    step.reprocess.expand(version_ids=step.choose_versions())


teletipo_reprocess()
