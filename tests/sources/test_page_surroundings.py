"""What stands around an article and looks like it: boxes, calls, notes on the author, comments, notices; and what looks
like them and is the article.
"""

from __future__ import annotations

import pytest

from teletipo.sources import parse_payload

TITLE = "El museo abre de noche en verano"
TEXT = [
    "El Museo Provincial abrirá sus puertas hasta la medianoche los viernes de julio y agosto, según anunció ayer.",
    "La directora, Nuria Vallés, explicó que la entrada será gratuita y que habrá guías en tres lenguas en cada sala.",
    "El año pasado recibió 61.000 visitantes, un tercio de ellos en verano, cuando el calor vacía la ciudad.",
]
FAR_STORY = (
    "El puente romano se cerrará al tráfico durante las fiestas, según ha informado la Policía Local este lunes."
)


def body(inside: str, *, head: str = "", title: str = TITLE) -> list[str]:
    page = f"<html lang=es><head><title>{title}</title>{head}</head><body>{inside}</body></html>"
    return (parse_payload(page.encode()).items[0].body or "").split("\n\n")


def paragraphs(texts: list[str], wrapper: str = "{}") -> str:
    return "".join(wrapper.format(f"<p>{text}</p>") for text in texts)


def article(after: str = "", *, before: str = "", middle: str = "") -> str:
    text = f"<p>{TEXT[0]}</p>{middle}{paragraphs(TEXT[1:])}"
    return f"{before}<article><h1>{TITLE}</h1><div class=cuerpo>{text}</div>{after}</article>"


@pytest.mark.parametrize(
    "box",
    [
        "<div class=x><h3>Te puede interesar</h3><p>{}</p></div>",
        "<section><span>Lo más leído</span><div><p>{}</p></div></section>",
        "<div><h4>Sobre el autor</h4><p>{}</p></div>",
        "<div class=y><h3>12 comentarios</h3><p>{}</p><p>{}</p></div>",
        "<div><h2>About the author</h2><p>{}</p></div>",
    ],
)
@pytest.mark.parametrize("place", ["middle", "after"])
def test_a_box_is_what_its_title_says(box: str, place: str) -> None:
    filled = box.format(FAR_STORY, FAR_STORY.replace("puente", "arco"))
    assert body(article(**{place: filled})) == TEXT


def test_a_title_among_the_paragraphs_takes_only_itself() -> None:
    assert body(article(middle="<h3>Más información</h3><ul><li><a href=x>El puente se cierra</a></li></ul>")) == TEXT


def test_a_heading_that_begins_like_a_box_and_goes_on_is_the_article() -> None:
    heading = "Comentarios que llegan al oído del vigilante de sala"
    assert heading in body(article(middle=f"<h2>{heading}</h2>"))


def test_a_box_above_the_title_takes_nothing_with_it() -> None:
    page = f"<div id=page><div><a href=s>Suscríbete</a></div>{article()}</div>"
    assert body(page) == TEXT


def test_comments_longer_than_the_article() -> None:
    said = [
        f"Yo opino lo contrario que el lector anterior, y van ya {number} veces que lo digo aquí."
        for number in range(60)
    ]
    assert body(article(after=f'<div id="comments">{paragraphs(said)}</div>')) == TEXT


@pytest.mark.parametrize(
    "note",
    [
        "Teo Lamas es redactor de Cultura y autor de tres guías de museos.",
        "Suscríbete a nuestra newsletter y recibe las noticias en tu correo cada mañana.",
        "¿Quieres enterarte de todo? Únete a nuestro canal y descarga nuestra app.",
        "Redacción: calle del Pozo 3, tel. 555 120 340",
        "Este sitio utiliza cookies propias y de terceros para mejorar la navegación y mostrar publicidad a su medida.",
    ],
)
def test_what_follows_the_article_in_its_own_container(note: str) -> None:
    head = '<meta name="author" content="Teo Lamas">'
    assert body(article().replace("</div></article>", f"<p>{note}</p></div></article>"), head=head) == TEXT


@pytest.mark.parametrize(
    "told",
    [
        "La web del museo recibió 4.000 quejas en su boletín de febrero, según la memoria que aprobó ayer.",
        "«Suscríbete o calla», decía la pintada que apareció ayer en el muro del museo y que nadie ha borrado aún.",
        "El alcalde escribió en su canal de Telegram que no habrá más prórrogas para la obra del museo de la ciudad.",
        "Compartir piso frente al museo cuesta ya 500 euros al mes, según el observatorio municipal de la vivienda.",
        "The town could become a member of the network of night museums by 2030, the director said on Thursday.",
        "Para más información, el museo atiende de diez a dos en el teléfono 555 120 340 y en su dirección de siempre.",
    ],
)
def test_what_only_sounds_like_a_call_is_kept(told: str) -> None:
    assert body(article().replace("</div></article>", f"<p>{told}</p></div></article>")) == [*TEXT, told]


