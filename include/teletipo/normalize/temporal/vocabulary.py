"""A language's words for time, loaded from its data, and the reading of a text with them.

``languages/xx/temporal.toml`` holds ``[lexicon.CATEGORY]`` tables that map a value to its forms. A form may be a
phrase. Categories named in ``capitalised`` are known only with a capital letter (English "May", "Sunday").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from teletipo.normalize.temporal.numerals import Numerals
from teletipo.normalize.temporal.tokens import MARK, NAME, OTHER, SHAPES, TOKEN, Token, tokenise, words_symbol

Value = str | int
_Phrase = tuple[tuple[str, ...], tuple[bool, ...], str]
"""Its words in lower case, which of them need a capital, and its symbol."""

_FIRST_SYMBOL = 0xE000
_PLAIN = frozenset({OTHER, MARK})
_INTEGER = re.compile(r"0|-?[1-9][0-9]*")


@dataclass(slots=True)
class Vocabulary:
    """Symbols by word, readings by symbol, members by category."""

    numerals: Numerals
    symbols: dict[str, str] = field(default_factory=dict)
    readings: dict[str, dict[str, Value]] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=lambda: dict(SHAPES))
    phrases: dict[str, dict[str, list[_Phrase]]] = field(default_factory=dict)
    """Phrases by their first word, then by their second, the longest first."""

    @classmethod
    def load(cls, data: Mapping[str, Any], calendar: Mapping[str, Any]) -> Vocabulary:
        """From the content of ``temporal.toml`` and the full names of ``calendar.toml``."""
        vocabulary = cls(Numerals.load(data["numbers"]))
        capitalised = frozenset(data.get("capitalised", ()))
        for category, names in (("MONTH", calendar["months"]), ("WEEKDAY", calendar["weekdays"])):
            for value, (name, *_) in enumerate(names, 1):
                vocabulary.add(category, name, value, capitalised=category in capitalised)
        for category, entries in sorted(data["lexicon"].items(), key=lambda item: item[0] in capitalised):
            for value, forms in entries.items():
                for form in forms:
                    vocabulary.add(category, form, _typed(value), capitalised=category in capitalised)
        return vocabulary

    def symbol(self, key: str) -> str:
        """The symbol of a word or phrase, given one if it has none yet."""
        if key not in self.symbols:
            self.symbols[key] = chr(_FIRST_SYMBOL + len(self.symbols))
            self.readings[self.symbols[key]] = {}
        return self.symbols[key]

    def literal(self, word: str) -> str:
        """The symbols that stand for a word that a pattern names."""
        return self.symbol(word) + self.symbols.get("^" + word, "")

    def add(self, category: str, form: str, value: Value, *, capitalised: bool = False) -> None:
        """Enters a word or phrase."""
        words = tuple(match.group() for match in TOKEN.finditer(form))
        keys = tuple(word.lower() for word in words)
        key = " ".join(keys)
        symbol = self.symbol("^" + key if capitalised else key)
        self._enter(symbol, category, value)
        if capitalised and key in self.symbols:
            for other, reading in self.readings[self.symbols[key]].items():
                self._enter(symbol, other, reading)
        if len(keys) > 1:
            capitals = tuple(capitalised and word[0].isupper() for word in words)
            entries = self.phrases.setdefault(keys[0], {}).setdefault(keys[1], [])
            if (keys, capitals, symbol) not in entries:
                entries.append((keys, capitals, symbol))
                entries.sort(key=lambda entry: -len(entry[0]))

    def read(self, text: str) -> list[Token]:
        """The tokens of a text: phrases and numbers in words are one token each."""
        raw = tokenise(text)
        keys = [token.text.lower() for token in raw]
        tokens: list[Token] = []
        index = 0
        while index < len(raw):
            key = keys[index]
            found = self._phrase(raw, keys, index) if key in self.phrases else None
            if found is None and self.numerals.begins(key):
                found = self._number(raw, keys, index)
            token, index = found or (self._word(raw[index], key), index + 1)
            tokens.append(token)
        return tokens

    def _enter(self, symbol: str, category: str, value: Value) -> None:
        if category not in self.readings[symbol]:
            self.members[category] = self.members.get(category, "") + symbol
        self.readings[symbol][category] = value

    def _phrase(self, raw: list[Token], keys: list[str], index: int) -> tuple[Token, int] | None:
        if index + 1 == len(keys):
            return None
        for phrase, capitals, symbol in self.phrases[keys[index]].get(keys[index + 1], ()):
            end = index + len(phrase)
            if tuple(keys[index:end]) == phrase and all(
                token.text[0].isupper() for token, capital in zip(raw[index:end], capitals, strict=True) if capital
            ):
                return Token(raw[index].start, raw[end - 1].end, "", symbol), end
        return None

    def _number(self, raw: list[Token], keys: list[str], index: int) -> tuple[Token, int] | None:
        found = self.numerals.read(keys, index)
        if found is None:
            return None
        value, end = found
        return Token(raw[index].start, raw[end - 1].end, "", words_symbol(value), value), end

    def _word(self, token: Token, key: str) -> Token:
        if token.symbol not in _PLAIN:
            return token
        if not token.text[0].isupper():
            symbol = self.symbols.get(key)
            return token if symbol is None else token._replace(symbol=symbol)
        return token._replace(symbol=self.symbols.get("^" + key) or self.symbols.get(key, NAME))


def _typed(value: str) -> Value:
    return int(value) if _INTEGER.fullmatch(value) else value
