"""How agencies bend the standards: each case is one habit, and what must come out all the same."""

from __future__ import annotations

import json
import unicodedata

import pytest

from teletipo.model import Item, ItemDateline
from teletipo.sources import parse_payload

WRAPPED = "Lima, 8 ene (AG).- Primer párrafo que la máquina cortó\nal llegar al margen derecho de la hoja.\n\nSegundo."
UNWRAPPED = [
    "Lima, 8 ene (AG).- Primer párrafo que la máquina cortó al llegar al margen derecho de la hoja.",
    "Segundo.",
]


def read(content: str | bytes) -> tuple[Item, ...]:
    parsed = parse_payload(content.encode() if isinstance(content, str) else content)
    assert parsed.rejections == ()
    return parsed.items


def paragraphs(item: Item) -> list[str]:
    return (item.body or "").split("\n\n")


def newsml_1(*, management: str = "", lines: str = "", content: str = "<p>Uno.</p>", public: str = "") -> str:
    return (
        "<NewsML><NewsEnvelope><DateAndTime>20260108T103215+0100</DateAndTime><Priority FormalName='2'/></NewsEnvelope>"
        "<NewsItem xml:lang='es'><Identification><NewsIdentifier><ProviderId>ag.example</ProviderId>"
        "<DateId>20260108T093000Z</DateId><NewsItemId>TX-1</NewsItemId>"
        f"<RevisionId PreviousRevision='1' Update='N'>2</RevisionId>{public}</NewsIdentifier></Identification>"
        f"{management}<NewsComponent><NewsLines><HeadLine>Titular</HeadLine>{lines}</NewsLines>"
        f"<ContentItem><DataContent>{content}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )


def newsml_g2(*, item: str = "", content: str = "", texts: str = "", language: str = "es") -> str:
    return (
        f"<newsItem guid='g1' version='2' xml:lang='{language}'><itemMeta>{item}</itemMeta>"
        f"<contentMeta>{content}</contentMeta><contentSet>{texts}</contentSet></newsItem>"
    )


def nitf(*, management: str = "", docdata: str = "", head: str = "", body: str = "<p>Uno.</p>") -> str:
    return (
        f"<nitf><head><title>Título</title><docdata {management}><doc-id id-string='d1'/>{docdata}</docdata></head>"
        f"<body><body.head>{head}</body.head><body.content>{body}</body.content></body></nitf>"
    )


@pytest.mark.parametrize("management", ["", "<NewsManagement/>"])
def test_newsml_1_whose_management_says_nothing(management: str) -> None:
    (item,) = read(newsml_1(management=management))
    assert (item.guid, item.version) == ("urn:newsml:ag.example:20260108T093000Z:TX-1", "2")
    assert (item.first_created, item.version_created) == ("2026-01-08T09:30:00+00:00", "2026-01-08T10:32:15+01:00")
    assert (item.urgency, item.status, item.problems) == (2, None, ())


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("20260108T103215", "2026-01-08T10:32:15"),
        ("20260108T103215+01:00", "2026-01-08T10:32:15+01:00"),
        ("20260108T103215-0430", "2026-01-08T10:32:15-04:30"),
        ("2026-01-08 10:32:15 +0100", "2026-01-08T10:32:15+01:00"),
        ("2026-01-08T10:32:15.500Z", "2026-01-08T10:32:15.500000+00:00"),
        ("20260108T1032+01", "2026-01-08T10:32:00+01:00"),
        ("08-Jan-2026 10:32:15", "2026-01-08T10:32:15"),
        ("20260108", "2026-01-08"),
    ],
)
def test_newsml_1_instants_of_any_shape(written: str, read_as: str) -> None:
    (item,) = read(
        newsml_1(management=f"<NewsManagement><ThisRevisionCreated>{written}</ThisRevisionCreated></NewsManagement>")
    )
    assert (item.version_created, item.problems) == (read_as, ())


def test_newsml_1_with_several_items() -> None:
    one = newsml_1()
    item = one[one.index("<NewsItem ") : one.index("</NewsML>")]
    both = read(one.replace("</NewsML>", item.replace("TX-1", "TX-2").replace("Uno.", "Dos.") + "</NewsML>"))
    assert [(item.guid, item.body) for item in both] == [
        ("urn:newsml:ag.example:20260108T093000Z:TX-1", "Uno."),
        ("urn:newsml:ag.example:20260108T093000Z:TX-2", "Dos."),
    ]


