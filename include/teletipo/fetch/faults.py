"""Fetch errors with a reason of their own, so that a source's health can be counted by reason."""

from __future__ import annotations

from teletipo.errors import FetchFailed, FetchRefused


def one_line(text: str) -> str:
    """The text with every run of white space, line breaks of a server's own among it, as one space."""
    return " ".join(text.split())


def without_place(message: str, place: str) -> str:
    """A message that opens with the place that it is about, for where that stands beside it: ``answers 404: …``."""
    return message.removeprefix(place).lstrip(": ") or message


class Again(FetchFailed):
    """A failure that may pass within this very fetch.

    ``after`` is how many seconds the server asked to wait, None where it asked for nothing.
    """

    def __init__(self, reason: str, message: str, *, after: float | None = None) -> None:
        super().__init__(one_line(message))
        self.reason = reason
        self.after = after


def refused(reason: str, message: str) -> FetchRefused:
    """A refusal known by ``reason``."""
    error = FetchRefused(one_line(message))
    error.reason = reason
    return error


def failed(reason: str, message: str) -> FetchFailed:
    """A failure known by ``reason`` that this fetch does not try again."""
    error = FetchFailed(one_line(message))
    error.reason = reason
    return error
