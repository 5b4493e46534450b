"""Reads one sentence: which cue goes with which quoted piece, which clause is reported, who is the subject."""

from __future__ import annotations

from dataclasses import dataclass, field

from teletipo.extract.complements import Complement, find_complement
from teletipo.extract.cues import Cue, CueBook, find_cues
from teletipo.extract.marks import Piece
from teletipo.extract.phrases import Links, Phrase, noun_phrase, subject_after, subject_before
from teletipo.extract.segments import CutWords, find_cuts, next_cut, trim
from teletipo.extract.sheet import Sheet, Unit
from teletipo.extract.speech import Speech, Stretch, cue_stretch

GAP = 28
FINITE = frozenset({"VERB", "AUX"})


@dataclass(slots=True)
class Reader:
    """Everything known about one sentence while it is read."""

    sheet: Sheet
    unit: Unit
    number: int
    words: Links
    cues: list[Cue]
    cuts: list[int]
    pieces: list[Piece]
    speeches: list[Speech] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)

    def span(self, piece: Piece) -> tuple[int, int]:
        """The tokens of a piece, with its marks."""
        return self.sheet.tokens_of(piece.start, piece.end)


def read_sentence(
    sheet: Sheet, unit: Unit, number: int, *, book: CueBook, words: Links, cuts: CutWords, pieces: list[Piece]
) -> list[Speech]:
    """The speech that a sentence reports, in order; ``pieces`` are its quoted pieces that may be speech."""
    cues = [cue for cue in find_cues(sheet, unit, book) if not cue.negated or "!" in cue.entry.takes]
    reader = Reader(sheet, unit, number, words, cues, find_cuts(sheet, unit, cues, words, cuts), pieces)
    _direct(reader)
    for position, cue in enumerate(cues):
        if position not in reader.used:
            _indirect(reader, position, cue)
    return sorted(reader.speeches, key=lambda speech: speech.content[0])


def _direct(reader: Reader) -> None:
    for order, piece in enumerate(reader.pieces):
        if order in reader.told:
            continue
        _cue_after(reader, order, piece) or _colon_before(reader, order, piece) or _alone(reader, order, piece)


def _cue_after(reader: Reader, order: int, piece: Piece) -> bool:
    """ "…", dijo X / "…," X said."""
    sheet, unit = reader.sheet, reader.unit
    first, last = reader.span(piece)
    position = next((n for n, cue in enumerate(reader.cues) if cue.first >= last), None)
    if position is None or position in reader.used:
        return False
    cue = reader.cues[position]
    if cue.form != "finite" or cue.first - last > GAP or not ("q" in cue.entry.takes or "c" in cue.entry.takes):
        return False
    gap = range(last, cue.first)
    if any(sheet.piece_at[i] >= 0 for i in gap):
        return False
    subject = None
    solid = [
        i
        for i in gap
        if sheet.pos[i] not in {"PUNCT", "PRON", "ADV", "SPACE", "PART", "AUX"} or sheet.low[i] in reader.words.pronoun
    ]
    if solid:
        subject = noun_phrase(sheet, solid[0], cue.first, reader.words, wide=True)
        if subject is None or any(sheet.pos[i] in FINITE for i in range(subject.last, cue.first)):
            return False
    complement = find_complement(sheet, unit, cue, reader.words, subject_known=subject is not None)
    if complement is not None and complement.kind in {"clause", "question", "infinitive"}:
        return False
    comma = any(sheet.low[i] in {",", "—", "–", "-"} for i in gap) or sheet.text[piece.inner_end - 1] in ",.!?…—"
    if not comma and not reader.words.inverted:
        return False
    start = _clause_start(reader, first)
    content, mixed = _content_up_to(reader, start, first, piece)
    if mixed and not comma:
        return False
    subject = subject or subject_after(sheet, unit, cue.last, reader.words)
    speech = _speech(reader, cue, [content], "direct:cue-after" if not mixed else "mixed:cue-after", subject)
    speech.pieces.append(piece)
    speech.postposed = True
    speech.addressee = complement.addressee if complement else _addressee(reader, cue)
    reader.used.add(position)
    reader.told.add(order)
    _further_pieces(reader, order, position, speech)
    return True


def _clause_start(reader: Reader, first: int) -> int:
    """Where the clause that holds the piece begins: the sentence, or the last cut before the piece."""
    start = reader.unit.first
    for cut in reader.cuts:
        if cut < first:
            start = cut + 1
    return start


