"""Clean text: what goes, what stays, and where it came from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teletipo.normalize.text import clean

LEFTOVERS = (
    *("&amp;", "&amp;lt;", "&#8220;", "&nbsp;", "&am", "p;", "\u00ad", "\u200b", "\ufeff", "\r\n", "\n \n", "\t"),
    *("\u00a0", "CÃ³rdoba", "â€œHolaâ€\x9d", "a\u0301", "\x00", "\x93", "«", "”", "\u2028", "\ud800", "Ã "),
)
MESSY = st.lists(st.one_of(st.text(), st.sampled_from(LEFTOVERS))).map("".join)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("CÃ³rdoba y EspaÃ±a", "Córdoba y España"),
        ("â€œHolaâ€\x9d, dijo", "“Hola”, dijo"),
        ("\x93Hola\x94", "“Hola”"),
        ("Kim &amp; Putin &lt;b&gt; &#8220;carta&#8221;", "Kim & Putin <b> “carta”"),
        ("Kim &amp;amp;amp; Putin", "Kim & Putin"),
        ("des\u00adarme nu\u200bclear\ufeff", "desarme nuclear"),
        ("45\u00a0000\u2009km\t2", "45 000 km 2"),
        ("Mosc\u0075\u0301", "Moscú"),
        ("uno\r\ndos\r\rtres\n \n\n cuatro\x00", "uno\ndos\n\ntres\n\ncuatro"),
        ("\n\n uno \n", "uno"),
        ("   uno", " uno"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
    ],
)
def test_what_encoders_and_editors_left_is_mended(raw: str, text: str) -> None:
    assert clean(raw).text == text


@pytest.mark.parametrize(
    "text",
    [
        "«Sí», dijo. “No”, 'quizá' y \"tal vez\".",
        "Bogotá, 3 feb (EFE).- Los Gobiernos\n\nacordaron\nalgo",
        "SÃO PAULO: NÃO HÁ ACORDO",
        " date 2026-01-08 El intercambio",
        "Путин поздравил Ким Чен Ына",
        "AT&T y R&D; 3 < 4",
    ],
)
def test_regular_text_comes_out_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.text == text
    assert cleaned.to_raw(0, len(text)) == (0, len(text))


def test_a_span_of_the_clean_text_is_shown_in_the_raw_text() -> None:
    raw = "Viaj&oacute; a CÃ³rdoba\u00ad \r\n\r\n\r\n y volvi\u006f\u0301."
    cleaned = clean(raw)
    assert cleaned.text == "Viajó a Córdoba\n\ny volvió."
    assert _shown(raw, "Viajó") == "Viaj&oacute;"
    assert _shown(raw, "Córdoba") == "CÃ³rdoba"
    assert _shown(raw, "volvió") == "volvio\u0301"


def test_no_span_outside_the_text() -> None:
    with pytest.raises(ValueError, match="no span"):
        clean("Moscú").to_raw(2, 9)


@given(MESSY)
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    once = clean(raw).text
    assert clean(once).text == once


@given(MESSY)
def test_every_character_comes_from_a_stretch_of_the_raw_text_in_order(raw: str) -> None:
    cleaned = clean(raw)
    spans = [cleaned.to_raw(at, at + 1) for at in range(len(cleaned.text))]
    assert all(0 <= start < end <= len(raw) for start, end in spans)
    assert spans == sorted(spans)


@given(MESSY)
def test_clean_text_is_regular(raw: str) -> None:
    text = clean(raw).text
    assert unicodedata.is_normalized("NFC", text)
    assert "  " not in text
    assert "\n\n\n" not in text
    assert "\r" not in text
    assert "\x00" not in text
    assert not text.endswith((" ", "\n"))
    assert not text.startswith("\n")


def _shown(raw: str, word: str) -> str:
    cleaned = clean(raw)
    start = cleaned.text.index(word)
    return raw[slice(*cleaned.to_raw(start, start + len(word)))]
