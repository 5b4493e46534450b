"""Small questions to an analysis JSON that every form of it asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from teletipo.summarize import speech
from teletipo.summarize.marks import ALARMING, KILLED, marks
from teletipo.summarize.naming import called
from teletipo.summarize.title import title_of

Json = Mapping[str, Any]


def names(analysis: Json) -> dict[str, str]:
    """Entity id → what to call it to readers of the report."""
    return {
        entity["id"]: called(entity["name"], [one["text"] for one in entity["mentions"] if one["kind"] == "name"])
        for entity in analysis["entities"]
    }


def joined(spans: Iterable[Json]) -> str:
    """The texts of spans, with … where something stands between them."""
    return speech.joined(span["text"] for span in spans)


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
    return " → ".join(_links(analysis, attribution)) or joined(attribution["source_mention"])


def _links(analysis: Json, attribution: Json) -> list[str]:
    known = names(analysis)
    return [known[entity] for entity in attribution["chain"]]


def said(quotation: Json) -> str:
    """The words of a quotation, in quotation marks where they are the speaker's own."""
    return speech.quoted((span["text"] for span in quotation["content"]), direct=quotation["type"] == "direct")


def via(analysis: Json, quotation: Json) -> str | None:
    """The chain that a quotation came through from its speaker; None where it came from the speaker alone."""
    found = next((entry for entry in analysis["attributions"] if entry["id"] == quotation["via"]), None)
    if found is None:
        return None
    teller = speaker(analysis, quotation)
    if links := _links(analysis, found):
        return " → ".join(speech.through(teller, links)) or None
    told = joined(found["source_mention"])
    return told if told != teller else None


def heads_up(analysis: Json) -> tuple[str, ...]:
    """What is out of the ordinary about a report, the gravest first; a killed one's earlier versions are killed too."""
    report, stored = analysis["report"], analysis.get("stored", {})
    told = marks(
        kind=report["kind"],
        status=stored.get("status", "usable"),
        ordinal=stored.get("ordinal", 1),
        body_status=report["body_status"],
    )
    dead = any(one["current"] and one["status"] == "canceled" for one in stored.get("versions", ()))
    return (KILLED, *told) if dead and not ALARMING & set(told) else told


def usable(analysis: Json) -> bool:
    """Whether what the report says may be shown as something that is said."""
    return not ALARMING & set(heads_up(analysis))


def refused(analysis: Json) -> list[str]:
    """What was said about the date of publication and not believed, each with why."""
    claims = analysis["report"]["published_claims"]
    return [f"{one['origin']} {one['text']!r} refused: {one['reason']}" for one in claims if one["instant"] is None]


def place(analysis: Json) -> str | None:
    """Where a stored version stands among the versions of its report; None if it is the only one."""
    stored = analysis.get("stored")
    if not stored or len(stored["versions"]) < 2:
        return None
    current = next((one for one in stored["versions"] if one["current"]), None)
    standing = "the current one"
    if current and not stored["current"]:
        standing = f"superseded by version {current['ordinal']}, {_called(current['kind'])}"
    return f"version {stored['ordinal']} of {len(stored['versions'])}, {standing}"


def withdrawn_by(analysis: Json) -> int | None:
    """The number of the version that took this one back, where that is another report's."""
    notice: int | None = analysis.get("stored", {}).get("withdrawn_by")
    return notice


def others(analysis: Json) -> list[Json]:
    """The other stored versions of the report, in order."""
    stored = analysis.get("stored")
    return [one for one in stored["versions"] if one["version_id"] != stored["version_id"]] if stored else []


def _called(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def changes(analysis: Json) -> Json | None:
    """What a stored version changed of the one before it; None for a first version and where only layout changed."""
    changed: Json | None = analysis.get("stored", {}).get("changes")
    return changed if changed and changed["passages"] else None


def since(analysis: Json) -> str:
    """The version that the changes are counted from."""
    number = analysis["stored"]["changes"]["since"]
    return next((f"version {one['ordinal']}" for one in others(analysis) if one["version_id"] == number), str(number))


def copies(analysis: Json) -> list[Json]:
    """The stored versions, of other reports, that say the same: ``number``, and whether that report ``replaced`` it."""
    stored = analysis.get("stored")
    same = [one for one in stored["relations"] if one["relation"] == "identical"] if stored else []
    return [
        {"number": one["b"] if one["a"] == analysis["stored"]["version_id"] else one["a"], "replaced": one["replaced"]}
        for one in same
    ]


def title(analysis: Json) -> str:
    """The headline, else the first words of the report's own telling."""
    report = analysis["report"]
    return title_of(headline=report["headline"], telling=analysis["summary"]["text"] or report["text"])
