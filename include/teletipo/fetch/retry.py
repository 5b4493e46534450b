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
    for tried in range(1, TRIES + 1):
        try:
            return attempt()
        except Again as exc:
            wait = FIRST_WAIT * 2 ** (tried - 1) * clock.jitter() if exc.after is None else exc.after
            asked = exc.after is not None
            if asked and (wait > LONGEST_WAIT or wait >= deadline.remaining() or tried == TRIES):
                raise FetchDeferred(f"{exc}; it asks to come back in {wait:.0f} s", seconds=wait) from exc
            if tried == TRIES or wait >= deadline.remaining():
                raise
            clock.sleep(wait)
    raise AssertionError("unreachable: the last try returns or raises")
