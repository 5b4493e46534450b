"""The phrases of sources: how far they reach, what heads them, whose telling they are."""

from __future__ import annotations

from dataclasses import dataclass

from teletipo.extract.attribution.source_words import PhraseIndex, SourceWords, is_medium
from teletipo.extract.parse.links import Links
from teletipo.extract.parse.phrases import CLITIC_S, Phrase, is_time, noun_phrase
from teletipo.extract.parse.sheet import Sheet
from teletipo.extract.quotation.cues import CueBook
from teletipo.extract.quotation.segments import match_at
from teletipo.normalize.agencies import agency_sign

TAIL = 5
BARE = 2
LONGEST_DATE = 9
DATING = frozenset({"DET", "NUM", "ADP", "ADV", "ADJ"})


@dataclass(frozen=True, slots=True)
class SourcePhrases:
    """Reads the phrases of sources out of a sheet with one language's words.

    ``own`` is how the agency of the report signs: what it saw or confirmed itself it has from nobody else.
    """

    sheet: Sheet
    words: Links
    book: CueBook
    sources: SourceWords
    own: str | None = None

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
        last = self.over_restriction(phrase, stop)
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
        while (
            index < stop
            and match_at(self.sheet, index, stop, self.sources.obtained) is None
            and (
                is_time(self.sheet, index, words)
                or self.sheet.pos[index] in {"ADV", "SPACE"}
                or (self.sheet.pos[index] == "DET" and index + 1 < stop and is_time(self.sheet, index + 1, words))
            )
        ):
            index += 1
        return index

    def over_vessel(self, cue_last: int, index: int, stop: int) -> tuple[int, int]:
        """Passes a vessel: in "la información publicada por X" the cue reaches to X.

        Where X is of the press, so is any document of it: "an April 2 report in X".
        """
        low = self.sheet.low
        noun = index
        while noun < min(stop, index + TAIL) and (
            self.sheet.pos[noun] in {"DET", "ADJ", "NUM"}
            or is_time(self.sheet, noun, self.words)
            or low[noun][0].isdigit()
        ):
            noun += 1
        written = noun < stop and low[noun] in self.sources.nouns["document"]
        if noun + 1 >= stop or not (written or low[noun] in self.sources.vessel):
            return cue_last, index
        links = self.sources.vessel_link
        after = match_at(self.sheet, noun + 1, stop, links) or self.parted(noun + 1, stop, links)
        told = noun_phrase(self.sheet, after, stop, self.words) if after is not None else None
        if after is None or told is None or (low[noun] not in self.sources.vessel and not self.is_press(told)):
            return cue_last, index
        return after, after

    def parted(self, index: int, stop: int, openers: PhraseIndex) -> int | None:
        """Where "publicada el domingo por" ends: a date between the two words of an opener."""
        ends = {words[1] for words in openers.get(self.sheet.low[index], ()) if len(words) == BARE}
        dated = False
        for at in range(index + 1, min(stop, index + LONGEST_DATE)):
            time = is_time(self.sheet, at, self.words)
            if dated and self.sheet.low[at] in ends:
                return at + 1
            if not time and self.sheet.pos[at] not in DATING:
                break
            dated = dated or time
        return None

    def is_press(self, phrase: Phrase) -> bool:
        """Whether a phrase is the name of an agency or of a listed medium."""
        names = self._names(phrase)
        return any(agency_sign(name) is not None or is_medium(name, self.sources.media_names) for name in names)

    def is_other_press(self, phrase: Phrase) -> bool:
        """The same, but not of the agency whose report this is, if that is known."""
        own = self.own is None or self.own in {agency_sign(name) for name in self._names(phrase)}
        return not own and self.is_press(phrase)

    def _names(self, phrase: Phrase) -> list[str]:
        """A phrase from its first capital, with and without an article before the name."""
        sheet, last = self.sheet, phrase.last
        capital = (i for i in range(phrase.first, last) if sheet.text[sheet.start[i]].isupper())
        proper = (i for i in range(phrase.first, last) if sheet.pos[i] == "PROPN")
        firsts = dict.fromkeys(first for first in (next(capital, None), next(proper, None)) if first is not None)
        return [sheet.text[sheet.start[first] : sheet.end[last - 1]] for first in firsts]

    def restricted(self, phrase: Phrase, stop: int) -> Phrase:
        """A phrase with what its people know or wish: "a person | with knowledge of the matter"."""
        if (
            self.is_pronoun(phrase)
            or self.sheet.pos[phrase.first] == "PROPN"
            or "," in self.sheet.low[phrase.first : phrase.last]
        ):
            return phrase
        return Phrase(phrase.first, max(phrase.last, self.over_restriction(phrase, stop)))

    def over_restriction(self, phrase: Phrase, stop: int) -> int:
        """Takes "consultadas por X" and "que pidió el anonimato", which belong to the phrase.

        What another medium saw is left to be a link of the chain.
        """
        last = phrase.last
        for begin in range(max(phrase.first + 1, last - 1), min(stop, last + 1)):
            known = match_at(self.sheet, begin, stop, self.sources.insider)
            if known is not None:
                about = noun_phrase(self.sheet, known, stop, self.words)
                return about.last if about else known
        begin = last + (last + 1 < stop and self.sheet.low[last] == ",")
        after = match_at(self.sheet, begin, stop, self.sources.consulted) if begin < stop else None
        if after is not None:
            agent = noun_phrase(self.sheet, after, stop, self.words)
            return agent.last if agent and not self.is_other_press(agent) else last
        if last < stop and self.sheet.low[last] in self.words.relative:
            tail = " ".join(self.sheet.low[last : min(stop, last + 14)])
            for wish in self.sources.requested_anonymity:
                if wish in tail:
                    return last + len(tail[: tail.index(wish) + len(wish)].split())
        return last
