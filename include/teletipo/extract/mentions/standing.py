"""Whether a listed name keeps its place: against the longer run that starts with it, inside one that it is part of."""

from __future__ import annotations

from collections.abc import Mapping

from teletipo.extract.mentions.cuts import PERSONS, Cuts
from teletipo.extract.mentions.gazetteer import Hit
from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.mentions.surroundings import Surroundings
from teletipo.extract.parse.page import Page


class Standing:
    """Weighs listed names against the capitals around them. ``hit_at``: first token → listed name.

    Stretches and parts are lists of token indices.
    """

    def __init__(
        self, page: Page, lexicon: Lexicon, around: Surroundings, cuts: Cuts, hit_at: Mapping[int, Hit]
    ) -> None:
        self._page = page
        self._lexicon = lexicon
        self._around = around
        self._cuts = cuts
        self._hit_at = hit_at

    def alone(self, hit: Hit, stretch: list[int]) -> bool:
        """Whether a listed name keeps its place against the longer run that starts with it."""
        if not stretch or self._page.starts[stretch[-1]] < hit.end:
            return True
        rest = [i for i in stretch if self._page.starts[i] >= hit.end]
        if self._around.is_title(rest[0]) or self._is_served_by(stretch, rest):
            return True
        if hit.record.sort in {"organisation", "person", "agency"}:
            return self._body_alone(hit, stretch, rest)
        words = [self._page.words[i] for i in stretch]
        if self._cuts.has_frame(words) or words[0] in self._lexicon.given:
            return False
        if hit.record.sort == "country":
            labels = {self._page.labels[i] for i in stretch}
            return not self._owns_ministry(words) and (len(rest) > 1 or not labels <= PERSONS)
        return self._lexicon.has("connectors", words[1])

    def _body_alone(self, hit: Hit, stretch: list[int], rest: list[int]) -> bool:
        """The same for listed bodies and people."""
        words = [self._page.words[i] for i in stretch]
        body = hit.record.sort == "organisation"
        one_word = self._page.text[hit.start : hit.end].isalpha()
        if one_word and words[0].isupper():
            return not body or not self._belongs_to_acronym(rest)
        if one_word:
            return hit.record.sort != "person" and words[1] in self._lexicon.given
        if body and self._goes_on(rest):
            return False
        return not body or not self._cuts.has_frame(words)

    def _is_served_by(self, stretch: list[int], rest: list[int]) -> bool:
        """Whether a person's full name follows the body or place that they serve: "eurodiputada de Sumar Ana Ruiz"."""
        words = [self._page.words[i] for i in rest]
        full = len(words) > 1 and words[0][0].isupper() and not self._cuts.has_frame(words)
        person = words[0] in self._lexicon.given or {self._page.labels[i] for i in rest} <= PERSONS
        return full and person and self._around.serves(stretch[0])

    def _belongs_to_acronym(self, rest: list[int]) -> bool:
        """Whether capitals behind a body's acronym are part of its name: "BBC Mundo", "UGT Andalucía"."""
        words = [self._page.words[i] for i in rest]
        listed = self._hit_at.get(rest[0])
        labelled = listed is None and any(self._page.labels[i] in PERSONS for i in rest)
        person = words[0] in self._lexicon.given or labelled
        other = listed is not None and listed.record.sort not in {"city", "region"}
        return words[0][0].isupper() and not person and not other and not any(map(self._around.is_demonym, rest))

    def _goes_on(self, rest: list[int]) -> bool:
        """Whether capitals right behind a body make another of it: "El Correo Ibérico"."""
        document = self._lexicon.has("document_heads", self._page.words[rest[0]])
        return not document and self._belongs_to_acronym(rest)

    def _owns_ministry(self, words: list[str]) -> bool:
        """Whether a state's genitive opens a ministry's name: "Norway's Ministry of Culture"."""
        owned = self._lexicon.has("possessive_endings", words[1])
        return owned and any(self._lexicon.has("joining_heads", word) for word in words[2:])

    def apart(self, hit: Hit, part: list[int], t: int, stretch: list[int]) -> bool:
        """Whether a listed name inside a stretch is a name of its own."""
        adjacent = part[-1] == t - 1
        if adjacent and (hit.end - hit.start == 1 or self._lexicon.has("place_openers", self._page.words[part[-1]])):
            return False
        surname = hit.record.sort == "country" and self._page.words[part[0]] in self._lexicon.given
        if self._cuts.framed(part, stretch) or hit.record.sort in {"city", "region"} or surname:
            return False
        token = self._page[t]
        return not (token.ent_type_ == "ORG" and token.ent_iob_ == "I" and part[-1] == t - 1)
