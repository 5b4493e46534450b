"""What a person sees at a terminal: everything that was read, and nothing that the words of a report could do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from rich.console import Console
from tests.present.conftest import HOSTILE, MARKUP

from teletipo.contract import analysis_json
from teletipo.model import Analysis, Rejection, Report
from teletipo.present.lists import describe, print_hits, print_preview, print_rejections
from teletipo.present.terminal import print_analysis


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
    stored = {"version_id": 8, "ordinal": 2, "current": True, "versions": [], "relations": []}
    shown = screen(print_analysis, ordinary | {"stored": stored | {"changes": {"since": 7, "passages": [pieces]}}})
    assert "Changed since 7" in shown
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
    hit = {
        "report": HOSTILE, "agency": HOSTILE, "published_at": None, "language": "es", "excerpt": HOSTILE,
        "quotes": [{"speaker": HOSTILE, "said": HOSTILE, "through": HOSTILE}],
    }  # fmt: skip
    assert screen(print_hits, [hit]).count(MARKUP) == 6
    row = {"stage": "parse", "reason": "empty", "source": HOSTILE, "locator": HOSTILE, "message": HOSTILE}
    assert screen(print_rejections, [row]).count(MARKUP) == 3
    rejection = Rejection("parse", "empty", HOSTILE)
    assert screen(print_preview, [hostile.report, rejection]).count(MARKUP) == 3


def test_the_lines_of_an_excerpt_do_not_run_into_each_other(screen: Callable) -> None:
    hit = {
        "report": "drop/1", "agency": "EFE", "published_at": None, "language": "es", "quotes": [],
        "excerpt": "Kim apoya a Putin\n\nSeúl, 9 ene (EFE).- El líder",
    }  # fmt: skip
    assert "Kim apoya a Putin | Seúl, 9 ene (EFE).- El líder" in screen(print_hits, [hit])


def test_empty_lists_say_so(screen: Callable) -> None:
    assert screen(print_hits, []) == "nothing found\n"
    assert screen(print_rejections, []) == "nothing was rejected\n"


def test_a_report_is_described_in_one_line(hostile: Analysis) -> None:
    report: Report = replace(hostile.report, headline=None, text="Una línea.\n\nOtra línea.", published=None)
    assert describe(report) == f"date unknown  es  drop/{HOSTILE}  Una línea. Otra línea."
