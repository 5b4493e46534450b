"""What arrives whole and is still not what it says: fetched, then handed to the parsers, and no harm done."""

import pytest
from tests.fetch.server import response

from teletipo.errors import InputError
from teletipo.sources import parse_payload

ITEM = "<item><title>{}</title><link>http://wire.example/{}</link><guid>{}</guid><description>{}</description></item>"


@pytest.fixture
def fetch_and_parse(server, get):
    def run(body: bytes, content_type: str = "application/rss+xml"):
        server.on("/feed", response(body, headers={"Content-Type": content_type}))
        fetched = get(robots=False)
        assert fetched.content == body
        return parse_payload(
            fetched.content,
            name=fetched.name,
            media_type=content_type,
            url=fetched.url,
            language="es",
            largest=50_000_000,
        )

    return run


def feed(*titles: str, head: str = "", encoding: str = "utf-8") -> str:
    items = "".join(ITEM.format(title, number, number, "Texto") for number, title in enumerate(titles))
    declared = f"<?xml version='1.0' encoding='{encoding}'?>{head}"
    return f"{declared}<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>"


def test_an_xml_bomb_is_not_unpacked(fetch_and_parse):
    levels = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    head = f"<!DOCTYPE rss [<!ENTITY l0 'lol'>{levels}]>"
    try:
        parsed = fetch_and_parse(feed("&l9;", "Sigue", head=head).encode())
    except InputError:
        return
    assert all(len(item.headline or "") < 10_000 for item in parsed.items)


def test_an_external_entity_is_not_read(fetch_and_parse, server, tmp_path):
    (tmp_path / "secret").write_text("the secret")
    head = (
        f"<!DOCTYPE rss [<!ENTITY file SYSTEM 'file://{tmp_path}/secret'>"
        f"<!ENTITY net SYSTEM 'http://127.0.0.1:{server.port}/entity'>]>"
    )
    try:
        parsed = fetch_and_parse(feed("Titular &file; &net;", head=head).encode())
    except InputError:
        pass
    else:
        assert "the secret" not in repr(parsed)
    assert server.paths() == ["/feed"]


def test_html_served_as_a_feed_is_read_as_html(fetch_and_parse):
    page = "<!DOCTYPE html><html><head><title>Aviso</title></head><body><p>Estamos de mantenimiento.</p></body></html>"
    assert fetch_and_parse(page.encode()).format.startswith("html")


def test_a_feed_of_100_000_items(server, get):
    body = feed(*("Titular" for _ in range(100_000))).encode()
    server.on("/feed", response(body))
    fetched = get(robots=False)
    assert fetched.content == body


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (feed("Año").encode("utf-8-sig"), "text/xml; charset=iso-8859-1"),
        (feed("Año").encode("utf-8"), "text/xml; charset=iso-8859-1"),
        (feed("Año", encoding="iso-8859-1").encode("iso-8859-1"), "text/xml; charset=iso-8859-1"),
        (feed("Año", encoding="iso-8859-1").encode("iso-8859-1"), "text/xml; charset=utf-8"),
        (feed("Año", encoding="utf-16").encode("utf-16"), "text/xml; charset=utf-8"),
        (feed("Año", encoding="no-such-charset").encode("utf-8"), "text/xml; charset=no-such-charset"),
    ],
    ids=["BOM", "utf-8 said to be latin-1", "latin-1", "latin-1 said to be utf-8", "utf-16", "unknown"],
)
def test_a_wrong_charset_does_not_spoil_the_text(fetch_and_parse, body, content_type):
    assert [item.headline for item in fetch_and_parse(body, content_type).items] == ["Año"]


@pytest.mark.parametrize(
    "body", [b"", b"\0" * 100, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"%PDF-1.7\n\xe2\xe3\xcf\xd3"]
)
def test_what_is_no_payload_is_one_clear_error(fetch_and_parse, body):
    with pytest.raises(InputError) as caught:
        fetch_and_parse(body)
    assert caught.value.reason in {"empty", "unknown-format", "unreadable-text"}
