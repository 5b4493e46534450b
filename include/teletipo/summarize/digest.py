"""The day's stories in order of weight, out of what is stored of that day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Said:
    """One quotation of a story: the speaker's name, the words, the chain of names that it came through."""

    speaker: str
    words: str
    verbatim: bool
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One report of a story: ``key`` is what ``teletipo show`` takes."""

    key: str
    title: str
    agency: str | None
    published: str | None
    language: str
    summary: str
    said: tuple[Said, ...]
    origins: tuple[str, ...]
    """Names of those that its attributions lead back to."""


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
    def agencies(self) -> tuple[str, ...]:
        """Who tells it, each once."""
        return tuple(dict.fromkeys(telling.agency for telling in self.tellings if telling.agency))

    @property
    def origins(self) -> tuple[str, ...]:
        """Whom it is all traced back to, each once."""
        return tuple(dict.fromkeys(origin for telling in self.tellings for origin in telling.origins))

    @property
    def rests_on_one(self) -> bool:
        """Whether every attribution in it leads back to one and the same source."""
        return len(self.origins) == 1

    @property
    def weight(self) -> tuple[int, int, int]:
        """Agencies that tell it, reports of it, things said in it."""
        return (
            len(self.agencies),
            len(self.tellings),
            sum(len(telling.said) for telling in self.tellings),
        )


@dataclass(frozen=True, slots=True)
class Digest:
    """One day, the weightiest story first."""

    day: date
    stories: tuple[Story, ...]

    @property
    def reports(self) -> int:
        """How many reports the day had."""
        return sum(len(story.tellings) for story in self.stories)


def compose(day: date, stories: Iterable[tuple[int, Sequence[Telling]]]) -> Digest:
    """The digest of a day from its stories, given as (story id, reports in order of publication)."""
    made = [Story(number, tuple(tellings)) for number, tellings in stories if tellings]
    return Digest(day, tuple(sorted(made, key=lambda story: (*story.weight, -story.id), reverse=True)))
