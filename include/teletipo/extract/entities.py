"""Who and what a report names: the entities with all their mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.extract.entity_table import EntityTable
from teletipo.languages import Language
from teletipo.model import EntityType, Report

if TYPE_CHECKING:
    from spacy.tokens import Doc

LABELS: dict[str, EntityType] = {
    "PER": "PER",
    "PERSON": "PER",
    "ORG": "ORG",
    "NORP": "GRP",
    "GPE": "GPE",
    "LOC": "LOC",
    "FAC": "LOC",
    "MISC": "OTH",
}


def find_entities(report: Report, doc: Doc, language: Language) -> EntityTable:  # noqa: ARG001
    """The entities of a report with their mentions, ready for the extractors that follow."""
    table = EntityTable(report.text)
    known: dict[str, str] = {}
    for name in doc.ents:
        kind = LABELS.get(name.label_)
        if kind is None:
            continue
        key = known.get(name.text)
        if key is None:
            key = known[name.text] = table.add(name.text, kind)
        table.mention(key, name.start_char, name.end_char, "name")
    return table
