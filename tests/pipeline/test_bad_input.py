"""Each bad input is one rejection that says where, why and what to do, and harms nothing else in the run."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pipeline.conftest import OTHER, REPORT, Drop, dated

from teletipo import pipeline
from teletipo.model import Rejection, Report

NOISE = random.Random(1).randbytes(400).translate(bytes(128 + byte % 128 for byte in range(256)))


def huge(path: Path) -> None:
    os.truncate(path, 50_000_000)


def gone(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nowhere"))


def untouched(path: Path) -> None:
    pass


BAD = [
    pytest.param(b"", untouched, ("fetch", "empty"), "is empty", id="empty"),
    pytest.param(b"\0" * 4096, untouched, ("parse", "empty"), "empty", id="0x00 bytes"),
    pytest.param(b" \n\t \r\n", untouched, ("parse", "empty"), "empty", id="blank"),
    pytest.param(b"a", huge, ("fetch", "too-large"), "raise max_bytes", id="50 MB"),
    pytest.param(NOISE, untouched, ("parse", "unreadable-text"), "name its charset", id="no encoding"),
    pytest.param(b"\x7fELF" + bytes(range(32)) * 40, untouched, ("parse", "unknown-format"), "a program", id="program"),
    pytest.param(b"%PDF-1.7 x", untouched, ("parse", "unknown-format"), "a PDF document: have the text", id="PDF"),
    pytest.param(b"PK\x03\x04 x", untouched, ("parse", "unknown-format"), "office document", id="docx"),
    pytest.param(b"[1, 2, 3]", untouched, ("parse", "unknown-format"), "docs/formats.md", id="numbers"),
    pytest.param(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", untouched, ("parse", "unknown-format"), "have", id="calendar"),
    pytest.param(b"<nitf><head><docdata>", untouched, ("normalize", "no-text"), "breaks off before", id="half XML"),
    pytest.param(b'{"uri": "a", "head', untouched, ("parse", "bad-input"), "for the file again", id="half JSON"),
    pytest.param(dated(OTHER, "2026-13-45").encode(), untouched, ("normalize", "bad-header-date"), "mend", id="date"),
    pytest.param(b"a", gone, ("fetch", "vanished"), "put it there again", id="vanished"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "then", "why", "advice"), BAD)
def test_a_bad_file_is_one_rejection_and_the_others_are_taken(
    drop: Drop, ingest: Callable, content: bytes, then: Callable, why: tuple[str, str], advice: str
) -> None:
    drop.put("a.txt", dated(REPORT))
    bad = drop.put("bad.txt", content)
    then(bad)
    drop.put("z.txt", dated(OTHER, "2026-01-09"))

    account = ingest()
    (rejection,) = account.rejections
    assert (rejection["stage"], rejection["reason"]) == why
    assert advice in rejection["message"]
    assert "bad.txt" not in rejection["message"]
    assert rejection["locator"].count("bad.txt") == 1
    assert "\n" not in rejection["message"]
    assert (rejection["source"], rejection["locator"].partition("#")[0]) == ("drop", str(bad))
    assert [one.analysis.report.id for one in account.reports] == ["drop/a.txt", "drop/z.txt"]

    again = ingest()
    assert (again.reports, again.rejections) == ((), ())


def test_all_of_them_at_once(drop: Drop, ingest: Callable) -> None:
    drop.put("good.txt", dated(REPORT))
    for case in BAD:
        content, then, *_ = case.values
        then(drop.put(f"{case.id.replace('0x00 ', '')}.txt", content))
    account = ingest()
    assert len(account.reports) == 1
    assert len(account.rejections) == len(BAD)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "mac_roman"])
def test_text_in_another_encoding_is_decoded(drop: Drop, ingest: Callable, encoding: str) -> None:
    drop.put("report.txt", dated(REPORT).encode(encoding))
    account = ingest()
    assert account.rejections == ()
    (report,) = account.reports
    assert "España «mantendrá su apoyo» a Ucrania" in report.analysis.report.text


def test_a_language_without_resources_is_stored_and_marked(drop: Drop, ingest: Callable) -> None:
    text = "Президент России Владимир Путин провёл в Кремле встречу с министрами и обсудил бюджет страны."
    drop.put("ru.txt", dated(text))
    drop.put("es.txt", dated(REPORT))
    account = ingest()
    assert account.rejections == ()
    spanish, russian = (one.analysis for one in account.reports)
    assert spanish.gaps == ()
    assert (russian.report.language, russian.summary.text) == ("ru", text)
    assert "'ru'" in russian.gaps[0]
    assert russian.quotations == russian.entities == ()


def test_a_folder_that_does_not_exist(drop: Drop, ingest: Callable) -> None:
    drop.put("a.txt", dated(REPORT))
    missing = drop.source(id="missing", address=str(drop.folder / "nowhere"))
    account = ingest(missing, drop.source())
    (rejection,) = account.rejections
    assert (rejection["stage"], rejection["reason"], rejection["source"]) == ("fetch", "no-folder", "missing")
    assert rejection["locator"] == str(drop.folder / "nowhere")
    assert "does not exist; create it" in rejection["message"]
    assert len(account.reports) == 1


def test_a_file_that_vanishes_between_listing_and_reading(drop: Drop) -> None:
    for name in ("a.txt", "b.txt"):
        drop.put(name, dated(REPORT))
    found = pipeline.preview_alone(drop.source())
    assert isinstance(next(found), Report)
    (drop.folder / "b.txt").unlink()
    (rest,) = found
    assert isinstance(rest, Rejection)
    assert (rest.stage, rest.reason) == ("fetch", "vanished")


def test_a_rejection_is_resolved_when_its_cause_is_gone(drop: Drop, ingest: Callable, ask: Callable) -> None:
    missing = drop.source(id="later", address=str(drop.folder / "later"))
    drop.put("empty.txt", b"")
    drop.put("date.txt", dated(OTHER, "2026-13-45"))
    drop.put("zeros.txt", b"\0" * 10)
    drop.put("stays.txt", b"\0" * 20)
    assert len(ingest(drop.source(), missing).rejections) == 5

    (drop.folder / "later").mkdir()
    drop.put("empty.txt", dated(REPORT))
    drop.put("date.txt", dated(OTHER, "2026-01-09"))
    drop.put("zeros.txt", dated("El Gobierno de Chile anunció una reforma.", "2026-01-09"))
    account = ingest(drop.source(), missing)
    assert len(account.reports) == 3
    assert ask("SELECT locator FROM teletipo.rejection WHERE resolved_at IS NULL") == [
        (str(drop.folder / "stays.txt"),)
    ]


def test_one_broken_line_of_json_harms_no_other(drop: Drop, ingest: Callable) -> None:
    path = drop.put(
        "day.jsonl", '{"id": "1", "text": "El ministro dijo que no."}\n{broken\n{"id": "3", "text": "Otro."}\n'
    )
    account = ingest()
    assert [one.analysis.report.id for one in account.reports] == ["drop/1", "drop/3"]
    (rejection,) = account.rejections
    assert (rejection["stage"], rejection["locator"]) == ("parse", f"{path}#2")
