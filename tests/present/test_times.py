"""TIMEX3 values as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teletipo.present.times import when


@pytest.mark.parametrize(
    ("kind", "value", "mod", "told"),
    [
        ("DATE", "2026-01-08", None, "2026-01-08"),
        ("DATE", "2026-01", "END", "late 2026-01"),
        ("DATE", "2026-W02", None, "week 2 of 2026"),
        ("DATE", "2026-W02-WE", None, "the weekend of week 2 of 2026"),
        ("DATE", "XXXX-WXX-4", None, "Thursday"),
        ("DATE", "XXXX-12-25", None, "12-25"),
        ("DATE", "2025-FA", None, "autumn 2025"),
        ("DATE", "2026-Q1", None, "first quarter of 2026"),
        ("DATE", "2026-H2", None, "second half of 2026"),
        ("DATE", "199", None, "the 1990s"),
        ("DATE", "19", None, "the years 1900 to 1999"),
        ("DATE", "PAST_REF", None, "some time ago"),
        ("TIME", "2026-01-08T14:30Z", None, "2026-01-08 14:30Z"),
        ("TIME", "2026-01-08TNI", None, "2026-01-08, night"),
        ("DURATION", "P1D", None, "1 day"),
        ("DURATION", "P2Y6M", None, "2 years 6 months"),
        ("DURATION", "PT1H30M", "APPROX", "about 1 hour 30 minutes"),
        ("DURATION", "PXM", None, "some months"),
        ("DURATION", "P2CE", "MORE_THAN", "more than 2 centuries"),
        ("DURATION", "2026-06-08/2026-06-12", None, "2026-06-08 to 2026-06-12"),
        ("SET", "P1D", None, "every day"),
        ("SET", "P2W", None, "every 2 weeks"),
        ("SET", "XXXX-SP", None, "every spring"),
    ],
)
def test_in_words(kind: str, value: str, mod: str | None, told: str) -> None:
    assert when({"type": kind, "value": value, "mod": mod}) == told


@given(st.text("0123456789XPTWQHYMDE-/:Z", min_size=1), st.sampled_from(["DATE", "TIME", "DURATION", "SET"]))
def test_a_value_of_no_known_form_is_still_shown(value: str, kind: str) -> None:
    assert when({"type": kind, "value": value, "mod": "NEW"})
