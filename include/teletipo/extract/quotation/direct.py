"""Direct speech: which cue goes with which quoted piece. Marks and punctuation decide, not the parse."""

from __future__ import annotations

from teletipo.extract.parse.phrases import FINITE, Phrase, noun_phrase
from teletipo.extract.parse.quoted import Piece
from teletipo.extract.quotation.complements import find_complement
from teletipo.extract.quotation.cues import Cue
from teletipo.extract.quotation.reading import Reading
from teletipo.extract.quotation.segments import RELATIVE_CLAUSE
from teletipo.extract.quotation.speech import Speech, Stretch
from teletipo.extract.quotation.subjects import phrase_ending, subject_after, subject_before

ANSWER = "direct:answer"
GAP = 28
BEFORE = 3
CLOSE = 3
PAUSES = frozenset({",", "—", "–", "-"})
ENDS = frozenset({";", "."})
GOING_ON = frozenset({",", ":", ";", ".", "—", "–", "-"})
NOT_SUBJECT = frozenset({"PUNCT", "PRON", "ADV", "SPACE", "PART", "AUX"})


def read_direct(reading: Reading) -> None:
    """Give every piece that a cue, a colon or its standing alone makes direct speech to its speech."""
    for number, piece in enumerate(reading.pieces):
        if number in reading.told:
            continue
        if not (
            _cue_after(reading, number, piece)
            or _colon_before(reading, number, piece)
            or _name_behind(reading, number, piece)
            or _name_in_brackets(reading, number, piece)
        ):
            _alone(reading, number, piece)


def _cue_after(reading: Reading, number: int, piece: Piece) -> bool:
    """Reads «…», dijo X / «…,» X said."""
    sheet, unit, words = reading.sheet, reading.unit, reading.words
    first, last = reading.span(piece)
    position = next((n for n, cue in enumerate(reading.cues) if cue.first >= last), None)
    if position is None or position in reading.used:
        return False
    cue = reading.cues[position]
    if cue.form != "finite" or cue.first - last > GAP or not {"q", "c"} & cue.entry.takes:
        return False
    gap = range(last, cue.first)
    if any(sheet.piece_at[i] >= 0 for i in gap):
        return False
    beside = sheet.low[last] in PAUSES or _last_character(sheet.text, piece) in ",.!?…—"
    pause = beside or any(sheet.low[i] in PAUSES for i in gap)
    solid = next((i for i in gap if _solid(reading, i)), None)
    if (not pause and (not words.inverted or solid is not None)) or (pause and not beside and _goes_on(reading, gap)):
        return False
    subject = noun_phrase(sheet, solid, cue.first, words, wide=True) if solid is not None else None
    if solid is not None and (subject is None or any(sheet.pos[i] in FINITE for i in range(subject.last, cue.first))):
        return False
    complement = find_complement(sheet, unit, cue, words, subject_known=subject is not None)
    if complement is not None and complement.kind in {"clause", "infinitive"} and complement.first <= cue.last + 1:
        return False
    content, whole = _content(reading, first, piece)
    judges = complement is not None and complement.kind == "predicate"
    if not whole and (not pause or judges or _relative(reading, content) or _told_inside(reading, content)):
        return False
    subject = subject or subject_after(sheet, unit.last, cue.last, words)
    if subject is None and first > unit.first and sheet.low[first - 1] == ":":
        subject = _teller(reading, first - 1)
    if not whole and subject is not None and (reading.retells(subject) or _recalls(reading, cue, subject, content)):
        return False
    addressee = reading.addressee(cue)
    rule = "direct:cue-after" if whole else "mixed:cue-after"
    speech = reading.tell(cue, [content], rule, subject, complement)
    speech.postposed, speech.shared = True, False
    speech.addressee = speech.addressee or addressee
    reading.used.add(position)
    reading.give_inside(speech)
    limit = reading.cues[position + 1].first if position + 1 < len(reading.cues) else unit.last
    go_on(reading, number, limit, speech)
    return True


def _goes_on(reading: Reading, gap: range) -> bool:
    """Whether the clause goes on between the piece and its pause: "Tras tachar de «farsa» la votación, X dijo"."""
    pause = next((i for i in gap if reading.sheet.low[i] in PAUSES), gap.stop)
    return any(_solid(reading, i) or reading.sheet.low[i] in reading.words.relative for i in range(gap.start, pause))


def _last_character(text: str, piece: Piece) -> str:
    """The last character of a piece, marks of pieces inside it left out: the comma of "We called it 'tracing,'"."""
    return text[piece.inner_start : piece.inner_end].rstrip("'’\"”»")[-1:] or " "


