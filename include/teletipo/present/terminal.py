"""Analyses on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from teletipo.present.hints import command
from teletipo.present.reading import (
    Json,
    chain,
    changes,
    copies,
    heads_up,
    joined,
    others,
    place,
    refused,
    said,
    since,
    speaker,
    title,
    usable,
    via,
    withdrawn_by,
)
from teletipo.present.screen import words
from teletipo.present.times import when

FATES = {"kept": "", "removed": "red", "added": "green"}


def print_analysis(analysis: Json, console: Console) -> None:
    """One report: its head, who said what through whom, dates, what nobody is credited with, summary."""
    console.print(Group(*_blocks(analysis)))


def _blocks(analysis: Json) -> Iterator[RenderableType]:
    yield Rule(style="dim")
    yield words(title(analysis), "bold")
    yield _head(analysis)
    yield from _notes(analysis)
    if changed := changes(analysis):
        yield from _block(f"Changed since {since(analysis)}", Group(*map(_passage, changed["passages"])))
    if analysis["report"]["kind"] == "kill":
        yield from _block("Notice", words(_short(analysis["report"]["text"])))
    if analysis["summary"]["text"]:
        yield from _block("Summary", words(analysis["summary"]["text"]))
    if analysis["quotations"]:
        yield from _block("Who said what", _quotations(analysis))
    if analysis["attributions"]:
        yield from _block("According to whom", _attributions(analysis))
    if analysis["unattributed"]:
        lines = (words(f"· {_short(joined([span]))}") for span in analysis["unattributed"])
        yield from _block("Attributed to nobody", Group(*lines))
    if analysis["temporal_expressions"]:
        yield from _block("When", _dates(analysis))
    yield from _doubts(analysis)


def _doubts(analysis: Json) -> Iterator[RenderableType]:
    """How the date was chosen, and what could not be read."""
    if analysis["report"]["published_claims"]:
        yield from _block("How the date of publication was chosen", _claims(analysis))
    if analysis["report"]["problems"]:
        yield from _block("Fields that could not be read", words("\n".join(analysis["report"]["problems"]), "yellow"))
    if analysis["gaps"]:
        yield from _block("Not read", words("\n".join(analysis["gaps"]), "yellow"))


def _notes(analysis: Json) -> Iterator[Text]:
    """What a reader has to know before the rest: marks, other versions, copies, dates that were refused."""
    if marked := heads_up(analysis):
        yield words(" · ".join(marked), "yellow" if usable(analysis) else "bold red")
    if standing := place(analysis):
        yield words(standing, "yellow")
    if notice := withdrawn_by(analysis):
        yield words(f"taken back by {_show(notice)}", "bold red")
    for version in others(analysis):
        yield words(f"  version {version['ordinal']}, {version['kind']}: {_show(version['version_id'])}", "dim")
    for one in copies(analysis):
        replaced = ", which its report has replaced" if one["replaced"] else ""
        yield words(f"identical to {_show(one['number'])}{replaced}", "yellow")
    for note in refused(analysis):
        yield words(note, "yellow")


def _head(analysis: Json) -> Text:
    report = analysis["report"]
    dateline = report["dateline"] or {}
    facts = (
        ("dateline", joined(dateline.get("spans", ())) or "none"),
        ("published", report["published_at"] or "unknown"),
        ("agency", report["agency"] or "unknown"),
        ("language", report["language"]),
        ("kind", report["kind"]),
    )
    return Text("  ").join(Text.assemble((f"{name} ", "dim"), words(value)) for name, value in facts)


def _show(version_id: int) -> str:
    return command("show", str(version_id))


def _block(name: str, body: RenderableType) -> Iterator[RenderableType]:
    yield Text(f"\n{name}", style="bold cyan")
    yield Padding(body, (0, 0, 0, 2))


def _passage(pieces: Sequence[Json]) -> Text:
    """The words of a passage, each piece as what became of it; signs say it where there is no colour."""
    signs = {"kept": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
    line = (words(piece["text"].join(signs[piece["fate"]]), FATES[piece["fate"]]) for piece in pieces)
    return Text.assemble("· ", Text(" ").join(line))


def _quotations(analysis: Json) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold", max_width=28)
    table.add_column(style="cyan", max_width=22)
    table.add_column()
    for quotation in analysis["quotations"]:
        line = words(_short(said(quotation)))
        for piece in quotation["verbatim"]:
            line.highlight_words([joined([piece])], style="italic green")
        if through := via(analysis, quotation):
            line.append(words(f"\nvia {through}", "magenta"))
        table.add_row(words(speaker(analysis, quotation)), words(joined(quotation["cue"])), line)
    return table


def _attributions(analysis: Json) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="magenta", max_width=48)
    table.add_column()
    for entry in analysis["attributions"]:
        marks = [mark for mark in ("hedged", "anonymous") if entry[mark]]
        source = chain(analysis, entry) + (f" ({', '.join(marks)})" if marks else "")
        table.add_row(words(source), words(_short(joined(entry["scope"]))))
    return table


def _dates(analysis: Json) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for entry in analysis["temporal_expressions"]:
        table.add_row(words(joined([entry])), words(when(entry), "dim"))
    return table


def _claims(analysis: Json) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for claim in analysis["report"]["published_claims"]:
        shown = (claim["origin"], _short(claim["text"], 60), claim["instant"] or "—")
        table.add_row(*map(words, shown), words(claim["reason"], "dim"))
    return table


def _short(text: str, longest: int = 320) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
