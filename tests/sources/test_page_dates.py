"""When a page was published: what JSON-LD, meta elements, ``time``, words and addresses say of it."""

from __future__ import annotations

import pytest

from teletipo.sources import parse_payload

TEXT = (
    "<p>El Ayuntamiento ha presentado este martes el plan de obras que prevé reformar doce plazas en cuatro años.</p>"
)


def published(*, head: str = "", before: str = "", after: str = "", url: str | None = None) -> str | None:
    title = "<title>Doce plazas reformadas en la ciudad</title>"
    article = f"<article><h1>La ciudad reformará doce plazas</h1>{before}<div>{TEXT}</div>{after}</article>"
    page = f"<!doctype html><html lang=es><head>{title}{head}</head><body>{article}</body></html>"
    return parse_payload(page.encode(), url=url).items[0].published


def json_ld(*scripts: str) -> str:
    return "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)


@pytest.mark.parametrize(
    ("scripts", "instant"),
    [
        (
            [
                (
                    '{"@context":"x","@graph":[{"@type":"WebPage","datePublished":"2025-01-01T00:00:00Z"},'
                    '{"@type":["Article","NewsArticle"],"datePublished":"2026-01-08T10:32:15+01:00"}]}'
                ),
            ],
            "2026-01-08T10:32:15+01:00",
        ),
        (['[[{"@type":"NewsArticle","datePublished":"2026-01-08T10:32:15+01:00"}]]'], "2026-01-08T10:32:15+01:00"),
        (['<!-- {"@type":"NewsArticle","datePublished":"2026-01-08T10:32:15+01:00"} -->'], "2026-01-08T10:32:15+01:00"),
        (
            ['{"@type":"NewsArticle","headline":"Dijo "hola" y se fue","datePublished":"2026-01-08T10:32:15+01:00",}'],
            "2026-01-08T10:32:15+01:00",
        ),
        (
            ['{"@type":"NewsArticle","description":"línea\nrota\ty tab","datePublished":"2026-01-08T10:32:15+01:00"}'],
            "2026-01-08T10:32:15+01:00",
        ),
        (
            [
                (
                    "{&quot;@type&quot;:&quot;NewsArticle&quot;,"
                    "&quot;datePublished&quot;:&quot;2026-01-08T10:32:15+01:00&quot;}"
                ),
            ],
            "2026-01-08T10:32:15+01:00",
        ),
        (
            ['{"@type":"Organization","name":"x"}{"@type":"NewsArticle","datePublished":"2026-01-08T10:32:15+01:00"}'],
            "2026-01-08T10:32:15+01:00",
        ),
        (
            ['{"@type":"http://schema.org/NewsArticle","datePublished":"2026-01-08T10:32:15.000+0100"}'],
            "2026-01-08T10:32:15+01:00",
        ),
        (['{"@type":"NewsArticle","datePublished":1767864735}'], "2026-01-08T09:32:15+00:00"),
        (['{"@type":"NewsArticle","datePublished":"1767864735000"}'], "2026-01-08T09:32:15+00:00"),
        (
            ['{"@type":"NewsArticle","datePublished":"Thu Jan 08 2026 10:32:15 GMT+0100 (CET)"}'],
            "2026-01-08T10:32:15+01:00",
        ),
        (['{"@type":"NewsArticle","datePublished":"Thu, 08 Jan 2026 10:32:15 +0100"}'], "2026-01-08T10:32:15+01:00"),
        (['{"@type":"NewsArticle","datePublished":"2026-01-08T10:32:15CET"}'], "2026-01-08T10:32:15+01:00"),
        (['{"@type":"NewsArticle","datePublished":"2026-01-08 10:32:15"}'], "2026-01-08T10:32:15"),
        (
            ['{"@type":"NewsArticle","datePublished":{"@type":"DateTime","@value":"2026-01-08T10:32:15+01:00"}}'],
            "2026-01-08T10:32:15+01:00",
        ),
        (
            [
                (
                    '{"@type":"NewsArticle","datePublished":"","dateCreated":"2026-01-08T10:32:15+01:00",'
                    '"dateModified":"2026-02-01"}'
                ),
            ],
            "2026-01-08T10:32:15+01:00",
        ),
        (['{"@type":"BlogPosting","datePublished":"2026-01-08T10:32:15-05:00"}'], "2026-01-08T10:32:15-05:00"),
        (
            [
                (
                    '{"@type":"NewsArticle","mainEntityOfPage":{"@type":"WebPage"},"hasPart":[],'
                    '"datePublished":"Jan 8, 2026, 10:32 AM EST"}'
                ),
            ],
            "2026-01-08T10:32:00-05:00",
        ),
        (
            [
                '{"@type":"NewsArticle","headline":"x"}',
                '{"@type":"WebPage","datePublished":"2026-01-08T10:32:15+01:00"}',
            ],
            "2026-01-08T10:32:15+01:00",
        ),
    ],
)
def test_json_ld_however_it_is_bent(scripts: list[str], instant: str) -> None:
    assert published(head=json_ld(*scripts)) == instant


