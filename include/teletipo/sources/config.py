"""Reads ``sources.yaml``: checked against the published schema, every error with its file, line and expectation."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

import yaml
from jsonschema import Draft202012Validator

from teletipo.errors import ConfigurationError
from teletipo.sources.source import Source

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_SCHEMA_FILE = "sources.schema.json"
_LEADS_TO_PAGES = ("sitemap", "listing")
_LONGEST_VALUE_SHOWN = 60


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema of the sources file."""
    text = resources.files("teletipo.sources").joinpath(_SCHEMA_FILE).read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def load_sources(path: Path) -> tuple[Source, ...]:
    """The sources of a file in its order, disabled ones too; folder addresses are made absolute against the file.

    Raises ConfigurationError: one line that names file and line, what was expected there and what was found.
    """
    root = _compose(path)
    problems = sorted(_problems(root), key=lambda problem: problem[0])
    if problems:
        line, message = problems[0]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ConfigurationError(f"{path}:{line}: {message}{more}")
    return tuple(_source(entry, folder=path.absolute().parent) for entry in _plain(root)["sources"])


def _compose(path: Path) -> yaml.Node:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as exc:
        raise ConfigurationError(f"{path}: there is no such sources file; name one in TELETIPO_SOURCES") from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise ConfigurationError(f"{path}: expected a readable YAML file in UTF-8: {exc}") from exc
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is not None:
            _plain(node)
    except yaml.MarkedYAMLError as exc:
        mark = exc.problem_mark or exc.context_mark
        line = mark.line + 1 if mark else 1
        what = ", ".join(part for part in (exc.context, exc.problem) if part)
        raise ConfigurationError(f"{path}:{line}: expected YAML: {what}") from exc
    except (yaml.YAMLError, ValueError) as exc:
        raise ConfigurationError(f"{path}:1: expected YAML: {' '.join(str(exc).split())}") from exc
    if node is None:
        raise ConfigurationError(f"{path}:1: expected a mapping with one key, 'sources'; found an empty file")
    return node


def _plain(node: yaml.Node) -> Any:
    """The node as dicts, lists and scalars."""
    return yaml.SafeLoader("").construct_document(node)


def _problems(root: yaml.Node) -> Iterator[tuple[int, str]]:
    """Everything that is wrong with the file, as (line, message).

    What an entry lacks is not told while it has an option that nobody knows: that may be the same one, misspelt.
    """
    document = _plain(root)
    yield from _duplicate_keys(root)
    errors = list(Draft202012Validator(schema()).iter_errors(document))
    misnamed = [error.absolute_path for error in errors if error.validator == "additionalProperties"]
    for error in errors:
        if error.validator != "required" or error.absolute_path not in misnamed:
            yield _schema_problem(root, error)
    if not errors:
        yield from _entry_problems(root, document["sources"])


def _schema_problem(root: yaml.Node, error: ValidationError) -> tuple[int, str]:
    path = list(error.absolute_path)
    rule: Any = error.schema
    wanted: Any = error.validator_value
    given: Any = error.instance
    if error.validator == "required":
        missing = next(key for key in wanted if key not in given)
        options = rule.get("properties", {}) | schema()["$defs"]["source"]["properties"]
        expected = options[missing]["description"]
        return _line(root, path), f"{_where(path)}expected '{missing}': {expected}"
    if error.validator == "additionalProperties":
        known = list(rule["properties"])
        unknown = next(key for key in given if key not in known)
        close = difflib.get_close_matches(str(unknown), known, n=1)
        hint = f"did you mean '{close[0]}'?" if close else f"expected one of {', '.join(known)}"
        return _line(root, [*path, unknown], key=True), f"{_where(path)}unknown option '{unknown}'; {hint}"
    if error.validator == "not":
        return _line(root, path, key=True), f"{_where(path)}'{path[-1]}' has no meaning for a source of this kind"
    expected = rule.get("description", error.message)
    found = "" if rule.get("writeOnly") else f"; found {_shown(given)}"
    return _line(root, path), f"{_where(path)}expected {expected}{found}"


def _entry_problems(root: yaml.Node, entries: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    """What a schema cannot say: unique ids, zones that exist, expressions that compile."""
    first_line: dict[str, int] = {}
    for index, entry in enumerate(entries):
        where = f"sources[{index}].{{}}: expected {{}}; found {{}}"
        line = _line(root, ["sources", index, "id"])
        if entry["id"] in first_line:
            message = f"an id of its own, not that of the source on line {first_line[entry['id']]}"
            yield line, where.format("id", message, _shown(entry["id"]))
        first_line.setdefault(entry["id"], line)
        zone = entry.get("time_zone")
        if zone is not None and not _is_zone(zone):
            close = difflib.get_close_matches(zone, available_timezones(), n=1)
            message = "an IANA zone such as " + repr(close[0] if close else "Europe/Madrid")
            yield _line(root, ["sources", index, "time_zone"]), where.format("time_zone", message, _shown(zone))
        links = entry.get("links")
        if links is not None and (fault := _regex_fault(links)):
            message = f"a regular expression ({fault})"
            yield _line(root, ["sources", index, "links"]), where.format("links", message, _shown(links))


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _regex_fault(pattern: str) -> str | None:
    try:
        re.compile(pattern)
    except re.error as exc:
        return str(exc)
    return None


def _duplicate_keys(node: yaml.Node) -> Iterator[tuple[int, str]]:
    """Keys that stand twice in one mapping: YAML forbids them, PyYAML keeps the last without a word."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.start_mark.line + 1, f"expected each option once; found '{key.value}' again"
            seen.add(key.value)
            yield from _duplicate_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _duplicate_keys(child)


def _line(root: yaml.Node, path: Sequence[str | int], *, key: bool = False) -> int:
    """The line, from 1, of the value at ``path`` (of its key if asked), or of the nearest thing around it."""
    node = root
    line: int = node.start_mark.line
    for step in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line
        elif isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == str(step)), None)
            if pair is None:
                break
            node = pair[1]
            line = (pair[0] if key else node).start_mark.line
    return line + 1


def _where(path: Sequence[str | int]) -> str:
    parts = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return f"{parts.lstrip('.')}: " if parts else ""


def _shown(value: Any) -> str:
    """The value on one line, without a password that stands in a URL."""
    text = re.sub(r"//[^/@\s]*@", "//…@", json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= _LONGEST_VALUE_SHOWN else f"{text[:_LONGEST_VALUE_SHOWN]}…"


def _source(entry: dict[str, Any], *, folder: Path) -> Source:
    options = {"follow": entry["kind"] in _LEADS_TO_PAGES, **entry}
    if entry.get("allow_private"):
        options.setdefault("min_interval", 0.0)
    if entry["kind"] == "folder":
        options["address"] = str((folder / entry["address"]).resolve())
    return Source(**options)
