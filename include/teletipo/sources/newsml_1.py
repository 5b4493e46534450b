"""NewsML 1.0 to 1.2 (IPTC): NewsItems, their nested NewsComponents and what those carry.

A NewsItem is one item, unless two or more of its components each have a headline and a text of their own
(two languages, several stories): then each of those is an item. Components that are titles, leads or media,
by their Role or media type, give headline and abstract and never the body.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from teletipo.model import Item, ItemDateline, Rejection, Status
from teletipo.sources import fields, inline
from teletipo.sources.instants import instant
from teletipo.sources.payload import Payload
from teletipo.sources.xml import Element, attribute, first, first_text, read, text_of

FORMAT = "newsml-1.2"
TITLE_ROLES = frozenset({"title", "headline", "titel", "titre"})
LEAD_ROLES = frozenset({"lead", "abstract", "summary", "teaser", "synopsis", "chapo"})
MEDIA = (
    "photo",
    "picture",
    "image",
    "graphic",
    "sound",
    "audio",
    "video",
    "caption",
    "animation",
    "thumbnail",
    "preview",
    "quicklook",
)
FORMAL = "formalname"


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The texts that a component carries, by what they are for."""

    titles: tuple[str, ...]
    leads: tuple[str, ...]
    captions: tuple[str, ...]
    bodies: tuple[Item, ...]
    headline: str | None


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """The items of every NewsItem; a document without one is read as if it were one."""
    root = read(payload.content, media_type=payload.media_type)
    news_items = [root] if root.tag == "newsitem" else list(root.iter("newsitem"))
    for news_item in news_items or [root]:
        stories = _stories(news_item)
        for story in stories:
            yield _item(news_item, story, root, payload, alone=len(stories) == 1)


def _stories(news_item: Element) -> list[Element]:
    """The components that are items by themselves; the NewsItem where there are not several."""
    for component in news_item.iter("newscomponent"):
        inner = [one for one in component.findall("newscomponent") if _is_story(one)]
        headlines = {(first_text(one, "newslines/headline"), one.get("lang")) for one in inner}
        if len(inner) > 1 and len(headlines) == len(inner):
            return inner
    return [news_item]


def _is_story(component: Element) -> bool:
    return first_text(component, "newslines/headline") is not None and bool(_pieces(component).bodies)


def _item(news_item: Element, story: Element, root: Element, payload: Payload, *, alone: bool) -> Item:
    problems: list[str] = []
    management = first(news_item, "newsmanagement")
    envelope = first(root, ".//newsenvelope")
    pieces = _pieces(story)
    mark = "" if alone else f"#{attribute(story, 'duid', 'euid') or first_text(story, 'newslines/headline')}"
    guid, links = _identity(news_item, mark, problems)
    status, embargo = _status(management, problems)
    instructions = [attribute(one, FORMAL) or "" for one in _all(management, "instruction", "newsitemtype")]
    signals = [*instructions, *(["update"] if _is_revision(news_item) else [])]
    body = _body(pieces.bodies)
    item = Item(
        format=FORMAT,
        guid=guid,
        version=first_text(news_item, "identification/newsidentifier/revisionid"),
        headline=pieces.headline or first_text(story, ".//newslines/headline") or next(iter(pieces.titles), None),
        subheadline=first_text(story, ".//newslines/subheadline"),
        slug=first_text(story, ".//newslines/slugline") or first_text(news_item, "identification/namelabel"),
        byline=first_text(story, ".//newslines/byline") or _news_line(story, "byline"),
        dateline=_dateline(story),
        abstract="\n\n".join(pieces.leads) or None,
        body=body.body if body else None,
        language=_language(story, news_item, root),
        agency=_agency(story, envelope, news_item),
        first_created=_instant("firstcreated", management, problems)
        or instant(first_text(news_item, "identification/newsidentifier/dateid"), "DateId", []),
        version_created=_instant("thisrevisioncreated", management, problems)
        or _instant("dateandtime", envelope, problems),
        embargo=embargo,
        urgency=_urgency(management, envelope, problems),
        status=status,
        kind=fields.kind(signals, status),
        keywords=fields.unique([text_of(one) for one in story.iterfind(".//newslines/keywordline")]),
        subjects=_subjects(story),
        editor_note=first_text(management, "instruction", "ednote")
        or _property(story, "editorialnote", "editornote", "ednote"),
        copyright=first_text(story, ".//newslines/copyrightline", ".//rightsmetadata/copyright/copyrightholder"),
        links=(*links, *_links(management, story)),
        body_status="full" if body else "empty",
        problems=tuple(problems),
    )
    item = inline.without_headline(inline.filled(item, body))
    return inline.filled(
        item, Item(format=FORMAT, abstract="\n\n".join(pieces.captions) or None, language=payload.language)
    )


