"""Which agency or medium a phrase means: by the name beside its noun, else by the noun it was brought in with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.extract.attribution.source_words import is_medium
from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.parse.phrases import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan

    from teletipo.extract.entity_table import EntityTable

PRESS = frozenset({"agency", "media"})
PLACES = frozenset({"GPE", "LOC"})
POSSESSIVE = frozenset({"'s", "’s", "-"})
MEMORY = 600
"""Tokens back to which "the newspaper" may reach."""
BESIDE = 4
"""Tokens between a noun of the press and the name that it stands with."""


def named_medium(reader: SourceReader, table: EntityTable, phrase: Phrase) -> str:
    """The entity of a phrase that is about an agency or a medium, introduced if nobody has named it.

    "State broadcaster CCTV" and "the Lagos-based Tide daily" are named in the phrase. A name that the table does
    not know is nobody else's: "the Vostokfax agency" is not the report's own agency; a place that only says where
    the medium sits does not name it. "La cadena" without a name is the last one that was called by such a noun.
    """
    sheet = reader.sheet
    named, unknown = None, False
    for index in range(phrase.first, phrase.last):
        if index > phrase.first and sheet.pos[index] == "ADP" and sheet.low[index] in reader.words.noun:
            break
        at = table.named_at(sheet.start[index])
        beside = reader.words.inverted and index == reader.head(phrase) + 1
        if at is not None and not _elsewhere(reader, table, index, at[1]):
            named = named or at[1]
        elif (at is not None and beside) or (at is None and index > phrase.first and sheet.pos[index] == "PROPN"):
            unknown = True
    span = sheet.doc[phrase.first : phrase.last]
    if named is None and not unknown:
        named = _called_so(reader, table, phrase) or _known(table, span)
    return named or table.introduce(span, "ORG")


def _known(table: EntityTable, span: DocSpan) -> str | None:
    """Whom the table takes the phrase for, unless it is only a part of that one's description."""
    found = table.resolve_phrase(span)
    if found is None:
        return None
    wider = (m for m in table.mentions(found) if m.start < span.start_char and span.end_char <= m.end)
    return None if any(mention.kind == "nominal" for mention in wider) else found


def _elsewhere(reader: SourceReader, table: EntityTable, index: int, entity: str) -> bool:
    """Whether a name only says whose or from where the medium is."""
    low = reader.sheet.low
    owner = index + 1 < len(low) and low[index + 1] in POSSESSIVE
    return owner or (table.type_of(entity) in PLACES and table.entity(entity).country is not None)


def _called_so(reader: SourceReader, table: EntityTable, phrase: Phrase) -> str | None:
    """The medium that was last named beside a noun of the same sort: "el rotativo" after "el diario X".

    Else the only one of those that everybody knows: "the newspaper" after "the Financial Times".
    """
    sheet, sorts = reader.sheet, reader.sources.press_sorts
    if "Def" not in sheet.told(phrase.first, "Definite"):
        return None
    noun = sheet.low[reader.head(phrase)]
    sort = next((words for words in sorts if noun in words), None)
    if sort is None:
        return None
    listed: set[str] = set()
    for index in range(phrase.first - 1, max(-1, phrase.first - MEMORY), -1):
        if sheet.low[index] in sort:
            found = _beside(reader, table, index)
            if found is not None:
                return found
        at = table.named_at(sheet.start[index]) if sheet.pos[index] == "PROPN" else None
        if at is not None and is_medium(at[0].text, reader.sources.media_names):
            listed.add(at[1])
    return listed.pop() if len(listed) == 1 and noun not in reader.sources.nouns["agency"] else None


def _beside(reader: SourceReader, table: EntityTable, noun: int) -> str | None:
    """The name right behind a noun, or right before it where nouns come last."""
    sheet = reader.sheet
    behind = range(noun + 1, min(len(sheet.low), noun + BESIDE))
    before = range(noun - 1, max(-1, noun - BESIDE), -1)
    for reach in (behind,) if reader.words.inverted else (behind, before):
        for index in reach:
            at = table.named_at(sheet.start[index])
            if at is not None and not _elsewhere(reader, table, index, at[1]):
                return at[1]
            if sheet.pos[index] in {"ADP", "VERB", "AUX"} or sheet.low[index] in {",", "."}:
                break
    return None