def test_newsml_1_nested_with_equivalents_is_read_once() -> None:
    (item,) = read(
        "<NewsML><NewsItem><NewsComponent><NewsComponent><NewsLines><HeadLine>Titular</HeadLine></NewsLines>"
        "<NewsComponent><NewsComponent EquivalentsList='yes'><Role FormalName='Main'/>"
        "<ContentItem><Format FormalName='NITF'/><DataContent><nitf><body>"
        "<body.head><dateline>Lima</dateline></body.head><body.content><p>Uno.</p><p>Dos.</p></body.content></body></nitf></DataContent></ContentItem>"
        "<ContentItem><Format FormalName='Text'/><DataContent>Uno.\n\nDos.</DataContent></ContentItem>"
        "</NewsComponent></NewsComponent></NewsComponent></NewsComponent></NewsItem></NewsML>"
    )
    assert (item.headline, item.body, item.dateline) == ("Titular", "Uno.\n\nDos.", ItemDateline("Lima", "Lima", None))


@pytest.mark.parametrize("content", [f"<pre>{WRAPPED}</pre>", WRAPPED, f"<![CDATA[{WRAPPED}]]>"])
def test_newsml_1_with_typewritten_text(content: str) -> None:
    (item,) = read(newsml_1(content=content))
    assert paragraphs(item) == UNWRAPPED


def test_newsml_1_byline_in_a_line_of_the_general_form() -> None:
    line = "<NewsLine><NewsLineType FormalName='ByLine'/><NewsLineText>Por Ana Paz</NewsLineText></NewsLine>"
    assert read(newsml_1(lines=line))[0].byline == "Por Ana Paz"


def test_newsml_1_priority_stands_in_for_urgency() -> None:
    (item,) = read(newsml_1(management="<NewsManagement><Urgency/><Priority FormalName='4'/></NewsManagement>"))
    assert item.urgency == 4


def test_newsml_1_whose_document_says_who_it_is() -> None:
    document = (
        "<nitf><head><docdata><doc-id id-string='d1'/></docdata></head><body><body.content><p>Uno.</p></body.content>"
    )
    content = f"<ContentItem><DataContent>{document}</body></nitf></DataContent></ContentItem>"
    (item,) = read(f"<NewsML><NewsItem><NewsComponent>{content}</NewsComponent></NewsItem></NewsML>")
    assert (item.guid, item.body) == ("d1", "Uno.")


def test_newsml_1_that_only_refers_to_others() -> None:
    refs = "<NewsItemRef NewsItem='a.xml'/><NewsItemRef NewsItem='b.xml'/>"
    (item,) = read(f"<NewsML><NewsItem><NewsComponent>{refs}</NewsComponent></NewsItem></NewsML>")
    assert item.links == ({"rel": "member", "ref": "a.xml"}, {"rel": "member", "ref": "b.xml"})


def test_newsml_1_embargo() -> None:
    (item,) = read(
        newsml_1(
            management="<NewsManagement><Status FormalName='Embargoed'/><StatusWillChange>"
            "<FutureStatus FormalName='Usable'/><DateAndTime>20260109T080000Z</DateAndTime>"
            "</StatusWillChange></NewsManagement>"
        )
    )
    assert (item.status, item.embargo) == ("withheld", "2026-01-09T08:00:00+00:00")


def test_newsml_g2_without_namespace_and_with_other_aliases() -> None:
    (item,) = read(
        newsml_g2(
            item="<versionCreated>2026-01-08T10:32:15.250+0100</versionCreated><firstCreated>2026-01-08</firstCreated>"
            "<embargoed/><pubStatus qcode='pubst:withheld'/>"
            "<edNote role='ednr:corr'>Corrige.</edNote><edNote>Otra.</edNote>"
            "<signal qcode='isig:correction'/>",
            content="<urgency>2</urgency>",
        )
    )
    assert (item.status, item.kind, item.urgency, item.embargo) == ("withheld", "correction", 2, None)
    assert (item.first_created, item.version_created) == ("2026-01-08", "2026-01-08T10:32:15.250000+01:00")
    assert item.editor_note == "Corrige.\nOtra."


