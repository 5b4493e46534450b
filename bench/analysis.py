"""The whole analysis of reports against spaCy's own pipeline on the same texts in the same process."""

from __future__ import annotations

import json
import resource
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language as Pipeline

from teletipo import settings
from teletipo.analysis import analyse
from teletipo.languages import language
from teletipo.languages.parsing import parse_all
from teletipo.model import Item, Report
from teletipo.normalize.report import normalize

GOLD = Path(__file__).parents[1] / "tests" / "gold"
ROUNDS = 3
LONG = 200_000


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


def own_pipeline(code: str) -> Pipeline:
    """The pipeline of a language as spaCy ships it."""
    lang = language(code)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(settings.spacy_model(lang.code, lang.spacy_model) or code)


def ours(batch: list[Report]) -> dict[str, float]:
    """Seconds for reports one by one, and together."""
    list(map(analyse, batch))
    return {
        "one by one": seconds(lambda: list(map(analyse, batch))),
        "in batches, as the pipeline does": seconds(lambda: [analyse(one, doc=doc) for one, doc in parse_all(batch)]),
    }


def growth(code: str, batch: list[Report]) -> None:
    """What a character of a long report costs against one of a short report."""
    short = next(report for report in batch if len(report.text) > 1000)
    body = "\n\n".join([short.text] * (LONG // len(short.text)))
    long = normalize(Item("bench", body=body, language=code, published="2026-01-08"), report_id="long")
    costs = [seconds(lambda report=report: analyse(report)) / len(report.text) for report in (short, long)]
    print(f"analysis {code}: {costs[1] / costs[0]:.2f} x the cost per character at {len(long.text)} characters")


def main() -> None:
    """Both languages: the ratios, the growth, and the memory before spaCy's own pipelines are loaded beside ours."""
    batches = {code: reports(code) for code in ("es", "en")}
    for code, batch in batches.items():
        growth(code, batch)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"analysis: peak memory of the process {memory:.0f} MiB, with the models of both languages")
    for code, batch in batches.items():
        nlp = own_pipeline(code)
        baseline = seconds(lambda nlp=nlp, batch=batch: [nlp(report.text) for report in batch])
        for name, whole in ours(batch).items():
            print(
                f"analysis {code}, {name}: {whole / baseline:.2f} x spaCy's pipeline on {len(batch)} reports "
                f"({len(batch) / whole:.1f} against {len(batch) / baseline:.1f} reports per CPU-second)"
            )


if __name__ == "__main__":
    main()
