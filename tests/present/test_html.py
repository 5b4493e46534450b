"""Pages: every word of a report is text, whatever it looks like, and every span is marked where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.present.conftest import HOSTILE, SCRIPT
from tests.store.conftest import analysis_of, report_of
from tests.store.conftest import span as whole_of

from teletipo.contract import analysis_json
from teletipo.model import Analysis
from teletipo.present.html import digest_markdown, digest_page, error_page, index_page, marked_text, report_page
from teletipo.store.rejections import RejectionRow
from teletipo.store.search import Hit
from teletipo.summarize.digest import Digest, compose, telling

DAY = date(2026, 1, 9)
ELEMENTS = (
    "html head meta title style body h1 h2 p div section span dl dt dd ul li table tr th td article form label a br"
)
ALLOWED = {*ELEMENTS.split(), "input", "button", "ins", "del", "details", "summary", "strong"}


class Page(HTMLParser):
    """What a browser would make of a page: its elements, their attributes, its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.pieces: list[str] = []
        self.feed(page)
        self.close()

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def hostile_digest(analysis: Analysis) -> Digest:
    return compose(DAY, [(1, [telling(analysis.report.id, analysis, number=7, ordinal=2)])])


def hostile_index(_: Analysis) -> str:
    hit: dict[str, Any] = {
        "version_id": 1, "report": HOSTILE, "published_at": "2026-01-09", "agency": HOSTILE, "language": HOSTILE,
        "headline": HOSTILE, "telling": HOSTILE, "excerpt": HOSTILE, "kind": "update", "status": "usable", "ordinal": 2,
        "body_status": "partial", "repeats": HOSTILE,
        "quotes": [{"type": "direct", "speaker": HOSTILE, "cue": HOSTILE, "said": HOSTILE, "through": HOSTILE}],
        "attributions": [{"chain": HOSTILE, "scope": HOSTILE, "hedged": True, "anonymous": True}],
    }  # fmt: skip
    rejection: dict[str, Any] = dict.fromkeys(RejectionRow.__annotations__, HOSTILE)
    return index_page([Hit(**hit)], [RejectionRow(**rejection)], words=HOSTILE, day=DAY)


def test_the_page_of_a_report_tells_how_its_date_was_chosen() -> None:
    shown = Page(report_page(analysis_json(analysis_of(report_of())))).text
    for words in (
        "How the date of publication was chosen",
        "9 Jan 10:32 +0900",
        "believed: most trusted",
        "hoy mismo",
        "no-date",
    ):
        assert words in shown
    assert "meta 'hoy mismo' refused: no-date: nothing that is a date" in shown


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(lambda analysis: report_page(analysis_json(analysis)), id="report"),
        pytest.param(lambda analysis: digest_page(hostile_digest(analysis)), id="digest"),
        pytest.param(hostile_index, id="index"),
    ],
)
def test_hostile_words_are_shown_and_do_nothing(hostile: Analysis, page: Any) -> None:
    shown = Page(page(hostile))
    assert shown.tags <= ALLOWED
    assert not [name for name in shown.attributes if name.startswith("on")]
    assert shown.text.count(HOSTILE) >= 5


def test_hostile_words_stay_words_in_markdown(hostile: Analysis) -> None:
    markdown = digest_markdown(hostile_digest(hostile))
    outside_code = markdown.replace(f"`` drop/{HOSTILE} ``", "")
    assert outside_code != markdown
    assert SCRIPT not in outside_code
    assert "**b**" not in outside_code
    assert r"\<script\>" in outside_code
    assert len([line for line in markdown.splitlines() if line.startswith("## ")]) == 1


def test_a_report_page_marks_the_evidence(ordinary: dict[str, Any]) -> None:
    marks = {piece["text"]: piece["classes"].split() for piece in marked_text(ordinary)}
    assert marks["“sin condiciones”"[1:-1]] == ["quotation", "verbatim"]
    assert marks["afirmó"] == ["cue"]
    assert marks["la KCNA"] == ["source"]
    assert marks["el jueves"] == ["when"]
    assert marks["Seúl, 9 ene (Yonhap).-"] == ["zone", "dateline"]
    page = Page(report_page(ordinary))
    assert ordinary["report"]["text"] in page.text
    for words in ("Kim apoya a Putin", "via KCNA → la prensa internacional", "Attributed to nobody", "2026-01-08"):
        assert words in page.text


@st.composite
def marked(draw: st.DrawFn) -> dict[str, Any]:
    """A text with spans anywhere, over and inside each other."""
    text = draw(st.text(min_size=1, max_size=60))

    def span() -> dict[str, Any]:
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        return {"start": start, "end": end, "text": text[start:end]}

    def some() -> list[dict[str, Any]]:
        return [span() for _ in range(draw(st.integers(0, 3)))]

    return {
        "report": {"text": text, "zones": [one | {"label": "credit"} for one in some()]},
        "quotations": [{"content": some(), "verbatim": some(), "cue": some()} for _ in range(draw(st.integers(0, 2)))],
        "attributions": [{"source_mention": some()}],
        "temporal_expressions": some(),
    }


@given(analysis=marked())
def test_the_marked_pieces_are_the_text_and_each_has_the_marks_of_the_spans_over_it(analysis: dict[str, Any]) -> None:
    pieces = marked_text(analysis)
    assert "".join(piece["text"] for piece in pieces) == analysis["report"]["text"]
    quoted = {
        offset
        for quotation in analysis["quotations"]
        for span in quotation["content"]
        for offset in range(span["start"], span["end"])
    }
    start = 0
    for piece in pieces:
        end = start + len(piece["text"])
        assert ("quotation" in piece["classes"].split()) == bool(quoted & set(range(start, end)))
        assert not quoted & set(range(start, end)) or quoted >= set(range(start, end))
        start = end


