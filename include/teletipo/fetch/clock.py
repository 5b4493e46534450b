"""Time as fetching sees it: one object that tells it, waits in it and shakes it."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime


class Clock:
    """The machine's time. Whoever wants another (a test, a simulation) overrides these four."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds from an arbitrary start, never going back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def jitter(self) -> float:
        """A number between 0.5 and 1, so that many clients do not come back at once."""
        return random.uniform(0.5, 1.0)  # noqa: S311  politeness needs no secrecy


class Deadline:
    """The moment until which everything about one address must be done, ``seconds`` from now."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self.seconds = seconds
        self._clock = clock
        self._end = clock.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left, never below zero."""
        return max(0.0, self._end - self._clock.monotonic())
