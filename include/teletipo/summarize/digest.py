"""The day's stories in order of weight, out of what is stored of that day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from teletipo.model import Analysis, Quotation
from teletipo.relate.changes import Passage, changes, shortened
from teletipo.relate.copies import fingerprint
from teletipo.summarize.marks import marks
from teletipo.summarize.naming import called
from teletipo.summarize.speech import joined, quoted, through
from teletipo.summarize.title import title_of

IN_PART = {"partial", "paywalled", "blocked", "empty"}
"""Body statuses of reports of which there is more than came."""


@dataclass(frozen=True, slots=True)
class Said:
    """One quotation of a story: the speaker's name, the words, the chain of names that it came through.

    ``cue`` are the words that report it, with their negation: without them a denial reads like what it denies.
    """

    speaker: str
    cue: str
    words: str
    verbatim: bool
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One report of a story: ``key`` is what ``teletipo show`` takes, ``number`` its current version.

    ``ordinal`` is the version's place, 1 for the first; ``kind`` says what a later one is (update, correction, kill),
    ``status`` whether it may be used, ``body_status`` whether all of it came.
    """

    key: str
    number: int
    ordinal: int
    kind: str
    title: str
    agency: str | None
    published: str | None
    language: str
    summary: str
    said: tuple[Said, ...]
    chains: tuple[tuple[str, ...], ...]
    """For each attribution, the names that it came through; only what the report calls by a name."""
    fingerprint: str
    """The same for identical copies."""
    status: str = "usable"
    body_status: str | None = None
    earlier: tuple[str, ...] = ()
    """Fingerprints of the report's earlier versions."""
    since: int | None = None
    """The place of the version that ``changed`` compares it with."""
    changed: tuple[Passage, ...] = ()
    """The first of the passages in which it differs from that one, with a few words around each change."""

    @property
    def marks(self) -> tuple[str, ...]:
        """What is out of the ordinary about it."""
        return marks(kind=self.kind, status=self.status, ordinal=self.ordinal, body_status=self.body_status)


@dataclass(frozen=True, slots=True)
class Story:
    """Reports about one happening, the first of them first."""

    id: int
    tellings: tuple[Telling, ...]

    @property
    def lead(self) -> Telling:
        """The report that speaks for the story: the newest of those that are whole and nobody's copy."""
        return max(reversed(self.originals), key=lambda telling: telling.body_status not in IN_PART)

    @property
    def originals(self) -> tuple[Telling, ...]:
        """The reports that are no copy of an earlier one, nor of what another said before: a copy confirms nothing."""
        stale = {telling.key for telling in self.outdated}
        fresh = [telling for telling in self.tellings if telling.key not in stale] or self.tellings
        first: dict[str, Telling] = {}
        for telling in fresh:
            first.setdefault(telling.fingerprint, telling)
        return tuple(first.values())

    @property
    def copies(self) -> tuple[Telling, ...]:
        """The reports that repeat an earlier one word for word."""
        apart = {telling.key for telling in (*self.originals, *self.outdated)}
        return tuple(telling for telling in self.tellings if telling.key not in apart)

    @property
    def outdated(self) -> tuple[Telling, ...]:
        """The reports that still say word for word what another of them has replaced."""
        return tuple(telling for telling in self.tellings if self.replaced_by(telling))

    def replaced_by(self, telling: Telling) -> Telling | None:
        """The report that said the same before, and now says something else."""
        said = telling.fingerprint
        return next((one for one in self.tellings if said in one.earlier and said != one.fingerprint), None)

    @property
    def agencies(self) -> tuple[str, ...]:
        """Who tells it in words of their own, each once."""
        return tuple(dict.fromkeys(telling.agency for telling in self.originals if telling.agency))

    @property
    def sources(self) -> tuple[str, ...]:
        """Everybody whom an attribution of it names, the most relied on first."""
        relied = Counter(name for telling in self.tellings for chain in telling.chains for name in dict.fromkeys(chain))
        return tuple(name for name, _ in relied.most_common())

    @property
    def attributions(self) -> int:
        """How much of it is attributed, copies apart."""
        return sum(len(telling.chains) for telling in self.originals)

    @property
    def sole_source(self) -> str | None:
        """The one that every attribution leads through; None where there is none, or fewer than two attributions."""
        chains = [set(chain) for telling in self.originals for chain in telling.chains]
        common = set.intersection(*chains) if len(chains) > 1 else set()
        return next((name for name in self.sources if name in common), None)

    @property
    def weight(self) -> tuple[int, int, int]:
        """Agencies that tell it, reports of it, things said in it; copies weigh nothing."""
        return len(self.agencies), len(self.originals), sum(len(telling.said) for telling in self.originals)


