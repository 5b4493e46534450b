"""Documents that speak for somebody: whose letter it is, and through which document somebody speaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.parse.phrases import Phrase
from teletipo.extract.quotation.segments import match_at
from teletipo.model import Quotation

if TYPE_CHECKING:
    from teletipo.extract.entity_table import EntityTable

AUTHORS = frozenset({"PER", "ORG", "GPE", "GRP"})


@dataclass(slots=True)
class Authors:
    """Authorship as it becomes known, in order of the text. Ids are those of the entity table."""

    reader: SourceReader
    table: EntityTable
    by_document: dict[str, str] = field(default_factory=dict)
    by_author: dict[str, str] = field(default_factory=dict)
    medium_of: dict[tuple[int, int], str] = field(default_factory=dict)

    def speak(self, document: str, phrase: Phrase, last_speaker: str | None) -> str:
        """Whose words a document carries: its author, else whoever spoke before, else the document itself."""
        of_issuer = self.reader.sheet.low[self.reader.head(phrase)] in self.reader.sources.impersonal
        author = self.by_document.get(document) or (None if of_issuer else self.of_phrase(phrase))
        anaphoric = self._definite(phrase) and self._is_personal(document, phrase)
        if author is None and anaphoric and last_speaker and self._may_write(last_speaker):
            author = last_speaker
        if author is None:
            return document
        self.by_document[document] = author
        self.by_author[author] = document
        return author

    def learn(self, verb: int, stop: int, author: str) -> None:
        """Read "X issued a statement": documents between a verb of issuing and ``stop`` are the author's."""
        sheet = self.reader.sheet
        if sheet.low[verb] not in self.reader.sources.issuing or not self._may_write(author):
            return
        for index in range(verb + 1, stop):
            found = self.table.at(sheet.start[index], sheet.end[index]) if self._is_document(index) else None
            if found is not None and self.table.type_of(found) == "DOC":
                self.by_document.setdefault(found, author)

    def _is_document(self, index: int) -> bool:
        sheet = self.reader.sheet
        return sheet.piece_at[index] < 0 and sheet.low[index] in self.reader.sources.nouns["document"]

    def of_phrase(self, phrase: Phrase) -> str | None:
        """The author that the phrase names: "la carta de X", "su misiva", "X's letter"; who saw it is none."""
        sheet = self.reader.sheet
        head = self.reader.head(phrase)
        for index in range(phrase.first, phrase.last):
            if match_at(sheet, index, phrase.last, self.reader.sources.consulted) is not None:
                break
            if index == head:
                continue
            linked = index > head and sheet.low[index - 1] in self.reader.words.author
            determined = (
                index > head + 1 and sheet.pos[index - 1] == "DET" and sheet.low[index - 2] in self.reader.words.author
            )
            possessive = index < head and (
                sheet.low[index] in self.reader.words.possessive or sheet.pos[index] == "PROPN"
            )
            if linked or determined or possessive:
                found = self.table.at(sheet.start[index], sheet.end[index])
                if found is not None and self._may_write(found):
                    return found
        return None

    def medium(self, quotation: Quotation) -> str | None:
        """The document through which a quotation was spoken, if the report names one."""
        key = (quotation.content[0].start, quotation.content[-1].end)
        return self.medium_of.get(key) or (self.by_author.get(quotation.speaker) if quotation.speaker else None)

    def _is_personal(self, document: str, phrase: Phrase) -> bool:
        """Whether "the letter", "el texto" goes back to somebody's words; "el dictamen" speaks for itself."""
        known = self.table.is_known_before(document, self.reader.sheet.start[phrase.first])
        return known or self.reader.sheet.low[self.reader.head(phrase)] in self.reader.sources.personal

    def _definite(self, phrase: Phrase) -> bool:
        return "Def" in self.reader.sheet.told(phrase.first, "Definite")

    def _may_write(self, entity: str) -> bool:
        return self.table.type_of(entity) in AUTHORS
