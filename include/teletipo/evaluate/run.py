"""Analyses every annotated report and adds the scores up, by language and over all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from teletipo.errors import InputError
from teletipo.evaluate import gold as annotated
from teletipo.evaluate.gold import GoldReport
from teletipo.evaluate.scores import LAYERS, score
from teletipo.evaluate.tally import LayerScore, Share, Tally
from teletipo.evaluate.transfer import onto
from teletipo.model import Analysis

Totals = dict[str, dict[str, Tally | Share]]


@dataclass(frozen=True, slots=True)
class ReportScore:
    """One report: its layers' scores, and the annotated pieces of text that normalisation left nothing of."""

    id: str
    language: str
    layers: dict[str, LayerScore]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of all reports and, by language, the versions that made the analyses."""

    reports: tuple[ReportScore, ...]
    models: dict[str, dict[str, str]]

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that have reports, in alphabetical order."""
        return tuple(sorted({report.language for report in self.reports}))

    def totals(self, language: str | None = None) -> Totals:
        """Counts by layer and metric, added over the reports in ``language`` or over all (micro average)."""
        sums: Totals = {layer: {} for layer in LAYERS}
        for report in self.reports:
            if language in {None, report.language}:
                for layer, scored in report.layers.items():
                    for metric, count in scored.metrics.items():
                        before = sums[layer].get(metric)
                        sums[layer][metric] = count if before is None else _add(before, count)
        return sums


def _add(left: Tally | Share, right: Tally | Share) -> Tally | Share:
    if isinstance(left, Tally) and isinstance(right, Tally):
        return left + right
    if isinstance(left, Share) and isinstance(right, Share):
        return left + right
    raise TypeError("a metric is a tally in one report and a share in another")


def evaluate(gold_dir: Path, analyse: Callable[[GoldReport], Analysis], *, language: str | None = None) -> Evaluation:
    """Score ``analyse`` on every annotated report under ``gold_dir``, or on those in ``language``.

    ``analyse`` may use the text, its language and its date, nothing else. Raises InputError where the folder holds no
    such report or one contradicts itself.
    """
    scored = []
    models: dict[str, dict[str, str]] = {}
    for raw in annotated.load_folder(gold_dir):
        given = annotated.read(raw)
        if language in {None, given.language}:
            analysis = analyse(given)
            carried = onto(raw, analysis.report.text)
            layers = score(annotated.read(carried.raw), analysis)
            scored.append(ReportScore(given.id, given.language, layers, carried.lost))
            models[given.language] = analysis.models
    if not scored:
        raise InputError(f"no annotated report in language {language!r} under {gold_dir}")
    return Evaluation(tuple(scored), models)
