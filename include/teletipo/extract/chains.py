"""The chain of an attribution: who began to say it, through what document, who reported it, who passed it on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from teletipo.extract.naming import Naming
from teletipo.extract.phrases import Phrase
from teletipo.extract.sources import SourceReader
from teletipo.extract.sourcing import PRESS, Sourcing
from teletipo.model import Attribution, Quotation, Span

if TYPE_CHECKING:
    from teletipo.extract.authors import Authors
    from teletipo.extract.entity_table import EntityTable


@dataclass(slots=True)
class Chains:
    """Turns sourcings into attributions, in order of the text."""

    reader: SourceReader
    table: EntityTable
    naming: Naming
    authors: Authors
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def attribution(self, sourcing: Sourcing, number: int, quotations: list[Quotation]) -> Attribution | None:
        """The attribution; None where its source cannot be named at all."""
        sheet = self.reader.sheet
        chain = self._chain(sourcing, quotations)
        if not chain:
            return None
        scope = tuple(Span.of(sheet.text, start, end) for start, end in sourcing.scope)
        return Attribution(
            id=f"a{number}",
            kind=sourcing.kind,
            scope=scope,
            cue=tuple(Span.of(sheet.text, start, end) for start, end in sourcing.cue),
            source_mention=tuple(self.naming.span(phrase) for phrase in (sourcing.source,) if phrase is not None),
            relay_cue=tuple(Span.of(sheet.text, start, end) for start, end in sourcing.relay_cue),
            relay_mention=tuple(self.naming.span(phrase) for phrase in sourcing.relay_mention),
            chain=chain,
            hedged=sourcing.hedged,
            anonymous=sourcing.anonymous,
            rule=sourcing.rule,
        )

    def _chain(self, sourcing: Sourcing, quotations: list[Quotation]) -> tuple[str, ...]:
        source = self._source(sourcing, quotations)
        if source is None:
            return ()
        links = [self.naming.entity(phrase) for phrase in sourcing.origins]
        links.append(source)
        links += [self.naming.entity(phrase) for phrase in sourcing.relays]
        if sourcing.kind == "document" and sourcing.source is not None:
            author = self._author(sourcing.source)
            if author:
                links.insert(0, author)
        if len(links) == 1:
            links = list(self.known.get(source, links))
        told = [q for q in quotations if _inside(q, sourcing)]
        if sourcing.speaker_last:
            links += [q.speaker for q in told[:1] if q.speaker]
        elif sourcing.kind in PRESS and not sourcing.origins:
            first = self._first_voice(sourcing, told)
            links = [first, *links] if first else links
        chain = tuple(dict.fromkeys(links))
        for link in chain:
            if self.table.type_of(link) == "DOC":
                self.naming.last_document = link
        if chain[0] == self.naming.last_document:
            self.known[chain[0]] = chain
        return chain

    def _source(self, sourcing: Sourcing, quotations: list[Quotation]) -> str | None:
        if sourcing.speech is not None and not sourcing.speaker_last:
            spoken = next((q for q in quotations if q.cue and (q.cue[0].start, q.cue[0].end) == sourcing.cue[0]), None)
            if spoken is not None:
                return spoken.speaker
        if sourcing.source is None and sourcing.implied is not None:
            return self.naming.entity(sourcing.implied)
        if sourcing.source is None:
            return self.table.null_subject(self.reader.sheet.doc[sourcing.verb]) if sourcing.verb is not None else None
        return self.naming.entity(sourcing.source)

    def _author(self, phrase: Phrase) -> str | None:
        """The institution that answers for a published document: "un informe del Banco de España"."""
        reader = self.reader
        if reader.sheet.low[reader.head(phrase)] not in reader.sources.authored:
            return None
        return self.authors.of_phrase(phrase)

    def _first_voice(self, sourcing: Sourcing, told: list[Quotation]) -> str | None:
        if sourcing.about is not None:
            span = self.reader.sheet.doc[sourcing.about.first : sourcing.about.last]
            about = self.table.resolve_phrase(span)
            if about is not None:
                return about
        start = sourcing.scope[0][0]
        for quotation in told:
            if quotation.speaker is not None and self._leads(quotation, start):
                return self.authors.medium(quotation) or quotation.speaker
        return None

    def _leads(self, quotation: Quotation, start: int) -> bool:
        """Whether the scope that begins at ``start`` is this quotation, or a clause whose main verb is its cue."""
        if quotation.content[0].start == start:
            return True
        if not quotation.speaker_mention or quotation.speaker_mention[0].start != start or not quotation.cue:
            return False
        sheet = self.reader.sheet
        between = sheet.tokens_of(quotation.speaker_mention[0].end, quotation.cue[0].start)
        return all(sheet.pos[i] != "VERB" for i in range(*between))


def _inside(quotation: Quotation, sourcing: Sourcing) -> bool:
    start, end = sourcing.scope[0][0], sourcing.scope[-1][1]
    return start <= quotation.content[0].start < end
