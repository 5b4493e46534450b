"""Small questions to an analysis JSON that every form of it asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from teletipo.summarize.title import title_of

Json = Mapping[str, Any]


def names(analysis: Json) -> dict[str, str]:
    """Entity id → name."""
    return {entity["id"]: entity["name"] for entity in analysis["entities"]}


def joined(spans: Iterable[Json]) -> str:
    """The texts of spans, with … where something stands between them."""
    return " … ".join(" ".join(span["text"].split()) for span in spans)


def speaker(analysis: Json, quotation: Json) -> str:
    """Who speaks: the entity's name, else the words that the report uses, else a dash."""
    if quotation["speaker"]:
        return names(analysis)[str(quotation["speaker"])]
    return joined(quotation["speaker_mention"]) or "—"


def chain(analysis: Json, attribution: Json) -> str:
    """The chain from origin to last relay, with arrows; the source's own words where nobody was made out."""
    known = names(analysis)
    return " → ".join(known[entity] for entity in attribution["chain"]) or joined(attribution["source_mention"])


def via(analysis: Json, quotation: Json) -> str | None:
    """The chain that a quotation came through, or None."""
    found = next((entry for entry in analysis["attributions"] if entry["id"] == quotation["via"]), None)
    return chain(analysis, found) if found else None


def title(analysis: Json) -> str:
    """The headline, else the first words of the report's own telling."""
    report = analysis["report"]
    return title_of(headline=report["headline"], telling=analysis["summary"]["text"] or report["text"])
