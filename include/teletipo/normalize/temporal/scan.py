"""Where a language's patterns match in a text: candidates, from left to right, the longest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from teletipo.languages import Language
from teletipo.normalize.temporal.forms import Rule, compile_rule
from teletipo.normalize.temporal.tokens import QUANTITY, Token
from teletipo.normalize.temporal.vocabulary import Value, Vocabulary

Slots = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Extent:
    """One expression of a candidate: its tokens and what it says."""

    first: int
    last: int
    slots: Slots


@dataclass(frozen=True, slots=True)
class Candidate:
    """One match of a rule."""

    rule: Rule
    start: int
    end: int
    extents: Sequence[Extent]


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language's vocabulary and patterns; traps are patterns of what is no time."""

    vocabulary: Vocabulary
    traps: Sequence[Rule]
    rules: Sequence[Rule]
    numeric_order: str


@cache
def grammar(language: Language) -> Grammar:
    """The grammar from ``temporal.toml`` and ``temporal_rules.toml``, compiled once a process."""
    vocabulary = Vocabulary.load(language.rules("temporal"), language.rules("calendar"))
    data = language.rules("temporal_rules")
    macros = data.get("macros", {})
    rules = [rule for entry in data["rule"] for rule in compile_rule(entry, macros=macros, vocabulary=vocabulary)]
    return Grammar(
        vocabulary,
        traps=[rule for rule in rules if rule.means == "nothing"],
        rules=[rule for rule in rules if rule.means != "nothing"],
        numeric_order=language.rules("temporal")["numeric_order"],
    )


def candidates(tokens: Sequence[Token], grammar: Grammar) -> list[Candidate]:
    """All matches, ordered by first token, then length, then order of the rules."""
    symbols = "".join(token.symbol for token in tokens)
    held = frozenset(symbols)
    for trap in grammar.traps:
        if not any(map(held.isdisjoint, trap.needs)):
            symbols = _blank(symbols, trap)
            held = frozenset(symbols)
    possible = (rule for rule in grammar.rules if not any(map(held.isdisjoint, rule.needs)))
    found = [candidate for rule in possible for candidate in _matches(rule, symbols, tokens, grammar.vocabulary)]
    found.sort(key=lambda candidate: (candidate.start, -candidate.end))
    return found


def _blank(symbols: str, trap: Rule) -> str:
    group = trap.extents[0] if trap.extents else 0
    spans = [match.span(group) for match in trap.pattern.finditer(symbols)]
    if not spans:
        return symbols
    letters = list(symbols)
    for start, end in spans:
        letters[start:end] = QUANTITY * (end - start)
    return "".join(letters)


def _matches(rule: Rule, symbols: str, tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Candidate]:
    for match in rule.pattern.finditer(symbols):
        groups = match.re.groupindex
        spans = [match.span(name) for name in rule.extents] or [match.span()]
        spans = [span for span in spans if span[0] < span[1]]
        if not spans:
            continue
        read: list[tuple[int, str, Value]] = []
        for group, (category, name) in rule.slots.items():
            position = match.start(groups[group])
            if position >= 0:
                read.append((position, name, _reading(tokens[position], category, vocabulary)))
        context = {name: value for at, name, value in read if not any(first <= at < end for first, end in spans)}
        extents = [
            Extent(first, end - 1, {**rule.constants, **context, **_within(read, first, end)}) for first, end in spans
        ]
        yield Candidate(rule, spans[0][0], spans[-1][1], _shared(extents, rule.shares))


def _within(read: Sequence[tuple[int, str, Value]], first: int, end: int) -> dict[str, Value]:
    """What the tokens of one expression say; of two words of a kind the first counts."""
    return {name: value for position, name, value in reversed(read) if first <= position < end}


def _reading(token: Token, category: str, vocabulary: Vocabulary) -> Value:
    readings = vocabulary.readings.get(token.symbol)
    if readings is not None and category in readings:
        return readings[category]
    return token.number if token.number is not None else token.text


def _shared(extents: list[Extent], shares: frozenset[str]) -> list[Extent]:
    """Each expression of a range gets its place in it and the shared parts that it lacks.

    These are from the nearest one after it, else before.
    """
    if not shares or len(extents) == 1:
        return extents
    out = []
    for position, extent in enumerate(extents):
        slots: dict[str, Value] = {**extent.slots, "PLACE": position}
        for other in (*extents[position + 1 :], *reversed(extents[:position])):
            slots |= {key: value for key, value in other.slots.items() if key in shares and key not in slots}
        out.append(Extent(extent.first, extent.last, slots))
    return out
