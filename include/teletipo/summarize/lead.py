"""The lead: the first sentences of a report, filled to a budget of words.

Wire reports are written as inverted pyramids, so the lead is the floor that no extractive method may lose to
(Nenkova 2005, "Automatic Text Summarization of Newswire").
"""

from __future__ import annotations

from collections.abc import Iterable

from teletipo.model import Span, Summary


def lead(sentences: Iterable[Span], *, words: int) -> Summary:
    """The longest run of first sentences that stays within ``words``, and always the first one."""
    chosen: list[Span] = []
    left = words
    for sentence in sentences:
        left -= len(sentence.text.split())
        if chosen and left < 0:
            break
        chosen.append(sentence)
    return Summary(tuple(chosen), " ".join(sentence.text for sentence in chosen))
