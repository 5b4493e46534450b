"""News sitemaps and sitemap indexes (sitemaps.org, Google's news extension)."""

from __future__ import annotations

from collections.abc import Iterator

from teletipo.model import Item, Rejection
from teletipo.sources import fields
from teletipo.sources.addresses import absolute, canonical
from teletipo.sources.instants import instant
from teletipo.sources.payload import Follow, Payload
from teletipo.sources.xml import Element, first_text, read

FORMAT = "sitemap"
RESTRICTED = frozenset({"subscription", "registration"})


def items(payload: Payload) -> Iterator[Item | Rejection | Follow]:
    """One item a ``url``, with what the news extension says of it; of an index, the sitemaps to fetch next."""
    root = read(payload.content, media_type=payload.media_type)
    for element in root.iter("url", "sitemap"):
        problems: list[str] = []
        address = absolute(first_text(element, "loc"), payload.url)
        modified = instant(first_text(element, "lastmod"), "lastmod", problems)
        if address is None:
            yield _without_address(element, payload)
        elif element.tag == "sitemap":
            yield Follow(address, modified)
        else:
            yield _item(element, address, modified, problems, payload)


def _item(element: Element, address: str, modified: str | None, problems: list[str], payload: Payload) -> Item:
    keywords = (first_text(element, "news/keywords") or "").split(",")
    access = (first_text(element, "news/access") or "").lower()
    return Item(
        format=FORMAT,
        guid=address,
        headline=first_text(element, "news/title"),
        language=first_text(element, "news/publication/language") or payload.language,
        agency=first_text(element, "news/publication/name"),
        version_created=modified,
        published=instant(first_text(element, "news/publication_date"), "publication_date", problems),
        keywords=fields.unique([fields.clean(word) for word in keywords]),
        url=address,
        canonical_url=canonical(address),
        body_status="paywalled" if access in RESTRICTED else "empty",
        problems=tuple(problems),
    )


def _without_address(element: Element, payload: Payload) -> Rejection:
    return Rejection(
        stage="parse",
        reason="no-address",
        message=f"a {element.tag} in the sitemap has no loc that is an http address: tell the publisher",
        locator=payload.url or payload.name,
        evidence=first_text(element, "news/title", "loc"),
    )
