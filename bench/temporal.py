"""Temporal expressions in the annotated reports, parses given: documents per CPU-second, against dateparser.search."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from dateparser.search import search_dates
from spacy.tokens import Doc

from teletipo.evaluate.gold import load_folder
from teletipo.languages import language
from teletipo.languages.parsing import pipeline
from teletipo.normalize.temporal import find_temporal_expressions

GOLD = Path(__file__).parent.parent / "tests" / "gold"
ROUNDS = 20
BASELINE_ROUNDS = 2


class Sample(NamedTuple):
    """A report's text, its language, its date and its parse."""

    text: str
    code: str
    published: datetime.date
    doc: Doc


def samples() -> list[Sample]:
    """The annotated reports, parsed."""
    read = []
    for raw in load_folder(GOLD):
        report = raw["report"]
        published = datetime.date.fromisoformat(report["published_at"][:10])
        doc = pipeline(language(report["language"]))(report["text"])
        read.append(Sample(report["text"], report["language"], published, doc))
    return read


def rate(work: Callable[[Sample], object], reports: list[Sample], *, rounds: int) -> float:
    """Documents per CPU-second, after one round to warm up."""
    for report in reports:
        work(report)
    start = time.process_time()
    for _ in range(rounds):
        for report in reports:
            work(report)
    return rounds * len(reports) / (time.process_time() - start)


def ours(report: Sample) -> object:
    """What the pipeline does."""
    return find_temporal_expressions(
        report.text, reference=report.published, language=language(report.code), doc=report.doc
    )


def baseline(report: Sample) -> object:
    """What dateparser does, told the language and the date."""
    base = datetime.datetime.combine(report.published, datetime.time())
    return search_dates(report.text, languages=[report.code], settings={"RELATIVE_BASE": base})


def main() -> None:
    """Prints one line."""
    reports = samples()
    fast = rate(ours, reports, rounds=ROUNDS)
    slow = rate(baseline, reports, rounds=BASELINE_ROUNDS)
    length = sum(len(report.text) for report in reports) // len(reports)
    print(
        f"temporal: {fast:.0f} documents per CPU-second; dateparser.search {slow:.1f}; "
        f"ratio {fast / slow:.0f} ({len(reports)} reports of {length} characters)"
    )


if __name__ == "__main__":
    main()
