"""XML that is in no standard: read where its names say plainly that it is an article, else a clear rejection."""

from __future__ import annotations

import pytest

from teletipo.errors import UnknownFormat
from teletipo.sources import parse_payload

SPANISH = """<?xml version="1.0" encoding="ISO-8859-1"?>
<noticias agencia="Agencia del Valle">
 <noticia id="NV-101">
  <fecha>2026-02-03 10:15</fecha><titulo>Abre el puente sobre el río Claro</titulo><autor>Por Ana Paz</autor>
  <idioma>es</idioma><seccion>País</seccion>
  <texto><p>Talca, 3 feb (AV).- El puente sobre el río Claro abrió este martes.</p><p>Costó 12 millones.</p></texto>
 </noticia>
 <noticia id="NV-102"><fecha>2026-02-03 10:20</fecha><titulo>Lluvia en el sur</titulo>
  <texto>Llovió toda la noche en el sur del país.

El río no creció.</texto></noticia>
</noticias>""".encode("latin-1")

ENGLISH = b"""<DOC><ID>77</ID><HEADLINE>Bridge opens</HEADLINE><BYLINE>By John Doe</BYLINE><PRIORITY>3</PRIORITY>
<BODY>&lt;p&gt;The bridge over the river opened on Tuesday.&lt;/p&gt;
&lt;p&gt;It cost 12 million.&lt;/p&gt;</BODY></DOC>"""


def test_articles_in_a_list() -> None:
    one, two = parse_payload(SPANISH).items
    assert (one.guid, one.headline, one.byline, one.language) == (
        "NV-101",
        "Abre el puente sobre el río Claro",
        "Por Ana Paz",
        "es",
    )
    assert one.body == "Talca, 3 feb (AV).- El puente sobre el río Claro abrió este martes.\n\nCostó 12 millones."
    assert (one.first_created, one.dateline and one.dateline.city) == ("2026-02-03T10:15:00", "Talca")
    assert (two.guid, two.body) == ("NV-102", "Llovió toda la noche en el sur del país.\n\nEl río no creció.")


def test_an_article_with_its_html_written_out() -> None:
    (item,) = parse_payload(ENGLISH).items
    assert (item.guid, item.headline, item.byline, item.urgency) == ("77", "Bridge opens", "By John Doe", 3)
    assert item.body == "The bridge over the river opened on Tuesday.\n\nIt cost 12 million."


def test_a_text_inside_of_what_is_called_a_story() -> None:
    text = "<text><p>The bridge over the river opened.</p></text>"
    (item,) = parse_payload(f"<story><head>Bridge opens</head>{text}<id>5</id></story>".encode()).items
    assert (item.guid, item.headline, item.body) == ("5", "Bridge opens", "The bridge over the river opened.")


def test_a_text_in_pieces_of_one_name() -> None:
    pieces = "".join(f"<part><text>Piece number {number} of the text.</text></part>" for number in range(3))
    (item,) = parse_payload(f"<doc><title>Bridge opens</title>{pieces}</doc>".encode()).items
    assert item.body == "\n\n".join(f"Piece number {number} of the text." for number in range(3))


@pytest.mark.parametrize(
    "content",
    [
        b"<config><title>Settings</title><value>1</value></config>",
        b"<?xml version='1.0'?><menu><title>Home</title><link>http://a.example</link></menu>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><title>A picture</title><text>Some words in a picture</text></svg>",
    ],
)
def test_what_is_no_article_is_refused_with_its_first_bytes(content: bytes) -> None:
    with pytest.raises(UnknownFormat) as caught:
        parse_payload(content)
    assert caught.value.detail is not None
    assert caught.value.detail.startswith("<")
