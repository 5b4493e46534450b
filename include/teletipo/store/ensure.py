"""``python -m teletipo.store.ensure URL``: make the database that a URL names, if it is not there.

Takes SQLAlchemy's form of a URL (``postgresql+psycopg2://…``) too. Exit status 1 with one line when it cannot.
"""

from __future__ import annotations

import re
import sys

from teletipo.errors import TeletipoError
from teletipo.store.database import ensure_database


def without_driver(url: str) -> str:
    """SQLAlchemy's form of a URL as libpq reads it."""
    return re.sub(r"^postgresql\+\w+://", "postgresql://", url)


def main(arguments: list[str]) -> int:
    """Exit status of the command."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m teletipo.store.ensure postgresql://user:password@host:port/database\n")
        return 2
    try:
        ensure_database(without_driver(arguments[0]))
    except TeletipoError as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
