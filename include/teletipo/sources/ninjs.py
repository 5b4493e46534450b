"""ninjs 1.x, 2.x and 3.x (IPTC), alone, in lists or in an agency's wrapper; names of any case.

1.x says ``headline``, ``body_html``, ``byline``; from 2.0 on they are ``headlines``, ``bodies``, ``by``; 3.0
writes ``versionCreated``. Keys are read in lower case, so that one reader serves all. A missing ``pubstatus`` is
usable, as the schema says.
"""

from __future__ import annotations

from collections.abc import Iterator

from teletipo.errors import UnknownFormat
from teletipo.model import Item, Rejection
from teletipo.sources import fields, markup, prose
from teletipo.sources.instants import instant
from teletipo.sources.json_records import Record, listed, lowered, objects, words
from teletipo.sources.payload import Payload

FORMAT = "ninjs"
SIGNS = frozenset(
    {
        "uri",
        "guid",
        "headline",
        "headlines",
        "body",
        "body_text",
        "body_html",
        "body_xhtml",
        "bodies",
        "versioncreated",
        "firstcreated",
        "pubstatus",
        "slugline",
    }
)
CODES = ("code", "qcode", "literal", "uri", "name")


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """One item for each ninjs object. Raises InputError if the JSON is broken, UnknownFormat if it holds none."""
    found = False
    for record in objects(payload, SIGNS):
        found = True
        yield _item(record, payload)
    if not found:
        raise UnknownFormat(
            "the JSON holds no news item that Teletipo knows: have it sent as ninjs, or as lines of {id, text}",
            detail=ascii(payload.content[:80])[2:-1],
        )


def _item(record: Record, payload: Payload) -> Item:
    problems: list[str] = []
    guid = words(record.get("uri")) or words(record.get("guid")) or _alternative(record) or words(record.get("id"))
    if guid is None:
        problems.append("guid: uri is missing")
    status = fields.status(words(record.get("pubstatus")) or "usable", problems)
    headline = (
        words(record.get("headline"))
        or _by_role(record.get("headlines"), secondary=False)
        or words(record.get("title"))
    )
    body = _body(record, headline)
    return Item(
        format=FORMAT,
        guid=guid,
        version=words(record.get("version")),
        headline=markup.html_line(headline),
        subheadline=markup.html_line(
            words(record.get("subheadline")) or _by_role(record.get("headlines"), secondary=True)
        ),
        slug=words(record.get("slugline")) or words(record.get("slug")),
        byline=markup.html_line(words(record.get("byline")) or words(record.get("by")) or _bylines(record)),
        authors=fields.unique([words(one.get("name")) for one in listed(record.get("authors"))]),
        dateline=fields.dateline(_dateline(record), city=_located(record)),
        abstract=_abstract(record),
        body=body,
        language=(words(record.get("language")) or "").partition(",")[0] or payload.language,
        agency=_agency(record),
        first_created=_instant(record, problems, "firstcreated", "contentcreated"),
        version_created=_instant(record, problems, "versioncreated", "contentmodified"),
        published=_instant(record, problems, "firstpublished", "published"),
        embargo=_instant(record, problems, "embargoed", "embargoeddate", "embargo"),
        urgency=fields.urgency(words(record.get("urgency")) or words(record.get("priority")), problems),
        status=status,
        kind=fields.kind(_signals(record), status),
        keywords=_keywords(record),
        subjects=fields.unique([code for name in ("subject", "subjects") for code in _subjects(record.get(name))]),
        editor_note=words(record.get("ednote")) or words(record.get("edeskednote")),
        copyright=words(record.get("copyrightnotice")) or words(record.get("copyrightholder")),
        links=_links(record),
        url=_web(record),
        body_status="full" if body else "empty",
        problems=tuple(problems),
    )


def _body(record: Record, headline: str | None) -> str | None:
    """The body with the best structure: HTML before text before other markup, without the headline on top of it."""
    offered = [
        (str(one.get("contenttype") or one.get("role") or ""), one.get("value")) for one in listed(record.get("bodies"))
    ]
    offered += [(name.removeprefix("body_"), record[name]) for name in sorted(record) if name.startswith("body")]
    ranked = sorted(offered, key=lambda one: 0 if "html" in one[0].lower() else 1 if "text" in one[0].lower() else 2)
    for name, value in ranked:
        if isinstance(value, str) and value.strip():
            plain = "html" not in name.lower() and not markup.looks_marked_up(value)
            blocks = prose.wire_paragraphs(value) if plain else markup.html_paragraphs(value)
            blocks = fields.below_headline(blocks, headline)
            if blocks:
                return markup.joined(blocks)
    return None


