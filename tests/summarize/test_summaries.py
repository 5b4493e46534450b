"""A summary is sentences of the report's own telling, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teletipo.analysis import analyse, analyse_item
from teletipo.model import Analysis, Item, Span
from teletipo.summarize.lead import lead

TEXT = (
    "Madrid, 8 ene (EFE).- El ministro José Manuel Albares afirmó este jueves que España apoyará a Ucrania. "
    "Lo dijo en el Congreso.\n\nLa cumbre comenzará mañana en París. EFE"
)


def read(text: str, *, words: int = 100, language: str | None = None) -> Analysis:
    return analyse_item(
        Item(format="plain_text", body=text, published="2026-01-08", language=language),
        report_id="x",
        summary_words=words,
    )


def test_the_first_sentences_without_dateline_and_credit() -> None:
    analysis = read(TEXT)
    assert analysis.summary.text == (
        "El ministro José Manuel Albares afirmó este jueves que España apoyará a Ucrania. Lo dijo en el Congreso. "
        "La cumbre comenzará mañana en París."
    )
    assert all(span == Span.of(analysis.report.text, span.start, span.end) for span in analysis.summary.sentences)


@pytest.mark.parametrize(("words", "sentences"), [(1, 1), (12, 1), (13, 1), (18, 2), (19, 2), (30, 3)])
def test_a_budget_of_words_is_kept_but_for_the_first_sentence(words: int, sentences: int) -> None:
    summary = read(TEXT, words=words).summary
    assert len(summary.sentences) == sentences
    assert sentences == 1 or len(summary.text.split()) <= words


def test_a_language_without_a_parser_gives_paragraphs() -> None:
    text = "Президент России провёл встречу.\n\nОн обсудил бюджет страны."
    assert [span.text for span in read(text, language="ru").summary.sentences] == text.split("\n\n")


def test_a_report_of_nothing_but_furniture_has_no_summary() -> None:
    analysis = read("Madrid, 8 ene (EFE).-", language="es")
    assert (analysis.summary.text, analysis.summary.sentences) == ("", ())


@given(sentences=st.lists(st.text(min_size=1, max_size=30)), words=st.integers(1, 40))
def test_a_lead_is_a_run_of_first_sentences(sentences: list[str], words: int) -> None:
    given_spans = []
    start = 0
    for sentence in sentences:
        given_spans.append(Span(start, start + len(sentence), sentence))
        start += len(sentence)
    summary = lead(given_spans, words=words)
    assert list(summary.sentences) == given_spans[: len(summary.sentences)]
    assert bool(summary.sentences) == bool(given_spans)
    assert summary.text == " ".join(span.text for span in summary.sentences)


def test_the_same_report_gives_the_same_analysis() -> None:
    analysis = read(TEXT)
    assert analyse(analysis.report) == analysis


def test_a_summary_does_not_end_inside_a_quotation() -> None:
    text = (
        "LIMA, Jan 8 (AP) — Gunmen attacked a village, police said.\n\n"
        '"We heard shots. Then we ran to the river and hid there all night," said Amina Yusuf, a shopkeeper.'
    )
    assert read(text, words=12, language="en").summary.text == "Gunmen attacked a village, police said."
    assert read(text, words=60, language="en").summary.text.endswith("a shopkeeper.")
