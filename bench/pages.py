"""Bodies of article pages: wanted and unwanted segments, found by us, by trafilatura and by jusText."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path

import justext

from teletipo.sources import parse_payload

PAGES = Path(__file__).parents[1] / "tests" / "gold" / "pages"
STOP_LISTS = {"es": "Spanish", "en": "English"}


def ours(content: bytes, _code: str) -> str:
    """The body of our parser."""
    return parse_payload(content).items[0].body or ""


def by_trafilatura(content: bytes, _code: str) -> str:
    """The body of trafilatura as it comes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from trafilatura import extract
    return str(extract(content.decode("utf-8"), include_comments=False) or "")


def by_justext(content: bytes, code: str) -> str:
    """The body of jusText with the stop list of the page's language."""
    paragraphs = justext.justext(content, justext.get_stoplist(STOP_LISTS[code]))
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def segments(extract: Callable[[bytes, str], str], prefix: str) -> tuple[float, float, float]:
    """Precision, recall and F1 over the segments of the pages whose names begin so."""
    right = wrong = missed = 0
    for name, page in json.loads((PAGES / "expected.json").read_text(encoding="utf-8")).items():
        if name.startswith(prefix):
            body = " ".join(extract((PAGES / name).read_bytes(), prefix).split())
            right += sum(segment in body for segment in page["wanted"])
            missed += sum(segment not in body for segment in page["wanted"])
            wrong += sum(segment in body for segment in page["unwanted"])
    precision, recall = right / max(right + wrong, 1), right / (right + missed)
    return precision, recall, 2 * right / (2 * right + wrong + missed)


def main() -> None:
    """Print one line for each language and extractor."""
    for prefix in STOP_LISTS:
        for name, extract in (("ours", ours), ("trafilatura", by_trafilatura), ("jusText", by_justext)):
            precision, recall, f1 = segments(extract, prefix)
            print(f"page bodies {prefix}, {name}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main()
