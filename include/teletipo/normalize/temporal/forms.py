"""Patterns as linguists write them, compiled to regular expressions over token symbols.

A form is a row of elements parted by blanks: ``de`` is that word, ``MONTH`` any word of that category
(``DIR:YEAR_DIR`` reads it under another name), ``<name>`` a macro of the same file; ``( )``, ``|``, ``?`` and ``*``
as in regular expressions, over tokens; ``[ ]`` encloses what is annotated, where that is not the whole. Two or more
brackets are two or more expressions; what ``shares`` names and only one of them says ("del 20 al 24 de marzo":
MONTH) holds for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from teletipo.errors import ConfigurationError
from teletipo.normalize.temporal.vocabulary import Value, Vocabulary

_ELEMENT = re.compile(r"<[\w-]+>|[A-Z][A-Z_]*(?::[A-Z_]+)?|[\[\]()|?*]|[^\s\[\]()|?*<>]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern: what it matches, what it means, and constants that it adds to what it reads.

    ``needs``: sets of symbols of which a text must hold one each, or the pattern matches nowhere in it.
    """

    id: str
    means: str
    pattern: re.Pattern[str]
    needs: Sequence[frozenset[str]]
    slots: Mapping[str, tuple[str, str]]
    extents: Sequence[str]
    constants: Mapping[str, Value]
    shares: frozenset[str]


def compile_rule(entry: Mapping[str, Any], *, macros: Mapping[str, str], vocabulary: Vocabulary) -> list[Rule]:
    """The rules of one ``[[rule]]`` entry, one a form. Raises ConfigurationError for a name that is not known."""
    forms = [entry["form"]] if isinstance(entry["form"], str) else entry["form"]
    constants = {key: value for key, value in entry.items() if key.isupper()}
    rules = []
    context = _context(entry, macros=macros, vocabulary=vocabulary)
    for number, form in enumerate(forms, 1):
        compiler = _Compiler(entry["id"], macros, vocabulary)
        body = compiler.compile(form)
        rules.append(
            Rule(
                id=entry["id"] if len(forms) == 1 else f"{entry['id']}.{number}",
                means=entry["means"],
                pattern=re.compile(context[0] + body + context[1]),
                needs=compiler.needs(form),
                slots=compiler.slots,
                extents=compiler.extents,
                constants=constants,
                shares=frozenset(entry.get("shares", "").split()),
            )
        )
    return rules


def _context(entry: Mapping[str, Any], *, macros: Mapping[str, str], vocabulary: Vocabulary) -> tuple[str, str]:
    """What may not stand before (``not_after``, words and categories) and after (``not_before``, a form)."""
    before = after = ""
    if "not_after" in entry:
        compiler = _Compiler(entry["id"], macros, vocabulary, reads=False)
        before = "".join(f"(?<!{compiler.compile(element)})" for element in entry["not_after"].split())
    if "not_before" in entry:
        after = f"(?!{_Compiler(entry['id'], macros, vocabulary, reads=False).compile(entry['not_before'])})"
    return before, after


class _Compiler:
    def __init__(self, rule: str, macros: Mapping[str, str], vocabulary: Vocabulary, *, reads: bool = True) -> None:
        self.rule = rule
        self.macros = macros
        self.vocabulary = vocabulary
        self.reads = reads
        self.slots: dict[str, tuple[str, str]] = {}
        self.extents: list[str] = []

    def compile(self, form: str) -> str:
        return "".join(self._element(element) for element in _ELEMENT.findall(form))

    def needs(self, form: str) -> list[frozenset[str]]:
        """Sets of symbols, the smallest first, of each of which whatever the form matches holds one."""
        return sorted(self._needs(iter([*_ELEMENT.findall(form), ")"])), key=len)

    def _needs(self, elements: Iterator[str]) -> list[frozenset[str]]:
        """What the elements up to a closing bracket need; of alternatives, one of what each needs most narrowly."""
        alternatives: list[list[frozenset[str]]] = [[]]
        last: list[frozenset[str]] = []
        for element in elements:
            if element in {"?", "*"}:
                last = []
                continue
            alternatives[-1] += last
            last = []
            if element in {")", "]"}:
                break
            if element == "|":
                alternatives.append([])
            elif element in {"(", "["}:
                last = self._needs(elements)
            elif element[0] == "<":
                last = self.needs(self._known(element[1:-1], self.macros))
            else:
                last = [frozenset(self._symbols(element))]
        if len(alternatives) == 1:
            return alternatives[0]
        narrowest = [min(needed, key=len) for needed in alternatives if needed]
        return [frozenset().union(*narrowest)] if len(narrowest) == len(alternatives) else []

    def _symbols(self, element: str) -> str:
        if element.isupper():
            return self._known(element.partition(":")[0], self.vocabulary.members)
        return self.vocabulary.literal(element)

    def _element(self, element: str) -> str:
        if element == "[":
            self.extents.append(f"x{len(self.extents)}")
            return f"(?P<{self.extents[-1]}>"
        if element == "]":
            return ")"
        if element == "(":
            return "(?:"
        if element in ")|?*":
            return element
        if element.startswith("<"):
            return "(?:" + self.compile(self._known(element[1:-1], self.macros)) + ")"
        if element.isupper():
            return self._slot(element)
        return f"[{re.escape(self._symbols(element))}]"

    def _slot(self, category: str) -> str:
        members = self._symbols(category)
        category, _, name = category.partition(":")
        if not self.reads:
            return f"[{re.escape(members)}]"
        group = f"s{len(self.slots)}"
        self.slots[group] = (category, name or category)
        return f"(?P<{group}>[{re.escape(members)}])"

    def _known(self, name: str, table: Mapping[str, str]) -> str:
        if name not in table:
            raise ConfigurationError(f"temporal rule {self.rule} names {name}, which is not defined")
        return table[name]
