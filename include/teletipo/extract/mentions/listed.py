"""The listed names of one page, by the tokens where they start."""

from __future__ import annotations

import re

from teletipo.extract.mentions.gazetteer import Gazetteer, Hit
from teletipo.extract.parse.page import Page

TIED = re.compile(r"-(?:\d|[^\W\d_a-z])")
"""What makes a listed name part of a longer one: "Alpes-Elba"; not "Rusia-Ucrania", where both are listed."""
LINKED = re.compile(r"\w-")


class Listed:
    """What the gazetteer finds in a text, but for sums ("US$20"). ``hit_at`` maps tokens to names that start there.

    ``skipped`` are code-point ranges without names of their own.
    """

    def __init__(self, page: Page, gazetteer: Gazetteer, skipped: tuple[tuple[int, int], ...]) -> None:
        self._page = page
        self._gazetteer = gazetteer
        self._skipped = skipped
        self.hit_at = self._index([hit for hit in gazetteer.find(page.text) if hit.record.strong])

    def _index(self, hits: list[Hit]) -> dict[int, Hit]:
        found: dict[int, Hit] = {}
        starts, ends = {hit.start for hit in hits}, {hit.end for hit in hits}
        place = 0
        tokens = self._page
        for hit in hits:
            while place < len(tokens) and tokens.end(place) <= hit.start:
                place += 1
            hyphened = TIED.match(self._page.text, hit.end) and hit.end + 1 not in starts
            linked = LINKED.match(self._page.text, max(0, hit.start - 2), hit.start) and hit.start - 1 not in ends
            hyphened = hyphened or (linked and hit.record.sort != "country")
            money = self._page.text[hit.end : hit.end + 1] == "$"
            if place < len(tokens) and not hyphened and not money and not self.is_skipped(hit.start):
                found.setdefault(place, hit)
        return found

    def ends_of_places(self) -> frozenset[int]:
        """The last tokens of listed places."""
        places = {i: hit for i, hit in self.hit_at.items() if hit.record.sort in {"country", "region", "city"}}
        return frozenset(self.after(hit.end, i) - 1 for i, hit in places.items())

    def bodies(self) -> frozenset[int]:
        """The tokens where a listed name starts that is no city or region."""
        return frozenset(i for i, hit in self.hit_at.items() if hit.record.sort not in {"city", "region"})

    def is_body(self, first: int, last: int) -> bool:
        """Whether a listed organisation stands from one token to another."""
        hit = self.hit_at.get(first)
        return hit is not None and hit.record.sort == "organisation" and hit.end == self._page.end(last)

    def is_listed(self, part: list[int]) -> bool:
        """Whether the gazetteer knows the words, were it only weakly: "Bryansk Governor …"."""
        return bool(self._gazetteer.lookup(self._page.text[self._page.starts[part[0]] : self._page.end(part[-1])]))

    def is_skipped(self, offset: int) -> bool:
        """Whether a code point lies where no names are looked for."""
        return any(start <= offset < end for start, end in self._skipped)

    def after(self, offset: int, i: int) -> int:
        """The first token from ``i`` on that starts at a code point or behind it."""
        while i < len(self._page) and self._page.starts[i] < offset:
            i += 1
        return i
