"""Small questions to a hit of a search that the terminal and the pages ask."""

from __future__ import annotations

from teletipo.store.search import AttributionHit, Hit
from teletipo.summarize.marks import marks


def marks_of(hit: Hit) -> tuple[str, ...]:
    """What is out of the ordinary about a report that was found."""
    own = marks(kind=hit["kind"], status=hit["status"], ordinal=hit["ordinal"], body_status=hit["body_status"])
    return (*own, f"repeats what {hit['repeats']} has replaced") if hit["repeats"] else own


def sourced(entry: AttributionHit) -> str:
    """The chain of an attribution, and whether it is hedged or its source has no name."""
    notes = ", ".join(name for name, true in (("hedged", entry["hedged"]), ("anonymous", entry["anonymous"])) if true)
    return f"{entry['chain'] or '—'}{f' ({notes})' if notes else ''}"
