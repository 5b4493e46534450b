"""Indirect and mixed speech: the clause, infinitive, phrase or noun that a cue takes, up to the next cut."""

from __future__ import annotations

from teletipo.extract.complements import Complement, find_complement
from teletipo.extract.cues import Cue
from teletipo.extract.phrases import FINITE, LIGHT, Phrase, is_time, noun_phrase
from teletipo.extract.reading import Reading
from teletipo.extract.segments import match_at, next_cut, trim
from teletipo.extract.speech import Speech, Stretch
from teletipo.extract.subjects import subject_after

SHORTEST = 3
INSERTED = 14
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})


def read_indirect(reading: Reading) -> None:
    """Give every cue that is still free its content. Cues inside another's content are left to that content."""
    told_until = 0
    for position, cue in enumerate(reading.cues):
        if position in reading.used or reading.sheet.start[cue.first] < told_until or _beside_the_point(reading, cue):
            continue
        end = _complement(reading, cue) or _inserted(reading, cue) or _postposed(reading, cue)
        if end is not None:
            reading.used.add(position)
            told_until = end if end > reading.sheet.start[cue.first] else told_until


def _beside_the_point(reading: Reading, cue: Cue) -> bool:
    """A cue in a restrictive relative ("una fuente que pidió el anonimato") or inside what a human being told."""
    sheet, words = reading.sheet, reading.words
    index = cue.first
    while index > reading.unit.first and sheet.pos[index - 1] in LIGHT and sheet.low[index - 1] not in words.relative:
        index -= 1
    restrictive = index - 2 >= reading.unit.first and sheet.low[index - 1] in words.relative
    if restrictive and sheet.pos[index - 2] in NOMINAL and not any(index - 4 <= cut < index for cut in reading.cuts):
        return True
    start = sheet.start[cue.first]
    return any(
        speech.postposed and speech.content[0][0] <= start < speech.content[-1][1] and not _retold(reading, speech)
        for speech in reading.speeches
    )


def _retold(reading: Reading, speech: Speech) -> bool:
    return speech.speaker is not None and reading.retells(speech.speaker)


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
    known = subject is not None or reading.shares(cue)
    complement = find_complement(sheet, unit, cue, words, subject_known=known)
    if complement is None or (complement.kind == "piece" and not _may_take_piece(reading, cue, complement)):
        return None
    first, last = trim(sheet, complement.first, next_cut(reading.cuts, complement.first, unit.last))
    if first >= last:
        return None
    if complement.kind == "noun" and _has_object(reading, cue):
        return None
    if complement.kind == "noun":
        last = _without_medium(reading, first, last)
        last, complement = _without_addressee(reading, cue, first, last, complement)
    start, end, rule = _edges(reading, *sheet.slice(first, last), complement)
    if _already_told(reading, start, end):
        return None
    speech = reading.tell(cue, [(start, end)], f"{rule}:{complement.kind}", subject, complement)
    if complement.subject is not None:
        speech.shared = False
    reading.give_inside(speech)
    return end


def _may_take_piece(reading: Reading, cue: Cue, complement: Complement) -> bool:
    """Whether the quoted piece behind a cue may be speech, and the cue may take it."""
    start = reading.sheet.start[complement.first]
    spoken = complement.addressee is not None or any(piece.start <= start < piece.end for piece in reading.pieces)
    return spoken and bool(cue.entry.takes & set("qnac"))


def _has_object(reading: Reading, cue: Cue) -> bool:
    """Whether a pronoun before the cue is what it takes already: "la recordaron frente al edificio"."""
    before = range(max(reading.unit.first, cue.first - 1), cue.head)
    return any(reading.sheet.low[i] in reading.words.object and reading.sheet.pos[i] == "PRON" for i in before)


def _without_medium(reading: Reading, first: int, last: int) -> int:
    """Where the channel begins that a thing was told through: "el ataque | en un comunicado difundido por X"."""
    sheet = reading.sheet
    found = (i for i in range(first + 1, last) if sheet.piece_at[i] < 0 and match_at(sheet, i, last, reading.medium))
    return next(found, last)


def _governed(reading: Reading, cue: Cue) -> bool:
    """Whether a preposition governs a gerund, as in "stopped short of calling"; "quoted X as saying" is none."""
    before = cue.first - 1
    if before < reading.unit.first or reading.sheet.low[before] in reading.words.quoting:
        return False
    return reading.sheet.pos[before] == "ADP"


