"""Sentence starts that a statistical parser must not overrule: line ends and the end of a dateline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language as Pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc


@Pipeline.component("teletipo_boundaries")
def mark_boundaries(doc: Doc) -> Doc:
    """Set a sentence start after each line end and after each offset in ``doc.user_data["breaks"]``."""
    breaks = sorted(doc.user_data.get("breaks", ()))
    fresh = True
    for token in doc:
        if token.is_space:
            fresh = fresh or "\n" in token.text
            token.is_sent_start = False if token.i else None
            continue
        passed = False
        while breaks and token.idx >= breaks[0]:
            breaks.pop(0)
            passed = True
        if (fresh or passed) and token.i:
            token.is_sent_start = True
        fresh = False
    return doc
