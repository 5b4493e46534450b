"""By what things are known again: hashes and keys, the same on every machine and in every run."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from teletipo.model import Analysis, Entity, Item

SAYING = ("headline", "subheadline", "abstract", "body", "editor_note", "kind", "status")
"""Fields of an item that are what it says; the rest is about it."""

UNSTORABLE = {0: "\ufffd"} | dict.fromkeys(range(55296, 57344), "�")


def storable(value: Any) -> Any:
    """The value with U+FFFD for each NUL and lone surrogate in its strings, which Postgres cannot hold.

    Lengths stay, so offsets stay. Texts are clean long before; this is for raw fields of an item, and the last
    line of defence for the rest.
    """
    if isinstance(value, str):
        return value.translate(UNSTORABLE)
    if isinstance(value, Mapping):
        return {storable(key): storable(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [storable(member) for member in value]
    return value


def digest(value: Any) -> str:
    """SHA-256 of a JSON-like value in a canonical form."""
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def content_hash(item: Item) -> str:
    """What the item says, without its metadata: a better parser or normaliser does not make a new version."""
    return digest([getattr(item, name) for name in SAYING])


def analysis_hash(analysis: Analysis) -> str:
    """Everything that was read from a report; not the report itself."""
    body = asdict(analysis)
    del body["report"]
    return digest(body)


def stamp(models: Mapping[str, str]) -> str:
    """``pipeline 0.1.0; spacy 3.8.7``: what made a record."""
    return "; ".join(f"{name} {models[name]}" for name in sorted(models)) or "unknown"


def entity_key(entity: Entity, *, version_id: int) -> str:
    """Identity across reports: the Wikidata id, else folded name, type and country.

    Something that a report never names (only "the letter", "the agency") is somebody else in every report,
    so the version is part of its key.
    """
    if entity.wikidata:
        return entity.wikidata
    name = " ".join(unicodedata.normalize("NFKC", entity.name).casefold().split())
    key = f"{name}|{entity.type}|{entity.country or ''}"
    named = not entity.mentions or any(mention.kind == "name" for mention in entity.mentions)
    return key if named else f"{key}|version {version_id}"
