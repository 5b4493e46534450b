"""What is known around a string that may be a date, and what comes of reading it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Setting:
    """``language`` ISO 639-1, ``region`` ISO 3166 alpha-2, ``reference`` an aware instant near the publication.

    ``zone`` is the IANA zone that the source is known to keep, ``day_first`` its known order of dates in figures.
    ``read`` (aware) is when the string was read: what lies more than a day later is refused.
    """

    language: str | None
    region: str | None
    reference: datetime
    zone: str | None = None
    day_first: bool | None = None
    read: datetime | None = None

    @property
    def latest(self) -> datetime:
        """The last instant that is believed without question: that of reading, the reference if that is later."""
        return max(self.read, self.reference) if self.read else self.reference


@dataclass(frozen=True, slots=True)
class Refusal:
    """No instant may be read from a string; ``reason`` starts with a short key and says what was seen."""

    reason: str
