"""Each agency format: what must come out where the file has it, and that no field costs an item."""

from __future__ import annotations

from pathlib import Path

import pytest

from teletipo.model import Item, ItemDateline
from teletipo.sources import parse_payload

SAMPLES = Path(__file__).parent / "samples"


def items(sample: str, **options: str) -> tuple[Item, ...]:
    return parse_payload((SAMPLES / sample).read_bytes(), name=sample, **options).items


def parsed(text: str) -> Item:
    return parse_payload(text.encode()).items[0]


def test_newsml_g2() -> None:
    item, killed = items("newsml_g2_cet.xml")
    assert (item.guid, item.version) == ("urn:newsml:agencia.example:20260108:0001", "3")
    assert item.headline == "El banco central de Perú baja su tasa de interés"
    assert item.subheadline == "Es el tercer recorte seguido"
    assert (item.slug, item.byline, item.language, item.agency) == (
        "PERU ECONOMIA",
        "Por Ana Pérez",
        "es-ES",
        "Agencia Ejemplo",
    )
    assert item.dateline == ItemDateline("Lima, 8 ene (AGENCIA).-", "Lima", "8 ene")
    assert item.version_created == "2026-01-08T10:32:15+01:00"
    assert item.first_created == "2026-01-08T09:00:00+00:00"
    assert item.embargo == "2026-01-08T18:00:00+01:00"
    assert (item.urgency, item.status, item.kind) == (2, "usable", "correction")
    assert item.subjects == ("medtop:20000350",)
    assert item.editor_note == "Añade reacciones en el segundo párrafo."
    assert item.links[0]["rel"] == "previousVersion"
    assert item.body is not None
    assert item.body.split("\n\n") == [
        "Lima, 8 ene (AGENCIA).- El banco central redujo su tasa al 4,25 %.",
        '"Hay margen", dijo su presidente.',
        "La inflación cerró en 1,6 %.",
        "Enero\t4,25",
    ]
    assert (killed.guid, killed.status, killed.kind) == (None, "canceled", "kill")
    assert killed.version_created == "2026-01-08T10:40:00+01:00"
    assert {problem.partition(":")[0] for problem in killed.problems} == {"guid", "versioncreated"}


def test_newsml_g2_with_html_written_out_as_text() -> None:
    (item,) = items("newsml_g2_escaped_html.xml")
    assert item.body == "PARIS, 8 jan 2026 (Agence) - Le Sénat a adopté le texte.\n\nLa suite vendredi."
    assert (item.status, item.urgency, item.abstract) == ("withheld", None, "Le vote a eu lieu jeudi.")
    assert item.version_created == "2026-01-08T10:32:15"


def test_a_package_points_at_its_members() -> None:
    package = parsed(
        '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="p" version="1">'
        "<itemMeta><title>Lo más leído</title></itemMeta>"
        '<groupSet><group><itemRef residref="a"/><itemRef residref="b" version="2"/></group></groupSet></packageItem>'
    )
    assert (package.guid, package.headline, package.body_status) == ("p", "Lo más leído", "empty")
    assert package.links == ({"rel": "member", "ref": "a"}, {"rel": "member", "ref": "b", "version": "2"})


def test_vocabulary_is_no_report_and_no_crash() -> None:
    result = parse_payload(
        b'<conceptItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="c"><concept/></conceptItem>'
    )
    assert result.items == ()
    assert result.rejections[0].reason == "no-report"


def test_newsml_12() -> None:
    (item,) = items("newsml_12_efe.xml")
    assert (item.guid, item.version) == ("urn:newsml:agencia.example:20260108:23456789:2N", "2")
    assert {"rel": "revisionOf", "ref": "urn:newsml:agencia.example:20260108:23456789"} in item.links
    assert (item.headline, item.byline) == ("Colombia retoma el diálogo de paz", "Jaime Ruiz")
    assert item.abstract == "Tras un año de pausa."
    assert (
        item.body == "Bogotá, 8 ene (AGENCIA).- El Gobierno y la guerrilla vuelven a la mesa.\n\nSerá en La Habana. EFE"
    )
    assert (item.first_created, item.embargo) == ("2026-01-08T09:30:00-05:00", "2026-01-08T18:00:00-05:00")
    assert (item.urgency, item.status, item.language) == (4, "withheld", "es")
    assert item.subjects == ("11000000", "11002000")


