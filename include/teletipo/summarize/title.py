"""What to call a report in a list."""

from __future__ import annotations

LONGEST = 100
"""Code points of a title that is made of a report's first words."""


def title_of(*, headline: str | None, telling: str) -> str:
    """The headline, else the first words of the report's own telling, else a remark that it has none."""
    if headline:
        return headline
    opening = " ".join(telling.strip().split("\n", 1)[0].split()) or "(without a headline)"
    return opening if len(opening) <= LONGEST else opening[:LONGEST].rsplit(" ", 1)[0] + " …"
