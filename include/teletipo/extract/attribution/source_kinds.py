"""What kind of source a phrase names, by its head noun, its name and the parse's own labels."""

from __future__ import annotations

from collections.abc import Iterator

from teletipo.extract.attribution.source_words import is_medium
from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.parse.phrases import Phrase
from teletipo.model import AttributionKind, EntityType
from teletipo.normalize.agencies import agency_sign

HUMAN = frozenset({"PER", "PERSON"})
PLAIN: tuple[AttributionKind, ...] = ("official", "agency", "media")
INSTITUTION = frozenset({"ORG", "GPE", "LOC", "NORP"})


def kind_of(reader: SourceReader, phrase: Phrase) -> AttributionKind:
    """The kind of source; a name that says nothing else is a person, an institution counts as official."""
    sheet, nouns = reader.sheet, reader.sources.nouns
    simple = _simple_words(reader, phrase)
    told = _by_head(reader, phrase, simple)
    if told is not None:
        return told
    for kind in PLAIN:
        if simple & nouns[kind]:
            return kind
    labels = set(sheet.labels[phrase.first : phrase.last])
    if labels & INSTITUTION and not labels & HUMAN:
        return "official"
    return "person"


def _by_head(reader: SourceReader, phrase: Phrase, simple: set[str]) -> AttributionKind | None:
    """The kind by the head noun and the name; a noun of the press counts at either end of the phrase."""
    sheet, sources, nouns = reader.sheet, reader.sources, reader.sources.nouns
    at = reader.head(phrase)
    head = sheet.low[at]
    if head in nouns["anonymous"]:
        return "anonymous"
    if head in sources.vessel and simple & nouns["media"]:
        return "media"
    if head in nouns["document"] and (at == phrase.first or sheet.text[sheet.start[at]].islower()):
        return "document"
    if head in sources.vessel and agency_sign(_last_name(reader, phrase)) is not None:
        return "agency"
    name = _proper_name(reader, phrase)
    if (simple | {head}) & nouns["agency"] and sources.not_press & set(sheet.low[phrase.first : phrase.last]):
        return "official" if agency_sign(name) is None else "agency"
    if head in nouns["agency"] or (head not in sources.human and agency_sign(name) is not None):
        return "agency"
    edges = {sheet.low[i] for i in (phrase.first, min(phrase.first + 1, phrase.last - 1), phrase.last - 1)}
    if (edges | {head}) & nouns["media"] or is_medium(name, sources.media_names):
        return "media"
    return None


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
    simple = _simple_words(reader, phrase)
    if simple & nouns["official"] or simple & reader.sources.human:
        return True
    if any(sheet.labels[index] in HUMAN for index in _simple_tokens(reader, phrase)):
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
        return "GRP" if "Plur" in reader.sheet.told(reader.head(phrase), "Number") else "PER"
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


def is_human(reader: SourceReader, phrase: Phrase) -> bool:
    """Whether a phrase is about people, by its noun or the parse's label."""
    labels = set(reader.sheet.labels[phrase.first : phrase.last])
    return reader.sheet.low[reader.head(phrase)] in reader.sources.human or bool(labels & HUMAN)


def _last_name(reader: SourceReader, phrase: Phrase) -> str:
    """The capitalised word before the head or at the end of a phrase: "the KCNA dispatch", "el despacho de KCNA"."""
    names = [i for i in range(phrase.first, phrase.last) if reader.sheet.pos[i] == "PROPN"]
    return reader.sheet.words[names[-1]] if names else ""


def _proper_name(reader: SourceReader, phrase: Phrase) -> str:
    """The capitalised run of a phrase, without its determiner and quotation marks."""
    sheet = reader.sheet
    first, last = phrase.first, phrase.last
    while first < last and not sheet.text[sheet.start[first]].isupper() and sheet.low[first] != "dpa":
        first += 1
    if first == last:
        return ""
    return sheet.text[sheet.start[first] : sheet.end[last - 1]].strip("\"'«»“”‘’ ")
