"""Runs of words that may be a name: capitals with the small words that hold them together.

A run never crosses a line end or punctuation. Titles before a name and demonyms are cut off it; what the
gazetteer knows for sure inside a run stands alone, unless the run is an organisation or place with a head of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from teletipo.extract.mentions.acronyms import expansions
from teletipo.extract.mentions.affiliation import Affiliation
from teletipo.extract.mentions.capitals import Capitals, Ranges
from teletipo.extract.mentions.cuts import Cuts
from teletipo.extract.mentions.gazetteer import Gazetteer, Hit
from teletipo.extract.mentions.joints import Joints
from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.mentions.listed import Listed
from teletipo.extract.mentions.run import Run
from teletipo.extract.mentions.standing import Standing
from teletipo.extract.mentions.surroundings import Surroundings
from teletipo.extract.mentions.works import quoted_works
from teletipo.extract.parse.page import Page
from teletipo.extract.parse.words import BRAND, WORD, is_capital

COUNT = re.compile(r"\d+(?:[./-]\d+)*")
LONGEST_RUN = 12


class Runs:
    """Finds the runs of one parsed report.

    ``skipped`` are code-point ranges without names of their own, ``credits`` those that name the writers,
    ``datelines`` those in which only listed names count.
    """

    def __init__(
        self,
        page: Page,
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        skipped: Ranges = (),
        credits: Ranges = (),  # noqa: A002  the trade calls them so
        datelines: Ranges = (),
    ) -> None:
        self._page = page
        self._lexicon = lexicon
        self._listed = Listed(page, gazetteer, skipped)
        self._credits = credits
        places = self._listed.ends_of_places()
        self._around = Surroundings(page, lexicon, places)
        self._expansions = expansions(page, lexicon, places)
        self._acronyms = frozenset(acronym for _, acronym in self._expansions.values())
        self._capitals = Capitals(page, lexicon, self._around, self._listed.bodies(), (*skipped, *datelines))
        self._cuts = Cuts(page, lexicon, self._around)
        self._standing = Standing(page, lexicon, self._around, self._cuts, self._listed.hit_at)
        self._beside = Affiliation(page, lexicon, self._around)
        self._works = quoted_works(page, lexicon)
        self._joints = Joints(
            page, lexicon, self._around, nameable=self._capitals.goes_on, is_listed=self._listed.is_body
        )

    def all(self) -> Iterator[Run]:
        """The runs from left to right, gazetteer hits among them."""
        i = 0
        while i < len(self._page):
            hit = self._listed.hit_at.get(i)
            if i in self._works and not self._listed.is_skipped(self._page.starts[i]):
                last, kind = self._works[i]
                yield replace(self._plain_run(i, last), work=kind)
                i = last + 1
                continue
            stretch = self._stretch(i)
            spelled = self._spelled_from(i, hit)
            if spelled:
                yield from self._finish(spelled, titled=False)
                i = spelled[-1] + 1
            elif hit is not None and self._standing.alone(hit, stretch):
                yield self._run_of_hit(hit, i)
                i = max(i + 1, self._listed.after(hit.end, i))
            elif stretch:
                yield from self._runs_in(stretch)
                i = stretch[-1] + 1
            else:
                i += 1

    def _spelled_from(self, i: int, hit: Hit | None) -> list[int]:
        """The tokens of a full name that an acronym behind it proves; empty if none, or if a listed name is as long."""
        if i not in self._expansions or self._listed.is_skipped(self._page.starts[i]):
            return []
        last = self._expansions[i][0]
        return [] if hit is not None and hit.end >= self._page.end(last) else list(range(i, last + 1))

    def _stretch(self, i: int) -> list[int]:
        """Token indices from ``i`` that hold together as capitals, connectors and hyphens; empty if none start here."""
        if not self._capitals.may_name(i):
            return []
        found = [i]
        j = i
        while len(found) < LONGEST_RUN:
            step = self._joints.next(j, found)
            if not step:
                break
            found.extend(step)
            j = found[-1]
        return found

    def _run_of_hit(self, hit: Hit, i: int) -> Run:
        return Run(
            hit.start,
            hit.end,
            i,
            self._listed.after(hit.end, i) - 1,
            (self._page.text[hit.start : hit.end],),
            hit=hit,
            after_body_noun=self._around.follows_body_noun(i),
            after_place_noun=self._around.follows_bare_place_noun(i),
            after_street_noun=i > 0 and self._lexicon.has("street_nouns", self._page.words[i - 1]),
            before_nature=self._around.precedes_nature(self._listed.after(hit.end, i) - 1),
            heads_list=self._beside.follows_plural(i),
        )

    def _runs_in(self, stretch: list[int]) -> Iterator[Run]:
        """The names in a stretch: cut at titles, demonyms and listed names."""
        part: list[int] = []
        titled = False
        i = 0
        while i < len(stretch):
            t = stretch[i]
            hit = self._listed.hit_at.get(t)
            if hit is not None and part and self._standing.apart(hit, part, t, stretch):
                yield from self._finish(part, titled=titled)
                part, titled = [], False
                yield self._run_of_hit(hit, t)
                after = self._listed.after(hit.end, t)
                while i < len(stretch) and stretch[i] < after:
                    i += 1
                continue
            if self._cuts.at_title(t, part, stretch):
                if part and (self._cuts.framed(part, part) or self._listed.is_listed(part)):
                    yield from self._finish(part, titled=titled)
                part, titled = [], True
            elif self._cuts.ends_portfolio(part, t, stretch) or self._cuts.splits_from_body(part, t):
                yield from self._finish(part, titled=False)
                part, titled = [t], True
            elif self._around.is_demonym(t) and not self._cuts.framed(stretch, stretch):
                yield from self._finish(part, titled=titled)
                part, titled = [], False
            else:
                part.append(t)
            i += 1
        yield from self._finish(part, titled=titled)

    def _finish(self, part: list[int], *, titled: bool) -> Iterator[Run]:
        part = self._trimmed(part)
        if not part:
            return
        first, last = part[0], part[-1]
        if self._around.is_portfolio_of_title(first):
            yield from self._place_after(part)
            return
        numbered = self._with_number(first, last)
        if numbered > last:
            last = numbered
        elif self._is_lone_head(part) and self._with_demonym(last):
            last += 1
        elif self._is_bare_institution(part):
            return
        page = self._page
        yield Run(
            page.starts[first],
            self._end(last),
            first,
            last,
            tuple(page.words[first : last + 1]),
            labels=self._labels(first, last),
            inside_sentence=not self._capitals.starts_sentence(first),
            titled=titled or self._around.follows_title(first, alone=first == last),
            quoted_medium=self._around.is_quoted_medium(first),
            after_place_preposition=self._around.follows_place_preposition(first),
            after_place_noun=self._around.follows_place_noun(first),
            after_body_noun=self._around.follows_body_noun(first),
            after_thing_noun=self._around.follows_thing_noun(first),
            after_article=first > 0 and self._lexicon.has("body_articles", page.words[first - 1]),
            bracketed=first == last and self._around.is_bracketed(first),
            after_origin=first == last and self._around.follows_origin(first),
            after_body_preposition=first > 0 and self._lexicon.has("body_prepositions", page.words[first - 1]),
            after_genitive=first > 0 and self._lexicon.has("genitives", page.words[first - 1]),
            before_body_word=self._around.precedes_body_noun(last),
            before_place_noun=self._around.precedes_place_noun(last),
            abbreviated=first in self._expansions or first in self._acronyms,
            told_as_body=self._around.is_told_as_body(last),
            credited=any(start <= page.starts[first] < stop for start, stop in self._credits),
            beside=self._beside.marks(first, last),
            heads_list=self._beside.follows_plural(first),
            acts=self._capitals.is_subject(last),
        )

    def _plain_run(self, first: int, last: int) -> Run:
        page = self._page
        words = tuple(page.words[first : last + 1])
        return Run(page.starts[first], self._end(last), first, last, words, labels=self._labels(first, last))

    def _end(self, last: int) -> int:
        """The code point after a token without its genitive ending, with the point of a firm's legal form."""
        word = self._page.words[last].removesuffix("'s").removesuffix("’s")
        end = self._page.starts[last] + len(word)
        shortened = self._lexicon.has("company_forms", f"{word}.") and self._page.text[end : end + 1] == "."
        return end + shortened

    def _place_after(self, part: list[int]) -> Iterator[Run]:
        """The listed place at the end of a portfolio: "ministro de Seguridad de Santa Fe"."""
        links = [n for n, t in enumerate(part) if self._lexicon.has("genitives", self._page.words[t])]
        rest = part[links[-1] + 1 :] if links else []
        if rest and self._listed.is_listed(rest):
            yield from self._finish(rest, titled=False)

    def _with_number(self, first: int, last: int) -> int:
        """The last token of a body that is told from its like by a number: "Juzgado de lo Penal número 7"."""
        page = self._page
        if last + 1 < len(page) and self._is_number_of(first, last + 1):
            return last + 1
        numbered = last + 2 < len(page) and self._lexicon.has("number_words", page.words[last + 1])
        is_body = self._cuts.has_frame([page.words[first], page.words[last]])
        if last + 1 < len(page) and page.words[last + 1].isdigit() and self._around.is_quoted_medium(first):
            return last + 1
        return last + 2 if numbered and is_body and page.words[last + 2][0].isdigit() else last

    def _is_number_of(self, first: int, i: int) -> bool:
        """Whether a number tells a law or a line from its like: "Decreto 811/2026", "iPhone 4"."""
        head, number = self._page.words[first], self._page.words[i]
        counted = self._lexicon.has("document_heads", head) or self._lexicon.has("numbered_heads", head)
        counted = counted or BRAND.match(head) is not None
        return counted and bool(COUNT.fullmatch(number)) and not self._page.opens[i]

    def _trimmed(self, part: list[int]) -> list[int]:
        small = self._lexicon
        while part and (self._is_small(part[0]) or not WORD.match(self._page.words[part[0]])):
            part = part[1:]
        while part and (
            small.has("connectors", self._page.words[part[-1]]) or not WORD.match(self._page.words[part[-1]])
        ):
            part = part[:-1]
        return part

    def _is_small(self, i: int) -> bool:
        word = self._page.words[i]
        return word[0].islower() and not is_capital(word)

    def _is_bare_institution(self, part: list[int]) -> bool:
        words = [self._page.words[t] for t in part if not self._lexicon.has("articles", self._page.words[t])]
        return len(words) == 1 and self._lexicon.has("generic_institutions", words[0])

    def _is_lone_head(self, part: list[int]) -> bool:
        word = self._page.words[part[0]]
        generic = self._lexicon.has("generic_institutions", word)
        return len(part) == 1 and self._lexicon.has("organisation_heads", word) and not generic

    def _with_demonym(self, i: int) -> bool:
        return i + 1 < len(self._page) and self._page.words[i + 1][0].islower() and self._around.is_demonym(i + 1)

    def _labels(self, first: int, last: int) -> tuple[tuple[str, float], ...]:
        counts: dict[str, int] = {}
        for t in range(first, last + 1):
            if label := self._page.labels[t]:
                counts[label] = counts.get(label, 0) + 1
        return tuple((label, count / (last - first + 1)) for label, count in counts.items())
