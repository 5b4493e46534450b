"""The weightiest story first, and for each who tells it and on whom it rests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.store.conftest import analysis_of, report_of

from teletipo.model import Analysis
from teletipo.summarize.digest import Said, Telling, compose, telling

DAY = date(2026, 1, 9)
BARE = Telling("drop/1", 1, 1, "original", "Uno", None, None, "es", "Uno.", (), (), "")
SAID = Said("Kim", "dijo", "sí", verbatim=True, chain=())


def digest_of(*stories: list[Telling]) -> list[list[str]]:
    """The keys of each story's reports, in the order of a digest."""
    made = compose(DAY, list(enumerate(stories, start=1)))
    return [[one.key for one in story.tellings] for story in made.stories]


def named(key: str, **fields: Any) -> Telling:
    return replace(BARE, **{"key": key, "fingerprint": key, **fields})


def test_stories_of_more_agencies_then_more_reports_then_more_quotations_come_first() -> None:
    one = [named("one", agency="EFE")]
    quoted = [named("quoted", agency="EFE", said=(SAID,))]
    twice = [named("first", agency="EFE"), named("second", agency="EFE")]
    agencies = [named("efe", agency="EFE"), named("ap", agency="AP")]
    assert digest_of(one, quoted, twice, agencies) == [["efe", "ap"], ["first", "second"], ["quoted"], ["one"]]


def test_equal_stories_keep_their_order_and_empty_ones_are_left_out() -> None:
    assert digest_of([named("b")], [], [named("a")]) == [["b"], ["a"]]


def test_the_newest_whole_report_speaks_for_its_story() -> None:
    first, second = named("a", said=(SAID,)), named("b", ordinal=2, kind="update")
    (story,) = compose(DAY, [(1, [first, second])]).stories
    assert story.lead.key == "b"
    (story,) = compose(DAY, [(1, [first, replace(second, body_status="partial")])]).stories
    assert story.lead.key == "a"


def test_a_copy_of_what_has_been_corrected_neither_speaks_nor_confirms() -> None:
    corrected = named("efe", agency="EFE", ordinal=2, kind="correction", fingerprint="14", earlier=("12",))
    late = named("ep", agency="Europa Press", fingerprint="12", chains=(("KCNA",), ("KCNA",)))
    (story,) = compose(DAY, [(1, [corrected, late])]).stories
    assert (story.lead, story.outdated, story.copies) == (corrected, (late,), ())
    assert (story.agencies, story.attributions) == (("EFE",), 0)
    assert story.replaced_by(late) == corrected
    back = replace(corrected, fingerprint="12", earlier=("12", "14"))
    (story,) = compose(DAY, [(1, [back, late])]).stories
    assert (story.outdated, story.copies) == ((), (late,))


def test_sources_are_told_in_one_order_the_most_relied_on_first() -> None:
    chains = (("KCNA", "Yonhap"), ("Kremlin", "KCNA"), ("KCNA",))
    (story,) = compose(DAY, [(1, [named("a", chains=chains)])]).stories
    assert story.sources == ("KCNA", "Yonhap", "Kremlin")
    assert story.sole_source == "KCNA"


def test_an_identical_copy_is_named_and_confirms_nothing() -> None:
    own = named("efe", agency="EFE", fingerprint="f", chains=(("KCNA",), ("KCNA",)))
    copy = named("ep", agency="Europa Press", fingerprint="f", chains=(("KCNA",), ("KCNA",)))
    (story,) = compose(DAY, [(1, [own, copy])]).stories
    assert [one.key for one in story.copies] == ["ep"]
    assert (story.agencies, story.attributions, story.sole_source) == (("EFE",), 2, "KCNA")
    assert digest_of([own, copy], [named("ap", agency="AP"), named("afp", agency="AFP")])[0] == ["ap", "afp"]


def test_one_attribution_alone_does_not_make_a_sole_source() -> None:
    (story,) = compose(DAY, [(1, [named("a", chains=(("El País",),))])]).stories
    assert (story.sole_source, story.sources) == (None, ("El País",))


def test_a_story_with_two_ways_to_its_news_rests_on_nobody_alone() -> None:
    tellings = [named("a", chains=(("KCNA",),)), named("b", chains=(("Kremlin",),))]
    (story,) = compose(DAY, [(1, tellings)]).stories
    assert story.sole_source is None
    (nothing,) = compose(DAY, [(1, [BARE])]).stories
    assert (nothing.sole_source, nothing.sources) == (None, ())


def test_what_a_digest_takes_from_an_analysis() -> None:
    told = telling("yonhap/n1", analysis_of(report_of()), number=7, ordinal=1)
    assert (told.title, told.agency, told.published) == ("Kim apoya a Putin", "Yonhap", "2026-01-09T10:32:00+09:00")
    assert told.said[0] == Said(
        "Kim Jong-un",
        "afirmó",
        "apoyará 🚀 “sin condiciones” a Putin",
        verbatim=False,
        chain=("KCNA", "la prensa internacional"),
    )
    assert told.said[1].verbatim
    assert told.chains == (("KCNA",),)


def test_a_report_without_a_headline_is_called_by_its_first_words() -> None:
    analysis = replace(analysis_of(report_of()), report=report_of(headline=None))
    assert telling("x", analysis, number=1, ordinal=1).title == "La cumbre se celebró el jueves."
    long = telling("x", Analysis(report_of("Palabra " * 30, headline=None)), number=1, ordinal=1)
    assert long.title.endswith("Palabra …")
    assert len(long.title) <= 102


def test_a_later_version_says_what_it_changed() -> None:
    report = report_of()
    before = report.text.replace("el jueves", "el viernes")
    told = telling("x", analysis_of(report), number=1, ordinal=2, since=1, before=before)
    pieces = [(piece.fate, piece.text) for piece in told.changed[0]]
    assert ("removed", "viernes.") in pieces
    assert ("added", "jueves.") in pieces
    assert (told.marks, told.since) == (("version 2: original",), 1)


def test_what_is_not_to_be_used_says_nothing() -> None:
    killed = telling("x", analysis_of(report_of(kind="kill")), number=1, ordinal=2, status="canceled")
    held = telling("x", analysis_of(report_of()), number=1, ordinal=1, status="withheld")
    assert (killed.said, killed.summary, killed.title) == ((), "", "Kim apoya a Putin")
    assert (held.said, held.summary, held.title) == ((), "", "")
    assert killed.marks == ("KILLED: not to be used", "version 2")
    assert held.marks == ("WITHHELD: under embargo",)


def test_entities_are_called_as_the_report_calls_them_where_the_name_is_anothers() -> None:
    analysis = analysis_of(report_of())
    entities = (*analysis.entities[:2], replace(analysis.entities[2], name="Agencia de Corea"), *analysis.entities[3:])
    told = telling("x", replace(analysis, entities=entities), number=1, ordinal=1)
    assert told.chains == (("KCNA",),)
