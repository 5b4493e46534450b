"""Quotation marks: every kind, nested, over paragraphs, unclosed, and the apostrophes that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teletipo.extract.quotation.marks import outer, pair_marks
from teletipo.model import Span


def paragraphs(text: str) -> list[Span]:
    spans, start = [], 0
    for block in text.split("\n\n"):
        if block:
            spans.append(Span.of(text, start, start + len(block)))
        start += len(block) + 2
    return spans


def quoted(text: str) -> list[str]:
    return [text[piece.inner_start : piece.inner_end] for piece in pair_marks(paragraphs(text))]


def outside(text: str) -> list[str]:
    return [text[piece.inner_start : piece.inner_end] for piece in outer(pair_marks(paragraphs(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dijo: «No vamos».", ["No vamos"]),
        ("Dijo: “No vamos”.", ["No vamos"]),
        ('Dijo: "No vamos".', ["No vamos"]),
        ("Sagte: „Wir gehen nicht“.", ["Wir gehen nicht"]),
        ("El semanario 'El Correo' cerró.", ["El Correo"]),
        ("He said ‘no’ twice.", ["no"]),
        ('"Uno" y "dos", dijo.', ["Uno", "dos"]),
        ('("¡Fuera!", gritó)', ["¡Fuera!"]),
        ("''No vamos'', dijo.", ["No vamos"]),
        ("``We wait,'' she said.", ["We wait,"]),
        ("<<No vamos>>, dijo.", ["No vamos"]),
        ('“No vamos", dijo.', ["No vamos"]),
        ('"No vamos”, dijo.', ["No vamos"]),
        ('«No vamos.", dijo.', ["No vamos."]),
    ],
)
def test_every_kind_of_mark_is_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_piece_inside_a_piece_is_nested() -> None:
    text = "«Me dijo “basta ya” y se fue», contó."
    assert quoted(text) == ["Me dijo “basta ya” y se fue", "basta ya"]
    assert outside(text) == ["Me dijo “basta ya” y se fue"]


@pytest.mark.parametrize(
    "text",
    [
        "the ministers' meeting in O'Neil's house",
        "rock 'n' roll's 90s",
        "5'10\" tall",
        "It’s Ana’s car",
        "d’Ivoire, l’Oréal",
    ],
)
def test_apostrophes_and_inches_quote_nothing(text: str) -> None:
    assert outside(text) in ([], ["n"])


def test_a_paragraph_left_open_runs_on_when_the_next_opens_anew() -> None:
    text = "“First, we wait.\n\n“Then we act,” he said."
    assert quoted(text) == ["First, we wait.", "Then we act,"]


def test_guillemets_may_open_a_paragraph_that_goes_on() -> None:
    text = "«Esto no acaba aquí.\n\n»Seguiremos», dijo."
    assert quoted(text) == ["Esto no acaba aquí.", "Seguiremos"]


def test_an_odd_mark_spoils_no_other_paragraph() -> None:
    text = 'Un "error de imprenta aquí\n\n"Todo bien", dijo Ana.\n\n"Seguro", añadió.'
    assert quoted(text)[-2:] == ["Todo bien", "Seguro"]


def test_a_fragment_left_open_ends_with_its_sentence() -> None:
    assert quoted("Habló de un éxito «que nadie esperaba. Luego se fue.") == ["que nadie esperaba"]


def test_dialogue_may_use_hyphens_and_spaces() -> None:
    assert quoted("- No lo sé - dijo Aldana.") == ["No lo sé"]


def test_dialogue_dashes_part_speech_from_telling() -> None:
    assert quoted("—No lo sé —respondió Aldana—. Nadie me llamó.") == ["No lo sé", "Nadie me llamó"]


def test_two_small_marks_hold_single_ones() -> None:
    assert quoted("''Repite 'ya casi' y se va'', dijo.") == ["Repite 'ya casi' y se va", "ya casi"]
    assert quoted("''Siempre dice 'ya casi''', contó.") == ["Siempre dice 'ya casi'", "ya casi"]


def test_marks_of_one_shape_nest_where_all_are_closed() -> None:
    assert quoted("«Me dijo «vete» y me fui», contó.") == ["Me dijo «vete» y me fui", "vete"]


def test_the_answers_of_an_interview_are_speech_and_its_questions_are_the_reporters() -> None:
    text = "-¿Volverá a presentarse?\n\n-No. Con una vez basta.\n\n-¿Y su partido?\n\n-Que decida."
    assert quoted(text) == ["No. Con una vez basta", "Que decida"]


def test_turns_beside_a_broken_turn_are_speech() -> None:
    assert quoted("—Vete —dijo ella.\n\n—Ya me iba.\n\nY se fue.") == ["Vete", "Ya me iba"]


def test_a_teller_may_break_in_without_a_space() -> None:
    assert quoted("—De una mesa de bar—responde—. Se llamaba Fuco.") == ["De una mesa de bar", "Se llamaba Fuco"]


def test_a_list_with_dashes_is_no_dialogue() -> None:
    assert quoted("El plan prevé:\n\n- Tres puentes nuevos.\n\n- Una escuela en Urdales.") == []


@pytest.mark.parametrize("text", ["— Uno\n— Dos", "París – Londres – Roma", "-- fin --", "—¿Quién?"])
def test_other_dashes_quote_nothing(text: str) -> None:
    assert quoted(text) == []


MARKS = st.text(alphabet="\"'“”«»‘’„—– \n.,:aÁß\u0627😀(", max_size=120)


@given(MARKS)
def test_pieces_are_always_slices_in_order(text: str) -> None:
    pieces = pair_marks(paragraphs(text))
    assert all(0 <= p.start <= p.inner_start < p.inner_end <= p.end <= len(text) for p in pieces)
    assert [p.start for p in pieces] == sorted(p.start for p in pieces)
    assert all("\n\n" not in text[p.start : p.end] for p in pieces)


@given(MARKS, MARKS)
def test_a_paragraph_is_read_the_same_whatever_came_before(first: str, second: str) -> None:
    before, after = first.replace("\n", " "), second.replace("\n", " ").strip()
    alone = quoted(after)
    assert quoted(before + "\n\n" + after)[len(quoted(before + "\n\n" + after)) - len(alone) :] == alone