def _content_up_to(reader: Reader, start: int, first: int, piece: Piece) -> tuple[Stretch, bool]:
    """The piece alone, or the clause that it closes; a clause with its own cue leaves the piece alone."""
    sheet = reader.sheet
    inner = (piece.inner_start, piece.inner_end)
    while start < first and (sheet.pos[start] in {"PUNCT", "SPACE"} and sheet.piece_at[start] < 0):
        start += 1
    while start < first and sheet.pos[start] in {"CCONJ"}:
        start += 1
    if start >= first or any(start <= cue.head < first for cue in reader.cues):
        return inner, False
    if all(sheet.pos[i] not in FINITE and sheet.piece_at[i] < 0 for i in range(start, first)):
        return ((sheet.start[start], piece.end), True) if first - start <= GAP else (inner, False)
    return (sheet.start[start], piece.end), True


def _further_pieces(reader: Reader, order: int, position: int, speech: Speech) -> None:
    """Later pieces of the sentence that go on after the cue: "…", dijo X, "…"."""
    sheet = reader.sheet
    limit = reader.cues[position + 1].first if position + 1 < len(reader.cues) else reader.unit.last
    for later in range(order + 1, len(reader.pieces)):
        piece = reader.pieces[later]
        first, last = reader.span(piece)
        if last > limit or sheet.low[first - 1] not in {",", ":", ";", ".", "—", "–", "-"}:
            return
        speech.content.append((piece.inner_start, piece.inner_end))
        speech.pieces.append(piece)
        reader.told.add(later)


def _colon_before(reader: Reader, order: int, piece: Piece) -> bool:
    """X dijo: "…" / X: "…"."""
    sheet, unit = reader.sheet, reader.unit
    first, _ = reader.span(piece)
    if first <= unit.first or sheet.low[first - 1] != ":":
        return False
    earlier = [n for n, cue in enumerate(reader.cues) if cue.last < first and n not in reader.used]
    content = [(piece.inner_start, piece.inner_end)]
    if earlier:
        position = earlier[-1]
        cue = reader.cues[position]
        subject = _subject(reader, position)
        complement = find_complement(sheet, unit, cue, reader.words, subject_known=subject is not None)
        if (
            complement is not None
            and complement.kind in {"clause", "bare-clause", "noun", "phrase"}
            and complement.first < first
        ):
            reader_cue = None
        else:
            reader_cue = cue
        if reader_cue is not None:
            subject = subject or subject_after(sheet, unit, cue.last, reader.words)
            speech = _speech(reader, cue, content, "direct:colon", subject)
            speech.addressee = complement.addressee if complement else _addressee(reader, cue)
            reader.used.add(position)
        else:
            speech = Speech(content, "direct:colon-carried", reader.number, carried=True)
    else:
        phrase = noun_phrase(sheet, unit.first, first - 1, reader.words, wide=True)
        whole = phrase is not None and phrase.last == first - 1
        speech = Speech(
            content,
            "direct:name-colon" if whole else "direct:colon-carried",
            reader.number,
            speaker=phrase if whole else None,
            carried=not whole,
        )
    speech.pieces.append(piece)
    reader.told.add(order)
    reader.speeches.append(speech)
    for later in range(order + 1, len(reader.pieces)):
        follower = reader.pieces[later]
        begin, _ = reader.span(follower)
        if sheet.low[begin - 1] not in {",", ";", "."} or sheet.piece_at[begin - 2] < 0:
            break
        speech.content.append((follower.inner_start, follower.inner_end))
        speech.pieces.append(follower)
        reader.told.add(later)
    return True


def _alone(reader: Reader, order: int, piece: Piece) -> bool:
    """A sentence that is nothing but quoted speech."""
    first, last = reader.span(piece)
    around = [
        i
        for i in (*range(reader.unit.first, first), *range(last, reader.unit.last))
        if reader.sheet.pos[i] not in {"PUNCT", "SPACE", "SYM"}
    ]
    if around:
        return False
    speech = Speech([(piece.inner_start, piece.inner_end)], "direct:carried", reader.number, carried=True)
    speech.pieces.append(piece)
    reader.told.add(order)
    reader.speeches.append(speech)
    return True


