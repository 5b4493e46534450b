"""Quoted words that no cue took: the teller's verb is in no list, or tells by what it does.

«…», tercia el alcalde. / Berlin saw "no reason for drama".
"""

from __future__ import annotations

from teletipo.extract.parse.phrases import FINITE, Phrase, noun_phrase
from teletipo.extract.quotation.direct import go_on
from teletipo.extract.quotation.reading import Reading
from teletipo.extract.quotation.speech import Speech
from teletipo.extract.quotation.subjects import subject_after, subject_before

LOOSE = "direct:sentence"
WORDS = 3
GAP = 14
PAUSES = frozenset({",", "—", "–", "-"})
ENDS = PAUSES | {".", ";", ":"}


def read_fragments(reading: Reading) -> None:
    """Give the free pieces of a sentence to the subject of the verb beside them, if that can speak."""
    for number, piece in enumerate(reading.pieces):
        if number in reading.told:
            continue
        inner = reading.sheet.text[piece.inner_start : piece.inner_end]
        told = _verb_after(reading, number)
        if not told and len(inner.split()) >= WORDS:
            _verb_before(reading, number) or _sentence(reading, number)


def _verb_after(reading: Reading, number: int) -> bool:
    """Reads a piece that opens its sentence and the verb behind its comma, whatever the verb."""
    sheet, unit, words = reading.sheet, reading.unit, reading.words
    first, last = reading.span(reading.pieces[number])
    piece = reading.pieces[number]
    pause = sheet.text[piece.inner_end - 1] in ",?!…" or (last < unit.last and sheet.low[last] in PAUSES)
    if first != reading.clause_start(first) or not pause:
        return False
    stop = min(unit.last, last + GAP)
    verb = next((i for i in range(last, stop) if sheet.pos[i] in FINITE and sheet.piece_at[i] < 0), None)
    if verb is None:
        return False
    between = [i for i in range(last, verb) if sheet.low[i][0].isalnum() and sheet.pos[i] not in {"PRON", "ADV"}]
    subject: Phrase | None
    if between:
        subject = noun_phrase(sheet, between[0], verb, words, wide=True)
    else:
        subject = subject_after(sheet, unit.last, _end_of_group(reading, verb), words)
    if subject is not None and not reading.can_speak(subject):
        return False
    if subject is None and not _closes(reading, last, verb):
        return False
    speech = _tell(reading, number, verb, subject, "direct:fragment")
    speech.cue, speech.lemma = [sheet.slice(verb, verb + 1)], sheet.doc[verb].lemma_
    go_on(reading, number, unit.last, speech)
    return True


def _closes(reading: Reading, last: int, verb: int) -> bool:
    """Whether a verb without a subject stands alone between the piece and the next pause: «Mire», arranca, «yo …»."""
    sheet, after = reading.sheet, _end_of_group(reading, verb)
    light = all(sheet.low[i] in PAUSES or sheet.pos[i] == "PRON" for i in range(last, verb))
    finite = "Fin" in sheet.told(verb, "VerbForm")
    return reading.words.inverted and light and finite and (after >= reading.unit.last or sheet.low[after] in ENDS)


def _verb_before(reading: Reading, number: int) -> bool:
    """Reads a piece in the telling of somebody who can speak, or who speaks in the same sentence."""
    sheet, unit = reading.sheet, reading.unit
    first, _ = reading.span(reading.pieces[number])
    verb = next((i for i in range(unit.first, first) if sheet.pos[i] in FINITE and sheet.piece_at[i] < 0), None)
    if verb is None:
        return False
    subject = subject_before(sheet, unit, verb, verb, reading.words)
    if subject is None or not reading.can_speak(subject):
        return False
    _tell(reading, number, verb, subject, LOOSE)
    return True


def _sentence(reading: Reading, number: int) -> bool:
    """Reads a whole quoted sentence inside another that nobody is known to say: who follows its verb, or who spoke."""
    sheet, unit, piece = reading.sheet, reading.unit, reading.pieces[number]
    first, last = reading.span(piece)
    governed = first > unit.first and sheet.low[first - 1] in reading.words.noun
    words = [i for i in range(first, last) if sheet.low[i][0].isalnum()]
    if governed or len(words) <= WORDS or not reading.has_finite(first, last):
        return False
    verb = next((i for i in range(last, unit.last) if sheet.pos[i] in FINITE and sheet.piece_at[i] < 0), None)
    subject = subject_after(sheet, unit.last, _end_of_group(reading, verb), reading.words) if verb is not None else None
    content = [(piece.inner_start, piece.inner_end)]
    speech = Speech(content, LOOSE, reading.number, carried=True)
    if subject is not None and reading.words.inverted and reading.can_speak(subject):
        speech.speaker = subject
    reading.speeches.append(speech)
    reading.give(number, speech)
    return True


def _end_of_group(reading: Reading, verb: int) -> int:
    index = verb + 1
    while index < reading.unit.last and reading.sheet.pos[index] in FINITE:
        index += 1
    return index


def _tell(reading: Reading, number: int, verb: int, subject: Phrase | None, rule: str) -> Speech:
    piece = reading.pieces[number]
    content = [(piece.inner_start, piece.inner_end)]
    speech = Speech(content, rule, reading.number, speaker=subject, verb=verb)
    reading.speeches.append(speech)
    reading.give(number, speech)
    return speech
