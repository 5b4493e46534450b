"""The room's one door: everything that is read out of a report and its parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from teletipo.extract.attributions import Sourcing, read_sources
from teletipo.extract.authors import Authors
from teletipo.extract.chains import Chains
from teletipo.extract.cues import cue_book
from teletipo.extract.entities import find_entities
from teletipo.extract.marks import outer, pair_marks
from teletipo.extract.phrases import links
from teletipo.extract.pieces import speech_pieces
from teletipo.extract.quotations import join, make_quotation
from teletipo.extract.segments import cut_words
from teletipo.extract.sentence_speech import read_sentence
from teletipo.extract.sheet import lay_out, sentences
from teletipo.extract.sources import SourceReader, source_words
from teletipo.extract.speakers import Speakers
from teletipo.extract.speech import Speech
from teletipo.extract.unattributed import unattributed
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
    cuts = cut_words(language)
    reader = SourceReader(sheet, links(language), cue_book(language), source_words(language))
    authors = Authors(reader, table)
    chains = Chains(reader, table, authors)
    speakers: Speakers | None = None

    quotations: list[Quotation] = []
    attributions: list[Attribution] = []
    for number, unit in enumerate(told):
        speakers = speakers or Speakers(reader, table, authors, unit)
        speakers.enter(unit)
        speeches: list[Speech] = read_sentence(reader, unit, number, cuts=cuts, pieces=speech_pieces(reader, unit))
        sourcings: list[Sourcing] = read_sources(reader, unit, number, speeches)
        spoken: list[Quotation] = []
        for speech in sorted(speeches, key=lambda one: one.content[0]):
            voice = speakers.resolve(speech)
            if voice is not None:
                spoken.append(make_quotation(report.text, len(quotations) + len(spoken) + 1, speech, voice))
        speakers.leave(number)
        quotations.extend(spoken)
        for sourcing in sourcings:
            attribution = chains.attribution(sourcing, len(attributions) + 1, spoken)
            if attribution is not None:
                attributions.append(attribution)
    credited = [(span.start, span.end) for quotation in quotations for span in quotation.content]
    credited += [(span.start, span.end) for attribution in attributions for span in attribution.scope]
    return Extraction(
        entities=table.freeze(),
        quotations=join(quotations, attributions),
        attributions=tuple(attributions),
        unattributed=unattributed(sheet, told, credited),
    )
