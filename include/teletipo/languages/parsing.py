"""The one parse that every stage shares: spaCy's tags, heads, lemmas and names over a report's text."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from teletipo import settings
from teletipo.errors import ConfigurationError, LanguageMissing
from teletipo.languages import Language, language

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

    from teletipo.model import Report

PIECE = 10_000
"""Code points that are parsed at once at most: longer than all but a few paragraphs."""

TOGETHER = 32
"""Reports that go through the pipeline together."""

_PARAGRAPHS = re.compile(r"\n\n+")
_LEFT_OUT = ["user_data", "tensor"]
_APART = {"header", "slug", "headline", "byline", "dateline", "credit"}


@cache
def pipeline(lang: Language) -> Pipeline:
    """The spaCy pipeline of a language, loaded once a process. Raises ConfigurationError if it is not installed."""
    import spacy

    from teletipo.languages import boundaries  # noqa: F401  registers the component

    name = settings.spacy_model(lang.code, lang.spacy_model)
    if not name:
        raise LanguageMissing(f"no spaCy model for {lang.name}; name one in TELETIPO_MODEL_{lang.code.upper()}")
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            nlp = spacy.load(name)
    except OSError as exc:
        raise ConfigurationError(f"the spaCy model {name} is not installed: run 'make setup'") from exc
    nlp.add_pipe("teletipo_boundaries", first=True)
    _drop_copies(nlp)
    _keep_ranks(nlp, lang)
    return nlp


def _keep_ranks(nlp: Pipeline, lang: Language) -> None:
    """Make one token of each abbreviation before a name ("Col."), as the model met those that spaCy lists."""
    from spacy.symbols import ORTH

    ranks = lang.rules("sentences")["before_name"] if lang.has("sentences.toml") else []
    for rank in ranks:
        if len(rank) > 1 and rank.isalpha() and rank.istitle():
            nlp.tokenizer.add_special_case(f"{rank}.", [{ORTH: f"{rank}."}])  # type: ignore[union-attr]


def _drop_copies(nlp: Pipeline) -> None:
    """Take the rules out of the pipeline that copy a part of speech to the tag: a thirtieth of its time for nothing."""
    from spacy.pipeline import AttributeRuler

    for _, component in nlp.pipeline:
        if isinstance(component, AttributeRuler):
            rules = [rule for rule in component.patterns if rule["attrs"].keys() != {"TAG"}]  # type: ignore[union-attr]
            component.clear()
            component.add_patterns(rules)


def parse(report: Report) -> Doc:
    """The parse of ``report.text``; token offsets are offsets into it. Raises LanguageMissing."""
    nlp = pipeline(language(report.language))
    return _joined(list(nlp.pipe(_pieces(nlp, report))))


def parse_all(reports: Iterable[Report]) -> Iterator[tuple[Report, Doc | None]]:
    """Reports with their parses, in order; None in a language that cannot be parsed.

    Texts of one language go through the pipeline together, which is a fifth faster than one by one.
    """
    waiting = iter(reports)
    while batch := list(islice(waiting, TOGETHER)):
        parses: dict[int, Doc] = {}
        for code in {report.language for report in batch}:
            places = [place for place, report in enumerate(batch) if report.language == code]
            parses.update(zip(places, _parse_together([batch[place] for place in places]), strict=False))
        yield from ((report, parses.get(place)) for place, report in enumerate(batch))


def _parse_together(reports: list[Report]) -> Iterator[Doc]:
    """The parses of reports in one language; none where it cannot be parsed."""
    try:
        nlp = pipeline(language(reports[0].language))
    except LanguageMissing:
        return
    pieces = [list(_pieces(nlp, report)) for report in reports]
    parsed = nlp.pipe(piece for of_report in pieces for piece in of_report)
    for of_report in pieces:
        yield _joined(list(islice(parsed, len(of_report))))


def _joined(pieces: list[Doc]) -> Doc:
    from spacy.tokens import Doc

    if len(pieces) == 1:
        return pieces[0]
    whole = Doc.from_docs(pieces, ensure_whitespace=False, exclude=_LEFT_OUT)  # type: ignore[call-arg]
    assert whole is not None  # noqa: S101
    return whole


def _pieces(nlp: Pipeline, report: Report) -> Iterator[Doc]:
    """The tokens of a report, a paragraph a piece: the parser takes one step in all pieces at a time.

    That is faster than step by step through the whole, and no sentence goes beyond its paragraph.
    """
    for start, end in _bounds(report.text):
        doc = nlp.make_doc(report.text[start:end])
        apart = (zone for zone in report.zones if zone.label in _APART and start <= zone.start and zone.end <= end)
        doc.user_data["whole"] = tuple((zone.start - start, zone.end - start) for zone in apart)
        yield doc


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of the paragraphs of a text, each with the blank lines behind it; too long a paragraph is cut."""
    start = 0
    for end in (*(gap.end() for gap in _PARAGRAPHS.finditer(text)), len(text)):
        yield from _cut(text, start, end)
        start = end


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Bounds of stretches of ``text[start:end]`` that end between lines, else sentences, else words."""
    while end - start > PIECE:
        latest = start + PIECE
        cuts = (text.rfind(gap, start + 1, latest) + len(gap) for gap in ("\n", ". ", " "))
        cut = next((cut for cut in cuts if cut > start + PIECE // 2), latest)
        yield start, cut
        start = cut
    yield start, end
