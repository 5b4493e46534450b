"""What a run brought, for a person at a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.text import Text

from teletipo.contract import analysis_json
from teletipo.present.counting import count
from teletipo.present.hints import command
from teletipo.present.lists import describe, print_rejections
from teletipo.present.screen import words
from teletipo.present.terminal import print_analysis
from teletipo.store.read import RunAccount
from teletipo.store.stored_analyses import StoredAnalysis

SHOWN_WHOLE = 5
COUNTED = {
    "new_versions": "new report version",
    "updates": "update",
    "corrections": "correction",
    "kills": "kill",
    "analysed": "analysed",
    "quotations": "quotation",
    "attributions": "attribution",
    "temporal_expressions": "temporal expression",
    "mentions": "mention",
    "rejections": "rejection",
}
UNCOUNTED = {"analysed": "analysed"}
"""Names that are no nouns and have no plural."""


def print_run(account: RunAccount | None, console: Console) -> None:
    """What a run brought, what needs a human first; one line when it brought nothing (None, or empty).

    That is: sources that fail, what was rejected, reports that were taken back, corrected or came in part, all reports,
    and the counts.
    """
    if account is None or not (account.reports or account.rejections):
        console.print("nothing is new: every report of the sources is stored already, and no row was written")
        return
    for source in account.failing:
        since = f"since {source.last_success:%Y-%m-%d %H:%M} UTC" if source.last_success else "since it was added"
        told = f"source {source.source_id} has failed {since}: {source.last_error}"
        console.print(words(told, "yellow"), soft_wrap=True)
    if account.rejections:
        console.rule(Text("Rejected", style="bold red"), align="left")
        print_rejections(account.rejections, console)
    wanting = [stored for stored in account.reports if _wants_a_look(stored)]
    if wanting:
        console.rule(Text("To look at", style="bold yellow"), align="left")
        for stored in wanting:
            console.print(words(_line(stored)), soft_wrap=True)
    if (account.failing or account.rejections or wanting) and account.reports:
        console.rule(Text("Reports", style="bold"), align="left")
    for stored in account.reports[:SHOWN_WHOLE]:
        print_analysis(_json(stored), console)
        console.print(words(f"\n{command('show', stored.version.report.id)}", "dim"), soft_wrap=True)
    for stored in account.reports[SHOWN_WHOLE:]:
        console.print(words(_line(stored)), soft_wrap=True)
    console.rule(style="dim")
    brought = ((account.counts.get(key, 0), name, UNCOUNTED.get(key)) for key, name in COUNTED.items())
    console.print(", ".join(count(*one) for one in brought if one[0]), highlight=False)


def _wants_a_look(stored: StoredAnalysis) -> bool:
    """Whether a report was taken back or corrected, or is not whole."""
    report = stored.analysis.report
    return (
        report.kind in {"kill", "correction"}
        or stored.version.status == "canceled"
        or report.body_status in {"partial", "paywalled", "blocked"}
    )


def _line(stored: StoredAnalysis) -> str:
    version = stored.version
    superseded = not version.is_current
    return describe(stored.analysis.report, status=version.status, ordinal=version.ordinal, superseded=superseded)


def _json(stored: StoredAnalysis) -> dict[str, Any]:
    """The analysis JSON with as much of the store as its marks need."""
    version = stored.version
    known = {
        "version_id": version.version_id,
        "ordinal": version.ordinal,
        "status": version.status,
        "current": version.is_current,
    }
    return analysis_json(stored.analysis) | {"stored": known | {"versions": [], "relations": []}}
