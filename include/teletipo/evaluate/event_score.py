"""Events: matched by CAMEO root code, then both actors and the factuality."""

from __future__ import annotations

from collections.abc import Sequence

from teletipo.evaluate.gold import GoldEvent, GoldReport
from teletipo.evaluate.matching import EntityMap, one_to_one, shared
from teletipo.evaluate.tally import LayerScore, Share, Slip, Tally, in_sentence
from teletipo.model import Event

LAYER = "events"
REACH = 200


def score(gold: GoldReport, found: Sequence[Event], who: EntityMap) -> LayerScore:
    """Counts for one report.

    ``root``: a root code in the accept-set. ``trigger``: the same, and the triggers overlap. ``actors``: root, source
    and target right. ``factuality``: on matches. Events whose triggers lie more than 200 characters apart are not
    compared. Annotated events without a code are those where a coder must stay silent: they are not wanted. A report
    without annotated events is not judged.
    """
    if not gold.events:
        return LayerScore()
    wanted = [event for event in gold.events if event.codes]
    pairs = one_to_one(wanted, found, _likeness)
    matched = [(wanted[i], found[j]) for i, j in pairs]
    whole = [_right_actors(w, f, who) for w, f in matched]
    metrics: dict[str, Tally | Share] = {
        "root": Tally(len(pairs), len(found), len(wanted)),
        "trigger": Tally(sum(bool(shared(w.trigger, f.trigger)) for w, f in matched), len(found), len(wanted)),
        "actors": Tally(sum(whole), len(found), len(wanted)),
        "factuality": Share(sum(w.factuality == f.factuality for w, f in matched), len(matched)),
    }
    hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
    slips = [
        Slip(LAYER, "root", "missed", in_sentence(gold.text, event.trigger), " or ".join(event.codes))
        for i, event in enumerate(wanted)
        if i not in hit
    ]
    slips += [
        Slip(LAYER, "root", "false alarm", in_sentence(gold.text, event.trigger), event.cameo or "no code")
        for j, event in enumerate(found)
        if j not in used
    ]
    slips += [
        Slip(LAYER, "actors", "wrong", in_sentence(gold.text, theirs.trigger), _actors(gold, theirs))
        for (theirs, _), right in zip(matched, whole, strict=True)
        if not right
    ]
    return LayerScore(metrics, tuple(slips))


def _likeness(wanted: GoldEvent, found: Event) -> float:
    """Above zero where the root code is accepted; higher the nearer the triggers."""
    if not found.cameo or found.cameo[:2] not in {code[:2] for code in wanted.codes}:
        return 0.0
    if not wanted.trigger or not found.trigger:
        return 0.0
    if shared(wanted.trigger, found.trigger):
        return 1.0
    gap = abs(wanted.trigger[0].start - found.trigger[0].start)
    return 0.5 * (1 - gap / REACH) if gap < REACH else 0.0


def _right_actors(wanted: GoldEvent, found: Event, who: EntityMap) -> bool:
    return _right_actor(wanted.sources, who.resolve(found.source), found.source) and _right_actor(
        wanted.targets, who.resolve(found.target), found.target
    )


def _right_actor(wanted: tuple[str, ...], resolved: str | None, found: str | None) -> bool:
    return resolved in wanted if wanted else found is None


def _actors(gold: GoldReport, event: GoldEvent) -> str:
    sides = [" or ".join(gold.name_of(one) for one in side) or "nobody" for side in (event.sources, event.targets)]
    return f"is {sides[0]} → {sides[1]}"
