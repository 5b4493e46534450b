"""Article pages: body without what stands around it, exact instants, the title that the reader sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from teletipo.model import Item
from teletipo.sources import parse_payload

SAMPLES = Path(__file__).parent / "samples"
PARAGRAPHS = [
    "El Ayuntamiento ha presentado este martes el plan de obras que prevé reformar doce plazas en cuatro años.",
    "La alcaldesa ha explicado que las obras empezarán en otoño y costarán 40 millones de euros, la mitad europeos.",
    "La oposición considera que el plan llega tarde y ha anunciado que pedirá explicaciones en el próximo pleno.",
]


def item(page: str, url: str | None = None) -> Item:
    return parse_payload(page.encode(), url=url).items[0]


def page(
    head: str = "", before: str = "", after: str = "", lang: str = "es", paragraphs: list[str] | None = None
) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (paragraphs or PARAGRAPHS))
    return (
        f'<!doctype html><html lang="{lang}"><head><title>Doce plazas reformadas | El Diario</title>'
        f"{head}</head><body><article>"
        f"<h1>La ciudad reformará doce plazas</h1>{before}<div>{text}</div>{after}</article></body></html>"
    )


def article(**fields: object) -> str:
    import json

    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_a_spanish_page_without_its_surroundings() -> None:
    (found,) = parse_payload((SAMPLES / "page_es.html").read_bytes()).items
    assert found.headline == "El Gobierno aprueba la reforma fiscal"
    assert found.body is not None
    paragraphs = found.body.split("\n\n")
    assert paragraphs[0].startswith("El Consejo de Ministros da luz verde")
    assert paragraphs[-1].startswith("Fuentes del ministerio")
    assert "Las claves de la norma" in paragraphs
    for around in ("Lee también", "Suscríbete", "oposición rechaza", "Lo más leído", "Compartir", "EFE", "Temas", "©"):
        assert around not in found.body
    assert (found.byline, found.agency, found.language) == ("Ana Pérez, Luis Soto", "Diario Ejemplo", "es")
    assert found.guid == found.canonical_url == "https://www.diario.example/politica/reforma.html"
    assert (found.published, found.version_created) == ("2026-01-08T10:32:15+01:00", "2026-01-08T12:00:00+01:00")


def test_json_ld_without_a_zone_takes_the_zone_of_a_witness_that_agrees() -> None:
    head = (
        article(datePublished="2026-01-08T10:32:15")
        + '<meta property="article:published_time" content="2026-01-08T09:32:15Z">'
    )
    assert item(page(head)).published == "2026-01-08T09:32:15+00:00"


def test_a_day_takes_the_clock_of_a_witness_that_agrees() -> None:
    head = article(datePublished="2026-01-08")
    assert (
        item(page(head, before='<time datetime="2026-01-08T10:32:15+01:00">hoy</time>')).published
        == "2026-01-08T10:32:15+01:00"
    )


def test_a_witness_that_disagrees_is_not_mixed_in() -> None:
    head = article(datePublished="2026-01-08T10:32:15+01:00", dateModified="2026-02-01T08:00:00+01:00")
    found = item(page(head, before='<time datetime="2026-03-01T00:00:00Z">1 de marzo</time>'))
    assert (found.published, found.version_created) == ("2026-01-08T10:32:15+01:00", "2026-02-01T08:00:00+01:00")


@pytest.mark.parametrize(
    ("before", "published"),
    [
        ('<span class="fecha">8 de enero de 2026 | 10:32</span>', "2026-01-08T10:32:00"),
        ("<p>Ana Pérez / Madrid 10/05/2022</p>", "2022-05-10"),
        ("<time>8 enero 2026</time>", "2026-01-08"),
        ("<div>8 ene. 2026 - 10:32 CET</div>", "2026-01-08T10:32:00+01:00"),
        ("<div>Published 10:32 AM EST, Thu January 8, 2026</div>", "2026-01-08T10:32:00-05:00"),
        ("<p>Actualizado: 9/1/2026 18:00</p><p>Publicado: 8/1/2026 10:32</p>", "2026-01-08T10:32:00"),
        ("<abbr itemprop=datePublished title='2026-01-08T10:32:00-03:00'>10:32</abbr>", "2026-01-08T10:32:00-03:00"),
    ],
)
def test_a_date_that_only_people_can_read(before: str, published: str) -> None:
    assert item(page(before=before)).published == published


def test_every_witness_is_told_with_its_words() -> None:
    head = article(datePublished="2026-01-08") + '<meta name="date" content="ayer mismo">'
    before = '<p class="fecha">Publicado el 8 de enero de 2026 a las 10:32</p><time datetime="2026-01-07">7 ene</time>'
    assert [(date["origin"], date["text"]) for date in item(page(head, before)).dates] == [
        ("json-ld", "2026-01-08"),
        ("meta", "ayer mismo"),
        ("time", "2026-01-07"),
        ("shown", "Publicado el 8 de enero de 2026 a las 10:32"),
    ]


def test_a_year_at_the_foot_is_no_date() -> None:
    assert item(page(after="<p>© 2024 El Diario</p>")).published is None


def test_the_address_tells_the_day() -> None:
    assert item(page(), url="https://diario.example/2026/01/08/plazas.html").published == "2026-01-08"


def test_the_body_that_json_ld_states_cuts_the_edges() -> None:
    head = article(articleBody="\n".join(PARAGRAPHS))
    found = item(
        page(
            head,
            after="<p>El equipo de redacción revisa cada texto antes de publicarlo en esta casa desde hace años.</p>",
        )
    )
    assert found.body == "\n\n".join(PARAGRAPHS)


def test_the_body_that_json_ld_states_stands_in_where_the_page_has_none() -> None:
    head = article(articleBody="\n\n".join(PARAGRAPHS * 2))
    shell = f"<html lang=es><head>{head}<title>x</title></head><body><div id=app>Cargando</div></body></html>"
    assert item(shell).body == "\n\n".join(PARAGRAPHS * 2)


@pytest.mark.parametrize(
    "wrapper",
    [
        '<div class="post-1 post hentry category-local tag-plazas tag-obras">',
        '<div class="elementor-widget elementor-widget-text-editor">',
        '<div class="content overflow-hidden no-sidebar">',
        '<form id="aspnetForm" action="x">',
        '<div class="article-body subscriber-content has-ads">',
        '<section role="main">',
    ],
)
def test_classes_that_only_look_like_something_beside_the_article(wrapper: str) -> None:
    each = "".join(f"{wrapper}<p>{paragraph}</p></{wrapper[1:].split(maxsplit=1)[0]}>" for paragraph in PARAGRAPHS)
    around = f"<html lang=es><body><h1>La ciudad reformará doce plazas</h1>{each}</body></html>"
    assert item(around).body == "\n\n".join(PARAGRAPHS)


def test_an_article_in_a_class_that_speaks_of_comments() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    piece = f'<html lang=es><body><h1>La ciudad reformará doce plazas</h1><div class="comment-piece">{text}</div>'
    assert item(piece).body == "\n\n".join(PARAGRAPHS)


def test_calls_to_the_reader_are_left_out_and_sentences_that_begin_alike_are_not() -> None:
    told = [
        "Temas como este dividen al pueblo desde hace décadas, dijo.",
        "Anuncio tras anuncio, la obra se retrasa sin remedio.",
    ]
    calls = [
        "Lee también: otra noticia del pueblo",
        "Temas: plazas, obras",
        "Publicidad",
        "Suscríbete a nuestro boletín diario.",
    ]
    mixed = [PARAGRAPHS[0], calls[0], told[0], calls[1], PARAGRAPHS[1], calls[2], told[1], calls[3], PARAGRAPHS[2]]
    assert item(page(paragraphs=mixed)).body == "\n\n".join(text for text in mixed if text not in calls)


@pytest.mark.parametrize(
    "told",
    [
        "Síguenos, le gritaron los soldados al periodista antes de cruzar.",
        "Ver más allá de la coyuntura es lo que piden los expertos.",
        "Contenido relacionado con el terrorismo fue retirado por la red, según la empresa.",
        "“Lee también los carteles”, le pidió su abuela desde el balcón.",
        "Lee más de veinte libros al año y no se cansa de recomendarlos.",
    ],
)
def test_a_sentence_is_kept_though_it_begins_as_a_call_might(told: str) -> None:
    assert item(page(paragraphs=[*PARAGRAPHS, told, PARAGRAPHS[0] + " Otra vez."])).body.count(told) == 1


@pytest.mark.parametrize("lang", ["es", ""])
@pytest.mark.parametrize(
    "call",
    ["Sigue a El Diario en Facebook y X.", "3 comentarios", "Foto: EFE", "El Diario S.A. Prohibida su reproducción."],
)
def test_lines_at_the_foot_are_no_part_of_the_article(call: str, lang: str) -> None:
    assert item(page(paragraphs=[*PARAGRAPHS, call], lang=lang)).body == "\n\n".join(PARAGRAPHS)


def test_a_title_behind_the_name_of_a_site_that_is_named_nowhere_else() -> None:
    bare = "<title>Diario del Sur :: Piden agua para las chacras</title><b>Piden agua para las chacras</b><p>x</p>"
    assert item(f"<html>{bare}</html>").headline == "Piden agua para las chacras"


def test_the_name_of_the_site_as_h1_is_not_the_title() -> None:
    head = '<meta property="og:title" content="Doce plazas"><title>El Barrio al Día: Doce plazas</title>'
    assert item(f"<html><head>{head}</head><body><h1>El Barrio al Día</h1><p>x</p></body></html>").headline == (
        "Doce plazas"
    )


def test_the_instant_of_json_ld_that_is_broken_elsewhere() -> None:
    broken = '{"@type": "NewsArticle", "headline": "El "caso" Ruiz", "datePublished": "2026-01-08T10:32:15+01:00"}'
    assert item(page(f'<script type="application/ld+json">{broken}</script>')).published == "2026-01-08T10:32:15+01:00"


def test_a_page_that_is_not_there_is_no_article() -> None:
    gone = "<html lang=es><head><title>Error 404 | El Faro</title></head><body><h1>Página no encontrada</h1></body>"
    assert item(gone).body_status == "blocked"


def test_the_title_that_the_reader_sees() -> None:
    head = (
        '<meta property="og:title" content="La ciudad reformará doce plazas en cuatro años - El Diario">'
        '<meta property="og:site_name" content="El Diario">'
    )
    assert item(page(head)).headline == "La ciudad reformará doce plazas"
    bare = "<html><head><title>Real Madrid - Barcelona: el clásico | Marca</title></head><body><p>x</p></body></html>"
    assert item(bare).headline == "Real Madrid - Barcelona: el clásico"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (article(isAccessibleForFree=False), "paywalled"),
        (article(isAccessibleForFree="False"), "paywalled"),
        ('<meta property="article:content_tier" content="locked">', "paywalled"),
        (article(hasPart={"@type": "WebPageElement", "isAccessibleForFree": False}), "paywalled"),
        (article(isAccessibleForFree=True), "full"),
        ("", "full"),
    ],
)
def test_paywalls(head: str, status: str) -> None:
    assert item(page(head)).body_status == status


def test_a_page_that_keeps_robots_out_is_blocked() -> None:
    assert (
        item(
            "<html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1></body></html>"
        ).body_status
        == "blocked"
    )


def test_a_canonical_address_of_the_front_page_is_not_believed() -> None:
    head = '<link rel="canonical" href="https://diario.example/">'
    found = item(page(head), url="https://diario.example/nota?utm_source=x&id=5#top")
    assert found.canonical_url == "https://diario.example/nota?id=5"


def test_json_ld_gone_wrong_is_passed_over() -> None:
    script = '<script type="application/ld+json">'
    head = f'{script}{{"@type": "NewsArticle", "headline": oops</script>{script}[[[</script>'
    assert item(page(head)).headline == "La ciudad reformará doce plazas"


def test_a_page_that_calls_itself_only_a_page_still_tells_its_date() -> None:
    head = article(**{"@type": "WebPage", "datePublished": "2026-01-08T10:32:15+01:00"})
    assert item(page(head)).published == "2026-01-08T10:32:15+01:00"


def test_the_language_of_the_page() -> None:
    assert item(page(lang="es-AR")).language == "es-AR"
    assert (
        item('<html><head><meta property="og:locale" content="en_GB"></head><body><p>x</p></body></html>').language
        == "en-GB"
    )
