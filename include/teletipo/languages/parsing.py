"""The one parse that every stage shares: spaCy's tags, heads, lemmas and names over a report's text."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from teletipo import settings
from teletipo.errors import ConfigurationError, LanguageMissing
from teletipo.languages import Language, language

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

    from teletipo.model import Report

LONGEST = 1_000_000
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
    nlp.max_length = LONGEST
    return nlp


def parse(report: Report) -> Doc:
    """The parse of ``report.text``; token offsets are offsets into it. Raises LanguageMissing."""
    return next(parse_all([report]))


def parse_all(reports: Iterable[Report]) -> Iterator[Doc]:
    """The parses of reports, in order. Raises LanguageMissing at the first report without a language."""
    for report in reports:
        nlp = pipeline(language(report.language))
        doc = nlp.make_doc(report.text)
        doc.user_data["whole"] = tuple((zone.start, zone.end) for zone in report.zones if zone.label in _APART)
        yield nlp(doc)
