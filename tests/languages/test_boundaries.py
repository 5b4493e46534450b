"""Sentence starts in reports; ``|`` marks them in the examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teletipo.languages.boundaries import sentence_starts
from teletipo.languages.parsing import parse
from teletipo.model import Item, Report
from teletipo.normalize.report import normalize


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("es", "El presidente de EE. UU. viajó a Perú. |Volvió el lunes."),
        ("es", "Viajó a EE. UU. |El presidente volvió."),
        ("es", "Lo dijo el Sr. García. |La Dra. Pérez asintió."),
        ("es", "Subió un 3.5 por ciento. |El dólar cerró a 4.10 soles."),
        ("es", "J. K. Rowling y George W. Bush hablaron. |Nadie respondió."),
        ("es", "«No hay guerra». |El ministro calló."),
        ("es", '"No les pido el voto. |Les pido ayuda", dijo.'),
        ("es", "No sé... quizá mañana. |Ya veremos… |Adiós."),
        ("es", "Las FF. AA. de Venezuela salieron. |Nada pasó."),
        ("es", "A las 10 a. m. empezó. |Terminó a las 5 p. m. |El público salió."),
        ("es", "Dijo que no. |El resto calló."),
        ("es", "Murió en la Av. Grau No. 5. |Fue en 2028. |El plan sigue."),
        ("en", "The U.S. State Department said so. |He left the U.S. |The talks ended."),
        ("en", '"It is over." |Smith left.'),
        ("en", '"Is it over?" he asked. |Nobody knew.'),
        ("en", "Shares of Apple Inc. rose. |On Jan. 8 he left. |He came back."),
    ],
)
def test_sentences(language: str, marked: str) -> None:
    assert _sentences(_plain(language, marked.replace("|", ""))) == [part.strip() for part in marked.split("|")]


def test_a_dateline_a_headline_and_a_sign_off_stand_apart() -> None:
    text = (
        "Putin promete seguir la guerra\n\nMADRID, 8 Ene. (EUROPA PRESS) -\n\n"
        '"No les pido nada", ha dicho el ministro ruso en la capital española. EFE'
    )
    report = normalize(Item(format="text", body=text, language="es"), report_id="r")
    assert _sentences(report) == [
        "Putin promete seguir la guerra",
        "MADRID, 8 Ene. (EUROPA PRESS) -",
        '"No les pido nada", ha dicho el ministro ruso en la capital española.',
        "EFE",
    ]


def test_a_line_broken_within_a_sentence_starts_nothing() -> None:
    assert _sentences(_plain("es", "El presidente ruso dijo\nque la guerra seguirá.\nNadie respondió.")) == [
        "El presidente ruso dijo\nque la guerra seguirá.",
        "Nadie respondió.",
    ]


@given(st.text(alphabet='aB .!?…"«»”\n-1(', max_size=200), st.sampled_from(["es", "en", "ru"]))
def test_starts_are_offsets_of_something_to_read(text: str, language: str) -> None:
    starts = sentence_starts(text, code=language, is_function_word=lambda word: word == "a")
    assert all(0 < at < len(text) and not text[at].isspace() for at in starts.certain | starts.possible)


def _plain(language: str, text: str) -> Report:
    return Report("r", language, None, None, None, None, "original", text)


def _sentences(report: Report) -> list[str]:
    return [sentence.text.strip() for sentence in parse(report).sents]
