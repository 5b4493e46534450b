"""Noun phrases that name by a role: "el dirigente norcoreano", "un portavoz de la Cancillería china", "la agencia"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from teletipo.extract.mentions.lexicon import Lexicon, RoleNoun
from teletipo.extract.parse.page import Page
from teletipo.extract.parse.words import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 12
"""Tokens to either side of the noun that a phrase may hold."""

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
OUTSIDE = frozenset({"ADP", "CCONJ", "SCONJ", "VERB", "AUX", "ADV", "SPACE", "PRON"})
"""Tags before which a phrase begins."""

Start = Literal["definite", "indefinite", "possessive", "both", "bare"]


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A noun phrase around a role noun: tokens ``first`` to ``last`` inclusive, ``noun`` its head.

    ``role`` is the office that noun and complement make together, ``country`` that of a demonym in it,
    ``possessive`` the token of "su", ``is_title`` whether it is a title in capitals before a name, ``complement``
    the tokens after the noun; ``refers`` is false where it only says what something is, or speaks of nobody at hand:
    "he is a lawyer", "rueda de prensa", "nine injured", somebody's own words. ``gender`` is that of the noun, or of
    its article where the noun has both: "la dirigente".
    """

    first: int
    last: int
    noun: int
    word: RoleNoun
    role: str
    start: Start
    country: str | None
    possessive: int | None
    is_title: bool
    complement: tuple[int, ...]
    refers: bool
    gender: str


def role_phrases(page: Page, lexicon: Lexicon, named: dict[int, int], quoted: list[bool]) -> Iterator[RolePhrase]:
    """The role phrases of a text in order.

    ``named`` maps each token inside a name to the name's last token; ``quoted`` says which are somebody's words.
    """
    for i, text in enumerate(page.words):
        if page.pos[i] not in NOMINAL or i in named:
            continue
        word = lexicon.former_role(text)
        if word is None or _is_fixed(page, i, lexicon):
            continue
        if page.dep[i] == "compound" and page.heads[i] > i:
            continue
        if page.pos[i] == "ADJ" and not _starts_phrase(page, i, lexicon):
            continue
        token = page[i]
        phrase = _phrase(page, token, word, lexicon, named, quoted=quoted[i])
        if not any(lexicon.has("quantifiers", page.words[k]) for k in range(phrase.first, i)):
            yield phrase


def _starts_phrase(page: Page, i: int, lexicon: Lexicon) -> bool:
    return i > 0 and (page.pos[i - 1] == "DET" or lexicon.has("both", page.words[i - 1]))


def _is_fixed(page: Page, i: int, lexicon: Lexicon) -> bool:
    """Whether the noun is the last word of a phrase that names nobody: "por su parte"."""
    phrase = fold(page.between(max(0, i - 2), i))
    return phrase in lexicon.sets.get("empty_phrases", frozenset())


def _phrase(
    page: Page, token: Token, word: RoleNoun, lexicon: Lexicon, named: dict[int, int], *, quoted: bool
) -> RolePhrase:
    first = _left(page, token, lexicon)
    last = _right(page, token, word, lexicon, named)
    inside = page.folded[first : last + 1]
    countries = [lexicon.demonyms[word] for word in inside if word in lexicon.demonyms]
    possessive = next((i for i in range(first, token.i) if lexicon.has("possessives", page.words[i])), None)
    start = _start(page, first, token.i, possessive, lexicon)
    return RolePhrase(
        first,
        last,
        token.i,
        word,
        _office(page, token, _plain_words(page, first, last, named, lexicon), word, lexicon),
        start,
        countries[0] if len(set(countries)) == 1 else None,
        possessive,
        token.text[0].isupper() and not token.is_sent_start and last + 1 in named,
        tuple(range(token.i + 1, last + 1)),
        not quoted and _refers(page, token, word, first, start),
        _gender(page, token, word, first, lexicon),
    )


def _gender(page: Page, token: Token, word: RoleNoun, first: int, lexicon: Lexicon) -> str:
    if word.gender != "c":
        return word.gender
    if lexicon.has("epicene_nouns", token.text):
        return "c"
    if first and lexicon.has("contracted_articles", page.words[first - 1]):
        return "m"
    told = [gender for i in range(first, token.i) if page.pos[i] == "DET" for gender in page.told(i, "Gender")]
    return {"Masc": "m", "Fem": "f"}.get(told[0], "c") if told else "c"


def _refers(page: Page, token: Token, word: RoleNoun, first: int, start: Start) -> bool:
    if start not in {"indefinite", "bare"}:
        return True
    if token.dep_ == "attr" or page.children(token.i, "cop") or word.role == "casualty":
        return False
    return not (start == "bare" and not word.plural and first > 0 and page.pos[first - 1] in {"ADP", "SCONJ"})


def _left(page: Page, token: Token, lexicon: Lexicon) -> int:
    i = token.i
    stop = max(token.left_edge.i, token.i - REACH)
    while i > stop:
        before = page.words[i - 1]
        if page.pos[i - 1] in OUTSIDE and not _is_participle(page, i - 1) and not (lexicon.has("possessives", before)):
            break
        if page[i - 1].is_punct and before != "-" and not before.endswith("."):
            break
        i -= 1
    while i < token.i and (page[i].is_punct or (lexicon.has("connectors", page.words[i]) and page.pos[i] == "ADP")):
        i += 1
    return i


