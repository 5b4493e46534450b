"""Formats are known by their bytes."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from teletipo.errors import InputError, TooLarge, UnknownFormat
from teletipo.sources import parse_payload

SAMPLES = Path(__file__).parent / "samples"
FORMATS = {
    "anpa_two_leads.txt": "anpa1312",
    "digitalwires.json": "dpa_digitalwires",
    "feed_atom.xml": "feed",
    "feed_latin1_that_is_utf8.xml": "feed",
    "iptc7901_two.txt": "iptc7901",
    "lines.jsonl": "jsonl",
    "mail_multipart.eml": "mail",
    "newsml_12_efe.xml": "newsml_1",
    "newsml_12_two_languages.xml": "newsml_1",
    "newsml_g2_cet.xml": "newsml_g2",
    "newsml_g2_escaped_html.xml": "newsml_g2",
    "ninjs_1_list.json": "ninjs",
    "ninjs_3.json": "ninjs",
    "nitf_correction.xml": "nitf",
    "page_es.html": "html_page",
    "page_paywalled.html": "html_page",
    "page_words_only.html": "html_page",
    "plain_seed.txt": "plain_text",
    "sitemap_index.xml": "sitemap",
    "sitemap_news.xml": "sitemap",
}


def test_every_sample_is_listed() -> None:
    assert sorted(FORMATS) == sorted(path.name for path in SAMPLES.iterdir())


@pytest.mark.parametrize("sample", FORMATS)
def test_whatever_its_name_and_however_wrapped(sample: str) -> None:
    content = (SAMPLES / sample).read_bytes()
    plain = parse_payload(content, name="wrong.pdf", media_type="application/octet-stream")
    assert plain.format == FORMATS[sample]
    assert parse_payload(gzip.compress(content)).items == plain.items


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b" \r\n\t", gzip.compress(b"")])
def test_nothing_is_named_as_empty(content: bytes) -> None:
    with pytest.raises(InputError) as raised:
        parse_payload(content)
    assert raised.value.reason == "empty"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"<?xml version='1.0'?><invoice><total>3</total></invoice>",
        b'{"a": 1}',
        b"PK\x03\x04\0\0",
    ],
)
def test_unknown_formats_show_their_first_bytes(content: bytes) -> None:
    with pytest.raises(UnknownFormat) as raised:
        parse_payload(content)
    assert raised.value.detail is not None
    assert raised.value.detail.startswith(ascii(content[:6])[2:-1])


def test_too_large_before_and_after_unpacking() -> None:
    with pytest.raises(TooLarge):
        parse_payload(b"x" * 101, largest=100)
    with pytest.raises(TooLarge):
        parse_payload(gzip.compress(b"x" * 10_000), largest=1_000)


def test_a_broken_archive_is_an_input_error() -> None:
    with pytest.raises(InputError):
        parse_payload(gzip.compress(b"hola mundo" * 100)[:-9])


def test_a_long_line_of_our_own_is_one_line() -> None:
    parsed = parse_payload(b'{"id": "1", "text": "' + b"largo " * 40_000 + b'"}')
    assert (parsed.format, len(parsed.items)) == ("jsonl", 1)


def test_broken_json_is_no_plain_text() -> None:
    with pytest.raises(InputError):
        parse_payload(b'{"uri": "a", "headline": ')


def test_brackets_in_plain_text_are_plain_text() -> None:
    assert parse_payload(b"[Foto] Lima, 8 ene.- Texto.").format == "plain_text"
    assert parse_payload(b"{Lima} texto").format == "plain_text"
