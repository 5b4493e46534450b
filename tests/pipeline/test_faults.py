"""A fault of our own in one report: the one thing that has to be made up, since no input is known to bring it about."""

from __future__ import annotations

from pathlib import Path

import pytest
from psycopg2.extensions import connection
from spacy.tokens import Doc

from teletipo import pipeline
from teletipo.model import Analysis, Report
from teletipo.store.rejections import list_rejections


def test_one_report_that_breaks_an_extractor_holds_no_other(
    conn: connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "drop").mkdir()
    for name in ("a", "b"):
        text = f"MADRID, 8 ene (EFE).- El ministro {name.upper()}lonso dijo que habrá acuerdo."
        (tmp_path / "drop" / f"{name}.txt").write_text(text, encoding="utf-8")
    sources = tmp_path / "sources.yaml"
    sources.write_text("sources:\n  - {id: drop, kind: folder, address: drop}\n", encoding="utf-8")
    monkeypatch.setenv("TELETIPO_SOURCES", str(sources))
    sound = pipeline.analyse

    def broken(report: Report, *, doc: Doc | None) -> Analysis:
        if report.id == "drop/a.txt":
            raise IndexError("list index out of range")
        return sound(report, doc=doc)

    monkeypatch.setattr(pipeline, "analyse", broken)
    account = pipeline.ingest(conn, pipeline.choose_sources(), take=pipeline.Take())
    (rejection,) = account.rejections
    assert (rejection["stage"], rejection["reason"]) == ("extract", "fault")
    assert "IndexError: list index out of range" in (rejection["evidence"] or "")
    assert account.counts["analysed"] == 1

    monkeypatch.setattr(pipeline, "analyse", sound)
    assert pipeline.ingest(conn, pipeline.choose_sources(), take=pipeline.Take()).counts["analysed"] == 1
    assert list_rejections(conn) == []
    assert len(list_rejections(conn, include_resolved=True)) == 1
