"""TempEval-3's measures: what counts as found, and how an attribute counts."""

from __future__ import annotations

from dataclasses import dataclass

from teletipo.evaluate.timex_score import TimexScore, match, score


@dataclass(frozen=True)
class Timex:
    start: int
    end: int
    value: str = "2026-01-08"
    type: str = "DATE"


def test_an_overlap_is_relaxed_and_an_equal_span_strict() -> None:
    counts = score([Timex(0, 5), Timex(10, 20)], [Timex(0, 5), Timex(12, 20)])

    assert (counts.strict, counts.relaxed) == (1, 2)
    assert counts.summary() == {"strict": 50.0, "relaxed": 100.0, "type": 100.0, "value": 100.0}


def test_a_wrong_value_or_type_counts_only_against_that_attribute() -> None:
    counts = score([Timex(0, 5)], [Timex(0, 5, value="2026-01-09", type="TIME")])

    assert (counts.strict, counts.type, counts.value) == (1, 0, 0)


def test_one_answer_serves_one_annotation_and_the_exact_one_first() -> None:
    long, short = Timex(0, 20), Timex(6, 10)

    assert match([long, short], [short]) == ((short, short),)


def test_false_alarms_and_misses_weigh_alike() -> None:
    missed = score([Timex(0, 5), Timex(8, 9)], [Timex(0, 5)])
    false_alarm = score([Timex(0, 5)], [Timex(0, 5), Timex(8, 9)])

    assert missed.f1(missed.strict) == false_alarm.f1(false_alarm.strict)


def test_documents_add_up_and_nothing_at_all_scores_nothing() -> None:
    one = score([Timex(0, 5)], [Timex(0, 5)])

    assert (one + one).gold == 2
    assert TimexScore().summary()["value"] == 0.0