def _right(page: Page, token: Token, word: RoleNoun, lexicon: Lexicon, named: dict[int, int]) -> int:
    """The noun with its adjectives and genitive complements, up to punctuation, a verb or another preposition."""
    last = token.i
    first = _left(page, token, lexicon)
    indefinite = _start(page, first, token.i, None, lexicon) in {"indefinite", "bare"}
    i = token.i + 1
    stop = min(len(page), token.i + 1 + REACH)
    while i < stop and not page.opens[i]:
        if _is_adjective(page, i, lexicon):
            last = i
            i += 1
            continue
        if not lexicon.has("genitives", page.words[i]) or _anchor(page, i) < token.i:
            break
        end = _complement(page, i + 1, stop, lexicon, named)
        if end is None:
            break
        last = end
        i = end + 1
    return max(last, _modifier_end(page, token, last, word, lexicon, named)) if indefinite else last


def _is_participle(page: Page, i: int) -> bool:
    """Whether a participle stands before its noun: "a written statement"."""
    return page.dep[i] == "amod" and "Part" in page.told(i, "VerbForm")


def _anchor(page: Page, i: int) -> int:
    """What a preposition ties its noun to: its own head where that stands before it, else its noun's head."""
    head = page.heads[i]
    return head if head < i else page.heads[head]


def _modifier_end(page: Page, token: Token, last: int, word: RoleNoun, lexicon: Lexicon, named: dict[int, int]) -> int:
    """Where a participle or a prepositional phrase behind the noun ends: "a draft seen by the agency"."""
    i = last + 1
    if i >= len(page) or page[i].is_punct or page[i].is_space:
        return last
    if word.type not in {"PER", "GRP", "DOC"} or not _extends(page, token, i, last, word, lexicon):
        return last
    end = last
    for t in range(i, min(_edge(page, i), last + REACH) + 1):
        next_name = t in named and t - 1 in named and named[t] != named[t - 1]
        next_clause = t > i and lexicon.has("relatives", page.words[t])
        if page[t].is_punct or page[t].is_space or next_name or next_clause:
            break
        end = t
    return end


def _extends(page: Page, token: Token, i: int, last: int, word: RoleNoun, lexicon: Lexicon) -> bool:
    """Whether the word after a phrase carries it on: a participle, a preposition, a relative clause."""
    following = page[i]
    if lexicon.has("relatives", following.text):
        clause = page.heads[i]
        return word.type != "DOC" and page.heads[clause] in range(token.i, last + 1)
    if following.pos_ == "ADP":
        to_adjective = token.i < _anchor(page, i) <= last and page.pos[_anchor(page, i)] == "ADJ"
        listed = lexicon.has("extending_prepositions", following.text)
        return to_adjective or (listed and token.i <= following.head.i <= last)
    participle = "Part" in page.told(following.i, "VerbForm") and following.pos_ in {"ADJ", "VERB"}
    keeps = word.type != "DOC" or lexicon.documents_keep_participles
    return participle and keeps and token.i <= following.head.i <= last


def _edge(page: Page, i: int) -> int:
    """The last token of what a word governs or introduces."""
    return max(page[i].right_edge.i, page[page.heads[i]].right_edge.i if page.heads[i] > i else 0)


def _is_adjective(page: Page, i: int, lexicon: Lexicon) -> bool:
    if page.folded[i] in lexicon.demonyms and not page.words[i][0].isupper():
        return True
    plain = page.pos[i] == "ADJ" and "Part" not in page.told(i, "VerbForm")
    return plain and page.words[i].isalpha() and page.heads[i] < i


def _complement(page: Page, i: int, stop: int, lexicon: Lexicon, named: dict[int, int]) -> int | None:
    """The last token of "(la) cancillería china" after a genitive; None where no noun follows."""
    while i < stop and (page.pos[i] in {"DET", "NUM"} or lexicon.has("both", page.words[i])):
        i += 1
    if i >= stop:
        return None
    if i in named:
        end = named[i]
        if end + 2 < len(page) and lexicon.has("conjunctions", page.words[end + 1]) and end + 2 in named:
            return named[end + 2]
        return end
    if page.pos[i] not in {"NOUN", "PROPN"}:
        return None
    while i + 1 < stop and _is_adjective(page, i + 1, lexicon):
        i += 1
    return named.get(i + 1, i)


def _start(page: Page, first: int, noun: int, possessive: int | None, lexicon: Lexicon) -> Start:
    if possessive is not None:
        return "possessive"
    words = [page.words[i] for i in range(first, noun)]
    if any(lexicon.has("both", word) for word in words):
        return "both"
    definite = any(lexicon.has("articles", word) for word in words)
    if definite and any(lexicon.has("pair_numerals", word) for word in words):
        return "both"
    if not definite and any(lexicon.has("indefinites", word) for word in words):
        return "indefinite"
    if any(
        lexicon.has("possessive_endings", word) or lexicon.has("articles", word) or lexicon.has("demonstratives", word)
        for word in words
    ):
        return "definite"
    contracted = first > 0 and lexicon.has("contracted_articles", page.words[first - 1])
    return "definite" if contracted else "bare"


def _plain_words(page: Page, first: int, last: int, named: dict[int, int], lexicon: Lexicon) -> list[str]:
    """The words of a phrase that belong to no name; a portfolio is part of the office: "el jefe de Exteriores"."""
    words = page.folded
    return [words[i] for i in range(first, last + 1) if i not in named or lexicon.has("portfolios", words[i])]


def _office(page: Page, token: Token, phrase: list[str], word: RoleNoun, lexicon: Lexicon) -> str:
    folded, words = " ".join(phrase), set(phrase)
    noun = page.folded[token.i]
    before = page.folded[token.i - 1] if token.i else ""
    for pattern in lexicon.offices:
        if (noun in pattern.nouns and pattern.words & (words | {before})) or (
            not pattern.words and any(name in folded for name in pattern.nouns)
        ):
            return pattern.role
    return word.role
