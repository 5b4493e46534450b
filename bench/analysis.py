"""The whole analysis of reports against spaCy's own pipeline on the same texts in the same process."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable
from pathlib import Path

from teletipo.analysis import analyse
from teletipo.languages import language
from teletipo.languages.parsing import pipeline
from teletipo.model import Item, Report
from teletipo.normalize.report import normalize

GOLD = Path(__file__).parents[1] / "tests" / "gold"
ROUNDS = 3


def reports(code: str) -> list[Report]:
    """The annotated reports of a language, normalised."""
    found = []
    for path in sorted(GOLD.glob("*/*.json")):
        gold = json.loads(path.read_text(encoding="utf-8")).get("report", {})
        if gold.get("language") == code:
            item = Item("gold", body=gold["text"], published=gold["published_at"], language=code)
            found.append(normalize(item, report_id=path.stem))
    return found


def seconds(work: Callable[[], object]) -> float:
    """The least CPU time of a few rounds, which is the one that was disturbed least."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def main() -> None:
    for code in ("es", "en"):
        batch = reports(code)
        nlp = pipeline(language(code))
        list(map(analyse, batch))
        baseline = seconds(lambda: [nlp(report.text) for report in batch])
        whole = seconds(lambda: list(map(analyse, batch)))
        print(
            f"analysis {code}: {whole / baseline:.2f} x spaCy's pipeline on {len(batch)} reports "
            f"({len(batch) / whole:.1f} against {len(batch) / baseline:.1f} reports per CPU-second)"
        )
        paragraph = next(report for report in batch if len(report.text) > 1000)
        long = normalize(
            Item("bench", body="\n\n".join([paragraph.text] * (200_000 // len(paragraph.text))), language=code,
                 published="2026-01-08"), report_id="long",
        )  # fmt: skip
        short_cost = seconds(lambda: analyse(paragraph)) / len(paragraph.text)
        started = time.process_time()
        analyse(long)
        long_cost = (time.process_time() - started) / len(long.text)
        print(f"analysis {code}: {long_cost / short_cost:.2f} x the cost per character at {len(long.text)} characters")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"analysis: peak memory of the process {memory:.0f} MiB, with the models of both languages")


if __name__ == "__main__":
    main()