def _subject(reader: Reader, position: int) -> Phrase | None:
    cue = reader.cues[position]
    if cue.form == "gerund" or cue.form == "infinitive":
        return None
    return subject_before(reader.sheet, reader.unit, cue.head, cue.first, reader.words)


def _indirect(reader: Reader, position: int, cue: Cue) -> None:
    sheet, unit = reader.sheet, reader.unit
    subject = _subject(reader, position)
    shared = subject is None and (cue.form != "finite" or _coordinated(reader, cue))
    complement = find_complement(sheet, unit, cue, reader.words, subject_known=subject is not None or shared)
    if complement is None:
        _postposed(reader, position, cue, subject)
        return
    stop = next_cut(reader.cuts, complement.first, unit.last)
    first, last = trim(sheet, complement.first, stop)
    if first >= last:
        return
    start, end = sheet.slice(first, last)
    start, end, rule = _edges(reader, start, end, complement)
    speech = _speech(reader, cue, [(start, end)], f"{rule}:{complement.kind}", subject or complement.subject)
    speech.addressee = complement.addressee
    speech.shared = shared
    inside = [
        n
        for n, piece in enumerate(reader.pieces)
        if start <= piece.inner_start and piece.inner_end <= end and n not in reader.told
    ]
    for n in inside:
        speech.pieces.append(reader.pieces[n])
        reader.told.add(n)
    reader.used.add(position)


def _edges(reader: Reader, start: int, end: int, complement: Complement) -> tuple[int, int, str]:
    """The content without its marks where it is one quoted piece from edge to edge."""
    if complement.kind == "piece":
        piece = next((p for p in reader.pieces if p.start == start), None)
        if piece is not None and (piece.end >= end or reader.sheet.text[piece.inner_start].isupper()):
            return piece.inner_start, piece.inner_end, "direct"
    return start, end, "indirect"


def _coordinated(reader: Reader, cue: Cue) -> bool:
    index = cue.first
    sheet = reader.sheet
    while index > reader.unit.first and sheet.pos[index - 1] in {"ADV", "PRON", "PART", "AUX"}:
        index -= 1
    return index > reader.unit.first and sheet.low[index - 1] in reader.words.conjunction


def _postposed(reader: Reader, position: int, cue: Cue, subject: Phrase | None) -> None:
    """A clause, and after its comma the cue: "…, afirmó un portavoz", "…, officials said"."""
    sheet, unit = reader.sheet, reader.unit
    if cue.form != "finite" or "c" not in cue.entry.takes:
        return
    comma = (subject.first if subject is not None else cue.first) - 1
    while comma > unit.first and sheet.pos[comma] in {"PRON", "ADV", "PART", "AUX"}:
        comma -= 1
    if comma <= unit.first or sheet.low[comma] != ",":
        return
    start = _clause_start(reader, comma)
    first, last = trim(sheet, start, comma)
    if last - first < 3 or not any(sheet.pos[i] in FINITE for i in range(first, last)):
        return
    if any(
        speech.content[0][0] >= sheet.start[first]
        for speech in reader.speeches
        if speech.content[0][0] < sheet.end[last - 1]
    ):
        return
    content = [sheet.slice(first, last)]
    subject = subject or subject_after(sheet, unit, cue.last, reader.words)
    speech = _speech(reader, cue, content, "indirect:cue-after", subject)
    speech.postposed = True
    speech.addressee = _addressee(reader, cue)
    for n, piece in enumerate(reader.pieces):
        if n not in reader.told and content[0][0] <= piece.start and piece.end <= content[0][1]:
            speech.pieces.append(piece)
            reader.told.add(n)
    reader.used.add(position)


def _addressee(reader: Reader, cue: Cue) -> Phrase | None:
    sheet, words = reader.sheet, reader.words
    index = cue.last
    if cue.entry.kind == "tell":
        return noun_phrase(sheet, index, reader.unit.last, words)
    return None


def _speech(reader: Reader, cue: Cue, content: list[Stretch], rule: str, subject: Phrase | None) -> Speech:
    speech = Speech(
        content,
        rule,
        reader.number,
        cue=cue_stretch(reader.sheet.start, reader.sheet.end, cue),
        lemma=cue.entry.lemma,
        kind=cue.entry.kind,
        verb=cue.head,
        speaker=subject,
        form=cue.form,
        impersonal=cue.impersonal,
    )
    reader.speeches.append(speech)
    return speech
