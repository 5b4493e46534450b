"""The words of the house as frozen dataclasses. The ground floor: imports nothing of ours.

Offsets everywhere are half-open and count Unicode code points (Python string indices) into the
``text`` of the report version. Fields and their names are the analysis JSON (``teletipo/1``) and the
item JSON; :mod:`teletipo.contract` writes them out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Precision = Literal["second", "minute", "hour", "day", "month", "year"]
Kind = Literal["original", "update", "correction", "kill"]
Status = Literal["usable", "canceled", "withheld"]
BodyStatus = Literal["full", "partial", "paywalled", "blocked", "empty"]
ZoneLabel = Literal["header", "slug", "headline", "byline", "dateline", "notice", "credit", "boilerplate"]
EntityType = Literal["PER", "ORG", "GPE", "LOC", "GRP", "DOC", "OTH"]
MentionKind = Literal["name", "nominal", "adjectival", "pronominal", "null_subject"]
QuotationType = Literal["direct", "indirect", "mixed"]
AttributionKind = Literal["agency", "media", "official", "document", "person", "anonymous"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Factuality = Literal["asserted", "future", "negated", "alleged", "conditional", "unconfirmed"]
Relation = Literal["identical", "republication", "update", "excerpt", "roundup"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``text`` is exactly ``report.text[start:end]``."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The slice of ``text``; raises ValueError if it is empty or out of bounds."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no span {start}:{end} in a text of {len(text)} code points")
        return cls(start, end, text[start:end])


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the text that is not the report's own telling: header line, dateline, credit …"""

    label: ZoneLabel
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment as far as it is known.

    ``value`` is aware; parts finer than ``precision`` are zero and mean nothing. ``zone`` says where the
    offset comes from: ``stated``, ``named:CET``, ``assumed:Europe/Madrid`` or ``none`` (a date without a
    clock, or a clock without an offset, held as if it were UTC). ``original`` is the string it was read
    from, ``reason`` the rule.
    """

    value: datetime
    precision: Precision
    zone: str
    original: str
    reason: str

    def iso(self) -> str:
        """ISO 8601 to the precision that is known: ``2026-01``, ``2026-01-08``, ``2026-01-08T10:32:00+01:00``.

        A clock whose offset is not known is written without one.
        """
        match self.precision:
            case "year":
                return f"{self.value:%Y}"
            case "month":
                return f"{self.value:%Y-%m}"
            case "day":
                return self.value.date().isoformat()
            case _:
                known = self.value if self.zone != "none" else self.value.replace(tzinfo=None)
                return known.isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place says about when a report was published: ``origin`` is ``feed``, ``header``, ``dateline`` …

    ``instant`` is None where ``text`` could not be read, and ``reason`` is the rule that read it or why none could.
    """

    origin: str
    text: str
    instant: Instant | None
    reason: str


