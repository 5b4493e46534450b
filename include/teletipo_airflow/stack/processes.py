"""Airflow's processes: started in their own sessions, watched, and ended together."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from teletipo.errors import TeletipoError
from teletipo_airflow.stack.layout import Layout, program

COMPONENTS = (("api-server", ("api-server",)), ("scheduler", ("scheduler",)), ("dag-processor", ("dag-processor",)))
PATIENCE = 15.0


class StackError(TeletipoError):
    """A part of the local stack did not start, or died."""

    reason = "stack"


@dataclass(slots=True)
class Processes:
    """The running Airflow. Every component leads a process group, so that its children end with it."""

    layout: Layout
    environment: dict[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self) -> None:
        """Start scheduler, api-server and dag-processor; their output goes to files."""
        for name, arguments in COMPONENTS:
            log = self.log(name).open("wb")
            with log:
                self.running[name] = subprocess.Popen(
                    [program("airflow"), *arguments],
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        pids = {name: process.pid for name, process in self.running.items()}
        self.layout.pids.write_text(json.dumps(pids), encoding="utf-8")

    def check(self) -> None:
        """Raise StackError with the end of its log if a component has died."""
        for name, process in self.running.items():
            if process.poll() is not None:
                raise StackError(
                    f"Airflow's {name} ended with status {process.returncode}; see {self.log(name)}",
                    detail=_tail(self.log(name)),
                )

    def stop(self) -> None:
        """End every component and what it started; the impatient way after 15 seconds."""
        for process in self.running.values():
            _signal(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for process in self.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            _signal(process.pid, signal.SIGKILL)
            process.wait()
        self.running.clear()
        self.layout.pids.unlink(missing_ok=True)

    def log(self, name: str) -> Path:
        """The log file of a component."""
        return self.layout.logs / f"{name}.log"


def end_leftovers(layout: Layout) -> list[str]:
    """End the components that a broken-off run left behind; returns their names."""
    if not layout.pids.exists():
        return []
    ended = []
    for name, pid in json.loads(layout.pids.read_text(encoding="utf-8")).items():
        if _is_airflow(pid):
            _signal(pid, signal.SIGTERM)
            _await_end(pid)
            _signal(pid, signal.SIGKILL)
            ended.append(name)
    layout.pids.unlink(missing_ok=True)
    return ended


def _signal(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _await_end(pid: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while _is_airflow(pid) and time.monotonic() < deadline:
        time.sleep(0.1)


def _is_airflow(pid: int) -> bool:
    try:
        return b"airflow" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _tail(path: Path, lines: int = 15) -> str:
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
