"""The phrases of sources: how far they reach, what heads them, whose telling they are."""

from __future__ import annotations

from dataclasses import dataclass

from teletipo.extract.attribution.source_words import SourceWords
from teletipo.extract.parse.phrases import CLITIC_S, Links, Phrase, is_time, noun_phrase
from teletipo.extract.parse.sheet import Sheet
from teletipo.extract.quotation.cues import CueBook
from teletipo.extract.quotation.segments import match_at

TAIL = 5
BARE = 2


@dataclass(frozen=True, slots=True)
class SourcePhrases:
    """Reads the phrases of sources out of a sheet with one language's words."""

    sheet: Sheet
    words: Links
    book: CueBook
    sources: SourceWords

    def phrase(self, index: int, stop: int) -> Phrase | None:
        """The noun phrase at ``index``; a name in quotation marks is taken without them."""
        low = self.sheet.low
        if index < stop and self.sheet.piece_at[index] >= 0 and not low[index][0].isalnum():
            piece = self.sheet.pieces[self.sheet.piece_at[index]]
            first, last = self.sheet.tokens_of(piece.inner_start, piece.inner_end)
            return (
                Phrase(first, last)
                if first < last <= stop and len(piece.mark) == 1 and last - first <= TAIL * 2
                else None
            )
        phrase = noun_phrase(self.sheet, index, stop, self.words)
        if phrase is None:
            return None
        if self.sheet.low[self.head(phrase)] in self.sources.nouns["anonymous"]:
            phrase = noun_phrase(self.sheet, index, stop, self.words, wide=True) or phrase
        last = self.over_restriction(phrase.last, stop)
        while last - phrase.first > 1 and self.sheet.low[last - 1] in self.words.relative:
            last -= 1
        return Phrase(phrase.first, last)

    def head(self, phrase: Phrase) -> int:
        """The head noun: where nouns come last, the last before a complement, else the first.

        In "one of the sources" that is "sources".
        """
        nouns: list[int] = []
        for index in range(phrase.first, phrase.last):
            word = self.sheet.low[index]
            if nouns and (word == "," or self.sheet.pos[index] == "ADP"):
                break
            if self.sheet.pos[index] in {"NOUN", "PROPN"}:
                nouns.append(index)
        if not nouns:
            return phrase.first
        return nouns[0] if self.words.inverted else nouns[-1]

    def is_pronoun(self, phrase: Phrase) -> bool:
        """Whether a phrase is a personal, demonstrative or possessive pronoun and nothing else."""
        word = self.sheet.low[phrase.first]
        return phrase.last - phrase.first == 1 and (word in self.words.pronoun or word in self.words.possessive)

    def together(self, phrase: Phrase) -> bool:
        """Whether a phrase names several at once: "Berlin and Paris", "los sindicatos CCOO y UGT"."""
        joints = [i for i in range(phrase.first + 1, phrase.last - 1) if self.sheet.low[i] in self.words.adding]
        lead = phrase.first + 1
        several = (
            lead < phrase.last and self.sheet.doc[lead].pos_ == "NOUN" and "Plur" in self.sheet.told(lead, "Number")
        )
        names = (several or self.sheet.pos[phrase.first] == "PROPN") and self.sheet.pos[phrase.last - 1] == "PROPN"
        return names and len(joints) == 1 and self.sheet.pos[joints[0] - 1] == self.sheet.pos[joints[0] + 1] == "PROPN"

    def carried_by(self, phrase: Phrase) -> Phrase:
        """X where the phrase is a vessel of X: "un despacho de la agencia X"."""
        after, begin = self.over_vessel(phrase.first, phrase.first, phrase.last)
        return Phrase(begin, phrase.last) if after > phrase.first else phrase

    def owned_vessel(self, phrase: Phrase) -> bool:
        """Whether a phrase is a telling by its owner: "de acuerdo con su versión" has it from whom "su" means."""
        short = phrase.last - phrase.first == BARE
        vessel = self.sheet.low[phrase.last - 1] in self.sources.vessel
        return short and vessel and self.sheet.low[phrase.first] in self.words.possessive

    def held_by_owner(self, phrase: Phrase) -> bool:
        """Whether a phrase is "X's calculations": what X says, by another noun."""
        low = self.sheet.low[phrase.first : phrase.last]
        return len(low) > BARE and low[-1] in self.sources.vessel and low[-2] in CLITIC_S

    def over_time(self, index: int, stop: int) -> int:
        """Past dates and adverbs."""
        words = self.words
        while index < stop and (
            is_time(self.sheet, index, words)
            or self.sheet.pos[index] in {"ADV", "SPACE"}
            or (self.sheet.pos[index] == "DET" and index + 1 < stop and is_time(self.sheet, index + 1, words))
        ):
            index += 1
        return index

    def over_vessel(self, cue_last: int, index: int, stop: int) -> tuple[int, int]:
        """Passes a vessel: in "la información publicada por X" the cue reaches to X."""
        low = self.sheet.low
        noun = index
        while noun < min(stop, index + 4) and self.sheet.pos[noun] in {"DET", "ADJ"}:
            noun += 1
        if noun >= stop or low[noun] not in self.sources.vessel:
            return cue_last, index
        after = match_at(self.sheet, noun + 1, stop, self.sources.vessel_link) if noun + 1 < stop else None
        if after is None or noun_phrase(self.sheet, after, stop, self.words) is None:
            return cue_last, index
        return after, after

    def over_restriction(self, last: int, stop: int) -> int:
        """Takes "consultadas por X" and "que pidió el anonimato", which belong to the phrase."""
        known = match_at(self.sheet, last, stop, self.sources.insider) if last < stop else None
        if known is not None:
            about = noun_phrase(self.sheet, known, stop, self.words)
            return about.last if about else known
        begin = last + (last + 1 < stop and self.sheet.low[last] == ",")
        after = match_at(self.sheet, begin, stop, self.sources.consulted) if begin < stop else None
        if after is not None:
            agent = noun_phrase(self.sheet, after, stop, self.words)
            return agent.last if agent else last
        if last < stop and self.sheet.low[last] in self.words.relative:
            tail = " ".join(self.sheet.low[last : min(stop, last + 14)])
            for wish in self.sources.requested_anonymity:
                if wish in tail:
                    return last + len(tail[: tail.index(wish) + len(wish)].split())
        return last
