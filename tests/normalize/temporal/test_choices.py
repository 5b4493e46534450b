"""The choices that a caller has: zones, styles, kinds of reference; and what an answer tells of itself."""

from __future__ import annotations

import datetime

from teletipo.languages import language
from teletipo.model import TemporalExpression, Zone
from teletipo.normalize.temporal import find_temporal_expressions

THURSDAY = datetime.date(2026, 1, 8)


def found(text: str, **options: object) -> tuple[TemporalExpression, ...]:
    return find_temporal_expressions(text, **{"reference": THURSDAY, "language": language("es"), **options})


def test_a_moment_serves_as_reference_by_its_day() -> None:
    instant = datetime.datetime(2026, 1, 8, 23, 30, tzinfo=datetime.UTC)

    assert found("Dimitió ayer.", reference=instant) == found("Dimitió ayer.")


def test_an_answer_names_its_rule_and_its_anchor() -> None:
    named, anaphor, deictic = found("Salió el 3 de mayo de 2025 y volvió al día siguiente; hoy declara.")

    assert (named.rule, named.anchor) == ("date.day-month.1", None)
    assert anaphor.anchor == named.id
    assert (deictic.rule, deictic.anchor) == ("date.deictic", "dct")


def test_modifiers_are_kept() -> None:
    mods = [t.mod for t in found("A finales de 2025 llevaba más de dos años allí, casi tres meses en cama.")]

    assert mods == ["END", "MORE_THAN", "APPROX"]


def test_the_wire_style_keeps_what_dates_something() -> None:
    text = "Ayer, tras dos años y la revisión anual, se supo recientemente que el lunes de ese mes cerró."

    assert [t.text for t in found(text, style="wire")] == ["Ayer", "el lunes", "ese mes"]


def test_the_wire_style_has_a_range_as_one_and_a_list_as_its_members() -> None:
    text = "La feria será del 8 al 12 de junio y los días 20 y 21 de julio."
    assert [(t.text, t.type, t.value) for t in found(text, style="wire")] == [
        ("del 8 al 12 de junio", "DURATION", "2026-06-08/2026-06-12"),
        ("los días 20", "DATE", "2026-07-20"),
        ("21 de julio", "DATE", "2026-07-21"),
    ]
    assert [t.value for t in found(text)] == ["2026-06-08", "2026-06-12", "2026-07-20", "2026-07-21"]


def test_credits_and_boilerplate_are_not_searched() -> None:
    text = "Dimitió ayer.\n\n© EFE 2026"
    credit = Zone("boilerplate", 15, len(text), text[15:])

    assert [t.text for t in found(text, zones=[credit])] == ["ayer"]


def test_a_language_without_temporal_data_has_no_expressions() -> None:
    assert not found("Il a démissionné hier.", language=language("fr"))


def test_a_paragraph_end_parts_expressions_and_a_soft_line_end_does_not() -> None:
    assert [t.text for t in found("El paro subió en marzo\n\n2025 fue un mal año")] == ["marzo", "2025"]
    assert [t.value for t in found("El paro subió en marzo\nde 2025 otra vez")] == ["2025-03"]


def test_mojibake_of_positions_does_not_happen_beyond_the_basic_plane() -> None:
    text = "😀😀 Dimitió ayer 😀"

    (only,) = found(text)

    assert text[only.start : only.end] == "ayer"
