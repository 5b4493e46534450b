"""The clause around a token: its verb, its subject, whether it stands in direct speech."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CLIMB = 25
"""Steps up the tree after which a search for the verb gives up, so that a broken parse costs little."""
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "csubj"})
INHERITING = frozenset({"conj", "xcomp", "advcl"})
PREDICATES = frozenset({"ROOT", "conj", "ccomp", "parataxis", "advcl", "acl", "relcl", "xcomp", "dep"})
PAIRS = {"“": "”", "«": "»", "‘": "’", "‹": "›", "„": "“"}
STRAIGHT = '"'


def governing_verb(token: Token) -> Token | None:
    """The verb (or predicate with a copula) of the clause that a token stands in."""
    for _ in range(CLIMB):
        if is_predicate(token):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def is_predicate(token: Token) -> bool:
    """Whether a token heads a clause: a verb, or a noun or adjective with a copula."""
    return (token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "aux:pass", "auxpass", "cop"}) or any(
        child.dep_ == "cop" for child in token.children
    )


def own_subject(verb: Token) -> Token | None:
    """The head of the subject that a verb has itself."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def above(token: Token, verb: Token) -> Token:
    """The child of ``verb`` on the way up from ``token``."""
    for _ in range(CLIMB):
        if token.head.i in {verb.i, token.i}:
            return token
        token = token.head
    return token


def finite_third(verb: Token) -> str | None:
    """Number of a verb group in the third person, ``Sing`` or ``Plur``; None for other verbs."""
    for token in (verb, *(child for child in verb.children if child.dep_ in {"aux", "aux:pass", "cop"})):
        morph = token.morph
        if "Fin" in morph.get("VerbForm", []) and "3" in morph.get("Person", []):
            number = morph.get("Number", [])
            return number[0] if number else None
    return None


def verb_group(verb: Token) -> tuple[int, int]:
    """Code points of a verb with the auxiliaries right before it."""
    first = verb.i
    while first > 0 and verb.doc[first - 1].dep_ in {"aux", "aux:pass"} and verb.doc[first - 1].head.i == verb.i:
        first -= 1
    return verb.doc[first].idx, verb.idx + len(verb)


def spoken(doc: Doc) -> list[bool]:
    """For each token whether it stands in quotation marks; an odd mark ends with its paragraph."""
    marks: list[bool] = []
    waiting: str | None = None
    for token in doc:
        text = token.text
        if token.is_space and text.count("\n") > 1:
            waiting = None
        if waiting is not None:
            marks.append(True)
            if waiting in text:
                waiting = None
            continue
        marks.append(False)
        opening = next((c for c in text if c in PAIRS or c == STRAIGHT), None)
        if opening:
            waiting = PAIRS.get(opening, STRAIGHT)
    return marks
