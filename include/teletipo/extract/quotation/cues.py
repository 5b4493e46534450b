"""The words that tell of speech, and where they stand in a sentence.

A language lists its verbs in ``cues.tsv`` and its set phrases in ``cue_phrases.tsv``; ``inflection.toml``
holds the third-person endings. Forms are made from these, so that nothing rests on a lemmatiser.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from teletipo.errors import ConfigurationError
from teletipo.extract.parse.sheet import Sheet, Unit
from teletipo.languages import Language

Form = Literal["finite", "gerund", "participle", "infinitive"]
VERBAL = frozenset({"VERB", "AUX"})
PAST_PARTICIPLE = "VBN"
BASE = "VB"
GOVERNED = frozenset({"ccomp", "xcomp"})
PLURAL = "NNS"
GROUP_REACH = 5
CLAUSE_REACH = 9
OPENING = frozenset({"SCONJ", "VERB", "AUX"})
NAMES = frozenset({"PROPN", "NOUN", "PUNCT"})
BEFORE_PIECE = frozenset({"ADP", "DET", "NOUN", "PROPN"})
WHO_ACTS = frozenset({"NOUN", "PROPN", "PRON"})
QUOTE_REACH = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A verb or phrase of the lexicon: its class and what it takes as content."""

    lemma: str
    kind: str
    takes: frozenset[str]
    words: tuple[str, ...] = ()
    reflexive: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """An occurrence: tokens ``first:last`` with auxiliaries, ``head`` the verb that carries the sense.

    ``opens`` is where it begins with its negation or its own reflexive: "no descartó", "se negó".
    """

    opens: int
    first: int
    last: int
    head: int
    entry: Entry
    form: Form
    negated: bool
    impersonal: bool


@dataclass(frozen=True, slots=True)
class CueBook:
    """A language's cues by inflected form, and the little words that build verb groups."""

    forms: dict[str, tuple[tuple[Entry, Form], ...]]
    have: frozenset[str]
    be: frozenset[str]
    modal: frozenset[str]
    aspect: frozenset[str]
    infinitive_mark: str
    particle: frozenset[str]
    negation: frozenset[str]
    clitic: frozenset[str]
    unreal: frozenset[str]
    reflexive: str


@cache
def cue_book(language: Language) -> CueBook:
    """The cues of a language. Raises ConfigurationError if its tables are missing."""
    inflection = language.rules("inflection")
    forms: dict[str, list[tuple[Entry, Form]]] = {}
    rows = language.table("cue_phrases") + language.table("cues")
    for row in sorted(rows, key=lambda row: (not row.get("words"), not _reflexive(row, inflection))):
        lemma = row.get("lemma", "")
        verb = row.get("verb") or lemma
        bare = verb.removesuffix(inflection["reflexive"]) if _reflexive(row, inflection) else verb
        words = tuple(row.get("words", "").split())
        entry = Entry(lemma, row["class"], frozenset(row.get("takes", "").split()), words, bare != verb)
        for form, kind in _inflect(bare, row, inflection):
            forms.setdefault(form, []).append((entry, kind))
    words = language.rules("speech")["verb_group"]
    return CueBook(
        forms={form: tuple(dict.fromkeys(entries)) for form, entries in forms.items()},
        have=frozenset(words["have"]),
        be=frozenset(words["be"]),
        modal=frozenset(words["modal"]),
        aspect=frozenset(words["aspect"]),
        infinitive_mark=words["infinitive_mark"],
        particle=frozenset(words["particle"]),
        negation=frozenset(words["negation"]),
        clitic=frozenset(words["clitic"]),
        unreal=frozenset(words["unreal"]),
        reflexive=inflection["reflexive"],
    )


def _reflexive(row: dict[str, str], inflection: dict[str, Any]) -> bool:
    verb = row.get("verb") or row.get("lemma", "")
    return bool(inflection["reflexive"]) and verb.endswith("r" + inflection["reflexive"])


def _inflect(verb: str, row: dict[str, str], inflection: dict[str, Any]) -> Iterator[tuple[str, Form]]:
    rule = next((rule for rule in inflection["class"] if verb.endswith(rule["infinitive"])), None)
    if rule is None:
        raise ConfigurationError(f"no inflection for the cue {verb!r}: add its ending to inflection.toml")
    stem = verb.removesuffix(rule["infinitive"])
    kinds: tuple[Form, ...] = ("finite", "gerund", "participle")
    for kind in kinds:
        for form in row.get(kind, "").split():
            yield form, kind
        for ending in rule[kind]:
            yield stem + ending, kind
    yield verb, "infinitive"


