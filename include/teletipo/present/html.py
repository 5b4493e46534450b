"""Analyses and digests as self-contained HTML pages, and digests as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from teletipo.present import reading
from teletipo.present.counting import count
from teletipo.present.hits import marks_of, sourced
from teletipo.present.reading import Json
from teletipo.present.times import when
from teletipo.store.rejections import RejectionRow
from teletipo.store.search import Hit
from teletipo.summarize.digest import Digest
from teletipo.summarize.marks import ALARMING
from teletipo.summarize.title import title_of

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|])")


@cache
def environment() -> Environment:
    """The templates; everything that comes from a report is escaped."""
    made = Environment(
        loader=PackageLoader("teletipo.present"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        speaker=reading.speaker,
        chain=reading.chain,
        via=reading.via,
        said=reading.said,
        joined=reading.joined,
        one_line=reading.one_line,
        changes=reading.changes,
        copies=reading.copies,
        heads_up=reading.heads_up,
        others=reading.others,
        place=reading.place,
        refused=reading.refused,
        since=reading.since,
        withdrawn_by=reading.withdrawn_by,
        marks_of=marks_of,
        sourced=sourced,
        count=count,
        alarming=ALARMING,
        when=when,
        title=reading.title,
        title_of=title_of,
    )
    made.filters |= {"md": _markdown, "code": _code}
    return made


def _markdown(text: str) -> str:
    """The words on one line, none of them markup."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    """The words as a code span, in which nothing is markup (CommonMark 6.1)."""
    ticks = max(map(len, re.findall("`+", text)), default=0)
    fence, room = "`" * (ticks + 1), " " if ticks else ""
    return f"{fence}{room}{' '.join(text.split())}{room}{fence}"


def report_page(analysis: Json, *, home: str | None = None) -> str:
    """One report as a page: its text with the evidence marked, beside what was read from it.

    ``home`` is where the list of reports is, if there is one.
    """
    return (
        environment()
        .get_template("report.html")
        .render(
            a=analysis,
            pieces=marked_text(analysis),
            evidence=reading.usable(analysis),
            home=home,
        )
    )


def index_page(hits: Sequence[Hit], rejections: Sequence[RejectionRow], *, words: str, day: date | None) -> str:
    """Reports that were found, and what could not be taken. Links are relative to the page."""
    return environment().get_template("index.html").render(hits=hits, rejections=rejections, words=words, day=day)


def digest_page(digest: Digest, *, reports: str | None = None) -> str:
    """One day's digest as a page; ``reports`` is where the pages of its reports are, without it nothing is linked."""
    return environment().get_template("digest.html").render(d=digest, reports=reports)


def error_page(status: int, message: str, *, home: str) -> str:
    """A page that says what is wrong and what to do; ``home`` is where the list of reports is."""
    return environment().get_template("error.html").render(status=status, message=message, home=home)


def digest_markdown(digest: Digest) -> str:
    """One day's digest as Markdown."""
    return environment().get_template("digest.md").render(d=digest).strip() + "\n"


def marked_text(analysis: Json) -> list[dict[str, Any]]:
    """The report's text cut at every span: each piece with the classes of the records that rest on it."""
    marks = [
        *(("quotation", span) for entry in analysis["quotations"] for span in entry["content"]),
        *(("verbatim", span) for entry in analysis["quotations"] for span in entry["verbatim"]),
        *(("cue", span) for entry in analysis["quotations"] for span in entry["cue"]),
        *(("source", span) for entry in analysis["attributions"] for span in entry["source_mention"]),
        *(("when", entry) for entry in analysis["temporal_expressions"]),
        *((f"zone {zone['label']}", zone) for zone in analysis["report"]["zones"]),
    ]
    text = analysis["report"]["text"]
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for name, span in marks:
        opening.setdefault(span["start"], []).append(name)
        closing.setdefault(span["end"], []).append(name)
    cuts = sorted({0, len(text), *opening, *closing})
    active: list[str] = []
    pieces = []
    for start, end in pairwise(cuts):
        for name in closing.get(start, ()):
            active.remove(name)
        active.extend(opening.get(start, ()))
        pieces.append({"text": text[start:end], "classes": " ".join(dict.fromkeys(active))})
    return pieces
