"""NITF 2.5 to 3.6 (IPTC News Industry Text Format), alone or inside NewsML.

``date.issue`` is the only instant that NITF has for the making of a document, so it stands for both creation
fields. A ``date.release`` later than that is the embargo. A document that names no ``management-status`` is usable,
as the standard says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from teletipo.model import Item, ItemDateline, Rejection
from teletipo.sources import fields, markup
from teletipo.sources.instants import instant
from teletipo.sources.payload import Payload
from teletipo.sources.xml import Element, attribute, first, first_text, read, spaced_text, text_of

FORMAT = "nitf"
LONGEST_DELAY = timedelta(minutes=10)
ID_METAS = ("id", "guid", "docid", "doc-id", "articleid")
SLUG_METAS = ("slug", "slugline", "anpa-keyword", "keyword")
LANGUAGE_METAS = ("language", "lang", "content-language", "dc.language")


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """One item for each ``nitf`` in the markup; markup without one is read as if it were."""
    root = read(payload.content, media_type=payload.media_type)
    documents = [root] if root.tag == "nitf" else list(root.iter("nitf"))
    for document in documents or [root]:
        yield item(document, fallback_language=payload.language, fallback_status="usable")


def item(document: Element, *, fallback_language: str | None = None, fallback_status: str | None = None) -> Item:
    """The item of one flattened ``nitf`` element; the fallbacks stand in where it names no language or status."""
    problems: list[str] = []
    docdata = first(document, ".//docdata")
    head = first(document, ".//body.head")
    doc_id = first(docdata, "doc-id")
    guid = attribute(doc_id, "id-string") or text_of(doc_id) or attribute(document, "uno") or _meta(document, *ID_METAS)
    if guid is None:
        problems.append("guid: doc-id is missing")
    published = instant(attribute(first(document, ".//pubdata"), "date.publication"), "pubdata", problems)
    issued = _instant(docdata, "date.issue", problems)
    released = _instant(docdata, "date.release", problems)
    made = issued or published or released
    status = fields.status(attribute(docdata, "management-status") or fallback_status, problems)
    body = body_text(document)
    named = first_text(head, ".//hl1", ".//hedline")
    headline = named or first_text(document, ".//hl1", "head/title")
    if headline and not named:
        body = markup.joined(fields.below_headline((body or "").split("\n\n"), headline)) or body
    return Item(
        format=FORMAT,
        guid=guid,
        version=_version(document),
        headline=headline,
        subheadline=first_text(head, ".//hedline/hl2"),
        slug=_meta(document, *SLUG_METAS) or attribute(first(docdata, "du-key"), "key"),
        byline=_byline(head),
        authors=fields.unique(
            [text_of(person) for person in _all(head, ".//byline/person", ".//byline//name.given/..")]
        ),
        dateline=_dateline(head, problems),
        abstract=markup.joined([block for one in _all(head, ".//abstract") for block in markup.paragraphs(one)]),
        body=body,
        language=attribute(document, "baselang", "lang")
        or attribute(first(document, "body"), "lang")
        or _meta(document, *LANGUAGE_METAS)
        or fallback_language,
        agency=_agency(document, docdata, head),
        first_created=made,
        version_created=made,
        published=released or published or made,
        embargo=released if status == "withheld" or _is_later(released, issued) else None,
        urgency=fields.urgency(attribute(first(docdata, "urgency"), "ed-urg"), problems),
        status=status,
        kind=fields.kind(["correction"] if first(docdata, "correction") is not None else [], status),
        keywords=fields.unique([attribute(one, "key") or text_of(one) for one in _all(docdata, "key-list/keyword")]),
        subjects=_subjects(document),
        editor_note=fields.clean(
            " ".join(attribute(one, "info") or text_of(one) or "" for one in _all(docdata, "ed-msg"))
        ),
        copyright=_copyright(docdata),
        links=_links(docdata),
        body_status="full" if body else "empty",
        problems=tuple(problems),
    )


def body_text(document: Element) -> str | None:
    """The paragraphs of ``body.content``; of ``body`` or the element itself where an agency leaves it out."""
    contents = _all(document, "body/body.content", ".//body.content")
    if not contents:
        contents = [one for one in (first(document, "body", ".//body"),) if one is not None]
    contents = [one for one in contents if next(one.iterancestors("note"), None) is None]
    for note in (one for content in contents for one in content.iter("note") if _is_private(one)):
        note.text = None
        del note[:]
    blocks = [block for content in contents for block in markup.paragraphs(content)]
    return markup.joined([part for block in blocks for part in _unescaped(block)])


def _is_private(note: Element) -> bool:
    """Whether a note is for the desks that receive the report and not for publication."""
    return attribute(note, "noteclass") == "editorsnote" or attribute(note, "type", "notetype") == "npa"


def _unescaped(block: str) -> list[str]:
    """A paragraph that is markup written out as text (an embed, a table) as its own text."""
    return markup.html_paragraphs(block) if block.startswith("<") and block.endswith(">") else [block]


def _is_later(released: str | None, issued: str | None) -> bool:
    """Whether a release is so long after the issue that it is an embargo and no delay of the machine."""
    if released is None or issued is None:
        return False
    release, issue = datetime.fromisoformat(released), datetime.fromisoformat(issued)
    return (release.tzinfo is None) == (issue.tzinfo is None) and release - issue > LONGEST_DELAY


def _version(document: Element) -> str | None:
    du_key = first(document, ".//docdata/du-key")
    return attribute(du_key, "version", "generation") or _meta(document, "version")


def _byline(head: Element | None) -> str | None:
    return fields.clean(", ".join(text for text in (spaced_text(one) for one in _all(head, ".//byline")) if text))


def _dateline(head: Element | None, problems: list[str]) -> ItemDateline | None:
    element = first(head, "dateline", ".//dateline")
    story_date = first(element, ".//story.date")
    date = attribute(story_date, "norm")
    date = instant(date, "story.date", problems) if date else text_of(story_date)
    return fields.dateline(
        spaced_text(element), city=first_text(element, ".//location/city", ".//city", "location"), date=date
    )


def _agency(document: Element, docdata: Element | None, head: Element | None) -> str | None:
    return (
        first_text(head, "distributor", ".//distributor")
        or attribute(first(docdata, "doc.copyright"), "holder")
        or attribute(first(docdata, "doc-id"), "regsrc")
        or _meta(document, "source", "provider")
    )


def _instant(docdata: Element | None, name: str, problems: list[str]) -> str | None:
    element = first(docdata, name)
    return instant(attribute(element, "norm") or text_of(element), name, problems)


def _subjects(document: Element) -> tuple[str, ...]:
    codes = [
        attribute(one, "tobject.subject.refnum", "tobject.subject.ipr", "tobject.subject.code")
        for one in document.iter("tobject.subject")
    ]
    named = [attribute(one, "value", "idsrc") for one in document.iter("classifier")]
    return fields.unique([*codes, *named])


def _copyright(docdata: Element | None) -> str | None:
    notice = first(docdata, "doc.copyright")
    parts = [attribute(notice, "year"), attribute(notice, "holder")]
    return " ".join(part for part in parts if part) or attribute(first(docdata, "doc.rights"), "owner")


def _links(docdata: Element | None) -> tuple[dict[str, str], ...]:
    corrections = [attribute(one, "id-string") for one in _all(docdata, "correction")]
    return tuple({"rel": "corrects", "ref": ref} for ref in corrections if ref)


def _meta(document: Element, *names: str) -> str | None:
    metas = {(one.get("name") or "").lower(): (one.get("content") or "").strip() for one in document.iter("meta")}
    return next((metas[name] for name in names if metas.get(name)), None)


def _all(element: Element | None, *paths: str) -> list[Element]:
    if element is None:
        return []
    return next((found for found in (element.findall(path) for path in paths) if found), [])
