"""A parse laid flat: the columns that the speech grammar reads, and the sentences it works in.

Rules look at many tokens many times, so the columns are plain lists. Sentences are cut here by
punctuation, not by the parser, because a quotation may hold full stops and must not be torn.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from teletipo.extract.parse.columns import Columns, Features
from teletipo.extract.parse.quoted import Piece
from teletipo.normalize.agencies import agency_sign

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from teletipo.model import Report

APART = frozenset({"header", "slug", "headline", "byline", "dateline", "notice", "credit", "boilerplate"})
STOPS = frozenset({".", "!", "?", "…", "...", ".-"})
TERMINAL = frozenset(".!?…")
DASHES = frozenset("-–—")
LONGEST = 600
MISTAKEN = frozenset({"ADP", "VERB", "AUX", "ADJ", "ADV", "SCONJ", "CCONJ", "X", "INTJ"})
SIGNS = frozenset({"dpa"})
"""Agencies that sign in small letters."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, or some 600 tokens of a longer one: tokens ``first:last`` and the outer quoted pieces in it."""

    first: int
    last: int
    pieces: tuple[Piece, ...]
    paragraph: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Columns over the tokens of a report. ``piece_at`` gives the outer piece that a token belongs to, or -1.

    ``words`` are the tokens as the text has them, ``low`` the same in small letters without dashes at their edges.
    """

    doc: Doc
    text: str
    words: list[str]
    low: list[str]
    pos: list[str]
    dep: list[str]
    labels: list[str]
    features: list[Features]
    start: list[int]
    end: list[int]
    piece_at: list[int]
    pieces: tuple[Piece, ...]

    def slice(self, first: int, last: int) -> tuple[int, int]:
        """Code points of the tokens ``first:last``."""
        return self.start[first], self.end[last - 1]

    def told(self, index: int, feature: str) -> tuple[str, ...]:
        """The values of a token's feature, as of its ``Number``."""
        return self.features[index].get(feature, ())

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that begin inside ``start:end``."""
        return bisect_left(self.start, start), bisect_left(self.start, end)


def lay_out(report: Report, doc: Doc, columns: Columns, pieces: tuple[Piece, ...]) -> Sheet:
    """The sheet of a parse with its columns; ``pieces`` are the report's outer quoted pieces in order."""
    low, pos, start, end = [], [], [], []
    for text, tag, begin in zip(columns.words, columns.pos, columns.starts, strict=True):
        word = text.lower()
        lead, tail = _hyphens(word)
        low.append(word[lead : len(word) - tail])
        pos.append(_tag(text, tag) if _has_letter(word) else _mark(tag))
        start.append(begin + lead)
        end.append(begin + len(text) - tail)
    return Sheet(
        doc,
        report.text,
        columns.words,
        low,
        pos,
        columns.dep,
        columns.labels,
        columns.features,
        start,
        end,
        _piece_column(start, end, pieces),
        pieces,
    )


def _hyphens(word: str) -> tuple[int, int]:
    """How many dashes a tokeniser left on a word, before and behind it: "-recordó la cirujana-"."""
    if word[0] not in DASHES and word[-1] not in DASHES:
        return 0, 0
    bare = word.strip("".join(DASHES))
    lead = len(word) - len(word.lstrip("".join(DASHES)))
    return (lead, len(word) - lead - len(bare)) if bare else (0, 0)


def _has_letter(word: str) -> bool:
    return word[0].isalnum() or any(char.isalnum() for char in word)


def _tag(word: str, tag: str) -> str:
    """The tag of a word: an agency's sign is a name whatever a tagger takes it for."""
    strange = tag in MISTAKEN and len(word) > 2 and (word.isupper() or word in SIGNS)
    return "PROPN" if strange and agency_sign(word) is not None else tag


def _mark(tag: str) -> str:
    """The tag of a token without letters: a dash or quotation mark is never the name that taggers take it for."""
    return tag if tag == "SPACE" else "PUNCT"


def _piece_column(start: list[int], end: list[int], pieces: tuple[Piece, ...]) -> list[int]:
    column = [-1] * len(start)
    for number, piece in enumerate(pieces):
        first = bisect_right(end, piece.start)
        for index in range(first, bisect_left(start, piece.end)):
            column[index] = number
    return column


