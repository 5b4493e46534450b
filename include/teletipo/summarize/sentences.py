"""Sentences of a report that a summary may use: its own telling, without header, dateline, notices and credits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from teletipo.model import Report, Span, Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc


def telling(report: Report, doc: Doc | None) -> Spans:
    """The sentences outside every zone, in order; without a parse, the paragraphs stand in for them."""
    pieces = ((sent.start_char, sent.end_char) for sent in doc.sents) if doc else _paragraphs(report)
    return tuple(span for start, end in pieces for span in _outside_zones(report, start, end))


def _paragraphs(report: Report) -> Iterator[tuple[int, int]]:
    return ((span.start, span.end) for span in report.paragraphs())


def _outside_zones(report: Report, start: int, end: int) -> Iterator[Span]:
    for zone in report.zones:
        if zone.start <= start < zone.end:
            start = zone.end
        if zone.start < end <= zone.end:
            end = zone.start
    if start >= end:
        return
    piece = report.text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        yield Span.of(report.text, start, end)
