"""The words that a list is made of: names, speech, marks."""

from __future__ import annotations

import pytest

from teletipo.summarize.marks import marks
from teletipo.summarize.naming import called
from teletipo.summarize.speech import quoted, through


@pytest.mark.parametrize(
    ("name", "mentions", "told"),
    [
        ("Vladimir Putin", ("Putin",), "Vladimir Putin"),
        ("Kim Jong-un", ("Kim Jong Un", "Kim"), "Kim Jong-un"),
        ("United Nations", ("UN",), "United Nations"),
        ("Estados Unidos", ("EE. UU.", "Washington"), "Estados Unidos"),
        ("Korean Central News Agency", ("KCNA", "Agencia Central de Noticias de Corea"),
         "Agencia Central de Noticias de Corea"),
        ("Agencia Central de Noticias de Corea", ("KCNA",), "KCNA"),
        ("European Commission", ("Comisión\nEuropea",), "Comisión Europea"),
        ("la carta", (), "la carta"),
        ("Perú", ("PERU",), "Perú"),
    ],
)  # fmt: skip
def test_an_entity_has_its_full_name_where_that_is_a_name_of_the_report(
    name: str, mentions: tuple[str, ...], told: str
) -> None:
    assert called(name, mentions) == told


def test_direct_speech_is_in_marks_and_no_speech_ends_in_the_comma_before_its_cue() -> None:
    assert quoted(["No hay nada,"], direct=True) == "“No hay nada”"
    assert quoted(["que no\nhay nada,", "dijo"], direct=False) == "que no hay nada, … dijo"
    assert quoted(["that they “traded a town,”"], direct=False) == "that they “traded a town”"
    assert quoted(["the contract was void,"], direct=False) == "the contract was void"


def test_nobodys_words_come_through_themselves() -> None:
    assert through("Kim", ["Kim", "KCNA"]) == ("KCNA",)
    assert through("Kim", ["Kim"]) == ()
    assert through("Kim", ["KCNA", "Kim"]) == ("KCNA",)


def test_marks_say_what_is_out_of_the_ordinary() -> None:
    assert marks(kind="original", body_status="full") == ()
    assert marks(kind="correction", ordinal=3, body_status="partial") == ("version 3: correction", "partial text")
    assert marks(kind="update") == ("update",)
    assert marks(kind="kill", status="canceled", ordinal=2) == ("KILLED: not to be used", "version 2")
    assert marks(kind="original", status="canceled") == ("KILLED: not to be used",)
    assert marks(kind="kill", status="canceled") == ("KILL NOTICE: what it names is not to be used",)
    assert marks(kind="original", status="withheld", body_status="paywalled") == (
        "WITHHELD: under embargo",
        "paywalled",
    )
