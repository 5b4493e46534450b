"""Follows a Dag run to its end and says which task is done."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from teletipo_airflow.stack.api import UNFINISHED, AirflowApi
from teletipo_airflow.stack.processes import StackError

MARKS = {"success": "[green]✓[/]", "failed": "[red]✗[/]", "skipped": "[dim]–[/]", "upstream_failed": "[red]–[/]"}
FINAL = set(MARKS) | {"removed"}


def follow(api: AirflowApi, dag_id: str, run_id: str, say: Callable[[str], None], *, seconds: float = 1800) -> None:
    """Return when the run has succeeded. Raises StackError with the failed task's own words if it has not."""
    told: set[tuple[str, int]] = set()
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        api.alive()
        state = api.run_state(dag_id, run_id)
        tasks = api.tasks(dag_id, run_id)
        for task in sorted(tasks, key=lambda task: str(task["end_date"])):
            key = (task["task_id"], task["map_index"])
            if task["state"] in FINAL and key not in told:
                told.add(key)
                say(_line(dag_id, task))
        if state not in UNFINISHED:
            failed = [task for task in tasks if task["state"] == "failed"]
            if state == "failed" or failed:
                raise _failure(api, dag_id, failed)
            return
        time.sleep(0.5)
    raise StackError(f"{dag_id} has not ended within {seconds:.0f} s")


def _line(dag_id: str, task: dict[str, Any]) -> str:
    name = task["task_id"] + (f" [{task['rendered_map_index'] or task['map_index']}]" if task["map_index"] >= 0 else "")
    took = f" [dim]{task['duration']:.1f} s[/]" if task["duration"] else ""
    return f"  {MARKS.get(task['state'], '·')} {dag_id} · {name.replace('[', '(').replace(']', ')')}{took}"


def _failure(api: AirflowApi, dag_id: str, failed: list[dict[str, Any]]) -> StackError:
    if not failed:
        return StackError(f"{dag_id} failed; its log is in the Airflow UI ('make up')")
    names = ", ".join(sorted({task["task_id"] for task in failed}))
    return StackError(f"{dag_id} failed in {names}", detail=api.failure(dag_id, failed[0]))