def _already_told(reading: Reading, start: int, end: int) -> bool:
    return any(speech.content == [(start, end)] for speech in reading.speeches)


def _without_addressee(
    reading: Reading, cue: Cue, first: int, last: int, complement: Complement
) -> tuple[int, Complement]:
    """Parts "extendió buenos deseos | al mandatario ruso": what is expressed, and to whom."""
    sheet, words = reading.sheet, reading.words
    if cue.entry.kind != "express":
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


def _may_follow(cue: Cue) -> bool:
    """Whether a cue can stand behind what it tells: a finite verb of saying with a subject."""
    return cue.form == "finite" and "c" in cue.entry.takes and not cue.impersonal


def _can_follow(reading: Reading, subject: Phrase) -> bool:
    """Whether a subject beside a post-posed cue can speak; a relative pronoun begins a clause of its own."""
    word = reading.sheet.low[subject.first]
    if word in reading.words.relative:
        return False
    return word in reading.words.pronoun or reading.can_speak(subject)


def _before_cue(reading: Reading, cue: Cue) -> tuple[int, Phrase | None] | None:
    """The comma before a post-posed cue, and the subject that stands between them, if any."""
    sheet, unit = reading.sheet, reading.unit
    closing = None if reading.words.inverted else _closing_subject(reading, cue)
    if closing is not None:
        return closing
    subject = reading.subject(cue)
    comma = (subject.first if subject is not None else cue.first) - 1
    while comma > unit.first and sheet.pos[comma] in {"PRON", "ADV", "PART", "AUX"}:
        comma -= 1
    if reading.words.inverted and _subject_follows(reading, cue):
        return cue.first - 1, None
    if comma <= unit.first or sheet.low[comma] not in {",", "—", "–"}:
        if subject is None or subject.first <= reading.clause_start(cue.first):
            return None
        comma = cue.first - 1
        while comma > unit.first and sheet.pos[comma] in {"PRON", "ADV", "PART", "AUX"}:
            comma -= 1
        return (
            (comma, None)
            if comma > unit.first and sheet.low[comma] in {",", "—", "–"} and reading.words.inverted
            else None
        )
    return comma, subject


def _subject_follows(reading: Reading, cue: Cue) -> bool:
    """Whether a cue right behind a comma has its speaker right behind it: "…, agregó una de las fuentes"."""
    sheet, unit = reading.sheet, reading.unit
    if cue.first - 1 <= unit.first or sheet.low[cue.first - 1] != ",":
        return False
    phrase = noun_phrase(sheet, cue.last, unit.last, reading.words)
    return phrase is not None and reading.can_speak(phrase)


def _closing_subject(reading: Reading, cue: Cue) -> tuple[int, Phrase] | None:
    """The last comma before a cue and the speaker who stands alone between them: "…, the agency (KCNA) reported"."""
    sheet, unit = reading.sheet, reading.unit
    comma = cue.first - 1
    while comma > unit.first and sheet.low[comma] != "," and sheet.piece_at[comma] < 0:
        comma -= 1
    if comma <= unit.first or sheet.piece_at[comma] >= 0:
        return None
    begin = comma + 1 + (sheet.dep[comma + 1] == "amod" and sheet.pos[comma + 1] == "VERB")
    phrase = noun_phrase(sheet, begin, cue.first, reading.words, wide=True)
    if phrase is None or phrase.last != cue.first or not reading.can_speak(phrase):
        return None
    return comma, Phrase(comma + 1, phrase.last)


def _postposed(reading: Reading, cue: Cue) -> int | None:
    """A clause, and after its comma the cue: "…, afirmó un portavoz", "…, officials said"."""
    sheet, unit = reading.sheet, reading.unit
    before = _before_cue(reading, cue) if _may_follow(cue) else None
    if before is None:
        return None
    comma, subject = before
    first, last = trim(sheet, _whole_clause(reading, comma), comma)
    if last - first < SHORTEST or not reading.has_finite(first, last) or sheet.low[first] in reading.words.asked:
        return None
    content = [sheet.slice(first, last)]
    if not _may_wrap(reading, content):
        return None
    subject = subject or subject_after(sheet, unit.last, cue.last, reading.words)
    behind = subject is not None and subject.first >= cue.last and cue.entry.kind == "say"
    closing = subject is not None and subject.last == cue.first and _ends_sentence(reading, cue)
    if subject is not None and not (behind or closing or _can_follow(reading, subject)):
        return None
    return _tell_clause(reading, cue, content, subject, "indirect:cue-after")


