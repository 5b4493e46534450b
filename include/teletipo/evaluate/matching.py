"""Pairing what was annotated with what was found: overlap of spans, one-to-one matches, entities by their mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from teletipo.model import Entity, Mention, Span

MATCH = 0.5
NAME_WEIGHT = 3

Wanted = TypeVar("Wanted")
Found = TypeVar("Found")


def shared(left: Sequence[Span | Mention], right: Sequence[Span | Mention]) -> int:
    """Characters that both lists of spans cover; spans within one list do not overlap."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)


def iou(left: Sequence[Span | Mention], right: Sequence[Span | Mention]) -> float:
    """Characters covered by both over characters covered by either, 0 to 1."""
    both = shared(left, right)
    either = sum(a.end - a.start for a in left) + sum(b.end - b.start for b in right) - both
    return both / either if either else 0.0


def one_to_one(
    wanted: Sequence[Wanted], found: Sequence[Found], likeness: Callable[[Wanted, Found], float]
) -> list[tuple[int, int]]:
    """Pairs of indices with a likeness above zero, best first, each side used once; ties go to the earlier."""
    return _best_first(
        (value, i, j) for i, w in enumerate(wanted) for j, f in enumerate(found) if (value := likeness(w, f)) > 0
    )


def _best_first(scored: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Pairs (left, right) from (likeness, left, right), the likeliest first, each side used once; in order of left."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return sorted(pairs.items())


def overlapping(wanted: Sequence[Span], found: Sequence[Span]) -> float:
    """The intersection over union where it reaches one half, else 0."""
    value = iou(wanted, found)
    return value if value >= MATCH else 0.0


@dataclass(frozen=True, slots=True)
class EntityMap:
    """Which system entity is which annotated one. ``mentions`` pairs (entity id, mention) of both sides."""

    wanted_of: dict[str, str]
    mentions: tuple[tuple[tuple[str, Mention], tuple[str, Mention]], ...]

    def resolve(self, found: str | None) -> str | None:
        """The annotated entity that a system entity stands for; None where it stands for none."""
        return self.wanted_of.get(found) if found is not None else None


def map_entities(wanted: Sequence[Entity], found: Sequence[Entity]) -> EntityMap:
    """Pair entities one to one by the mentions they share, names counting three times.

    Mentions are paired first, exact spans before looser ones, so that "norcoreano" inside "el líder norcoreano"
    ties the country and not the leader.
    """
    theirs = [(entity.id, mention) for entity in wanted for mention in entity.mentions]
    ours = [(entity.id, mention) for entity in found for mention in entity.mentions]
    pairs = tuple((theirs[i], ours[j]) for i, j in _pair_mentions(theirs, ours))
    weights: dict[tuple[str, str], float] = {}
    for (gold_id, gold_mention), (our_id, our_mention) in pairs:
        both_names = gold_mention.kind == our_mention.kind == "name"
        weight = iou([gold_mention], [our_mention]) * (NAME_WEIGHT if both_names else 1)
        weights[gold_id, our_id] = weights.get((gold_id, our_id), 0.0) + weight
    gold_ids = [entity.id for entity in wanted]
    our_ids = [entity.id for entity in found]
    chosen = one_to_one(gold_ids, our_ids, lambda g, o: weights.get((g, o), 0.0))
    return EntityMap({our_ids[j]: gold_ids[i] for i, j in chosen}, pairs)


def _pair_mentions(theirs: list[tuple[str, Mention]], ours: list[tuple[str, Mention]]) -> list[tuple[int, int]]:
    """Indices of mentions of both sides that stand for each other; only neighbours are compared."""
    by_start = sorted(range(len(ours)), key=lambda j: (ours[j][1].start, ours[j][1].end))
    longest = max((mention.end - mention.start for _, mention in ours), default=0)
    scored: list[tuple[float, int, int]] = []
    low = 0
    for i in sorted(range(len(theirs)), key=lambda i: theirs[i][1].start):
        mention = theirs[i][1]
        while low < len(by_start) and ours[by_start[low]][1].start + longest <= mention.start:
            low += 1
        for j in by_start[low:]:
            if ours[j][1].start >= mention.end:
                break
            if value := _mention_likeness(mention, ours[j][1]):
                scored.append((value, i, j))
    return _best_first(scored)


def _mention_likeness(wanted: Mention, found: Mention) -> float:
    """Overlap, with a bonus for the same kind; below one half, only a mention that is the head of the other counts."""
    value = iou([wanted], [found])
    same_kind = wanted.kind == found.kind
    if value >= MATCH or (value and same_kind and _heads(wanted, found)):
        return value + (0.1 if same_kind else 0.0)
    return 0.0


def _heads(one: Mention, other: Mention) -> bool:
    """Whether the shorter mention starts the longer, article aside, or is the end of a name.

    "un agente" heads "Un agente que habló con los medios", "Putin" heads "Vladimir Putin"; "los medios" does not head.
    """
    outer, inner = sorted((one, other), key=lambda mention: mention.start - mention.end)
    if not (outer.start <= inner.start and inner.end <= outer.end):
        return False
    before = outer.text[: inner.start - outer.start].split()
    return len(before) <= 1 or (inner.kind == "name" and inner.end == outer.end)
