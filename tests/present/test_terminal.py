"""What a person sees at a terminal: everything that was read, and nothing that the words of a report could do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from rich.console import Console
from tests.present.conftest import HOSTILE, MARKUP
from tests.store.conftest import report_of

from teletipo.contract import analysis_json
from teletipo.model import Analysis, Rejection, Report
from teletipo.present.counting import count
from teletipo.present.hints import command
from teletipo.present.lists import describe, print_hits, print_preview, print_rejections
from teletipo.present.terminal import print_analysis

HIT: dict[str, Any] = {
    "report": "drop/1", "agency": "EFE", "published_at": None, "language": "es", "headline": "Kim", "telling": "",
    "kind": "original", "status": "usable", "ordinal": 1, "body_status": "full", "repeats": None,
    "excerpt": "", "quotes": [], "attributions": [],
}  # fmt: skip


@pytest.fixture
def screen() -> Callable[..., str]:
    """What a function prints on a wide screen without colours."""

    def show(function: Callable[..., Any], given: Any) -> str:
        file = StringIO()
        function(given, Console(file=file, width=2000))
        return file.getvalue()

    return show


def test_an_analysis_is_told_with_its_chains(screen: Callable, ordinary: dict[str, Any]) -> None:
    shown = screen(print_analysis, ordinary)
    for words in (
        "Kim apoya a Putin", "dateline Seúl, 9 ene (Yonhap).-", "published 2026-01-09T10:32:00+09:00", "agency Yonhap",
        "Kim Jong-un", "afirmó", "apoyará 🚀 “sin condiciones” a Putin", "via KCNA → la prensa internacional",
        "According to whom", "Attributed to nobody", "La cumbre se celebró el jueves.", "el jueves", "2026-01-08",
    ):  # fmt: skip
        assert words in shown


def test_how_the_date_was_chosen_is_told(screen: Callable, ordinary: dict[str, Any]) -> None:
    shown = screen(print_analysis, ordinary)
    for words in ("9 Jan 10:32 +0900", "believed: most trusted", "hoy mismo", "no-date: nothing that is a date"):
        assert words in shown


def test_what_is_not_known_is_said(screen: Callable, ordinary: dict[str, Any]) -> None:
    bare = ordinary | {"report": ordinary["report"] | {"dateline": None, "published_at": None, "agency": None}}
    shown = screen(print_analysis, bare | {"gaps": ["no resources for language 'ru'"]})
    for words in ("dateline none", "published unknown", "agency unknown", "no resources for language 'ru'"):
        assert words in shown


def test_a_later_version_says_what_it_changed(screen: Callable, ordinary: dict[str, Any]) -> None:
    pieces = [{"fate": fate, "text": text} for fate, text in (("kept", "Hay"), ("removed", "12"), ("added", "19"))]
    versions = [
        {"version_id": number, "ordinal": number - 6, "kind": "original", "status": "usable", "current": number == 8}
        for number in (7, 8)
    ]
    stored = versions[1] | {"versions": versions, "relations": []}
    shown = screen(print_analysis, ordinary | {"stored": stored | {"changes": {"since": 7, "passages": [pieces]}}})
    assert "Changed since version 1" in shown
    assert "version 2 of 2, the current one" in shown
    assert "version 1, original: " in shown
    assert "teletipo show 7" in shown
    assert "Hay [-12-] {+19+}" in shown


def test_hostile_words_are_shown_and_do_nothing(screen: Callable, hostile: Analysis) -> None:
    shown = screen(print_analysis, analysis_json(hostile))
    assert shown.count(MARKUP) >= 8
    assert "\x1b" not in shown


def test_control_characters_do_not_reach_the_terminal(screen: Callable, hostile: Analysis) -> None:
    ringing = replace(hostile.report, headline="bell\x07 \x1b]0;title\x07 \x1b[2Jred")
    shown = screen(print_analysis, analysis_json(replace(hostile, report=ringing)))
    assert not set(shown) & {chr(code) for code in range(32) if chr(code) != "\n"}


def test_lists_show_hostile_words_too(screen: Callable, hostile: Analysis) -> None:
    quote = {"type": "direct", "speaker": HOSTILE, "cue": HOSTILE, "said": HOSTILE, "through": HOSTILE}
    entry = {"id": "a1", "chain": HOSTILE, "scope": HOSTILE, "hedged": True, "anonymous": False}
    hit = HIT | {"report": HOSTILE, "agency": HOSTILE, "excerpt": HOSTILE, "quotes": [quote], "attributions": [entry]}
    assert screen(print_hits, [hit]).count(MARKUP) == 9
    row = {"stage": "parse", "reason": "empty", "source": HOSTILE, "locator": HOSTILE, "message": HOSTILE}
    assert screen(print_rejections, [row]).count(MARKUP) == 3
    rejection = Rejection("parse", "empty", HOSTILE)
    assert screen(print_preview, [hostile.report, rejection]).count(MARKUP) == 3


def test_the_lines_of_an_excerpt_do_not_run_into_each_other(screen: Callable) -> None:
    hit = HIT | {"excerpt": "Kim apoya a Putin\n\nSeúl, 9 ene (EFE).- El líder"}
    assert "Kim apoya a Putin | Seúl, 9 ene (EFE).- El líder" in screen(print_hits, [hit])


def test_empty_lists_say_so(screen: Callable) -> None:
    assert screen(print_hits, []) == "nothing found\n"
    assert screen(print_rejections, []) == "nothing was rejected\n"


def test_a_line_about_a_report_says_what_became_of_it() -> None:
    report = report_of(kind="update", body_status="partial")
    told = describe(report, ordinal=2, superseded=True)
    assert told.endswith("[version 2: update, partial text, superseded] Kim apoya a Putin")


def test_a_report_is_described_in_one_line(hostile: Analysis) -> None:
    report: Report = replace(hostile.report, headline=None, text="Una línea.\n\nOtra línea.", published=None)
    assert describe(report) == f"date unknown  es  drop/{HOSTILE}  Una línea. Otra línea."


def test_a_hit_tells_a_denial_as_one_and_what_is_not_to_be_used_as_that(screen: Callable) -> None:
    quote = {"type": "indirect", "speaker": "Ana", "cue": "negó", "said": "haber firmado", "through": "EFE"}
    entry = {"id": "a1", "chain": "KCNA", "scope": "habrá cumbre", "hedged": True, "anonymous": False}
    shown = screen(print_hits, [HIT | {"quotes": [quote], "attributions": [entry], "body_status": "partial"}])
    assert "Ana negó: haber firmado  via EFE" in shown
    assert "according to KCNA (hedged): habrá cumbre" in shown
    assert "· partial text" in shown
    assert "KILLED: not to be used" in screen(print_hits, [HIT | {"status": "canceled"}])
    assert "WITHHELD: under embargo" in screen(print_hits, [HIT | {"status": "withheld"}])
    assert "repeats what efe/1 has replaced" in screen(print_hits, [HIT | {"repeats": "efe/1"}])


def test_what_was_refused_or_could_not_be_read_is_told(screen: Callable, ordinary: dict[str, Any]) -> None:
    report = ordinary["report"] | {"problems": ["published: 'mañana' is no date or time"]}
    shown = screen(print_analysis, ordinary | {"report": report})
    assert "meta 'hoy mismo' refused: no-date: nothing that is a date" in shown
    assert "published: 'mañana' is no date or time" in shown


def test_numbers_agree_with_what_they_count() -> None:
    assert (count(1, "copy", "copies"), count(2, "copy", "copies")) == ("1 copy", "2 copies")
    assert (count(1, "report"), count(0, "report")) == ("1 report", "0 reports")


def test_a_command_to_copy_is_quoted_for_a_shell() -> None:
    assert command("show", "drop/with blanks.txt").endswith("teletipo show 'drop/with blanks.txt'")


def test_a_kill_is_told_with_its_notice_and_what_it_killed_with_where_that_is(
    screen: Callable, ordinary: dict[str, Any]
) -> None:
    notice = ordinary | {"report": ordinary["report"] | {"kind": "kill", "text": "Anulen la noticia."}}
    assert "Anulen la noticia." in screen(print_analysis, notice)
    stored = {"version_id": 7, "ordinal": 1, "status": "canceled", "versions": [], "relations": [], "withdrawn_by": 9}
    shown = screen(print_analysis, ordinary | {"stored": stored})
    assert "KILLED: not to be used" in shown
    assert "teletipo show 9" in shown
