"""When to ask again, and when to leave it to the schedule."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from teletipo.errors import FetchDeferred
from teletipo.fetch.clock import Clock, Deadline
from teletipo.fetch.faults import Again

TRIES = 3
FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0

T = TypeVar("T")


def retry_after(value: str | None, *, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` header asks for, as a number or an HTTP date; None where it says neither."""
    if value is None:
        return None
    text = value.strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def with_retries(attempt: Callable[[], T], *, clock: Clock, deadline: Deadline) -> T:
    """What ``attempt`` returns, tried up to three times while it raises Again.

    Waits 1 s, then 2 s, shortened at random by up to half; or as long as the server asked. A wait that the server
    asked for and that is longer than a minute, or than the deadline leaves, or would come after the last try, is
    raised as FetchDeferred.
    """
    tried = 0
    while True:
        try:
            return attempt()
        except Again as exc:
            wait = FIRST_WAIT * 2**tried * clock.jitter() if exc.after is None else exc.after
            tried += 1
            if tried < TRIES and wait <= LONGEST_WAIT and wait < deadline.remaining():
                clock.sleep(wait)
                continue
            if exc.after is None:
                raise
            raise FetchDeferred(f"{exc}; it asks to come back in {wait:.0f} s", seconds=wait) from exc