@pytest.mark.parametrize(
    ("head", "instant"),
    [
        ('<meta name="pubdate" content="20260108T103215+0100">', "2026-01-08T10:32:15+01:00"),
        ('<meta property="article:published_time" content="2026-01-08 10:32:15 +0100">', "2026-01-08T10:32:15+01:00"),
        (
            (
                '<meta name="dc.date" content="2026-01-08">'
                '<meta property="article:published_time" content="2026-01-08T10:32:15+01:00">'
            ),
            "2026-01-08T10:32:15+01:00",
        ),
        (
            (
                '<meta property="article:modified_time" content="2026-02-01T10:00:00Z">'
                '<meta itemprop="datePublished" content="2026-01-08T10:32:15Z">'
            ),
            "2026-01-08T10:32:15+00:00",
        ),
        ('<meta name="sailthru.date" content="2026-01-08T10:32:15Z">', "2026-01-08T10:32:15+00:00"),
        ('<meta name="parsely-pub-date" content="2026-01-08T10:32:15Z">', "2026-01-08T10:32:15+00:00"),
    ],
)
def test_meta_elements(head: str, instant: str) -> None:
    assert published(head=head) == instant


@pytest.mark.parametrize(
    ("before", "instant"),
    [
        (
            (
                '<time class="updated" datetime="2026-02-01T08:00:00+01:00">1 feb</time>'
                '<time class="entry-date" datetime="2026-01-08T10:32:15+01:00">8 ene</time>'
            ),
            "2026-01-08T10:32:15+01:00",
        ),
        (
            (
                '<span>Actualizado <time datetime="2026-02-01T08:00:00+01:00">Actualizado: 1 feb 2026</time></span>'
                "<span>Publicado: 8 de enero de 2026, 10:32</span>"
            ),
            "2026-01-08T10:32:00",
        ),
        ('<time pubdate datetime="2026-01-08T10:32:15+01:00"></time>', "2026-01-08T10:32:15+01:00"),
        ('<p class="fecha">Jueves, 8 de enero de 2026 - 10:32 h</p>', "2026-01-08T10:32:00"),
        ('<p class="fecha">08 ENE 2026 | 10:32 CET</p>', "2026-01-08T10:32:00+01:00"),
        ('<p class="fecha">8 enero, 2026 10:32 am</p>', "2026-01-08T10:32:00"),
        ('<p class="fecha">Enero 08, 2026 - 10:32 a. m.</p>', "2026-01-08T10:32:00"),
        ('<p class="fecha">8 Ene 2026 10:32 PM</p>', "2026-01-08T22:32:00"),
        ('<p class="date">Thursday 8 January 2026 10.32 GMT</p>', "2026-01-08T10:32:00+00:00"),
        ('<p class="date">Jan. 8, 2026 at 10:32 p.m. EST</p>', "2026-01-08T22:32:00-05:00"),
        ('<p class="data">8 de janeiro de 2026 às 10h32</p>', "2026-01-08T10:32:00"),
        ('<p class="data">08/01/2026 10h32 - Atualizado em 09/01/2026 11h00</p>', "2026-01-08T10:32:00"),
        ('<p class="date">Publié le 8 janvier 2026 à 10h32</p>', "2026-01-08T10:32:00"),
        (
            (
                '<p class="date">Mis à jour le 9 janvier 2026 à 11h00</p>'
                '<p class="date">Publié le 8 janvier 2026 à 10:32</p>'
            ),
            "2026-01-08T10:32:00",
        ),
        ('<p class="datum">8. Januar 2026, 10:32 Uhr</p>', "2026-01-08T10:32:00"),
        (
            '<p class="datum">Stand: 09.01.2026 11:00 Uhr</p><p class="datum">08.01.2026, 10.32 Uhr</p>',
            "2026-01-08T10:32:00",
        ),
        ('<p class="data">8 gennaio 2026 | 10:32</p>', "2026-01-08T10:32:00"),
        ('<p class="data">8 gener 2026 10:32</p>', "2026-01-08T10:32:00"),
        ('<p class="fecha">2026-01-08 10:32</p>', "2026-01-08T10:32:00"),
        ('<div class="autor-fecha">Ana Ruiz | Quito | 08.01.2026 10:32</div>', "2026-01-08T10:32:00"),
        (
            (
                '<div class="byline">Published: 10:32 AM CST January 8,'
                " 2026<br>Updated: 11:00 AM CST January 9, 2026</div>"
            ),
            "2026-01-08T10:32:00",
        ),
    ],
)
def test_times_and_stamps_that_people_read(before: str, instant: str) -> None:
    """Those of a change are none; the zone is left out where the page gives none, or one of several of that name."""
    assert published(before=before) == instant


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://d.example/local/2026-01-08/plazas.html", "2026-01-08"),
        ("https://d.example/2026/ene/08/plazas.html", "2026-01-08"),
    ],
)
def test_days_in_addresses(url: str, day: str) -> None:
    assert published(url=url) == day


def test_an_age_is_no_date_and_leaves_it_to_the_address() -> None:
    found = published(
        before='<p class="fecha">Hace 3 horas</p>', url="https://d.example/local/20260108/plazas-doce.html"
    )
    assert found == "2026-01-08"


def test_years_at_the_foot_are_no_date() -> None:
    assert published(after="<p>© 2019-2024 Diario. Nota del 3 de mayo.</p>") is None
