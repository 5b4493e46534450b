"""Clauses that have their cue behind or inside them: "La ley, añade el texto, es firme", "…, afirmó un portavoz"."""

from __future__ import annotations

from teletipo.extract.parse.phrases import FINITE, Phrase, is_time, noun_phrase
from teletipo.extract.quotation.cues import Cue
from teletipo.extract.quotation.reading import Reading
from teletipo.extract.quotation.segments import next_cut, trim
from teletipo.extract.quotation.speech import Speech, Stretch
from teletipo.extract.quotation.subjects import subject_after

SHORTEST = 3
INSERTED = 14
WH = frozenset({"WP", "WP$", "WDT", "WRB"})
"""English tags of relative words."""


def read_postposed(reading: Reading, cue: Cue) -> int | None:
    """A clause, and after its comma the cue: "…, afirmó un portavoz", "…, officials said"."""
    sheet, unit = reading.sheet, reading.unit
    before = _before_cue(reading, cue) if _may_follow(cue) else None
    if before is None:
        return None
    comma, subject = before
    first, last = trim(sheet, _whole_clause(reading, comma), comma)
    clause = any(sheet.pos[i] in FINITE and "Ger" not in sheet.told(i, "VerbForm") for i in range(first, last))
    if last - first < SHORTEST or not clause or sheet.low[first] in reading.words.asked:
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


def read_inserted(reading: Reading, cue: Cue) -> int | None:
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


def is_retold(reading: Reading, speech: Speech) -> bool:
    """Whether the speaker of a speech passes on what others said, as agencies do."""
    return speech.speaker is not None and reading.retells(speech.speaker)


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


def _may_wrap(reading: Reading, content: list[Stretch]) -> bool:
    """Whether the clause tells of other speech in it as a whole, and is not itself that speech's content."""
    inside = [speech for speech in reading.speeches if _overlap(speech.content, content)]
    return all(
        speech.cue and content[0][0] < speech.cue[0][0] < content[0][1] and not speech.pieces_only for speech in inside
    )


def _around(reading: Reading, comma: int, closing: int) -> list[Stretch]:
    """The halves of a clause on both sides of an insertion; of a relative clause the second half alone.

    The first half may be an adverb or a phrase that opens the sentence: "Now, she said, …", "By May, she said, …".
    """
    sheet, words = reading.sheet, reading.words
    head = trim(sheet, reading.clause_start(comma), comma)
    tail = trim(sheet, closing + 1, next_cut(reading.cuts, closing, reading.unit.last))
    if head[0] >= head[1] or tail[0] >= tail[1] or sheet.low[tail[0]] in words.relative | words.conjunction:
        return []
    if sheet.low[head[1] - 1] in words.relative:
        return [sheet.slice(*tail)] if reading.has_finite(*tail) else []
    opens = head[0] <= reading.unit.first + 1 and not reading.has_finite(*head)
    if opens and sheet.pos[head[0]] in {"ADV", "ADP"} and all(sheet.piece_at[i] < 0 for i in range(*head)):
        return [sheet.slice(*head), sheet.slice(*tail)] if reading.has_finite(*tail) else []
    quoted = any(sheet.piece_at[i] >= 0 for i in (head[0], head[1] - 1))
    if quoted or not (_finite(reading, tail[0]) or _finite(reading, head[1] - 1)):
        return []
    return [sheet.slice(*head), sheet.slice(*tail)]


def _finite(reading: Reading, index: int) -> bool:
    forms = reading.sheet.told(index, "VerbForm")
    return reading.sheet.pos[index] in FINITE and ("Fin" in forms or not forms)


def _tell_clause(reading: Reading, cue: Cue, content: list[Stretch], subject: Phrase | None, rule: str) -> int:
    speech = reading.tell(cue, content, rule, subject, None)
    speech.addressee = reading.addressee(cue)
    speech.postposed, speech.shared = True, False
    if not is_retold(reading, speech):
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
    stop = _before_insertion(reading, cue.first)
    comma = stop - 1
    while comma > unit.first and sheet.low[comma] != "," and sheet.piece_at[comma] < 0:
        comma -= 1
    if comma <= unit.first or sheet.piece_at[comma] >= 0:
        return None
    begin = comma + 1 + (sheet.dep[comma + 1] == "amod" and sheet.pos[comma + 1] == "VERB")
    phrase = noun_phrase(sheet, begin, stop, reading.words, wide=True)
    if phrase is None or phrase.last != stop or not reading.can_speak(phrase) or _gapped(reading, phrase):
        return None
    return comma, Phrase(comma + 1, phrase.last)


def _before_insertion(reading: Reading, verb: int) -> int:
    """Where a relative clause or participle between commas begins that parts a verb from its subject, else the verb.

    "…, an official, speaking on condition of anonymity, told X".
    """
    opening = _opening_comma(reading, verb - 1) if reading.sheet.low[verb - 1] == "," else -1
    return opening if opening > reading.unit.first else verb


def _gapped(reading: Reading, phrase: Phrase) -> bool:
    """Whether a noun that cannot speak stands before a name without a pause: "…, a claim Kyiv denied"."""
    sheet = reading.sheet
    nouns = [i for i in range(phrase.first, phrase.last) if sheet.pos[i] == "NOUN"]
    if not nouns or nouns[-1] + 1 >= phrase.last or sheet.pos[nouns[-1] + 1] != "PROPN":
        return False
    return sheet.pos[phrase.first] == "DET" and not reading.can_speak(Phrase(phrase.first, nouns[-1] + 1))


def _ends_sentence(reading: Reading, cue: Cue) -> bool:
    """Whether a verb of saying has nothing but a date behind it: "…, the company said on Tuesday."."""
    sheet, words = reading.sheet, reading.words
    behind = range(cue.last, reading.unit.last)
    return cue.entry.kind == "say" and all(
        sheet.pos[i] in {"ADP", "ADV", "DET", "PUNCT", "SPACE", "NUM"} or is_time(sheet, i, words) for i in behind
    )


def _whole_clause(reading: Reading, comma: int) -> int:
    """Where the clause before ``comma`` begins; one that opens with the verb of a telling has its subject before.

    So has one that opens with a verb behind a relative clause: "The victim, who asked for help, was hurt, X said".
    """
    sheet, first = reading.sheet, reading.unit.first
    start = reading.clause_start(comma)
    told = {speech.verb for speech in reading.speeches if speech.speaker is not None and not speech.postposed}
    if start <= first or sheet.low[start - 1] != ",":
        return start
    if start in told or (_opens_relative(reading, start) and "," in sheet.low[start:comma]):
        return reading.clause_start(start - 1)
    relative = _opening_comma(reading, start - 1)
    return reading.clause_start(relative) if relative > first and _finite(reading, start) else start


def _opening_comma(reading: Reading, closing: int) -> int:
    """The comma that opens the relative clause or participle which another closes; -1 where there is none."""
    sheet = reading.sheet
    opening = closing - 1
    while opening > reading.unit.first and sheet.low[opening] != "," and sheet.piece_at[opening] < 0:
        opening -= 1
    inserted = _opens_relative(reading, opening + 1) or "Part" in sheet.told(opening + 1, "VerbForm")
    return opening if sheet.low[opening] == "," and inserted else -1


def _opens_relative(reading: Reading, index: int) -> bool:
    sheet = reading.sheet
    told = "Rel" in sheet.told(index, "PronType") or sheet.doc[index].tag_ in WH
    return told or sheet.low[index] in reading.words.relative
