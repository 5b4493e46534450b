"""Commands that read files and need no database: ``analyze``, ``parse``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from teletipo.commands.common import FILE, Complaints, json_lines, read_bytes, write_json
from teletipo.contract import analysis_json, item_json
from teletipo.errors import InputError
from teletipo.languages import available
from teletipo.model import Item, Report
from teletipo.normalize.kind import GRAVITY, version_kind
from teletipo.normalize.language import is_language
from teletipo.normalize.report import normalize
from teletipo.sources import parse_payload

Named = tuple[str, Item]


def _code(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    """The language as given. Raises BadParameter for what is the code of none."""
    if given is None or is_language(given):
        return given
    known = ", ".join(available())
    raise click.BadParameter(f"{given!r} is no language: give an ISO 639-1 code; there are resources for {known}")


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--published", metavar="DATE", help="Publication date where the file has none: 2026-01-08.")
@click.option("--language", metavar="CODE", callback=_code, help="ISO 639-1 code where the file does not say.")
@click.option("--format", "form", type=click.Choice(["json", "text", "html"]), default="json", show_default=True)
@click.option("--jsonl", is_flag=True, help="FILE holds one {id, text, published, language} a line.")
@click.option(
    "--summary-words", default=100, show_default=True, type=click.IntRange(min=1), help="Budget of the summary."
)
def analyze(
    files: tuple[Path, ...], published: str | None, language: str | None, form: str, jsonl: bool, summary_words: int
) -> int:
    """Read reports from FILEs of any wire format and print their analyses."""
    from teletipo.analysis import analyse
    from teletipo.languages.parsing import parse_all
    from teletipo.present.html import report_page
    from teletipo.present.terminal import print_analysis

    complaints = Complaints()
    console = Console()
    for path in files:
        items = _lines(path, complaints) if jsonl else _items(path, complaints)
        reports = _reports(items, complaints, published=published, language=language)
        for report, doc in parse_all(reports):
            answer = analysis_json(analyse(report, doc=doc, summary_words=summary_words))
            if form == "json":
                write_json({"id": report.id, **answer} if jsonl else answer)
            elif form == "text":
                print_analysis(answer, console)
            else:
                sys.stdout.write(report_page(answer) + "\n")
    return complaints.status


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--url", help="Where the payload came from, for relative links.")
def parse(files: tuple[Path, ...], url: str | None) -> int:
    """Print the items that FILEs of any wire format hold, one JSON object a line."""
    complaints = Complaints()
    for path in files:
        for _, item in _items(path, complaints, url=url):
            write_json(item_json(_with_kind(item)))
    return complaints.status


def _with_kind(item: Item) -> Item:
    """The item with the kind that words of the desk in headline, slug and note give it, where its own is less grave."""
    code = (item.language or "und").partition("-")[0].lower()
    told = version_kind(code=code, titles=(item.headline, item.slug), notices=(item.editor_note,))
    graver = GRAVITY.index(told) > GRAVITY.index(item.kind or "original")
    return replace(item, kind=told) if graver else item


def _reports(
    items: Iterator[Named], complaints: Complaints, *, published: str | None, language: str | None
) -> Iterator[Report]:
    for report_id, item in items:
        known = replace(item, published=item.published or published, language=item.language or language)
        try:
            yield normalize(known, report_id=report_id)
        except InputError as exc:
            complaints.say(report_id, str(exc))


def _items(path: Path, complaints: Complaints, *, url: str | None = None) -> Iterator[Named]:
    try:
        parsed = parse_payload(read_bytes(path), name=path.name, url=url)
    except InputError as exc:
        complaints.say(str(path), str(exc) + (f" [{exc.detail}]" if exc.detail else ""))
        return
    for rejection in parsed.rejections:
        complaints.rejection(rejection)
    for number, item in enumerate(parsed.items, start=1):
        fallback = path.stem if len(parsed.items) == 1 else f"{path.stem}#{number}"
        yield item.guid or fallback, item


def _lines(path: Path, complaints: Complaints) -> Iterator[Named]:
    for record in json_lines(path, complaints):
        known = {key: str(record[key]) for key in ("published", "language", "headline", "agency") if record.get(key)}
        yield record["id"], Item(format="jsonl", guid=record["id"], body=record["text"], **known)  # type: ignore[arg-type]


COMMANDS = (analyze, parse)
