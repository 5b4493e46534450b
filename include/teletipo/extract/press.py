"""Which agency or medium a phrase names beside its noun: "State broadcaster CCTV", "the Lagos-based Tide daily"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.extract.phrases import Phrase
from teletipo.extract.sources import SourceReader

if TYPE_CHECKING:
    from teletipo.extract.entity_table import EntityTable

PRESS = frozenset({"agency", "media"})
PLACES = frozenset({"GPE", "LOC"})
POSSESSIVE = frozenset({"'s", "’s", "-"})


def named_medium(reader: SourceReader, table: EntityTable, phrase: Phrase) -> str:
    """The entity of a phrase that is about an agency or a medium, introduced if nobody has named it.

    A name that the table does not know is nobody else's: "the Vostokfax agency" is not the report's own agency.
    Places that only say where the medium sits do not name it.
    """
    sheet = reader.sheet
    span = sheet.doc[phrase.first : phrase.last]
    named, unknown = None, False
    for index in range(phrase.first, phrase.last):
        if index > phrase.first and sheet.pos[index] == "ADP" and sheet.low[index] in reader.words.noun:
            break
        at = table.named_at(sheet.start[index])
        owner = index + 1 < len(sheet.low) and sheet.low[index + 1] in POSSESSIVE
        place = at is not None and table.type_of(at[1]) in PLACES and table.entity(at[1]).country is not None
        if at is not None and not owner and not place:
            named = at[1]
        elif at is None and index > phrase.first and sheet.pos[index] == "PROPN":
            unknown = True
    if named is None and not unknown:
        named = table.resolve_phrase(span)
    return named or table.introduce(span, "ORG")
