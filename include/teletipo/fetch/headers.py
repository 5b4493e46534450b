"""What we say about ourselves, and what servers say about their bytes."""

from __future__ import annotations

import base64
from email.message import Message
from importlib.metadata import version

from teletipo import settings
from teletipo.fetch.body import ACCEPTED

PRODUCT = "Teletipo"
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, "
    "text/html;q=0.8, application/json;q=0.8, */*;q=0.5"
)


def user_agent() -> str:
    """``Teletipo/0.1.0 (news monitoring; contact: desk@example.org)``, the contact where one is named."""
    contact = " ".join(settings.contact().encode("latin-1", "replace").decode("latin-1").split())
    about = f"news monitoring; contact: {contact}" if contact else "news monitoring"
    return f"{PRODUCT}/{version('teletipo')} ({about})"


def request_headers(agent: str, *, etag: str | None = None, last_modified: str | None = None) -> dict[str, str]:
    """The headers of a request; validators go out exactly as they came in."""
    headers = {"User-Agent": agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers


def authorization(login: str, password: str) -> str:
    """Basic credentials (RFC 7617) in UTF-8; without a login, the password is a bearer token (RFC 6750)."""
    if not login:
        return f"Bearer {password}"
    return "Basic " + base64.b64encode(f"{login}:{password}".encode()).decode("ascii")


def content_type(value: str | None) -> tuple[str | None, str | None]:
    """A ``Content-Type`` header on one line, and its charset in lower case; None for what it does not say."""
    line = " ".join((value or "").split())
    if "/" not in line:
        return None, None
    message = Message()
    message["Content-Type"] = line
    charset = (message.get_content_charset() or "").strip("'\" ")
    return line, charset or None
