"""The body of an article page: trafilatura's choice, checked block by block against the page and its JSON-LD.

trafilatura (Barbaresi, ACL 2021) finds the article and keeps too much around it, most of all on Spanish pages:
links to other stories, calls to subscribe, captions, tags. So its paragraphs are looked up in the tree, and
those that stand beside the article, or are mostly link, are left out; paragraphs that it lost between two that
it kept are put back. The ``articleBody`` that a quarter of pages carry decides about the edges, and stands in
where the extraction has plainly failed; it is not believed alone, because on some pages it is wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from teletipo.sources import markup
from teletipo.sources.instants import search
from teletipo.sources.page_blocks import HEADINGS, SENTENCE_ENDS, Block, is_prose, key_of, misjudged, speaks_against
from teletipo.sources.page_data import PageData
from teletipo.sources.page_extraction import Paragraph, extracted
from teletipo.sources.page_words import QUOTED, page_words
from teletipo.sources.xml import Element

MOSTLY_LINK = 0.6
LINK_LINE = 300
SHORT = 220
STAMP = 90
SCRAP = 50
LEAST_RUN = 100
MOST_RUNS = 40
SLACK = 12
TAIL = 40
LEAST_BODY = 250
FAILED_BELOW = 0.5
MATCHED = 0.75
TEASER = 0.8
WIDEST_BREAK = 3
WRAPPERS = frozenset({"ul", "ol", "li", "dl", "blockquote", "table", "tbody", "tr"})
STAMP_ALONE = re.compile(
    r"\D{0,12}\d{1,2}[:.hH]\d{2}\s*(?:[apAP]\.?\s?[mM]\.?)?\s*(?:h|hs|hrs|horas|Uhr|[A-Z]{2,4})?\.?\W*"
)
DATELINE = re.compile(r"\W*[^\W\d_].*\(.*\)\s*\.?\s*[-–—]+$")
REACH_US = re.compile(r"\S@\S+\.\w|\b(?:tel|tfno|teléfono|phone)\b\.?:?\s*[+(]?\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Around:
    """What a page's article is known by: strings that are its own, but no part of its body."""

    headline: str | None
    authors: tuple[str, ...]
    names: tuple[str, ...]


def body_of(
    page: PageData, blocks: list[Block], *, headline: str | None, authors: tuple[str, ...], names: tuple[str, ...]
) -> list[str]:
    """The paragraphs of the article; empty where there is none.

    ``blocks`` are the page's; ``headline``, ``authors`` and other ``names`` (the publisher's) are left out of it.
    """
    around = Around(headline, authors, names)
    kept = _checked(extracted(page.tree, blocks), blocks, around) or _checked(_most_prose(blocks), blocks, around)
    stated = _stated_body(page, around)
    return [text for _, text in _reconciled(kept, stated)]


def _most_prose(blocks: list[Block]) -> list[Paragraph]:
    """The paragraphs of the element that holds most of the prose, for pages in which the extraction finds none."""
    inside = misjudged(blocks)
    prose = [block for block in blocks if is_prose(block) and not _against(block, inside)]
    weight: Counter[Element | None] = Counter()
    for block in prose:
        weight[block.parent] += len(block.key)
    most, size = next(iter(weight.most_common(1)), (None, 0))
    return [(block.tag, block.text) for block in prose if block.parent is most] if size >= LEAST_BODY else []


def _split(chosen: list[Paragraph], blocks: list[Block], known: dict[str, int]) -> list[Paragraph]:
    """The paragraphs, those that run several blocks of the page together (trafilatura's last resort) cut up again."""
    parted: list[Paragraph] = []
    attempts = 0
    for tag, text in chosen:
        key = key_of(text)
        run: list[Paragraph] = []
        if key not in known and len(key) >= LEAST_RUN and attempts < MOST_RUNS:
            attempts += 1
            run = _run(key, blocks)
        parted.extend(run or [(tag, text)])
    return parted


def _run(key: str, blocks: list[Block]) -> list[Paragraph]:
    """The neighbouring blocks that make up a text, given by its letters and figures; empty if none do."""
    for start, block in enumerate(blocks):
        if not block.key or len(block.key) >= len(key) or key.find(block.key, 0, len(block.key) + SLACK) < 0:
            continue
        cursor, inner, missing = 0, [], 0
        for other in blocks[start:]:
            at = key.find(other.key, cursor, cursor + len(other.key) + SLACK) if other.key else cursor
            if at >= 0:
                inner.append((other.tag, other.text))
                cursor = at + len(other.key)
            missing += at < 0
            if missing > SLACK or len(key) - cursor <= SLACK:
                break
        if len(inner) > 1 and len(key) - cursor <= SLACK:
            return inner
    return []