@dataclass(frozen=True, slots=True)
class Digest:
    """One day, the weightiest story first; ``withdrawn`` are its reports that were killed or wait for an embargo."""

    day: date
    stories: tuple[Story, ...]
    withdrawn: tuple[Telling, ...] = ()

    @property
    def reports(self) -> int:
        """How many reports the day had."""
        return sum(len(story.tellings) for story in self.stories)

    @property
    def undated(self) -> int:
        """How many of these say no date: they are of this day only because they came in on it."""
        return sum(telling.published is None for story in self.stories for telling in story.tellings)


def compose(
    day: date, stories: Iterable[tuple[int, Sequence[Telling]]], *, withdrawn: Iterable[Telling] = ()
) -> Digest:
    """The digest of a day from its stories, given as (story id, reports in the order in which they last changed)."""
    made = [Story(number, tuple(tellings)) for number, tellings in stories if tellings]
    ordered = sorted(made, key=lambda story: (*story.weight, -story.id), reverse=True)
    return Digest(day, tuple(ordered), tuple(withdrawn))


def telling(
    key: str,
    analysis: Analysis,
    *,
    number: int,
    ordinal: int,
    status: str = "usable",
    earlier: tuple[str, ...] = (),
    since: int | None = None,
    before: str | None = None,
) -> Telling:
    """What a digest needs of one stored version; arguments as the fields of a telling.

    ``before`` is the text of the version ``since``. What is not to be used says nothing, and under embargo not even
    its title.
    """
    usable = status == "usable"
    report = analysis.report
    names = {entity.id: called(entity.name, entity.names()) for entity in analysis.entities}
    named = {entity.id for entity in analysis.entities if entity.names()}
    chains = {entry.id: tuple(names[link] for link in entry.chain) for entry in analysis.attributions}
    return Telling(
        key=key,
        number=number,
        ordinal=ordinal,
        kind=report.kind,
        title=_title(analysis, status),
        agency=report.agency,
        published=report.published.iso() if report.published else None,
        language=report.language,
        summary=analysis.summary.text if usable else "",
        said=tuple(_said(quotation, names, chains) for quotation in analysis.quotations) if usable else (),
        chains=tuple(tuple(names[link] for link in entry.chain if link in named) for entry in analysis.attributions),
        fingerprint=fingerprint(report),
        status=status,
        body_status=report.body_status,
        earlier=earlier,
        since=since,
        changed=shortened(changes(before, report.text)) if usable and before is not None else (),
    )


def title(analysis: Analysis) -> str:
    """The headline, else the first words of the report's own telling."""
    return title_of(headline=analysis.report.headline, telling=analysis.summary.text or analysis.report.text)


def _title(analysis: Analysis, status: str) -> str:
    """A killed report's headline, or its notice, lets it be known again; one under embargo keeps both."""
    if status == "usable" or analysis.report.kind == "kill":
        return title(analysis)
    return title_of(headline=analysis.report.headline, telling="") if status == "canceled" else ""


def _said(quotation: Quotation, names: dict[str, str], chains: dict[str, tuple[str, ...]]) -> Said:
    direct = quotation.type == "direct"
    speaker = names.get(quotation.speaker or "") or joined(span.text for span in quotation.speaker_mention) or "—"
    return Said(
        speaker=speaker,
        cue=joined(span.text for span in quotation.cue),
        words=quoted((span.text for span in quotation.content), direct=direct),
        verbatim=direct,
        chain=through(speaker, chains.get(quotation.via or "", ())),
    )
