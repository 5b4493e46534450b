"""Running ``teletipo`` as its users do: as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

COMMAND = Path(sys.executable).parent / "teletipo"


@dataclass(frozen=True)
class Done:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture(scope="session")
def teletipo() -> Callable[..., Done]:
    """Call ``teletipo`` with arguments; ``env`` adds to the environment, ``stdin`` is bytes."""

    def call(*arguments: object, env: Mapping[str, str] | None = None, stdin: bytes = b"") -> Done:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("TELETIPO_", "AIRFLOW"))}
        done = subprocess.run(
            [COMMAND, *map(str, arguments)],
            input=stdin, capture_output=True, check=False, env={**clean, "COLUMNS": "120", **(env or {})},
        )  # fmt: skip
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call
