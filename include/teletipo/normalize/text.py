"""Clean text with true offsets: what was fetched, without what encoders, editors and word processors left in it.

Each step is a pattern and what to put in its place; :func:`_rewrite` carries the offsets through, so a span of the
clean text can always be shown in the text that came in.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ftfy

_PASSES = 4
_Replace = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class CleanText:
    """``text``, and for each of its code points the half-open stretch of ``raw`` that it came from."""

    raw: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of ``raw`` behind ``text[start:end]``. Raises ValueError out of bounds or when empty."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span {start}:{end} in a text of {len(self.text)} code points")
        return self.starts[start], self.ends[end - 1]


def clean(raw: str) -> CleanText:
    """The regular form of a text. Text that is regular already comes out unchanged, and so does what came out once.

    NFC; mojibake mended where it is mojibake; entities decoded; soft hyphens, zero-width and control characters out;
    every space one plain space; every line end a line feed. A single line break is kept as structure, more of them
    become one blank line. Lines lose the spaces at their ends, the text its blank lines before and after; a first
    line that starts with a space keeps it. Quotation marks stay as they were printed.
    """
    current = CleanText(raw, raw, range(len(raw)), range(1, len(raw) + 1))
    for _ in range(_PASSES):
        before = current.text
        for pattern, replace in _STEPS:
            current = _rewrite(current, pattern, replace)
        if current.text == before:
            break
    return current


def _rewrite(source: CleanText, pattern: re.Pattern[str], replace: _Replace) -> CleanText:
    """``source`` with each match replaced; what is new in it stands for the whole of what it replaces."""
    text, pieces, starts, ends = source.text, [], list[int](), list[int]()
    done = 0
    for match in pattern.finditer(text):
        new = replace(match[0])
        if new == match[0]:
            continue
        kept = _shared(match[0], new)
        tail = _shared(match[0][kept:][::-1], new[kept:][::-1])
        first, last = match.start() + kept, match.end() - tail
        middle = new[kept : len(new) - tail]
        pieces += [text[done:first], middle]
        starts += source.starts[done:first]
        ends += source.ends[done:first]
        starts += [source.starts[min(first, last - 1)]] * len(middle)
        ends += [source.ends[last - 1]] * len(middle)
        done = last
    if not done:
        return source
    pieces.append(text[done:])
    starts += source.starts[done:]
    ends += source.ends[done:]
    return CleanText(source.raw, "".join(pieces), starts, ends)


def _shared(one: str, other: str) -> int:
    """The length of what two strings have in common at their start."""
    unlike = (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)
    return next(unlike, min(len(one), len(other)))


def _decode(entity: str) -> str:
    """The character behind a reference, however often its ampersand was encoded; what is no reference stays."""
    return html.unescape(_AMPERSANDS.sub("&", entity, count=1))


def _compose(stretch: str) -> str:
    return unicodedata.normalize("NFC", stretch)


def _mend(word: str) -> str:
    return word if word.isascii() or not ftfy.badness.is_bad(word) else ftfy.fix_encoding(word)


def _constant(text: str) -> _Replace:
    return lambda _: text


_AMPERSANDS = re.compile(r"&(?:(?:amp|AMP|#0*38|#[xX]0*26);)+")
_STEPS: tuple[tuple[re.Pattern[str], _Replace], ...] = (
    (
        re.compile(r"&(?:(?:amp|AMP|#0*38|#[xX]0*26);)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"),
        _decode,
    ),
    # A byte A0 that became a space belongs to the letter before it: "Ã " was "à".
    (re.compile(r"[^\t\n\v\f\r ]+(?:(?<=Ã) [^\t\n\v\f\r ]+)*"), _mend),
    (re.compile(r"\r\n?|[\v\f\x85\u2028]"), _constant("\n")),
    (re.compile("\u2029"), _constant("\n\n")),
    (re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+"), _constant("")),
    (
        re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+"),
        _constant(""),
    ),
    (re.compile("[\ud800-\udfff]"), _constant("\ufffd")),
    (re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+"), _compose),
    (re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+"), _constant(" ")),
    (re.compile(r" *\n[ \n]*"), lambda gap: "\n" if gap.count("\n") == 1 else "\n\n"),
    (re.compile(r"\A\n+|[ \n]+\Z"), _constant("")),
)
