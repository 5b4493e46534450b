"""Language knowledge as data: one folder a language, readable by a linguist.

A folder holds ``language.toml`` (code, names, spaCy model), word lists (``*.txt``, one entry a line),
tables (``*.tsv`` with a header line) and pattern files (``*.toml``). Lines that start with ``#`` are remarks.
Code asks a :class:`Language` for its lists by name; it never asks which language it is.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from teletipo.errors import ConfigurationError, LanguageMissing

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Language:
    """One language's folder. ``code`` is ISO 639-1; ``files`` are the names of what the folder holds."""

    code: str
    name: str
    spacy_model: str
    folder: Path
    files: frozenset[str]

    def words(self, name: str) -> frozenset[str]:
        """The entries of ``NAME.txt``."""
        return frozenset(_lines(self.folder / f"{name}.txt"))

    def table(self, name: str) -> tuple[dict[str, str], ...]:
        """The rows of ``NAME.tsv`` by column name; missing cells are empty strings."""
        rows = csv.DictReader(_lines(self.folder / f"{name}.tsv"), delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
        return tuple(rows)

    def rules(self, name: str) -> dict[str, Any]:
        """The content of ``NAME.toml``."""
        return _toml(self.folder / f"{name}.toml")

    def has(self, file_name: str) -> bool:
        """Whether the folder holds a file; for layers that a language may lack."""
        return file_name in self.files


@cache
def language(code: str) -> Language:
    """The language of an ISO 639-1 code. Raises LanguageMissing where there is no folder for it."""
    folder = FOLDER / code
    if not code.isalpha() or not (folder / "language.toml").is_file():
        raise LanguageMissing(f"no resources for language {code!r}; available: {', '.join(available())}")
    head = _toml(folder / "language.toml")
    files = frozenset(path.name for path in folder.iterdir())
    return Language(head["code"], head["name"], head.get("spacy_model", ""), folder, files)


@cache
def available() -> tuple[str, ...]:
    """The codes of all languages that have a folder, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/language.toml")))


@cache
def _lines(path: Path) -> tuple[str, ...]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as exc:
        raise ConfigurationError(f"language data is missing: {path.parent.name}/{path.name}") from exc
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as exc:
        raise ConfigurationError(f"language data is missing: {path.parent.name}/{path.name}") from exc
    except tomllib.TOMLDecodeError as exc:
        raise ConfigurationError(f"language data cannot be read: {path.parent.name}/{path.name}: {exc}") from exc
