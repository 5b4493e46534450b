"""Every name in every calendar is read, as long and as short as it comes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from teletipo.languages import available, language
from teletipo.model import Instant
from teletipo.normalize.publication import read_instant

REFERENCE = datetime(2026, 1, 8, 12, tzinfo=UTC)
CODES = [code for code in available() if language(code).has("calendar.toml")]
NAMES = [
    (code, form, number)
    for code in CODES
    for number, forms in enumerate(language(code).rules("calendar")["months"], 1)
    for form in forms
]


@pytest.mark.parametrize(("code", "form", "month"), NAMES)
def test_months(code: str, form: str, month: int) -> None:
    for text in (
        f"8 {form} 2025",
        f"08 {form.upper()} 2025",
        f"8-{form}-2025",
        f"{form} 8, 2025",
        f"8 {form}. 2025 10:32",
    ):
        found = read_instant(text, language=code, region=None, reference=REFERENCE)
        assert isinstance(found, Instant), (text, found)
        assert found.value.date() == date(2025, month, 8), text


@pytest.mark.parametrize("code", CODES)
def test_weekdays(code: str) -> None:
    calendar = language(code).rules("calendar")
    for number, forms in enumerate(calendar["weekdays"]):
        for form in forms:
            text = f"{form.capitalize()}, {4 + number} {calendar['months'][4][0]} 2026"
            found = read_instant(text, language=code, region=None, reference=datetime(2026, 6, 1, tzinfo=UTC))
            assert isinstance(found, Instant), (text, found)
            assert "does not agree" not in found.reason, text


@pytest.mark.parametrize("code", CODES)
def test_days_from_now_and_labels(code: str) -> None:
    rules = language(code).rules("publication")
    for word, days in rules["days"].items():
        found = read_instant(word, language=code, region=None, reference=REFERENCE)
        assert isinstance(found, Instant), (word, found)
        assert (REFERENCE.date() - found.value.date()).days == -days, word
    for label in (*rules["published"], *rules["updated"]):
        text = f"{label.capitalize()}: 07/11/2025 10:32"
        found = read_instant(text, language=code, region=None, reference=REFERENCE, day_first=True)
        assert isinstance(found, Instant), (text, found)
        assert found.iso() == "2025-11-07T10:32:00", text
