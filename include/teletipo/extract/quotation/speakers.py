"""Who speaks: the phrase that stands with the cue, else whoever the report had speaking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from teletipo.extract.attribution.authors import Authors
from teletipo.extract.attribution.source_kinds import is_human, names_speaker
from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.parse.phrases import FINITE, Phrase, is_time
from teletipo.extract.parse.sheet import Unit
from teletipo.extract.quotation.addressees import HEARERS, addressed_phrase, clitic_of
from teletipo.extract.quotation.direct import ANSWER
from teletipo.extract.quotation.naming import Naming
from teletipo.extract.quotation.speech import Speech
from teletipo.extract.quotation.subjects import phrase_ending, subject_before
from teletipo.model import Spans

if TYPE_CHECKING:
    from teletipo.extract.entity_table import EntityTable

SPEAKING = frozenset({"PER", "ORG", "GPE", "GRP", "DOC"})
MEMORY = 3
LABELLED = "direct:name-colon"


@dataclass(frozen=True, slots=True)
class Voice:
    """The speaker of one speech: entity id, the mention beside the cue, the addressee."""

    speaker: str | None
    mention: Spans
    addressee: str | None


@dataclass(slots=True)
class Speakers:
    """Resolves the speakers of a report's speech in order of the text."""

    reader: SourceReader
    table: EntityTable
    naming: Naming
    authors: Authors
    last: str | None = None
    last_mention: Spans = ()
    last_addressee: str | None = None
    last_sentence: int = -MEMORY
    last_through: bool = False
    through: bool = False
    last_end: int = -1
    acting: Phrase | None = None
    acting_sentence: int = -MEMORY
    introduced: Phrase | None = None

    def leave(self, unit: Unit, number: int) -> None:
        """End a sentence: whoever acts in it may speak next without being named again."""
        if self.last_sentence != number:
            verb = main_verb(self.reader, unit)
            self.acting = main_subject(self.reader, unit, verb) if verb is not None else None
            self.acting_sentence = number
            self.introduced = self.acting or self.introduced
            if self.acting is not None and verb is not None:
                self.naming.settle(self.acting)
                self.authors.learn(verb, unit.last, self.naming.entity(self.acting))
        self.naming.epithets.enter(unit.first)
        self.naming.epithets.leave(unit.first, unit.last, spoke=self.last_sentence == number)

    def heard(self, source: str, number: int) -> None:
        """Note that a sentence told something according to a person, who may go on in the next."""
        self.naming.epithets.source = source
        if self.last_sentence != number and self.table.type_of(source) == "PER":
            self.last, self.last_mention, self.last_sentence = source, (), number

    def resolve(self, speech: Speech, unit: Unit) -> Voice | None:
        """The voice of a speech; None where its subject is no speaker, so that nothing was said."""
        self.naming.epithets.enter(unit.first)
        self.through = speech.shared and self.last_through
        found = self._named(speech, unit) if speech.speaker is not None else self._unnamed(speech, unit)
        if found is None:
            return None
        speaker, mention = found
        addressee = self._addressee(speech, unit, speaker)
        goes_on = speech.carried or (speech.shared and speech.sentence == self.last_sentence)
        if addressee is None and goes_on and speaker == self.last:
            addressee = self.last_addressee
        start, end = speech.content[0][0], speech.content[-1][1]
        nested = speech.sentence == self.last_sentence and end <= self.last_end
        self.last_end = max(end, self.last_end) if speech.sentence == self.last_sentence else end
        if speaker is not None and not nested:
            self.last, self.last_mention = speaker, mention or self.last_mention
            self.last_through = self.through
            self.naming.epithets.note(speaker, speech.speaker, self.reader.sheet.tokens_of(start, end)[0])
        self.last_sentence, self.last_addressee = speech.sentence, addressee
        return Voice(speaker, mention, addressee if addressee != speaker else None)

    def _addressee(self, speech: Speech, unit: Unit, speaker: str | None) -> str | None:
        phrase = speech.addressee
        if phrase is None and (speaker is None or self.table.type_of(speaker) != "DOC"):
            phrase = addressed_phrase(self.reader, self.table, speech, unit)
        if phrase is not None:
            return self.naming.entity(phrase) if self._hears(phrase, speech) else None
        clitic = clitic_of(self.reader, speech)
        return self.table.at(*clitic) if clitic is not None else None

    def _hears(self, phrase: Phrase, speech: Speech) -> bool:
        known = self.table.resolve_phrase(self.reader.sheet.doc[phrase.first : phrase.last])
        if speech.kind == "accuse" and known is None:
            return names_speaker(self.reader, phrase)
        empty = self.reader.sheet.low[self.reader.head(phrase)] in self.reader.sources.not_speaker
        return self.table.type_of(known) in HEARERS if known is not None else not empty

    def _named(self, speech: Speech, unit: Unit) -> tuple[str | None, Spans] | None:
        phrase = speech.speaker
        if phrase is None:
            return None
        sheet = self.reader.sheet
        mention = (self.naming.span(phrase),)
        if sheet.low[phrase.first] in self.reader.words.relative:
            return self._antecedent(phrase, speech, unit)
        if self.reader.is_pronoun(phrase):
            found = self._going_on(phrase, speech) or self.table.at(mention[0].start, mention[0].end)
            found = found or self.naming.epithets.meant(phrase) or self._recent(speech)
            return (found, mention) if found or speech.pieces else None
        span = sheet.doc[phrase.first : phrase.last]
        if (
            speech.rule == LABELLED
            and self.table.resolve_phrase(span) is None
            and phrase.last - phrase.first == 1
            and not names_speaker(self.reader, phrase)
        ):
            return self._recent(speech), ()
        if not speech.pieces and not self._may_speak(phrase, speech):
            return None
        head = self.reader.head(phrase)
        if sheet.low[head] in self.reader.sources.naming and sheet.pos[head] != "PROPN":
            return None
        entity = self.naming.entity(phrase, speaks=True)
        if self.table.type_of(entity) == "DOC":
            author = self.authors.speak(entity, phrase, self._recent(speech))
            self.through = True
            self.authors.medium_of[speech.content[0][0], speech.content[-1][1]] = entity
            return author, mention
        return entity, mention

    def _going_on(self, pronoun: Phrase, speech: Speech) -> str | None:
        """Whoever spoke in the sentence before, if a pronoun can mean them: "He said … He added …"."""
        if self.last is None or speech.sentence - self.last_sentence != 1:
            return None
        through = self.last_through
        return self.last if self.naming.epithets.means(pronoun, self.last, through_document=through) else None

    def _antecedent(self, pronoun: Phrase, speech: Speech, unit: Unit) -> tuple[str | None, Spans] | None:
        """Who "…, quien añadió" is: the phrase before the comma, else whoever spoke in the same sentence."""
        sheet = self.reader.sheet
        stop = pronoun.first
        same = speech.sentence == self.last_sentence and self.last is not None
        while stop > unit.first and (sheet.low[stop - 1] == "," or sheet.pos[stop - 1] == "ADP"):
            stop -= 1
        if same and self.last_mention and stop and self.last_mention[0].end == sheet.end[stop - 1]:
            return self.last, self.last_mention
        phrase = phrase_ending(sheet, unit, stop, self.reader.words)
        if phrase is not None and self._may_speak(phrase, speech):
            return self.naming.entity(phrase), (self.naming.span(phrase),)
        if same:
            return self.last, self.last_mention
        found = self._above(pronoun, unit)
        return found if found is not None or not speech.pieces else (None, ())

    def _above(self, pronoun: Phrase, unit: Unit) -> tuple[str, Spans] | None:
        """Who calls something so in "X presentó el plan, que calificó de …": the subject of the sentence."""
        verb = main_verb(self.reader, unit)
        subject = main_subject(self.reader, unit, verb) if verb is not None and verb < pronoun.first else None
        if subject is None or not self.reader.words.inverted:
            return None
        return self.naming.entity(subject, speaks=True), (self.naming.span(subject),)

    def _unnamed(self, speech: Speech, unit: Unit) -> tuple[str | None, Spans] | None:
        dropped = self.reader.words.inverted or speech.shared or bool(speech.pieces)
        if not dropped or (speech.impersonal and not speech.pieces_only):
            return None
        if speech.rule == ANSWER:
            known = self.naming.entity(self.introduced) if self.introduced is not None else None
            return self.last or known or self.naming.epithets.protagonist(), ()
        if speech.shared and speech.sentence == self.last_sentence:
            return self.last, self.last_mention if speech.form == "finite" else ()
        if speech.shared and not speech.pieces:
            return None
        return self._holder(speech, unit) or self._dropped(speech) or self._carried_on(speech, unit)

    def _dropped(self, speech: Speech) -> tuple[str, Spans] | None:
        """The dropped subject of a cue: who spoke just before, who acts in the verb, who acted just before."""
        if speech.postposed and speech.pieces and self.last is not None and speech.sentence - self.last_sentence == 1:
            return self.last, ()
        if speech.verb is None:
            return None
        entity = self.table.null_subject(self.reader.sheet.doc[speech.verb])
        if entity is not None and self.table.type_of(entity) in SPEAKING:
            return entity, ()
        if self.acting is not None and speech.sentence - self.acting_sentence == 1:
            return self.naming.entity(self.acting), (self.naming.span(self.acting),)
        return None

    def _carried_on(self, speech: Speech, unit: Unit) -> tuple[str | None, Spans] | None:
        """Whoever spoke a little before; in an interview that has only begun, whom it is with."""
        recent = None if self._opens_with_a_noun(speech, unit) else self._recent(speech)
        if recent is None and speech.carried and self.last is None:
            recent = self.naming.epithets.protagonist()
        return None if recent is None and not speech.pieces else (recent, ())

    def _holder(self, speech: Speech, unit: Unit) -> tuple[str, Spans] | None:
        """X in "Para X, la conclusión es sencilla: «…»": the sentence opens with whose view it tells."""
        expression = self.reader.introduced(unit.first, unit.last, self.reader.sources.viewpoint_initial)
        if expression is None or expression.source is None or not is_human(self.reader, expression.source):
            return None
        source = expression.source
        behind = source.last < unit.last and self.reader.sheet.low[source.last] == ","
        if not behind or speech.content[0][0] < self.reader.sheet.end[source.last]:
            return None
        return self.naming.entity(source, speaks=True), (self.naming.span(source),)

    def _opens_with_a_noun(self, speech: Speech, unit: Unit) -> bool:
        """Whether the sentence names somebody before the cue whom the grammar could not read as its subject."""
        sheet, first = self.reader.sheet, unit.first
        if speech.postposed or speech.carried or not speech.cue or speech.cue[0][0] <= sheet.end[first]:
            return False
        if is_time(sheet, first, self.reader.words) or is_time(sheet, first + 1, self.reader.words):
            return False
        return sheet.pos[first] in {"DET", "PROPN"} and sheet.piece_at[first] < 0

    def _recent(self, speech: Speech) -> str | None:
        return self.last if speech.sentence - self.last_sentence <= MEMORY else None

    def _may_speak(self, phrase: Phrase, speech: Speech) -> bool:
        if names_speaker(self.reader, phrase):
            return True
        head = self.reader.sheet.low[self.reader.head(phrase)]
        if head in self.reader.sources.not_speaker:
            return False
        span = self.reader.sheet.doc[phrase.first : phrase.last]
        found = self.table.resolve_phrase(span)
        if found is not None and self.table.type_of(found) in SPEAKING:
            return True
        told = speech.rule.endswith((":clause", ":bare-clause", ":cue-after", ":question"))
        return told and (speech.kind in {"say", "tell"} or (speech.kind == "show" and speech.postposed))


def main_verb(reader: SourceReader, unit: Unit) -> int | None:
    """The first finite verb of a sentence's own telling."""
    sheet = reader.sheet
    return next((i for i in range(unit.first, unit.last) if sheet.pos[i] in FINITE and sheet.piece_at[i] < 0), None)


def main_subject(reader: SourceReader, unit: Unit, verb: int) -> Phrase | None:
    """The subject of a sentence's first finite verb, if it can speak."""
    subject = subject_before(reader.sheet, unit, verb, verb, reader.words)
    return subject if subject is not None and names_speaker(reader, subject) else None
