"""No entity is expanded, no DTD read, nothing fetched; broken markup is mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from teletipo.errors import InputError
from teletipo.sources import parse_payload

BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def nitf(doctype: str, text: str) -> bytes:
    head = "<head><docdata><doc-id id-string='1'/></docdata></head>"
    body = f"<nitf>{head}<body><body.content><p>{text}</p></body.content></body></nitf>"
    return f'<?xml version="1.0"?>{doctype}{body}'.encode()


def test_a_bomb_does_not_go_off() -> None:
    parsed = parse_payload(nitf(f'<!DOCTYPE nitf [<!ENTITY l0 "lol">{BOMB}]>', "Antes &l9; después"))
    assert parsed.items[0].body == "Antes &l9; después"


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secreto", encoding="utf-8")
    parsed = parse_payload(nitf(f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "{secret.as_uri()}">]>', "&x; sigue"))
    assert parsed.items[0].body == "&x; sigue"


def test_a_bomb_in_a_feed_does_not_go_off() -> None:
    channel = "<channel><item><title>a &l9;</title></item></channel>"
    feed = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{BOMB}]><rss version="2.0">{channel}</rss>'
    parsed = parse_payload(b'<?xml version="1.0"?>' + feed.encode())
    assert "lollol" not in (parsed.items[0].headline or "")


def test_a_declaration_that_never_ends_is_refused() -> None:
    with pytest.raises(InputError):
        parse_payload(b'<?xml version="1.0"?><!DOCTYPE nitf [ <!ENTITY a "b"> <nitf></nitf>')


def test_names_of_characters_are_read_without_a_dtd() -> None:
    assert (
        parse_payload(nitf('<!DOCTYPE nitf SYSTEM "x.dtd">', "a&ntilde;o&nbsp;&mdash; R&D &amp; m&aacute;s"))
        .items[0]
        .body
        == "año — R&D & más"
    )


@pytest.mark.parametrize(
    "broken",
    [
        "<nitf><body><body.content><p>Uno<p>Dos</body.content></body></nitf>",
        "<nitf><body><body.content><p>Uno</p><p>Dos",
        "<nitf><body><body.content><p>Uno \x0b</p><x:p>Dos</x:p></body.content></body></nitf>",
        "\n\n  <nitf><body><body.content><p>Uno</p><p>Dos &#0; </p></body.content></body></nitf>",
    ],
)
def test_broken_markup_keeps_its_text(broken: str) -> None:
    body = parse_payload(broken.encode()).items[0].body
    assert body is not None
    assert body.startswith("Uno")
    assert "Dos" in body


def test_deep_nesting_ends() -> None:
    parsed = parse_payload(b"<nitf><body><body.content>" + b"<block>" * 100_000 + b"x")
    assert [(item.format, item.body_status) for item in parsed.items] == [("nitf", "partial")]