def test_newsml_12_in_two_languages_is_two_items() -> None:
    dutch, french = items("newsml_12_two_languages.xml")
    assert (dutch.language, french.language) == ("nl", "fr")
    assert (dutch.guid, french.guid) == (
        "urn:newsml:agentschap.example:777#nl1",
        "urn:newsml:agentschap.example:777#fr1",
    )
    assert french.headline == "La Chambre approuve le budget"
    assert dutch.body == "(BRUSSEL) De Kamer heeft donderdag de begroting goedgekeurd."
    assert dutch.version_created == "2026-01-08T13:15:00"


def test_revisions_in_newsml_12_share_what_they_are_revisions_of() -> None:
    content = (SAMPLES / "newsml_12_efe.xml").read_text(encoding="utf-8")
    later = content.replace(":2N<", ":3N<").replace(">2</RevisionId>", ">3</RevisionId>")
    (second,), (third,) = parse_payload(content.encode()).items, parse_payload(later.encode()).items
    assert (second.guid, second.version) != (third.guid, third.version)
    assert second.links[0] == third.links[0]
    assert second.links[0]["rel"] == "revisionOf"


def test_newsml_12_without_almost_everything() -> None:
    item = parsed(
        "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent>Solo texto.</DataContent></ContentItem>"
        "</NewsComponent></NewsItem></NewsML>"
    )
    assert (item.body, item.guid) == ("Solo texto.", None)


def test_nitf() -> None:
    (item,) = items("nitf_correction.xml")
    assert (item.guid, item.version, item.kind) == ("agencia.20260108.55", "2", "correction")
    assert item.headline == "Suben a 12 los muertos por los incendios en Chile"
    assert (item.byline, item.authors) == ("Por Luis Soto enviado especial", ("Luis Soto",))
    assert item.dateline == ItemDateline("Valparaíso (Chile), 8 ene (AGENCIA).-", "Valparaíso", "2026-01-08")
    assert item.body == "Los incendios han dejado 12 muertos.\n\nHay 300 casas quemadas.\n\nUno\n\nDos"
    assert (item.version_created, item.embargo) == ("2026-01-08T10:32:15-03:00", "2026-01-08T18:00:00-03:00")
    assert (item.urgency, item.language, item.editor_note) == (3, "es", "Corrige el número de muertos.")
    assert item.links == ({"rel": "corrects", "ref": "agencia.20260108.54"},)


def test_nitf_that_knows_only_its_release() -> None:
    item = parsed('<nitf><head><docdata><date.release norm="20260108T103215+0000"/></docdata></head><body/></nitf>')
    assert (item.version_created, item.published, item.embargo) == (
        "2026-01-08T10:32:15+00:00",
        "2026-01-08T10:32:15+00:00",
        None,
    )


def test_ninjs_in_a_list() -> None:
    item, bare = items("ninjs_1_list.json")
    assert (item.guid, item.version, item.headline, item.byline) == (
        "urn:agency:1",
        "2",
        "España crece un 2,9 %",
        "Redacción",
    )
    assert item.body == "Madrid, 8 ene (Agencia).- La economía creció.\n\nLo dijo el INE."
    assert item.dateline == ItemDateline("Madrid, 8 ene (Agencia).-", "Madrid", "8 ene")
    assert (item.first_created, item.embargo) == ("2026-01-08T09:00:00+01:00", "2026-01-08T11:00:00+01:00")
    assert (item.urgency, item.editor_note, item.agency) == (3, "Corrige el dato.", "Agencia")
    assert (bare.guid, bare.body, bare.status) == (None, "Texto.\n\nOtro.", "canceled")


def test_ninjs_3_in_a_wrapper() -> None:
    (item,) = items("ninjs_3.json")
    assert (item.guid, item.version, item.headline, item.subheadline) == (
        "http://agency.example/3",
        "4",
        "Parliament passes budget",
        "Second",
    )
    assert item.body == "LONDON (Agency) - It passed.\n\nMore soon."
    assert (item.version_created, item.kind, item.urgency, item.byline) == (
        "2026-01-08T10:32:15+00:00",
        "update",
        4,
        "By Jo Smith",
    )


def test_digitalwires() -> None:
    (item,) = items("digitalwires.json")
    assert (item.guid, item.version, item.headline) == (
        "urn:newsml:agencia.example:1",
        "1",
        "El Gobierno & las eléctricas pactan",
    )
    assert item.dateline == ItemDateline("MADRID, 8 (Agencia) -", "MADRID", "8")
    assert (item.body, item.status, item.kind) == ("El pacto se firmó hoy.\n\nDura tres años.", "canceled", "kill")
    assert (item.embargo, item.urgency) == ("2026-01-09T00:00:00+01:00", 2)


