"""Every way in which a run can come to be, and the window it gets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from teletipo.errors import ConfigurationError
from teletipo_airflow.window import Window, resolve_window

ASKED = datetime(2026, 1, 9, 6, 0, 5, tzinfo=UTC)
START, END = datetime(2026, 1, 8, 6, tzinfo=UTC), datetime(2026, 1, 9, 6, tzinfo=UTC)


def context(run_type: str, *, interval: bool = False, **params: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"dag_run": SimpleNamespace(run_type=run_type, run_after=ASKED), "params": params}
    if interval:
        made |= {"data_interval_start": START, "data_interval_end": END}
    return made


@pytest.mark.parametrize(
    ("given", "window"),
    [
        pytest.param(context("scheduled", interval=True), Window(START, END, bounded=False), id="scheduled"),
        pytest.param(context("manual"), Window(None, ASKED, bounded=False), id="manual without a date"),
        pytest.param(context("manual", interval=True), Window(START, END, bounded=False), id="manual with a date"),
        pytest.param(context("asset_triggered"), Window(None, ASKED, bounded=False), id="asset-triggered"),
        pytest.param(context("backfill", interval=True), Window(START, END, bounded=True), id="backfill"),
        pytest.param(
            context("manual", **{"from": "2026-01-07", "to": "2026-01-08"}),
            Window(datetime(2026, 1, 7, tzinfo=UTC), datetime(2026, 1, 9, tzinfo=UTC), bounded=True),
            id="from and to, both days inclusive",
        ),
        pytest.param(
            context("scheduled", interval=True, **{"from": "2026-01-08", "to": None}),
            Window(datetime(2026, 1, 8, tzinfo=UTC), ASKED, bounded=True),
            id="a person's dates come before the schedule's",
        ),
        pytest.param(
            context("manual", to="2026-01-08"),
            Window(None, datetime(2026, 1, 9, tzinfo=UTC), bounded=True),
            id="to alone",
        ),
    ],
)
def test_every_kind_of_run_has_its_window(given: dict[str, Any], window: Window) -> None:
    assert resolve_window(given) == window


def test_other_time_zones_become_utc() -> None:
    madrid = timezone(timedelta(hours=1))
    given = context("scheduled") | {
        "data_interval_start": START.astimezone(madrid),
        "data_interval_end": END.astimezone(madrid),
    }
    window = resolve_window(given)
    assert window.start is not None
    assert (window.start.isoformat(), window.end.isoformat()) == (
        "2026-01-08T06:00:00+00:00",
        "2026-01-09T06:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"from": "2026-01-09", "to": "2026-01-08"}, "'from' (2026-01-09) is after 'to' (2026-01-08)"),
        ({"from": "ayer"}, "'from' must be a date such as 2026-01-08, not 'ayer'"),
    ],
)
def test_a_window_that_cannot_be_says_what_to_mend(params: dict[str, str], words: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        resolve_window(context("manual", **params))
    assert words in str(caught.value)


def test_a_missing_day_names_today_where_only_from_is_in_the_future() -> None:
    with pytest.raises(ConfigurationError, match="2026-01-09"):
        resolve_window(context("manual", **{"from": "2026-02-01"}))
