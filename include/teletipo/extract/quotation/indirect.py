"""Indirect and mixed speech: the clause, infinitive, phrase or noun that a cue takes, up to the next cut."""

from __future__ import annotations

from teletipo.extract.parse.phrases import FINITE, LIGHT, is_time, noun_phrase
from teletipo.extract.quotation.complements import Complement, find_complement
from teletipo.extract.quotation.cues import Cue
from teletipo.extract.quotation.ends import before_new_clause
from teletipo.extract.quotation.postposed import is_retold, read_inserted, read_postposed
from teletipo.extract.quotation.reading import Reading
from teletipo.extract.quotation.segments import match_at, next_cut, trim
from teletipo.extract.quotation.subjects import subject_after

WITHOUT_CLAUSE = frozenset({"infinitive", "phrase", "noun"})
OPENING = frozenset({"ADV", "PUNCT", "SPACE", "CCONJ"})
SHORTEST = 3
INSERTED = 14
UNFINISHED = 30
POINTERS = frozenset({"PRON", "DET", "SCONJ", "ADP"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})


def read_indirect(reading: Reading) -> None:
    """Give every cue that is still free its content. Cues inside another's content are left to that content."""
    told_until = 0
    for position, cue in enumerate(reading.cues):
        if position in reading.used or reading.sheet.start[cue.first] < told_until or _beside_the_point(reading, cue):
            continue
        end = (
            _complement(reading, cue)
            or read_inserted(reading, cue)
            or read_postposed(reading, cue)
            or _behind_colon(reading, cue)
        )
        if end is not None:
            reading.used.add(position)
            told_until = end if end > reading.sheet.start[cue.first] else told_until


def _beside_the_point(reading: Reading, cue: Cue) -> bool:
    """A cue in a restrictive relative ("una fuente que pidió el anonimato"), a question, or what somebody told."""
    sheet, words = reading.sheet, reading.words
    index = cue.first
    while index > reading.unit.first and sheet.pos[index - 1] in LIGHT and sheet.low[index - 1] not in words.relative:
        index -= 1
    restrictive = index - 2 >= reading.unit.first and sheet.low[index - 1] in words.relative
    if restrictive and sheet.pos[index - 2] in NOMINAL and not any(index - 4 <= cut < index for cut in reading.cuts):
        return True
    asks = index > reading.unit.first and sheet.low[index - 1] in words.question
    if words.inverted and asks and sheet.low[index] not in words.conjunction:
        return True
    start = sheet.start[cue.first]
    return any(
        speech.postposed and speech.content[0][0] <= start < speech.content[-1][1] and not is_retold(reading, speech)
        for speech in reading.speeches
    )


def _complement(reading: Reading, cue: Cue) -> int | None:
    """What the cue takes on its right. Answers where it ends, or None."""
    sheet, unit, words = reading.sheet, reading.unit, reading.words
    if cue.form == "infinitive" and (
        cue.first == unit.first or sheet.low[cue.first - 1] not in words.before_infinitive
    ):
        return None
    if cue.form == "gerund" and _governed(reading, cue):
        return None
    subject = reading.subject(cue)
    parted = subject is not None and reading.parts(subject, cue)
    subject = None if parted else subject
    known = subject is not None or reading.shares(cue)
    complement, in_a_row = _find(reading, cue, subject_known=known)
    if complement is None or (complement.kind == "piece" and not _may_take_piece(reading, cue, complement)):
        return None
    first, last = trim(sheet, complement.first, _end_of_content(reading, complement))
    if first >= last or _keeps_silent(reading, cue, first) or _says_nothing(reading, first, last):
        return None
    if _is_of_speaker(reading, cue, first, last):
        return None
    nameless = complement.kind == "piece" and subject is None and "Plur" in sheet.told(cue.head, "Number")
    if (complement.kind == "noun" or nameless) and (cue.impersonal or _has_object(reading, cue)):
        return None
    last = _without_medium(reading, first, last, complement)
    last, complement = _without_addressee(reading, cue, first, last, complement)
    start, end, rule = _edges(reading, *sheet.slice(first, last), complement)
    if _already_told(reading, start, end):
        return None
    speech = reading.tell(cue, [(start, end)], f"{rule}:{complement.kind}", subject, complement)
    if complement.subject is not None:
        speech.shared = False
    speech.shared = speech.shared or in_a_row
    if parted:
        speech.postposed, speech.verb = True, None
    reading.give_inside(speech)
    return end


