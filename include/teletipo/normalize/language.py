"""Which language a report is in, and each of its paragraphs, among the languages that wires use."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import Any

from babel.core import Locale, get_global
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from teletipo.model import Report, Span

WIRE_LANGUAGES = (
    *("es", "en", "pt", "fr", "de", "it", "ca", "gl", "eu", "nl", "sv", "da", "no", "pl", "cs", "ro", "hu", "tr"),
    *("ru", "uk", "el", "ar", "fa", "he", "hi", "zh", "ja", "ko"),
)
# How many natural units of log-likelihood a language is ahead before anything is read: those that most reports are in,
# and the one that the source declares. A word or two of evidence against it outweighs either.
_COMMON = {"es": 4.0, "en": 4.0, "pt": 2.0, "fr": 2.0, "de": 2.0, "it": 2.0, "ca": 1.0, "gl": 1.0}
_DECLARED = 6.0
_FEW = 5
_ENOUGH = 4_000
_SCRIPT_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+")


def identify(text: str, *, declared: str | None = None) -> str:
    """The ISO 639-1 code of a text, ``und`` where nothing tells.

    ``declared`` is what the source says (``es``, ``es-MX``, ``spa``); it decides where there are fewer than five words
    or it is none of the wires' languages, and else counts for a little. Longer texts are judged by py3langid over their
    first 4,000 characters.
    """
    claim = _primary(declared)
    sample = text[:_ENOUGH]
    words = list(islice(_WORD.finditer(sample), _FEW))
    short = len(words) < _FEW and not _SCRIPT_WITHOUT_SPACES.search(sample)
    if claim and (short or claim not in WIRE_LANGUAGES):
        return claim
    if not words:
        return "und"
    scores: dict[str, float] = {code: score + _COMMON.get(code, 0.0) for code, score in _identifier().rank(sample)}
    if claim in scores:
        scores[claim] += _DECLARED
    return max(scores, key=scores.__getitem__)


def is_language(tag: str) -> bool:
    """Whether a tag (``es``, ``es-MX``, ``spa``) names a language that the CLDR knows."""
    return _primary(tag) in Locale("en").languages


def identify_paragraphs(report: Report) -> tuple[tuple[Span, str], ...]:
    """Each paragraph with its language; one that is too short to tell has the language of the report."""
    return tuple((span, identify(span.text, declared=report.language)) for span in report.paragraphs())


def _primary(tag: str | None) -> str | None:
    """The ISO 639-1 code of a language tag (``es-MX``, ``spa``), None for anything else."""
    code = re.split(r"[-_]", tag.strip().lower())[0] if tag else ""
    code = str(get_global("language_aliases").get(code, code))
    return code if len(code) == 2 and code.isalpha() else None


@cache
def _identifier() -> Any:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(WIRE_LANGUAGES)
    return identifier
