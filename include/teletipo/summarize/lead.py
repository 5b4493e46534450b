"""The lead: the first sentences of a report, filled to a budget of words.

Wire reports are written as inverted pyramids, so the lead is the floor that no extractive method may lose to
(Nenkova 2005, "Automatic Text Summarization of Newswire").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from teletipo.model import Span, Summary


def lead(sentences: Iterable[Span], *, words: int, unbroken: Sequence[Span] = ()) -> Summary:
    """The longest run of first sentences that stays within ``words``, and always the first one.

    No run ends inside one of ``unbroken``, as the quotations are: it goes on to their end or stops before them.
    """
    chosen: list[Span] = []
    waiting: list[Span] = []
    left = words
    for sentence in sentences:
        waiting.append(sentence)
        left -= len(sentence.text.split())
        if left < 0 and (chosen or len(waiting) > 1):
            break
        if not any(span.start < sentence.end < span.end for span in unbroken):
            chosen += waiting
            waiting = []
    chosen = chosen or waiting[:1]
    return Summary(tuple(chosen), " ".join(sentence.text for sentence in chosen))
