"""Lists on a terminal: what a search found, what was rejected, what a source would bring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from teletipo.model import Rejection, Report
from teletipo.present.hits import marks_of, sourced
from teletipo.present.reading import one_line
from teletipo.present.screen import words
from teletipo.store.rejections import RejectionRow
from teletipo.store.search import Hit
from teletipo.summarize.marks import ALARMING, marks
from teletipo.summarize.title import title_of


def print_hits(hits: Sequence[Hit], console: Console) -> None:
    """Reports that a search found, each with what was said and attributed in it that has the words."""
    if not hits:
        console.print("nothing found")
    for hit in hits:
        facts = " · ".join(filter(None, (hit["report"], hit["agency"], hit["published_at"], hit["language"])))
        head = Text.assemble(words(facts, "bold"))
        for mark in marks_of(hit):
            head.append(words(f" · {mark}", "bold red" if mark in ALARMING else "yellow"))
        console.print(head)
        if hit["headline"] or not hit["excerpt"]:
            title = title_of(headline=hit["headline"], telling=hit["telling"])
            console.print(Padding(words(title, "underline"), (0, 0, 0, 2)))
        if hit["excerpt"]:
            console.print(Padding(words(one_line(hit["excerpt"])), (0, 0, 0, 2)))
        for quote in hit["quotes"]:
            line = Text.assemble(words(quote["speaker"] or "—", "cyan"))
            line.append(words(f" {quote['cue']}" if quote["cue"] else "", "bold"))
            line.append(": ").append(words(quote["said"]))
            if quote["through"]:
                line.append(words(f"  via {quote['through']}", "magenta"))
            console.print(Padding(line, (0, 0, 0, 4)))
        for entry in hit["attributions"]:
            source = f"according to {sourced(entry)}: "
            console.print(Padding(Text.assemble(words(source, "magenta"), words(entry["scope"])), (0, 0, 0, 4)))


def print_rejections(found: Sequence[RejectionRow], console: Console) -> None:
    """What could not be taken: where, why, and what to do."""
    if not found:
        console.print("nothing was rejected")
        return
    for one in found:
        place = "  ".join(filter(None, (one["source"], one["locator"])))
        console.print(words(place or one["stage"], "bold"), soft_wrap=True)
        console.print(words(f"  {one['reason']} ({one['stage']}): {one['message']}"), soft_wrap=True)


def print_preview(found: Iterable[Report | Rejection], console: Console) -> bool:
    """What a source would bring; True if anything would be rejected."""
    rejected = False
    for one in found:
        if isinstance(one, Rejection):
            rejected = True
            console.print(words(f"  rejected: {_with_place(one)}", "red"), soft_wrap=True)
        else:
            console.print(words(f"  {describe(one)}"), soft_wrap=True)
    return rejected


def _with_place(rejection: Rejection) -> str:
    """The message, with the name of the file or page before it where it does not name it."""
    name = (rejection.locator or "").rstrip("/").rpartition("/")[2]
    return rejection.message if name in rejection.message else f"{name}: {rejection.message}"


def describe(report: Report, *, status: str = "usable", ordinal: int = 1, superseded: bool = False) -> str:
    """One line: date, language, id, what is out of the ordinary about it, headline or first words.

    ``status`` and ``ordinal`` are what the store has of it; ``superseded`` by a later version.
    """
    published = report.published.iso() if report.published else "date unknown"
    opening = report.headline or " ".join(report.text[:80].split())
    found = marks(kind=report.kind, status=status, ordinal=ordinal, body_status=report.body_status)
    found = (*found, "superseded") if superseded else found
    marked = f"[{', '.join(found)}] " if found else ""
    return f"{published}  {report.language}  {report.id}  {marked}{opening}"
