"""NewsML-G2 (IPTC): newsItem, packageItem, newsMessage, and pieces of them.

Names, codes and defaults follow the NewsML-G2 guidelines: a missing ``pubStatus`` means usable; ``qcode``
is kept with its prefix in ``subjects`` and read without it everywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator

from teletipo.model import Item, ItemDateline, Rejection
from teletipo.sources import fields, inline, markup
from teletipo.sources.instants import instant
from teletipo.sources.payload import Payload
from teletipo.sources.xml import Element, attribute, first, first_text, read, spaced_text, text_of

FORMAT = "newsml-g2"
NEWS = frozenset({"newsitem", "packageitem", "planningitem"})
NOT_NEWS = frozenset({"conceptitem", "knowledgeitem", "catalogitem"})
NAMES = ("qcode", "literal", "uri")
CAPTION = "caption"
USABLE = "stat:usable"


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """One item for each news or package item; a piece of one (a lone ``contentMeta``) is read as an item.

    Items of vocabulary (concept, knowledge, catalogue) are rejections: they report nothing.
    """
    root = read(payload.content, media_type=payload.media_type)
    header = first(root, "header") if root.tag == "newsmessage" else None
    found = [root] if root.tag in NEWS else [one for one in root.iter(*NEWS) if not _inside_news(one)]
    vocabulary = [root] if root.tag in NOT_NEWS else list(root.iter(*NOT_NEWS))
    for element in found or ([] if vocabulary else [root]):
        yield _item(element, payload, header)
    for element in vocabulary:
        yield Rejection(
            stage="parse",
            reason="no-report",
            message=f"a {element.tag} holds vocabulary and no report; nothing to do",
            locator=element.get("guid") or payload.name,
        )


def _inside_news(element: Element) -> bool:
    return any(parent.tag in NEWS for parent in element.iterancestors())


def _item(element: Element, payload: Payload, header: Element | None) -> Item:
    problems: list[str] = []
    item_meta = first(element, "itemmeta", ".//itemmeta")
    content = element if element.tag == "contentmeta" else first(element, "contentmeta", ".//contentmeta")
    guid = (
        attribute(element, "guid") or attribute(first(item_meta, "versionedid"), "guid") or first_text(content, "altid")
    )
    if not attribute(element, "guid"):
        problems.append("guid: missing" + (f"; {guid!r} stands in" if guid else ""))
    status = fields.status(
        _code(first(item_meta, "pubstatus")) or (USABLE if item_meta is not None else None), problems
    )
    carried = _carried(element)
    language = attribute(first(content, "language"), "tag") or attribute(element, "lang")
    headline, subheadline = _headlines(content, language)
    item = Item(
        format=FORMAT,
        guid=guid,
        version=attribute(element, "version"),
        headline=headline or (carried.headline if carried else None) or first_text(item_meta, "title"),
        subheadline=subheadline,
        slug=first_text(content, "slugline"),
        byline=spaced_text(first(content, "by")),
        authors=fields.unique([text_of(first(one, "name")) for one in _all(content, "creator") if _is_person(one)]),
        dateline=_dateline(content),
        abstract=_abstract(content),
        body=carried.body if carried else None,
        language=language,
        agency=_agency(item_meta, content, element),
        first_created=_instant("firstcreated", item_meta, problems) or _instant("contentcreated", content, problems),
        version_created=_instant("versioncreated", item_meta, problems)
        or _instant("contentmodified", content, problems)
        or _instant("sent", header, problems),
        embargo=_instant("embargoed", item_meta, problems) or _instant("embargoed", content, problems),
        urgency=fields.urgency(
            first_text(content, "urgency")
            or _code(first(content, "urgency"))
            or first_text(item_meta, "urgency", "priority")
            or first_text(header, "priority"),
            problems,
        ),
        status=status,
        kind=fields.kind([_code(one) or "" for one in _all(item_meta, "signal")], status),
        keywords=fields.unique([text_of(one) for one in _all(content, "keyword")]),
        subjects=fields.unique([_code(one) or text_of(first(one, "name")) for one in _all(content, "subject")]),
        editor_note="\n".join(filter(None, (text_of(one) for one in _all(item_meta, "ednote")))) or None,
        copyright=first_text(element, "rightsinfo/copyrightnotice")
        or _name(first(element, "rightsinfo/copyrightholder")),
        links=_links(element, item_meta),
        body_status="full" if carried and carried.body else "empty",
        problems=tuple(problems),
    )
    item = inline.without_headline(inline.filled(item, carried))
    return inline.filled(item, Item(format=FORMAT, language=payload.language))


def _carried(element: Element) -> Item | None:
    """The fullest text among the renditions of the content."""
    content_set = element if element.tag == "contentset" else first(element, "contentset", ".//contentset")
    found: list[Item] = []
    for holder in content_set if content_set is not None else ():
        if holder.tag in {"inlinexml", "inlinedata"}:
            one = inline.content_item(holder, media_type=attribute(holder, "contenttype"))
            if one is not None and one.body:
                found.append(one)
    return max(found, key=lambda one: (one.format == "nitf", len(one.body or "")), default=None)


def _headlines(content: Element | None, language: str | None) -> tuple[str | None, str | None]:
    """The main headline, and the one whose role says that it is secondary, in the item's language if it has that."""
    every = _all(content, "headline")
    own = [one for one in every if language and _speaks(one, language)]
    named = [(fields.headline_role(one.get("role")), text_of(one)) for one in own or every]
    main = next((text for role in ("main", "none", "other") for found, text in named if found == role and text), None)
    return main, next((text for role, text in named if role == "second" and text), None)


