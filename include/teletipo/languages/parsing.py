"""The one parse that every stage shares: spaCy's tags, heads, lemmas and names over a report's text."""

from __future__ import annotations

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
"""Code points that are parsed at once: longer than all but a few reports."""

TOGETHER = 32
"""Reports that go through the pipeline together."""

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
    return nlp


def parse(report: Report) -> Doc:
    """The parse of ``report.text``; token offsets are offsets into it. Raises LanguageMissing."""
    nlp = pipeline(language(report.language))
    return _joined([nlp(piece) for piece in _pieces(nlp, report)])


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
    """The tokens of a report, in stretches that are parsed one by one: the parser's cost per word grows with them."""
    for start, end in _bounds(report.text):
        doc = nlp.make_doc(report.text[start:end])
        apart = (zone for zone in report.zones if zone.label in _APART and start <= zone.start and zone.end <= end)
        doc.user_data["whole"] = tuple((zone.start - start, zone.end - start) for zone in apart)
        yield doc


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of stretches of a text that end between paragraphs, else lines, else sentences, else words."""
    start = 0
    while len(text) - start > PIECE:
        latest = start + PIECE
        cuts = (text.rfind(gap, start + 1, latest) + len(gap) for gap in ("\n\n", "\n", ". ", " "))
        end = next((cut for cut in cuts if cut > start + PIECE // 2), latest)
        yield start, end
        start = end
    yield start, len(text)