def _identity(news_item: Element, mark: str, problems: list[str]) -> tuple[str | None, list[dict[str, str]]]:
    """The public identifier, and as link ``revisionOf`` what all revisions share.

    ``mark`` tells several stories in one NewsItem apart.
    """
    identifier = first(news_item, "identification/newsidentifier", ".//newsidentifier")
    parts = [first_text(identifier, name) for name in ("providerid", "dateid", "newsitemid")]
    whole = ":".join(part for part in parts if part)
    shared = f"urn:newsml:{whole}" if parts[2] else None
    guid = first_text(identifier, "publicidentifier") or shared
    if guid is None:
        guid = attribute(news_item, "duid", "euid", "id")
        problems.append("guid: NewsIdentifier is missing" + (f"; {guid!r} stands in" if guid else ""))
    links = [{"rel": "revisionOf", "ref": f"{shared}{mark}"}] if shared and shared != guid else []
    return f"{guid or ''}{mark}" or None, links


def _is_revision(news_item: Element) -> bool:
    """Whether a ``RevisionId`` names a revision before it, or says that it only changes one (``Update`` A or U)."""
    revision = first(news_item, "identification/newsidentifier/revisionid")
    previous = attribute(revision, "previousrevision") or "0"
    return previous.strip("0") != "" or (attribute(revision, "update") or "N").upper() in {"A", "U"}


def _status(management: Element | None, problems: list[str]) -> tuple[Status | None, str | None]:
    """The status, and the instant at which an embargo turns it into usable."""
    formal = attribute(first(management, "status"), FORMAL) or first_text(management, "status")
    change = first(management, "statuswillchange")
    future = fields.local_code(attribute(first(change, "futurestatus"), FORMAL))
    embargo = _instant("dateandtime", change, problems) if future in {"usable", None} else None
    return fields.status(formal, problems), embargo


def _urgency(management: Element | None, envelope: Element | None, problems: list[str]) -> int | None:
    named = attribute(first(management, "urgency"), FORMAL) or first_text(management, "urgency")
    priority = attribute(first(management, "priority"), FORMAL) or attribute(first(envelope, "priority"), FORMAL)
    return fields.urgency(named or priority, problems)


def _dateline(story: Element) -> ItemDateline | None:
    places = [*story.iterfind(".//location/property"), *story.iterfind(".//newslines/dateline/location")]
    city = next(
        (attribute(one, "value") for one in places if fields.local_code(attribute(one, FORMAL)) == "city"), None
    )
    text = first_text(story, ".//newslines/dateline")
    same = bool(city and text and city.casefold() in text.casefold())
    return fields.dateline(text, city=city if same or not text else None)


def _language(story: Element, news_item: Element, root: Element) -> str | None:
    named = first(story, ".//descriptivemetadata/language", ".//language")
    if attribute(named, FORMAL):
        return attribute(named, FORMAL)
    inside = [
        one.get("lang")
        for one in story.iter("newscomponent", "headline", "contentitem", "datacontent", "nitf")
        if one.get("lang")
    ]
    return (
        attribute(story, "lang") or next(iter(inside), None) or attribute(news_item, "lang") or attribute(root, "lang")
    )


