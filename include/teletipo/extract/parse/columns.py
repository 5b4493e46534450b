"""What a parse says of its tokens, as plain lists: rules ask many tokens many times, and a parse answers slowly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

Features = Mapping[str, tuple[str, ...]]
"""Values by feature of Universal Dependencies: ``{"Number": ("Plur",)}``."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One entry a token: its text, first code point, tags, entity label, features, and whether it opens a sentence."""

    words: list[str]
    starts: list[int]
    heads: list[int]
    pos: list[str]
    dep: list[str]
    labels: list[str]
    features: list[Features]
    opens: list[bool]

    @classmethod
    def of(cls, doc: Doc, text: str) -> Columns:
        """The columns of a parse of ``text``."""
        table = doc.to_array(["IDX", "LENGTH", "HEAD", "POS", "DEP", "ENT_TYPE", "MORPH", "SENT_START"])
        starts, lengths, _, pos, dep, labels, morphs, opens = table.T.tolist()
        steps = table[:, 2].astype("int32").tolist()
        strings = doc.vocab.strings
        names = {key: strings[key] for key in {*pos, *dep, *labels}}
        features = {key: _features(strings[key]) for key in set(morphs)}
        return cls(
            words=[text[start : start + length] for start, length in zip(starts, lengths, strict=True)],
            starts=starts,
            heads=[i + step for i, step in enumerate(steps)],
            pos=[names[key] for key in pos],
            dep=[names[key] for key in dep],
            labels=[names[key] for key in labels],
            features=[features[key] for key in morphs],
            opens=[flag == 1 for flag in opens],
        )


@cache
def _features(morph: str) -> Features:
    """The features that are written ``Gender=Fem|Number=Plur``."""
    pairs = (feature.partition("=") for feature in morph.split("|") if "=" in feature)
    return {name: tuple(values.split(",")) for name, _, values in pairs}
