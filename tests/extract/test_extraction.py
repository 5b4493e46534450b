"""Whole reports: who speaks across sentences, where chains begin and end, and that nothing makes it raise."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teletipo.extract.extraction import Extraction, extract
from teletipo.languages import language
from teletipo.languages.parsing import parse
from teletipo.model import Report, Span, Zone


def read(code: str, text: str, *zones: Zone) -> Extraction:
    report = Report("r", code, None, None, None, None, "original", text, tuple(zones))
    return extract(report, parse(report), language(code))


def speakers(found: Extraction) -> list[str | None]:
    names = {entity.id: entity.name for entity in found.entities}
    return [names[quotation.speaker] if quotation.speaker else None for quotation in found.quotations]


def spans(record: Any) -> list[Span]:
    if isinstance(record, Span):
        return [record]
    if isinstance(record, tuple):
        return [span for part in record for span in spans(part)]
    if is_dataclass(record):
        return [span for field in fields(record) for span in spans(getattr(record, field.name))]
    return []


class TestSpeakersAcrossSentences:
    def test_a_quotation_without_a_cue_goes_on_for_the_last_speaker(self) -> None:
        found = read("en", '"It is late," said Rosa Mendez. "We are tired."')
        assert speakers(found) == ["Rosa Mendez", "Rosa Mendez"]

    def test_a_dropped_subject_is_whoever_acted_before(self) -> None:
        found = read("es", 'El portavoz de Defensa llegó tarde. "No comento planes", dijo en Berlín.')
        assert [q.speaker for q in found.quotations] != [None]

    def test_a_document_speaks_for_its_author(self) -> None:
        found = read("es", "La carta de Rosa Méndez subraya que el plan sigue en pie.")
        assert speakers(found) == ["Rosa Méndez"]

    def test_each_paragraph_of_a_dialogue_has_its_own_speaker(self) -> None:
        found = read("es", "—No lo sé —dijo Rosa Méndez—. Nadie llamó.\n\n—Yo sí llamé —replicó Pablo Ferrer.")
        assert speakers(found) == ["Rosa Méndez", "Pablo Ferrer"]

    def test_quien_is_the_name_before_the_comma(self) -> None:
        found = read("es", 'Así lo dijo ayer Rosa Méndez, quien añadió que "habrá acuerdo".')
        assert speakers(found) == ["Rosa Méndez"]


class TestChains:
    def chain(self, found: Extraction) -> list[list[str]]:
        names = {entity.id: entity.name for entity in found.entities}
        return [[names[link] for link in attribution.chain] for attribution in found.attributions]

    def test_from_agency_to_the_press_that_passed_it_on(self) -> None:
        found = read("es", "El barco zarpó de noche, según informó la agencia TASS y recogió la prensa local.")
        assert self.chain(found) == [["TASS", "la prensa local"]]

    def test_whom_a_medium_cites_comes_first(self) -> None:
        found = read("en", "Reuters reported that the ship had sailed, citing two officials.")
        assert self.chain(found) == [["two officials", "Reuters"]]

    def test_a_speaker_inside_an_agencys_telling_begins_the_chain(self) -> None:
        found = read("en", "Rosa Mendez said the ship had sailed, the TASS news agency reported.")
        assert self.chain(found) == [["Rosa Mendez", "TASS"]]
        assert found.quotations[0].via == found.attributions[0].id

    def test_hearsay_is_hedged(self) -> None:
        found = read("es", "El ministro habría huido del país, según medios locales.")
        assert [attribution.hedged for attribution in found.attributions] == [True]

    def test_a_source_that_asks_for_secrecy_is_anonymous(self) -> None:
        found = read("en", "The talks failed, a diplomat said on condition of anonymity.")
        assert [(a.kind, a.anonymous) for a in found.attributions] == [("anonymous", True)]


def test_statements_that_nobody_is_credited_with_are_listed() -> None:
    found = read("es", "El puente abrirá en mayo. Costó dos millones, dijo la alcaldesa Rosa Méndez.")
    assert [span.text for span in found.unattributed] == ["El puente abrirá en mayo"]


def test_zones_apart_are_not_read() -> None:
    credit = '"Escrito", dijo Ana Ruiz.'
    text = f"El puente abrirá en mayo.\n\n{credit}"
    found = read("es", text, Zone("credit", text.index(credit), len(text), credit))
    assert found.quotations == ()


WORDS = """dijo;el ministro;Rosa Méndez;que;«;»;";“;”
';—;,;.;:;(;);según;la agencia TASS;citando a;y;no;habría;quien;para
said;according to;told;reporters;as saying;😀;مرحبا;A;…;?;a juicio de;así lo;de;lo"""
PIECES = st.lists(st.sampled_from([*WORDS.replace("\n", ";").split(";"), "\n\n", "\n", " "]), max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(code=st.sampled_from(["es", "en"]), pieces=PIECES)
def test_no_text_makes_it_raise_and_every_span_is_a_slice(code: str, pieces: list[str]) -> None:
    text = " ".join(pieces)
    for span in spans(read(code, text)):
        assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        '"',
        "«««",
        "—",
        "dijo",
        "según",
        ":",
        '"." "',
        "(",
        "A" * 5000,
        '"' * 999,
        "¿?" * 50,
        "según según según",
    ],
)
@pytest.mark.parametrize("code", ["es", "en"])
def test_odd_texts_yield_nothing_or_something_but_no_error(code: str, text: str) -> None:
    for span in spans(read(code, text)):
        assert text[span.start : span.end] == span.text


def test_a_sentence_of_ten_thousand_words() -> None:
    text = "El ministro dijo que " + "la lluvia que cae y cae sobre el mar, " * 1100 + "no cesa."
    found = read("es", text)
    assert len(found.quotations) <= 2
