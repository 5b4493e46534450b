"""News agencies by every name that reports give them, from ``languages/agencies.tsv``."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache

from babel.core import get_global

from teletipo.languages import FOLDER
from teletipo.normalize.wording import fold

_BETWEEN = re.compile(r"\s*[/,&+]\s*|\s+-\s+|\s+y\s+|\s+and\s+")


def agency_name(printed: str) -> str | None:
    """The canonical name of the agency that is printed, the first of several (``AFP/EFE``); None for none known."""
    row = _row(printed)
    return row["canonical"] if row else None


def agency_sign(printed: str) -> str | None:
    """How the agency that is printed signs its reports: ``AFP`` for ``Agence France-Presse``; None for none known."""
    row = _row(printed)
    return (row["sign"] or row["canonical"]) if row else None


def agency_region(printed: str | None) -> str | None:
    """The country of the agency that is printed, ISO 3166 alpha-2; None for none known."""
    row = _row(printed) if printed else None
    return next(iter(get_global("territory_aliases").get(row["country_iso3"], ())), None) if row else None


@lru_cache(maxsize=10_000)
def _row(printed: str) -> dict[str, str] | None:
    parts = (printed, *_BETWEEN.split(printed))
    return next(filter(None, (_rows().get(fold(part.strip(" ."))) for part in parts)), None)


@cache
def _rows() -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    with (FOLDER / "agencies.tsv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""):
            for name in (row["canonical"], *row["aliases"].split(";")):
                if name:
                    rows.setdefault(fold(name), row)
    return rows
