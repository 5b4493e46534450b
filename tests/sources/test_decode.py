"""Bytes to text: BOM, strict UTF-8, header, declaration, detector."""

from __future__ import annotations

import codecs

import pytest

from teletipo.errors import UnreadableText
from teletipo.sources.decode import decode

TEXT = "El niño cruzó la peña a las 16:00 — «ya está»"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_bom_decides(codec: str) -> None:
    assert decode(TEXT.encode(codec), media_type="text/plain; charset=iso-8859-1") == TEXT


def test_utf8_is_believed_before_what_is_declared() -> None:
    content = f'<?xml version="1.0" encoding="ISO-8859-1"?><a>{TEXT}</a>'.encode()
    assert TEXT in decode(content, media_type="text/xml; charset=iso-8859-1")


def test_the_header_comes_before_the_declaration() -> None:
    content = '<?xml version="1.0" encoding="iso-8859-5"?><a>año</a>'.encode("iso-8859-15")
    assert "año" in decode(content, media_type="text/xml; charset=ISO-8859-15")


def test_the_declaration_counts_without_a_header() -> None:
    assert "Привет" in decode('<meta charset="koi8-r"><p>Привет, мир'.encode("koi8-r"))


def test_latin_1_is_windows_1252_as_in_browsers() -> None:
    content = b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\x93ni\xf1o\x94 \x96 5 \x80</a>'
    assert "“niño” – 5 €" in decode(content)


def test_windows_1252_without_a_word_about_it() -> None:
    assert decode("Müller, el niño de París".encode("cp1252")) == "Müller, el niño de París"


def test_a_stray_byte_does_not_spoil_utf8() -> None:
    content = "Año nuevo en España, según el señor Núñez ".encode() + b"\xfaltimo"
    assert decode(content) == "Año nuevo en España, según el señor Núñez último"


def test_a_header_that_names_no_charset_we_know_is_passed_over() -> None:
    assert decode("año".encode("cp1252"), media_type="text/plain; charset=x-unknown") == "año"


def test_utf_16_without_a_bom() -> None:
    assert decode("<rss>hola</rss>".encode("utf-16-le")) == "<rss>hola</rss>"
    assert decode(codecs.BOM_UTF16_BE + "hola".encode("utf-16-be")) == "hola"


def test_noise_is_refused() -> None:
    with pytest.raises(UnreadableText):
        decode(bytes(range(128, 256)) * 3 + b"\x00\x01\x81\x8d\x00")
