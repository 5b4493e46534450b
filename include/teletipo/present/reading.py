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


def one_line(text: str) -> str:
    """The lines of a text with a mark between them, so that a headline does not run into the dateline."""
    return " | ".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def speaker(analysis: Json, quotation: Json) -> str:
    """Who speaks: the entity's name, else the words that the report uses, else a dash."""
    if quotation["speaker"]:
        return names(analysis)[str(quotation["speaker"])]
    return joined(quotation["speaker_mention"]) or "—"


def chain(analysis: Json, attribution: Json) -> str:
    """The chain from origin to last relay, with arrows; the source's own words where nobody was made out."""
    known = names(analysis)
    return " → ".join(known[entity] for entity in attribution["chain"]) or joined(attribution["source_mention"])


def said(quotation: Json) -> str:
    """The words of a quotation, in quotation marks where they are the speaker's own."""
    words = joined(quotation["content"])
    return f"“{words.rstrip(',')}”" if quotation["type"] == "direct" else words


def via(analysis: Json, quotation: Json) -> str | None:
    """The chain that a quotation came through; None where it came from the speaker alone."""
    found = next((entry for entry in analysis["attributions"] if entry["id"] == quotation["via"]), None)
    through = chain(analysis, found) if found else None
    return None if through == speaker(analysis, quotation) else through


def place(analysis: Json) -> str | None:
    """Where a stored version stands among the versions of its report; None if it is the only one."""
    stored = analysis.get("stored")
    if not stored or len(stored["versions"]) < 2:
        return None
    others = ", ".join(
        str(one["version_id"]) for one in stored["versions"] if one["version_id"] != stored["version_id"]
    )
    newest = next((one["version_id"] for one in stored["versions"] if one["current"]), None)
    standing = "the current one" if stored["current"] else f"superseded by {newest}"
    return f"version {stored['ordinal']} of {len(stored['versions'])}, {standing} (the others: {others})"


def changes(analysis: Json) -> Json | None:
    """What a stored version changed of the one before it; None for a first version and where only layout changed."""
    changed: Json | None = analysis.get("stored", {}).get("changes")
    return changed if changed and changed["passages"] else None


def copies(analysis: Json) -> str | None:
    """The stored versions that are identical to this one, or None."""
    stored = analysis.get("stored")
    if not stored:
        return None
    same = [one for one in stored["relations"] if one["relation"] == "identical"]
    others = [str(one["b"] if one["a"] == stored["version_id"] else one["a"]) for one in same]
    return f"identical to {', '.join(others)}" if others else None


def title(analysis: Json) -> str:
    """The headline, else the first words of the report's own telling."""
    report = analysis["report"]
    return title_of(headline=report["headline"], telling=analysis["summary"]["text"] or report["text"])
