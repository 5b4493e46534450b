"""``teletipo analyze`` and ``teletipo parse``: no database, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

SEED = Path(__file__).parents[2] / "seeds" / "000_3801cd47f058d4ed.txt"
KEYS = [
    "schema", "report", "entities", "quotations", "attributions", "unattributed", "temporal_expressions", "events",
    "summary", "models",
]  # fmt: skip


def spans_of(value: object) -> list[dict]:
    if isinstance(value, list):
        return [span for member in value for span in spans_of(member)]
    if isinstance(value, dict):
        own = [value] if {"start", "end", "text"} <= value.keys() else []
        return own + [span for member in value.values() for span in spans_of(member)]
    return []


def test_the_seed_report_has_every_field_of_the_contract(teletipo: Callable) -> None:
    done = teletipo("analyze", SEED)
    assert (done.status, done.err) == (0, "")
    (analysis,) = done.lines
    assert analysis["schema"] == "teletipo/1"
    assert [key for key in KEYS if key not in analysis] == []
    assert analysis["report"]["published_at"] == "2026-01-08"
    assert analysis["report"]["published_precision"] == "day"
    assert analysis["report"]["language"] == "es"


def test_every_span_is_a_slice_of_the_text(teletipo: Callable) -> None:
    (analysis,) = teletipo("analyze", SEED).lines
    text = analysis["report"]["text"]
    spans = spans_of(analysis)
    assert len(spans) > 50
    assert [span for span in spans if text[span["start"] : span["end"]] != span["text"]] == []


def test_ids_that_records_name_are_there(teletipo: Callable) -> None:
    (analysis,) = teletipo("analyze", SEED).lines
    entities = {entity["id"] for entity in analysis["entities"]}
    attributions = {entry["id"] for entry in analysis["attributions"]}
    named = {q[key] for q in analysis["quotations"] for key in ("speaker", "addressee") if q[key]}
    named |= {entity for entry in analysis["attributions"] for entity in entry["chain"]}
    assert named
    assert named <= entities
    assert {q["via"] for q in analysis["quotations"] if q["via"]} <= attributions


def test_json_lines_carry_their_id_and_a_broken_line_harms_no_other(teletipo: Callable) -> None:
    lines = [
        json.dumps(
            {"id": "a", "text": "MADRID, 8 ene (EFE).- El ministro dijo que habrá acuerdo.", "published": "2026-01-08"}
        ),
        "{broken",
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "text": "The minister said on Monday that there will be a deal.", "language": "en"}),
    ]
    done = teletipo("analyze", "--jsonl", "-", stdin="\n".join(lines).encode())
    assert done.status == 1
    assert [answer["id"] for answer in done.lines] == ["a", "c"]
    complaints = done.err.splitlines()
    assert len(complaints) == 2
    assert "line 2" in complaints[0]
    assert "line 3: expected an object with text" in complaints[1]


def test_published_dates_the_text(teletipo: Callable) -> None:
    stdin = json.dumps({"id": "x", "text": "El presidente llegó ayer a Lima y hablará mañana."}).encode()
    done = teletipo("analyze", "--jsonl", "-", "--published", "2026-03-01", "--language", "es", stdin=stdin)
    values = {entry["text"]: entry["value"] for entry in done.lines[0]["temporal_expressions"]}
    assert values == {"ayer": "2026-02-28", "mañana": "2026-03-02"}


def test_a_language_without_resources_is_marked_and_not_refused(teletipo: Callable) -> None:
    text = "Президент России Владимир Путин провёл в Кремле встречу с министрами и обсудил бюджет страны."
    done = teletipo("analyze", "--jsonl", "-", stdin=json.dumps({"id": "ru", "text": text}).encode())
    assert done.status == 0
    (analysis,) = done.lines
    assert analysis["report"]["language"] == "ru"
    assert "no resources for language 'ru'" in analysis["gaps"][0]
    assert analysis["summary"]["text"] == text


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"\0" * 500, "empty"), (b"\x00\x01\x02\x03PK\xff" * 30, "")],
)
def test_a_file_that_is_no_report_is_one_line_on_stderr(
    teletipo: Callable, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    done = teletipo("analyze", path)
    assert (done.status, done.out) == (1, "")
    (line,) = done.err.splitlines()
    assert words in line


def test_a_missing_file_is_wrong_use(teletipo: Callable, tmp_path: Path) -> None:
    done = teletipo("analyze", tmp_path / "nowhere.txt")
    assert done.status == 2
    assert "No such file" in done.err
    assert len(done.err.splitlines()) == 1


def test_the_other_forms_show_the_same_report(teletipo: Callable) -> None:
    text = teletipo("analyze", "--format", "text", SEED).out
    assert "Who said what" in text
    assert "KCNA" in text
    page = teletipo("analyze", "--format", "html", SEED).out
    assert page.startswith("<!doctype html>")
    assert "Attributed to nobody" in page


def test_parse_shows_the_item_as_the_file_has_it(teletipo: Callable) -> None:
    (item,) = teletipo("parse", SEED).lines
    assert item["body"] == SEED.read_text(encoding="utf-8")
    assert item["guid"] is None
    assert item["headline"] is None


def test_parse_tells_the_kind_that_the_words_of_the_desk_give(teletipo: Callable, tmp_path: Path) -> None:
    for name, headline in (("a", "CORRIGE: Abre el museo"), ("b", "UPDATE 2-Museum opens"), ("c", "Abre el museo")):
        record = {"uri": name, "headline": headline, "body_text": "Uno dos."}
        (tmp_path / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    items = teletipo("parse", *(tmp_path / f"{name}.json" for name in "abc")).lines
    assert [item["kind"] for item in items] == ["correction", "update", None]


@pytest.mark.parametrize("arguments", [(), ("analyze",), ("nonsense",), ("analyze", "--format", "pdf", "x")])
def test_wrong_use_is_status_2_with_a_hint(teletipo: Callable, arguments: tuple[str, ...]) -> None:
    done = teletipo(*arguments)
    assert done.status == 2
    assert done.err


def test_a_language_that_is_none_is_wrong_use(teletipo: Callable) -> None:
    done = teletipo("analyze", "--language", "xx", SEED)
    assert (done.status, done.out) == (2, "")
    assert "'xx' is no language: give an ISO 639-1 code; there are resources for " in done.err
    assert len(done.err.splitlines()) == 1
    assert teletipo("analyze", "--language", "es-MX", SEED).status == 0
