"""The day's stories in order of weight, out of what is stored of that day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from teletipo.model import Analysis, Quotation
from teletipo.relate.copies import fingerprint
from teletipo.summarize.title import title_of


@dataclass(frozen=True, slots=True)
class Said:
    """One quotation of a story: the speaker's name, the words, the chain of names that it came through."""

    speaker: str
    words: str
    verbatim: bool
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One report of a story: ``key`` is what ``teletipo show`` takes, ``number`` its current version.

    ``ordinal`` is the version's place, 1 for the first; ``kind`` says what a later one is (update, correction).
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


@dataclass(frozen=True, slots=True)
class Story:
    """Reports about one happening, the first of them first."""

    id: int
    tellings: tuple[Telling, ...]

    @property
    def lead(self) -> Telling:
        """The report that speaks for the story: the one with most said, then the longest summary, then the first."""
        return max(self.tellings, key=lambda telling: (len(telling.said), len(telling.summary)))

    @property
    def originals(self) -> tuple[Telling, ...]:
        """The reports that are no copy of an earlier one: a copy confirms nothing."""
        first: dict[str, Telling] = {}
        for telling in self.tellings:
            first.setdefault(telling.fingerprint, telling)
        return tuple(first.values())

    @property
    def copies(self) -> tuple[Telling, ...]:
        """The reports that repeat an earlier one word for word."""
        return tuple(telling for telling in self.tellings if telling not in self.originals)

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
    """One day, the weightiest story first."""

    day: date
    stories: tuple[Story, ...]

    @property
    def reports(self) -> int:
        """How many reports the day had."""
        return sum(len(story.tellings) for story in self.stories)

    @property
    def undated(self) -> int:
        """How many of these say no date: they are of this day only because they came in on it."""
        return sum(telling.published is None for story in self.stories for telling in story.tellings)


def compose(day: date, stories: Iterable[tuple[int, Sequence[Telling]]]) -> Digest:
    """The digest of a day from its stories, given as (story id, reports in order of publication)."""
    made = [Story(number, tuple(tellings)) for number, tellings in stories if tellings]
    return Digest(day, tuple(sorted(made, key=lambda story: (*story.weight, -story.id), reverse=True)))


def telling(key: str, analysis: Analysis, *, number: int, ordinal: int) -> Telling:
    """What a digest needs of one stored version; arguments as the fields of a telling."""
    report = analysis.report
    names = {entity.id: entity.name for entity in analysis.entities}
    called = {entity.id for entity in analysis.entities if any(one.kind == "name" for one in entity.mentions)}
    chains = {entry.id: tuple(names[link] for link in entry.chain) for entry in analysis.attributions}
    return Telling(
        key=key,
        number=number,
        ordinal=ordinal,
        kind=report.kind,
        title=title(analysis),
        agency=report.agency,
        published=report.published.iso() if report.published else None,
        language=report.language,
        summary=analysis.summary.text,
        said=tuple(_said(quotation, names, chains) for quotation in analysis.quotations),
        chains=tuple(tuple(names[link] for link in entry.chain if link in called) for entry in analysis.attributions),
        fingerprint=fingerprint(report),
    )


def title(analysis: Analysis) -> str:
    """The headline, else the first words of the report's own telling."""
    return title_of(headline=analysis.report.headline, telling=analysis.summary.text or analysis.report.text)


def _said(quotation: Quotation, names: dict[str, str], chains: dict[str, tuple[str, ...]]) -> Said:
    words = " … ".join(" ".join(span.text.split()) for span in quotation.content)
    mention = " ".join(span.text for span in quotation.speaker_mention)
    speaker = names.get(quotation.speaker or "") or mention or "—"
    chain = chains.get(quotation.via or "", ())
    return Said(
        speaker=speaker,
        words=f"“{words.rstrip(',')}”" if quotation.type == "direct" else words,
        verbatim=quotation.type == "direct",
        chain=() if chain == (speaker,) else chain,
    )
