import json

import pytest

from teletipo.errors import InputError
from teletipo.evaluate.gold import load_file, load_folder, problems, read
from teletipo.evaluate.matching import shared


def test_every_annotated_report_of_ours_agrees_with_itself(gold_dir):
    faults = {raw["id"]: list(problems(raw)) for raw in load_folder(gold_dir)}
    assert {name: found for name, found in faults.items() if found} == {}


def test_ids_are_unique_and_invented_reports_say_so(gold_dir):
    reports = load_folder(gold_dir)
    assert len({raw["id"] for raw in reports}) == len(reports)
    assert all("SYNTHETIC" in raw["notice"] for raw in reports if raw["synthetic"])


def test_mentions_and_contents_do_not_repeat_within_a_report(gold_dir):
    for raw in load_folder(gold_dir):
        gold = read(raw)
        mentions = [(entity.id, mention) for entity in gold.entities for mention in entity.mentions]
        assert len(set(mentions)) == len(mentions), gold.id
        contents = [quotation.content for quotation in gold.quotations]
        assert len(set(contents)) == len(contents), gold.id


def test_verbatim_pieces_lie_inside_their_quotation(gold_dir):
    for raw in load_folder(gold_dir):
        for quotation in read(raw).quotations:
            for piece in quotation.verbatim:
                inside = any(span.start <= piece.start and piece.end <= span.end for span in quotation.content)
                assert inside, (raw["id"], quotation.id, piece.text)


def test_a_span_that_is_not_its_slice_is_named(tmp_path, raw_of):
    raw = raw_of("seed")
    raw["quotations"][3]["cue"][0]["start"] += 1
    path = tmp_path / "seed.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(InputError, match=r"seed\.json: quotations/q4/cue/0: 705:711 says 'reitera'"):
        load_file(path)


def test_a_reference_to_nobody_is_named(raw_of):
    raw = raw_of("seed")
    raw["attributions"][0]["chain"] = ["e9", "e99"]
    assert list(problems(raw)) == ["attributions/a1/chain: 'e99' is not among entities"]


def test_a_missing_part_or_a_value_out_of_range_is_named(raw_of):
    raw = raw_of("seed")
    del raw["quotations"][0]["content"]
    raw["entities"][0]["type"] = "PERSON"
    faults = "\n".join(problems(raw))
    assert "quotations[0]: 'content' is a required property" in faults
    assert "entities[0].type: 'PERSON' is not one of" in faults


def test_other_json_is_passed_over_and_an_empty_folder_is_refused(tmp_path):
    (tmp_path / "floors.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="no annotated report"):
        load_folder(tmp_path)


def test_another_version_of_the_schema_is_refused(tmp_path, raw_of):
    path = tmp_path / "later.json"
    path.write_text(json.dumps(raw_of("seed") | {"schema": "teletipo-gold/2"}), encoding="utf-8")
    with pytest.raises(InputError, match="reads teletipo-gold/1"):
        load_file(path)


def test_broken_json_is_refused(tmp_path):
    path = tmp_path / "half.json"
    path.write_text('{"schema": ', encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read as JSON"):
        load_file(path)


def test_a_quotation_inside_the_scope_of_an_attribution_says_that_it_came_that_way(gold_dir):
    for raw in load_folder(gold_dir):
        gold = read(raw)
        for quotation in gold.quotations:
            scopes = {
                attribution.id
                for attribution in gold.attributions
                if shared(attribution.scope, quotation.content) == sum(len(span.text) for span in quotation.content)
            }
            assert not scopes or quotation.via in scopes, (gold.id, quotation.id)
