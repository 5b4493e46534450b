"""From an item to a report: what is read, what is set apart, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teletipo.errors import BadHeaderDate, NoText
from teletipo.model import Dateline, Item, ItemDateline, Kind, Report
from teletipo.normalize.header import header_date
from teletipo.normalize.report import SourceFacts, normalize
from teletipo.normalize.text import clean

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
RECEIVED = datetime(2026, 1, 9, 8, tzinfo=UTC)
BODY = (
    "Moscú, 8 ene (EFE).- El presidente ruso dijo que la guerra seguirá.\n\n"
    "El ministro de Exteriores lo confirmó en rueda de prensa ante los periodistas."
)
ENGLISH = (
    "MOSCOW, Jan 8 (Reuters) - The Russian president said the war would go on.\n\n"
    "He told reporters that more would follow in the coming weeks."
)


def _report(body: str, **fields: str | None) -> Report:
    return normalize(Item(format="text", body=body, **fields), report_id="r1", received=RECEIVED)  # type: ignore[arg-type]


def _labels(report: Report) -> list[tuple[str, str]]:
    return [(zone.label, zone.text) for zone in report.zones]


def test_the_seed_has_its_date_from_its_header() -> None:
    text = SEEDS[0].read_text(encoding="utf-8")
    report = normalize(Item(format="text", body=text), report_id="seed")
    assert report.published is not None
    assert report.published.iso() == "2026-01-08"
    assert report.language == "es"
    assert _labels(report) == [("header", "date 2026-01-08")]
    assert report.text == text
    assert report.text[report.zones[0].start : report.zones[0].end] == "date 2026-01-08"


def test_a_span_of_the_report_is_found_in_the_text_that_came_in() -> None:
    body = "Mosc\u0075\u0301, 8 ene (EFE).- \u200bEl  presi\u00addente dijo &quot;no&quot;.\r\n\r\n\r\nHabrá más."
    report = _report(body)
    cleaned = clean(body)
    assert cleaned.text == report.text
    start = report.text.index("presidente")
    first, last = cleaned.to_raw(start, report.text.index('"no"') + 4)
    assert body[first:last] == "presi\u00addente dijo &quot;no&quot;"


def test_a_header_that_is_no_date_is_refused_with_its_text() -> None:
    with pytest.raises(BadHeaderDate, match="2026-13-45") as caught:
        _report(" date 2026-13-45 El intercambio epistolar")
    assert caught.value.reason == "bad-header-date"
    assert caught.value.detail == "date 2026-13-45"


@pytest.mark.parametrize("text", ["Date 2026 was a good year", "date", "El 2026-01-08 llovió", "dates 2026-01-08"])
def test_no_header(text: str) -> None:
    assert header_date(text) is None


def test_an_item_without_text_is_refused() -> None:
    with pytest.raises(NoText):
        _report(" \n")


def test_claims_are_all_kept_and_the_choice_is_explained() -> None:
    report = _report(BODY, published="2026-01-08", first_created="2026-01-08T09:32:00+01:00")
    assert report.published is not None
    assert report.published.iso() == "2026-01-08T09:32:00+01:00"
    assert [claim.origin for claim in report.claims] == ["first_created", "published", "dateline"]
    assert all(claim.reason for claim in report.claims)


@pytest.mark.parametrize(
    ("agency", "time_zone", "iso"),
    [
        (None, "Asia/Shanghai", "2026-01-08T10:32:00+08:00"),
        ("Xinhua", None, "2026-01-08T10:32:00+08:00"),
        ("Prensa Latina", None, "2026-01-08T10:32:00-05:00"),
        ("Xinhua", "America/Chicago", "2026-01-08T10:32:00-06:00"),
    ],
)
def test_the_zone_or_the_agency_of_a_source_tells_which_cst_is_meant(
    agency: str | None, time_zone: str | None, iso: str
) -> None:
    item = Item(format="rss", body=ENGLISH, published="8 Jan 2026 10:32 CST")
    facts = SourceFacts(agency=agency, time_zone=time_zone)
    report = normalize(item, report_id="r", source=facts, received=RECEIVED)
    assert report.published is not None
    assert report.published.iso() == iso


def test_a_feed_from_the_future_is_passed_over_for_the_dateline() -> None:
    report = _report(BODY, published="2031-01-08T00:00:00Z")
    assert report.published is not None
    assert report.published.iso() == "2026-01-08"
    assert [claim.origin for claim in report.claims if claim.instant is None] == ["published"]


@pytest.mark.parametrize(
    "published", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "ayer", "\x00", "2026-13-45"]
)
def test_no_date_of_an_item_raises(published: str) -> None:
    report = normalize(Item(format="rss", body=BODY, published=published), report_id="r")
    assert [claim.text for claim in report.claims if claim.origin == "published"] == [published]


def test_a_line_that_is_a_date_and_the_address_are_claims() -> None:
    item = Item(
        format="page",
        body="Las bolsas caen\n7 de enero de 2026\nLas bolsas de todo el mundo han caído por tercer día consecutivo.",
        url="https://example.org/2026/01/08/bolsas",
    )
    report = normalize(item, report_id="r", received=RECEIVED)
    assert report.published is not None
    assert report.published.iso() == "2026-01-07"
    assert [claim.origin for claim in report.claims] == ["text", "address"]
    assert _labels(report) == [("headline", "Las bolsas caen"), ("dateline", "7 de enero de 2026")]


def test_a_dateline_takes_its_year_from_the_date_of_publication() -> None:
    report = _report(BODY, published="2019-01-09T00:30:00+03:00")
    assert report.dateline is not None
    assert report.dateline.date == "2019-01-08"


def test_a_dateline_in_fields_of_its_own_has_no_span() -> None:
    marked = ItemDateline(text="MADRID, 7 Ene. 2026 (Europa Press) -", city="MADRID", date="7 Ene. 2026")
    item = Item(format="newsml", body="El presidente dijo ayer que no habrá acuerdo.", dateline=marked)
    report = normalize(item, report_id="r", received=RECEIVED)
    assert report.dateline == Dateline(place="Madrid", date="2026-01-07", agency="Europa Press", spans=())
    assert report.agency == "Europa Press"
    assert report.published is not None
    assert report.published.iso() == "2026-01-07"


def test_the_zone_of_the_source_is_assumed_and_marked() -> None:
    facts = SourceFacts(agency="efe", time_zone="Europe/Madrid")
    item = Item(format="rss", body="El presidente dijo ayer que no.", published="2026-01-08 10:32")
    report = normalize(item, report_id="r", source=facts, received=RECEIVED)
    assert report.published is not None
    assert report.published.iso() == "2026-01-08T10:32:00+01:00"
    assert report.published.zone == "assumed:Europe/Madrid"
    assert report.agency == "EFE"


def test_nothing_is_deleted_and_everything_is_set_apart() -> None:
    report = _report(
        "BC-EU--Russia, 1st Ld-Writethru\nRussia says war goes on\nBy JOHN SMITH\nAssociated Press\n"
        f"{ENGLISH}\n\n(Reporting by A B; Editing by C D)\n\nOur Standards: The Thomson Reuters Trust Principles."
    )
    assert _labels(report) == [
        ("slug", "BC-EU--Russia, 1st Ld-Writethru"),
        ("headline", "Russia says war goes on"),
        ("byline", "By JOHN SMITH"),
        ("byline", "Associated Press"),
        ("dateline", "MOSCOW, Jan 8 (Reuters) -"),
        ("credit", "(Reporting by A B; Editing by C D)"),
        ("boilerplate", "Our Standards: The Thomson Reuters Trust Principles."),
    ]
    assert report.headline == "Russia says war goes on"
    assert report.kind == "update"


def test_a_sign_off_and_a_spanish_credit_line() -> None:
    report = _report(f"Por Juan Pérez\n\n{BODY} EFE\nmrc/pl\n\nNoticia en desarrollo\n\nLea también: Otra cosa")
    assert _labels(report) == [
        ("byline", "Por Juan Pérez"),
        ("dateline", "Moscú, 8 ene (EFE).-"),
        ("credit", "EFE"),
        ("credit", "mrc/pl"),
        ("boilerplate", "Noticia en desarrollo"),
        ("boilerplate", "Lea también: Otra cosa"),
    ]


def test_section_and_desk_words_above_a_dateline() -> None:
    report = _report(
        "EEUU-VENEZUELA (Crónica)\n\nTrump amenaza a Maduro con sanciones\n\nATENCIÓN: Actualiza con declaraciones\n\n"
        f"{BODY}\n\nhma/eat/jrh\n\n(foto) (vídeo)"
    )
    assert _labels(report) == [
        ("slug", "EEUU-VENEZUELA (Crónica)"),
        ("headline", "Trump amenaza a Maduro con sanciones"),
        ("notice", "ATENCIÓN: Actualiza con declaraciones"),
        ("dateline", "Moscú, 8 ene (EFE).-"),
        ("credit", "hma/eat/jrh"),
        ("notice", "(foto) (vídeo)"),
    ]
    assert report.kind == "update"


@pytest.mark.parametrize("end", ["(END)", "-0-", "___", "NNNN", "desk@example.org", "© Agence France-Presse"])
def test_what_closes_a_report(end: str) -> None:
    assert _labels(_report(f"{ENGLISH}\n\n{end}"))[-1] == ("credit", end)


@pytest.mark.parametrize(
    "line",
    [
        "Compartir el poder con la oposición no está en los planes, dijo el presidente.",
        "Por la tarde, el presidente viajó a Lima.",
        "Anula el Supremo la sentencia contra el ministro, según fuentes judiciales.",
        "Según la agencia EFE, el presidente viajará a Lima.",
        "Información de la que no se dispone todavía es la cifra de muertos, según el ministro. " * 3,
    ],
)
def test_the_report_itself_is_not_set_apart(line: str) -> None:
    report = _report(f"{BODY}\n\n{line}\n\n{'El juez lo confirmó. ' * 3}")
    assert [label for label, text in _labels(report) if text in line] == []


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        ("CORRECCIÓN: El presidente", BODY, "correction"),
        ("AMP.- El presidente", BODY, "update"),
        ("EEUU-Rusia (AMPLIACIÓN)", BODY, "update"),
        ("2ª AMPLIACIÓN: Putin", BODY, "update"),
        ("ANULACIÓN: El presidente", BODY, "kill"),
        ("UPDATE 2-Oil rises", ENGLISH, "update"),
        ("CORRECTED-Oil rises", ENGLISH, "correction"),
        ("UPDATE 1-CORRECTED-Oil rises", ENGLISH, "correction"),
        ("UPDATE1: Oil rises", ENGLISH, "update"),
        ("Oil rises (2nd LD)", ENGLISH, "update"),
        ("KILL: Oil", ENGLISH, "kill"),
        (None, f"(Corrige en el segundo párrafo el nombre)\n\n{BODY}", "correction"),
        (None, f"(Adds details, quotes)\n\n{ENGLISH}", "update"),
        ("Anula el Supremo la sentencia", BODY, "original"),
        ("Corrige el rumbo el Gobierno", BODY, "original"),
        ("Actualización de precios en España", BODY, "original"),
        ("Updated plan for the city", ENGLISH, "original"),
        ("Lead poisoning in Flint", ENGLISH, "original"),
        ("Kill Bill turns 20", ENGLISH, "original"),
    ],
)
def test_kind(headline: str | None, body: str, kind: str) -> None:
    assert _report(body, headline=headline).kind == kind


@pytest.mark.parametrize(
    ("said", "headline", "kind"),
    [
        ("update", "CORRECTED-Oil rises", "correction"),
        ("kill", "UPDATE 2-Oil rises", "kill"),
        ("update", "Oil", "update"),
    ],
)
def test_of_what_the_wire_and_its_words_say_of_the_kind_the_graver_counts(said: Kind, headline: str, kind: str) -> None:
    assert _report(ENGLISH, headline=headline, kind=said).kind == kind


@given(st.text(min_size=1, max_size=300), st.text(max_size=60))
def test_no_item_raises_but_for_want_of_text_and_zones_slice(body: str, published: str) -> None:
    try:
        report = _report(body, published=published, headline=body[:40])
    except (NoText, BadHeaderDate):
        return
    assert all(report.text[zone.start : zone.end] == zone.text for zone in report.zones)
    again = _report(report.text, published=published, headline=body[:40])
    assert again.text == report.text
    assert again.zones == report.zones


@pytest.mark.parametrize(
    ("line", "label"),
    [
        *((sign, "credit") for sign in ("EFE", "(EFE)", "EFE aam/jlp/cmr", "Europa Press", "(SERVIMEDIA) 08-ENE-2026")),
        *((sign, "credit") for sign in ("Lusa/Fim", "(ANSA).", "--IANS", "(PTI) ABC XYZ", "JPS // ABC", "jpf/ala")),
        *((mark, "credit") for mark in ("-- FIN --", "FIN/2026", "ENDS", "Enditem", "-0-", "###", "___")),
        *((line, "credit") for line in ("(With inputs from agencies)", "(Con información de AFP)", "Vídeo: EFE")),
        *((line, "boilerplate") for line in ("Noticia en desarrollo", "Esta noticia será ampliada", "(Continuará)")),
        *(
            (line, "boilerplate")
            for line in ("Síguenos en X y Facebook", "Suscríbete a nuestro boletín", "Etiquetas: paz")
        ),
        *((line, "boilerplate") for line in ("Follow us on Twitter", "Sign up for our newsletter", "More to follow")),
    ],
)
def test_what_stands_under_a_report_is_set_apart(line: str, label: str) -> None:
    assert _labels(_report(f"{BODY}\n\n{line}"))[-1] == (label, line)


@pytest.mark.parametrize(
    "line",
    [
        "EFE dijo que no.",
        "El fin de la guerra está cerca.",
        "Reuters no pudo confirmar los datos de manera independiente.",
        "Continuará la búsqueda mañana.",
        "La NASA lo niega",
        "No habrá más.",
    ],
)
def test_a_last_sentence_is_no_credit(line: str) -> None:
    assert _labels(_report(f"{BODY}\n\n{line}"))[-1][0] == "dateline"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (ENGLISH, "Ann Lee in Dallas and Bo Park contributed to this report."),
        (BODY, "Las periodistas Ana Lis en Lima y Eva Paz en Quito contribuyeron a este despacho."),
    ],
)
def test_who_contributed_is_a_credit(body: str, line: str) -> None:
    assert _labels(_report(f"{body}\n\n{line}"))[-1] == ("credit", line)


@pytest.mark.parametrize(
    ("body", "credit"),
    [
        (ENGLISH, "(Reporting by Ann Lee in Oslo; Editing by Bo Park)"),
        (ENGLISH, "Editing by J. K. Orr and Ann Lee."),
        (BODY, "(Reporte de Ana Lis en Lima; editado en español por Eva Paz)"),
        (BODY, "Con información de AP y Reuters."),
    ],
)
def test_a_credit_may_close_the_last_paragraph(body: str, credit: str) -> None:
    assert _labels(_report(f"{body}\n\nNobody was hurt. {credit}"))[-1] == ("credit", credit)


def test_a_last_sentence_that_only_begins_like_a_credit_tells_something() -> None:
    told = "Nadie resultó herido. Con información de la OMS, el centro prepara un plan."
    assert _labels(_report(f"{BODY}\n\n{told}"))[-1][0] == "dateline"


def test_who_reported_from_where_is_a_credit_behind_a_ruled_line_only() -> None:
    told = "Orr reported from Oslo."
    assert ("credit", told) in _labels(_report(f"{ENGLISH}\n\n___\n\n{told}"))
    assert ("credit", told) not in _labels(_report(f"{ENGLISH}\n\n{told}"))


def test_nothing_behind_the_notebook_is_the_reports() -> None:
    report = _report(f"{ENGLISH}\n\n# Notebook\n\n- adds a comment\n\nReporting by: Ann Lee\n\n- Tel: 555 0100")
    assert _labels(report)[1:] == [
        ("boilerplate", "# Notebook"),
        ("boilerplate", "- adds a comment"),
        ("credit", "Reporting by: Ann Lee"),
        ("boilerplate", "- Tel: 555 0100"),
    ]