def test_newsml_g2_codes_as_addresses() -> None:
    (item,) = read(
        newsml_g2(
            item="<pubStatus uri='http://cv.iptc.org/newscodes/pubstatusg2/canceled'/>"
            "<signal uri='http://cv.iptc.org/newscodes/signal/kill'/>"
        )
    )
    assert (item.status, item.kind) == ("canceled", "kill")


def test_newsml_g2_headline_by_its_role() -> None:
    (item,) = read(
        newsml_g2(
            content="<headline role='hl:short'>Corto</headline><headline role='hl:main'>Largo</headline>"
            "<headline role='hl:subheadline'>Debajo</headline>"
        )
    )
    assert (item.headline, item.subheadline) == ("Largo", "Debajo")


def test_newsml_g2_headline_in_the_language_of_the_item() -> None:
    headlines = "<headline xml:lang='en'>English</headline><headline xml:lang='es-PE'>Español</headline>"
    assert read(newsml_g2(content=headlines))[0].headline == "Español"
    assert read(newsml_g2(content=headlines, language="fr"))[0].headline == "English"


def test_newsml_g2_byline_in_parts() -> None:
    assert read(newsml_g2(content="<by>Por <a>Ana Paz</a><b>enviada</b></by>"))[0].byline == "Por Ana Paz enviada"


def test_newsml_g2_text_with_its_headline_on_top() -> None:
    html = "<html><body><h1>Titular</h1><p>Uno.<br/><br/>Dos.</p><h2>Sub</h2><p>Tres.</p></body></html>"
    (item,) = read(
        newsml_g2(content="<headline>Titular</headline>", texts=f"<inlineXML contenttype='x/html'>{html}</inlineXML>")
    )
    assert paragraphs(item) == ["Uno.", "Dos.", "Sub", "Tres."]


@pytest.mark.parametrize(
    "text",
    [
        "<inlineData contenttype='text/html'>&lt;p&gt;Uno &amp;amp; más.&lt;/p&gt;&lt;p&gt;Dos.&lt;/p&gt;</inlineData>",
        "<inlineData><![CDATA[<div>Uno &amp; más.</div><div>Dos.</div>]]></inlineData>",
        "<remoteContent href='a.jpg'/><inlineData contenttype='text/plain'>Uno &amp; más.\n\nDos.</inlineData>",
        "<inlineData encoding='base64'>VW5vICYgbcOhcy4KCkRvcy4=</inlineData>",
    ],
)
def test_newsml_g2_text_in_any_wrapping(text: str) -> None:
    assert read(newsml_g2(texts=text))[0].body == "Uno & más.\n\nDos."


def test_newsml_g2_message_stands_in_for_what_its_items_lack() -> None:
    message = (
        "<newsMessage><header><sent>2026-01-08T10:00:00Z</sent><priority>3</priority></header><itemSet>{}</itemSet>"
    )
    (item,) = read(message.format(newsml_g2()) + "</newsMessage>")
    assert (item.urgency, item.version_created) == (3, "2026-01-08T10:00:00+00:00")


def test_newsml_g2_bad_values_cost_themselves_alone() -> None:
    bad = newsml_g2(
        item="<versionCreated>mañana</versionCreated><pubStatus qcode='stat:raro'/>", content="<urgency>22</urgency>"
    )
    (item,) = read(bad)
    assert (item.guid, item.version_created, item.status, item.urgency) == ("g1", None, None, None)
    assert [problem.partition(":")[0] for problem in item.problems] == ["status", "versioncreated", "urgency"]


@pytest.mark.parametrize("urgency", ["<urgency>3</urgency>", "<urgency qcode='urg:3'/>"])
def test_newsml_g2_urgency_as_text_or_code(urgency: str) -> None:
    assert read(newsml_g2(content=urgency))[0].urgency == 3


