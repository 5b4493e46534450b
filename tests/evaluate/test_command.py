import json
import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner

from teletipo.errors import InputError
from teletipo.evaluate.command import evaluate_command
from teletipo.evaluate.run import evaluate


@pytest.fixture
def folder(tmp_path, gold_dir):
    """Two annotated reports, one in each language."""
    for name in ("seed", "synthetic-13"):
        shutil.copy(next(gold_dir.rglob(f"{name}.json")), tmp_path)
    return tmp_path


def run(analyse, *arguments):
    return CliRunner().invoke(evaluate_command(analyse), [str(argument) for argument in arguments])


@pytest.fixture
def mute(annotator):
    """An analyser that finds no quotation."""
    return lambda gold: replace(annotator(gold), quotations=())


def test_the_table_has_a_column_for_each_language_and_one_for_all(folder, annotator):
    result = run(annotator, folder)
    assert result.exit_code == 0
    head = result.output.splitlines()[2]
    assert [part for part in ("en (1)", "es (1)", "all (2)") if part in head] == ["en (1)", "es (1)", "all (2)"]
    assert "13/13/13" in result.output
    assert "es: annotator 1" in result.output


def test_json_holds_scores_and_counts(folder, mute):
    answer = json.loads(run(mute, folder, "--json").stdout)
    assert answer["reports"] == {"en": 1, "es": 1, "all": 2}
    assert answer["scores"]["es"]["quotations"]["match"] == {
        "score": 0.0,
        "precision": None,
        "recall": 0.0,
        "right": 0,
        "found": 0,
        "wanted": 13,
    }
    assert answer["scores"]["all"]["attributions"]["match"]["score"] == 100.0
    assert answer["models"] == {"en": {"annotator": "1"}, "es": {"annotator": "1"}}


def test_the_errors_view_shows_each_miss_in_its_sentence(folder, mute):
    result = run(mute, folder, "--errors", "--layer", "quotations", "--language", "en")
    lines = [line for line in result.output.splitlines() if line.startswith("quotations/match")]
    assert len(lines) == 6
    assert lines[1] == (
        "quotations/match MISSED synthetic-13 (direct, told): "
        '"[[Nobody owns the seabed, but everybody depends on it,]]" '
        "Norwegian Foreign Minister Ragna Solheim-Vik told reporters in Geneva."
    )
    assert "seed" not in result.output


def test_errors_come_in_json_too(folder, mute):
    answer = json.loads(run(mute, folder, "--json", "--errors", "--layer", "quotations").stdout)
    assert list(answer["scores"]["es"]) == ["quotations"]
    assert answer["errors"][0]["report"] == "seed"
    assert answer["errors"][0]["where"].count("[[") == 1


def test_a_language_without_reports_is_refused(folder, annotator):
    result = run(annotator, folder, "--language", "fr")
    assert isinstance(result.exception, InputError)
    assert "no annotated report in language 'fr'" in str(result.exception)


def test_pinned_floors_hold_until_a_score_falls(folder, annotator, mute):
    assert run(annotator, folder, "--pin").exit_code == 0
    assert run(annotator, folder).exit_code == 0
    fallen = run(mute, folder)
    assert fallen.exit_code == 1
    assert "es quotations.match: 0.0 is below the floor 100.0" in fallen.stderr


def test_floors_only_rise(folder, annotator, mute):
    run(annotator, folder, "--pin")
    before = (folder / "floors.json").read_text(encoding="utf-8")
    run(mute, folder, "--pin")
    assert (folder / "floors.json").read_text(encoding="utf-8") == before


def test_text_that_normalisation_dropped_is_told(folder, annotator):
    def headless(gold):
        answer = annotator(gold)
        return replace(answer, report=replace(answer.report, text=gold.text.replace(" date 2026-01-08 ", "")))

    result = run(headless, folder)
    assert "seed: normalisation dropped '2026-01-08'; it counts as missed" in result.stderr


def test_totals_are_added_over_reports(folder, annotator):
    evaluation = evaluate(folder, annotator)
    assert evaluation.languages == ("en", "es")
    assert evaluation.totals()["quotations"]["match"].wanted == 19
    assert evaluation.totals("en")["quotations"]["match"].wanted == 6
