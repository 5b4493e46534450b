"""Commands over the records in Postgres."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from teletipo.commands.common import EXIT_REJECTED, write_json

if TYPE_CHECKING:
    from psycopg2.extensions import connection

JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
DAY = click.DateTime(["%Y-%m-%d"])


@contextmanager
def database_url() -> Iterator[str]:
    """TELETIPO_DATABASE_URL, else the embedded Postgres that ``make run`` filled, up while the block lasts."""
    from teletipo import settings
    from teletipo.store.embedded import EmbeddedPostgres

    folder = settings.home() / "postgres"
    if settings.has_database_url() or not (folder / "data").exists():
        yield settings.database_url()
        return
    with EmbeddedPostgres(folder) as server:
        yield server.ensure_database("teletipo")


@contextmanager
def records() -> Iterator[connection]:
    """A connection to the records."""
    from teletipo.store.database import connect

    with database_url() as url, closing(connect(url)) as conn:
        yield conn


@click.command()
@click.option("--source", "sources", multiple=True, metavar="ID", help="Only this source; may be given again.")
@click.option("--from", "first", type=DAY, help="First day of publication to take, UTC.")
@click.option("--to", "last", type=DAY, help="Last day of publication to take, UTC.")
@click.option("--limit", type=click.IntRange(min=1), help="At most this many reports a source.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken, write nothing.")
def ingest(
    sources: tuple[str, ...], first: datetime | None, last: datetime | None, limit: int | None, dry_run: bool
) -> int:
    """Fetch, analyse and store what is new: the pipeline in one process, without Airflow."""
    from teletipo import pipeline
    from teletipo.present.lists import print_preview
    from teletipo.present.runs import print_run

    after = first.replace(tzinfo=UTC) if first else None
    before = last.replace(tzinfo=UTC) + timedelta(days=1) if last else None
    if after and before and after >= before:
        raise click.UsageError("--from is after --to: nothing can lie between")
    take = pipeline.Take(after=after, before=before, limit=limit)
    chosen = pipeline.choose_sources(sources)
    console = Console()
    with records() as conn:
        if dry_run:
            fetcher = pipeline.Fetcher(conn)
            rejected = [print_preview(pipeline.preview_new(fetcher, source, take), console) for source in chosen]
            return EXIT_REJECTED if any(rejected) else 0
        account = pipeline.ingest(conn, chosen, take=take)
        print_run(account, console)
        return EXIT_REJECTED if account.rejections else 0


@click.command()
@click.argument("report")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
def show(report: str, form: str) -> None:
    """Show a stored REPORT: its number, SOURCE/GUID, or a guid."""
    from teletipo.present.html import report_page
    from teletipo.present.terminal import print_analysis
    from teletipo.store.read import show_report

    with records() as conn:
        analysis = show_report(conn, report)
    if form == "json":
        write_json(analysis)
    elif form == "html":
        sys.stdout.write(report_page(analysis))
    else:
        print_analysis(analysis, Console())


@click.command()
@click.argument("query", default="")
@click.option("--speaker", help="Only what this person or body said.")
@click.option("--from", "first", type=DAY, help="First day of publication, UTC.")
@click.option("--to", "last", type=DAY, help="Last day of publication, UTC.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@JSON
def search(
    query: str, speaker: str | None, first: datetime | None, last: datetime | None, limit: int, as_json: bool
) -> None:
    """Search what was said and what was reported."""
    from teletipo.present.lists import print_hits
    from teletipo.store import read

    with records() as conn:
        hits = read.search(
            conn,
            query,
            speaker=speaker,
            since=first.replace(tzinfo=UTC) if first else None,
            until=last.replace(tzinfo=UTC) + timedelta(days=1) if last else None,
            limit=limit,
        )
    if as_json:
        for hit in hits:
            write_json(hit)
    else:
        print_hits(hits, Console())


@click.command()
@click.option("--all", "everything", is_flag=True, help="Those that have been resolved too.")
@click.option("--source", metavar="ID", help="Only this source.")
@JSON
def rejections(everything: bool, source: str | None, as_json: bool) -> None:
    """List what could not be taken, and why."""
    from teletipo.present.lists import print_rejections
    from teletipo.store.rejections import list_rejections

    with records() as conn:
        found = list_rejections(conn, source=source, include_resolved=everything)
    if as_json:
        for rejection in found:
            write_json(rejection)
    else:
        print_rejections(found, Console())


@click.command()
@click.argument("day", type=DAY, required=False, metavar="[YYYY-MM-DD]")
@click.option("--format", "form", type=click.Choice(["md", "html"]), default="md", show_default=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write DAY.md and DAY.html here instead.")
def digest(day: datetime | None, form: str, out: Path | None) -> None:
    """Write the digest of DAY (UTC), today if none is given, and store it."""
    from teletipo import pipeline
    from teletipo.present.html import digest_markdown, digest_page

    chosen = day.date() if day else datetime.now(UTC).date()
    with records() as conn:
        if out:
            pipeline.write_digest(conn, chosen, out)
            return
        made = pipeline.store_digest(conn, chosen)
    sys.stdout.write(digest_page(made) if form == "html" else digest_markdown(made))


@click.group()
def sources() -> None:
    """Look after the sources file."""


@sources.command("check")
@click.argument("ids", nargs=-1)
def sources_check(ids: tuple[str, ...]) -> int:
    """Fetch the sources once (all that are enabled, or IDS), show what would come in, write nothing."""
    from teletipo import pipeline
    from teletipo.errors import FetchError
    from teletipo.fetch.faults import without_place
    from teletipo.present.lists import print_preview
    from teletipo.present.screen import words

    console, status = Console(), 0
    for source in pipeline.choose_sources(ids):
        console.print(words(f"{source.id} {source.kind} {source.address}", "bold"), soft_wrap=True)
        try:
            found = list(pipeline.preview_alone(source))
        except FetchError as exc:
            console.print(words(f"  {without_place(str(exc), source.address)}", "red"), soft_wrap=True)
            status = EXIT_REJECTED
            continue
        if print_preview(found, console):
            status = EXIT_REJECTED
    return status


@click.group()
def db() -> None:
    """Look after the database."""


@db.command("migrate")
def db_migrate() -> None:
    """Bring the schema up to date."""
    from teletipo.store.migrate import migrate

    with records() as conn:
        applied = migrate(conn)
    for one in applied:
        click.echo(f"applied {one.version:04d} {one.name}")
        for notice in one.notices:
            click.echo(f"  {notice}")
    if not applied:
        click.echo("the schema is up to date")


@db.command("status")
def db_status() -> int:
    """Say which migrations are applied; exit status 1 if any is not."""
    from teletipo.store.migrate import status

    with records() as conn:
        states = status(conn)
    for one in states:
        click.echo(f"{one.version:04d} {one.name}: {one.state}")
    return 0 if all(one.state == "applied" for one in states) else EXIT_REJECTED


@db.command("shell", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def db_shell(arguments: tuple[str, ...]) -> int:
    """Open psql on the records, read only; ARGUMENTS are psql's own, such as -c 'SELECT …'.

    To write: SET default_transaction_read_only = off;
    """
    import os
    import shutil
    import subprocess

    from teletipo.store.embedded import binaries

    program = shutil.which("psql") or str(binaries() / "psql")
    options = f"{os.environ.get('PGOPTIONS', '')} -c default_transaction_read_only=on"
    with database_url() as url:
        return subprocess.call([program, url, *arguments], env=os.environ | {"PGOPTIONS": options})


COMMANDS = (ingest, show, search, rejections, digest, sources, db)
