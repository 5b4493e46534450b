"""Article pages: bodies, titles and instants of ours beside trafilatura and jusText, and pages a second.

The pages are those of ``tests/gold/pages``. Segments are counted over all of them; 4-grams of words (the measure of
Zyte's article benchmark) over those that are expected whole. Speed is taken on the same pages grown to real size.
"""

from __future__ import annotations

import json
import random
import re
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import justext

from teletipo.sources import parse_payload

PAGES = Path(__file__).parents[1] / "tests" / "gold" / "pages"
STOP_LISTS = {"es": "Spanish", "en": "English", "pt": "Portuguese", "fr": "French", "de": "German", "it": "Italian"}
SIZES_KB = (100, 170, 250, 400)
CARDS, COMMENTS, LINKS = 60, 60, 180
Extract = Callable[[bytes, str], str]
Page = dict[str, Any]


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


EXTRACTORS: dict[str, Extract] = {"ours": ours, "trafilatura": by_trafilatura, "jusText": by_justext}


def segments(pages: Iterable[tuple[Page, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the wanted and unwanted segments of pages and the bodies found in them."""
    right = wrong = missed = 0
    for page, body in pages:
        text = " ".join(body.split())
        kept = [segment for segment in page["wanted"] if segment in text]
        right += len(kept)
        missed += len(page["wanted"]) - len(kept)
        for segment in sorted([*kept, *page.get("optional", [])], key=len, reverse=True):
            text = text.replace(segment, " ")
        wrong += sum(segment in text for segment in page["unwanted"])
    return _of_counts(right / max(right + wrong, 1), right / max(right + missed, 1))


def four_grams(pages: Iterable[tuple[Page, str]]) -> tuple[float, float, float]:
    """Mean precision and recall of the 4-grams of words over the pages that are expected whole, and F1 of the means."""
    shares: list[tuple[float, float]] = []
    for page, body in pages:
        text = " ".join(body.split())
        for segment in sorted(page["optional"], key=len, reverse=True):
            text = text.replace(segment, " ", 1)
        wanted, found = _grams(" ".join(page["wanted"])), _grams(text)
        common = (wanted & found).total()
        shares.append((common / max(found.total(), 1), common / max(wanted.total(), 1)))
    return _of_counts(*(sum(share) / max(len(shares), 1) for share in zip(*shares, strict=True)))


def grown(page: str, kilobytes: int, seed: int) -> str:
    """A page with the scripts, styles, menus, cards, comments and foot that real ones have, to about a size."""
    pick = random.Random(seed)
    words = re.findall(r"\w+", re.sub(r"<[^>]*>", " ", page))

    def line(length: int) -> str:
        return " ".join(pick.choices(words, k=length)).capitalize() + "."

    def link(number: int, length: int) -> str:
        return f'<a href="/{number}" class="link l{number}"><span>{line(length)}</span></a>'

    script = "<script>window.settings=" + json.dumps({f"k{key}": line(14) for key in range(80)}) + ";</script>"
    styles = "<style>" + "".join(f".c{key}{{margin:0 {key}px}}" for key in range(300)) + "</style>"
    menu = "<nav><ul>" + "".join(f"<li>{link(key, 2)}</li>" for key in range(LINKS)) + "</ul></nav>"
    cards = "".join(
        f'<div class="card"><a href="/{key}"><img src="/{key}.jpg" alt="{line(5)}"></a>'
        f'<div class="text"><span class="kicker">{line(1)}</span><h3>{link(key, 9)}</h3></div></div>'
        for key in range(CARDS)
    )
    comments = "".join(
        f'<li class="comment"><b>{line(1)}</b> <time>10:{key:02d}</time><p>{line(25)}</p></li>'
        for key in range(COMMENTS)
    )
    after = f'<section class="related">{cards}</section><div class="comments"><ol>{comments}</ol></div>'
    filler = max(kilobytes * 1000 - sum(map(len, (page, styles, menu, after))), 0) // len(script)
    head, _, rest = page.partition("<body")
    opening, _, inside = rest.partition(">")
    main, _, end = inside.rpartition("</body>")
    return f"{head}{styles}<body{opening}>{menu}{main or end}{after}{script * filler}</body></html>"


def main() -> None:
    """Print bodies by language and extractor, titles and instants, and pages a CPU-second."""
    expected: dict[str, Page] = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
    contents = {name: (PAGES / name).read_bytes() for name in expected}
    for code in ("es", "en", ""):
        names = [name for name in expected if name.startswith(code)]
        for who, extract in EXTRACTORS.items():
            bodies = {name: extract(contents[name], name[:2]) for name in names}
            whole = ((expected[name], body) for name, body in bodies.items() if "optional" in expected[name])
            told = ((expected[name], body) for name, body in bodies.items())
            scores = f"segments {_shown(segments(told))}; 4-grams {_shown(four_grams(whole))}"
            print(f"{len(names)} pages {code or 'all'}, {who}: {scores}")
    _print_titles(expected, contents)
    _print_speed(contents)


def _print_titles(expected: dict[str, Page], contents: dict[str, bytes]) -> None:
    items = {name: parse_payload(content, url=expected[name].get("url")).items[0] for name, content in contents.items()}
    dated = [(items[name].published or "", page["published"]) for name, page in expected.items() if page["published"]]
    titles = sum(items[name].headline == page["title"] for name, page in expected.items())
    days = sum(found[:10] == wanted[:10] for found, wanted in dated)
    instants = sum(_instant(found) == _instant(wanted) for found, wanted in dated)
    print(f"titles {titles}/{len(items)}, days {days}/{len(dated)}, instants {instants}/{len(dated)}")


def _print_speed(contents: dict[str, bytes]) -> None:
    big = [
        grown(content.decode(), SIZES_KB[number % len(SIZES_KB)], number).encode()
        for number, content in enumerate(contents.values())
    ]
    for who, extract in (("ours", ours), ("trafilatura", by_trafilatura)):
        for page in big:
            extract(page, "es")
        started = time.process_time()
        for page in big:
            extract(page, "es")
        spent = time.process_time() - started
        print(f"{who}: {len(big) / spent:.0f} pages of {sum(map(len, big)) / len(big) / 1000:.0f} kB a CPU-second")


def _instant(stamp: str) -> object:
    return datetime.fromisoformat(stamp) if len(stamp) > 10 else stamp


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def _of_counts(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _shown(scores: tuple[float, float, float]) -> str:
    return "P {:.3f} R {:.3f} F1 {:.3f}".format(*scores)


if __name__ == "__main__":
    main()
