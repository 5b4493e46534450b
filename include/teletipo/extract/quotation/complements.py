"""What a cue takes: where the content of indirect speech begins, and whom it is said to.

The scan walks right from the cue over what may stand between a verb and its content (adverbs, dates,
prepositional phrases, the addressee, a subject after the verb) and stops at the first thing that the
verb can take.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from teletipo.extract.parse.links import Links
from teletipo.extract.parse.phrases import HEAD, Phrase, is_time, noun_phrase
from teletipo.extract.parse.sheet import Sheet, Unit
from teletipo.extract.quotation.cues import Cue
from teletipo.extract.quotation.shapes import (
    clause_at,
    finite_follows,
    infinitive_at,
    judgement_at,
    judges,
    modifies,
    quoted_hearer,
    quoted_soon,
    verb_forms,
    wish_at,
)

Kind = Literal["clause", "question", "bare-clause", "infinitive", "phrase", "noun", "predicate", "piece"]
REACH = 40
INSERTION = 25
SHORT = 3
STOPS = frozenset({":", ".", ";", "(", "—", "–"})


@dataclass(frozen=True, slots=True)
class Complement:
    """The content begins at token ``first``; the subject and the addressee where they follow the cue."""

    first: int
    kind: Kind
    subject: Phrase | None = None
    addressee: Phrase | None = None


def find_complement(sheet: Sheet, unit: Unit, cue: Cue, words: Links, *, subject_known: bool) -> Complement | None:
    """The complement of a cue, or None. ``subject_known``: the subject stands before the cue or is shared."""
    scan = _Scan(sheet, unit, cue, words, min(unit.last, cue.last + REACH), subject_known=subject_known)
    index: int | None = cue.last
    while index is not None and index < scan.stop and scan.found is None:
        index = scan.step(index)
    if scan.found is None and scan.addressee is not None and ("d" in cue.entry.takes or scan.holds_charge()):
        return Complement(scan.addressee_at, "phrase", scan.subject)
    return scan.found


class _Scan:
    """The walk from one cue. ``step`` answers where to look on, or None to end; ``found`` is the result."""

    def __init__(self, sheet: Sheet, unit: Unit, cue: Cue, words: Links, stop: int, *, subject_known: bool) -> None:
        self.sheet, self.unit, self.cue, self.words, self.stop = sheet, unit, cue, words, stop
        self.takes = cue.entry.takes
        self.subject_known = subject_known
        self.subject: Phrase | None = None
        self.addressee: Phrase | None = None
        self.addressee_at = -1
        self.adjunct_end = -1
        self.found: Complement | None = None

    def step(self, index: int) -> int | None:
        word, pos = self.sheet.low[index], self.sheet.pos[index]
        if self.sheet.piece_at[index] >= 0:
            if index > self.cue.last + 1 and self._only_says() and modifies(self.sheet, index, self._adjunct()):
                return None
            return self._end(self.addressee_at if self._asked(index) else index, "piece")
        if word in self.words.complementizer and pos in {"SCONJ", "PRON", "ADP", "DET"}:
            return self._clause(index)
        if word in self.words.question and "c" in self.takes and (pos != "PRON" or index == self.cue.last):
            return self._end(index, "question")
        if word in STOPS:
            return None
        if word == ",":
            return self._over_insertion(index)
        return self._content(index)

    def holds_charge(self) -> bool:
        """Whether the charge was read into the phrase of the accused: "culpó al alcalde | de la subida"."""
        if self.addressee is None or self.cue.entry.kind != "accuse":
            return False
        inside = self.sheet.low[self.addressee.first + 1 : self.addressee.last]
        return any(f"p:{self.words.contracted.get(word, word)}" in self.takes for word in inside)

    def _only_says(self) -> bool:
        """Whether the verb takes words that are said, and no thing with which they could stand."""
        return not self.takes & set("na") and self.cue.entry.kind != "accuse"

    def _adjunct(self) -> int:
        """Where an adjunct ended that is none of an answer's: "contestó con un rotundo «no»"."""
        return -1 if any(take.startswith("s:") for take in self.takes) else self.adjunct_end

    def _content(self, index: int) -> int | None:
        """What a verb of this kind takes, if it begins here."""
        word = self.sheet.low[index]
        preposition = self.words.contracted.get(word, word)
        if f"p:{preposition}" in self.takes and self._governed(index):
            return self._end(index, "phrase")
        if f"s:{preposition}" in self.takes:
            quoted = quoted_soon(self.sheet, index, self.stop)
            return self._over(index) if quoted is None else self._end(quoted, "piece")
        if (
            "i" in self.takes
            and infinitive_at(self.sheet, index, self.stop, self.words)
            and self.sheet.pos[index - 1] != "ADP"
        ):
            first = index - (index > self.cue.last and self.sheet.pos[index - 1] in {"ADV", "PART"})
            return self._end(self.addressee_at if self._asked(first) else first, "infinitive")
        if "g" in self.takes and index == self.cue.last and "Ger" in verb_forms(self.sheet, index):
            return self._end(index, "infinitive")
        if self._before_clause(index):
            return self._end(index, "clause")
        if "t" in self.takes or self.cue.entry.kind == "tell":
            following = self._addressed(index)
            if following is not None or self.found is not None:
                return following
        return self._over(index)

    def _over(self, index: int) -> int | None:
        """Past what may stand between; a noun phrase is content, subject, or the end."""
        word, pos = self.sheet.low[index], self.sheet.pos[index]
        if is_time(self.sheet, index, self.words) or pos in {"ADV", "PART", "SPACE", "INTJ"}:
            return index + 1
        following = index + 1 + (self.sheet.pos[index + 1 : index + 2] in (["ADJ"], ["DET"]))
        if pos == "DET" and following < self.stop and is_time(self.sheet, following, self.words):
            return following + 1
        when = self.sheet.pos[index - 1] == "NOUN" and is_time(self.sheet, index - 1, self.words)
        if pos == "ADJ" and index > self.cue.last and when:
            return index + 1
        if self.adjunct_end == index and pos == "VERB" and self.sheet.doc[index].tag_ == "VBN":
            return index + 1
        before_piece = index + 1 < self.stop and self.sheet.piece_at[index + 1] >= 0
        if pos == "DET" and before_piece and not {"n", "a"} & self.takes:
            return index + 1
        if "a" in self.takes and pos == "ADJ" and self._content_at(index + 1) and self.words.inverted:
            return self._end(index, "predicate")
        if word in self.words.predicative and "a" in self.takes:
            return self._end(index if before_piece else index + 1, "predicate") if index + 1 < self.unit.last else None
        if pos == "ADP":
            if "a" in self.takes and self._judges(index):
                return self._end(index, "predicate")
            return self._over_prepositional(index)
        return self._noun(index)

    def _end(self, first: int, kind: Kind) -> int | None:
        """Set the result and end the walk; what somebody is accused of begins with whom: "a X de mentir"."""
        if self.cue.entry.kind == "accuse" and self.addressee is not None and kind in {"phrase", "piece"}:
            first = self.addressee_at
        self.found = Complement(first, kind, self.subject, self.addressee)
        return None

    def _clause(self, index: int) -> int | None:
        if self.cue.entry.kind == "accuse" and self._behind_hearer(index):
            return self._over_relative(index)
        if not {"c", "t"} & self.takes:
            return None
        behind_subject = self.subject is not None and self.subject.last == index
        when = is_time(self.sheet, index - 1, self.words) and self.sheet.low[index + 1] not in self.words.coming
        noun_before = index > self.cue.last and ((self.sheet.pos[index - 1] in HEAD and not when) or behind_subject)
        told = self.cue.first == self.unit.first and self.subject is not None and self.subject.last == index
        relative = noun_before and self.sheet.pos[index] == "PRON" and not told
        after_adjunct = self.adjunct_end == index and self.subject_known
        judged = "d" in self.takes and self.cue.entry.kind != "ask"
        told_to = not judged or wish_at(self.sheet, index, self.stop, self.words)
        after_addressee = self._behind_hearer(index) and told_to
        if relative and self.cue.entry.kind != "ask" and not after_addressee and not after_adjunct:
            return None
        first = index
        if index - 1 >= self.cue.last and self.sheet.low[index - 1] in self.words.complement_prepositions:
            first = index - 1
        elif self._asked(index):
            first = self.addressee_at
        return self._end(first, "clause")

    def _over_relative(self, index: int) -> int | None:
        """Past a relative clause about whom somebody accuses: "a los que gobiernan de mentir"."""
        for at in range(index + 1, min(self.stop - 1, index + INSERTION)):
            if self.sheet.piece_at[at] >= 0 or self.sheet.low[at] in STOPS:
                return None
            if f"p:{self.sheet.low[at]}" in self.takes and (
                infinitive_at(self.sheet, at + 1, self.stop, self.words) or self.sheet.piece_at[at + 1] >= 0
            ):
                return at
        return None

    def _before_clause(self, index: int) -> bool:
        prepositional = self.sheet.low[index] in self.words.complement_prepositions and "c" in self.takes
        return prepositional and index + 1 < self.stop and self.sheet.low[index + 1] in self.words.complementizer

    def _over_insertion(self, index: int) -> int | None:
        """Past ", …," if content can follow it; a comma right before a quoted piece is only passed."""
        if index + 1 < self.stop and self.sheet.piece_at[index + 1] >= 0:
            return index + 1
        certain = index == self.cue.last or not self.words.inverted or self._asked(index)
        following = index + 1 if index + 1 < self.stop else index
        quoted = self.sheet.piece_at[min(following + 1, len(self.sheet.low) - 1)] >= 0
        clause = certain or self.sheet.pos[following] == "SCONJ" or (quoted and self._closes_hearer(index))
        if self.sheet.low[following] in self.words.complementizer and clause:
            return following
        if self.addressee is not None and "c" in self.takes and wish_at(self.sheet, following, self.stop, self.words):
            return following
        word = self.words.contracted.get(self.sheet.low[following], self.sheet.low[following])
        if f"p:{word}" in self.takes and (self._governs_infinitive(following) or self._charges(following)):
            return following
        if (
            index == self.cue.last
            and self._opens_sentence()
            and "z" in self.takes
            and clause_at(self.sheet, self.unit, self.cue.head, index + 1, self.words)
        ):
            return self._end(index + 1, "bare-clause")
        for closing in range(index + 1, min(self.stop, index + INSERTION)):
            if self.sheet.piece_at[closing] >= 0:
                return None
            if self.sheet.low[closing] == "," and (closing - index <= SHORT or self._content_at(closing + 1)):
                return closing + 1 if closing - index > 1 else None
        return None

    def _closes_hearer(self, index: int) -> bool:
        """Whether a comma closes the name of whom it is said to: "a la portavoz, Ana Rey, que «miente»"."""
        return self._behind_hearer(index) and "," in self.sheet.low[self.addressee_at : index]

    def _behind_hearer(self, index: int) -> bool:
        """Whether the phrase of whom it is said to ends here."""
        return self.addressee is not None and self.addressee.last == index

    def _asked(self, index: int) -> bool:
        """Whether what is asked of somebody begins here, right behind them: with whom the content begins."""
        return self.cue.entry.kind == "ask" and self._behind_hearer(index)

    def _opens_sentence(self) -> bool:
        """Whether no pause stands before the cue, so that a comma behind it is none of an insertion's two."""
        near = self.cue.first - self.unit.first <= REACH
        return near and self.subject_known and "," not in self.sheet.low[self.unit.first : self.cue.first]

    def _content_at(self, index: int) -> bool:
        if index >= self.stop:
            return False
        if self.sheet.piece_at[index] >= 0:
            return True
        if "i" in self.takes and infinitive_at(self.sheet, index, self.stop, self.words):
            return True
        return self.sheet.low[index] in self.words.complementizer or self._before_clause(index)

    def _governed(self, index: int) -> bool:
        """Whether a preposition belongs to the verb and not to a noun before it: "acusó a X de mentir"."""
        if self._governs_infinitive(index):
            return True
        if index == self.cue.last or self.subject_known or self.subject is not None:
            return index == self.cue.last or self.addressee is not None or self.sheet.pos[index - 1] not in HEAD
        return self.sheet.pos[index - 1] not in HEAD

    def _governs_infinitive(self, index: int) -> bool:
        """Whether a preposition behind whom it is said of brings an infinitive."""
        behind = self.addressee is not None and self.words.inverted and index + 1 < self.stop
        return behind and infinitive_at(self.sheet, index + 1, self.stop, self.words)

    def _charges(self, index: int) -> bool:
        """Whether a preposition behind the name of the accused brings the charge and not an age or a home."""
        behind = self.cue.entry.kind == "accuse" and self.addressee is not None and index + 1 < self.stop
        return behind and (self.sheet.piece_at[index + 1] >= 0 or self.sheet.pos[index + 1] in {"DET", "NOUN"})

    def _addressed(self, index: int) -> int | None:
        """Reads "urged Beijing to attend", "told reporters that", "invitó a Irán a visitar"."""
        if self.addressee is not None:
            return None
        begin = index
        if self.words.inverted:
            if self.sheet.low[index] not in self.words.addressee:
                return None
            begin = index + 1
            negated = begin + 1 < self.stop and self.sheet.pos[begin] == "ADV"
            if begin < self.stop and infinitive_at(self.sheet, begin + negated, self.stop, self.words):
                return self._end(index, "infinitive")
        phrase = noun_phrase(self.sheet, begin, self.stop, self.words)
        pronoun = self.sheet.pos[index] == "PRON" and self.sheet.dep[index] != "expl"
        if phrase is None and not self.words.inverted and pronoun and index == self.cue.last:
            phrase = Phrase(index, index + 1)
        if phrase is None:
            return None
        self.addressee, self.addressee_at = phrase, index
        after = phrase.last
        to = self.words.addressee
        negated = after + 1 < self.stop and self.sheet.pos[after] == "PART" and self.sheet.low[after] not in to
        if "t" in self.takes and after < self.stop and self.sheet.low[after + negated] in to:
            return self._end(after if self.cue.entry.kind != "ask" else index, "infinitive")
        return after

    def _over_prepositional(self, index: int) -> int:
        """Past a prepositional phrase; "a X" and "to X" is whom it is said to."""
        phrase = noun_phrase(self.sheet, index + 1, self.stop, self.words)
        if phrase is None and self.cue.entry.kind == "ask" and self.sheet.low[index] in self.words.addressee:
            phrase = quoted_hearer(self.sheet, index + 1, self.stop, self.words)
        if phrase is None:
            return index + 1
        if self.sheet.low[index] in self.words.addressee:
            self.addressee, self.addressee_at = phrase, index
        else:
            self.adjunct_end = phrase.last
        return phrase.last

    def _judges(self, index: int) -> bool:
        return judgement_at(self.sheet, index, self.stop, self.words, clause="c" in self.takes)

    def _noun(self, index: int) -> int | None:
        phrase = noun_phrase(self.sheet, index, self.stop, self.words)
        named = self.sheet.pos[index] in {"DET", "PRON", "NUM", "ADJ"} and self.sheet.dep[index] != "expl"
        if phrase is None and named:
            phrase = Phrase(index, index + 1)
        if self.words.inverted and not self.subject_known and self.subject is None and phrase is not None:
            self.subject = phrase
            return phrase.last
        if phrase is not None and "a" in self.takes:
            if judges(self.sheet, phrase, self.words):
                return self._end(index, "predicate")
            if self._judges(index):
                return self._end(index, "predicate")
        if phrase is not None and self.addressee is None and any(take.startswith("p:") for take in self.takes):
            self.addressee, self.addressee_at = phrase, index
            return phrase.last
        if phrase is not None and any(take.startswith("s:") for take in self.takes):
            return phrase.last
        if "z" in self.takes and finite_follows(self.sheet, self.unit, self.cue.head, index, self.words):
            return self._end(index, "bare-clause")
        if phrase is not None and "n" in self.takes:
            return self._end(index, "noun")
        return None
