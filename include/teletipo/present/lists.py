"""Lists on a terminal: what a search found, what was rejected, what a source would bring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from teletipo.model import Rejection, Report
from teletipo.present.reading import one_line
from teletipo.present.screen import words
from teletipo.store.rejections import RejectionRow
from teletipo.store.search import Hit


def print_hits(hits: Sequence[Hit], console: Console) -> None:
    """Reports that a search found, each with the quotations that have the words."""
    if not hits:
        console.print("nothing found")
    for hit in hits:
        facts = " · ".join(filter(None, (hit["report"], hit["agency"], hit["published_at"], hit["language"])))
        console.print(words(facts, "bold"))
        console.print(Padding(words(one_line(hit["excerpt"])), (0, 0, 0, 2)))
        for quote in hit["quotes"]:
            line = Text.assemble(words(f"{quote['speaker'] or '—'}: ", "cyan"), words(quote["said"]))
            if quote["through"]:
                line.append(words(f"  via {quote['through']}", "magenta"))
            console.print(Padding(line, (0, 0, 0, 4)))


def print_rejections(found: Sequence[RejectionRow], console: Console) -> None:
    """What could not be taken: where, why, and what to do."""
    if not found:
        console.print("nothing was rejected")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("stage", "reason", "where", "what to do"):
        table.add_column(column, overflow="fold")
    for one in found:
        place = " ".join(filter(None, (one["source"], one["locator"])))
        table.add_row(one["stage"], one["reason"], words(place), words(one["message"]))
    console.print(table)


def print_preview(found: Iterable[Report | Rejection], console: Console) -> bool:
    """What a source would bring; True if anything would be rejected."""
    rejected = False
    for one in found:
        if isinstance(one, Rejection):
            rejected = True
            console.print(words(f"  rejected: {_with_place(one)}", "red"))
        else:
            console.print(words(f"  {describe(one)}"))
    return rejected


def _with_place(rejection: Rejection) -> str:
    """The message, with the name of the file or page before it where it does not name it."""
    name = (rejection.locator or "").rstrip("/").rpartition("/")[2]
    return rejection.message if name in rejection.message else f"{name}: {rejection.message}"


def describe(report: Report) -> str:
    """One line: date, language, id, what is out of the ordinary about it, headline or first words."""
    published = report.published.iso() if report.published else "date unknown"
    opening = report.headline or " ".join(report.text[:80].split())
    marks = [mark for mark in (report.kind, report.body_status) if mark not in {None, "original", "full"}]
    marked = f"[{', '.join(map(str, marks))}] " if marks else ""
    return f"{published}  {report.language}  {report.id}  {marked}{opening}"
