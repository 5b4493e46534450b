"""When a report was published: one reader for the strings that feeds, pages, wires and datelines carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from teletipo.model import Claim, Instant


@dataclass(frozen=True, slots=True)
class Refusal:
    """No instant may be read from a string; ``reason`` is a short key and what was seen."""

    reason: str


def read_instant(
    text: str,
    *,
    language: str | None,
    region: str | None,
    reference: datetime,
    zone: str | None = None,
    day_first: bool | None = None,
) -> Instant | Refusal:
    """The instant that a string names."""
    try:
        value = datetime.fromisoformat(text.strip())
    except ValueError:
        return Refusal("no-date")
    if len(text.strip()) == 10:
        return Instant(value.replace(tzinfo=UTC), "day", "none", text, "iso")
    if value.tzinfo is None:
        return Instant(value.replace(tzinfo=UTC), "second", "none", text, "iso")
    return Instant(value, "second", "stated", text, "iso")


def choose(claims: Iterable[Claim]) -> tuple[Instant | None, tuple[Claim, ...]]:
    """The instant to believe, and all claims, the believed one first. ``claims`` come in order of trust."""
    ranked = tuple(claims)
    believed = next((claim for claim in ranked if claim.instant), None)
    if believed is None:
        return None, ranked
    return believed.instant, (believed, *(claim for claim in ranked if claim is not believed))


def answer(record: dict[str, Any]) -> dict[str, Any]:
    """What ``teletipo date`` prints for ``{"id", "text", "lang", "region", "reference"}``."""
    found = read_instant(
        record["text"],
        language=record.get("lang"),
        region=record.get("region"),
        reference=datetime.fromisoformat(record["reference"]),
        zone=record.get("zone"),
        day_first=record.get("day_first"),
    )
    if isinstance(found, Refusal):
        return {"id": record.get("id"), "instant": None, "precision": None, "zone": None, "reason": found.reason}
    return {
        "id": record.get("id"),
        "instant": found.iso(),
        "precision": found.precision,
        "zone": found.zone,
        "reason": found.reason,
    }
