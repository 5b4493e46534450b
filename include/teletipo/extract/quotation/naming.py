"""Which entity a phrase names: by the table, by the name set beside a role, else a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from teletipo.extract.attribution.press import PRESS, named_medium
from teletipo.extract.attribution.source_kinds import kind_of, type_of
from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.parse.phrases import Phrase
from teletipo.extract.quotation.epithets import Epithets
from teletipo.model import Span

if TYPE_CHECKING:
    from teletipo.extract.entity_table import EntityTable

NAMELESS = frozenset({"anonymous", "document", "person"})
HUMANS = frozenset({"PER", "GRP", "OTH"})


@dataclass(slots=True)
class Naming:
    """Names phrases in order of the text; ``last_document`` is what "esas informaciones" goes back to."""

    reader: SourceReader
    table: EntityTable
    epithets: Epithets
    last_document: str | None = None

    def entity(self, phrase: Phrase, *, speaks: bool = False) -> str:
        """The entity that a phrase names, introduced if nobody has named it; ``speaks`` if it is a cue's subject."""
        found, span = self._entity(phrase, speaks=speaks), self.span(phrase)
        if "," not in span.text and kind_of(self.reader, phrase) in NAMELESS:
            self.table.widen(found, span.start, span.end)
        return found

    def _entity(self, phrase: Phrase, *, speaks: bool) -> str:
        sheet = self.reader.sheet
        span = sheet.doc[phrase.first : phrase.last]
        kind = kind_of(self.reader, phrase)
        found = self._opening(phrase) or self._apposed(phrase) or self._titled(phrase)
        if found is None and kind in PRESS:
            return named_medium(self.reader, self.table, phrase)
        found = found or self.table.resolve_phrase(span)
        if kind == "document" and (found is None or self.table.type_of(found) != "DOC"):
            if sheet.low[phrase.first] in self.reader.sources.demonstrative and self.last_document is not None:
                return self.last_document
            return self.table.introduce(span, "DOC")
        if self.reader.together(phrase) and self._titled(phrase) is None:
            return self.table.introduce(span, "GRP")
        taken_up = self._taken_up(phrase, found, speaks=speaks)
        return taken_up or found or self.table.introduce(span, type_of(self.reader, phrase, kind))

    def settle(self, subject: Phrase) -> None:
        """Read a subject that does not speak: "la mujer lloró" is whoever was at hand too."""
        found = self.table.resolve_phrase(self.reader.sheet.doc[subject.first : subject.last])
        if found is not None and self.table.type_of(found) == "PER":
            self._taken_up(subject, found, speaks=True)

    def span(self, phrase: Phrase) -> Span:
        """The phrase as a span of the report."""
        return Span.of(self.reader.sheet.text, *self.reader.sheet.slice(phrase.first, phrase.last))

    def _taken_up(self, phrase: Phrase, found: str | None, *, speaks: bool) -> str | None:
        """Whom a description means where the table knows it as nobody, or as somebody without a name who is new."""
        span = self.span(phrase)
        if found is not None and not self._is_fresh(found, span.start):
            return None
        taken_up = self.epithets.surnamed(phrase) or self.epithets.taken_up(phrase, speaks=speaks)
        if taken_up is None or taken_up == found:
            return None
        if found is not None:
            self.table.move_mentions(found, taken_up)
        self.table.mention(taken_up, span.start, span.end, "nominal")
        return taken_up

    def _is_fresh(self, entity: str, start: int) -> bool:
        """Whether an entity is nobody so far: a role first met here, or a name of unknown kind met but once."""
        kind = self.table.type_of(entity)
        if kind not in HUMANS or self.table.is_known_before(entity, start):
            return False
        return not self.table.is_named(entity) or (kind != "PER" and len(self.table.mentions(entity)) == 1)

    def _opening(self, phrase: Phrase) -> str | None:
        """The one whose name begins a phrase and is described behind a comma: "Norma Tuesta, vendedora"."""
        sheet = self.reader.sheet
        at = self.table.named_at(sheet.start[phrase.first])
        if at is None or self.table.type_of(at[1]) not in {"PER", "ORG"} or at[0].start != sheet.start[phrase.first]:
            return None
        last = sheet.tokens_of(at[0].start, at[0].end)[1]
        return at[1] if last < phrase.last and sheet.low[last] == "," else None

    def _titled(self, phrase: Phrase) -> str | None:
        """The person whose name ends a phrase that began as a title: "Minister for Works and Transport X"."""
        sheet = self.reader.sheet
        at = self.table.named_at(sheet.start[phrase.last - 1])
        if at is None or self.table.type_of(at[1]) != "PER":
            return None
        first = sheet.tokens_of(at[0].start, at[0].end)[0]
        if first <= phrase.first or sheet.pos[first - 1] in {"ADP", "DET", "PUNCT", "CCONJ", "PART"}:
            return None
        governed = any(sheet.pos[i] == "ADP" for i in range(phrase.first, first))
        return None if governed and self.epithets.lexicon.names_person(sheet.low[first - 1]) else at[1]

    def _apposed(self, phrase: Phrase) -> str | None:
        """The one whose name is set behind a comma at the end of a phrase: "el jefe de X, el general Nombre"."""
        sheet = self.reader.sheet
        at = self.table.named_at(sheet.start[phrase.last - 1])
        if at is None or self.table.type_of(at[1]) not in {"PER", "OTH", "ORG"}:
            return None
        first = sheet.tokens_of(at[0].start, at[0].end)[0]
        between = first
        while between > phrase.first and sheet.pos[between - 1] in {"DET", "NOUN", "PROPN", "ADJ"}:
            between -= 1
        whose = sheet.doc[between].tag_ == "WP$" or "Rel" in sheet.told(between, "PronType")
        person = self.table.type_of(at[1]) == "PER" or first == between or self._is_human(phrase)
        return at[1] if person and not whose and between > phrase.first + 1 and sheet.low[between - 1] == "," else None

    def _is_human(self, phrase: Phrase) -> bool:
        head = self.reader.sheet.low[self.reader.head(phrase)]
        return head in self.reader.sources.human