def find_cues(sheet: Sheet, unit: Unit, book: CueBook) -> list[Cue]:
    """The cues of a sentence in order, outside its quoted pieces."""
    cues: list[Cue] = []
    after = unit.first
    for index in range(unit.first, unit.last):
        if index < after or sheet.piece_at[index] >= 0:
            continue
        for entry, form in book.forms.get(sheet.low[index], ()):
            cue = _cue(sheet, unit, book, index, entry, form, cues[-1] if cues else None)
            if cue is not None and not _only_goes_on(sheet, unit, book, cue):
                cues.append(cue)
                after = cue.last
                break
    return cues


def _only_goes_on(sheet: Sheet, unit: Unit, book: CueBook, cue: Cue) -> bool:
    """Whether a verb only says that another goes on: "continuó" in "continuó diciendo"."""
    if sheet.low[cue.head] not in book.aspect or cue.last >= unit.last:
        return False
    return any(form == "gerund" for _, form in book.forms.get(sheet.low[cue.last], ()))


def _cue(
    sheet: Sheet, unit: Unit, book: CueBook, index: int, entry: Entry, form: Form, earlier: Cue | None
) -> Cue | None:
    last = _end_of_words(sheet, unit, index + 1, entry.words)
    goes_on = form == "participle" and _goes_on(sheet, book, earlier, index)
    if last is None or not (goes_on or _is_verb(sheet, unit, book, index, form)):
        return None
    opens, first, seen = _group_start(sheet, unit, book, index, form)
    seen["have"] = seen["have"] or goes_on
    if entry.reflexive and not (seen["reflexive"] or sheet.low[index].endswith(("se", "ndose"))):
        return None
    if seen["be"] and not seen["gerund"] and "P" not in entry.takes:
        return None
    if _is_bare(sheet, unit, book, index) and not seen["modal"]:
        return None
    passive = seen["be"] and "P" in entry.takes
    mistagged = sheet.doc[index].tag_ == PAST_PARTICIPLE and not entry.words and not _acts(sheet, index)
    if not seen["have"] and not passive and (form == "participle" or mistagged):
        return None
    if "N" in entry.takes and not seen["negated"]:
        return None
    if first > unit.first and sheet.low[first - 1] in book.unreal:
        return None
    if form == "infinitive" and sheet.doc[index].tag_ == BASE and not seen["modal"]:
        return None
    plain = form == "infinitive" and book.infinitive_mark and sheet.low[index - 1] != book.infinitive_mark
    while entry.reflexive and opens > unit.first and sheet.low[opens - 1] in book.clitic:
        opens -= 1
    shape: Form = "finite" if plain or seen["have"] or seen["modal"] or seen["be"] else form
    impersonal = seen["reflexive"] and not entry.reflexive
    return Cue(opens, first, last, index, entry, shape, seen["negated"], impersonal)


def _is_bare(sheet: Sheet, unit: Unit, book: CueBook, index: int) -> bool:
    """Whether a verb is an infinitive right behind who acts, as in "let businesses deny services"; no main verb is."""
    if sheet.doc[index].tag_ != BASE or not book.infinitive_mark or sheet.dep[index] not in GOVERNED:
        return False
    return index > unit.first and sheet.pos[index - 1] in WHO_ACTS


def _goes_on(sheet: Sheet, book: CueBook, earlier: Cue | None, index: int) -> bool:
    """Whether a participle shares the auxiliary of the cue before: "ha denunciado el fraude y pedido su cese"."""
    if earlier is None or sheet.low[earlier.first] not in book.have or sheet.pos[index - 1] != "CCONJ":
        return False
    alike = sheet.low[earlier.head][-1] == sheet.low[index][-1]
    return alike and not any(sheet.low[i] in book.be for i in range(earlier.last, index))


def _acts(sheet: Sheet, index: int) -> bool:
    """Whether a participle heads its sentence and has a subject: the tag of a past tense that the tagger took so."""
    token = sheet.doc[index]
    return token.dep_ == "ROOT" and any(child.dep_ == "nsubj" for child in token.lefts)


def _end_of_words(sheet: Sheet, unit: Unit, index: int, words: tuple[str, ...]) -> int | None:
    """Where a phrase's further words end, or None if they are not there; adverbs may stand before them."""
    if not words:
        return index
    for shift in range(3):
        last = index + shift + len(words)
        if last <= unit.last and tuple(sheet.low[index + shift : last]) == words:
            return last
        if index + shift >= unit.last or sheet.pos[index + shift] != "ADV":
            return None
    return None


