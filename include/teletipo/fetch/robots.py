"""robots.txt by RFC 9309, read with protego and remembered for a day (RFC 9309, 2.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from teletipo.errors import FetchFailed, FetchRefused
from teletipo.fetch.clock import Clock
from teletipo.fetch.faults import failed, refused
from teletipo.fetch.transport import Answer

LARGEST = 500 * 1024
_ENDLESS = frozenset({"redirect-loop", "too-many-redirects"})
_REMEMBERED = 24 * 3600.0
_TROUBLE_REMEMBERED = 600.0


@dataclass(frozen=True, slots=True)
class _Rules:
    """What is known of one origin: its parsed rules, or the trouble that kept us from reading them."""

    parsed: Protego | None
    trouble: str | None
    until: float


class Robots:
    """The rules of the sites asked so far. ``agent`` is the product token that rules are looked up by."""

    def __init__(self, agent: str, clock: Clock) -> None:
        self._agent = agent
        self._clock = clock
        self._known: dict[str, _Rules] = {}

    def crawl_delay(self, url: str, ask: Callable[[str], Answer]) -> float:
        """Seconds to leave between requests to the site of ``url``, 0 where it names none; ``ask`` fetches its rules.

        Raises FetchRefused where the rules forbid ``url``, FetchFailed where they cannot be read for now:
        a server error, no answer or "too many requests" means "disallow" (RFC 9309, 2.3.1.4), another 4xx and
        redirects without end mean "allow" (2.3.1.2 and 2.3.1.3). FetchDeferred passes through.
        """
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        rules = self._known.get(origin)
        if rules is None or rules.until <= self._clock.monotonic():
            rules = self._known[origin] = self._read(origin, ask)
        if rules.trouble is not None:
            raise failed("robots-unreachable", f"{rules.trouble}: until it can be read, {origin} is not fetched from")
        if rules.parsed is None:
            return 0.0
        if not rules.parsed.can_fetch(url, self._agent):
            raise refused("robots", f"{origin}/robots.txt does not allow {self._agent} to fetch {url}")
        return float(rules.parsed.crawl_delay(self._agent) or 0.0)

    def _read(self, origin: str, ask: Callable[[str], Answer]) -> _Rules:
        now = self._clock.monotonic()
        address = f"{origin}/robots.txt"
        try:
            answer = ask(address)
        except FetchFailed as exc:
            return _Rules(None, f"robots.txt: {exc}", now + _TROUBLE_REMEMBERED)
        except FetchRefused as exc:
            if exc.reason.startswith("http-") or exc.reason in _ENDLESS:
                return _Rules(None, None, now + _REMEMBERED)
            raise
        parsed = Protego.parse(answer.body.decode("utf-8-sig", "replace")) if answer.body else None
        return _Rules(parsed, None, now + _REMEMBERED)
