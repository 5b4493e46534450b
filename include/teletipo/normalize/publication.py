"""When a report was published: one reader for the strings that feeds, pages, wires and datelines carry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from teletipo.model import Claim, Instant
from teletipo.normalize.dateline import dated_line
from teletipo.normalize.moment import OLDEST, settle
from teletipo.normalize.relative import read_relative
from teletipo.normalize.setting import Refusal, Setting
from teletipo.normalize.stamps import read_stamp
from teletipo.normalize.text import clean
from teletipo.normalize.wording import fold
from teletipo.normalize.written import read_written

LONGEST = 300
_LATEST = 9_000
_UNKNOWN_REGION = "XX"
_A_MINUTE = timedelta(minutes=1)
_PLAIN = str.maketrans({"’": "'", "‐": "-", "‑": "-", "−": "-"})
# A plus sign that was lost when a URL was decoded.
_LOST_PLUS = re.compile(r"(\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?) (?=(?:\d\d:\d\d|[01]\d[0-5]\d)$)")


def read_instant(
    text: str,
    *,
    language: str | None,
    region: str | None,
    reference: datetime,
    zone: str | None = None,
    day_first: bool | None = None,
    read: datetime | None = None,
) -> Instant | Refusal:
    """The instant that a string names, to the precision that it has, or why none may be read from it.

    ``language`` is ISO 639-1, ``region`` ISO 3166 alpha-2 (``XX`` is none): they read month names, the order of
    figures and the letters of zones. ``reference`` (aware; a naive one counts as UTC) is near the publication: it gives
    the year that a dateline leaves out, and what lies more than a day after it and after ``read`` (aware), when the
    string was read, is refused. ``zone`` (IANA) is the zone that the source keeps, assumed where the string has a clock
    and no zone; ``day_first`` is the source's known order.
    """
    aware = _usable(reference)
    place = None if region == _UNKNOWN_REGION else region
    tongue = re.split(r"[-_]", language.lower())[0] if language else None
    if len(text) > LONGEST:
        return Refusal(f"no-date: longer than {LONGEST} characters")
    line = " ".join(clean(unquote(text)).text.split())
    first = Refusal("no-date: empty")
    for code in dict.fromkeys((tongue, None)) if line else ():
        found = _read(line, Setting(code, place, aware, zone, day_first, read))
        if isinstance(found, Instant) or not found.reason.startswith("no-date"):
            return found
        first = found if code == tongue else first
    return first


def choose(claims: Iterable[Claim]) -> tuple[Instant | None, tuple[Claim, ...]]:
    """The instant to believe, and all claims, the believed one first; ``claims`` come in order of trust.

    Believed is the first that could be read, unless a later one tells the clock time of the same day. Each claim comes
    back with what became of it in its reason.
    """
    ranked = tuple(claims)
    first = next((claim for claim in ranked if claim.instant), None)
    if first is None:
        return None, ranked
    best = next((claim for claim in ranked if _finer(claim, first)), first)
    why = (
        "believed: most trusted" if best is first else f"believed: the clock time of the day that {first.origin} gives"
    )
    others = (_beside(claim, best) for claim in ranked if claim is not best)
    return best.instant, (replace(best, reason=f"{best.reason}; {why}"), *others)


def _beside(claim: Claim, best: Claim) -> Claim:
    """A claim that is not the believed one, with what became of it."""
    if claim.instant is None or best.instant is None:
        return claim
    fate = "says the same as" if _same(claim.instant, best.instant) else "passed over for"
    return replace(claim, reason=f"{claim.reason}; {fate} {best.origin}")


def _same(one: Instant, other: Instant) -> bool:
    """Whether two instants do not contradict each other, to the precision that both have."""
    if {one.precision, other.precision} & {"day", "month", "year"}:
        shared = min(len(one.iso()), len(other.iso()))
        return one.iso()[:shared] == other.iso()[:shared]
    stated = "none" not in {one.zone, other.zone}
    apart = one.value - other.value if stated else one.value.replace(tzinfo=None) - other.value.replace(tzinfo=None)
    return abs(apart) < _A_MINUTE


def _finer(claim: Claim, first: Claim) -> bool:
    """Whether ``claim`` tells the clock time of the day that ``first`` tells alone."""
    ours, theirs = claim.instant, first.instant
    return bool(
        ours
        and theirs
        and theirs.precision == "day"
        and ours.precision in {"second", "minute", "hour"}
        and ours.value.date() == theirs.value.date()
    )


def answer(record: dict[str, Any]) -> dict[str, Any]:
    """What ``teletipo date`` prints for ``{"id", "text", "lang", "region", "reference"}``.

    ``zone`` and ``day_first`` may stand beside them. Without a reference that can be read, now is the reference.
    """
    found = read_instant(
        str(record.get("text") or ""),
        language=record.get("lang"),
        region=record.get("region"),
        reference=_reference(record.get("reference")),
        zone=record.get("zone"),
        day_first=record.get("day_first"),
    )
    told = found if isinstance(found, Instant) else None
    return {
        "id": record.get("id"),
        "instant": told.iso() if told else None,
        "precision": told.precision if told else None,
        "zone": told.zone if told else None,
        "reason": found.reason,
    }


def _usable(reference: datetime) -> datetime:
    """An aware reference, far enough from the ends of the calendar to reckon with."""
    aware = reference if reference.tzinfo else reference.replace(tzinfo=UTC)
    if OLDEST <= aware.year <= _LATEST:
        return aware
    return aware.replace(year=OLDEST if aware.year < OLDEST else _LATEST, day=min(aware.day, 28))


def _reference(text: object) -> datetime:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return datetime.now(UTC)


def _read(line: str, setting: Setting) -> Instant | Refusal:
    folded = _LOST_PLUS.sub(r"\1 +", fold(line).translate(_PLAIN))
    for reader in (read_stamp, read_relative):
        found = reader(folded, setting, line)
        if found is not None:
            return found
    written = read_written(folded, setting)
    told = (dated_line(line, setting) or written) if isinstance(written, Refusal) else written
    return told if isinstance(told, Refusal) else settle(told, setting, line)
