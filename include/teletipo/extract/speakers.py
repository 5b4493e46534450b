"""Who speaks: the phrase that stands with the cue, else whoever the report had speaking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from teletipo.extract.phrases import Links, Phrase
from teletipo.extract.sheet import Sheet
from teletipo.extract.speech import Speech
from teletipo.model import Span, Spans

if TYPE_CHECKING:
    from teletipo.extract.entity_table import EntityTable

SPEAKING = frozenset({"PER", "ORG", "GPE", "GRP", "DOC"})


@dataclass(slots=True)
class Speakers:
    """Resolves the speakers of a report's speech in order of the text."""

    sheet: Sheet
    table: EntityTable
    words: Links
    last: tuple[str | None, Spans] = (None, ())
    last_sentence: int = -1

    def resolve(self, speech: Speech) -> tuple[str | None, Spans, str | None] | None:
        """Speaker id, speaker mention and addressee id; None where the subject is no speaker at all."""
        if speech.speaker is not None:
            mention = (self._span(speech.speaker),)
            if self.sheet.low[speech.speaker.first] in self.words.relative and self.last[0]:
                speaker, mention = self.last
            else:
                speaker = self._entity(speech.speaker)
        elif speech.shared and speech.sentence == self.last_sentence:
            speaker, mention = self.last
        elif speech.verb is not None:
            speaker, mention = self.table.null_subject(self.sheet.doc[speech.verb]) or self.last[0], ()
        else:
            speaker, mention = self.last[0], ()
        if speech.speaker is None and speaker is None and speech.verb is not None and not speech.pieces:
            return None
        self.last = (speaker, mention or self.last[1])
        self.last_sentence = speech.sentence
        addressee = self._entity(speech.addressee) if speech.addressee else None
        return speaker, mention, addressee

    def _entity(self, phrase: Phrase) -> str:
        span = self.sheet.doc[phrase.first : phrase.last]
        return self.table.resolve_phrase(span) or self.table.introduce(span)

    def _span(self, phrase: Phrase) -> Span:
        return Span.of(self.sheet.text, *self.sheet.slice(phrase.first, phrase.last))
