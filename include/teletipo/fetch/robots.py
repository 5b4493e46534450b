"""robots.txt by RFC 9309, read with protego and remembered for a day (RFC 9309, 2.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from protego import Protego

from teletipo.errors import FetchFailed, FetchRefused
from teletipo.fetch.clock import Clock
from teletipo.fetch.faults import failed, refused
from teletipo.fetch.transport import Answer

LARGEST = 500 * 1024
_ENDLESS = frozenset({"redirect-loop", "too-many-redirects"})
_REMEMBERED = timedelta(days=1)
_TROUBLE_REMEMBERED = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What one site told: the text of its ``rules``, or the ``trouble`` that kept us from reading them; ``until`` when.

    Without either it allows everything. ``until`` is aware.
    """

    rules: str | None
    trouble: str | None
    until: datetime


class Memory(Protocol):
    """Where what sites told is kept beyond one process."""

    def recall(self, origin: str) -> Remembered | None:
        """What is remembered of a site, however old."""
        ...

    def keep(self, origin: str, told: Remembered) -> None:
        """Remember what a site told."""
        ...


class Forgetful:
    """A memory for one process alone, which :class:`Robots` has itself."""

    def recall(self, origin: str) -> Remembered | None:  # noqa: ARG002
        """Nothing."""
        return None

    def keep(self, origin: str, told: Remembered) -> None:
        """Nothing is kept."""


class Robots:
    """The rules of the sites asked so far. ``agent`` is the product token that rules are looked up by."""

    def __init__(self, agent: str, clock: Clock, memory: Memory | None = None) -> None:
        self._agent = agent
        self._clock = clock
        self._memory = memory or Forgetful()
        self._known: dict[str, tuple[Remembered, Protego | None]] = {}

    def crawl_delay(self, url: str, ask: Callable[[str], Answer]) -> float:
        """Seconds to leave between requests to the site of ``url``, 0 where it names none; ``ask`` fetches its rules.

        Raises FetchRefused where the rules forbid ``url``, FetchFailed where they cannot be read for now:
        a server error, no answer or "too many requests" means "disallow" (RFC 9309, 2.3.1.4), another 4xx and
        redirects without end mean "allow" (2.3.1.2 and 2.3.1.3). FetchDeferred passes through.
        """
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        told, rules = self._rules(origin, ask)
        if told.trouble is not None:
            raise failed("robots-unreachable", f"{told.trouble}; until it can be read, {origin} is left alone")
        if rules is None:
            return 0.0
        if not rules.can_fetch(url, self._agent):
            raise refused("robots", f"{origin}/robots.txt does not allow {self._agent} to fetch {url}")
        return float(rules.crawl_delay(self._agent) or 0.0)

    def _rules(self, origin: str, ask: Callable[[str], Answer]) -> tuple[Remembered, Protego | None]:
        """What a site told and tells still: in this process, to another worker, or now."""
        known = self._known.get(origin)
        if known is None or known[0].until <= self._clock.now():
            told = self._memory.recall(origin)
            if told is None or told.until <= self._clock.now():
                told = self._read(origin, ask)
                self._memory.keep(origin, told)
            known = self._known[origin] = (told, Protego.parse(told.rules) if told.rules else None)
        return known

    def _read(self, origin: str, ask: Callable[[str], Answer]) -> Remembered:
        now = self._clock.now()
        try:
            answer = ask(f"{origin}/robots.txt")
        except FetchFailed as exc:
            return Remembered(None, f"robots.txt: {exc}", now + _TROUBLE_REMEMBERED)
        except FetchRefused as exc:
            if exc.reason.startswith("http-") or exc.reason in _ENDLESS:
                return Remembered(None, None, now + _REMEMBERED)
            raise
        return Remembered(answer.body.decode("utf-8-sig", "replace") or None, None, now + _REMEMBERED)