def sentences(report: Report, sheet: Sheet) -> tuple[Unit, ...]:
    """The sentences of a report's own telling, in order; datelines, headers and credits are left out."""
    units: list[Unit] = []
    zones = sorted((zone.start, zone.end) for zone in report.zones if zone.label in APART)
    for number, block in enumerate(report.paragraphs()):
        first, last = sheet.tokens_of(block.start, block.end)
        for start, stop in _outside(sheet, first, last, zones):
            units.extend(_cut(sheet, start, stop, number))
    return tuple(units)


def headlines(report: Report, sheet: Sheet) -> tuple[Unit, ...]:
    """The headlines of a report, each as one sentence; no paragraph is theirs."""
    spans = [sheet.tokens_of(zone.start, zone.end) for zone in report.zones if zone.label == "headline"]
    units = [_unit(sheet, first, last, -1) for first, last in spans]
    return tuple(unit for unit in units if unit is not None)


def open_pieces(sheet: Sheet, inner: tuple[Piece, ...]) -> tuple[Sheet, tuple[Unit, ...]]:
    """The sheet as the speakers of quoted pieces would see it, ``inner`` being quoted by them, and their sentences."""
    opened = replace(sheet, piece_at=_piece_column(sheet.start, sheet.end, inner), pieces=inner)
    at = [bisect_left(sheet.start, piece.start) for piece in inner]
    around = dict.fromkeys(sheet.piece_at[index] for index in at if index < len(sheet.piece_at))
    units: list[Unit] = []
    for piece in (sheet.pieces[number] for number in around if number >= 0):
        units.extend(_cut(opened, *sheet.tokens_of(piece.inner_start, piece.inner_end), -1))
    return opened, tuple(unit for unit in units if unit.pieces)


def _outside(sheet: Sheet, first: int, last: int, zones: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The runs of tokens in ``first:last`` that are the report's own telling."""
    if first == last:
        return []
    runs = []
    begin = first
    lowest = bisect_left(zones, (sheet.start[first], -1))
    for start, end in zones[max(0, lowest - 1) :]:
        if start >= sheet.end[last - 1]:
            break
        inside_first, inside_last = sheet.tokens_of(start, end)
        if inside_first > begin:
            runs.append((begin, min(inside_first, last)))
        begin = max(begin, inside_last)
    if begin < last:
        runs.append((begin, last))
    return runs


def _cut(sheet: Sheet, first: int, last: int, paragraph: int) -> list[Unit]:
    units = []
    begin = first
    for index in range(first, last):
        if _ends_sentence(sheet, index, last) or (index - begin >= LONGEST and sheet.piece_at[index] < 0):
            units.append(_unit(sheet, begin, index + 1, paragraph))
            begin = index + 1
    if begin < last:
        units.append(_unit(sheet, begin, last, paragraph))
    return [unit for unit in units if unit is not None]


def _unit(sheet: Sheet, first: int, last: int, paragraph: int) -> Unit | None:
    while first < last and sheet.low[first].isspace():
        first += 1
    while last > first and sheet.low[last - 1].isspace():
        last -= 1
    if first == last:
        return None
    numbers = sorted({number for number in sheet.piece_at[first:last] if number >= 0})
    return Unit(first, last, tuple(sheet.pieces[number] for number in numbers), paragraph)


def _ends_sentence(sheet: Sheet, index: int, last: int) -> bool:
    """Whether a sentence ends with this token: a line end, a stop, or a quoted piece that holds its own stop."""
    if "\n" in sheet.low[index] and sheet.piece_at[index] < 0:
        return True
    following = index + 1
    while following < last and sheet.low[following] == " ":
        following += 1
    if following >= last:
        return False
    own, nxt = sheet.piece_at[index], sheet.piece_at[following]
    begins = _begins_sentence(sheet, following)
    if own >= 0:
        piece = sheet.pieces[own]
        if nxt == own or not piece.closed:
            return False
        return begins and sheet.text[piece.inner_end - 1] in TERMINAL
    return begins and _is_stop(sheet, index, following)


def _is_stop(sheet: Sheet, index: int, following: int) -> bool:
    """Whether a token stops a sentence; of abbreviations the parse and the next word tell: "No. 1", "5 p.m. The"."""
    token = sheet.doc[following]
    if sheet.low[index] in STOPS:
        return token.is_sent_start is not False or not sheet.text[token.idx - 1].isspace()
    return sheet.low[index].endswith(".") and token.is_sent_start is True and token.is_stop


def _begins_sentence(sheet: Sheet, index: int) -> bool:
    if sheet.piece_at[index] >= 0:
        return sheet.start[index] <= sheet.pieces[sheet.piece_at[index]].start
    head = sheet.text[sheet.start[index]]
    return not head.islower() and head not in ",;:)]»”"
