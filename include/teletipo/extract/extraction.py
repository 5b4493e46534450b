"""The room's one door: everything that is read out of a report and its parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from teletipo.extract.entities import find_entities
from teletipo.extract.marks import outer, pair_marks
from teletipo.extract.quotations import make_quotations, read_speech
from teletipo.extract.sheet import lay_out, sentences
from teletipo.languages import Language
from teletipo.model import Attribution, Entity, Event, Quotation, Report, Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a report says: the entities that every other record points at, and the records."""

    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    unattributed: Spans = ()
    events: tuple[Event, ...] = ()


def extract(report: Report, doc: Doc, language: Language) -> Extraction:
    """Entities, quotations, attributions and unattributed statements of a report; ``doc`` is its parse.

    Never raises for the text's sake. Raises ConfigurationError if the language's tables are broken.
    """
    table = find_entities(report, doc, language)
    sheet = lay_out(report, doc, outer(pair_marks(report.paragraphs())))
    told = sentences(report, sheet)
    speeches = read_speech(sheet, told, language)
    quotations = make_quotations(sheet, speeches, table, language)
    return Extraction(table.freeze(), tuple(quotations))