def _ends_sentence(reading: Reading, cue: Cue) -> bool:
    """Whether a verb of saying has nothing but a date behind it: "…, the company said on Tuesday."."""
    sheet, words = reading.sheet, reading.words
    behind = range(cue.last, reading.unit.last)
    return cue.entry.kind == "say" and all(
        sheet.pos[i] in {"ADP", "ADV", "DET", "PUNCT", "SPACE", "NUM"} or is_time(sheet, i, words) for i in behind
    )


def _whole_clause(reading: Reading, comma: int) -> int:
    """Where the clause before ``comma`` begins; one that opens with the verb of a telling has its subject before."""
    start = reading.clause_start(comma)
    told = {speech.verb for speech in reading.speeches if speech.speaker is not None and not speech.postposed}
    if start in told and start > reading.unit.first and reading.sheet.low[start - 1] == ",":
        return reading.clause_start(start - 1)
    return start


def _may_wrap(reading: Reading, content: list[Stretch]) -> bool:
    """Whether the clause tells of other speech in it as a whole, and is not itself that speech's content."""
    inside = [speech for speech in reading.speeches if _overlap(speech.content, content)]
    return all(
        speech.cue and content[0][0] < speech.cue[0][0] < content[0][1] and not speech.pieces_only for speech in inside
    )


def _inserted(reading: Reading, cue: Cue) -> int | None:
    """The cue inside what it tells: "La sanción, añade el texto, es firme", "citas que, aseguran, nunca llegan"."""
    sheet, unit = reading.sheet, reading.unit
    before = _before_cue(reading, cue) if _may_follow(cue) else None
    if before is None:
        return None
    comma, subject = before
    closing = next((i for i in range(cue.last, min(unit.last, cue.last + INSERTED)) if sheet.low[i] == ","), None)
    if closing is None or closing + 1 >= unit.last:
        return None
    if subject is None and cue.last < closing:
        subject = subject_after(sheet, unit.last, cue.last, reading.words)
        if subject is None or subject.last < closing - 1:
            return None
    if subject is not None and not _can_follow(reading, subject):
        return None
    content = _around(reading, comma, closing)
    return _tell_clause(reading, cue, content, subject, "indirect:inserted") if content else None


def _around(reading: Reading, comma: int, closing: int) -> list[Stretch]:
    """The halves of a clause on both sides of an insertion; of a relative clause the second half alone."""
    sheet, words = reading.sheet, reading.words
    head = trim(sheet, reading.clause_start(comma), comma)
    tail = trim(sheet, closing + 1, next_cut(reading.cuts, closing, reading.unit.last))
    if head[0] >= head[1] or tail[0] >= tail[1] or sheet.low[tail[0]] in words.relative | words.conjunction:
        return []
    if sheet.low[head[1] - 1] in words.relative:
        return [sheet.slice(*tail)] if reading.has_finite(*tail) else []
    quoted = any(sheet.piece_at[i] >= 0 for i in (head[0], head[1] - 1))
    if quoted or not (_finite(reading, tail[0]) or _finite(reading, head[1] - 1)):
        return []
    return [sheet.slice(*head), sheet.slice(*tail)]


def _finite(reading: Reading, index: int) -> bool:
    forms = reading.sheet.doc[index].morph.get("VerbForm", [])
    return reading.sheet.pos[index] in FINITE and ("Fin" in forms or not forms)


def _tell_clause(reading: Reading, cue: Cue, content: list[Stretch], subject: Phrase | None, rule: str) -> int:
    speech = reading.tell(cue, content, rule, subject, None)
    speech.addressee = reading.addressee(cue)
    speech.postposed, speech.shared = True, False
    if not _retold(reading, speech):
        _take_over(reading, speech)
    reading.give_inside(speech)
    return content[-1][1]


def _take_over(reading: Reading, speech: Speech) -> None:
    """What a human being tells of others' speech is one telling: the inner speech goes, its pieces stay."""
    for inner in [
        other for other in reading.speeches if other is not speech and _overlap(other.content, speech.content)
    ]:
        reading.speeches.remove(inner)
        speech.pieces.extend(inner.pieces)


def _overlap(left: list[Stretch], right: list[Stretch]) -> bool:
    return left[0][0] < right[-1][1] and right[0][0] < left[-1][1]
