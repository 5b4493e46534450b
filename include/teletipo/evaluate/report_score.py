"""What stands around the telling: language, date, kind, agency, place, and the zones of dateline and headline."""

from __future__ import annotations

from teletipo.evaluate.gold import GoldReport
from teletipo.evaluate.tally import LayerScore, Share, Slip, Tally, in_sentence
from teletipo.model import Report, Span, Spans

LAYER = "report"


def score(gold: GoldReport, found: Report) -> LayerScore:
    """Counts for one report.

    ``language``, ``kind``; ``published`` to the precision annotated; ``agency`` and ``place`` by their letters alone;
    ``dateline`` and ``headline``, exact spans but for blanks at their edges.
    """
    published = found.published.iso() if found.published else None
    place = found.dateline.place if found.dateline else None
    fields = {
        "language": (gold.language, found.language),
        "published": (gold.published, published[: len(gold.published)] if published and gold.published else published),
        "kind": (gold.kind, found.kind),
        "agency": (_plain(gold.agency), _plain(found.agency)),
        "place": (_plain(gold.place), _plain(place)),
    }
    metrics: dict[str, Tally | Share] = {}
    slips = []
    for name, (wanted, ours) in fields.items():
        if wanted is None and ours is None:
            continue
        metrics[name] = Share(float(wanted == ours), 1)
        if wanted != ours:
            slips.append(Slip(LAYER, name, "wrong", "", f"is {wanted}, found {ours}"))
    dateline = found.dateline.spans if found.dateline else ()
    headline = tuple(Span(zone.start, zone.end, zone.text) for zone in found.zones if zone.label == "headline")
    for name, theirs, mine in (("dateline", gold.dateline, dateline), ("headline", gold.headline, headline)):
        tally, wrong = _zones(gold.text, name, theirs, mine)
        metrics[name] = tally
        slips += wrong
    return LayerScore(metrics, tuple(slips))


def _plain(name: str | None) -> str | None:
    """Letters and digits only, folded: "EUROPA PRESS" and "Europa Press" are one agency."""
    return "".join(c for c in name.casefold() if c.isalnum()) if name else None


def _zones(text: str, name: str, wanted: Spans, found: Spans) -> tuple[Tally, list[Slip]]:
    theirs, ours = ({_trimmed(span): span for span in spans} for spans in (wanted, found))
    slips = [
        Slip(LAYER, name, "missed", in_sentence(text, [theirs[key]]), "") for key in sorted(theirs.keys() - ours.keys())
    ]
    slips += [
        Slip(LAYER, name, "false alarm", in_sentence(text, [ours[key]]), "")
        for key in sorted(ours.keys() - theirs.keys())
    ]
    return Tally(len(theirs.keys() & ours.keys()), len(ours), len(theirs)), slips


def _trimmed(span: Span) -> tuple[int, int]:
    """The offsets without blanks at the edges."""
    text = span.text
    return span.start + len(text) - len(text.lstrip()), span.end - len(text) + len(text.rstrip())
