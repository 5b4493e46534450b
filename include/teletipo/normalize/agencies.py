"""News agencies by every name that reports give them, from ``languages/agencies.tsv``."""

from __future__ import annotations

import csv
import re
from functools import cache

from teletipo.languages import FOLDER
from teletipo.normalize.wording import fold

_BETWEEN = re.compile(r"\s*[/,&+]\s*|\s+-\s+|\s+y\s+|\s+and\s+")


def agency_name(printed: str) -> str | None:
    """The canonical name of the agency that is printed, the first of several (``AFP/EFE``); None for none known."""
    for part in (printed, *_BETWEEN.split(printed)):
        found = _names().get(fold(part.strip(" .")))
        if found:
            return found
    return None


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    with (FOLDER / "agencies.tsv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""):
            for name in (row["canonical"], *row["aliases"].split(";")):
                if name:
                    names.setdefault(fold(name), row["canonical"])
    return names
