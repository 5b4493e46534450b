"""XML of a vendor's own making, read by what its elements are called, where it plainly holds articles.

An article is an element with a text (``body``, ``texto``, ``story`` …) and a headline beside it. Names are taken in
any case and language of the wires; what has another name is left alone. Markup without an article is no format that
we know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from teletipo.errors import UnknownFormat
from teletipo.model import Item, Rejection
from teletipo.sources import fields, inline
from teletipo.sources.instants import instant
from teletipo.sources.payload import Payload
from teletipo.sources.xml import Element, attribute, read, text_of

FORMAT = "xml"
NAMES = {
    "headline": "headline headlines mainheadline heading head hl1 title titulo titular titolo titre titel",
    "body": "body bodytext articlebody text texto fulltext maintext content contents contenido contenu conteudo cuerpo "
    "corps corpo testo story storytext storybody inhalt",
    "guid": "guid uid id newsid newsitemid articleid storyid itemid docid documentid identifier",
    "created": "created creationdate datecreated firstcreated date datetime fecha fechahora data datum published "
    "pubdate publicationdate publishdate datepublished fechapublicacion timestamp",
    "changed": "updated modified lastmodified lastupdated dateupdated datemodified versioncreated fechamodificacion",
    "byline": "byline author autor auteur autore firma by",
    "language": "language lang idioma langue lingua sprache",
    "slug": "slug slugline",
    "urgency": "urgency priority urgencia prioridad priorita",
    "abstract": "abstract summary lead teaser deck standfirst entradilla bajada resumen chapo sommario",
    "agency": "source agency agencia agence agenzia provider creditline credit",
    "version": "version revision",
    "dateline": "dateline data_line datelinetext",
    "city": "city ciudad lugar localidad place location lieu luogo ort",
    "embargo": "embargo embargodate embargountil embargado sperrfrist",
    "status": "status pubstatus estado statut stato",
    "note": "ednote editornote editorialnote note notaeditor",
    "keywords": "keyword keywords tag palabraclave",
}
CALLED = {name: field for field, names in NAMES.items() for name in names.split()}
LEAST = 20
"""Characters of a text that is one."""


def items(payload: Payload) -> Iterator[Item | Rejection]:
    """One item for each article. Raises UnknownFormat where there is none."""
    root = read(payload.content, media_type=payload.media_type)
    found = [_item(article, bodies, payload) for article, bodies in _articles(root).items()]
    if not found:
        raise UnknownFormat(
            f"<{root.tag}> holds no article that its names tell: have it sent as NewsML, NITF or ninjs",
            detail=ascii(payload.content[:80])[2:-1],
        )
    yield from found


def _field(element: Element) -> str | None:
    return CALLED.get(re.sub(r"[^a-z0-9]", "", str(element.tag)))


def _articles(root: Element) -> dict[Element, list[Element]]:
    """For each element that holds a headline and, nearest to it, texts: these texts, in reading order."""
    bodies = _texts(root)
    inside = {one for body in bodies for one in body.iter()}
    headed: set[Element] = set()
    for element in root.iter():
        if _field(element) == "headline" and element not in inside and text_of(element):
            _add_ancestors(element, headed)
    articles: dict[Element, list[Element]] = {}
    for body in bodies:
        article = next((one for one in body.iterancestors() if one in headed), None)
        if article is not None:
            articles.setdefault(article, []).append(body)
    return articles


def _texts(root: Element) -> list[Element]:
    """The innermost elements that are called a text and are long enough to be one, in reading order."""
    holders: set[Element] = set()
    found: list[Element] = []
    for element in reversed(list(root.iter())):
        if _field(element) == "body" and element not in holders and len(text_of(element) or "") >= LEAST:
            found.append(element)
            _add_ancestors(element, holders)
    return found[::-1]


def _add_ancestors(element: Element, found: set[Element]) -> None:
    for one in element.iterancestors():
        if one in found:
            return
        found.add(one)


def _said(article: Element, bodies: list[Element]) -> dict[str, list[str]]:
    """What an article's elements say by field, outside of its texts and of what holds these; then its attributes."""
    apart = {one for body in bodies for one in (*body.iter(), *body.iterancestors())}
    said: dict[str, list[str]] = {}
    for element in article.iter():
        field = _field(element)
        text = text_of(element) if field and element not in apart else None
        if field and text:
            said.setdefault(field, []).append(text)
    for name, value in article.attrib.items():
        if str(name) in CALLED and str(value).strip():
            said.setdefault(CALLED[str(name)], []).append(str(value).strip())
    return said


def _body(bodies: list[Element]) -> str | None:
    """The longest text, with the others of its name."""
    longest = max(bodies, key=lambda one: len(text_of(one) or ""))
    read_bodies = (inline.content_item(one) for one in bodies if one.tag == longest.tag)
    return "\n\n".join(one.body for one in read_bodies if one and one.body) or None


def _item(article: Element, bodies: list[Element], payload: Payload) -> Item:
    problems: list[str] = []
    every = _said(article, bodies)
    said = {field: texts[0] for field, texts in every.items()}
    if "guid" not in said:
        problems.append("guid: no element is called so")
    created = instant(said.get("created"), "created", problems)
    status = fields.status(said.get("status"), problems)
    body = _body(bodies)
    item = Item(
        format=FORMAT,
        guid=said.get("guid"),
        version=said.get("version"),
        headline=said.get("headline"),
        slug=said.get("slug"),
        byline=said.get("byline"),
        dateline=fields.dateline(said.get("dateline"), city=said.get("city")),
        abstract=said.get("abstract"),
        body=body,
        language=said.get("language") or attribute(article, "lang") or payload.language,
        agency=said.get("agency"),
        first_created=created,
        version_created=instant(said.get("changed"), "changed", problems) or created,
        embargo=instant(said.get("embargo"), "embargo", problems),
        urgency=fields.urgency(said.get("urgency"), problems),
        status=status,
        kind=fields.kind([], status),
        keywords=fields.unique([fields.clean(word) for text in every.get("keywords", ()) for word in text.split(",")]),
        editor_note=said.get("note"),
        body_status="full" if body else "empty",
        problems=tuple(problems),
    )
    return inline.without_headline(item)
