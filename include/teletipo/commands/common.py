"""What every command shares: reading inputs, writing JSON lines, complaining, and exit statuses."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from teletipo.errors import ConfigurationError, InputError, NotStored, TeletipoError
from teletipo.model import Rejection

EXIT_REJECTED = 1
EXIT_WRONG_USE = 2

FILE = click.Path(path_type=Path, allow_dash=True, dir_okay=False)


@dataclass(slots=True)
class Complaints:
    """Says each rejection in one line on stderr and remembers that there was one."""

    count: int = 0

    def say(self, where: str, what: str) -> None:
        """One rejection."""
        self.count += 1
        sys.stderr.write(f"teletipo: {where}: {' '.join(what.split())}\n")

    def rejection(self, rejection: Rejection) -> None:
        """One rejection of a stage."""
        self.say(rejection.locator or rejection.stage, rejection.message)

    @property
    def status(self) -> int:
        """0 when nothing was rejected, else 1."""
        return EXIT_REJECTED if self.count else 0


def exit_status(error: TeletipoError) -> int:
    """1 for input that was rejected or not found, 2 for what a person has to set right first."""
    return EXIT_REJECTED if isinstance(error, (InputError, NotStored)) else EXIT_WRONG_USE


def write_json(value: Any) -> None:
    """One JSON object a line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def read_bytes(path: Path) -> bytes:
    """A file's bytes, or those of standard input for ``-``. Raises ConfigurationError when it cannot be read."""
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as exc:
        raise ConfigurationError(f"{path} cannot be read: {exc.strerror}") from exc


def json_lines(
    path: Path, complaints: Complaints, *, needs: tuple[str, ...] = ("id", "text")
) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file that have the keys of ``needs``; every other line is a complaint."""
    text = read_bytes(path).decode("utf-8", errors="replace").removeprefix("\ufeff")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path} line {number}"
        try:
            record = json.loads(line)
        except ValueError as exc:
            complaints.say(where, f"no JSON object: {exc}")
            continue
        missing = [key for key in needs if not isinstance(record, dict) or not isinstance(record.get(key), str | int)]
        if missing:
            complaints.say(where, f"expected an object with {' and '.join(missing)}")
            continue
        yield {**record, **{key: str(record[key]) for key in needs}}
