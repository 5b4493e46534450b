"""Which entity a phrase names: by the table, by the name set beside a role, else a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from teletipo.extract.epithets import Epithets
from teletipo.extract.phrases import Phrase
from teletipo.extract.press import PRESS, named_medium
from teletipo.extract.source_kinds import kind_of, type_of
from teletipo.extract.sources import SourceReader
from teletipo.model import Span

if TYPE_CHECKING:
    from teletipo.extract.entity_table import EntityTable

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
        sheet = self.reader.sheet
        span = sheet.doc[phrase.first : phrase.last]
        kind = kind_of(self.reader, phrase)
        found = self._apposed(phrase) or self._titled(phrase)
        if found is None and kind in PRESS:
            return named_medium(self.reader, self.table, phrase)
        found = found or self.table.resolve_phrase(span)
        if kind == "document" and (found is None or self.table.type_of(found) != "DOC"):
            if sheet.low[phrase.first] in self.reader.sources.demonstrative and self.last_document is not None:
                return self.last_document
            return self.table.introduce(span, "DOC")
        if self.reader.together(phrase):
            return self.table.introduce(span, "GRP")
        taken_up = self._taken_up(phrase, found, speaks=speaks)
        return taken_up or found or self.table.introduce(span, type_of(self.reader, phrase, kind))

    def span(self, phrase: Phrase) -> Span:
        """The phrase as a span of the report."""
        return Span.of(self.reader.sheet.text, *self.reader.sheet.slice(phrase.first, phrase.last))

    def _taken_up(self, phrase: Phrase, found: str | None, *, speaks: bool) -> str | None:
        """Whom a description means where the table knows it as nobody, or as somebody without a name who is new."""
        span = self.span(phrase)
        if found is not None:
            mentions = self.table.mentions(found)
            if self.table.type_of(found) not in HUMANS or mentions[0].start < span.start:
                return None
            if self.table.is_named(found):
                return None
        taken_up = self.epithets.taken_up(phrase, speaks=speaks)
        if taken_up is None or taken_up == found:
            return None
        if found is not None:
            self.table.move_mentions(found, taken_up)
        self.table.mention(taken_up, span.start, span.end, "nominal")
        return taken_up

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
        return None if governed and sheet.pos[phrase.first] == "DET" else at[1]

    def _apposed(self, phrase: Phrase) -> str | None:
        name = self.reader.apposed_name(phrase)
        found = self.table.at(*name) if name is not None else None
        return found if found is not None and self.table.type_of(found) in {"PER", "OTH"} else None
