"""The stretch of time that a Dag run is about, for every way in which a run can come to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from teletipo.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Window:
    """Half-open, in UTC: ``start`` <= published < ``end``.

    ``bounded`` says whether reports outside it are left for another run. A scheduled or manual run without dates
    takes everything that is new, whenever it was published, so that a late report is never lost; its window
    then only says what the run is about.
    """

    start: datetime | None
    end: datetime
    bounded: bool


def resolve_window(context: Mapping[str, Any]) -> Window:
    """The window of the run that a task context belongs to.

    A person's ``from`` and ``to`` (both inclusive days) come first. A backfill is bound to its data interval. Runs
    without a data interval (manual without a date, asset-triggered) end when they were asked for.
    Raises ConfigurationError when ``from`` is after ``to`` or either is no date.
    """
    params = context.get("params") or {}
    run = context["dag_run"]
    asked_from, asked_to = _day(params.get("from"), "from"), _day(params.get("to"), "to")
    if asked_from or asked_to:
        end = _midnight(asked_to + timedelta(days=1)) if asked_to else _utc(run.run_after)
        start = _midnight(asked_from) if asked_from else None
        if start and start >= end:
            raise ConfigurationError(
                f"'from' ({asked_from}) is after 'to' ({asked_to or end.date()}): nothing can lie between"
            )
        return Window(start, end, bounded=True)
    if context.get("data_interval_start") is None:
        return Window(None, _utc(run.run_after), bounded=False)
    interval = _utc(context["data_interval_start"]), _utc(context["data_interval_end"])
    return Window(*interval, bounded=run.run_type == "backfill")


def _day(value: object, name: str) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as exc:
        raise ConfigurationError(f"{name!r} must be a date such as 2026-01-08, not {value!r}") from exc


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
