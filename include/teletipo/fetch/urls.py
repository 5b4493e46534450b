"""Addresses as far as fetching needs them: which may be asked for, and where a redirect leads."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

from teletipo.fetch.faults import refused

_PORTS = {"http": 80, "https": 443}


def checked(url: str) -> SplitResult:
    """The parts of a URL. Raises FetchRefused unless it is http or https, with a host and without a password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as exc:
        raise refused("bad-url", f"{url!r} is no address ({exc})") from exc
    if parts.scheme not in _PORTS:
        raise refused("scheme", f"{url!r} is not fetched: only http and https are")
    if not parts.hostname or port == 0:
        raise refused("bad-url", f"{url!r} names no host")
    if parts.username is not None or parts.password is not None:
        raise refused("bad-url", f"an address at {parts.hostname} carries a user name; use 'credentials' instead")
    return parts


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of a checked URL: what credentials are bound to."""
    parts = checked(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme]


def redirect_target(url: str, location: str) -> str:
    """Where ``Location`` leads from ``url``, without a fragment. Header bytes beyond ASCII are taken as UTF-8."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urldefrag(urljoin(url, location.strip())).url
    except ValueError as exc:
        raise refused("bad-redirect", f"{url} redirects to {location!r}, which is no address") from exc


def last_part(url: str) -> str:
    """A short name for what is behind a URL: the last part of its path, or its host."""
    parts = urlsplit(url)
    return parts.path.rstrip("/").rpartition("/")[2] or parts.hostname or url
