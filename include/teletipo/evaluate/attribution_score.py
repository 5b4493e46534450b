"""Attributions: scopes matched by character overlap, then the chain, the source and the relay by resolved entity."""

from __future__ import annotations

from collections.abc import Sequence

from teletipo.evaluate.gold import GoldReport
from teletipo.evaluate.matching import EntityMap, iou, one_to_one, overlapping
from teletipo.evaluate.tally import LayerScore, Share, Slip, SlipKind, Tally, in_sentence
from teletipo.model import Attribution, Entity, Span, Spans

LAYER = "attributions"


def score(gold: GoldReport, found: Sequence[Attribution], entities: Sequence[Entity], who: EntityMap) -> LayerScore:
    """Counts for one report.

    ``match``: scopes with an IoU of at least one half. On matches, ``chain`` (every link right), ``source``, ``relay``,
    ``kind``, ``hedged``, ``anonymous``. ``chain_all``: whole chains right over all that were wanted and found.
    """
    pairs = one_to_one(gold.attributions, found, lambda w, f: overlapping(w.scope, f.scope))
    matched = [(gold.attributions[i], found[j]) for i, j in pairs]
    chains = sum(_chain(f, who) == list(w.chain) for w, f in matched)
    metrics: dict[str, Tally | Share] = {
        "match": Tally(len(pairs), len(found), len(gold.attributions)),
        "chain": Share(chains, len(matched)),
        "chain_all": Tally(chains, len(found), len(gold.attributions)),
        "source": _named_link(gold, entities, matched, who, relay=False),
        "relay": _named_link(gold, entities, matched, who, relay=True),
        "kind": Share(sum(w.kind == f.kind for w, f in matched), len(matched)),
        "hedged": _flag([(w.hedged, f.hedged) for w, f in matched]),
        "anonymous": _flag([(w.anonymous, f.anonymous) for w, f in matched]),
    }
    hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
    names = {entity.id: entity.name for entity in entities}
    slips = [
        _slip(gold, "match", "missed", w.scope, f"{_words(w.cue)} {_words(w.source_mention)}")
        for i, w in enumerate(gold.attributions)
        if i not in hit
    ]
    slips += [
        _slip(gold, "match", "false alarm", f.scope, f"{_words(f.cue)} {_words(f.source_mention)}, rule {f.rule}")
        for j, f in enumerate(found)
        if j not in used
    ]
    for wanted, ours in matched:
        if _chain(ours, who) != list(wanted.chain):
            should = " → ".join(gold.name_of(link) for link in wanted.chain)
            is_now = " → ".join(names.get(link, link) for link in ours.chain) or "nobody"
            slips.append(_slip(gold, "chain", "wrong", wanted.scope, f"is {should}, found {is_now}"))
        if wanted.hedged != ours.hedged:
            slips.append(_slip(gold, "hedged", "wrong", wanted.scope, f"is {wanted.hedged}"))
        if wanted.anonymous != ours.anonymous:
            slips.append(_slip(gold, "anonymous", "wrong", wanted.scope, f"is {wanted.anonymous}"))
    return LayerScore(metrics, tuple(slips))


def score_unattributed(gold: GoldReport, found: Sequence[Span]) -> LayerScore:
    """Metric ``match``: statements that nobody is credited with, IoU at least one half.

    A report without annotated statements is not judged: few annotators list them all.
    """
    if not gold.unattributed:
        return LayerScore()
    pairs = one_to_one(gold.unattributed, found, lambda w, f: overlapping([w], [f]))
    hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
    slips = [
        Slip("unattributed", "match", "missed", in_sentence(gold.text, [span]), "")
        for i, span in enumerate(gold.unattributed)
        if i not in hit
    ]
    slips += [
        Slip("unattributed", "match", "false alarm", in_sentence(gold.text, [span]), "")
        for j, span in enumerate(found)
        if j not in used
    ]
    return LayerScore({"match": Tally(len(pairs), len(found), len(gold.unattributed))}, tuple(slips))


def _chain(attribution: Attribution, who: EntityMap) -> list[str | None]:
    """The chain in annotated entities; a link that stands for none of them is None and so never right."""
    return [who.resolve(link) for link in attribution.chain]


def _named_link(
    gold: GoldReport,
    entities: Sequence[Entity],
    matched: Sequence[tuple[Attribution, Attribution]],
    who: EntityMap,
    *,
    relay: bool,
) -> Tally:
    """How often the entity named by the source (or relay) mention is the right one."""
    right = given = wanted = 0
    for theirs, ours in matched:
        should = _link(theirs, gold.entities, relay=relay)
        is_now = _link(ours, entities, relay=relay)
        wanted += should is not None
        given += is_now is not None
        right += should is not None and who.resolve(is_now) == should
    return Tally(right, given, wanted)


def _link(attribution: Attribution, entities: Sequence[Entity], *, relay: bool) -> str | None:
    """The member of the chain that the mention names best; None where there is no mention of one."""
    spans = attribution.relay_mention if relay else attribution.source_mention
    best = max(
        ((iou(spans, [m]), e.id) for e in entities if e.id in attribution.chain for m in e.mentions),
        default=(0.0, ""),
    )
    return best[1] if best[0] else None


def _flag(pairs: Sequence[tuple[bool, bool]]) -> Tally:
    return Tally(sum(w and f for w, f in pairs), sum(f for _, f in pairs), sum(w for w, _ in pairs))


def _words(spans: Spans) -> str:
    return " … ".join(span.text for span in spans) or "–"


def _slip(gold: GoldReport, metric: str, kind: SlipKind, spans: Sequence[Span], note: str) -> Slip:
    return Slip(LAYER, metric, kind, in_sentence(gold.text, spans), note)
