"""The room's one door: everything that is read out of a report and its parse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from teletipo.extract.attribution.attributions import read_sources
from teletipo.extract.attribution.authors import Authors
from teletipo.extract.attribution.chains import Chains
from teletipo.extract.attribution.source_words import source_words
from teletipo.extract.attribution.sources import SourceReader
from teletipo.extract.attribution.unattributed import unattributed
from teletipo.extract.entities import find_entities
from teletipo.extract.mentions.lexicon import Lexicon, lexicon
from teletipo.extract.parse.links import links
from teletipo.extract.parse.page import Page
from teletipo.extract.parse.quoted import Piece
from teletipo.extract.parse.sheet import Sheet, Unit, headlines, lay_out, open_pieces, sentences
from teletipo.extract.quotation.cues import cue_book
from teletipo.extract.quotation.epithets import Epithets
from teletipo.extract.quotation.marks import nested, outer, pair_marks
from teletipo.extract.quotation.naming import Naming
from teletipo.extract.quotation.pieces import part_at_insertions
from teletipo.extract.quotation.quotations import join, make_quotation, name_again
from teletipo.extract.quotation.segments import CutWords, cut_words
from teletipo.extract.quotation.sentence_speech import read_speech
from teletipo.extract.quotation.speakers import Speakers
from teletipo.extract.quotation.speech import Speech
from teletipo.extract.quotation.viewpoints import read_viewpoints
from teletipo.languages import Language
from teletipo.model import Attribution, Entity, Event, Quotation, Report, Spans
from teletipo.normalize.agencies import agency_sign

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from teletipo.extract.entity_table import EntityTable


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

    A language without cues yields entities alone. Never raises for the text's sake. Raises ConfigurationError if
    the language's tables are broken.
    """
    page = Page(doc, report.text)
    table = find_entities(report, page, language)
    if not language.has("cues.tsv"):
        return Extraction(entities=table.freeze())
    book = cue_book(language)
    marked = pair_marks(report.paragraphs())
    sheet = lay_out(report, doc, page.columns, part_at_insertions(report.text, outer(marked), book))
    own = agency_sign(report.agency) if report.agency else None
    reader = SourceReader(sheet, links(language), book, source_words(language), own)
    cuts = cut_words(language)
    titles, quoted = read_speech(reader, headlines(report, sheet), cuts)
    units, speeches = read_speech(reader, sentences(report, sheet), cuts)
    room = _Room.of(reader, table, lexicon(language))
    in_titles = _resolve_pieces(room, titles, quoted, 0)
    quotations, chains = _resolve(room, units, speeches, in_titles)
    quotations = name_again(quotations, len(in_titles))
    quotations += _read_nested(reader, nested(marked), table, lexicon(language), cuts, len(quotations))
    attributions = chains.made
    credited = [(span.start, span.end) for quotation in quotations for span in quotation.content]
    credited += [(span.start, span.end) for attribution in attributions for span in attribution.scope]
    credited += chains.leaning
    return Extraction(
        entities=table.freeze(),
        quotations=join(quotations, attributions),
        attributions=tuple(attributions),
        unattributed=unattributed(reader, units, credited),
    )


@dataclass(frozen=True, slots=True)
class _Room:
    """What names speakers and sources: one for a report."""

    reader: SourceReader
    table: EntityTable
    authors: Authors
    naming: Naming

    @classmethod
    def of(cls, reader: SourceReader, table: EntityTable, words: Lexicon) -> _Room:
        """The room of a report before anybody is named."""
        return cls(reader, table, Authors(reader, table), Naming(reader, table, Epithets(reader, table, words)))

    def speakers(self) -> Speakers:
        """Nobody has spoken yet."""
        return Speakers(self.reader, self.table, self.naming, self.authors)


def _resolve_pieces(room: _Room, units: list[Unit], speeches: list[list[Speech]], known: int) -> list[Quotation]:
    """What is quoted word for word, as in headlines: whatever else they tell stands in the report itself."""
    speakers = room.speakers()
    quotations: list[Quotation] = []
    for unit, told in zip(units, speeches, strict=True):
        for speech in [one for one in told if one.pieces]:
            voice = speakers.resolve(speech, unit)
            if voice is not None:
                quotations.append(make_quotation(room.reader.sheet.text, known + len(quotations) + 1, speech, voice))
    return quotations


def _read_nested(
    reader: SourceReader, pieces: tuple[Piece, ...], table: EntityTable, words: Lexicon, cuts: CutWords, known: int
) -> list[Quotation]:
    """What a quoted speaker quotes with a cue of its own: «Y me dijo: “Vete”», contó."""
    if not pieces:
        return []
    sheet, inside = open_pieces(reader.sheet, pieces)
    room = _Room.of(replace(reader, sheet=sheet), table, words)
    units, speeches = read_speech(room.reader, inside, cuts)
    cued = [[one for one in told if one.cue and one.pieces_only and not _is_own(sheet, one)] for told in speeches]
    return _resolve_pieces(room, units, cued, known)


def _is_own(sheet: Sheet, speech: Speech) -> bool:
    """Whether a quoted speaker quotes themselves: "I told him 'never again'"."""
    phrase = speech.speaker
    alone = phrase is not None and phrase.last - phrase.first == 1
    return phrase is not None and alone and "1" in sheet.told(phrase.first, "Person")


def _resolve(
    room: _Room, units: list[Unit], speeches: list[list[Speech]], quotations: list[Quotation]
) -> tuple[list[Quotation], Chains]:
    """Names the speakers and sources of all sentences, in order of the text; adds to ``quotations``."""
    reader, speakers = room.reader, room.speakers()
    chains = Chains(reader, room.table, room.naming, room.authors)
    quotations = list(quotations)
    before: Unit | None = None
    for number, unit in enumerate(units):
        told = speeches[number]
        read_viewpoints(reader, unit, number, told)
        sourcings = read_sources(reader, unit, number, told, before)
        spoken: list[Quotation] = []
        for speech in sorted(told, key=lambda one: one.content[0]):
            voice = speakers.resolve(speech, unit)
            if voice is not None:
                spoken.append(make_quotation(reader.sheet.text, len(quotations) + len(spoken) + 1, speech, voice))
        speakers.leave(unit, number)
        quotations.extend(spoken)
        for sourcing in sourcings:
            attribution = chains.take(sourcing, spoken)
            if attribution is not None:
                speakers.heard(attribution.chain[0], number)
        before = None if spoken or sourcings else unit
    return quotations, chains
