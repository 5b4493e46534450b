"""What a visit to a source met, and which earlier rejections that mends."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from teletipo.model import Rejection
from teletipo.sources.source import Source
from teletipo.store.rejections import RejectionRow


@dataclass(frozen=True, slots=True)
class Met:
    """What one visit to a source met: places that answered, those whose content was parsed, what was rejected."""

    answered: set[str] = field(default_factory=set)
    parsed: set[str] = field(default_factory=set)
    rejected: set[tuple[str, str, str | None]] = field(default_factory=set)

    def note(self, *found: Rejection) -> None:
        """Remember rejections."""
        self.rejected.update((one.stage, one.reason, one.locator) for one in found)

    def mended(self, known: Sequence[RejectionRow], *, gone: Callable[[str], bool]) -> list[int]:
        """The numbers of the rejections whose cause is gone.

        The place answers now, or its content is taken now, or there is no such place any more.
        """
        return [one["id"] for one in known if self._is_mended(one, gone)]

    def _is_mended(self, one: RejectionRow, gone: Callable[[str], bool]) -> bool:
        locator = one["locator"] or ""
        if (one["stage"], one["reason"], one["locator"]) in self.rejected:
            return False
        good = self.answered if one["stage"] == "fetch" else self.parsed
        places = [locator[: found.start()] for found in re.finditer("#", locator)]
        return any(place in good for place in (locator, *places)) or all(map(gone, (locator, *places)))


def is_gone(source: Source, place: str) -> bool:
    """Whether a place was a file of a folder that can be read, and is no file of it any more."""
    if source.kind != "folder" or not source.path.is_dir():
        return False
    path = Path(place)
    return path.is_relative_to(source.path) and not path.exists()