def test_a_digest_says_when_a_story_rests_on_one_source() -> None:
    analysis = analysis_of(report_of())
    (entry,) = analysis.attributions
    twice = replace(analysis, attributions=(entry, replace(entry, id="a2")))
    assert "both attributions lead to KCNA" in digest_markdown(hostile_digest(twice))
    assert "lead to" not in digest_markdown(hostile_digest(analysis))
    assert "- **Kim Jong-un** *afirmó*: apoyará 🚀" in digest_markdown(hostile_digest(analysis))


def test_a_day_without_reports_says_so() -> None:
    empty = compose(DAY, [])
    assert "No report of this day is stored." in digest_markdown(empty)
    assert "No report of this day is stored." in Page(digest_page(empty)).text
    assert "0 stories, 0 reports" in digest_markdown(empty)


def test_a_digest_leads_to_its_reports_where_they_have_pages(ordinary: dict[str, Any]) -> None:
    digest = hostile_digest(analysis_of(report_of()))
    assert '<a href="../reports/7">yonhap/n1</a>' in digest_page(digest, reports="../reports/")
    assert "<a " not in digest_page(digest)
    assert "2026-01-09T10:32:00+09:00) version 2: original" in Page(digest_page(digest)).text
    assert "2026-01-09T10:32:00+09:00, version 2: original" in digest_markdown(digest)


def test_a_later_version_shows_what_it_changed(ordinary: dict[str, Any]) -> None:
    passages = [[{"fate": "removed", "text": "12 muertos"}, {"fate": "added", "text": "19 muertos"}]]
    stored = {"version_id": 8, "ordinal": 2, "status": "usable", "current": True, "versions": [], "relations": []}
    page = report_page(ordinary | {"stored": stored | {"changes": {"since": 7, "passages": passages}}})
    assert "<del>12 muertos</del> <ins>19 muertos</ins>" in page
    assert "Changed since" not in report_page(ordinary | {"stored": stored | {"changes": None}})


def told(digest: Digest) -> tuple[str, str]:
    return digest_markdown(digest), Page(digest_page(digest)).text


def test_a_denial_reads_as_one_everywhere(ordinary: dict[str, Any]) -> None:
    analysis = analysis_of(report_of())
    said, *others = analysis.quotations
    cue = (whole_of(analysis.report.text, "Nadie la comentó"),)
    denied = replace(analysis, quotations=(replace(said, cue=cue), *others))
    for words in (*told(hostile_digest(denied)), Page(report_page(analysis_json(denied))).text):
        assert words.index("Nadie la comentó") < words.rindex("apoyará 🚀")


def test_a_digest_leads_with_the_correction_and_says_what_it_changed() -> None:
    report = report_of(kind="correction")
    first = telling("ep", Analysis(report_of(report.text.replace("jueves", "martes"))), number=6, ordinal=1)
    second = telling(
        "efe", analysis_of(report), number=7, ordinal=2, since=1, before=report.text.replace("jueves", "martes"),
        earlier=(first.fingerprint,),
    )  # fmt: skip
    markdown, page = told(compose(DAY, [(1, [first, second])]))
    for words in ("version 2: correction", "changed since version 1", "1 copy of an earlier version"):
        assert words in markdown
        assert words in page
    assert "~~martes.~~ **jueves.**" in markdown
    assert "repeats an earlier version of `efe`" in markdown
    assert "repeats an earlier version of efe" in page


def test_what_is_not_to_be_used_is_named_before_everything_else_and_tells_nothing() -> None:
    analysis = analysis_of(report_of(kind="kill"))
    killed = telling("efe", analysis, number=7, ordinal=2, status="canceled")
    held = telling("ap", analysis_of(report_of()), number=8, ordinal=1, status="withheld")
    for words in told(compose(DAY, [], withdrawn=[killed, held])):
        assert words.count("Kim apoya a Putin") == 1
        assert "KILLED: not to be used · version 2" in words
        assert "WITHHELD: under embargo" in words
        assert "afirmó" not in words
        assert "No report of this day is stored." not in words


def test_a_killed_report_says_so_above_its_evidence(ordinary: dict[str, Any]) -> None:
    now = {"version_id": 8, "ordinal": 2, "kind": "kill", "status": "canceled", "current": True}
    was = {"version_id": 7, "ordinal": 1, "kind": "original", "status": "usable", "current": False}
    page = Page(report_page(ordinary | {"stored": was | {"versions": [was, now], "relations": []}})).text
    assert "KILLED: not to be used. What follows is kept as evidence only." in page
    assert "version 1 of 2, superseded by version 2, a kill" in page


def test_a_report_that_came_in_part_says_so(ordinary: dict[str, Any]) -> None:
    problems = ["published: 'mañana' is no date or time"]
    partial = ordinary | {"report": ordinary["report"] | {"body_status": "paywalled", "problems": problems}}
    page = Page(report_page(partial)).text
    assert "paywalled" in page
    assert "could not be read: published: 'mañana' is no date or time" in page
    analysis = analysis_of(report_of(body_status="partial"))
    assert all("partial text" in words for words in told(hostile_digest(analysis)))


def test_an_error_is_a_page_that_says_what_to_do() -> None:
    page = Page(error_page(404, f"no report {HOSTILE}: search for it", home="../"))
    assert page.tags <= ALLOWED
    assert f"no report {HOSTILE}: search for it" in page.text
