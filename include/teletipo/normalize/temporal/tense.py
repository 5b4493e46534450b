"""Which way an expression points: the tense of the verb that governs it, or of the nearest one without a parse."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as ParsedToken

Direction = Literal["past", "future"]
_CLIMB = 12


@dataclass(frozen=True, slots=True)
class TenseCues:
    """How a language's verbs show tense, as data: ``[tense]`` of ``temporal.toml``.

    ``past`` and ``future`` are patterns of word endings or words for texts without a parse; ``*_auxiliaries`` and
    ``*_lemmas`` are verbs that move a non-finite verb under them into that tense.
    """

    past: re.Pattern[str]
    future: re.Pattern[str]
    past_auxiliaries: frozenset[str]
    future_auxiliaries: frozenset[str]
    future_lemmas: frozenset[str]

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> TenseCues:
        """From the ``[tense]`` table."""
        return cls(
            past=re.compile(data["past"], re.IGNORECASE),
            future=re.compile(data["future"], re.IGNORECASE),
            past_auxiliaries=frozenset(data["past_auxiliaries"]),
            future_auxiliaries=frozenset(data["future_auxiliaries"]),
            future_lemmas=frozenset(data["future_lemmas"]),
        )


@dataclass(slots=True)
class TenseReader:
    """Reads directions in one text."""

    text: str
    cues: TenseCues
    doc: Doc | None = None
    _starts: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.doc is not None:
            self._starts = {token.idx: token.i for token in self.doc}

    def direction(self, start: int, end: int) -> Direction | None:
        """Past or future, or None where the verb does not say."""
        if self.doc is not None:
            token = self._token(start, end)
            if token is not None:
                return self._governed(token)
        return self._nearest(start, end)

    def _token(self, start: int, end: int) -> ParsedToken | None:
        assert self.doc is not None
        for offset in range(end - 1, start - 1, -1):
            if offset in self._starts:
                return self.doc[self._starts[offset]]
        return None

    def _governed(self, token: ParsedToken) -> Direction | None:
        for _ in range(_CLIMB):
            if token.pos_ in {"VERB", "AUX"}:
                found = self._tense(token)
                if found or token.morph.get("VerbForm") == ["Fin"]:
                    return found
            if token.head == token:
                break
            token = token.head
        return None

    def _tense(self, verb: ParsedToken) -> Direction | None:
        helpers = [child for child in verb.children if child.dep_ in {"aux", "aux:pass", "auxpass", "cop"}]
        lemmas = {helper.lemma_.lower() for helper in helpers}
        forms = {helper.lower_ for helper in helpers}
        if lemmas & self.cues.future_auxiliaries or forms & self.cues.future_auxiliaries:
            return "future"
        tenses = {tense for word in (verb, *helpers) for tense in word.morph.get("Tense")}
        if "Fut" in tenses or verb.lemma_.lower() in self.cues.future_lemmas:
            return "future"
        if tenses & {"Past", "Imp"} or lemmas & self.cues.past_auxiliaries:
            return "past"
        return None

    def _nearest(self, start: int, end: int) -> Direction | None:
        left = max(self.text.rfind(mark, max(0, start - 300), start) for mark in (". ", "\n")) + 1
        stop = min(
            (i for i in (self.text.find(mark, end, end + 300) for mark in (". ", "\n")) if i >= 0), default=end + 300
        )
        before = self.text[max(left, start - 300) : start]
        after = self.text[end:stop]
        found: list[tuple[int, Direction]] = []
        for name, pattern in (("past", self.cues.past), ("future", self.cues.future)):
            way: Direction = "past" if name == "past" else "future"
            found += [(len(before) - match.end(), way) for match in pattern.finditer(before)]
            found += [(match.start(), way) for match in pattern.finditer(after)]
        return min(found, default=(0, None))[1] if found else None
