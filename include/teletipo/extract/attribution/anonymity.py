"""Whom a report cannot name: by what they know, by what they asked for, or because they are one of several."""

from __future__ import annotations

from teletipo.extract.attribution.source_kinds import HUMAN, kind_of
from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.parse.phrases import Phrase
from teletipo.extract.quotation.segments import match_at

INSIDE = 8
SHORTEST = 3


def unnamed(reader: SourceReader, phrase: Phrase, *, cited: bool) -> bool:
    """Whether a phrase is about people whom the report cannot name: "two people familiar with the matter".

    ``cited`` is for those whom another medium leans on: there "a ministry official" is as nameless.
    """
    sheet, sources = reader.sheet, reader.sources
    if kind_of(reader, phrase) == "anonymous":
        return True
    at, stop = phrase.first, min(len(sheet.low), phrase.last + INSIDE)
    while at < stop and (at < phrase.last or sheet.low[at] != ","):
        if match_at(sheet, at, stop, sources.insider) is not None:
            return True
        at += 1
    if is_named(reader, phrase) or not _are_people(reader, phrase):
        return False
    definite = "Def" in sheet.told(phrase.first, "Definite")
    return _of_several(reader, phrase) or (cited and not definite)


def is_named(reader: SourceReader, phrase: Phrase) -> bool:
    """Whether a phrase holds a person's name, or stands for one."""
    sheet = reader.sheet
    labels = set(sheet.labels[phrase.first : phrase.last])
    return sheet.pos[phrase.first] == "PROPN" or bool(labels & HUMAN) or reader.is_pronoun(phrase)


def secretive(reader: SourceReader, first: int, last: int) -> bool:
    """Whether these tokens say that somebody may not be named: "who asked not to be identified"."""
    told = " ".join(reader.sheet.low[first:last])
    return any(wish in told for wish in reader.sources.requested_anonymity)


def _are_people(reader: SourceReader, phrase: Phrase) -> bool:
    sheet, sources = reader.sheet, reader.sources
    head, last = sheet.low[reader.head(phrase)], sheet.low[phrase.last - 1]
    return head in sources.human or head in sources.nouns["official"] or last in reader.words.pronoun


def _of_several(reader: SourceReader, phrase: Phrase) -> bool:
    """Whether it is one or some of many, and no name follows: "one of the people", "dos de ellos"."""
    sheet, behind = reader.sheet, phrase.last + 1
    if phrase.last - phrase.first < SHORTEST or sheet.pos[phrase.first] not in {"NUM", "PRON", "DET"}:
        return False
    named = behind < len(sheet.low) and sheet.low[phrase.last] == "," and sheet.pos[behind] == "PROPN"
    return sheet.low[phrase.first + 1] in reader.words.noun and not named
