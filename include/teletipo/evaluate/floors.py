"""Floors under the scores: pinned at what was measured, and only ever raised.

Pinned are the scores whose fall is a loss. A share of matches (speaker, chain, cue …) may fall because more was found;
``speaker_all`` and ``chain_all`` cannot.
"""

from __future__ import annotations

import json
from pathlib import Path

from teletipo.errors import InputError
from teletipo.evaluate.report import percent
from teletipo.evaluate.run import Evaluation

NAME = "floors.json"
PINNED = {
    "report": ("language", "published", "kind", "agency", "place", "dateline", "headline"),
    "entities": ("names", "name_spans", "nominal", "adjectival", "pronominal", "null_subject", "wikidata"),
    "quotations": ("match", "direct", "mixed", "indirect", "verbatim", "speaker_all"),
    "attributions": ("match", "chain_all"),
    "unattributed": ("match",),
    "temporal": ("strict", "relaxed", "type", "value"),
    "events": ("root", "actors"),
    "summary": ("rouge1", "rouge2", "rougeL"),
}
Floors = dict[str, dict[str, float]]


def measured(evaluation: Evaluation) -> Floors:
    """The score in per cent of every pinned metric that could be judged: by language, then ``layer.metric``."""
    return {
        language: {
            f"{layer}.{metric}": value
            for layer, metrics in evaluation.totals(language).items()
            for metric, count in metrics.items()
            if metric in PINNED[layer] and (value := percent(count.score)) is not None
        }
        for language in evaluation.languages
    }


def load(gold_dir: Path) -> Floors:
    """The floors of a folder of annotated reports; none where nothing is pinned. Raises InputError."""
    path = gold_dir / NAME
    if not path.exists():
        return {}
    try:
        return {language: dict(floors) for language, floors in json.loads(path.read_text(encoding="utf-8")).items()}
    except (ValueError, AttributeError, TypeError) as exc:
        raise InputError(f"{path}: not a table of floors; delete it and pin again with --pin") from exc


def below(scores: Floors, floors: Floors) -> list[str]:
    """One line for each score under its floor, or gone; empty where all hold."""
    return [
        f"{language} {metric}: {scores.get(language, {}).get(metric, 'not measured')} is below the floor {floor}"
        for language, pinned in floors.items()
        for metric, floor in pinned.items()
        if scores.get(language, {}).get(metric, -1.0) < floor
    ]


def raised(scores: Floors, floors: Floors) -> Floors:
    """The floors lifted to the scores where these are higher; new metrics get theirs."""
    languages = sorted({*scores, *floors})
    return {
        language: {
            metric: max(value for side in (scores, floors) if (value := side.get(language, {}).get(metric)) is not None)
            for metric in sorted({*scores.get(language, {}), *floors.get(language, {})})
        }
        for language in languages
    }


def pin(gold_dir: Path, evaluation: Evaluation) -> Path:
    """Raise the floors of a folder to what was measured; returns the file."""
    path = gold_dir / NAME
    floors = raised(measured(evaluation), load(gold_dir))
    path.write_text(json.dumps(floors, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    return path
