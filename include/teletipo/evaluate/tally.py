"""How often right: the counts that scores are made of, and the slips that explain them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from teletipo.model import Span

SlipKind = Literal["missed", "false alarm", "wrong"]
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?…][\"”»’']?\s+(?=[^\sa-zà-ÿ])|\n+")


@dataclass(frozen=True, slots=True)
class Tally:
    """Records that are ``right`` among those ``found`` by the system and those ``wanted`` by the annotation."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float | None:
        """Right among found, 0 to 1; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Right among wanted, 0 to 1; None where nothing was wanted."""
        return self.right / self.wanted if self.wanted else None

    @property
    def score(self) -> float | None:
        """F1; None where nothing was wanted and nothing found."""
        total = self.found + self.wanted
        return 2 * self.right / total if total else None


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` out of ``of``: an accuracy, a recall, or a mean of values between 0 and 1."""

    right: float = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def score(self) -> float | None:
        """The share, 0 to 1; None where there was nothing to judge."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Slip:
    """One miss, false alarm or wrong field.

    ``where`` is its sentence, the span in ``[[ ]]``; ``note`` says what was wanted and what was found.
    """

    layer: str
    metric: str
    kind: SlipKind
    where: str
    note: str


@dataclass(frozen=True, slots=True)
class LayerScore:
    """What one layer of one report scored: counts by metric name, and every slip behind them."""

    metrics: Mapping[str, Tally | Share] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()


def in_sentence(text: str, spans: Iterable[Span]) -> str:
    """The sentences around ``spans`` on one line, each span in ``[[ ]]``; empty where there are no spans."""
    ordered = sorted(spans)
    if not ordered:
        return ""
    first, last = ordered[0].start, max(span.end for span in ordered)
    starts = [match.end() for match in _SENTENCE_END.finditer(text, 0, first + 1) if match.end() <= first]
    left = starts[-1] if starts else 0
    match = _SENTENCE_END.search(text, last)
    right = match.start() + 1 if match else len(text)
    marks = sorted(
        [(span.start, 1, "[[") for span in ordered] + [(span.end, 0, "]]") for span in ordered], reverse=True
    )
    line = text[left:right]
    for offset, _, mark in marks:
        line = line[: offset - left] + mark + line[offset - left :]
    return " ".join(line.split())