def _checked(chosen: list[Paragraph], blocks: list[Block], around: Around) -> list[Paragraph]:
    """The chosen paragraphs that the page does not speak against, and those lost between them."""
    known: dict[str, int] = {}
    for number in sorted(range(len(blocks)), key=lambda one: _doubt(blocks[one])):
        known.setdefault(blocks[number].key, number)
    chosen = _split(chosen, blocks, known)
    chosen = _in_order(chosen, known)
    inside = misjudged(blocks)
    teasers = _teasers(chosen, blocks, known)
    kept: list[Paragraph] = []
    seen: set[str] = set()
    for tag, text in chosen:
        key = key_of(text)
        source = blocks[known[key]] if key in known else None
        if (key in seen and len(key) > 30) or _is_call(text) or key in teasers or (source and _against(source, inside)):
            continue
        seen.add(key)
        kept.append((source.tag if source and source.tag in HEADINGS else tag, text))
    return _trimmed(_refilled(kept, blocks, known, inside), around)


def _doubt(block: Block) -> tuple[bool, bool, float]:
    return (block.beside is not None, block.caption, block.link_density)


def _in_order(chosen: list[Paragraph], known: dict[str, int]) -> list[Paragraph]:
    """The paragraphs in the order of the page, where all of them stand on it (trafilatura's last resort mixes them)."""
    places = [known.get(key_of(text)) for _, text in chosen]
    found = [place for place in places if place is not None]
    if len(found) < len(places) or found == sorted(found):
        return chosen
    return [chosen[number] for number in sorted(range(len(chosen)), key=lambda one: found[one])]


def _teasers(chosen: list[Paragraph], blocks: list[Block], known: dict[str, int]) -> set[str]:
    """The keys of the chosen paragraphs below a linked title, but for those where most of the text stands."""
    places = [known[key] for key in (key_of(text) for _, text in chosen) if key in known]
    weight: Counter[Element | None] = Counter()
    for place in places:
        weight[blocks[place].parent] += len(blocks[place].key)
    main = next(iter(weight.most_common(1)), (None, 0))[0]
    return {
        blocks[place].key
        for place in places
        if place
        and blocks[place - 1].link_density >= TEASER
        and blocks[place].parent is not main
        and blocks[place - 1].tag in HEADINGS
    }


def _against(block: Block, inside: set[Element]) -> bool:
    """Whether its place, its links or its being nothing but a time of day speak against a block."""
    if speaks_against(block, inside) or STAMP_ALONE.fullmatch(block.text):
        return True
    return block.link_density >= MOSTLY_LINK and len(block.text) < LINK_LINE


def _is_call(text: str) -> bool:
    return len(text) <= SHORT and page_words().is_call(text)


def _refilled(
    kept: list[Paragraph], blocks: list[Block], known: dict[str, int], inside: set[Element]
) -> list[Paragraph]:
    """The paragraphs with those put back that the extraction lost between two of them, or next to them.

    Lost ones have the same parent as one that was kept, or one of the same kind beside it.
    """
    numbers = [known.get(key_of(text)) for _, text in kept]
    found = [number for number in numbers if number is not None]
    if len(found) < 2 or len(found) < MATCHED * len(kept) or found != sorted(found):
        return kept
    ends = {key_of(text)[-TAIL:] for _, text in kept}
    homes = {home for number in found if blocks[number].tag == "p" for home in _homes(blocks[number])}

    def lost(number: int, *, between: bool = False) -> bool:
        block = blocks[number]
        if block.key[-TAIL:] in ends or _against(block, inside) or _is_call(block.text):
            return False
        wanted = is_prose(block) or (between and (block.tag in HEADINGS or block.tag == "li"))
        return wanted and any(home in homes for home in _homes(block))

    before = list(_run_of(range(found[0] - 1, -1, -1), blocks, lost))
    after = list(_run_of(range(found[-1] + 1, len(blocks)), blocks, lost))
    whole = [(blocks[number].tag, blocks[number].text) for number in reversed(before)]
    last: int | None = None
    for number, paragraph in zip(numbers, kept, strict=True):
        if number is not None:
            if last is not None:
                missing = (one for one in range(last + 1, number) if lost(one, between=True))
                whole.extend((blocks[one].tag, blocks[one].text) for one in missing)
            last = number
        whole.append(paragraph)
    return whole + [(blocks[number].tag, blocks[number].text) for number in after]