def test_newsml_g2_package_of_remote_items() -> None:
    (item,) = read(
        "<packageItem guid='p'><itemMeta/><contentMeta><headline>P</headline></contentMeta>"
        "<groupSet root='g'><group id='g'><itemRef href='http://ag.example/a.xml'/><itemRef residref='b'/>"
        "</group></groupSet></packageItem>"
    )
    assert [link["ref"] for link in item.links] == ["http://ag.example/a.xml", "b"]


def test_nitf_parts_of_a_byline_and_a_dateline_stay_apart() -> None:
    (item,) = read(
        nitf(
            head="<byline>Por <person>Ana Paz</person><byttl>Enviada</byttl></byline>"
            "<dateline><location><city>Lima</city>, <country>Perú</country></location>"
            "<story.date>8 ene</story.date></dateline>"
        )
    )
    assert (item.byline, item.authors) == ("Por Ana Paz Enviada", ("Ana Paz",))
    assert item.dateline == ItemDateline("Lima, Perú 8 ene", "Lima", "8 ene")


def test_nitf_media_stand_beside_the_text() -> None:
    (item,) = read(
        nitf(
            body="<p>Uno.</p><media><media-reference source='x.jpg'/><media-caption>Pie de foto</media-caption></media>"
            "<hl2>Subtítulo</hl2><p>Dos <em>énfasis</em>, y<br/>sigue.</p><block><p>Tres.</p></block>"
            "<table><tr><td>a</td><td>b</td></tr></table><ol><li>Cuatro</li></ol><p> </p>"
        )
    )
    assert paragraphs(item) == ["Uno.", "Subtítulo", "Dos énfasis, y\nsigue.", "Tres.", "a\tb", "Cuatro"]


@pytest.mark.parametrize("body", [f"<pre>{WRAPPED}</pre>", WRAPPED, f"<block>{WRAPPED}</block>"])
def test_nitf_with_typewritten_text(body: str) -> None:
    assert paragraphs(read(nitf(body=body))[0]) == UNWRAPPED


def test_nitf_note_is_no_body() -> None:
    (item,) = read(nitf(head="<note><body.content><p>Para los clientes.</p></body.content></note>"))
    assert item.body == "Uno."


@pytest.mark.parametrize(
    ("management", "status"),
    [
        ("", "usable"),
        ("management-status='embargoed'", "withheld"),
        ("management-status='canceled'", "canceled"),
        ("management-status='raro'", None),
    ],
)
def test_nitf_status(management: str, status: str | None) -> None:
    assert read(nitf(management=management))[0].status == status


@pytest.mark.parametrize(("urgency", "read_as"), [("3", 3), ("9", 9), ("0", None), ("10", None), ("u2", 2)])
def test_nitf_urgency(urgency: str, read_as: int | None) -> None:
    (item,) = read(nitf(docdata=f"<urgency ed-urg='{urgency}'/>"))
    assert (item.urgency, bool(item.problems)) == (read_as, read_as is None)


def test_nitf_version_and_expiry() -> None:
    (item,) = read(
        nitf(
            docdata="<date.issue norm='20260108T1032+0100'/><date.expire norm='20270108'/><du-key key='k' version='3'/>"
        )
    )
    assert (item.version, item.version_created, item.embargo) == ("3", "2026-01-08T10:32:00+01:00", None)


def test_several_nitf_in_a_wrapper() -> None:
    both = read(f"<wire>{nitf()}{nitf().replace('d1', 'd2')}</wire>")
    assert [item.guid for item in both] == ["d1", "d2"]


def test_ninjs_headline_and_body_by_role_and_type() -> None:
    (item,) = read(
        json.dumps(
            {
                "uri": "u",
                "pubStatus": "canceled",
                "headlines": [
                    {"role": "kicker", "value": "Antetítulo"},
                    {"role": "main", "value": "Titular"},
                    {"role": "subtitle", "value": "Debajo"},
                ],
                "bodies": [
                    {"contentType": "text/plain", "value": "Uno.\nDos."},
                    {"contentType": "application/xhtml+xml", "value": "<p>Uno.</p><p>Dos.</p>"},
                ],
            }
        )
    )
    assert (item.headline, item.subheadline, item.body) == ("Titular", "Debajo", "Uno.\n\nDos.")
    assert (item.status, item.kind) == ("canceled", "kill")


