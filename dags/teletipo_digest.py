"""
### teletipo_digest

The day's stories in order of weight, with who said what: stored in `teletipo.digest` and written as HTML and Markdown
to the `digests` folder of `TELETIPO_HOME`.

**Runs** whenever `teletipo_ingest` has stored reports (asset `teletipo_reports`), for the days those reports are of; by
hand for any day.

**If it fails**, the message says which day; nothing else depends on it. Run it again by hand for that day.
"""

from __future__ import annotations

import pendulum
from airflow.sdk import Param, dag

from teletipo_airflow import digest_tasks as step
from teletipo_airflow.ingest_tasks import REPORTS
from teletipo_airflow.retry import RETRIES


@dag(
    schedule=[REPORTS],
    start_date=pendulum.datetime(2026, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    default_args={"owner": "teletipo", **RETRIES},
    tags=["teletipo"],
    doc_md=__doc__,
    params={
        "day": Param(None, type=["null", "string"], format="date", title="Day", description="The day to digest, UTC."),
    },
)
def teletipo_digest() -> None:
    step.write_digests(step.choose_days())


teletipo_digest()
