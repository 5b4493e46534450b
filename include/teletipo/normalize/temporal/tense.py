"""Which way an expression points: the tense of the verb that governs it, or of the nearest one without a parse."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as ParsedToken

Direction = Literal["past", "present", "future"]
_CLIMB = 12
_ADVERBIAL = frozenset({"prep", "npadvmod", "obl", "advmod", "nmod", "dep"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_SIDE_BY_SIDE = frozenset({"conj", "appos"})
_HELPERS = frozenset({"aux", "aux:pass", "auxpass", "cop"})


@dataclass(frozen=True, slots=True)
class TenseCues:
    """How a language's verbs show tense, as data: ``[tense]`` of ``temporal.toml``.

    ``past`` and ``future`` are patterns of word endings or words for texts without a parse. ``*_auxiliaries`` move the
    verb they help into that tense; ``modal_auxiliaries`` look ahead, unless beside a past one ("to have begun").
    ``future_lemmas`` look ahead by themselves ("prever"), ``prospective_lemmas`` where they govern an infinitive
    ("invitó a visitar"). ``past_prepositions`` put a verb without tense into the past ("tras ganar").
    ``conditional`` knows by its ending a verb that small parsers take for an imperfect ("retomarían").
    """

    past: re.Pattern[str]
    future: re.Pattern[str]
    past_auxiliaries: frozenset[str]
    future_auxiliaries: frozenset[str]
    modal_auxiliaries: frozenset[str]
    future_lemmas: frozenset[str]
    prospective_lemmas: frozenset[str]
    past_prepositions: frozenset[str]
    conditional: re.Pattern[str]

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> TenseCues:
        """From the ``[tense]`` table."""
        return cls(
            past=re.compile(data["past"], re.IGNORECASE),
            future=re.compile(data["future"], re.IGNORECASE),
            past_auxiliaries=frozenset(data["past_auxiliaries"]),
            future_auxiliaries=frozenset(data["future_auxiliaries"]),
            modal_auxiliaries=frozenset(data["modal_auxiliaries"]),
            future_lemmas=frozenset(data["future_lemmas"]),
            prospective_lemmas=frozenset(data["prospective_lemmas"]),
            past_prepositions=frozenset(data["past_prepositions"]),
            conditional=re.compile(data.get("conditional", "(?!)")),
        )


def _has_finite_copula(token: ParsedToken) -> bool:
    """Whether a form of "be" in the present makes a predicate of an adjective ("is due")."""
    return token.pos_ == "ADJ" and any(
        child.dep_ == "cop" and "Fin" in child.morph.get("VerbForm", []) for child in token.children
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
            self._starts = {start: i for i, start in enumerate(self.doc.to_array("IDX").tolist())}

    def direction(self, start: int, end: int) -> Direction | None:
        """The tense of the verb, or None where there is none or it governs only what the expression is part of."""
        if self.doc is not None:
            token = self._token(self.doc, start, end)
            if token is not None:
                return self._governed(self._beside(self.doc, start, token) or token)
        return self._nearest(start, end)

    def _token(self, doc: Doc, start: int, end: int) -> ParsedToken | None:
        """The last token that begins inside the span."""
        index = next((self._starts[offset] for offset in range(end - 1, start - 1, -1) if offset in self._starts), None)
        return None if index is None else doc[index]

    def _beside(self, doc: Doc, start: int, token: ParsedToken) -> ParsedToken | None:
        """The verb right before an expression that the parse gives to a later one: "said on Friday it would …"."""
        top = token.head if token.head.pos_ == "ADP" else token
        if top.dep_ not in _ADVERBIAL or top.head.i <= token.i or top.head.pos_ not in {"VERB", "AUX"}:
            return None
        before = self._starts.get(start, 0) - 1
        while before > 0 and doc[before].pos_ in {"ADP", "DET"}:
            before -= 1
        return doc[before] if before >= 0 and doc[before].pos_ == "VERB" else None

    def _governed(self, token: ParsedToken) -> Direction | None:
        infinitive = attributive = False
        for _ in range(_CLIMB):
            if infinitive and token.lemma_.lower() in self.cues.prospective_lemmas:
                return "future"
            found = self._tense(token)
            if found:
                return found
            form = token.morph.get("VerbForm", [])
            if (
                form
                and form != ["Fin"]
                and any(child.lower_ in self.cues.past_prepositions for child in token.children)
            ):
                return "past"
            if form == ["Fin"] or _has_finite_copula(token):
                return None if attributive else "present"
            infinitive = infinitive or form == ["Inf"]
            if token.head == token:
                break
            attributive = attributive or (token.head.pos_ in _NOMINAL and token.dep_ not in _SIDE_BY_SIDE)
            token = token.head
        return None

    def _tense(self, verb: ParsedToken) -> Direction | None:
        helpers = [child for child in verb.children if child.dep_ in _HELPERS]
        if not helpers and verb.pos_ not in {"VERB", "AUX"}:
            return "past" if "Part" in verb.morph.get("VerbForm", []) else None
        words = {word for helper in helpers for word in (helper.lemma_.lower(), helper.lower_)}
        past_helper = words & self.cues.past_auxiliaries
        past_modal = any({"Past", "Imp"} & set(helper.morph.get("Tense", [])) for helper in helpers)
        if words & self.cues.modal_auxiliaries and not past_helper and not past_modal:
            return "future"
        if words & self.cues.future_auxiliaries or verb.lemma_.lower() in self.cues.future_lemmas:
            return "future"
        features = [word.morph.to_dict() for word in (verb, *helpers)]
        tenses = {feature.get("Tense") for feature in features}
        is_conditional = any(f.get("Mood") == "Cnd" for f in features) or self.cues.conditional.fullmatch(verb.lower_)
        if is_conditional and not past_helper:
            return "future"
        if "Fut" in tenses or any(f.get("Tense") == "Pres" and f.get("Mood") == "Sub" for f in features):
            return "future"
        return "past" if tenses & {"Past", "Imp"} or past_helper else None

    def _nearest(self, start: int, end: int) -> Direction | None:
        left = max(self.text.rfind(mark, max(0, start - 300), start) for mark in (". ", "\n")) + 1
        stop = min(
            (i for i in (self.text.find(mark, end, end + 300) for mark in (". ", "\n")) if i >= 0), default=end + 300
        )
        before, after = self.text[max(left, start - 300) : start], self.text[end:stop]
        found: list[tuple[int, Direction]] = []
        ways: tuple[tuple[Direction, re.Pattern[str]], ...] = (("past", self.cues.past), ("future", self.cues.future))
        for way, pattern in ways:
            found += [(len(before) - match.end(), way) for match in pattern.finditer(before)]
            found += [(match.start(), way) for match in pattern.finditer(after)]
        return min(found)[1] if found else None