def test_ninjs_in_objects_instead_of_lists() -> None:
    (item,) = read(
        json.dumps(
            {"uri": "u", "headlines": {"main": "Titular", "sub": "Debajo"}, "dateline": {"text": "LIMA, Jan 8 (AG) -"}}
        )
    )
    assert (item.headline, item.subheadline, item.status) == ("Titular", "Debajo", "usable")
    assert item.dateline == ItemDateline("LIMA, Jan 8 (AG) -", "LIMA", "Jan 8")


def test_ninjs_with_lists_for_strings() -> None:
    (item,) = read(
        json.dumps({"uri": "u", "headline": "T", "byline": ["Ana", "Luis"], "language": ["es"], "version": 2.0})
    )
    assert (item.byline, item.language, item.version) == ("Ana, Luis", "es", "2")


def test_ninjs_with_little_more_than_a_guid() -> None:
    (item,) = read(json.dumps({"guid": "g", "body": "<p>Uno.</p>", "priority": 6, "firstcreated": "mal"}))
    assert (item.guid, item.body, item.urgency, item.first_created) == ("g", "Uno.", 6, None)


def test_ninjs_that_carries_nitf_in_an_envelope() -> None:
    document = "<nitf><body><body.content><p>Uno.</p><p>Dos.</p></body.content></body></nitf>"
    record = {"uri": "a", "headline": "Titular", "body_nitf": document}
    (item,) = read(json.dumps({"data": {"items": [{"item": record}]}}))
    assert (item.guid, item.headline, item.body) == ("a", "Titular", "Uno.\n\nDos.")


HEADED = (
    "\x01eca100 3 p 120 opt  ag 1\r\n\r\nPerú/votación/\r\n\x02Perú vota con calma\r\nPor Ana Paz, ag =\r\n\r\n"
    "Lima (ag) - Primer párrafo que la máquina cortó\r\nal llegar al margen derecho de la hoja.\r\n\r\nSegundo.\r\n"
    "\x03\r\n081032 GMT Jan 26\r\n\x04"
)


@pytest.mark.parametrize("missing", ["", "\x01", "\x02", "\x03", "\x04", "\x01\x02", "\x01\x02\x03\x04"])
@pytest.mark.parametrize("charset", ["utf-8", "latin-1"])
def test_iptc_7901_without_its_control_characters(missing: str, charset: str) -> None:
    (item,) = read(HEADED.translate(dict.fromkeys(map(ord, missing))).encode(charset))
    assert (item.headline, item.byline, item.slug) == ("Perú vota con calma", "Por Ana Paz, ag", "Perú/votación")
    assert (item.version_created, item.urgency) == ("2026-01-08T10:32:00+00:00", 3)
    assert paragraphs(item) == [UNWRAPPED[0].replace("Lima, 8 ene (AG).-", "Lima (ag) -"), "Segundo."]


def test_iptc_7901_in_its_own_character_set() -> None:
    marks = {"\u0301": 0xC2, "\u0308": 0xC8, "\u0303": 0xC4, "\u0327": 0xCB}

    def written(char: str) -> bytes:
        base, *mark = unicodedata.normalize("NFD", char)
        return b"\xfb" if char == "ß" else bytes([*(marks[one] for one in mark), ord(base)])

    said = "Perú vota: año difícil, Müller, façade, Straße"
    content = HEADED.replace("Perú vota con calma", said)
    (item,) = read(b"".join(map(written, content)))
    assert item.headline == said
    assert paragraphs(item)[0].endswith("que la máquina cortó al llegar al margen derecho de la hoja.")


@pytest.mark.parametrize("joint", ["", "\r\n", "\r\n\x16\x16"])
def test_iptc_7901_messages_in_one_file(joint: str) -> None:
    second = HEADED.replace("eca100 3", "eca101 5")
    assert [item.urgency for item in read(HEADED + joint + second)] == [3, 5]


def test_iptc_7901_messages_without_any_control_character() -> None:
    bare = HEADED.translate(dict.fromkeys((1, 2, 3, 4)))
    both = read(bare + "\r\n" + bare.replace("eca100 3", "eca101 5"))
    assert [(item.urgency, paragraphs(item)[-1]) for item in both] == [(3, "Segundo."), (5, "Segundo.")]


