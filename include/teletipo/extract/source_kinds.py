"""What kind of source a phrase names, by its head noun, its name and the parse's own labels."""

from __future__ import annotations

from collections.abc import Iterator

from teletipo.extract.phrases import Phrase
from teletipo.extract.source_words import is_medium
from teletipo.extract.sources import SourceReader
from teletipo.model import AttributionKind, EntityType
from teletipo.normalize.agencies import agency_sign

HUMAN = frozenset({"PER", "PERSON"})
INSTITUTION = frozenset({"ORG", "GPE", "LOC", "NORP"})


def kind_of(reader: SourceReader, phrase: Phrase) -> AttributionKind:
    """The kind of source; a name that says nothing else is a person, an institution counts as official."""
    sheet, nouns = reader.sheet, reader.sources.nouns
    head = sheet.low[reader.head(phrase)]
    simple = _simple_words(reader, phrase)
    name = _proper_name(reader, phrase)
    for kind in ("anonymous", "document"):
        if head in nouns[kind]:
            return kind
    if head in nouns["agency"] or (head not in reader.sources.human and agency_sign(name) is not None):
        return "agency"
    if head in nouns["media"] or is_medium(name, reader.sources.media_names):
        return "media"
    if simple & nouns["official"]:
        return "official"
    if simple & nouns["agency"]:
        return "agency"
    if simple & nouns["media"]:
        return "media"
    labels = {token.ent_type_ for token in sheet.doc[phrase.first : phrase.last]}
    if labels & INSTITUTION and not labels & HUMAN:
        return "official"
    return "person"


def names_speaker(reader: SourceReader, phrase: Phrase) -> bool:
    """Whether a phrase can speak by its words alone: a role, a source, a document, a medium, a name."""
    sheet, nouns = reader.sheet, reader.sources.nouns
    head = reader.head(phrase)
    following = phrase.first + 1
    if (
        sheet.pos[phrase.first] in {"NUM", "PRON", "DET"}
        and following < len(sheet.low)
        and sheet.low[following] in reader.words.noun
    ):
        return True
    if any(sheet.low[head] in words for words in nouns.values()) or sheet.low[head] in reader.sources.human:
        return True
    if _simple_words(reader, phrase) & (nouns["official"] | reader.sources.human):
        return True
    if any(sheet.doc[index].ent_type_ in HUMAN for index in _simple_tokens(reader, phrase)):
        return True
    return sheet.pos[head] == "PROPN" and sheet.text[sheet.start[head]].isupper()


def retells(reader: SourceReader, phrase: Phrase) -> bool:
    """Whether a phrase names an agency, a medium or a document: they tell what others said."""
    return kind_of(reader, phrase) in {"agency", "media", "document"}


def type_of(reader: SourceReader, phrase: Phrase, kind: AttributionKind) -> EntityType | None:
    """The entity type that a phrase has by its words, for entities that nobody has named."""
    if kind in {"agency", "media"}:
        return "ORG"
    if kind == "document":
        return "DOC"
    if kind == "anonymous":
        return "GRP"
    if _simple_words(reader, phrase) & reader.sources.human:
        return "PER"
    return "ORG" if kind == "official" else None


def _simple_tokens(reader: SourceReader, phrase: Phrase) -> Iterator[int]:
    """The tokens of a phrase before its first complement."""
    for index in range(phrase.first, phrase.last):
        word = reader.sheet.low[index]
        if word in reader.words.noun and word.isalpha():
            return
        yield index


def _simple_words(reader: SourceReader, phrase: Phrase) -> set[str]:
    sheet = reader.sheet
    return {sheet.low[index] for index in _simple_tokens(reader, phrase) if sheet.pos[index] in {"NOUN", "PROPN"}}


def _proper_name(reader: SourceReader, phrase: Phrase) -> str:
    """The capitalised run of a phrase, without its determiner and quotation marks."""
    sheet = reader.sheet
    first, last = phrase.first, phrase.last
    while first < last and not sheet.text[sheet.start[first]].isupper() and sheet.low[first] != "dpa":
        first += 1
    if first == last:
        return ""
    return sheet.text[sheet.start[first] : sheet.end[last - 1]].strip("\"'«»“”‘’ ")
