"""``teletipo evaluate DIR``: what the command prints and how it exits, for the command line to mount."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console

from teletipo.evaluate import floors, report
from teletipo.evaluate.gold import GoldReport
from teletipo.evaluate.run import evaluate
from teletipo.evaluate.scores import LAYERS
from teletipo.model import Analysis

WIDE = 200


def evaluate_command(analyse: Callable[[GoldReport], Analysis]) -> click.Command:
    """The click command ``evaluate`` over an analyser. Exit status 1 where a score is below its floor."""

    @click.command("evaluate")
    @click.argument("gold_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
    @click.option("--json", "json_form", is_flag=True, help="Scores as one JSON object.")
    @click.option(
        "--errors", "errors_view", is_flag=True, help="Each miss, false alarm and wrong field in its sentence."
    )
    @click.option("--layer", type=click.Choice(LAYERS), help="This layer only, in the table and among the errors.")
    @click.option("--language", help="Reports in this language only (ISO 639-1).")
    @click.option("--pin", is_flag=True, help="Raise the floors of GOLD_DIR to what is measured now.")
    def command(
        gold_dir: Path, *, json_form: bool, errors_view: bool, layer: str | None, language: str | None, pin: bool
    ) -> None:
        """Score the extractors against the annotated reports under GOLD_DIR."""
        evaluation = evaluate(gold_dir, analyse, language=language)
        if json_form:
            answer = report.as_json(evaluation, layer, with_errors=errors_view)
            click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            Console(width=None if sys.stdout.isatty() else WIDE).print(report.table(evaluation, layer))
            for line in report.errors(evaluation, layer) if errors_view else ():
                click.echo(line)
        for line in report.lost(evaluation):
            click.echo(line, err=True)
        if pin:
            click.echo(f"floors raised: {floors.pin(gold_dir, evaluation)}", err=True)
        fallen = floors.below(floors.measured(evaluation), _floors(gold_dir, language))
        for line in fallen:
            click.echo(line, err=True)
        if fallen:
            raise click.exceptions.Exit(1)

    return command


def _floors(gold_dir: Path, language: str | None) -> floors.Floors:
    pinned = floors.load(gold_dir)
    return pinned if language is None else {code: pinned[code] for code in pinned if code == language}