def test_a_notice_above_the_title_is_not_the_article() -> None:
    notice = (
        "Este portal está en obras y algunas de sus páginas pueden no verse bien hasta el próximo mes de septiembre. "
        * 3
    )
    assert body(f"<div><p>{notice}</p></div><div><h1>{TITLE}</h1><div>{'<br><br>'.join(TEXT)}</div></div>") == TEXT


def test_teasers_below_linked_titles_are_other_articles() -> None:
    other = f"<div><h4><a href=x>El puente se cierra</a></h4><p>{FAR_STORY}</p></div>"
    assert body(f"<div><h1>{TITLE}</h1><div>{paragraphs(TEXT)}</div></div><div>{other}{other}{other}</div>") == TEXT


def test_linked_titles_over_parts_of_one_text_stay() -> None:
    parts = [f'<h2><a href="/{number}">Sala {number}</a></h2><p>{text}</p>' for number, text in enumerate(TEXT[1:], 1)]
    page = f"<article><h1>{TITLE}</h1><p>{TEXT[0]}</p>{''.join(parts)}</article>"
    assert body(page) == [TEXT[0], "Sala 1", TEXT[1], "Sala 2", TEXT[2]]


def test_a_text_that_stands_in_one_box_a_paragraph() -> None:
    page = f"<main><h1>{TITLE}</h1>{paragraphs(TEXT, '<div class=bloque dir=ltr>{}</div>')}</main>"
    heading, rooms = "<h2>Con linterna</h2>", "<ul><li>Sala romana</li><li>Patio</li></ul>"
    middle = f'<div class="bloque">{heading}</div><div class="bloque">{rooms}</div>'
    assert body(page) == TEXT
    cut = page.index("<div class=bloque dir=ltr><p>" + TEXT[2][:20])
    assert body(page[:cut] + middle + page[cut:]) == [*TEXT[:2], "Con linterna", "Sala romana", "Patio", TEXT[2]]


def test_words_under_a_picture_are_no_paragraph() -> None:
    picture = '<div class="k1"><img src="a.jpg"><em>El patio, anoche. Imagen: Teo Lamas.</em></div>'
    assert body(article(middle=picture)) == TEXT


def test_cells_of_a_table_are_parted() -> None:
    table = "<table><tr><th>Mes</th><th>Visitas</th></tr><tr><td>Julio</td><td>9.400</td></tr></table>"
    found = " ".join(body(article(middle=table)))
    assert "Julio 9.400" in " ".join(found.split())


def test_a_dateline_alone_in_its_paragraph_is_kept() -> None:
    place = "ZAMORA, 12 Jun. (AGENCIA NORTE) -"
    assert body(f"<article><h1>{TITLE}</h1><p>{place}</p>{paragraphs(TEXT)}</article>") == [place, *TEXT]


def test_a_page_whose_names_lead_astray_is_read_as_it_is() -> None:
    page = f'<div class="newsletter related"><div class="promo"><b>{TITLE}</b>{paragraphs(TEXT)}</div></div>'
    assert body(page) == TEXT


def test_a_cookie_wall_is_no_article_and_says_that_it_blocks() -> None:
    wall = (
        "<h2>Valoramos tu privacidad</h2><p>Nosotros y nuestros 620 socios almacenamos y accedemos a información en tu "
        "dispositivo, como las cookies, y procesamos datos personales.</p><button>Aceptar y continuar</button>"
    )
    page = f"<html lang=es><head><title>{TITLE}</title></head><body><div class=cmp>{wall}</div></body></html>"
    item = parse_payload(page.encode()).items[0]
    assert (item.body, item.body_status) == (None, "blocked")


@pytest.mark.parametrize(
    "plea",
    [
        "Para seguir leyendo, suscríbete por 2 € al mes.",
        "To continue reading, subscribe for £1 a week.",
        "Pour lire la suite, abonnez-vous dès 1 € par mois.",
    ],
)
def test_what_asks_for_money_at_the_end_of_a_teaser_is_no_text(plea: str) -> None:
    found = body(article(f"<div class=muro><h3>Contenido exclusivo para suscriptores</h3><p>{plea}</p></div>"))
    assert found == TEXT


def test_a_teaser_that_ends_at_a_wall_is_paywalled_and_a_free_page_with_such_a_box_is_not() -> None:
    wall = "<div class=muro><p>Este contenido es exclusivo para suscriptores</p></div>"
    teaser = f"<article><h1>{TITLE}</h1><p>{TEXT[0]}</p>{wall}</article>"
    page = f"<html lang=es><head><title>{TITLE}</title></head><body><main>{teaser}</main></body></html>"
    found = parse_payload(page.encode()).items[0]
    assert (found.body, found.body_status) == (TEXT[0], "paywalled")
    box = "<aside class=sidebar><h3>Te puede interesar</h3><p>Contenido exclusivo para suscriptores</p></aside>"
    free = f"<html lang=es><head><title>{TITLE}</title></head><body>{article()}{box}</body></html>"
    assert parse_payload(free.encode()).items[0].body_status == "full"
