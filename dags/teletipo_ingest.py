"""
### teletipo_ingest

Fetches the wire reports of every enabled source, reads them, and writes records to Postgres.

**Runs** daily at `TELETIPO_SCHEDULE` (06:00 UTC unless set), and by hand with *Trigger*: sources, dates, a limit and a dry
run are in the form. A run without dates takes everything that is new, whenever it was published.

**If it fails**

| task | usual cause | what to do |
|---|---|---|
| `open_run` | Postgres away, or `sources.yaml` malformed | the message names the host, or the file and line |
| `fetch` | a source is down | the other sources went on; it is tried again next time; `teletipo sources check` |
| `analyse` | a model is not installed | `make setup`, then clear the task: finished batches are not done twice |
| `check` | a promise of the database is broken | the message names the check and a report: keep the database and report it |

Clearing any task, or triggering again, is always safe: nothing is doubled, and what a broken-off run left is completed.

**See** `teletipo show`, `teletipo rejections`, and the view `teletipo.run_report`.
"""

from __future__ import annotations

import os

import pendulum
from airflow.sdk import CronDataIntervalTimetable, Param, chain, dag

from teletipo_airflow import ingest_tasks as step
from teletipo_airflow.retry import RETRIES

SCHEDULE = os.environ.get("TELETIPO_SCHEDULE", "0 6 * * *")


@dag(
    schedule=None if SCHEDULE == "none" else CronDataIntervalTimetable(SCHEDULE, "UTC"),
    start_date=pendulum.datetime(2026, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    default_args={"owner": "teletipo", **RETRIES},
    tags=["teletipo"],
    doc_md=__doc__,
    params={
        "sources": Param(
            [],
            type="array",
            items={"type": "string"},
            title="Sources",
            description="Ids from sources.yaml; none means all that are enabled.",
        ),
        "from": Param(
            None,
            type=["null", "string"],
            format="date",
            title="From",
            description="First day of publication to take, UTC.",
        ),
        "to": Param(
            None,
            type=["null", "string"],
            format="date",
            title="To",
            description="Last day of publication to take, UTC.",
        ),
        "limit": Param(
            None,
            type=["null", "integer"],
            minimum=1,
            title="Limit",
            description="At most this many new reports a source.",
        ),
        "dry_run": Param(
            False,
            type="boolean",
            title="Dry run",
            description="Fetch and read, say in the log what would be taken, write nothing.",
        ),
    },
)
def teletipo_ingest() -> None:
    run = step.open_run()
    fetched = step.fetch.partial(run=run).expand(source_id=step.source_ids(run))
    batches = step.plan_batches(run)
    analysed = step.analyse.partial(run=run).expand(version_ids=batches)
    chain(fetched, batches)
    chain(analysed, step.relate(run), step.summarize(), step.check(run), step.publish(run))


teletipo_ingest()
