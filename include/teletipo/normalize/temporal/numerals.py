"""Numbers in words: "treinta y uno", "twenty-five", "dos mil seis"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Numerals:
    """The number words of a language.

    ``joiners`` may stand between two of them and give the least value that may stand before ("y" needs ten:
    "treinta y uno", but "dos y tres" are two numbers). ``articles`` are forms of one that are articles too: they
    end a number ("treinta y un") and never begin one.
    """

    words: Mapping[str, int]
    articles: frozenset[str]
    multipliers: Mapping[str, int]
    joiners: Mapping[str, int]

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Numerals:
        """From the ``[numbers]`` table of ``temporal.toml``."""
        words = {form: int(value) for value, forms in data["words"].items() for form in forms}
        multipliers = {form: int(value) for value, forms in data["multipliers"].items() for form in forms}
        return cls(words, frozenset(data["articles"]), multipliers, data["joiners"])

    def begins(self, word: str) -> bool:
        """Whether a number may begin with a word."""
        return (word in self.words or word in self.multipliers) and word not in self.articles

    def read(self, words: Sequence[str], start: int) -> tuple[int, int] | None:
        """The number that begins at ``words[start]`` and the index after it, or None."""
        first = words[start]
        if not self.begins(first):
            return None
        value = self.words.get(first, self.multipliers.get(first, 0))
        total, index = 0, start + 1
        while index < len(words):
            step = index
            joined = words[step] in self.joiners and value >= self.joiners[words[step]]
            if joined and step + 1 < len(words):
                step += 1
            word = words[step]
            if word in self.multipliers and not joined and value < self.multipliers[word]:
                factor = self.multipliers[word]
                value *= factor
                if factor >= 1000:
                    total, value = total + value, 0
            elif word in self.words and _fits(value, self.words[word], total=total):
                value += self.words[word]
            else:
                break
            index = step + 1
        return total + value, index


def _fits(value: int, addend: int, *, total: int) -> bool:
    if value == 0:
        return total > 0
    return value > addend and value % 10 ** len(str(addend)) == 0
