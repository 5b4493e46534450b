"""Which entity a phrase names: by the table, by the name set beside a role, else a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from teletipo.extract.phrases import Phrase
from teletipo.extract.source_kinds import kind_of, type_of
from teletipo.extract.sources import SourceReader
from teletipo.model import Span

if TYPE_CHECKING:
    from teletipo.extract.entity_table import EntityTable


@dataclass(slots=True)
class Naming:
    """Names phrases in order of the text; ``last_document`` is what "esas informaciones" goes back to."""

    reader: SourceReader
    table: EntityTable
    last_document: str | None = None

    def entity(self, phrase: Phrase) -> str:
        """The entity that a phrase names, introduced if nobody has named it."""
        sheet = self.reader.sheet
        span = sheet.doc[phrase.first : phrase.last]
        kind = kind_of(self.reader, phrase)
        found = self._apposed(phrase) or self.table.resolve_phrase(span)
        if kind == "document" and (found is None or self.table.type_of(found) != "DOC"):
            if sheet.low[phrase.first] in self.reader.sources.demonstrative and self.last_document is not None:
                return self.last_document
            return self.table.introduce(span, "DOC")
        if self.reader.together(phrase):
            return self.table.introduce(span, "GRP")
        return found or self.table.introduce(span, type_of(self.reader, phrase, kind))

    def span(self, phrase: Phrase) -> Span:
        """The phrase as a span of the report."""
        return Span.of(self.reader.sheet.text, *self.reader.sheet.slice(phrase.first, phrase.last))

    def _apposed(self, phrase: Phrase) -> str | None:
        name = self.reader.apposed_name(phrase)
        found = self.table.at(*name) if name is not None else None
        return found if found is not None and self.table.type_of(found) in {"PER", "OTH"} else None