@dataclass(frozen=True, slots=True)
class ItemDateline:
    """The dateline as the wire gave it: ``text`` whole, ``city`` and ``date`` where they are marked."""

    text: str | None = None
    city: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One wire item as a parser reads it out of a payload: the item JSON.

    Instants are ISO 8601 strings with offset; what the file lacks is None. ``body`` holds paragraphs
    parted by blank lines. ``dates`` are further witnesses to ``published``, each with ``origin`` (``json-ld``,
    ``meta``, ``shown``, ``feed`` …) and ``text``. ``problems`` records fields that were there but could not be read.
    """

    format: str
    guid: str | None = None
    version: str | None = None
    headline: str | None = None
    subheadline: str | None = None
    slug: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    dateline: ItemDateline | None = None
    abstract: str | None = None
    body: str | None = None
    language: str | None = None
    agency: str | None = None
    first_created: str | None = None
    version_created: str | None = None
    published: str | None = None
    dates: tuple[dict[str, str], ...] = ()
    embargo: str | None = None
    urgency: int | None = None
    status: Status | None = None
    kind: Kind | None = None
    keywords: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    editor_note: str | None = None
    copyright: str | None = None
    links: tuple[dict[str, str], ...] = ()
    url: str | None = None
    canonical_url: str | None = None
    body_status: BodyStatus | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dateline:
    """``Lima, 27 ene (EFE).-``: its parts and, in ``spans``, where the whole of it stands."""

    place: str | None
    date: str | None
    agency: str | None
    spans: Spans


@dataclass(frozen=True, slots=True)
class Report:
    """A report version, normalised: what every extractor reads.

    ``text`` is the clean body with its line structure, paragraphs parted by one blank line. ``zones`` are
    stretches set apart. ``language`` is ISO 639-1 or ``und``. ``claims`` are all that was said about the
    instant of publication, the one that ``published`` follows first. ``withdraws`` is what a kill calls the report
    that it takes back: identifiers, titles, slugs. ``problems`` are the item's: fields that were there but could not be
    read.
    """

    id: str
    language: str
    headline: str | None
    dateline: Dateline | None
    agency: str | None
    published: Instant | None
    kind: Kind
    text: str
    zones: tuple[Zone, ...] = ()
    body_status: BodyStatus | None = None
    claims: tuple[Claim, ...] = ()
    withdraws: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    def paragraphs(self) -> Spans:
        """Spans of the paragraphs, without the blank lines between them."""
        spans = []
        start = 0
        for block in self.text.split("\n\n"):
            if block:
                spans.append(Span(start, start + len(block), block))
            start += len(block) + 2
        return tuple(spans)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names somebody or something; for a null subject the span is its verb."""

    start: int
    end: int
    text: str
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Entity:
    """The thing that mentions name. ``country`` is ISO 3166 alpha-3; ``wikidata`` a Q-id from the shipped table."""

    id: str
    name: str
    type: EntityType
    country: str | None
    wikidata: str | None
    mentions: tuple[Mention, ...]

    def names(self) -> tuple[str, ...]:
        """The names that the report has for it, as written, in the order of its mentions."""
        return tuple(mention.text for mention in self.mentions if mention.kind == "name")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Reported speech. ``speaker`` and ``addressee`` are entity ids, ``via`` an attribution id.

    ``content`` leaves out the outer quotation marks. ``rule`` names the pattern that found it.
    """

    id: str
    type: QuotationType
    content: Spans
    verbatim: Spans
    cue: Spans
    cue_lemma: str | None
    speaker: str | None
    speaker_mention: Spans
    addressee: str | None
    via: str | None
    nested_in: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who the report says it has this from. ``chain`` holds entity ids from the origin to the last relay."""

    id: str
    kind: AttributionKind
    scope: Spans
    cue: Spans
    source_mention: Spans
    relay_cue: Spans
    relay_mention: Spans
    chain: tuple[str, ...]
    hedged: bool
    anonymous: bool
    rule: str


@dataclass(frozen=True, slots=True)
class TemporalExpression:
    """A TIMEX3: ``value`` in TIMEX3 notation, ``anchor`` what it was resolved against, ``rule`` who decided."""

    id: str
    start: int
    end: int
    text: str
    type: TimexType
    value: str
    mod: str | None
    anchor: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom: CAMEO and PLOVER codes, entity ids, a temporal expression id."""

    id: str
    trigger: Spans
    cameo: str | None
    plover: str | None
    source: str | None
    target: str | None
    place: str | None
    when: str | None
    factuality: Factuality
    reported_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences of the report, in its order; ``text`` joins them."""

    sentences: Spans = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was read from one report version; ``models`` are the versions that made it.

    ``gaps`` names layers that were left out and why, for instance a language without resources.
    """

    report: Report
    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    unattributed: Spans = ()
    temporal_expressions: tuple[TemporalExpression, ...] = ()
    events: tuple[Event, ...] = ()
    summary: Summary = Summary()
    models: dict[str, str] = field(default_factory=dict)
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """What a stage could not take: ``stage`` and ``reason`` are short keys, ``message`` says what to do."""

    stage: Literal["fetch", "parse", "normalize", "extract", "relate", "summarize", "store"]
    reason: str
    message: str
    source: str | None = None
    locator: str | None = None
    evidence: str | None = None