@pytest.mark.parametrize("charset", ["latin-1", "cp850", "utf-8"])
def test_iptc_7901_behind_teleprinter_marks(charset: str) -> None:
    """``ZCZC`` and ``NNNN`` around the message, NUL inside it, an aside above the headline."""
    message = (
        "\x01\x00zczc\r\nFRS1234 4 I 0234 FRA /AG\r\nFrance-politique\r\n\x02(Synthèse, réactions)\r\nLe Sénat adopte "
        "le budget\r\nPar Jean DUPONT\r\n   PARIS, 8 jan 2026 (AG) - Le Sénat a adopté jeudi le budget\r\n"
        "de l'Etat.\r\n   Deuxième paragraphe.\r\n081032 GMT JAN 26\r\n\r\nNNNN\r\n"
    )
    (item,) = read(message.encode(charset))
    assert (item.headline, item.byline, item.slug) == (
        "Le Sénat adopte le budget",
        "Par Jean DUPONT",
        "France-politique",
    )
    assert (item.editor_note, item.version_created) == ("(Synthèse, réactions)", "2026-01-08T10:32:00+00:00")
    assert paragraphs(item) == [
        "PARIS, 8 jan 2026 (AG) - Le Sénat a adopté jeudi le budget de l'Etat.",
        "Deuxième paragraphe.",
    ]


def test_iptc_7901_behind_synchronisation_is_not_anpa() -> None:
    parsed = parse_payload(("\x16\x16" + HEADED).encode())
    assert parsed.format == "iptc7901"


ANPA = (
    "\x16\x16\x01W2607\x1f_ag\r\nr i\x13\x11 BC-PE--Vote {version}  01-08 0120\r\n\x02^BC-PE--Vote, {version},<\r\n"
    "^Peru votes<\r\n^By JO SMITH=\r\n^The Agency=\r\n\t   LIMA, Peru (AG) _ It ``voted''.\r\n \r\n\t   Second.\r\n"
    "\x03\r\n\t   AG-WF-01-08-26 1532GMT<\r\n"
)


def test_anpa_1312_messages_in_one_file() -> None:
    versions = ("3rd Ld", "Take 2", "CORRECTION")
    found = read("".join(ANPA.format(version=version) for version in versions))
    assert [item.version for item in found] == list(versions)
    assert [item.kind for item in found] == ["update", None, "correction"]
    assert {item.body for item in found} == {"LIMA, Peru (AG) — It “voted”.\n\nSecond."}
    assert {(item.headline, item.byline) for item in found} == {("Peru votes", "By JO SMITH")}


MAIL = (
    "From: Agencia <a@ag.example>\r\nSubject: =?iso-8859-1?Q?Espa=F1a_crece?=\r\n"
    "Date: Thu, 8 Jan 2026 10:32:15 -0500\r\nMessage-ID: <1@ag>\r\nMIME-Version: 1.0\r\n"
)
NESTED = (
    "Content-Type: multipart/mixed; boundary=A\r\n\r\n--A\r\nContent-Type: multipart/alternative; boundary=B\r\n\r\n"
    "--B\r\nContent-Type: text/plain\r\n\r\n \r\n--B\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    "<p>España crece.</p><p>Dos.</p>\r\n--B--\r\n--A\r\nContent-Type: text/plain\r\n"
    "Content-Disposition: attachment; filename=x.txt\r\n\r\nadjunto\r\n--A--\r\n"
)
ATTACHED = (
    "Content-Type: multipart/mixed; boundary=A\r\n\r\n--A\r\nContent-Type: application/xml; charset=utf-8\r\n"
    "Content-Disposition: attachment; filename=a.xml\r\n\r\n"
    "<nitf><body><body.content><p>España crece.</p><p>Dos.</p></body.content></body></nitf>\r\n--A--\r\n"
)


BASE64 = (
    "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    "RXNwYfFhIGNyZWNlLg0KDQpEb3Mu"
)
QUOTED_PRINTABLE = (
    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "<html><head><style>p{}</style></head><body><p>Espa=C3=B1a crece.</p><p>Dos.</p></body></html>"
)
FLOWED = "Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nEspaña \r\ncrece.\r\n\r\nDos.\r\n"


