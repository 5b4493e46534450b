"""Commands to copy: as they work in the shell that reads them."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path


def command(*arguments: str) -> str:
    """``teletipo`` with arguments, quoted for a shell; where it is not on the PATH, the one beside this Python."""
    return shlex.join((_program(), *arguments))


def _program() -> str:
    beside = Path(sys.executable).with_name("teletipo")
    if shutil.which("teletipo") or not beside.exists():
        return "teletipo"
    return str(beside.relative_to(Path.cwd())) if beside.is_relative_to(Path.cwd()) else str(beside)
