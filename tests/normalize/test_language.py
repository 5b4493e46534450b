"""The language of a report, of a headline and of a paragraph."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teletipo.model import Report
from teletipo.normalize.language import identify, identify_paragraphs


@pytest.mark.parametrize(
    ("code", "headline"),
    [
        ("es", "El Gobierno anuncia nuevas medidas económicas"),
        ("es", "Putin y Kim refuerzan su alianza militar"),
        ("en", "Israel strikes southern Lebanon, killing three"),
        ("en", "Oil prices rise after OPEC meeting"),
        ("pt", "Rússia lança novo ataque contra a Ucrânia"),
        ("fr", "Le président français rencontre Poutine à Moscou"),
        ("de", "Bundesregierung beschließt neue Hilfen für Ukraine"),
        ("it", "Il governo italiano approva la nuova manovra"),
        ("ca", "El Govern anuncia noves mesures contra la sequera"),
        ("ru", "Путин поздравил Ким Чен Ына с днём рождения"),
        ("zh", "习近平同普京通电话"),
        ("ja", "北朝鮮がミサイル発射"),
    ],
)
def test_headlines(code: str, headline: str) -> None:
    assert identify(headline) == code


def test_headlines_of_six_words_in_nine_languages() -> None:
    with (Path(__file__).parent / "headlines.tsv").open(encoding="utf-8", newline="") as table:
        rows = [(row["language"], row["headline"]) for row in csv.DictReader(table, delimiter="\t")]
    wrong = [headline for code, headline in rows if identify(headline) != code]
    assert len(wrong) <= 0.07 * len(rows), wrong
    assert [headline for code, headline in rows if identify(headline, declared=code) != code] == []


def test_the_declaration_decides_for_a_few_words() -> None:
    assert identify("Detenido en Vigo", declared="gl") == "gl"
    assert identify("Última hora", declared="es-MX") == "es"
    assert identify("Última hora", declared="spa") == "es"


def test_the_declaration_counts_where_two_languages_are_alike() -> None:
    assert identify("Israel ataca el sud del Líban", declared="ca") == "ca"


def test_the_text_decides_against_a_wrong_declaration() -> None:
    assert identify("The Russian president said on Thursday that the war would go on.", declared="es") == "en"


def test_nothing_to_tell() -> None:
    assert identify("123 456 — 7") == "und"


def test_a_paragraph_in_another_tongue() -> None:
    text = (
        "El presidente ruso felicitó al líder norcoreano por su cumpleaños en una carta.\n\n"
        "“We will stand together with our Korean friends whatever happens,” the letter said in its English version.\n\n"
        "KCNA"
    )
    report = Report("r", "es", None, None, None, None, "original", text)
    assert [code for _, code in identify_paragraphs(report)] == ["es", "en", "es"]


@given(st.text(), st.one_of(st.none(), st.text(max_size=6)))
def test_no_text_raises(text: str, declared: str | None) -> None:
    assert identify(text, declared=declared).isalpha()