def _is_verb(sheet: Sheet, unit: Unit, book: CueBook, index: int, form: Form) -> bool:
    if sheet.pos[index] in VERBAL:
        return True
    previous = sheet.low[index - 1] if index > unit.first else ""
    if form == "participle":
        return previous in book.have
    if form == "gerund" and not book.infinitive_mark and index > unit.first and sheet.pos[index - 1] in VERBAL:
        return True
    if form in {"finite", "gerund"} and sheet.pos[index] in {"NOUN", "ADJ", "PROPN", "ADV"}:
        beside_quote = index - 2 >= unit.first and previous in {",", "—", "–", "-"} and sheet.piece_at[index - 2] >= 0
        before_quote = index + 1 < unit.last and sheet.low[index + 1] == ":" and sheet.pos[index] != "PROPN"
        if index == unit.first and form == "finite" and _opens_a_clause(sheet, unit, index):
            return True
        last = bool(book.infinitive_mark) and _ends_a_clause(sheet, unit, index)
        mistaken = last or _leads_to_piece(sheet, unit, index)
        return (beside_quote or before_quote or mistaken) and sheet.text[sheet.start[index]].islower()
    return False


def _leads_to_piece(sheet: Sheet, unit: Unit, index: int) -> bool:
    """Whether a verb that the tagger took for a noun quotes: "Vox tacha de «traición» el pacto"."""
    reach = range(index + 1, min(unit.last, index + QUOTE_REACH))
    piece = next((i for i in reach if sheet.piece_at[i] >= 0), None)
    if piece == index + 1 and sheet.pos[index] == "PROPN":
        return True
    named = index > unit.first and sheet.pos[index - 1] in NAMES
    return piece is not None and named and all(sheet.pos[i] in BEFORE_PIECE for i in range(index + 1, piece))


def _ends_a_clause(sheet: Sheet, unit: Unit, index: int) -> bool:
    """Whether a verb that the tagger took for a noun ends a remark about its subject: "…, federal data show, …".

    It is what the parse takes for the main word, or stands behind a plural; the clause that is told has a verb.
    """
    if index + 1 < unit.last and sheet.low[index + 1] not in {",", "."}:
        return False
    comma = index - 1
    while comma > unit.first and sheet.pos[comma] in BEFORE_PIECE | {"ADJ", "NUM"}:
        comma -= 1
    agrees = sheet.dep[index] == "ROOT" or sheet.doc[index - 1].tag_ == PLURAL
    apart = sheet.low[comma] == "," and sheet.pos[index - 1] == "NOUN" and sheet.piece_at[comma] < 0
    told = (i for i in range(unit.first, unit.last) if not comma <= i <= index)
    return agrees and apart and any(sheet.pos[i] in VERBAL for i in told)


def _opens_a_clause(sheet: Sheet, unit: Unit, index: int) -> bool:
    """Whether a subordinate clause comes before any verb, as after "Cuenta la anciana que"."""
    following = (i for i in range(index + 1, min(unit.last, index + CLAUSE_REACH)) if sheet.pos[i] in OPENING)
    first = next(following, None)
    return first is not None and sheet.pos[first] == "SCONJ" and sheet.piece_at[first] < 0


def _group_start(sheet: Sheet, unit: Unit, book: CueBook, index: int, form: Form) -> tuple[int, int, dict[str, bool]]:
    """The first token of the verb group with its negation and without, and what was met on the way to it."""
    seen = dict.fromkeys(("have", "be", "modal", "negated", "reflexive", "gerund"), False)
    seen["gerund"] = form == "gerund"
    opens = first = index
    light = book.clitic | book.particle | book.negation
    bare = form == "infinitive" or sheet.doc[index].tag_ == BASE
    helping = book.modal if bare else book.aspect if form == "gerund" else frozenset[str]()
    cursor = index - 1
    while cursor >= max(unit.first, index - GROUP_REACH) and sheet.piece_at[cursor] < 0:
        word = sheet.low[cursor]
        if word in book.negation:
            seen["negated"], opens = True, cursor
        if word in book.have:
            seen["have"], first = True, cursor
        elif word in book.be:
            seen["be"], first = True, cursor
        elif word in helping:
            seen["modal"], first = True, cursor
        elif word == book.reflexive and word:
            seen["reflexive"] = True
        elif word not in light and sheet.pos[cursor] != "ADV":
            break
        cursor -= 1
    return min(opens, first), first, seen
