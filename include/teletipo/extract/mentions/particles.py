"""Surnames with small words before them: "de la Garza", alone "De la Garza"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.mentions.run import Run
from teletipo.extract.parse.words import fold

PARTICLES = re.compile(r"\b[A-Z][a-z]{1,2} (?:[a-z]{2,3} )?$")
PARTICLES_REACH = 10
"""Characters before a surname in which its particles are looked for: "Von der ", "De la "."""


def particled_surnames(run: Run, lexicon: Lexicon) -> Iterator[str]:
    """The surnames with particles in a full name, as they stand alone: "de la garza"."""
    for n in range(1, len(run.words) - 1):
        if lexicon.has("name_particles", run.words[n]) and not lexicon.has("name_particles", run.words[n - 1]):
            tail = [fold(word) for word in run.words[n:]]
            size = next((k for k, word in enumerate(tail, 1) if not lexicon.has("name_particles", word)), 0)
            yield " ".join(tail[:size])


def with_particles(run: Run, text: str, particled: set[str]) -> int:
    """Where a surname starts with its particles, set with a capital as a name alone is: "De la Garza"."""
    before = text[max(0, run.start - PARTICLES_REACH) : run.start]
    match = PARTICLES.search(before)
    if len(run.words) > 1 or match is None or fold(f"{match.group()}{run.words[0]}") not in particled:
        return run.start
    return run.start - len(match.group())
