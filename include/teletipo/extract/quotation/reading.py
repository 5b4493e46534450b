"""The state of one sentence while it is read for speech, and what both readers of it share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from teletipo.extract.parse.links import Links
from teletipo.extract.parse.phrases import FINITE, LIGHT, Phrase, before_second_name, is_time, noun_phrase
from teletipo.extract.parse.quoted import Piece
from teletipo.extract.parse.sheet import Sheet, Unit
from teletipo.extract.quotation.complements import Complement
from teletipo.extract.quotation.cues import Cue
from teletipo.extract.quotation.speech import Speech, Stretch
from teletipo.extract.quotation.subjects import phrase_ending, subject_after, subject_before


@dataclass(slots=True)
class Reading:
    """Everything known about one sentence.

    ``pieces`` are its quoted pieces that may be speech; ``told`` the numbers of those that have been given to
    somebody, ``used`` the numbers of the cues that have their content.
    """

    sheet: Sheet
    unit: Unit
    number: int
    words: Links
    cues: list[Cue]
    cuts: list[int]
    medium: dict[str, tuple[tuple[str, ...], ...]]
    pieces: list[Piece]
    can_speak: Callable[[Phrase], bool]
    retells: Callable[[Phrase], bool]
    secretive: Callable[[int, int], bool]
    speeches: list[Speech] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)

    def span(self, piece: Piece) -> tuple[int, int]:
        """The tokens of a piece, with its marks."""
        return self.sheet.tokens_of(piece.start, piece.end)

    def subject(self, cue: Cue) -> Phrase | None:
        """The subject before a cue; a gerund has its main verb's, an infinitive after "al" too."""
        if cue.form == "finite" and not self._indirect_relative(cue):
            found = self._behind_cut(subject_before(self.sheet, self.unit, cue.head, cue.first, self.words))
            if found is not None and self.shares(cue) and self._is_told(found, cue):
                return None
            if found is not None or not self.shares(cue) or self.speeches:
                return found
            return self._first_subject(cue)
        if cue.form == "finite":
            return None if self.speeches else self._first_subject(cue)
        quoted = self._quoted(cue)
        if quoted is not None:
            return quoted
        if any(speech.speaker is not None or speech.shared for speech in self.speeches):
            return None
        return self._main_subject(cue) or self._opening(cue)

    def parts(self, phrase: Phrase, cue: Cue) -> bool:
        """Whether a cue parts a phrase from its quoted verb, and somebody else says so: "El juez, dice, «eligió»"."""
        pieces, low = self.sheet.piece_at, self.sheet.low
        verb = cue.last + 2
        if not self.words.inverted or phrase.last + 1 != cue.first or verb >= self.unit.last:
            return False
        inserted = low[phrase.last] == "," and low[cue.last] == "," and pieces[cue.last + 1] >= 0
        return inserted and self.sheet.pos[verb] in FINITE and "Fin" in self.sheet.told(verb, "VerbForm")

    def addressee(self, cue: Cue) -> Phrase | None:
        """Whom it is said to, right behind the cue: "told X", "dijo este lunes a X"."""
        index = cue.last
        while index < self.unit.last and (is_time(self.sheet, index, self.words) or self.sheet.pos[index] == "ADV"):
            index += 1
        if index < self.unit.last and self.sheet.low[index] in self.words.addressee:
            phrase = noun_phrase(self.sheet, index + 1, self.unit.last, self.words)
            if phrase is None:
                return None
            return Phrase(phrase.first, before_second_name(self.sheet, phrase.first, phrase.last, self.words))
        return noun_phrase(self.sheet, index, self.unit.last, self.words) if cue.entry.kind == "tell" else None

    def shares(self, cue: Cue) -> bool:
        """Whether a cue without a subject takes that of the cue before it: coordinated, gerund, infinitive."""
        if cue.form != "finite" or self._indirect_relative(cue):
            return True
        index = cue.first
        conjunction = self.words.conjunction
        while (
            index > self.unit.first
            and self.sheet.pos[index - 1] in LIGHT
            and self.sheet.low[index - 1] not in conjunction
        ):
            index -= 1
        return index - 1 > self.unit.first and self.sheet.low[index - 1] in self.words.conjunction

    def clause_start(self, before: int) -> int:
        """Where the clause that reaches to ``before`` begins: the sentence, or the last cut ahead of it."""
        start = self.unit.first
        for cut in self.cuts:
            if cut >= before:
                break
            start = cut + 1
        while (
            start < before and self.sheet.piece_at[start] < 0 and self.sheet.pos[start] in {"PUNCT", "SPACE", "CCONJ"}
        ):
            start += 1
        return start

    def has_finite(self, first: int, last: int) -> bool:
        """Whether a finite verb stands in the tokens."""
        return any(self.sheet.pos[i] in FINITE for i in range(first, last))

    def tell(
        self, cue: Cue, content: list[Stretch], rule: str, subject: Phrase | None, complement: Complement | None
    ) -> Speech:
        """Record a speech with its cue; a verb that the tagger took for a noun is no subject."""
        sheet = self.sheet
        subject = subject or (complement.subject if complement else None)
        if subject is not None and any(other.first == subject.first for other in self.cues):
            subject = None
        speech = Speech(
            content,
            rule,
            self.number,
            cue=[sheet.slice(cue.opens, cue.last)],
            lemma=cue.entry.lemma,
            kind=cue.entry.kind,
            verb=cue.head,
            speaker=subject,
            addressee=complement.addressee if complement else None,
            form=cue.form,
            impersonal=cue.impersonal,
            shared=subject is None and self.shares(cue),
        )
        self.speeches.append(speech)
        return speech

    def give(self, number: int, speech: Speech) -> None:
        """Give a piece to a speech."""
        speech.pieces.append(self.pieces[number])
        self.told.add(number)

    def give_inside(self, speech: Speech) -> None:
        """Give all free pieces inside the content to the speech."""
        for number, piece in enumerate(self.pieces):
            if number not in self.told and any(
                start <= piece.inner_start and piece.inner_end <= end for start, end in speech.content
            ):
                self.give(number, speech)

    def _behind_cut(self, subject: Phrase | None) -> Phrase | None:
        """A subject without what another telling ends with: "«inviable» la ley | y los jueces piden"."""
        cut = next((cut for cut in self.cuts if subject is not None and subject.first < cut < subject.last - 1), None)
        if subject is None or cut is None or self.sheet.low[cut] not in self.words.conjunction:
            return subject
        return noun_phrase(self.sheet, cut + 1, subject.last, self.words) or subject

    def _is_told(self, phrase: Phrase, cue: Cue) -> bool:
        """Whether a phrase stands in what was told before a joined cue: "tachó de «farsa» el plan y acusó a …"."""
        start, end = self.sheet.start[phrase.first], self.sheet.start[cue.first]
        return any(first <= start < last <= end for speech in self.speeches for first, last in speech.content)

    def _quoted(self, cue: Cue) -> Phrase | None:
        """X in "KCNA quoted X as saying" and in "X was quoted by KCNA as saying"."""
        if cue.first == self.unit.first or self.sheet.low[cue.first - 1] not in self.words.quoting:
            return None
        stop = cue.first - 1
        phrase = phrase_ending(self.sheet, self.unit, stop, self.words)
        agent = next((i for i in range(stop - 1, self.unit.first, -1) if self.sheet.low[i] in self.words.agent), None)
        if agent is None or self.sheet.pos[agent - 1] != "VERB":
            return phrase
        return subject_before(self.sheet, self.unit, agent - 1, self._group_first(agent - 1), self.words)

    def _group_first(self, verb: int) -> int:
        while verb > self.unit.first and self.sheet.pos[verb - 1] in {"AUX", "ADV"}:
            verb -= 1
        return verb

    def _indirect_relative(self, cue: Cue) -> bool:
        """Whether a cue stands in "en la que …", "lo que …": a relative that is not its subject."""
        index = cue.first
        while index > self.unit.first and self.sheet.pos[index - 1] in LIGHT and not self._relative(index - 1):
            index -= 1
        if index - 2 < self.unit.first or not self._relative(index - 1):
            return False
        return self.words.inverted and self.sheet.pos[index - 2] in {"DET", "ADP", "PRON"}

    def _relative(self, index: int) -> bool:
        return self.sheet.low[index] in self.words.relative

    def _first_subject(self, cue: Cue) -> Phrase | None:
        """The subject of the sentence's first finite verb, before the cue."""
        for index in range(self.unit.first, cue.first):
            if self.sheet.pos[index] in FINITE and self.sheet.piece_at[index] < 0:
                found = subject_before(self.sheet, self.unit, index, index, self.words)
                if found is None and self.words.inverted:
                    found = subject_after(self.sheet, cue.first, index + 1, self.words)
                return found
        return None

    def _opening(self, cue: Cue) -> Phrase | None:
        """The phrase that opens the sentence, right before a gerund: "The judge, calling him «a danger», …"."""
        if cue.form != "gerund" or self.sheet.low[cue.first - 1] != ",":
            return None
        phrase = noun_phrase(self.sheet, self.unit.first, cue.first - 1, self.words, wide=True)
        return phrase if phrase is not None and phrase.last == cue.first - 1 else None

    def _main_subject(self, cue: Cue) -> Phrase | None:
        main = self.sheet.doc[cue.head].head
        for _ in range(3):
            if main.i == cue.head or not self.unit.first <= main.i < cue.first:
                break
            if main.pos_ in FINITE:
                return subject_before(self.sheet, self.unit, main.i, main.i, self.words)
            main = main.head
        return None
