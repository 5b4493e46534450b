"""What format a payload is in, from its bytes: neither its name nor what the server calls it is believed."""

from __future__ import annotations

import json
import re

from teletipo.errors import InputError, UnknownFormat
from teletipo.sources.decode import decode

HEAD = 65_536
SHOWN = 80
OFFICE = "a ZIP archive or an office document"
BINARY = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": OFFICE,
    b"\xd0\xcf\x11\xe0": OFFICE,
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"), "a picture"),
    **dict.fromkeys((b"RIFF", b"OggS", b"ID3"), "a sound or a film"),
    **dict.fromkeys((b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"), "an archive"),
    b"\x7fELF": "a program",
}
"""How files begin that hold no text, and what they are."""
ROOT = re.compile(r"<(?:[\w-]+:)?([a-zA-Z][\w.-]*)")
PREAMBLE = (("<?", "?>"), ("<!--", "-->"), ("<!", ">"))
ROOT_NAME = re.compile(r"<(?P<name>[\w:.-]+)(?:\s[^<>]*?)?(?P<empty>/)?>")
END = 65_536
ROOTS = {
    "newsmessage": "newsml_g2",
    "newsitem": "newsml_g2",
    "packageitem": "newsml_g2",
    "planningitem": "newsml_g2",
    "conceptitem": "newsml_g2",
    "knowledgeitem": "newsml_g2",
    "catalogitem": "newsml_g2",
    "itemset": "newsml_g2",
    "contentset": "newsml_g2",
    "contentmeta": "newsml_g2",
    "itemmeta": "newsml_g2",
    "newsml": "newsml_1",
    "newsenvelope": "newsml_1",
    "newscomponent": "newsml_1",
    "nitf": "nitf",
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "channel": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "html": "html_page",
    "head": "html_page",
    "body": "html_page",
}
INSIDE = (
    "newsmessage",
    "newsml",
    "nitf",
    "packageitem",
    "newsitem",
    "rss",
    "rdf",
    "feed",
    "urlset",
    "sitemapindex",
    "html",
)
NO_NEWS = frozenset({"svg", "wsdl", "xsd", "schema", "stylesheet", "project", "plist", "kml", "gpx"})
BURIED = re.compile(r"<\?xml\s|<(?:rss|rdf:RDF|feed|nitf|NewsML|newsMessage|newsItem|urlset)[\s>]")
LATEST = 4096
JSON = re.compile(r"\{\s*(?:\"|\}|$)|\[\s*[\[{\"]")
OWN_LINE = re.compile(r'\{[^\n]{0,500}"text"\s*:\s*"')
NO_TEXT = re.compile(r"BEGIN:V(?:CALENDAR|CARD)\s")
XML = re.compile(r"<\?xml|<[a-zA-Z][\w:.-]*(?:\s+[\w:.-]+\s*=|\s*/?>)")
MAIL_HEADER = re.compile(r"(?:From |(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,})")
MAIL_NAMES = re.compile(
    r"^(?:from|to|date|subject|message-id|received|return-path|mime-version|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
HTML_TAGS = re.compile(r"<(?:!doctype html|html|head|body|article|div|p|h1|meta|title|section|main)\b", re.IGNORECASE)
PAGE_TAGS = re.compile(r"<(?:div|section|main|meta|h1|span|ul|img|script|table)\b", re.IGNORECASE)
ANPA = re.compile(
    rb"^\x16\x16?\x01|^[\x16\x01\s]*[a-z]{1,3}\d{3,4}[^\n]{0,20}\n?[a-z] [a-z]\s*[\x12-\x14]", re.IGNORECASE
)
ANPA_VERSION_LINE = re.compile(
    rb"^[a-z][ \t\x12-\x14^]{1,2}[a-z][^\n]{0,4}[\x12-\x14^]"
    rb"[^\n]{10,90}\d{1,2}-\d{1,2}[ \t]+\d{3,5}",
    re.MULTILINE | re.IGNORECASE,
)
IPTC_7901_HEADER = re.compile(
    rb"^[\s\0\x16\x01]*(?:zczc[^\n]{0,60}\n[\s\0]*)?"
    rb"[a-z]{2,6}\s?\d{2,5} +[1-9] +[a-z]{1,4} +\d{1,5}(?: [^\n]{0,60})?\r?\n",
    re.IGNORECASE,
)
IPTC_7901 = re.compile(
    rb"^[\s\0\x16]*(?:(?i:zczc)[^\n]{0,60}\n[\s\0]*)?\x01\s*[A-Za-z]{2,6}\s?\d{2,5}"
    rb"|^\s*[A-Za-z]{2,6}\s?\d{2,5} \d [A-Za-z]{1,4} [^\x02]{0,400}\x02"
)


def sniff(content: bytes) -> str:
    """The name of the parser for the bytes. Raises UnknownFormat with the first bytes as detail, or UnreadableText."""
    head = content[:HEAD]
    if head.startswith(tuple(BINARY)):
        raise _unknown(content)
    typed = _typed(head)
    if typed:
        return typed
    text = _text(head).lstrip("\ufeff \t\r\n")
    if _is_mail(text):
        return "mail"
    buried = None if text.startswith("<") or JSON.match(text) else BURIED.search(text[:LATEST])
    if buried:
        text = text[buried.start() :]
    found = _markup(text) if text.startswith("<") else _json(text, content) if text[:1] in {"{", "["} else None
    if found:
        return found
    if XML.match(text) or NO_TEXT.match(text) or _is_data(text) or "\0" in text or _mostly_controls(text):
        raise _unknown(content)
    return "html_page" if len(HTML_TAGS.findall(text)) >= 3 else "plain_text"


def is_cut_off(content: bytes) -> bool:
    """Whether markup lacks the end of its root: its rest was never sent, or was lost on the way."""
    text = _text(content)
    start = max(text.find("<"), 0)
    root = ROOT_NAME.search(_without_preamble(text[start : start + HEAD]))
    if root is None or root["empty"]:
        return False
    return re.search(rf"</\s*{re.escape(root['name'])}\s*>", text[-END:], re.IGNORECASE) is None


def _is_mail(text: str) -> bool:
    header = MAIL_HEADER.match(text.replace("\r\n", "\n")[:8000])
    return header is not None and len(MAIL_NAMES.findall(header[0])) >= 2


def _typed(head: bytes) -> str | None:
    """The formats of the teleprinter, known by their control characters, or by the whole of an IPTC 7901 header."""
    if IPTC_7901_HEADER.match(head):
        return "iptc7901"
    if ANPA.match(head) or (ANPA_VERSION_LINE.search(head[:400]) and b"\x02" in head[:1000]):
        return "anpa1312"
    if IPTC_7901.match(head):
        return "iptc7901"
    return None


def _text(head: bytes) -> str:
    try:
        return decode(head)
    except InputError:
        return head.decode("latin-1")


def _markup(text: str) -> str | None:
    """The parser for markup: by its root, else by what it wraps, else HTML where it looks like it."""
    bare = _without_preamble(text)
    root = ROOT.match(bare)
    name = root[1].lower() if root else ""
    if name == "newsitem" and re.search(
        r"<(?:[\w-]+:)?(?:newsmanagement|newscomponent|identification)\b", bare, re.IGNORECASE
    ):
        return "newsml_1"
    if name in ROOTS:
        return ROOTS[name]
    declared = text.startswith("<?xml") and name == "article"
    if (HTML_TAGS.match(bare) and not declared) or text[:20].lower().startswith("<!doctype html"):
        return "html_page"
    tags = {found.lower() for found in ROOT.findall(bare[:16_384])}
    inside = next((ROOTS[known] for known in INSIDE if known in tags), None)
    if inside:
        return inside
    if len(PAGE_TAGS.findall(text)) >= 3:
        return "html_page"
    return "vendor_xml" if XML.match(text) and name not in NO_NEWS else None


def _without_preamble(text: str) -> str:
    """The markup from its root on: without declarations, comments and document type."""
    start = 0
    while True:
        start += len(text[start:]) - len(text[start:].lstrip())
        end = next((end for begin, end in PREAMBLE if text.startswith(begin, start)), None)
        if end is None:
            return text[start:]
        subset = text.startswith("<!DOCTYPE", start) and "[" in text[start : text.find(">", start)]
        found = text.find("]>" if subset else end, start)
        if found < 0:
            return text[start + 1 :]
        start = found + len("]>" if subset else end)


def _json(text: str, content: bytes) -> str | None:
    """The parser for JSON: lines of our own, dpa's digital wires, else ninjs, which tells broken JSON from other."""
    first_line = content.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0]
    record = _object(_text(first_line).strip())
    if record is not None and "text" in record and not record.keys() & {"uri", "urn", "body_text"}:
        return "jsonl"
    if '"digitalwires@' in text[:4000] or ('"article_html"' in text and '"urn"' in text):
        return "dpa_digitalwires"
    if record is None and OWN_LINE.match(text):
        return "jsonl"
    return "ninjs" if record is not None or JSON.match(text) else None


def _object(text: str) -> dict[str, object] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _is_data(text: str) -> bool:
    """Whether a text is a JSON list, which none of the formats is that has only numbers or words in it."""
    if not text.startswith("["):
        return False
    try:
        return isinstance(json.loads(text), list)
    except (ValueError, RecursionError):
        return False


def _mostly_controls(text: str) -> bool:
    sample = text[:4096]
    return sum(1 for char in sample if char < " " and char not in "\t\r\n\f\x1b") * 10 > len(sample)


def _unknown(content: bytes) -> UnknownFormat:
    named = next((name for start, name in BINARY.items() if content.startswith(start)), None)
    what = f"it is {named}" if named else "it is in none of the formats that docs/formats.md lists"
    message = f"{what}: have the text sent in one of the formats, or take this out of the source"
    return UnknownFormat(message, detail=ascii(content[:SHOWN])[2:-1])
