"""How long to leave a host alone between two requests."""

from __future__ import annotations

import threading
from typing import Protocol

from teletipo.errors import FetchDeferred
from teletipo.fetch.clock import Clock

LONGEST_WAIT = 60.0


class HostGate(Protocol):
    """Hands out turns at a host. The store's implementation holds over all workers."""

    def wait(self, host: str, min_interval: float, *, at_most: float = LONGEST_WAIT) -> None:
        """Return when it is our turn at ``host``; the next turn comes ``min_interval`` seconds later.

        Raises FetchDeferred, and takes no turn, where that would be more than ``at_most`` seconds away.
        """
        ...


class LocalGate:
    """Turns within one process, shared by its threads."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or Clock()
        self._free_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, min_interval: float, *, at_most: float = LONGEST_WAIT) -> None:
        """See :class:`HostGate`."""
        with self._lock:
            now = self._clock.monotonic()
            turn = max(now, self._free_at.get(host, now))
            if turn - now > at_most:
                raise busy(host, turn - now)
            self._free_at[host] = turn + min_interval
        if turn > now:
            self._clock.sleep(turn - now)


def busy(host: str, seconds: float) -> FetchDeferred:
    """The error for a turn that is too far away."""
    return FetchDeferred(
        f"{host} wants to be left alone for {seconds:.0f} s more; the next run asks it", seconds=seconds
    )