def _run_of(numbers: Iterable[int], blocks: list[Block], lost: Callable[[int], bool]) -> Iterator[int]:
    """The lost paragraphs in a row of blocks, up to a title or to too many blocks that are none."""
    others = 0
    for number in numbers:
        if lost(number):
            others = 0
            yield number
        else:
            others += 1
        if others > WIDEST_BREAK or blocks[number].tag == "h1":
            return


def _homes(block: Block) -> Iterator[object]:
    """What the block's neighbours in an article share with it: the parent, or the parent's kind and its own parent."""
    parent = block.parent
    while parent is not None and parent.tag in WRAPPERS:
        parent = parent.getparent()
    if parent is not None:
        yield parent
        kind = (parent.get("class") or "").split()
        if kind and parent.getparent() is not None:
            yield (parent.getparent(), parent.tag, kind[0])


def _trimmed(kept: list[Paragraph], around: Around) -> list[Paragraph]:
    """Without the title, the scraps of author, place and date, and headings over nothing, at either end."""
    start, end = 0, len(kept)
    while start < end and _is_furniture(kept[start], around):
        start += 1
    while end > start and (kept[end - 1][0] in HEADINGS or _is_foot(kept[end - 1], around)):
        end -= 1
    text_at = next((number for number in range(start, end) if _opens_text(kept[number])), start)
    return [one for one in kept[start:text_at] if not _is_furniture(one, around)] + kept[text_at:end]


def _opens_text(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a long sentence, before which scraps are no part of the article."""
    tag, text = paragraph
    return tag not in HEADINGS and len(text) >= 2 * SCRAP and text.endswith(SENTENCE_ENDS)


def _is_foot(paragraph: Paragraph, around: Around) -> bool:
    """Whether a last paragraph is no part of the article: furniture, who wrote it, or how to reach the house."""
    _, text = paragraph
    if _is_furniture(paragraph, around):
        return True
    if len(text) <= SHORT and not text.endswith(SENTENCE_ENDS) and REACH_US.search(text):
        return True
    opening = key_of(text[:STAMP]).casefold()
    full_names = (name for name in around.authors if len(name.split()) > 1)
    told_of = any(opening.startswith(key_of(name).casefold()) for name in full_names)
    return told_of and not QUOTED.search(text)


def _is_furniture(paragraph: Paragraph, around: Around) -> bool:
    tag, text = paragraph
    key = key_of(text).casefold()
    if (
        tag == "h1"
        or (len(text) <= SHORT and page_words().is_notice(text))
        or (around.headline and key == key_of(around.headline).casefold())
    ):
        return True
    own = (key_of(name).casefold() for name in (*around.authors, *around.names))
    if any(key in {name, f"por{name}", f"by{name}"} for name in own):
        return True
    if text.endswith(SENTENCE_ENDS) or DATELINE.match(text):
        return False
    return (tag in {"p", "div"} and len(text) < SCRAP) or (len(text) < STAMP and search(text) is not None)


def _stated_body(page: PageData, around: Around) -> list[Paragraph]:
    """The paragraphs of the JSON-LD ``articleBody``, where it is long enough to be one."""
    value = page.article.get("articleBody")
    if not isinstance(value, str) or len(value) < LEAST_BODY:
        return []
    blocks = markup.html_paragraphs(value)
    if len(blocks) == 1:
        blocks = [line.strip() for line in value.split("\n") if line.strip()] or blocks
    return _trimmed([("p", block) for block in blocks if not _is_call(block)], around)


def _reconciled(kept: list[Paragraph], stated: list[Paragraph]) -> list[Paragraph]:
    """The extraction, its edges cut to what the page states; the statement itself where the extraction failed."""
    if not stated:
        return kept
    said = key_of(" ".join(text for _, text in stated)).casefold()
    extracted = key_of(" ".join(text for _, text in kept)).casefold()
    if len(extracted) < FAILED_BELOW * len(said) or (len(kept) < len(stated) and extracted == said):
        return stated
    whole = {key_of(text).casefold() for _, text in stated}
    agreed = [
        key in whole or (len(key) > SLACK and key in said) for key in (key_of(text).casefold() for _, text in kept)
    ]
    common = sum(len(key_of(text)) for (_, text), same in zip(kept, agreed, strict=True) if same)
    if common < MATCHED * len(said) or not any(agreed):
        return kept
    first, last = agreed.index(True), len(agreed) - 1 - agreed[::-1].index(True)
    return kept[first : last + 1]
