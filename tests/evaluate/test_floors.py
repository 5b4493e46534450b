"""The scores of today's extractors on our annotated reports, held by floors that may only rise."""

import json

import pytest
from click.testing import CliRunner

from teletipo.cli import cli
from teletipo.evaluate import floors


@pytest.fixture(scope="module")
def result(gold_dir):
    """What ``teletipo evaluate tests/gold --json`` answers."""
    return CliRunner().invoke(cli, ["evaluate", str(gold_dir), "--json"])


def test_no_score_is_below_its_floor(result):
    hint = "see 'teletipo evaluate tests/gold --errors'; raise floors with 'teletipo evaluate tests/gold --pin'"
    assert result.exit_code == 0, f"{result.stderr}{hint}"


def test_every_score_that_can_be_pinned_has_a_floor_in_both_languages(result, gold_dir):
    scores = json.loads(result.stdout)["scores"]
    pinned = floors.load(gold_dir)
    for language in ("en", "es"):
        wanted = {
            f"{layer}.{metric}"
            for layer, names in floors.PINNED.items()
            for metric in names
            if scores[language][layer].get(metric, {}).get("score") is not None
        }
        assert wanted == set(pinned[language])


def test_normalisation_drops_no_annotated_text(result):
    assert json.loads(result.stdout)["lost"] == {}


def test_enough_reports_of_both_languages_are_kept_from_tuning(gold_dir):
    kept = {language: len(list((gold_dir / "heldout").glob(f"{language}-*.json"))) for language in ("en", "es")}
    assert min(kept.values()) >= 10, kept


def test_reports_of_our_own_are_at_least_thirty_and_half_as_many_are_held_out(gold_dir):
    tuning = list((gold_dir / "tuning").glob("e[ns]-*.json"))
    heldout = list((gold_dir / "heldout").glob("e[ns]-*.json"))
    assert len(tuning) + len(heldout) >= 30
    assert len(heldout) >= 15
