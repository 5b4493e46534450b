"""The few calls of Airflow's REST API that a local run needs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import requests

from teletipo_airflow.stack.processes import StackError

UNFINISHED = {"queued", "running", None}


@dataclass(slots=True)
class AirflowApi:
    """A client of one api-server. ``alive`` is called while waiting and raises if the stack has died."""

    base: str
    alive: Callable[[], None]
    session: requests.Session = field(default_factory=requests.Session)

    def wait_until_healthy(self, seconds: float) -> None:
        """Return when api-server, scheduler and dag-processor say that they are well."""

        def healthy() -> bool:
            answer = self.session.get(f"{self.base}/api/v2/monitor/health", timeout=10)
            if not answer.ok:
                return False
            states = answer.json()
            parts = ("metadatabase", "scheduler", "dag_processor")
            return all(states.get(part, {}).get("status") == "healthy" for part in parts)

        self._poll(healthy, seconds, "Airflow did not become healthy")
        token = self._ask("GET", f"{self.base}/auth/token").json()["access_token"]
        self.session.headers["Authorization"] = f"Bearer {token}"

    def wait_for_dag(self, dag_id: str, seconds: float) -> None:
        """Return when the dag-processor has read a Dag; raise with the import errors if it cannot."""

        def known() -> bool:
            if self._get(f"/dags/{dag_id}", missing_ok=True):
                return True
            broken = (self._get("/importErrors") or {}).get("import_errors", [])
            if broken:
                raise StackError(f"a Dag cannot be imported: {broken[0]['filename']}", detail=broken[0]["stack_trace"])
            return False

        self._poll(known, seconds, f"Airflow has not read the Dag {dag_id}")

    def trigger(self, dag_id: str, conf: dict[str, Any]) -> str:
        """Start a manual run; returns its run id."""
        answer = self._ask("POST", f"{self.base}/api/v2/dags/{dag_id}/dagRuns", {"logical_date": None, "conf": conf})
        return str(answer.json()["dag_run_id"])

    def give_up_runs(self, dag_id: str, *, before: datetime) -> None:
        """Mark the runs of a Dag that began before a moment and have not ended as failed."""
        answer = self._get(f"/dags/{dag_id}/dagRuns?state=running&state=queued&limit=100") or {}
        for run in answer.get("dag_runs", []):
            if datetime.fromisoformat(run["queued_at"] or run["run_after"]) < before:
                note = "its stack ended before it did"
                url = f"{self.base}/api/v2/dags/{dag_id}/dagRuns/{run['dag_run_id']}"
                self._ask("PATCH", url, {"state": "failed", "note": note})

    def runs_since(self, dag_id: str, began: datetime) -> list[str]:
        """The ids of the runs of a Dag that were queued from a moment on, the newest first."""
        answer = self._get(f"/dags/{dag_id}/dagRuns?order_by=-id&limit=10") or {}
        runs = answer.get("dag_runs", [])
        return [str(run["dag_run_id"]) for run in runs if datetime.fromisoformat(run["queued_at"]) >= began]

    def run_state(self, dag_id: str, run_id: str) -> str | None:
        """The state of a Dag run: queued, running, success, failed."""
        run = self._get(f"/dags/{dag_id}/dagRuns/{run_id}")
        return run["state"] if run else None

    def tasks(self, dag_id: str, run_id: str) -> list[dict[str, Any]]:
        """The task instances of a run, as the API gives them."""
        answer = self._get(f"/dags/{dag_id}/dagRuns/{run_id}/taskInstances?limit=200")
        return list(answer["task_instances"]) if answer else []

    def task_state(self, dag_id: str, run_id: str, task_id: str) -> str | None:
        """The state of one task that is not mapped."""
        return next((task["state"] for task in self.tasks(dag_id, run_id) if task["task_id"] == task_id), None)

    def latest_run(self, dag_id: str) -> str | None:
        """The id of the newest run of a Dag, or None."""
        answer = self._get(f"/dags/{dag_id}/dagRuns?order_by=-id&limit=1")
        runs = answer["dag_runs"] if answer else []
        return str(runs[0]["dag_run_id"]) if runs else None

    def next_run(self, dag_id: str, *, after: str | None) -> str:
        """The id of the run of a Dag that comes after the run ``after``, as soon as there is one."""
        self._poll(lambda: self.latest_run(dag_id) != after, 60, f"{dag_id} was not woken")
        return str(self.latest_run(dag_id))

    def failure(self, dag_id: str, task: dict[str, Any]) -> str:
        """The end of a failed task's log."""
        path = f"/dags/{dag_id}/dagRuns/{task['dag_run_id']}/taskInstances/{task['task_id']}/logs/{task['try_number']}"
        answer = self._get(f"{path}?map_index={task['map_index']}&full_content=true", missing_ok=True) or {}
        content = answer.get("content", [])
        lines = [_log_line(entry) for entry in content] if isinstance(content, list) else [str(content)]
        return "\n".join(line for line in lines if line)[-3000:]

    def _get(self, path: str, *, missing_ok: bool = False) -> dict[str, Any] | None:
        accept = (requests.codes.not_found,) if missing_ok else ()
        answer = self._ask("GET", f"{self.base}/api/v2{path}", accept=accept)
        return dict(answer.json()) if answer.ok else None

    def _ask(self, method: str, url: str, body: Any = None, *, accept: tuple[int, ...] = ()) -> requests.Response:
        """The api-server's answer. Raises StackError for none, and for a status that is neither good nor accepted."""
        try:
            answer = self.session.request(method, url, json=body, timeout=30)
        except requests.RequestException as exc:
            self.alive()
            raise StackError(f"Airflow's api-server does not answer ({type(exc).__name__}): run again") from exc
        if answer.ok or answer.status_code in accept:
            return answer
        self.alive()
        why = "is its Postgres there? Run again to complete what was left" if answer.status_code >= 500 else answer.text
        raise StackError(f"Airflow answers {answer.status_code} to {method} {url.partition('?')[0]}: {why[:300]}")

    def _poll(self, ready: Callable[[], bool], seconds: float, complaint: str) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.alive()
            try:
                if ready():
                    return
            except requests.RequestException:
                pass
            time.sleep(0.3)
        raise StackError(f"{complaint} within {seconds:.0f} s")


def _log_line(entry: Any) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    errors = entry.get("error_detail") or []
    detail = "; ".join(f"{error.get('exc_type')}: {error.get('exc_value')}" for error in errors)
    return " ".join(part for part in (entry.get("event", ""), detail) if part)
