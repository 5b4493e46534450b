"""Summaries: ROUGE against the annotator's own words, and the promise that every sentence is the report's.

ROUGE after Lin (2004), F1 without stemming. Words are runs of Unicode letters and digits, folded to lower case after
composition, so that an accent never splits a word; the stock tokeniser is ASCII.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from teletipo.evaluate.gold import GoldReport
from teletipo.evaluate.tally import LayerScore, Share, Tally
from teletipo.model import Summary

_WORD = re.compile(r"[^\W_]+")


def score(gold: GoldReport, found: Summary) -> LayerScore:
    """Metrics ``rouge1``, ``rouge2``, ``rougeL``: the mean F1 over reports that have an annotated summary."""
    if not gold.summary:
        return LayerScore()
    wanted, ours = words(gold.summary), words(found.text)
    metrics: dict[str, Tally | Share] = {
        "rouge1": Share(rouge_n(wanted, ours, 1), 1),
        "rouge2": Share(rouge_n(wanted, ours, 2), 1),
        "rougeL": Share(rouge_l(wanted, ours), 1),
    }
    return LayerScore(metrics)


def words(text: str) -> list[str]:
    """The words of a text as ROUGE counts them."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def rouge_n(wanted: list[str], found: list[str], n: int) -> float:
    """F1 of shared n-grams, 0 to 1."""
    theirs, ours = _grams(wanted, n), _grams(found, n)
    return _f1(sum((theirs & ours).values()), theirs.total(), ours.total())


def rouge_l(wanted: list[str], found: list[str]) -> float:
    """F1 of the longest common subsequence of words, 0 to 1."""
    row = [0] * (len(found) + 1)
    for word in wanted:
        diagonal = 0
        for j, other in enumerate(found, start=1):
            diagonal, row[j] = row[j], diagonal + 1 if word == other else max(row[j], row[j - 1])
    return _f1(row[-1], len(wanted), len(found))


def _grams(tokens: list[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))


def _f1(right: int, wanted: int, found: int) -> float:
    return 2 * right / (wanted + found) if wanted + found else 0.0