def test_iptc_7901() -> None:
    item, second = items("iptc7901_two.txt", language="es")
    assert (item.headline, item.byline) == ("Bolivia celebra elecciones generales en calma", "Por Pedro León")
    assert (item.kind, item.urgency, item.language, item.agency) == ("update", 3, "es", "AGENCIA")
    assert item.dateline == ItemDateline("La Paz, 8 ene (AGENCIA).-", "La Paz", "8 ene")
    assert item.version_created == "2026-01-08T10:32:00+00:00"
    assert item.body is not None
    assert item.body.split("\n\n")[1] == "Las mesas cerrarán a las 16.00, según el Tribunal Supremo Electoral."
    assert (second.headline, second.body) == ("Fútbol", "Madrid, 8 ene (AGENCIA).- El partido se aplaza.")


def test_anpa_1312() -> None:
    (item,) = items("anpa_two_leads.txt")
    assert (item.headline, item.byline, item.version) == (
        "Un apagon deja sin luz a medio pais",
        "Por LUIS SOTO",
        "2ndLd-Writethru",
    )
    assert (item.kind, item.urgency, item.version_created) == ("update", 3, "2026-01-08T15:32:00+00:00")
    assert item.editor_note == "Eds: ACTUALIZA con declaraciones."
    assert item.body == "CARACAS (AE) — Un apagon dejo sin luz a medio pais.\n\n“No hay fecha”, dijo el ministro."


def test_mail() -> None:
    (item,) = items("mail_multipart.eml")
    assert (item.guid, item.headline, item.byline) == (
        "abc.123@agencia.example",
        "Más ayuda para Haití",
        "Agencia Señal",
    )
    assert item.published == "2026-01-08T10:32:15+01:00"
    assert item.body == "Puerto Príncipe, 8 ene.- La ONU anunció más ayuda.\n\nLlegará en febrero."
    assert item.links == ({"rel": "inReplyTo", "ref": "abc.122@agencia.example"},)


def test_plain_text_stays_as_it_is() -> None:
    (item,) = items("plain_seed.txt")
    assert item.body == " date 2026-01-08 El intercambio epistolar entre los líderes.\n\nSegundo párrafo.\n"
    assert (item.guid, item.headline) == (None, None)


def test_lines_of_our_own_lose_only_the_broken_line() -> None:
    result = parse_payload((SAMPLES / "lines.jsonl").read_bytes(), name="lines.jsonl")
    assert [item.guid for item in result.items] == ["a-1", "4"]
    assert [rejection.locator for rejection in result.rejections] == ["lines.jsonl:2", "lines.jsonl:4"]
    assert result.items[0].published == "2026-01-08T10:32:15-05:00"
    assert result.items[1].published is None
    assert len(result.items[1].problems) == 2


@pytest.mark.parametrize(
    "sample",
    ["newsml_g2_cet.xml", "newsml_12_efe.xml", "nitf_correction.xml", "digitalwires.json", "ninjs_1_list.json"],
)
def test_a_date_gone_bad_costs_the_date_alone(sample: str) -> None:
    content = (SAMPLES / sample).read_text(encoding="utf-8")
    spoiled = content.replace("2026-01-08T10:32:15", "sin fecha").replace("20260108T103215", "sin fecha")
    before, after = parse_payload(content.encode()).items, parse_payload(spoiled.encode()).items
    assert [(item.headline, item.body) for item in after] == [(item.headline, item.body) for item in before]
    assert any("is no date or time" in problem for item in after for problem in item.problems)


@pytest.mark.parametrize(
    "sample",
    ["newsml_g2_cet.xml", "newsml_12_efe.xml", "nitf_correction.xml", "digitalwires.json", "ninjs_1_list.json"],
)
def test_the_declared_charset_may_lie(sample: str) -> None:
    content = (SAMPLES / sample).read_bytes()
    said_otherwise = parse_payload(content, media_type="application/xml; charset=iso-8859-1").items
    assert said_otherwise == parse_payload(content).items
    latin = content.decode("utf-8").encode("cp1252", "xmlcharrefreplace")
    assert [item.headline for item in parse_payload(latin).items] == [item.headline for item in said_otherwise]
