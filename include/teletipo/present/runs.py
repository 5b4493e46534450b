"""What a run brought, for a person at a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from teletipo.contract import analysis_json
from teletipo.present.lists import describe, print_rejections
from teletipo.present.screen import words
from teletipo.present.terminal import print_analysis
from teletipo.store.read import RunAccount

SHOWN_WHOLE = 5
COUNTED = (
    ("new_versions", "new report versions"),
    ("updates", "updates"),
    ("corrections", "corrections"),
    ("kills", "kills"),
    ("analysed", "analysed"),
    ("quotations", "quotations"),
    ("attributions", "attributions"),
    ("temporal_expressions", "temporal expressions"),
    ("mentions", "mentions"),
    ("rejections", "rejections"),
)


def print_run(account: RunAccount | None, console: Console) -> None:
    """Every report of a run, its rejections and counts; one line when it brought nothing (None, or empty)."""
    if account is None or not (account.reports or account.rejections):
        console.print("nothing is new: every report of the sources is stored already, and no row was written")
        return
    for stored in account.reports[:SHOWN_WHOLE]:
        print_analysis(analysis_json(stored.analysis), console)
        console.print(words(f"\nteletipo show {stored.version.report.id}", "dim"))
    for stored in account.reports[SHOWN_WHOLE:]:
        console.print(words(describe(stored.analysis.report)), soft_wrap=True)
    if account.rejections:
        console.rule(Text("Rejected", style="bold red"), align="left")
        print_rejections(account.rejections, console)
    for source in account.failing:
        since = f"since {source.last_success:%Y-%m-%d %H:%M} UTC" if source.last_success else "since it was added"
        console.print(words(f"source {source.source_id} has failed {since}: {source.last_error}", "yellow"))
    console.rule(style="dim")
    counts = [f"{account.counts[key]} {name}" for key, name in COUNTED if account.counts.get(key)]
    console.print(", ".join(counts), highlight=False)
