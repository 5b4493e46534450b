"""Temporal expressions as a layer: the counts of :mod:`teletipo.evaluate.timex_score`, with the slips behind them."""

from __future__ import annotations

from collections.abc import Sequence

from teletipo.evaluate import timex_score
from teletipo.evaluate.gold import GoldReport
from teletipo.evaluate.tally import LayerScore, Share, Slip, Tally, in_sentence
from teletipo.model import Span, TemporalExpression

LAYER = "temporal"


def score(gold: GoldReport, found: Sequence[TemporalExpression]) -> LayerScore:
    """Counts for one report: ``strict``, ``relaxed``, ``type``, ``value``, as TempEval-3 defines them.

    ``near`` also takes an edge that is one word off ("on Monday", "Monday"), where annotators differ most.
    """
    counts = timex_score.score(gold.temporal_expressions, found)
    pairs = timex_score.match(gold.temporal_expressions, found)
    near = sum(_near(gold.text, (wanted.start, wanted.end), (got.start, got.end)) for wanted, got in pairs)
    metrics: dict[str, Tally | Share] = {
        name: Tally(right, counts.found, counts.gold)
        for name, right in (
            ("strict", counts.strict),
            ("near", near),
            ("relaxed", counts.relaxed),
            ("type", counts.type),
            ("value", counts.value),
        )
    }
    theirs, ours = {(g.start, g.end) for g, _ in pairs}, {(f.start, f.end) for _, f in pairs}
    slips = [
        Slip(LAYER, "relaxed", "missed", _where(gold, g), f"{g.type} {g.value}")
        for g in gold.temporal_expressions
        if (g.start, g.end) not in theirs
    ]
    slips += [
        Slip(LAYER, "relaxed", "false alarm", _where(gold, f), f"{f.type} {f.value}, rule {f.rule}")
        for f in found
        if (f.start, f.end) not in ours
    ]
    for wanted, got in pairs:
        if (wanted.start, wanted.end) != (got.start, got.end):
            note = f"found {gold.text[got.start : got.end]!r}"
            slips.append(Slip(LAYER, "strict", "wrong", _where(gold, wanted), note))
        if (wanted.type, wanted.value) != (got.type, got.value):
            note = f"is {wanted.type} {wanted.value}, found {got.type} {got.value}"
            slips.append(Slip(LAYER, "value", "wrong", _where(gold, wanted), note))
    return LayerScore(metrics, tuple(slips))


def _near(text: str, wanted: tuple[int, int], found: tuple[int, int]) -> bool:
    """Whether each edge is the same but for at most one word."""
    return all(len(text[min(pair) : max(pair)].split()) <= 1 for pair in zip(wanted, found, strict=True))


def _where(gold: GoldReport, timex: timex_score.Timex) -> str:
    return in_sentence(gold.text, [Span(timex.start, timex.end, gold.text[timex.start : timex.end])])
