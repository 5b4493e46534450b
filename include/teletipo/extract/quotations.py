"""All the quotations of a report: each sentence read in turn, speakers resolved and carried on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teletipo.extract.cues import cue_book
from teletipo.extract.phrases import links
from teletipo.extract.segments import cut_words
from teletipo.extract.sentence_speech import read_sentence
from teletipo.extract.sheet import Sheet, Unit
from teletipo.extract.speakers import Speakers
from teletipo.extract.speech import Speech
from teletipo.languages import Language
from teletipo.model import Quotation, QuotationType, Span

if TYPE_CHECKING:
    from teletipo.extract.entity_table import EntityTable


def read_speech(sheet: Sheet, sentences: tuple[Unit, ...], language: Language) -> list[Speech]:
    """The speech of all sentences, in order, before anybody is resolved."""
    book, words, cuts = cue_book(language), links(language), cut_words(language)
    found: list[Speech] = []
    for number, unit in enumerate(sentences):
        pieces = [piece for piece in unit.pieces]
        found.extend(read_sentence(sheet, unit, number, book=book, words=words, cuts=cuts, pieces=pieces))
    return found


def make_quotations(sheet: Sheet, speeches: list[Speech], table: EntityTable, language: Language) -> list[Quotation]:
    """Quotations with ids and speakers; those whose speaker cannot be a speaker are left out."""
    speakers = Speakers(sheet, table, links(language))
    kept = []
    for speech in speeches:
        resolved = speakers.resolve(speech)
        if resolved is None:
            continue
        speaker, mention, addressee = resolved
        content = tuple(Span.of(sheet.text, start, end) for start, end in speech.content)
        verbatim = tuple(Span.of(sheet.text, piece.inner_start, piece.inner_end) for piece in speech.pieces)
        kept.append(
            Quotation(
                id=f"q{len(kept) + 1}",
                type=_type(content, verbatim),
                content=content,
                verbatim=verbatim,
                cue=tuple(Span.of(sheet.text, start, end) for start, end in speech.cue),
                cue_lemma=speech.lemma,
                speaker=speaker,
                speaker_mention=mention,
                addressee=addressee,
                via=None,
                nested_in=None,
                rule=speech.rule,
            )
        )
    return kept


def _type(content: tuple[Span, ...], verbatim: tuple[Span, ...]) -> QuotationType:
    if not verbatim:
        return "indirect"
    quoted = {(span.start, span.end) for span in verbatim}
    return "direct" if all((span.start, span.end) in quoted for span in content) else "mixed"
