"""All the quotations of a report: each sentence read in turn, speakers resolved and carried on."""

from __future__ import annotations

from dataclasses import replace

from teletipo.extract.quotation.speakers import Voice
from teletipo.extract.quotation.speech import Speech
from teletipo.model import Attribution, Quotation, QuotationType, Span, Spans


def make_quotation(text: str, number: int, speech: Speech, voice: Voice) -> Quotation:
    """The record of a speech; ``via`` and ``nested_in`` are filled in when all are known."""
    content = _spans(text, speech.content)
    verbatim = _spans(text, [(piece.inner_start, piece.inner_end) for piece in speech.pieces])
    return Quotation(
        id=f"q{number}",
        type=_type(content, verbatim),
        content=content,
        verbatim=verbatim,
        cue=_spans(text, speech.cue),
        cue_lemma=speech.lemma,
        speaker=voice.speaker,
        speaker_mention=voice.mention,
        addressee=voice.addressee,
        via=None,
        nested_in=None,
        rule=speech.rule,
    )


def name_again(quotations: list[Quotation], titles: int) -> list[Quotation]:
    """The quotations, the first ``titles`` of them with the speaker whom the report names for the same words."""
    known = {_words(quotation): quotation.speaker for quotation in reversed(quotations[titles:])}
    named = [replace(one, speaker=one.speaker or known.get(_words(one))) for one in quotations[:titles]]
    return named + quotations[titles:]


def _words(quotation: Quotation) -> str:
    return " ".join(span.text for span in quotation.verbatim or quotation.content).casefold().strip(" .,")


def join(quotations: list[Quotation], attributions: list[Attribution]) -> tuple[Quotation, ...]:
    """The quotations with ``via``, the attribution whose scope they stand in, and ``nested_in``."""
    joined = []
    quotations = sorted(quotations, key=lambda quotation: (quotation.content[0].start, -quotation.content[-1].end))
    open_scopes = sorted(attributions, key=lambda attribution: attribution.scope[0].start)
    at = 0
    enclosing: list[Quotation] = []
    for quotation in quotations:
        start = quotation.content[0].start
        while at + 1 < len(open_scopes) and open_scopes[at].scope[-1].end <= start:
            at += 1
        via = next((a.id for a in open_scopes[at : at + 2] if a.scope[0].start <= start < a.scope[-1].end), None)
        while enclosing and enclosing[-1].content[-1].end < quotation.content[-1].end:
            enclosing.pop()
        nested = enclosing[-1].id if enclosing and enclosing[-1].content[-1].end > start else None
        joined.append(replace(quotation, via=via, nested_in=nested))
        enclosing.append(quotation)
    return tuple(joined)


def _spans(text: str, stretches: list[tuple[int, int]]) -> Spans:
    return tuple(Span.of(text, start, end) for start, end in stretches)


def _type(content: Spans, verbatim: Spans) -> QuotationType:
    if not verbatim:
        return "indirect"
    quoted = {(span.start, span.end) for span in verbatim}
    return "direct" if all((span.start, span.end) in quoted for span in content) else "mixed"
