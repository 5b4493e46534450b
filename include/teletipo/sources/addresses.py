"""Web addresses: made absolute, and canonical without tracking parameters."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from courlan import clean_url


def absolute(address: str | None, base: str | None) -> str | None:
    """An http address, resolved against the page's; None if it is none."""
    if not address:
        return None
    try:
        whole = urljoin(base or "", address.strip())
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in {"http", "https"} and parts.hostname else None


def canonical(address: str | None) -> str | None:
    """The address without tracking parameters and fragment, by courlan; None if it is no http address."""
    whole = absolute(address, None)
    if whole is None:
        return None
    try:
        cleaned = clean_url(whole.partition("#")[0])
    except (ValueError, TypeError, AttributeError):
        return whole
    return cleaned or whole
