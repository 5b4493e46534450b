"""``python -m teletipo_airflow.stack run|up|down``: what ``make run``, ``make up`` and ``make down`` call."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import Console
from rich.text import Text

from teletipo import settings
from teletipo.errors import ConfigurationError, TeletipoError
from teletipo.pipeline import choose_sources
from teletipo.present.hints import command
from teletipo.present.runs import print_run
from teletipo.store.database import connect
from teletipo.store.read import run_account
from teletipo.store.runs import run_of
from teletipo_airflow.stack import local
from teletipo_airflow.stack.layout import Layout
from teletipo_airflow.stack.processes import end_leftovers
from teletipo_airflow.stack.progress import Progress
from teletipo_airflow.stack.watch import follow


def main(command: str) -> int:
    """Carry out one command; returns the exit status: 2 for settings that a person has to mend, 1 for other trouble."""
    console, errors = Console(), Console(stderr=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    layout = Layout(settings.home())
    try:
        {"run": run, "up": up, "down": down}[command](layout, console)
    except TeletipoError as exc:
        errors.print(Text(str(exc), style="red"), soft_wrap=True)
        if exc.detail:
            errors.print(exc.detail, markup=False, highlight=False)
        return 2 if isinstance(exc, ConfigurationError) else 1
    except KeyboardInterrupt:
        errors.print("stopped")
        return 130
    return 0


def run(layout: Layout, console: Console) -> None:
    """One whole run: everything up, the ingest through Airflow, everything down, the account."""
    choose_sources()
    progress = Progress(console)
    with local.databases_kept(layout, progress) as databases:
        with local.running(layout, progress, databases, port=None, schedule="none") as stack, progress.step("Run"):
            airflow_run = ingest(stack, console)
        account(databases.teletipo, [airflow_run], console)
    console.print(go_on(), highlight=False, markup=False)
    progress.where_the_time_went()


def up(layout: Layout, console: Console) -> None:
    """The same, and Airflow stays with its schedule live until Ctrl-C."""
    choose_sources()
    progress = Progress(console)
    schedule = os.environ.get("TELETIPO_SCHEDULE", "0 6 * * *")
    began = datetime.now(UTC)
    with (
        local.databases_kept(layout, progress) as databases,
        local.running(layout, progress, databases, port=local.UI_PORT, schedule=schedule) as stack,
    ):
        with progress.step("Run"):
            ingest(stack, console)
        account(databases.teletipo, stack.api.runs_since("teletipo_ingest", began), console)
        console.print(UP, highlight=False)
        while True:
            stack.check()
            time.sleep(1)


def down(layout: Layout, console: Console) -> None:
    """End what is running: its owner politely if that lives, then by process id whatever is left."""
    asked = local.ask_to_stop(layout, signal.SIGTERM)
    ended = end_leftovers(layout) + (["postgres"] if local.end_postgres(layout) else [])
    if asked:
        console.print("the running stack has ended")
    elif ended:
        console.print(f"ended: {', '.join(ended)}")
    else:
        console.print("nothing is running")


def ingest(stack: local.Stack, console: Console) -> str:
    """Trigger the ingest, follow it and the digest that it wakes; returns Airflow's run id."""
    started = stack.api.latest_run("teletipo_digest")
    run_id = stack.api.trigger("teletipo_ingest", {})
    follow(stack.api, "teletipo_ingest", run_id, console.print)
    if stack.api.task_state("teletipo_ingest", run_id, "publish") == "success":
        digest = stack.api.next_run("teletipo_digest", after=started)
        follow(stack.api, "teletipo_digest", digest, console.print)
    return run_id


UP = f"""
[bold]http://127.0.0.1:{local.UI_PORT}[/]   Airflow, for this machine only, without a login
The records are under Browse → Teletipo.
Ctrl-C ends it.
"""


def go_on() -> str:
    """What to do after a run; the commands work as they stand."""
    lines = (
        ("make up", f"Airflow on http://127.0.0.1:{local.UI_PORT}, without a login"),
        (f"{command('show')} REPORT", "one report, by its name above"),
        (command("search", "KCNA"), "who said it, according to whom"),
        (command("db", "shell"), "psql: SELECT speaker, cue_as_written, said FROM teletipo.quotes;"),
    )
    longest = max(len(line) for line, _ in lines)
    return "\n".join(["\nHow to go on", *(f"  {line.ljust(longest)}   {about}" for line, about in lines), ""])


def account(url: str, airflow_runs: Sequence[str], console: Console) -> None:
    """What the run brought, for a person; of several, as a live schedule adds one, the first that brought anything."""
    conn = connect(url)
    try:
        numbers = [number for run_id in airflow_runs if (number := run_of(conn, run_id)) is not None]
        accounts = [run_account(conn, number) for number in numbers]
        print_run(next((one for one in accounts if one.reports or one.rejections), None), console)
    finally:
        conn.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
