"""The dateline of a report: place, date and agency in front of the first sentence."""

from __future__ import annotations

from datetime import datetime

from teletipo.model import Dateline


def read_dateline(text: str, *, language: str, reference: datetime, start: int = 0) -> Dateline | None:
    """The dateline that ``text`` has at ``start`` or at the start of its next lines, None where there is none."""
    return None