@pytest.mark.parametrize(
    "content",
    [BASE64, QUOTED_PRINTABLE, FLOWED, NESTED, ATTACHED],
    ids=["base64", "quoted-printable", "flowed", "nested", "attached"],
)
def test_mail_of_any_build(content: str) -> None:
    (item,) = read(MAIL + content)
    assert (item.format, item.guid, item.headline) == ("mail", "1@ag", "España crece")
    assert (item.published, item.body) == ("2026-01-08T10:32:15-05:00", "España crece.\n\nDos.")


@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
@pytest.mark.parametrize(
    "whole",
    [
        newsml_1(content="<p>Uno.</p>" * 200),
        newsml_g2(texts="<inlineXML><html><body>" + "<p>Uno.</p>" * 200 + "</body></html></inlineXML>"),
        nitf(body="<p>Uno.</p>" * 200),
    ],
    ids=["newsml_1", "newsml_g2", "nitf"],
)
def test_markup_that_breaks_off_is_no_whole_item(whole: str, share: float) -> None:
    (complete,) = read(whole)
    assert (complete.body_status, [one for one in complete.problems if "breaks off" in one]) == ("full", [])
    (cut,) = read(whole[: int(len(whole) * share)])
    assert cut.body_status == "partial"
    assert any("breaks off" in one for one in cut.problems)


def test_a_feed_that_breaks_off_before_its_first_item_is_a_rejection() -> None:
    (rejection,) = parse_payload(b"<rss version='2.0'><channel><title>Agencia</title>").rejections
    assert rejection.reason == "cut-off"


def test_ninjs_with_plain_words_for_subjects() -> None:
    (item,) = read(json.dumps({"uri": "u", "headline": "T", "subject": ["sanidad", {"code": "07"}]}))
    assert item.subjects == ("sanidad", "07")


@pytest.mark.parametrize(("previous", "update", "kind"), [("0", "N", None), ("1", "N", "update"), ("0", "U", "update")])
def test_newsml_1_revision_is_an_update(previous: str, update: str, kind: str | None) -> None:
    whole = newsml_1().replace("PreviousRevision='1' Update='N'", f"PreviousRevision='{previous}' Update='{update}'")
    assert read(whole)[0].kind == kind


def test_a_json_list_that_breaks_off_loses_only_what_is_cut() -> None:
    whole = json.dumps([{"uri": f"u{number}", "headline": "T", "body_text": "Uno."} for number in range(3)])
    parsed = parse_payload(whole[:-20].encode())
    assert [item.guid for item in parsed.items] == ["u0", "u1"]
    (rejection,) = parsed.rejections
    assert "JSON is broken" in rejection.message


def test_a_json_line_that_is_broken_costs_that_line() -> None:
    lines = [json.dumps({"uri": f"u{number}", "headline": "T", "pubstatus": "usable"}) for number in range(3)]
    parsed = parse_payload("\n".join([lines[0], lines[1][:-5], lines[2]]).encode())
    assert [item.guid for item in parsed.items] == ["u0", "u2"]
    assert len(parsed.rejections) == 1


def test_teleprinter_text_in_the_set_of_central_europe() -> None:
    text = "pap0012 4 kr 0050 PAP 12\r\n\x02Sejm głosuje nad budżetem\r\n\r\nWarszawa (PAP) - Dziś głosują.\r\n\x03"
    (item,) = read(f"\x01{text}".encode("cp1250"))
    assert item.headline == "Sejm głosuje nad budżetem"


def test_ninjs_in_the_envelope_of_an_interface() -> None:
    item = {"uri": "u", "version": 2, "headline": "T", "bylines": [{"by": "By ANA PAZ"}, {"by": "LUIS GIL"}]}
    item["datelinelocation"] = {"city": "Lima", "countryname": "Peru"}
    (found,) = read(json.dumps({"api_version": "1.1", "data": {"item": item}}))
    assert (found.guid, found.version, found.byline) == ("u", "2", "By ANA PAZ, LUIS GIL")
    assert found.dateline == ItemDateline(None, "Lima", None)
