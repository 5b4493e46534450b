"""A parse laid out for reading it many times: its tokens made once, its sentences and its tree as lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from teletipo.extract.parse.columns import Columns
from teletipo.extract.parse.words import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Page:
    """The tokens of a report.

    ``text`` is the text that was parsed; ``words`` the tokens' texts and ``folded`` the same without case and
    accents; ``starts`` their first code points; ``heads`` the index of each token's head; ``pos``, ``dep`` and
    ``labels`` what the parse says of each, ``opens`` whether it opens a sentence; ``columns`` has these together.
    """

    def __init__(self, doc: Doc, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = list(doc)
        self.columns = columns = Columns.of(doc, text)
        self.words = columns.words
        self.folded: list[str] = [fold(word) for word in self.words]
        self.starts = columns.starts
        self.heads = columns.heads
        self.pos = columns.pos
        self.dep = columns.dep
        self.labels = columns.labels
        self.opens = columns.opens
        self._features = columns.features
        self._children: dict[tuple[int, str], list[Token]] = {}
        for i, (token, head, relation) in enumerate(zip(self.tokens, self.heads, self.dep, strict=True)):
            if head != i:
                self._children.setdefault((head, relation), []).append(token)

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def told(self, i: int, feature: str) -> tuple[str, ...]:
        """The values of a token's feature, as of its ``Number``."""
        return self._features[i].get(feature, ())

    def children(self, i: int, *relations: str) -> list[Token]:
        """The dependents of a token in the given relations, relation by relation, each in order of the text."""
        found: list[Token] = []
        for relation in relations:
            found += self._children.get((i, relation), ())
        return found

    def between(self, first: int, last: int) -> str:
        """The text from one token to another, both included."""
        return self.text[self.starts[first] : self.end(last)]

    def end(self, i: int) -> int:
        """The code point after a token."""
        return self.starts[i] + len(self.words[i])

    def sentences(self) -> Iterator[tuple[int, int]]:
        """First token and the token after the last, sentence by sentence."""
        start = 0
        for i, opens in enumerate(self.opens):
            if i > start and opens:
                yield start, i
                start = i
        if start < len(self.tokens):
            yield start, len(self.tokens)