def _solid(reading: Reading, index: int) -> bool:
    """Whether a token between a piece and its cue can begin a subject."""
    word = reading.sheet.low[index]
    return word[0].isalnum() and (reading.sheet.pos[index] not in NOT_SUBJECT or word in reading.words.pronoun)


def _content(reading: Reading, first: int, piece: Piece) -> tuple[Stretch, bool]:
    """The piece alone, or the clause that it closes. A piece that another cue takes there stays alone."""
    sheet = reading.sheet
    inner = (piece.inner_start, piece.inner_end)
    start = reading.clause_start(first)
    if start >= first or sheet.low[first - 1] == ":" or any(cue.last == first for cue in reading.cues):
        return inner, True
    if not reading.has_finite(start, first) and all(sheet.piece_at[i] < 0 for i in range(start, first)):
        return ((sheet.start[start], piece.end), False) if first - start <= GAP else (inner, True)
    return (sheet.start[start], piece.end), False


def _recalls(reading: Reading, cue: Cue, behind: Phrase, content: Stretch) -> bool:
    """Whether a cue in a row tells of the phrase behind it: "instó a las partes a «ceder», recordó los acuerdos"."""
    told = any(content[0] <= reading.sheet.start[other.first] < content[1] for other in reading.cues)
    return told and behind.first >= cue.last and "n" in cue.entry.takes and not reading.can_speak(behind)


def _relative(reading: Reading, content: Stretch) -> bool:
    """Whether a clause that a piece closes is a relative one: ", que ha calificado la jornada de «histórica», …"."""
    first, _ = reading.sheet.tokens_of(*content)
    return first > reading.unit.first and reading.sheet.low[first] in reading.words.relative


def _told_inside(reading: Reading, content: Stretch) -> bool:
    """Whether its own verb, a gerund or a relative clause tells in it: "X, calling him «a danger», denied bail"."""
    for cue in reading.cues:
        start = reading.sheet.start[cue.first]
        apart = cue.form == "gerund" or reading.sheet.dep[cue.head] in RELATIVE_CLAUSE
        if start == content[0] or (apart and content[0] <= start < content[1]):
            return True
    return False


def go_on(reading: Reading, number: int, limit: int, speech: Speech) -> None:
    """Later pieces of the sentence that go on after the cue: "…", dijo X, "…"."""
    last_told = speech.content[0][1]
    for later in range(number + 1, len(reading.pieces)):
        if later in reading.told:
            continue
        piece = reading.pieces[later]
        _, last = reading.span(piece)
        before = reading.sheet.text[max(last_told, piece.start - BEFORE) : piece.start].rstrip()[-1:]
        own = before in ENDS and any(0 < cue.first - last <= CLOSE for cue in reading.cues)
        if last > limit or before not in GOING_ON or own:
            return
        speech.content.append((piece.inner_start, piece.inner_end))
        reading.give(later, speech)


def _colon_before(reading: Reading, number: int, piece: Piece) -> bool:
    """Reads X dijo: «…» / X: «…» / El diagnóstico es claro: «…»."""
    sheet, unit = reading.sheet, reading.unit
    first, _ = reading.span(piece)
    if first <= unit.first or sheet.low[first - 1] != ":":
        return False
    content = [(piece.inner_start, piece.inner_end)]
    position = _cue_before(reading, first)
    if position is not None:
        cue = reading.cues[position]
        subject = reading.subject(cue)
        complement = find_complement(sheet, unit, cue, reading.words, subject_known=subject is not None)
        if complement is not None and complement.first < first - 1:
            complement = None
        behind = subject_after(sheet, unit.last, cue.last, reading.words)
        subject = subject or (behind if behind is not None and reading.can_speak(behind) else None)
        speech = reading.tell(cue, content, "direct:colon", subject, complement)
        reading.used.add(position)
    else:
        speech = _without_cue(reading, first - 1, content)
        reading.speeches.append(speech)
    reading.give(number, speech)
    go_on(reading, number, unit.last, speech)
    return True


def _name_behind(reading: Reading, number: int, piece: Piece) -> bool:
    """Reads "«…»: alcalde de X", as headlines have it; whoever stands there and cannot speak is told of, no more."""
    sheet, unit = reading.sheet, reading.unit
    first, last = reading.span(piece)
    if first != unit.first or last + 1 >= unit.last or sheet.low[last] != ":" or sheet.piece_at[last + 1] >= 0:
        return False
    behind = noun_phrase(sheet, last + 1, unit.last, reading.words)
    speech = Speech([(piece.inner_start, piece.inner_end)], "direct:name-behind", reading.number, carried=True)
    if behind is not None and reading.can_speak(behind) and sheet.pos[behind.first] != "DET":
        speech.speaker = behind
    reading.speeches.append(speech)
    reading.give(number, speech)
    return True


