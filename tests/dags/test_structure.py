"""What every Dag must be, read as Airflow reads it; no database is asked."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from airflow.sdk import DAG

ROOT = Path(__file__).parents[2]
INGEST_FORM = {"sources", "from", "to", "limit", "dry_run"}


@pytest.fixture(scope="module")
def dags(airflow_environment: Mapping[str, str]) -> dict[str, DAG]:
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(ROOT / "dags")
    assert bag.import_errors == {}
    return dict(bag.dags)


def test_the_three_dags_are_there(dags: dict[str, DAG]) -> None:
    assert set(dags) == {"teletipo_ingest", "teletipo_digest", "teletipo_reprocess"}


@pytest.mark.parametrize("dag_id", ["teletipo_ingest", "teletipo_digest", "teletipo_reprocess"])
def test_every_dag_has_an_owner_a_tag_a_runbook_and_one_run_at_a_time(dags: dict[str, DAG], dag_id: str) -> None:
    dag = dags[dag_id]
    assert dag.owner == "teletipo"
    assert dag.tags == {"teletipo"}
    assert "**If it fails**" in (dag.doc_md or "")
    assert dag.max_active_runs == 1
    assert not dag.catchup


def test_every_task_is_tried_again_only_after_errors_that_may_pass(dags: dict[str, DAG]) -> None:
    from airflow.sdk import RetryAction

    from teletipo.errors import ConfigurationError, FetchFailed, StoreUnavailable

    for dag in dags.values():
        for task in dag.tasks:
            policy = task.retry_policy if not task.is_mapped else task.partial_kwargs["retry_policy"]
            answers = {
                type(error): policy.evaluate(error, 1, 3).action
                for error in (FetchFailed("down"), StoreUnavailable("away"), ConfigurationError("wrong"))
            }
            assert answers == {
                FetchFailed: RetryAction.RETRY,
                StoreUnavailable: RetryAction.RETRY,
                ConfigurationError: RetryAction.FAIL,
            }, task.task_id


def test_the_ingest_runs_daily_over_whole_days(dags: dict[str, DAG]) -> None:
    from airflow.sdk import CronDataIntervalTimetable

    assert dags["teletipo_ingest"].timetable == CronDataIntervalTimetable("0 6 * * *", "UTC")


def test_the_form_of_the_ingest_takes_a_scheduled_run_as_it_is(dags: dict[str, DAG]) -> None:
    params = dags["teletipo_ingest"].params
    params.validate()
    assert set(params) == INGEST_FORM


def test_sources_and_batches_are_mapped_and_reports_never(dags: dict[str, DAG]) -> None:
    ingest = dags["teletipo_ingest"]
    assert {task.task_id for task in ingest.tasks if task.is_mapped} == {"fetch", "analyse"}
    assert ingest.get_task("fetch").partial_kwargs["pool"] == "teletipo_fetch"
    assert ingest.get_task("analyse").partial_kwargs["pool"] == "teletipo_nlp"


def test_other_dags_can_be_scheduled_on_the_reports(dags: dict[str, DAG]) -> None:
    outlets = dags["teletipo_ingest"].get_task("publish").outlets
    assert [asset.name for asset in outlets] == ["teletipo_reports"]


def test_reading_the_dags_loads_no_heavy_library(airflow_environment: Mapping[str, str]) -> None:
    code = (
        "import runpy, sys, pathlib\n"
        "[runpy.run_path(str(path)) for path in pathlib.Path('dags').glob('*.py')]\n"
        "print(*sorted({'spacy', 'lxml', 'bs4', 'trafilatura'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT, env=dict(airflow_environment), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == ""
