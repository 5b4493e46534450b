"""Entities across reports: found by key, made if new, merged and parted by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from teletipo.errors import NotStored
from teletipo.model import Analysis
from teletipo.store.database import transaction
from teletipo.store.identity import entity_key, storable
from teletipo.store.rows import insert
from teletipo.summarize.naming import called

if TYPE_CHECKING:
    from psycopg2.extensions import connection, cursor

IDS = "SELECT key, id FROM teletipo.entity WHERE key = ANY(%(keys)s)"

KNOWN_NAMES = "SELECT entity_id, language FROM teletipo.entity_called WHERE entity_id = ANY(%(ids)s)"

KNOWN_ALIASES = "SELECT entity_id, alias FROM teletipo.entity_alias WHERE entity_id = ANY(%(ids)s)"

MERGE = """
UPDATE teletipo.entity SET merged_into = %(target)s, merged_at = now(), merge_reason = %(reason)s WHERE id = %(entity)s
"""

PART = "UPDATE teletipo.entity SET merged_into = NULL, merged_at = NULL, merge_reason = NULL WHERE id = %(entity)s"


def store_entities(cur: cursor, pairs: Sequence[tuple[int, Analysis]]) -> dict[int, dict[str, int]]:
    """For each report version, the numbers of its entities by their ids within the report.

    Rows are inserted in order of their keys, so that workers who meet the same names wait instead of deadlocking.
    """
    keys = {
        version_id: {entity.id: entity_key(entity, version_id=version_id) for entity in analysis.entities}
        for version_id, analysis in pairs
    }
    facts = {
        keys[version_id][entity.id]: (entity.name, entity.type, entity.country, entity.wikidata)
        for version_id, analysis in reversed(pairs)
        for entity in reversed(analysis.entities)
    }
    numbers = _numbers(cur, facts)
    new = sorted(facts.keys() - numbers.keys())
    if new:
        columns = ("key", "name", "type", "country", "wikidata")
        insert(cur, "entity", columns, ((key, *facts[key]) for key in new), "ON CONFLICT (key) DO NOTHING")
        numbers |= _numbers(cur, new)
    ids = {
        version_id: {local: numbers[key] for local, key in of_version.items()}
        for version_id, of_version in keys.items()
    }
    _store_names(cur, pairs, ids)
    _store_aliases(cur, pairs, ids)
    return ids


def merge_entities(conn: connection, entity_id: int, *, into: int, reason: str) -> None:
    """Say that an entity is the same as another. Records keep pointing at it, so :func:`part_entity` undoes it.

    Raises StoreError when one of the two is part of a merge already, NotStored when the first is not there.
    """
    with transaction(conn) as cur:
        cur.execute(MERGE, {"entity": entity_id, "target": into, "reason": storable(reason)})
        if not cur.rowcount:
            raise NotStored(f"no entity {entity_id}")


def part_entity(conn: connection, entity_id: int) -> None:
    """Undo the merge of an entity. Raises NotStored."""
    with transaction(conn) as cur:
        cur.execute(PART, {"entity": entity_id})
        if not cur.rowcount:
            raise NotStored(f"no entity {entity_id}")


def _numbers(cur: cursor, keys: Sequence[str] | Mapping[str, object]) -> dict[str, int]:
    cur.execute(IDS, {"keys": list(keys)})
    return dict(cur.fetchall())


def _store_names(cur: cursor, pairs: Sequence[tuple[int, Analysis]], ids: dict[int, dict[str, int]]) -> None:
    """What each entity is called in the language of the report; the first name of a language stays."""
    met = {
        (ids[version_id][entity.id], analysis.report.language): called(entity.name, entity.names())
        for version_id, analysis in reversed(pairs)
        for entity in reversed(analysis.entities)
    }
    cur.execute(KNOWN_NAMES, {"ids": [number for number, _ in met]})
    new = sorted(met.keys() - set(cur.fetchall()))
    rows = ((number, language, met[number, language]) for number, language in new)
    insert(cur, "entity_called", ("entity_id", "language", "name"), rows, "ON CONFLICT DO NOTHING")


def _store_aliases(cur: cursor, pairs: Sequence[tuple[int, Analysis]], ids: dict[int, dict[str, int]]) -> None:
    met = {
        (ids[version_id][entity.id], " ".join(mention.text.split()))
        for version_id, analysis in pairs
        for entity in analysis.entities
        for mention in entity.mentions
        if mention.kind == "name"
    }
    cur.execute(KNOWN_ALIASES, {"ids": [number for number, _ in met]})
    new = sorted(met - set(cur.fetchall()))
    insert(cur, "entity_alias", ("entity_id", "alias"), new, "ON CONFLICT DO NOTHING")
