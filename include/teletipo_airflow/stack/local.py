"""Brings the local stack up and takes it down: Postgres, two databases, Airflow."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from teletipo.store.database import connect, ensure_database
from teletipo.store.embedded import EmbeddedPostgres
from teletipo.store.ensure import without_driver
from teletipo.store.migrate import migrate
from teletipo_airflow.stack.api import AirflowApi
from teletipo_airflow.stack.layout import AIRFLOW_URL, Layout, airflow_environment, program
from teletipo_airflow.stack.processes import Processes, StackError, end_leftovers
from teletipo_airflow.stack.progress import Progress

POOLS = Path(__file__).parents[1] / "pools.json"
UI_PORT = 8080


@dataclass(frozen=True, slots=True)
class Databases:
    """Addresses of the two databases; ``server`` is the embedded Postgres where one of them is in it."""

    teletipo: str
    airflow: str
    server: EmbeddedPostgres | None = None

    def check(self) -> None:
        """Raise StackError if the embedded Postgres has died."""
        if self.server is not None and not self.server.running():
            raise StackError(
                f"Postgres went away in mid-run (see {self.server.log}): run again, and what was left is completed"
            )


@dataclass(frozen=True, slots=True)
class Stack:
    """A running Airflow; ``check`` raises StackError if a part of it, or its Postgres, has died."""

    api: AirflowApi
    check: Callable[[], None]


@contextlib.contextmanager
def databases_kept(layout: Layout, progress: Progress) -> Iterator[Databases]:
    """Both databases, there while the block lasts; the embedded Postgres serves what the environment does not name.

    Raises StackError when another stack uses the same folder, StoreUnavailable when a Postgres that is named is away.
    """
    layout.make()
    named, airflow_named = os.environ.get("TELETIPO_DATABASE_URL"), os.environ.get(AIRFLOW_URL)
    with contextlib.ExitStack() as stack:
        stack.enter_context(_only_one(layout))
        for name in end_leftovers(layout):
            progress.console.print(f"[dim]ended a left-over {name}[/]")
        for url in filter(None, (named, airflow_named)):
            ensure_database(without_driver(url))
        if named and airflow_named:
            yield Databases(named, airflow_named)
            return
        with progress.step("Postgres"):
            server = stack.enter_context(EmbeddedPostgres(layout.postgres))
            server.ensure_database("teletipo")
            server.ensure_database("airflow")
        airflow = server.url("airflow").replace("postgresql://", "postgresql+psycopg2://", 1)
        yield Databases(named or server.url("teletipo"), airflow_named or airflow, server)


@contextlib.contextmanager
def running(
    layout: Layout, progress: Progress, databases: Databases, *, port: int | None, schedule: str
) -> Iterator[Stack]:
    """Airflow, up and healthy; all its processes end when the block does.

    Without a ``port`` a free one is taken. Raises StackError when a part does not start. An ingest that an earlier
    stack left unfinished is given up: the next one completes it.
    """
    chosen = port or _free_port()
    environment = airflow_environment(
        layout, airflow_url=databases.airflow, teletipo_url=databases.teletipo, port=chosen, schedule=schedule
    )
    with progress.step("Databases migrated"):
        _migrate(layout, environment, databases.teletipo)
    processes, started = Processes(layout, environment), datetime.now(UTC)

    def alive() -> None:
        databases.check()
        processes.check()

    api = AirflowApi(f"http://127.0.0.1:{chosen}", alive)
    try:
        with progress.step("Airflow started"):
            processes.start()
            api.wait_until_healthy(180)
            api.wait_for_dag("teletipo_ingest", 120)
            api.wait_for_dag("teletipo_digest", 120)
            api.give_up_runs("teletipo_ingest", before=started)
        yield Stack(api, alive)
    finally:
        with progress.step("Airflow ended"):
            processes.stop()


@contextlib.contextmanager
def _only_one(layout: Layout) -> Iterator[None]:
    """Hold the folder for this process. Raises StackError when another ``make run`` or ``make up`` has it."""
    with (layout.home / "lock").open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            lock.seek(0)
            raise StackError(
                f"another make run or make up (process {lock.read().strip()}) is using {layout.home}: "
                "end it with 'make down'"
            ) from exc
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _migrate(layout: Layout, environment: dict[str, str], teletipo_url: str) -> None:
    """Migrate both databases, at the same time, and make Airflow's pools."""
    log = layout.logs / "migrate.log"
    with log.open("wb") as output:
        options: dict[str, Any] = {"env": environment, "stdout": output, "stderr": subprocess.STDOUT}
        with (
            subprocess.Popen([program("airflow"), "db", "migrate"], **options) as airflow,
            contextlib.closing(connect(teletipo_url)) as conn,
        ):
            migrate(conn)
        if airflow.returncode == 0:
            pools = subprocess.run([program("airflow"), "pools", "import", str(POOLS)], check=False, **options)
            if pools.returncode == 0:
                return
    raise StackError(f"Airflow's database could not be migrated; see {log}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def end_postgres(layout: Layout) -> bool:
    """End an embedded Postgres whose owner was killed; False if there is none, or somebody else keeps it."""
    server = EmbeddedPostgres(layout.postgres)
    if not server.running():
        return False
    with server:
        pass
    return not server.running()


def ask_to_stop(layout: Layout, number: int) -> bool:
    """Signal the process that holds the folder, if there is one, and wait for it to let go. True if it did."""
    path = layout.home / "lock"
    if not path.exists():
        return False
    with path.open("r+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.kill(int(lock.read()), number)
        else:
            return False
        for _ in range(300):
            time.sleep(0.1)
            with contextlib.suppress(OSError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
    raise StackError("the running stack did not end within 30 s")
