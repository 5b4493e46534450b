"""Feeds and sitemaps: feedparser's answers, with zones kept and lies about the charset seen through."""

from __future__ import annotations

from pathlib import Path

import pytest

from teletipo.errors import InputError
from teletipo.sources import Follow, feed, parse_payload
from teletipo.sources.payload import Payload

SAMPLES = Path(__file__).parent / "samples"


def test_rss_that_declares_the_wrong_charset() -> None:
    item, bare = parse_payload((SAMPLES / "feed_latin1_that_is_utf8.xml").read_bytes(), media_type="text/xml").items
    assert (item.guid, item.headline, item.byline) == ("abc", 'Año "nuevo" en España', "Ana Pérez")
    assert (item.body, item.abstract, item.body_status) == ("Uno\n\nDos aquí", "Resumen…", "full")
    assert item.published == "2026-01-08T10:32:15+01:00"
    assert (item.url, item.canonical_url) == ("https://x.example/a?utm_source=rss&id=3", "https://x.example/a?id=3")
    assert (bare.guid, bare.published, bare.body_status) == ("https://x.example/c", None, "partial")
    assert len(bare.problems) == 2


def test_atom() -> None:
    (item,) = parse_payload((SAMPLES / "feed_atom.xml").read_bytes()).items
    assert (item.guid, item.headline, item.language) == ("tag:x.example,2026:1", "Talks resume", "en")
    assert (item.published, item.version_created) == ("2026-01-08T09:00:00-05:00", "2026-01-08T09:30:00-05:00")
    assert item.body == "Talks resumed.\n\nThey go on."
    assert {"rel": "related", "ref": "https://x.example/0"} in item.links


def test_rdf_with_windows_1252() -> None:
    rdf = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://x.example/1">'
        "<title>“Ya está” – España</title><link>https://x.example/1</link><dc:date>2026-01-08T10:32:15+01:00</dc:date></item></rdf:RDF>"
    )
    (item,) = parse_payload(rdf.encode("cp1252")).items
    assert item.headline == "“Ya está” – España"
    assert (item.guid, item.version_created or item.published) == ("https://x.example/1", "2026-01-08T10:32:15+01:00")


def test_an_empty_feed_is_no_error() -> None:
    assert parse_payload(b'<rss version="2.0"><channel><title>x</title></channel></rss>').items == ()


def test_relative_addresses_are_resolved_against_the_feed() -> None:
    rss = b'<rss version="2.0"><channel><item><title>a</title><link>/nota</link></item></channel></rss>'
    assert parse_payload(rss, url="https://x.example/rss").items[0].url == "https://x.example/nota"


def test_bytes_are_never_taken_for_a_file_name(tmp_path: Path) -> None:
    secret = tmp_path / "feed"
    secret.write_text("<rss version='2.0'><channel><item><title>no</title></item></channel></rss>")
    with pytest.raises(InputError):
        list(feed.items(Payload(str(secret).encode())))


def test_a_news_sitemap() -> None:
    result = parse_payload((SAMPLES / "sitemap_news.xml").read_bytes())
    first, locked = result.items
    assert (first.headline, first.agency, first.language) == ("Sube el dólar & baja el euro", "El Ejemplo", "es")
    assert (first.published, first.version_created) == ("2026-01-08T10:32:15-03:00", "2026-01-08T11:00:00-03:00")
    assert (first.keywords, first.canonical_url) == (("dólar", "euro"), "https://x.example/nota-1")
    assert (locked.body_status, locked.published) == ("paywalled", "2026-01-08")
    assert result.rejections[0].reason == "no-address"


def test_a_sitemap_index_says_where_to_go_on() -> None:
    result = parse_payload((SAMPLES / "sitemap_index.xml").read_bytes())
    assert result.items == ()
    assert result.follow == (
        Follow("https://x.example/news-1.xml.gz", "2026-01-08T10:00:00+00:00"),
        Follow("https://x.example/news-2.xml", None),
    )


@pytest.mark.parametrize("guid", ["tag:h.example,2026:1", "12345", "urn:uuid:1-2", "2026/nota", "abc"])
def test_a_guid_that_is_no_address_is_no_page_and_stays_as_it_is(guid: str) -> None:
    entry = f"<item><title>A</title><guid>{guid}</guid><description>Uno.</description></item>"
    feed = f"<rss version='2.0'><channel><title>t</title>{entry}</channel></rss>"
    (item,) = parse_payload(feed.encode(), url="http://h.example/rss").items
    assert (item.guid, item.url, item.canonical_url) == (guid, None, None)
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>{guid}</id><title>A</title></entry></feed>"
    (entry_item,) = parse_payload(atom.encode(), url="http://h.example/rss").items
    assert (entry_item.guid, entry_item.url) == (guid, None)


@pytest.mark.parametrize(
    ("guid", "link", "url"),
    [
        ("http://h.example/e", "", "http://h.example/e"),
        ("/e", "", "http://h.example/e"),
        ("12345", "<link>n/1</link>", "http://h.example/n/1"),
    ],
)
def test_a_guid_that_is_an_address_or_a_link_is_the_page(guid: str, link: str, url: str) -> None:
    feed = f"<rss version='2.0'><channel><item><title>A</title><guid>{guid}</guid>{link}</item></channel></rss>"
    (item,) = parse_payload(feed.encode(), url="http://h.example/rss").items
    assert (item.guid, item.url) == (guid, url)