def _find(reading: Reading, cue: Cue, *, subject_known: bool) -> tuple[Complement | None, bool]:
    """The complement of a cue, and whether the cue stands in a row whose first verb has the subject."""
    sheet, unit, words = reading.sheet, reading.unit, reading.words
    complement = find_complement(sheet, unit, cue, words, subject_known=subject_known)
    if subject_known:
        return complement, False
    if _only_object(reading, cue):
        return find_complement(sheet, unit, cue, words, subject_known=True), False
    if not _in_a_row(reading, cue, complement):
        return complement, False
    return find_complement(sheet, unit, cue, words, subject_known=True), True


def _in_a_row(reading: Reading, cue: Cue, complement: Complement | None) -> bool:
    """Whether the phrase behind a cue is what it tells of, as in "instó a X, calificó [el pacto] de Y y se negó"."""
    if complement is None or complement.subject is None or not reading.speeches or cue.form != "finite":
        return False
    return reading.sheet.low[cue.first - 1] == "," and not reading.can_speak(complement.subject)


def _only_object(reading: Reading, cue: Cue) -> bool:
    """Whether a verb opens its sentence and what follows cannot speak: "Ha cuestionado la utilización de la Mesa"."""
    sheet, unit = reading.sheet, reading.unit
    near = cue.first - unit.first <= INSERTED
    opens = near and all(sheet.pos[i] in OPENING for i in range(unit.first, cue.first))
    if not (opens and reading.words.inverted and cue.form == "finite" and "n" in cue.entry.takes) or cue.impersonal:
        return False
    behind = subject_after(sheet, unit.last, cue.last, reading.words)
    return behind is not None and not reading.can_speak(behind)


def _end_of_content(reading: Reading, complement: Complement) -> int:
    """The next cut; a clause goes on over those ahead of its verb: "said that, as expected, the vote was off"."""
    sheet, first, last = reading.sheet, complement.first, reading.unit.last
    cut = next_cut(reading.cuts, first, last)
    if complement.kind in WITHOUT_CLAUSE:
        return before_new_clause(sheet, first, cut, reading.words)
    cut = _past_insertion(reading, cut)
    if sheet.low[first] in reading.words.complementizer:
        reach = min(last, first + UNFINISHED)
        while cut < reach and sheet.low[cut] == "," and not _told_already(reading, first, cut):
            cut = next_cut(reading.cuts, cut, last)
    return cut


def _past_insertion(reading: Reading, cut: int) -> int:
    """The cut after the one that opens an insertion behind a relative: "a un vecino que, según él, vio la pelea"."""
    sheet, last = reading.sheet, reading.unit.last
    if cut >= last or sheet.low[cut] != "," or sheet.low[cut - 1] not in reading.words.relative:
        return cut
    closing = next((i for i in range(cut + 1, min(last, cut + INSERTED)) if sheet.low[i] == ","), cut)
    return next_cut(reading.cuts, closing, last) if closing > cut else cut


def _told_already(reading: Reading, first: int, cut: int) -> bool:
    """Whether a clause has what it needs before a cut: a finite verb, quoted words, or no more than "que sí, pero"."""
    sheet = reading.sheet
    ended = sheet.low[cut + 1] in reading.words.conjunction
    return ended or any(sheet.piece_at[i] >= 0 or sheet.pos[i] in FINITE for i in range(first, cut))


def _keeps_silent(reading: Reading, cue: Cue, first: int) -> bool:
    """Whether what somebody refuses is to speak: "se negó a comentar el sondeo"."""
    sheet = reading.sheet
    verb = first + (sheet.pos[first] == "ADP")
    silence = reading.words.silence
    return cue.entry.kind == "refuse" and any(tuple(sheet.low[verb : verb + len(row)]) == row for row in silence)


def _says_nothing(reading: Reading, first: int, last: int) -> bool:
    """Whether all that is told is a word that points elsewhere or a time: "said that", "said on Monday"."""
    sheet, words = reading.sheet, reading.words
    return all(
        sheet.piece_at[i] < 0 and (sheet.pos[i] in POINTERS or is_time(sheet, i, words)) for i in range(first, last)
    )


def _is_of_speaker(reading: Reading, cue: Cue, first: int, last: int) -> bool:
    """Whether nothing but the speaker follows a post-posed cue, or only that they may not be named."""
    sheet = reading.sheet
    if cue.first == reading.unit.first or sheet.low[cue.first - 1] != ",":
        return False
    phrase = noun_phrase(sheet, first, last, reading.words) if first == cue.last else None
    alone = phrase is not None and phrase.last == last and reading.can_speak(phrase)
    return alone or reading.secretive(first, last)


