"""A run of words that may be a name, with what was seen around it."""

from __future__ import annotations

from dataclasses import dataclass

from teletipo.extract.mentions.gazetteer import Hit
from teletipo.extract.parse.words import fold
from teletipo.model import EntityType


@dataclass(frozen=True, slots=True)
class Run:
    """Words that may be a name, with what stands around them. ``hit`` is set where the gazetteer is sure.

    ``labels`` are spaCy's labels on it, each with the share of the run that it covers; ``beside`` the marks of
    :class:`.Affiliation`. ``heads_list``: a plural noun introduces it and those listed
    with it. ``acts``: a finite verb follows. ``before_nature``: the noun of a river or a forest does. ``work`` is set
    on a title in quotation marks.
    """

    start: int
    end: int
    first: int
    last: int
    words: tuple[str, ...]
    labels: tuple[tuple[str, float], ...] = ()
    hit: Hit | None = None
    inside_sentence: bool = True
    titled: bool = False
    quoted_medium: bool = False
    after_place_preposition: bool = False
    after_place_noun: bool = False
    after_body_noun: bool = False
    after_thing_noun: bool = False
    after_origin: bool = False
    after_article: bool = False
    bracketed: bool = False
    after_body_preposition: bool = False
    after_genitive: bool = False
    before_body_word: bool = False
    before_place_noun: bool = False
    before_nature: bool = False
    after_street_noun: bool = False
    told_as_body: bool = False
    abbreviated: bool = False
    credited: bool = False
    beside: frozenset[str] = frozenset()
    heads_list: bool = False
    acts: bool = False
    work: EntityType | None = None

    @property
    def key(self) -> str:
        """The spelling that shares one type over the report."""
        return fold(" ".join(self.words))
