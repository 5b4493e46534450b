"""Scores as a table for people and as JSON for programs, and the errors view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.table import Table

from teletipo.evaluate.run import Evaluation, Totals
from teletipo.evaluate.scores import LAYERS
from teletipo.evaluate.tally import Share, Slip, Tally

ALL = "all"


def as_json(evaluation: Evaluation, layer: str | None = None, *, with_errors: bool = False) -> dict[str, Any]:
    """Scores in per cent with their counts, by language (and ``all``), layer and metric; and what made them.

    ``layer`` leaves the others out; ``with_errors`` adds every slip with the id of its report.
    """
    answer: dict[str, Any] = {
        "schema": "teletipo-evaluation/1",
        "reports": {group: _size(evaluation, group) for group in _groups(evaluation)},
        "scores": {
            group: {
                name: {metric: _numbers(count) for metric, count in totals[name].items()} for name in _layers(layer)
            }
            for group, totals in _columns(evaluation)
        },
        "lost": {report.id: list(report.lost) for report in evaluation.reports if report.lost},
        "models": evaluation.models,
    }
    if with_errors:
        answer["errors"] = [{"report": report, **asdict(slip)} for report, slip in _slips(evaluation, layer)]
    return answer


def table(evaluation: Evaluation, layer: str | None = None) -> Table:
    """One row a metric, one column a language and one for all: the score in per cent, precision / recall, counts."""
    view = Table(title=f"{len(evaluation.reports)} annotated reports", title_justify="left", header_style="bold")
    view.caption, view.caption_justify = _models(evaluation), "left"
    view.add_column("layer")
    view.add_column("metric")
    columns = list(_columns(evaluation))
    for group, _ in columns:
        view.add_column(f"{group} ({_size(evaluation, group)})", justify="right")
        view.add_column("P / R", justify="right", style="dim")
        view.add_column("right", justify="right", style="dim")
    for name in _layers(layer):
        metrics = {metric: None for _, totals in columns for metric in totals[name]}
        for row, metric in enumerate(metrics):
            cells = [cell for _, totals in columns for cell in _cells(totals[name].get(metric))]
            view.add_row(name if row == 0 else "", metric, *cells)
        view.add_section()
    return view


def errors(evaluation: Evaluation, layer: str | None = None) -> Iterator[str]:
    """Each miss, false alarm and wrong field, one line each, by layer: metric, what, report, sentence."""
    for report, slip in _slips(evaluation, layer):
        note = f" ({slip.note})" if slip.note else ""
        where = f": {slip.where}" if slip.where else ""
        yield f"{slip.layer}/{slip.metric} {slip.kind.upper()} {report}{note}{where}"


def lost(evaluation: Evaluation) -> Iterator[str]:
    """One line for each annotated piece of text that normalisation left nothing of."""
    for report in evaluation.reports:
        for piece in report.lost:
            yield f"{report.id}: normalisation dropped {piece!r}; it counts as missed"


def _models(evaluation: Evaluation) -> str:
    """One line a language: what made its analyses."""
    return "\n".join(
        f"{language}: {', '.join(f'{name} {version}' for name, version in models.items())}"
        for language, models in sorted(evaluation.models.items())
    )


def _layers(layer: str | None) -> tuple[str, ...]:
    return (layer,) if layer else LAYERS


def _slips(evaluation: Evaluation, layer: str | None) -> Iterator[tuple[str, Slip]]:
    """Slips with the ids of their reports, by layer, then by report."""
    for name in _layers(layer):
        for report in evaluation.reports:
            for slip in report.layers[name].slips:
                yield report.id, slip


def _groups(evaluation: Evaluation) -> list[str]:
    languages = list(evaluation.languages)
    return [*languages, ALL] if len(languages) > 1 else languages


def _columns(evaluation: Evaluation) -> Iterator[tuple[str, Totals]]:
    for group in _groups(evaluation):
        yield group, evaluation.totals(None if group == ALL else group)


def _size(evaluation: Evaluation, group: str) -> int:
    return sum(group in {ALL, report.language} for report in evaluation.reports)


def _numbers(count: Tally | Share) -> dict[str, float | None]:
    if isinstance(count, Share):
        return {"score": percent(count.score), "right": round(count.right, 3), "of": count.of}
    return {
        "score": percent(count.score),
        "precision": percent(count.precision),
        "recall": percent(count.recall),
        "right": count.right,
        "found": count.found,
        "wanted": count.wanted,
    }


def _cells(count: Tally | Share | None) -> tuple[str, str, str]:
    if count is None:
        return "", "", ""
    if isinstance(count, Share):
        right = f"{count.right:g}" if float(count.right).is_integer() else ""
        return _shown(count.score), "", f"{right}/{count.of}" if right else ""
    sides = f"{_shown(count.precision)} / {_shown(count.recall)}"
    return _shown(count.score), sides, f"{count.right}/{count.found}/{count.wanted}"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def percent(value: float | None) -> float | None:
    """A share in per cent to one decimal; None stays None."""
    return None if value is None else round(100 * value, 1)