def _agency(story: Element, envelope: Element | None, news_item: Element) -> str | None:
    for path in (".//administrativemetadata/provider/party", ".//administrativemetadata/source/party"):
        name = attribute(first(story, path), FORMAL)
        if name:
            return name
    sender = attribute(first(envelope, "sentfrom/party"), FORMAL)
    return first_text(story, ".//newslines/creditline") or sender or first_text(news_item, ".//providerid")


def _subjects(story: Element) -> tuple[str, ...]:
    found = [one.get(FORMAL) for code in story.iter("subjectcode") for one in code]
    return fields.unique([*found, *(one.get("topic") for one in story.iter("topicoccurrence"))])


def _property(story: Element, *names: str) -> str | None:
    for one in story.iter("property"):
        if (one.get(FORMAL) or "").replace(" ", "").lower() in names:
            return attribute(one, "value") or text_of(one)
    return None


def _news_line(story: Element, kind: str) -> str | None:
    """The text of a NewsLine of the general form, by its type."""
    for one in story.iterfind(".//newslines/newsline"):
        if fields.local_code(attribute(first(one, "newslinetype"), FORMAL)) == kind:
            return first_text(one, "newslinetext")
    return None


def _links(management: Element | None, story: Element) -> list[dict[str, str]]:
    members = [("member", attribute(one, "newsitem", "href")) for one in story.iter("newsitemref")]
    named = [(one.tag, attribute(one, "newsitem", "href")) for one in _all(management, "derivedfrom", "associatedwith")]
    return [{"rel": tag, "ref": ref} for tag, ref in [*named, *members] if ref]


def _pieces(story: Element) -> _Pieces:
    titles: list[str] = []
    leads: list[str] = []
    captions: list[str] = []
    bodies: list[Item] = []
    headline: str | None = None
    for content in story.iter("contentitem"):
        role = _role(content, story)
        holder = first(content, "datacontent", ".//datacontent")
        if holder is None or _is_binary(content):
            continue
        found = inline.content_item(holder)
        if found is None or not found.body:
            continue
        if role in TITLE_ROLES:
            titles.append(fields.clean(found.body) or "")
        elif role in LEAD_ROLES:
            leads.append(found.body)
        elif any(word in role for word in MEDIA):
            captions.append(found.body)
        else:
            bodies.append(found)
            headline = headline or _headline_of(content, story)
    return _Pieces(tuple(titles), tuple(leads), tuple(captions), tuple(bodies), headline)


def _headline_of(content: Element, story: Element) -> str | None:
    """The headline of the nearest component around a content item that has one."""
    for component in content.iterancestors("newscomponent"):
        found = first_text(component, "newslines/headline")
        if found or component is story:
            return found
    return None


def _role(content: Element, story: Element) -> str:
    """The Role of the nearest component around a content item."""
    for component in content.iterancestors("newscomponent"):
        role = attribute(first(component, "role"), FORMAL)
        if role:
            return fields.local_code(role) or ""
        if component is story:
            break
    return ""


def _is_binary(content: Element) -> bool:
    """Whether media type, MIME type or format say that a content item is no text."""
    said = [attribute(one, FORMAL) or "" for name in ("mediatype", "mimetype", "format") for one in content.iter(name)]
    return any(word in name.lower() for name in said for word in (*MEDIA, "jpeg", "jpg", "mp3", "mp4", "mpeg", "pdf"))


def _body(bodies: tuple[Item, ...]) -> Item | None:
    """One item out of the texts: in order, leaving out one that repeats what another says in other markup."""
    kept: list[Item] = []
    for one in bodies:
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    if not kept:
        return None
    whole = Item(format="inline", body="\n\n".join(one.body or "" for one in kept))
    return inline.filled(whole, kept[0])


def _same(one: Item, other: Item) -> bool:
    return "".join((one.body or "").split())[:400] == "".join((other.body or "").split())[:400]


def _instant(name: str, parent: Element | None, problems: list[str]) -> str | None:
    return instant(first_text(parent, name), name, problems)


def _all(element: Element | None, *names: str) -> list[Element]:
    return [] if element is None else [one for name in names for one in element.findall(name)]
