"""What a run brought, for a person at a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from teletipo.contract import analysis_json
from teletipo.present.lists import print_rejections
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
        console.print(Text(f"\nteletipo show {stored.version.report.id}", style="dim"))
    for stored in account.reports[SHOWN_WHOLE:]:
        report = stored.analysis.report
        console.print(f"{report.id}  {report.headline or report.text[:80]}", markup=False, highlight=False)
    if account.rejections:
        console.rule(Text("Rejected", style="bold red"), align="left")
        print_rejections(account.rejections, console)
    console.rule(style="dim")
    counts = [f"{account.counts[key]} {name}" for key, name in COUNTED if account.counts.get(key)]
    console.print(", ".join(counts), highlight=False)