def _speaks(element: Element, language: str) -> bool:
    """Whether an element is marked with a language or a variety of it; one without a mark is."""
    named = attribute(element, "lang") or language
    return named.partition("-")[0].lower() == language.partition("-")[0].lower()


def _dateline(content: Element | None) -> ItemDateline | None:
    """The dateline; the place of ``located`` stands for its city where there is none, or where it names the same."""
    text = first_text(content, "dateline")
    place = first_text(content, "located/name") or fields.clean(attribute(first(content, "located"), "literal"))
    same = bool(place and text and place.casefold() in text.casefold())
    return fields.dateline(text, city=place if same or not text else None)


def _abstract(content: Element | None) -> str | None:
    descriptions = _all(content, "description")
    ranked = sorted(descriptions, key=lambda one: CAPTION in (one.get("role") or "").lower())
    for one in ranked:
        text = markup.joined(markup.paragraphs(one))
        if text:
            return text
    return None


def _agency(item_meta: Element | None, content: Element | None, element: Element) -> str | None:
    provider = first(item_meta, "provider")
    return (
        text_of(first(provider, "name"))
        or _name(first(content, "infosource"))
        or first_text(content, "creditline")
        or _name(provider)
        or _name(first(element, "rightsinfo/copyrightholder"))
    )


def _links(element: Element, item_meta: Element | None) -> tuple[dict[str, str], ...]:
    """What the item points at: its links by their relation, and the members of a package."""
    links = []
    for one in [*_all(item_meta, "link"), *_all(element, ".//itemref")]:
        ref = attribute(one, "residref", "guidref", "href")
        if ref:
            rel = (attribute(one, "rel") or ("member" if one.tag == "itemref" else "link")).rpartition(":")[2]
            version = attribute(one, "version")
            links.append({"rel": rel, "ref": ref} | ({"version": version} if version else {}))
    return tuple(links)


def _is_person(creator: Element) -> bool:
    return (
        "person" in (attribute(creator, "type") or "person").lower()
        and "source" not in (attribute(creator, "role") or "").lower()
    )


def _instant(name: str, parent: Element | None, problems: list[str]) -> str | None:
    return instant(first_text(parent, name), name, problems)


def _code(element: Element | None) -> str | None:
    return attribute(element, *NAMES)


def _name(element: Element | None) -> str | None:
    """The name of a party: spelled out, else the meaning part of its code."""
    code = _code(element)
    if code and "//" in code:
        code = code.rpartition("/")[2] if "newsprovider/" in code else None
    return text_of(first(element, "name")) or (code.rpartition(":")[2] if code else None)


def _all(element: Element | None, path: str) -> list[Element]:
    return [] if element is None else element.findall(path)
