"""Quoted fragments that no cue took, in the telling of somebody who can speak: 'Berlin saw "no reason for drama"'."""

from __future__ import annotations

from teletipo.extract.phrases import FINITE
from teletipo.extract.reading import Reading
from teletipo.extract.speech import Speech
from teletipo.extract.subjects import subject_before

WORDS = 3


def read_fragments(reading: Reading) -> None:
    """Give the free fragments of a sentence without other speech to the subject of its first verb."""
    free = [number for number, piece in enumerate(reading.pieces) if number not in reading.told]
    if not free or reading.speeches:
        return
    sheet, unit = reading.sheet, reading.unit
    first, _ = reading.span(reading.pieces[free[0]])
    verb = next((i for i in range(unit.first, first) if sheet.pos[i] in FINITE), None)
    if verb is None or first == verb:
        return
    subject = subject_before(sheet, unit, verb, verb, reading.words)
    if subject is None or not reading.can_speak(subject):
        return
    for number in free:
        piece = reading.pieces[number]
        if len(sheet.text[piece.inner_start : piece.inner_end].split()) < WORDS:
            continue
        content = [(piece.inner_start, piece.inner_end)]
        speech = Speech(content, "direct:fragment", reading.number, speaker=subject, verb=verb)
        reading.speeches.append(speech)
        reading.give(number, speech)