def _name_in_brackets(reading: Reading, number: int, piece: Piece) -> bool:
    """Reads "«…» (Otero)" and "Otero («…»)"."""
    sheet, unit = reading.sheet, reading.unit
    first, last = reading.span(piece)
    name: Phrase | None = None
    if last + 2 < unit.last and sheet.low[last] == "(":
        name = noun_phrase(sheet, last + 1, unit.last, reading.words)
        if name is None or name.last >= unit.last or sheet.low[name.last] != ")":
            return False
    elif first - 1 > unit.first and sheet.low[first - 1] == "(" and last < unit.last and sheet.low[last] == ")":
        name = phrase_ending(sheet, unit, first - 1, reading.words)
    if name is None or sheet.pos[name.last - 1] != "PROPN" or not reading.has_finite(first, last):
        return False
    content = [(piece.inner_start, piece.inner_end)]
    speech = Speech(content, "direct:name-behind", reading.number, speaker=name)
    reading.speeches.append(speech)
    reading.give(number, speech)
    return True


def _cue_before(reading: Reading, first: int) -> int | None:
    """The last free cue before a colon that has no content of its own."""
    for position in range(len(reading.cues) - 1, -1, -1):
        cue = reading.cues[position]
        if cue.last >= first or position in reading.used:
            continue
        if cue.entry.takes & {"q", "c"} and not _has_clause(reading, cue, first):
            return position
        return None
    return None


def _has_clause(reading: Reading, cue: Cue, first: int) -> bool:
    subject = reading.subject(cue)
    complement = find_complement(reading.sheet, reading.unit, cue, reading.words, subject_known=subject is not None)
    if complement is None or complement.first >= first:
        return False
    return complement.kind in {"clause", "bare-clause", "question", "infinitive"}


def _without_cue(reading: Reading, colon: int, content: list[Stretch]) -> Speech:
    """A name before the colon speaks; else the subject of the sentence, else whoever spoke before."""
    sheet, unit = reading.sheet, reading.unit
    if colon == unit.first + 1 and sheet.low[unit.first] in reading.words.turn:
        return Speech(content, ANSWER, reading.number, carried=True)
    phrase: Phrase | None = noun_phrase(sheet, unit.first, colon, reading.words, wide=True)
    named = phrase is not None and phrase.last == colon and sheet.pos[colon - 1] == "PROPN"
    if phrase is not None and named:
        return Speech(content, "direct:name-colon", reading.number, speaker=phrase)
    if sheet.pos[colon - 1] == "PROPN" and not reading.has_finite(unit.first, colon):
        phrase = phrase_ending(sheet, unit, colon, reading.words, governed=False) or phrase
    speech = Speech(content, "direct:colon-carried", reading.number, carried=True)
    speech.speaker = _teller(reading, colon, phrase)
    return speech


def _teller(reading: Reading, colon: int, phrase: Phrase | None = None) -> Phrase | None:
    """Who acts before a colon, if they can speak; ``phrase`` stands there where no verb does."""
    sheet, unit = reading.sheet, reading.unit
    verb = next((i for i in range(unit.first, colon) if sheet.pos[i] in FINITE), None)
    whole = phrase is not None and (phrase.last == colon or sheet.low[phrase.last] == ",")
    subject = subject_before(sheet, unit, verb, verb, reading.words) if verb is not None else phrase if whole else None
    return subject if subject is not None and reading.can_speak(subject) else None


def _alone(reading: Reading, number: int, piece: Piece) -> None:
    """A sentence that is nothing but quoted speech, but for a label, goes on for whoever spoke before."""
    first, last = reading.span(piece)
    sheet, unit = reading.sheet, reading.unit
    turn = sheet.low[unit.first] in reading.words.turn
    around = (*range(unit.first + turn, first), *range(last, unit.last))
    if any(sheet.pos[i] not in {"PUNCT", "SPACE", "SYM"} for i in around):
        return
    content = [(piece.inner_start, piece.inner_end)]
    speech = Speech(content, ANSWER if turn else "direct:carried", reading.number, carried=True)
    reading.speeches.append(speech)
    reading.give(number, speech)
