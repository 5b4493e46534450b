"""One text under several datelines has one fingerprint; another text has another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teletipo.model import Item, Report
from teletipo.normalize.report import normalize
from teletipo.relate.copies import fingerprint

BODY = "El ministro José Manuel Albares afirmó que España «mantendrá su apoyo» a Ucrania."


def report(text: str, **fields: str) -> Report:
    return normalize(Item(format="plain_text", body=text, language="es", **fields), report_id="x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "copy",
    [
        f"Madrid, 8 ene (EFE).- {BODY}",
        f"PARÍS, 9 ene (Europa Press) - {BODY}",
        f"date 2026-01-08 {BODY}",
        BODY.replace("«", "“").replace("»", "”"),
        BODY.replace(" ", "  ").replace("que ", "que\n"),
        BODY.upper(),
        BODY.replace("José", "Jose"),
        BODY.replace("mó", "mo\u0301"),
    ],
    ids=[
        "dateline",
        "another agency",
        "header",
        "quotation marks",
        "layout",
        "capitals",
        "accents",
        "combining accents",
    ],
)
def test_the_same_words_are_the_same_report(copy: str) -> None:
    assert fingerprint(report(copy)) == fingerprint(report(BODY))


@pytest.mark.parametrize(
    "other",
    [BODY.replace("mantendrá", "retirará"), f"{BODY} Lo dijo ayer.", BODY.replace("Manuel ", ""), BODY[:-9]],
    ids=["another verb", "a sentence more", "a word less", "cut off"],
)
def test_other_words_are_another_report(other: str) -> None:
    assert fingerprint(report(other)) != fingerprint(report(BODY))


def test_headline_and_identity_do_not_count() -> None:
    first = report(BODY, headline="Albares apoya a Ucrania")
    assert fingerprint(replace(first, id="y", headline="España con Kiev", agency="EFE")) == fingerprint(first)


@given(text=st.text())
def test_any_text_has_one(text: str) -> None:
    made = replace(report(BODY), text=text, zones=())
    assert len(fingerprint(made)) == 64
    assert fingerprint(made) == fingerprint(replace(made, text=f"  {text}\n"))
