"""What holds for every text and every date."""

from __future__ import annotations

import datetime
import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teletipo.languages import language
from teletipo.normalize.temporal import find_temporal_expressions

LANGUAGES = ("es", "en", "pt")
DATES = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 1, 1))
WORDS = st.sampled_from(
    """ayer hoy mañana el la los las de del al 31 30 12 7 29 2 1999 2024 febrero mayo lunes martes pasado próximo este
    hace dos tres años meses siglo XX XXI trimestre primer último a las 16:08 25:61 UTC ( ) , . - / : entre y hasta
    desde cada Easter Christmas Feb. Monday last next week year ago the 1990s '90s noon p.m. quarter third second half
    an hour daily ontem amanhã segunda-feira há anos século 99/99/9999 31/02/2025 2025-02-30 2026-01-08T10:32+01:00 0 00
    999999999 mil cien media cuarto menos 0546 GMT 93/94 9/11 Semana Santa anterior mismo periodo temporada""".split()  # noqa: SIM905
)
VALUE = re.compile(
    r"(FY)?[0-9X]{2,4}(-(([0-9X]{2})(-[0-9X]{2})?|W[0-9X]{2}(-WE|-[1-7])?|Q[1-4X]|H[12X]|SP|SU|FA|WI|SX))?"
    r"(T([0-9]{2}:[0-9]{2}(:[0-9]{2})?|MO|MI|AF|EV|NI)(Z|[+-][0-9]{2})?)?"
    r"|P(T?[0-9X.]+(TM|DE|CE|WE|[SMHDWQY]))+(T[0-9]+[SMH])?|(PAST|PRESENT|FUTURE)_REF"
)


@pytest.mark.parametrize("code", LANGUAGES)
@given(text=st.text(max_size=300), reference=st.none() | st.dates())
def test_any_text_of_any_script_is_read_without_complaint(
    code: str, text: str, reference: datetime.date | None
) -> None:
    for found in find_temporal_expressions(text, reference=reference, language=language(code)):
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("code", LANGUAGES)
@given(words=st.lists(WORDS, max_size=25), reference=st.none() | st.dates())
def test_words_of_time_in_any_order_give_true_offsets_in_order_and_wellformed_values(
    code: str, words: list[str], reference: datetime.date | None
) -> None:
    text = " ".join(words)

    found = find_temporal_expressions(text, reference=reference, language=language(code))

    assert [t.id for t in found] == [f"t{number}" for number in range(1, len(found) + 1)]
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
    assert all(VALUE.fullmatch(t.value) for t in found), [t.value for t in found]
    assert all(t.anchor is None or t.anchor == "dct" or t.anchor in {f.id for f in found} for t in found)


@given(earlier=DATES, later=DATES)
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "Dimitió ayer"),
        ("es", "Dimitió hoy"),
        ("es", "Dimitirá mañana"),
        ("es", "Dimitió el lunes pasado"),
        ("es", "Dimitirá el próximo lunes"),
        ("es", "Dimitió hace tres meses"),
        ("es", "Dimitió el año pasado"),
        ("en", "He resigned yesterday"),
        ("en", "He resigned last Monday"),
        ("en", "He resigned two weeks ago"),
        ("pt", "Ele renunciou ontem"),
    ],
)
def test_a_later_report_never_means_an_earlier_day(
    code: str, text: str, earlier: datetime.date, later: datetime.date
) -> None:
    earlier, later = sorted((earlier, later))

    first, second = (
        find_temporal_expressions(text, reference=date, language=language(code))[0].value for date in (earlier, later)
    )

    assert first <= second


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        ("es", "Dimitió el jueves.", ["XXXX-WXX-4"]),
        ("es", "Dimitió ayer.", ["XXXX-XX-XX"]),
        ("es", "Dimitió el 8 de enero.", ["XXXX-01-08"]),
        ("es", "Dimitió en marzo.", ["XXXX-03"]),
        ("es", "Dimitió hace dos años.", ["XXXX"]),
        ("es", "Dimitió la semana pasada.", ["XXXX-WXX"]),
        ("es", "Llegó a las 16:08 UTC.", ["XXXX-XX-XXT16:08Z"]),
        ("en", "He resigned on Thursday.", ["XXXX-WXX-4"]),
        ("en", "He resigned in the third quarter.", ["XXXX-Q3"]),
    ],
)
def test_without_a_reference_nothing_is_made_up(code: str, text: str, values: list[str]) -> None:
    found = find_temporal_expressions(text, reference=None, language=language(code))

    assert [t.value for t in found] == values
