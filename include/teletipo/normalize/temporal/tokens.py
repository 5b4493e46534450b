"""Text into tokens that carry one symbol each, so that patterns can run over symbols instead of letters.

A symbol is one character. Words and phrases of a language's vocabulary have a symbol each, numbers have one by
their size, clock times and numeric dates by their shape, line ends and punctuation one. Unknown words with a capital
are ``NAME``, what a trap has found to be no time is ``QUANTITY``, and all else is ``OTHER``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

OTHER = "x"
NAME = "X"
QUANTITY = "#"
MARK = "."
LINE_END = "\n"

TOKEN = re.compile(
    r"""
    (?=[\n\S])(?:
      (?P<url>(?:https?://|www\.)\S+)
    | (?P<word>[^\W\d_]+(?!\w))
    | (?P<iso>[12][0-9]{3}-[01][0-9]-[0-3][0-9]
            (?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?![\w-]))
    | (?P<numdate>[0-9]{1,2}(?P<sep>[/.-])[0-9]{1,2}(?P=sep)(?:[0-9]{4}|[0-9]{2})(?![\w/-]))
    | (?P<clock>[0-9]{1,2}(?::[0-5][0-9](?::[0-5][0-9])?|[hH][0-5][0-9])(?:(?![\w:])|(?=[apAP]\.?[mM]\b|h\b)))
    | (?P<count>[0-9]{1,3}(?:[.,\u00a0\u202f][0-9]{3})+(?!\w))
    | (?P<dotclock>[0-2]?[0-9][.][0-5][0-9](?:(?!\w|[.,][0-9])|(?=[apAP]\.?[mM]\b|h\b)))
    | (?P<decimal>[0-9]+(?:[.,][0-9]+)+(?!\w))
    | (?P<decade>[12][0-9]{2}0['’]?s(?!\w))
    | (?P<shortdecade>['’]?[1-9]0['’]?s(?!\w))
    | (?P<ordinal>[0-9]{1,3}(?:\.?[ºª°]|st|nd|rd|th)(?!\w))
    | (?P<shortyear>['’][0-9]{2}(?!\w))
    | (?P<number>[0-9]{1,9}(?!\w)|[0-9]{1,2}(?=[apAP]\.?[mM]\b|hs?\b))
    | (?P<mixed>\w+)
    | (?P<lines>\n\s*)
    | (?P<mark>\S)
    )""",
    re.VERBOSE,
)

SHAPE_SYMBOLS: Mapping[str, str] = {
    "iso": "i",
    "numdate": "f",
    "clock": "c",
    "count": "n",
    "dotclock": "e",
    "decimal": "d",
    "decade": "D",
    "shortdecade": "k",
    "ordinal": "o",
    "shortyear": "u",
    "mark": MARK,
}
SHAPES: Mapping[str, str] = {
    "DAY": "123pqro",
    "HOUR": "012pq",
    "MINUTE": "01234pqrs",
    "NUM": "012345nhpqrstmYZ",
    "NUMERAL": "012345nhpqrstmYZ",
    "DIGITS": "012345",
    "YEAR": "YZ",
    "ORD": "o",
    "NTH": "o",
    "CLOCK": "c",
    "DOTCLOCK": "e",
    "DECIMAL": "de",
    "ISO": "i",
    "NUMDATE": "f",
    "DECADE": "D",
    "SHORTDECADE": "k",
    "SHORTYEAR": "u",
    "YEAR_SHORT": "45",
    "ANY": OTHER + NAME + QUANTITY,
    "QUANTITY": QUANTITY,
    "NAME": NAME,
    "FOUR_DIGITS": "Yh",
}
"""Which shape symbols each numeric category takes in."""

_COUNTED = frozenset({"count", "ordinal", "decade", "shortdecade", "shortyear"})
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_DIGIT_SIZES = ((0, "0"), (12, "1"), (24, "2"), (31, "3"), (59, "4"), (99, "5"))
_WORD_SIZES = ((12, "p"), (24, "q"), (31, "r"), (59, "s"), (99, "t"))


class Token(NamedTuple):
    """One token: its span, its symbol, and its number if it is one."""

    start: int
    end: int
    text: str
    symbol: str
    number: int | None = None


def digits_symbol(text: str) -> str:
    """The symbol of a plain number in digits, by its size; four digits may be a year."""
    value = int(text)
    if len(text) == 4 and _FIRST_YEAR <= value <= _LAST_YEAR:
        return "Y"
    if len(text) > 2:
        return "h" if len(text) == 4 else "n"
    return next(symbol for limit, symbol in _DIGIT_SIZES if value <= limit)


def words_symbol(value: int) -> str:
    """The symbol of a number in words, by its size; ``Z`` where it may be a year."""
    if 1900 <= value <= 2099:
        return "Z"
    return next((symbol for limit, symbol in _WORD_SIZES if value <= limit), "m")


def tokenise(text: str) -> list[Token]:
    """The tokens of a text, as read without any vocabulary. A line that goes on in lower case is no new line."""
    tokens = []
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span()
        if kind == "word":
            tokens.append(Token(start, end, match.group(), OTHER))
        elif kind == "lines":
            if match.group().count("\n") > 1 or not text[end : end + 1].islower():
                tokens.append(Token(start, end, "\n", LINE_END))
        elif kind == "number":
            tokens.append(Token(start, end, match.group(), digits_symbol(match.group()), int(match.group())))
        else:
            tokens.append(_shaped(kind, start, end, match.group()))
    return tokens


def _shaped(kind: str, start: int, end: int, text: str) -> Token:
    number = int("".join(filter(str.isdecimal, text))) if kind in _COUNTED else None
    return Token(start, end, text, SHAPE_SYMBOLS.get(kind, OTHER), number)
