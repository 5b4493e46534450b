"""From one report to its analysis: the parse, and every layer that reads it. No database, no Airflow."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from teletipo.errors import LanguageMissing
from teletipo.extract.extraction import extract
from teletipo.languages import Language, language
from teletipo.languages.parsing import parse, pipeline
from teletipo.model import Analysis, Item, Quotation, Report, Summary, TemporalExpression
from teletipo.normalize.report import normalize
from teletipo.normalize.temporal import find_temporal_expressions
from teletipo.summarize.lead import lead
from teletipo.summarize.sentences import telling

if TYPE_CHECKING:
    from spacy.tokens import Doc

SUMMARY_WORDS = 100

NOT_WHOLE = {"paywalled", "blocked"}
"""Body statuses of texts that are only a way in, and would make a summary of something that nobody has read."""


def analyse(report: Report, *, doc: Doc | None = None, summary_words: int = SUMMARY_WORDS) -> Analysis:
    """All layers of one report; ``doc`` is its parse, if there is one already.

    A report in a language without resources gets what needs no language, and ``gaps`` says what is missing.
    """
    try:
        lang = language(report.language)
        doc = doc or parse(report)
    except LanguageMissing as exc:
        return Analysis(
            report=report,
            temporal_expressions=_temporal_expressions(report, None),
            summary=_summary(report, None, summary_words),
            models={"pipeline": pipeline_version()},
            gaps=(str(exc), *_body_gap(report)),
        )
    extraction = extract(report, doc, lang)
    return Analysis(
        report=report,
        entities=extraction.entities,
        quotations=extraction.quotations,
        attributions=extraction.attributions,
        unattributed=extraction.unattributed,
        temporal_expressions=_temporal_expressions(report, doc),
        events=extraction.events,
        summary=_summary(report, doc, summary_words, extraction.quotations),
        models=dict(models(lang)),
        gaps=_body_gap(report),
    )


def _summary(report: Report, doc: Doc | None, words: int, quotations: Sequence[Quotation] = ()) -> Summary:
    if report.body_status in NOT_WHOLE:
        return Summary()
    quoted = [span for quotation in quotations for span in quotation.content]
    return lead(telling(report, doc), words=words, unbroken=quoted)


def _body_gap(report: Report) -> tuple[str, ...]:
    if report.body_status == "partial":
        return ("the text is partial: what is missing of it was not read",)
    return (f"no summary: the text is {report.body_status}",) if report.body_status in NOT_WHOLE else ()


def _temporal_expressions(report: Report, doc: Doc | None) -> tuple[TemporalExpression, ...]:
    """Also of languages that have words for time but no parser; a date known to the month or year is no reference."""
    try:
        lang = language(report.language)
    except LanguageMissing:
        return ()
    published = report.published
    reference = published.value if published and published.precision not in {"month", "year"} else None
    return find_temporal_expressions(report.text, reference=reference, language=lang, doc=doc, zones=report.zones)


@cache
def models(lang: Language) -> dict[str, str]:
    """The versions that make the records of a language."""
    meta = pipeline(lang).meta
    return {
        "pipeline": pipeline_version(),
        "spacy": version("spacy"),
        "spacy_model": f"{meta['lang']}_{meta['name']}-{meta['version']}",
    }


@cache
def pipeline_version() -> str:
    """The package's version and a digest of the code and language data that derive records.

    It changes whenever an extractor or a word list does, so that stale records can be found.
    """
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for room in ("normalize", "extract", "languages", "summarize"):
        for path in sorted((root / room).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    return f"{version('teletipo')}+{digest.hexdigest()[:10]}"


def analyse_item(
    item: Item,
    *,
    report_id: str,
    published: str | None = None,
    language: str | None = None,
    summary_words: int = SUMMARY_WORDS,
) -> Analysis:
    """Normalise and analyse one item by itself.

    ``published`` and ``language`` stand in where the item has none. Raises InputError when it cannot be normalised.
    """
    known = replace(item, published=item.published or published, language=item.language or language)
    return analyse(normalize(known, report_id=report_id), summary_words=summary_words)
