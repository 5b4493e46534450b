"""Parsers per format against the bare library on the same bytes: lxml, json, feedparser, email or trafilatura."""

from __future__ import annotations

import io
import json
import time
import warnings
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import feedparser
from lxml import etree

from teletipo.sources import parse_payload

SAMPLES = Path(__file__).parents[1] / "tests" / "sources" / "samples"
ROUNDS = 5
ENTRIES = 500


def xml(content: bytes) -> object:
    """The tree of lxml."""
    return etree.fromstring(content, etree.XMLParser(recover=True, resolve_entities=False))


def feed(content: bytes) -> object:
    """The answer of feedparser."""
    return feedparser.parse(io.BytesIO(content))


def page(content: bytes) -> object:
    """The body by trafilatura."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from trafilatura import bare_extraction
    return bare_extraction(content.decode("utf-8"), include_comments=False)


def mail(content: bytes) -> object:
    """The standard library's message."""
    return message_from_bytes(content, policy=policy.default)


def many_entries(content: bytes) -> bytes:
    """A feed whose entries are repeated, as long as real ones are."""
    start, end = content.index(b"<item>"), content.rindex(b"</item>") + 7
    return content[:start] + content[start:end] * (ENTRIES // 2) + content[end:]


def long_page(content: bytes) -> bytes:
    """A page with the navigation and the teasers of a real one around it."""
    teaser = b'<div class="card"><h3><a href="/n">Otra noticia del mismo dia</a></h3><p>Un resumen breve.</p></div>'
    link = b'<li class="nav"><a href="/s"><span>Seccion</span></a></li>'
    paragraph = (
        "<p>El texto sigue con un párrafo más, de largo corriente, como los que llenan una noticia.</p>".encode()
    )
    content = content.replace(b"</nav>", link * 150 + b"</nav>").replace(b"<aside>", teaser * 60 + b"<aside>")
    return content.replace(b"<h2>", paragraph * 20 + b"<h2>", 1)


CASES: dict[str, tuple[str, str, Callable[[bytes], object], Callable[[bytes], bytes]]] = {
    "newsml-g2": ("newsml_g2_cet.xml", "lxml", xml, bytes),
    "newsml-1.2": ("newsml_12_efe.xml", "lxml", xml, bytes),
    "nitf": ("nitf_correction.xml", "lxml", xml, bytes),
    "sitemap": ("sitemap_news.xml", "lxml", xml, bytes),
    "ninjs": ("ninjs_1_list.json", "json", json.loads, bytes),
    "dpa-digitalwires": ("digitalwires.json", "json", json.loads, bytes),
    "jsonl": ("lines.jsonl", "bytes.split", bytes.split, bytes),
    "iptc-7901": ("iptc7901_two.txt", "bytes.split", bytes.split, bytes),
    "anpa-1312": ("anpa_two_leads.txt", "bytes.split", bytes.split, bytes),
    "mail": ("mail_multipart.eml", "email", mail, bytes),
    "feed, 500 entries": ("feed_latin1_that_is_utf8.xml", "feedparser", feed, many_entries),
    "html, one page": ("page_es.html", "trafilatura", page, long_page),
}


def seconds(work: Callable[[bytes], object], content: bytes) -> float:
    """The least CPU time of a few rounds, each long enough for the clock."""
    work(content)
    best = float("inf")
    for _ in range(ROUNDS):
        runs, started = 0, time.process_time()
        while time.process_time() - started < 0.05:
            work(content)
            runs += 1
        best = min(best, (time.process_time() - started) / runs)
    return best


def main() -> None:
    """Print one line a format."""
    for name, (sample, library, bare, grown) in CASES.items():
        content = grown((SAMPLES / sample).read_bytes())
        ours, theirs = seconds(parse_payload, content), seconds(bare, content)
        print(
            f"parse {name}: {ours / theirs:.2f} x {library} alone on {len(content)} bytes "
            f"({1 / ours:.0f} against {1 / theirs:.0f} payloads per CPU-second)"
        )


if __name__ == "__main__":
    main()