def _dateline(record: Record) -> str | None:
    value = record.get("dateline")
    return words(value) or next((words(one.get("text")) for one in listed(value)), None)


def _located(record: Record) -> str | None:
    """Where the report was made: a name, or an object that has one or a city."""
    places = [*listed(record.get("located")), *listed(record.get("datelinelocation"))]
    named = (words(one.get("city")) or words(one.get("name")) for one in places)
    return words(record.get("located")) or next(filter(None, named), None)


def _bylines(record: Record) -> str | None:
    """Bylines that are objects, as one line."""
    named = (
        words(one.get("by")) or words(one.get("byline")) or words(one.get("name"))
        for one in listed(record.get("bylines"))
    )
    return ", ".join(filter(None, named)) or None


def _abstract(record: Record) -> str | None:
    for name in ("description_text", "description_html", "description_xhtml", "description", "abstract", "summary"):
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return markup.joined(markup.html_paragraphs(value))
    value = _by_role(record.get("descriptions"), secondary=False)
    return markup.joined(markup.html_paragraphs(value)) if value else None


def _by_role(value: object, *, secondary: bool) -> str | None:
    """The value of the main role, else of none, else of any but a secondary one; or, if asked, of that."""
    if isinstance(value, dict) and not any(isinstance(one, (dict, list)) for one in value.values()):
        value = [value] if "value" in lowered(value) else [{"role": key, "value": one} for key, one in value.items()]
    roles = [(fields.headline_role(words(one.get("role"))), words(one.get("value"))) for one in listed(value)]
    wanted = ("second",) if secondary else ("main", "none", "other")
    return next((text for role in wanted for found, text in roles if found == role and text), None)


def _agency(record: Record) -> str | None:
    for name in ("provider", "source", "infosource", "infosources", "copyrightholder", "creditline"):
        value = record.get(name)
        named = words(value) or next((words(one.get("name")) for one in listed(value) if words(one.get("name"))), None)
        if named:
            return named
    return None


def _alternative(record: Record) -> str | None:
    """An identifier out of ``altids``, be it an object or a list of them."""
    value = record.get("altids")
    if isinstance(value, dict) and not any(isinstance(one, dict) for one in value.values()):
        return next((words(one) for one in lowered(value).values() if words(one)), None)
    return next((words(one.get("value")) for one in listed(value) if words(one.get("value"))), None)


def _signals(record: Record) -> list[str]:
    found: list[str] = []
    for name in ("signal", "signals"):
        value = record.get(name)
        found += [_code(one) or "" for one in listed(value)] or [
            str(one) for one in (value if isinstance(value, list) else [value]) if one
        ]
    return found


def _keywords(record: Record) -> tuple[str, ...]:
    value = record.get("keywords") or record.get("keyword")
    if isinstance(value, str):
        return fields.unique([fields.clean(part) for part in value.split(",")])
    if not isinstance(value, list):
        return ()
    return fields.unique(
        [words(one) or (words(lowered(one).get("name")) if isinstance(one, dict) else None) for one in value]
    )


def _subjects(value: object) -> list[str | None]:
    """The codes of subjects, be they objects or plain words."""
    if isinstance(value, str):
        return [fields.clean(part) for part in value.split(",")]
    plain = [words(one) for one in value if isinstance(one, str)] if isinstance(value, list) else []
    return [*plain, *(_code(one) for one in listed(value))]


def _links(record: Record) -> tuple[dict[str, str], ...]:
    """The item it evolved from, and its associations by their names."""
    evolved = words(record.get("evolvedfrom"))
    found = [{"rel": "evolvedFrom", "ref": evolved}] if evolved else []
    value = record.get("associations")
    named = (
        value.items() if isinstance(value, dict) else [(None, one) for one in value] if isinstance(value, list) else []
    )
    for name, one in named:
        low = lowered(one) if isinstance(one, dict) else {}
        ref = words(low.get("uri"))
        if ref:
            found.append({"rel": str(name or low.get("name") or "association"), "ref": ref})
    return tuple(found)


def _web(record: Record) -> str | None:
    named = (words(record.get(name)) for name in ("url", "link", "canonicalurl", "href"))
    return next((address for address in named if address and address.startswith("http")), None)


def _code(record: Record) -> str | None:
    return next((words(record.get(name)) for name in CODES if words(record.get(name))), None)


def _instant(record: Record, problems: list[str], *names: str) -> str | None:
    for name in names:
        found = instant(words(record.get(name)), name, problems)
        if found:
            return found
    return None
