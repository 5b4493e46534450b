"""The title of a page: without the site and the kicker, whole where the metadata cut it; and the author it shows."""

from __future__ import annotations

import json

import pytest

from teletipo.sources import parse_payload

BREAD = "Sube el pan en Lugo"
FIFTH = "Sube el pan en Lugo por quinta vez"
LONG = "Sube el pan en Lugo por quinta vez este año y llega a los dos euros"
TEXT = "<p>El gremio de panaderos anunció ayer que la barra costará diez céntimos más desde el lunes en la ciudad.</p>"


def headline(head: str, heading: str = "") -> str | None:
    page = f"<html lang=es><head>{head}</head><body><div class=c>{heading}<div>{TEXT * 2}</div></div></body></html>"
    return parse_payload(page.encode()).items[0].headline


def graph(title: str, site: str = "") -> str:
    named = f'<meta property="og:site_name" content="{site}">' if site else ""
    return f'<meta property="og:title" content="{title}">{named}'


def json_ld(title: str) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": title})}</script>'


@pytest.mark.parametrize(
    "head",
    [
        graph(f"{BREAD} - La Voz", "La Voz"),
        graph(f"{BREAD} | Economía | La Voz", "La Voz"),
        graph(f"{BREAD} &#8211; La Voz de la Ría", "La Voz de la Ría"),
        graph(f"{BREAD} :: La Voz", "La Voz"),
        f"<title>{BREAD} | La Voz</title>",
    ],
)
def test_the_name_of_the_site_is_no_part_of_it(head: str) -> None:
    assert headline(head) == BREAD


def test_a_dash_inside_a_title_stays() -> None:
    assert headline(graph("Lugo - Breogán: horario y dónde ver", "Marcador")) == "Lugo - Breogán: horario y dónde ver"


@pytest.mark.parametrize(
    "heading",
    [
        f"<h1><span class=k>Consumo</span>{BREAD}</h1>",
        f"<h1><small>Consumo | </small> {BREAD}</h1>",
        "<h1>Sube el pan<br>en Lugo</h1>",
        f"<h1>La Voz</h1><h2>{BREAD}</h2>",
    ],
)
def test_kickers_and_breaks_in_the_heading(heading: str) -> None:
    assert headline(graph(BREAD), heading) == BREAD


@pytest.mark.parametrize("cut", [f"{FIFTH} este a...", f"{FIFTH} este año y", f"{FIFTH} …"])
def test_a_title_that_the_metadata_cut_is_whole(cut: str) -> None:
    assert headline(json_ld(cut), f"<h1>{LONG}</h1>") == LONG


def test_references_in_json_ld_are_characters() -> None:
    assert headline(json_ld("R&amp;D: &quot;el pan que sube&quot;")) == 'R&D: "el pan que sube"'


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        ("<title>Portada - La Voz</title>", f"<h1>{FIFTH}</h1>"),
        ("<title>La Voz</title>", f"<h2>{FIFTH}</h2>"),
        (f"<title>La Voz</title>{graph('La Voz')}", f"<h1>{FIFTH}</h1>"),
        ("<title></title>", f"<h1></h1><h1>{FIFTH}</h1>"),
    ],
)
def test_where_the_metadata_name_only_the_site_the_heading_counts(head: str, heading: str) -> None:
    assert headline(head, heading) == FIFTH


def test_a_heading_of_another_rank_that_says_what_the_metadata_say() -> None:
    head = graph("Sube en Lugo el pan por 5.ª vez") + f"<title>{FIFTH} | La Voz</title>"
    assert headline(head, f"<div><h3>{FIFTH}</h3></div>") == FIFTH


@pytest.mark.parametrize(
    "shown",
    [
        '<p class="firma">Por Lía Montes</p>',
        '<div class="nota__autor">Lía Montes | Lugo</div>',
        '<span class="td-post-author-name">Por <a href="/lia">Lía Montes</a> -</span>',
        '<a rel="author" href="/lia">Lía Montes</a>',
        '<span class="byline">By Lía Montes</span>',
    ],
)
def test_an_author_whom_only_the_page_shows(shown: str) -> None:
    page = f"<html lang=es><body><h1>{FIFTH}</h1>{shown}<div>{TEXT * 2}</div></body></html>"
    assert parse_payload(page.encode()).items[0].authors == ("Lía Montes",)


@pytest.mark.parametrize("shown", ['<p class="firma">Redacción</p>', '<b class="comment-author">Lía Montes</b>'])
def test_a_newsroom_or_a_reader_is_no_author(shown: str) -> None:
    page = f"<html lang=es><body><h1>{FIFTH}</h1>{shown}<div>{TEXT * 2}</div></body></html>"
    assert parse_payload(page.encode()).items[0].authors == ()