def _behind_colon(reading: Reading, cue: Cue) -> int | None:
    """Words that a colon brings without quotation marks: "El ministro fue claro y avisó: la ley se cumplirá"."""
    sheet, unit = reading.sheet, reading.unit
    colon = next((i for i in range(cue.last, min(unit.last, cue.last + INSERTED)) if sheet.low[i] == ":"), None)
    if colon is None or cue.form != "finite" or "q" not in cue.entry.takes or cue.impersonal:
        return None
    first, last = trim(sheet, colon + 1, unit.last)
    plain = all(sheet.piece_at[i] < 0 and sheet.pos[i] not in FINITE for i in range(cue.last, colon + 1))
    if not plain or last - first < SHORTEST or sheet.piece_at[first] >= 0 or not reading.has_finite(first, last):
        return None
    subject = reading.subject(cue) or subject_after(sheet, colon, cue.last, reading.words)
    dropped = subject is None and (reading.shares(cue) or (reading.words.inverted and cue.first <= unit.first + 1))
    if not dropped and (subject is None or not reading.can_speak(subject)):
        return None
    speech = reading.tell(cue, [sheet.slice(first, last)], "indirect:colon", subject, None)
    reading.give_inside(speech)
    return speech.content[-1][1]


def _may_take_piece(reading: Reading, cue: Cue, complement: Complement) -> bool:
    """Whether the quoted piece behind a cue may be speech, and the cue may take it."""
    start = reading.sheet.start[complement.first]
    spoken = complement.addressee is not None or any(piece.start <= start < piece.end for piece in reading.pieces)
    return spoken and bool(cue.entry.takes & set("qnac"))


def _has_object(reading: Reading, cue: Cue) -> bool:
    """Whether a pronoun before the cue is what it takes already: "la recordaron frente al edificio"."""
    before = range(max(reading.unit.first, cue.first - 1), cue.head)
    return any(reading.sheet.low[i] in reading.words.object and reading.sheet.pos[i] == "PRON" for i in before)


def _without_medium(reading: Reading, first: int, last: int, complement: Complement) -> int:
    """Where the channel begins that a thing was told through: "el ataque | en un comunicado difundido por X"."""
    sheet = reading.sheet
    if complement.kind not in {"noun", "phrase"}:
        return last
    found = (i for i in range(first + 1, last) if sheet.piece_at[i] < 0 and match_at(sheet, i, last, reading.medium))
    return trim(sheet, first, next(found, last))[1]


def _governed(reading: Reading, cue: Cue) -> bool:
    """Whether a preposition governs a gerund, as in "stopped short of calling"; "as saying" and a cut are none."""
    before = cue.first - 1
    if before < reading.unit.first or before in reading.cuts or reading.sheet.low[before] in reading.words.quoting:
        return False
    return reading.sheet.pos[before] == "ADP"


def _already_told(reading: Reading, start: int, end: int) -> bool:
    return any(speech.content == [(start, end)] for speech in reading.speeches)


def _without_addressee(
    reading: Reading, cue: Cue, first: int, last: int, complement: Complement
) -> tuple[int, Complement]:
    """Parts "extendió buenos deseos | al mandatario ruso": what is expressed, and to whom."""
    sheet, words = reading.sheet, reading.words
    if complement.kind != "noun" or cue.entry.kind != "express":
        return last, complement
    phrase = noun_phrase(sheet, first, last, words)
    if phrase is None or phrase.last >= last or sheet.low[phrase.last] not in words.addressee:
        return last, complement
    addressee = noun_phrase(sheet, phrase.last + 1, last, words)
    if addressee is None or addressee.last != last or not reading.can_speak(addressee):
        return last, complement
    return phrase.last, Complement(complement.first, "noun", complement.subject, addressee)


def _edges(reading: Reading, start: int, end: int, complement: Complement) -> tuple[int, int, str]:
    """The content without its marks where it is one quoted piece from edge to edge."""
    if complement.kind == "piece":
        piece = next((p for p in reading.pieces if p.start == start), None)
        if piece is not None and (piece.end >= end or reading.sheet.text[piece.inner_start].isupper()):
            return piece.inner_start, piece.inner_end, "direct"
    return start, end, "indirect"
