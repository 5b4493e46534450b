"""The pieces of ``make run``, ``make up`` and ``make down`` as real processes, and what can go wrong with them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOWHERE = "postgresql://ana:s3cret@127.0.0.1:{port}/records"
HOLD_FOLDER = """
import sys
from rich.console import Console
from teletipo import settings
from teletipo_airflow.stack.layout import Layout
from teletipo_airflow.stack.local import databases_kept
from teletipo_airflow.stack.progress import Progress
with databases_kept(Layout(settings.home()), Progress(Console(stderr=True))):
    print("held", flush=True)
    sys.stdin.read()
"""
START_AIRFLOW = """
import sys
from rich.console import Console
from teletipo import settings
from teletipo_airflow.stack.layout import Layout, airflow_environment
from teletipo_airflow.stack.local import databases_kept
from teletipo_airflow.stack.processes import Processes
from teletipo_airflow.stack.progress import Progress
layout = Layout(settings.home())
with databases_kept(layout, Progress(Console(stderr=True))) as databases:
    environment = airflow_environment(
        layout, airflow_url=databases.airflow, teletipo_url=databases.teletipo, port=int(sys.argv[1]), schedule="none"
    )
    Processes(layout, environment).start()
    print("started", flush=True)
    sys.stdin.read()
"""


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder for one stack, which other accounts may pass: started by root, Postgres has one."""
    made = Path(tempfile.mkdtemp(prefix="teletipo-stack-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("TELETIPO_", "AIRFLOW"))}
    return clean | {"TELETIPO_HOME": str(home), "COLUMNS": "200"}


@pytest.fixture
def stack(environment: Mapping[str, str]) -> Callable[..., Done]:
    """Call ``python -m teletipo_airflow.stack COMMAND``."""

    def call(command: str, **more: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "teletipo_airflow.stack", command],
            env={**environment, **more}, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)

    return call


Owner = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def owner(environment: Mapping[str, str]) -> Iterator[Owner]:
    """Start a process of Python code that owns the folder, and wait until it says so."""
    started = []

    def start(code: str, *arguments: str, **more: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            env={**environment, **more}, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline().strip() in {"held", "started"}
        return process

    yield start
    for process in started:
        process.communicate()


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes_of(home: Path) -> list[str]:
    """Living processes whose command line or environment names the folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if str(home).encode() in told and int(folder.name) != os.getpid():
            found.append(command.replace(b"\0", b" ").decode(errors="replace"))
    return found


def test_a_second_stack_in_the_same_folder_is_refused(stack: Callable, owner: Owner, home: Path) -> None:
    away = NOWHERE.format(port=closed_port())
    named = {"AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": away.replace("postgresql", "postgresql+psycopg2")}
    first = owner(HOLD_FOLDER)
    done = stack("run", TELETIPO_DATABASE_URL=away, **named)
    assert done.status == 1
    assert done.err.splitlines() == [
        f"another make run or make up (process {first.pid}) is using {home}: end it with 'make down'"
    ]
    assert first.poll() is None

    done = stack("down")
    assert (done.status, done.out.strip()) == (0, "the running stack has ended")
    assert first.wait(10) != 0
    assert processes_of(home) == []


def test_down_with_nothing_running(stack: Callable) -> None:
    assert stack("down") == Done(0, "nothing is running\n", "")


def test_down_ends_what_a_killed_stack_left(stack: Callable, owner: Owner, home: Path) -> None:
    killed = owner(START_AIRFLOW, str(closed_port()))
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert len(processes_of(home)) >= 4
    done = stack("down")
    assert done.status == 0
    assert done.out.split() == ["ended:", "api-server,", "scheduler,", "dag-processor,", "postgres"]
    assert processes_of(home) == []
    assert stack("down").out == "nothing is running\n"


@pytest.mark.parametrize("command", ["run", "up"])
def test_a_postgres_that_is_away_is_one_line(stack: Callable, home: Path, command: str) -> None:
    port = closed_port()
    done = stack(command, TELETIPO_DATABASE_URL=NOWHERE.format(port=port))
    assert done.status == 1
    (line,) = done.err.splitlines()
    assert f"no connection to Postgres at 127.0.0.1:{port} (database records, user ana)" in line
    assert "TELETIPO_DATABASE_URL" in line
    assert "s3cret" not in line
    assert processes_of(home) == []


@pytest.mark.parametrize("command", ["run", "up"])
def test_a_malformed_sources_file_is_one_line(stack: Callable, home: Path, command: str) -> None:
    sources = home / "sources.yaml"
    sources.write_text("sources:\n  - id: drop\n    kind: foldr\n    address: drop\n", encoding="utf-8")
    done = stack(command, TELETIPO_SOURCES=str(sources))
    assert done.status == 2
    (line,) = done.err.splitlines()
    assert line.startswith(f"{sources}:3: sources[0].kind: expected ")
    assert "foldr" in line
    assert processes_of(home) == []
