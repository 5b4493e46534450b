"""The chain of an attribution: who began to say it, through what document, who reported it, who passed it on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from teletipo.extract.attribution.source_kinds import kind_of
from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.attribution.sourcing import LEANS, PRESS, RESUMED, Sourcing
from teletipo.extract.parse.phrases import Phrase, noun_phrase
from teletipo.extract.quotation.naming import Naming
from teletipo.extract.quotation.speech import Stretch
from teletipo.model import Attribution, AttributionKind, Quotation, Span

if TYPE_CHECKING:
    from teletipo.extract.attribution.authors import Authors
    from teletipo.extract.entity_table import EntityTable

RELATIVE = frozenset({"relcl", "acl", "acl:relcl", "amod"})
LOOK = 3
"""Mentions of somebody that are looked at for a title."""
NEAR = 1
"""Sentences after which a medium's source may still be named."""
AT_HAND = 45
"""Tokens after which whoever spoke last may still be left out."""


@dataclass(slots=True)
class Chains:
    """Turns sourcings into attributions, in order of the text."""

    reader: SourceReader
    table: EntityTable
    naming: Naming
    authors: Authors
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    made: list[Attribution] = field(default_factory=list)
    leaning: list[Stretch] = field(default_factory=list)
    kinds: dict[str, tuple[AttributionKind, bool]] = field(default_factory=dict)
    sentence: int = -NEAR - 1

    def take(self, sourcing: Sourcing, quotations: list[Quotation]) -> Attribution | None:
        """Add the attribution and answer it, unless its source cannot be named at all.

        A sentence that says on whom the medium before it leans ("El diario cita a dos funcionarios") lengthens
        that medium's chain instead.
        """
        if sourcing.rule == LEANS:
            self._lengthen(sourcing)
            return None
        attribution = self._attribution(sourcing, len(self.made) + 1, quotations)
        if attribution is not None:
            self.made.append(attribution)
            self.sentence = sourcing.sentence
            self.leaning += sourcing.cue if sourcing.rule == RESUMED else []
        return attribution

    def _lengthen(self, sourcing: Sourcing) -> None:
        last = self.made[-1] if self.made else None
        if last is None or last.kind not in PRESS or sourcing.sentence - self.sentence > NEAR or last.relay_cue:
            return
        if sourcing.source is not None and self._other(sourcing.source, last.chain[-1]):
            return
        origins = tuple(self.naming.entity(phrase) for phrase in sourcing.origins)
        sheet = self.reader.sheet
        self.made[-1] = replace(
            last,
            chain=tuple(dict.fromkeys((*origins, *last.chain[-1:]))),
            relay_cue=tuple(Span.of(sheet.text, *stretch) for stretch in sourcing.cue),
            relay_mention=tuple(self.naming.span(phrase) for phrase in sourcing.origins),
            anonymous=last.anonymous or sourcing.anonymous,
        )
        self.leaning += sourcing.scope

    def _other(self, medium: Phrase, last: str) -> bool:
        """Whether a phrase names another medium than the last; without a name it means the last."""
        named = any(self.reader.sheet.pos[i] == "PROPN" for i in range(medium.first, medium.last))
        return named and self.naming.entity(medium) != last

    def _attribution(self, sourcing: Sourcing, number: int, quotations: list[Quotation]) -> Attribution | None:
        sheet = self.reader.sheet
        source = self._source(sourcing, quotations)
        if source is None:
            return None
        chain = self._chain(sourcing, source, quotations)
        scope = tuple(Span.of(sheet.text, start, end) for start, end in sourcing.scope)
        kind, anonymous = self._kind(sourcing, source)
        return Attribution(
            id=f"a{number}",
            kind=kind,
            scope=scope,
            cue=tuple(Span.of(sheet.text, start, end) for start, end in sourcing.cue),
            source_mention=tuple(self.naming.span(phrase) for phrase in (sourcing.source,) if phrase is not None),
            relay_cue=tuple(Span.of(sheet.text, start, end) for start, end in sourcing.relay_cue),
            relay_mention=tuple(self.naming.span(phrase) for phrase in sourcing.relay_mention),
            chain=chain,
            hedged=sourcing.hedged,
            anonymous=anonymous,
            rule=sourcing.rule,
        )

    def _kind(self, sourcing: Sourcing, source: str) -> tuple[AttributionKind, bool]:
        """Kind and anonymity; where the words beside the cue leave them open, what the report has told before."""
        kind, anonymous = sourcing.kind, sourcing.anonymous
        known = self.kinds.get(source)
        again = sourcing.source is not None and self._again(sourcing.source)
        if kind == "anonymous" and again and (known is not None or self.table.is_named(source)):
            kind, anonymous = known or (self._by_mentions(source), False)
        elif kind == "person" and known is not None:
            kind, anonymous = known[0], anonymous or known[1]
        elif kind == "person" and sourcing.source is not None and self.reader.is_pronoun(sourcing.source):
            kind = self._by_mentions(source)
        self.kinds.setdefault(source, (kind, anonymous))
        return kind, anonymous

    def _again(self, phrase: Phrase) -> bool:
        """Whether a phrase says that it is the same source: "la misma fuente"."""
        return any(w in self.reader.sources.demonstrative for w in self.reader.sheet.low[phrase.first : phrase.last])

    def _by_mentions(self, entity: str) -> AttributionKind:
        """The kind of an entity by what stands with its names: a title, a noun of the press."""
        reader = self.reader
        for mention in self.table.mentions(entity)[:LOOK]:
            if mention.kind not in {"name", "nominal"}:
                continue
            first, last = reader.sheet.tokens_of(mention.start, mention.end)
            while first > 0 and reader.sheet.pos[first - 1] in {"NOUN", "ADJ", "PROPN"}:
                first -= 1
            phrase = noun_phrase(reader.sheet, first, len(reader.sheet.low), reader.words)
            kind = kind_of(reader, phrase or Phrase(first, last))
            if kind in {"official", "agency", "media"}:
                return kind
        return "person"

    def _chain(self, sourcing: Sourcing, source: str, quotations: list[Quotation]) -> tuple[str, ...]:
        links = [link for link in map(self._entity, sourcing.origins) if link is not None]
        links.append(source)
        links += [link for link in map(self._entity, sourcing.relays) if link is not None]
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
        itself = sourcing.rule.startswith("speech:") and sourcing.kind != "document"
        if sourcing.speech is not None and itself:
            spoken = next((q for q in quotations if q.cue and (q.cue[0].start, q.cue[0].end) == sourcing.cue[0]), None)
            if spoken is not None:
                return spoken.speaker
        if sourcing.source is None and sourcing.implied is not None:
            return self.naming.entity(sourcing.implied)
        if sourcing.source is None:
            return self._left_out(sourcing)
        return self._entity(sourcing.source)

    def _entity(self, phrase: Phrase) -> str | None:
        """The entity of a phrase; of a pronoun only whom it is known to mean."""
        if self.reader.is_pronoun(phrase):
            span = self.naming.span(phrase)
            return self.table.at(span.start, span.end)
        return self.naming.entity(phrase)

    def _left_out(self, sourcing: Sourcing) -> str | None:
        """Who has told it where nobody is named: whose verb it is, else whoever spoke just before."""
        if sourcing.verb is None:
            return None
        found = self.table.null_subject(self.reader.sheet.doc[sourcing.verb])
        before = self.naming.epithets.last
        if found is None and before is not None and 0 < sourcing.verb - before[1] <= AT_HAND:
            found = before[0]
        return found

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
        if not quotation.cue or quotation.cue[0].start <= start:
            return False
        sheet = self.reader.sheet
        before = range(*sheet.tokens_of(start, quotation.cue[0].start))
        return all(sheet.pos[i] != "VERB" or sheet.dep[i] in RELATIVE for i in before)


def _inside(quotation: Quotation, sourcing: Sourcing) -> bool:
    start, end = sourcing.scope[0][0], sourcing.scope[-1][1]
    return start <= quotation.content[0].start < end
