"""Which expressions a reader wants: all of them (``timeml``), or those that date something (``wire``)."""

from __future__ import annotations

from typing import Literal

from teletipo.normalize.temporal.resolve import Answer

Style = Literal["timeml", "wire"]


def belongs(answer: Answer, style: Style) -> bool:
    """Whether a style marks an answer. ``wire`` leaves out lengths, habits and dates whose year is not known."""
    return style == "timeml" or (answer.type in {"DATE", "TIME"} and answer.value.removeprefix("FY")[:2].isdecimal())
