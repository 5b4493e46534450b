"""dpa-digitalwires JSON (dpa, Europa Press, Keystone-SDA and others on dpa's platform)."""

from __future__ import annotations

from collections.abc import Iterator

from teletipo.errors import UnknownFormat
from teletipo.model import Item, Rejection
from teletipo.sources import fields, markup
from teletipo.sources.instants import instant
from teletipo.sources.json_records import Record, listed, objects, words
from teletipo.sources.payload import Payload

FORMAT = "dpa-digitalwires"
SIGNS = frozenset({"urn", "article_html", "version_created", "headline", "pubstatus", "entry_id"})
SUBJECT_TYPES = frozenset({"subject", "dpasubject", "mediatopic", "medtop"})
UNNOTED_ROLES = frozenset({"closingline", "contacts"})


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """One item for each entry. Raises InputError if the JSON is broken, UnknownFormat if it holds none."""
    found = False
    for record in objects(payload, SIGNS):
        found = True
        yield _item(record, payload)
    if not found:
        raise UnknownFormat(
            "the JSON holds no entry of digitalwires: have it sent again", detail=ascii(payload.content[:80])[2:-1]
        )


def _item(record: Record, payload: Payload) -> Item:
    problems: list[str] = []
    guid = words(record.get("urn")) or words(record.get("entry_id"))
    if guid is None:
        problems.append("guid: urn is missing")
    categories = listed(record.get("categories"))
    status = fields.status(words(record.get("pubstatus")), problems)
    signals = [words(record.get("signal")), *(words(one.get("qcode")) for one in categories if _type(one) == "signal")]
    body = _html(record, "article_html")
    return Item(
        format=FORMAT,
        guid=guid,
        version=words(record.get("version")),
        headline=markup.html_line(words(record.get("headline"))),
        subheadline=markup.html_line(words(record.get("subhead"))),
        slug=markup.html_line(words(record.get("kicker"))),
        byline=words(record.get("byline")),
        dateline=fields.dateline(words(record.get("dateline"))),
        abstract=_html(record, "teaser"),
        body=body,
        language=words(record.get("language")) or payload.language,
        agency=words(record.get("creditline")),
        first_created=_instant(record, "content_created", problems),
        version_created=_instant(record, "version_created", problems) or _instant(record, "updated", problems),
        embargo=_instant(record, "embargoed", problems),
        urgency=fields.urgency(words(record.get("urgency")), problems),
        status=status,
        kind=fields.kind([code for code in signals if code], status),
        keywords=_names(record, "keyword_names"),
        subjects=_subjects(categories) or _names(record, "dpasubject_names"),
        editor_note=_editor_note(record),
        copyright=words(record.get("copyrightnotice")),
        links=_links(record),
        body_status="full" if body else "empty",
        problems=tuple(problems),
    )


def _html(record: Record, name: str) -> str | None:
    value = record.get(name)
    return markup.joined(markup.html_paragraphs(value)) if isinstance(value, str) else None


def _subjects(categories: list[Record]) -> tuple[str, ...]:
    codes = [words(one.get("qcode")) for one in categories if _type(one) in SUBJECT_TYPES]
    return fields.unique(codes)


def _editor_note(record: Record) -> str | None:
    noted = [one for one in listed(record.get("ednotes")) if one.get("is_publishable") is not False]
    notes = [one for one in noted if fields.local_code(words(one.get("role"))) not in UNNOTED_ROLES]
    return "\n".join(note for note in (words(one.get("ednote")) for one in notes) if note) or None


def _links(record: Record) -> tuple[dict[str, str], ...]:
    named = (
        (words(one.get("type")) or "association", words(one.get("urn"))) for one in listed(record.get("associations"))
    )
    return tuple({"rel": rel, "ref": ref} for rel, ref in named if ref)


def _names(record: Record, name: str) -> tuple[str, ...]:
    value = record.get(name)
    return fields.unique([words(one) for one in value]) if isinstance(value, list) else ()


def _type(record: Record) -> str:
    return fields.local_code(words(record.get("type"))) or ""


def _instant(record: Record, name: str, problems: list[str]) -> str | None:
    return instant(words(record.get(name)), name, problems)
