"""Commands for scripts and for judging the extractors; none needs a database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from teletipo.commands.common import FILE, Complaints, json_lines, write_json
from teletipo.evaluate.command import evaluate_command
from teletipo.model import Item

if TYPE_CHECKING:
    from teletipo.evaluate.gold import GoldReport
    from teletipo.model import Analysis


@click.command()
@click.option("--jsonl", "path", required=True, type=FILE, help="{id, text, lang, region, reference} a line.")
def date(path: Path) -> int:
    """Read publication dates: the instant each text names, or why it is refused."""
    from teletipo.normalize.publication import answer

    complaints = Complaints()
    for record in json_lines(path, complaints):
        write_json(answer(record))
    return complaints.status


def _analyse_gold(gold: GoldReport) -> Analysis:
    from teletipo.analysis import analyse_item

    item = Item(format="gold", body=gold.text, published=gold.published, language=gold.language)
    return analyse_item(item, report_id=gold.id)


COMMANDS = (date, evaluate_command(_analyse_gold))
