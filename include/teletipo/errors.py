"""What can go wrong, in one tree.

::

    TeletipoError
    ├── ConfigurationError      settings, sources.yaml, language data: a person must mend it
    ├── InputError              a payload, file or string that cannot be taken; becomes a rejection
    │   ├── UnknownFormat       no parser recognises the bytes
    │   ├── UnreadableText      the bytes are in no encoding that can be determined
    │   ├── TooLarge            beyond a configured limit
    │   ├── NoText              an item has neither body nor abstract nor headline
    │   └── BadHeaderDate       a text starts with a header line whose date is no date
    ├── FetchError              a source could not be fetched
    │   ├── FetchRefused        policy: robots.txt, private address, scheme, 4xx; asking again changes nothing
    │   ├── FetchDeferred       the server asks to come back later than a run should wait
    │   └── FetchFailed         network trouble or 5xx; may pass
    ├── StoreError              Postgres refused or is away
    │   ├── StoreUnavailable    no connection; may pass
    │   ├── MigrationError      the schema is not what the migrations say
    │   └── NotStored           what was asked for is not in the database
    └── LanguageMissing         no resources for a language; the report is stored and marked

``retry`` says whether the same call may succeed later without anybody's help.
"""

from __future__ import annotations


class TeletipoError(Exception):
    """Root of the tree; its text is one line that says what to do."""

    retry: bool = False
    reason: str = "error"

    def __init__(self, message: str, *, detail: str | None = None) -> None:
        """``message`` is for people; ``detail`` is evidence kept with a rejection (first bytes, a path)."""
        super().__init__(message)
        self.detail = detail


class ConfigurationError(TeletipoError):
    """A setting is missing or wrong."""

    reason = "configuration"


class InputError(TeletipoError):
    """A payload, file or string that cannot be taken."""

    reason = "bad-input"


class UnknownFormat(InputError):
    """No parser recognises the bytes."""

    reason = "unknown-format"


class UnreadableText(InputError):
    """The bytes are in no encoding that can be determined."""

    reason = "unreadable-text"


class TooLarge(InputError):
    """The input is beyond a configured limit."""

    reason = "too-large"


class NoText(InputError):
    """An item has neither body nor abstract nor headline."""

    reason = "no-text"


class BadHeaderDate(InputError):
    """A text starts with a header line whose date is no date; ``detail`` is the header."""

    reason = "bad-header-date"


class FetchError(TeletipoError):
    """A source could not be fetched."""

    reason = "fetch"


class FetchRefused(FetchError):
    """Policy or a definite answer: asking again changes nothing."""

    reason = "fetch-refused"


class FetchDeferred(FetchError):
    """The server asks to come back later than a run should wait.

    ``seconds`` is how long it asked for.
    """

    reason = "fetch-deferred"

    def __init__(self, message: str, *, seconds: float, detail: str | None = None) -> None:
        super().__init__(message, detail=detail)
        self.seconds = seconds


class FetchFailed(FetchError):
    """Network trouble or a server error."""

    retry = True
    reason = "fetch-failed"


class StoreError(TeletipoError):
    """Postgres refused, or is away."""

    reason = "store"


class StoreUnavailable(StoreError):
    """No connection to Postgres."""

    retry = True
    reason = "store-unavailable"


class MigrationError(StoreError):
    """The schema is not what the migrations say."""

    reason = "migration"


class NotStored(StoreError):
    """What was asked for is not in the database."""

    reason = "not-stored"


class LanguageMissing(TeletipoError):
    """There is no folder of resources for a language."""

    reason = "language-missing"
