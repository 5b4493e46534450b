"""A parse laid out for reading it many times: its tokens made once, its sentences and its tree as lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from teletipo.extract.gazetteer import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Page:
    """The tokens of a report.

    ``text`` is the text that was parsed; ``words`` the tokens' texts and ``folded`` the same without case and
    accents; ``heads`` the index of each token's head.
    """

    def __init__(self, doc: Doc, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = list(doc)
        self.words: list[str] = [token.text for token in self.tokens]
        self.folded: list[str] = [fold(word) for word in self.words]
        steps = doc.to_array("HEAD").astype("int32").tolist()
        self.heads: list[int] = [i + step for i, step in enumerate(steps)]
        self._children: dict[tuple[int, str], list[Token]] = {}
        for token, head in zip(self.tokens, self.heads, strict=True):
            if head != token.i:
                self._children.setdefault((head, token.dep_), []).append(token)

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def children(self, i: int, *relations: str) -> list[Token]:
        """The dependents of a token in the given relations, relation by relation, each in order of the text."""
        return [child for relation in relations for child in self._children.get((i, relation), ())]

    def between(self, first: int, last: int) -> str:
        """The text from one token to another, both included."""
        return self.text[self.tokens[first].idx : self.end(last)]

    def end(self, i: int) -> int:
        """The code point after a token."""
        return int(self.tokens[i].idx + len(self.tokens[i]))

    def sentences(self) -> Iterator[tuple[int, int]]:
        """First token and the token after the last, sentence by sentence."""
        start = 0
        for i, token in enumerate(self.tokens):
            if i > start and token.is_sent_start:
                yield start, i
                start = i
        if start < len(self.tokens):
            yield start, len(self.tokens)
