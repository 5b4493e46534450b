"""The body of an article page: trafilatura's choice, checked block by block against the page and its JSON-LD.

trafilatura (Barbaresi, ACL 2021) finds the article and keeps too much around it, most of all on Spanish pages:
links to other stories, calls to subscribe, captions, tags. So its paragraphs are looked up in the tree, and
those that stand beside the article, or are mostly link, are left out; paragraphs that it lost between two that
it kept are put back. The ``articleBody`` that a quarter of pages carry decides about the edges, and stands in
where the extraction has plainly failed; it is not believed alone, because on some pages it is wrong.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import takewhile

from teletipo.sources import markup
from teletipo.sources.instants import search
from teletipo.sources.page_blocks import HEADINGS, SENTENCE_ENDS, Block, is_prose, key_of, misjudged
from teletipo.sources.page_data import PageData
from teletipo.sources.page_extraction import Paragraph, extracted
from teletipo.sources.page_words import PageWords, page_words
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


@dataclass(frozen=True, slots=True)
class Around:
    """What a page's article is known by: strings that are its own, but no part of its body."""

    headline: str | None
    names: tuple[str, ...]
    words: PageWords


def body_of(
    page: PageData, blocks: list[Block], *, headline: str | None, names: tuple[str, ...], code: str | None
) -> list[str]:
    """The paragraphs of the article; empty where there is none.

    ``blocks`` are the page's; ``headline`` and ``names`` (authors, publisher) are left out of it;
    ``code`` is the page's language (ISO 639-1), whose list of calls to the reader is used.
    """
    around = Around(headline, names, page_words(code))
    kept = _checked(extracted(page.tree, blocks), blocks, around) or _checked(_most_prose(blocks), blocks, around)
    stated = _stated_body(page, around)
    return [text for _, text in _reconciled(kept, stated)]


def _most_prose(blocks: list[Block]) -> list[Paragraph]:
    """The paragraphs of the element that holds most of the prose, for pages in which the extraction finds none."""
    inside = misjudged(blocks)
    prose = [block for block in blocks if is_prose(block) and not _speaks_against(block, inside)]
    weight: Counter[Element | None] = Counter()
    for block in prose:
        weight[block.parent] += len(block.key)
    most, size = next(iter(weight.most_common(1)), (None, 0))
    return [(block.tag, block.text) for block in prose if block.parent is most] if size >= LEAST_BODY else []


def _split(chosen: list[Paragraph], blocks: list[Block], known: dict[str, Block]) -> list[Paragraph]:
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
    known: dict[str, Block] = {}
    for block in sorted(blocks, key=lambda one: (one.beside is not None, one.caption, one.link_density)):
        known.setdefault(block.key, block)
    chosen = _split(chosen, blocks, known)
    inside = misjudged(blocks)
    kept: list[Paragraph] = []
    seen: set[str] = set()
    for tag, text in chosen:
        key = key_of(text)
        source = known.get(key)
        if (key in seen and len(key) > 30) or _is_call(text, around) or (source and _speaks_against(source, inside)):
            continue
        seen.add(key)
        kept.append((source.tag if source and source.tag in HEADINGS else tag, text))
    return _trimmed(_refilled(kept, blocks, inside, around), around)


def _speaks_against(block: Block, inside: set[Element]) -> bool:
    if block.beside is not None and block.beside not in inside:
        return True
    return block.caption or (block.link_density >= MOSTLY_LINK and len(block.text) < LINK_LINE)


def _is_call(text: str, around: Around) -> bool:
    return len(text) <= SHORT and around.words.is_call(text)


def _refilled(kept: list[Paragraph], blocks: list[Block], inside: set[Element], around: Around) -> list[Paragraph]:
    """The paragraphs with those put back that stand between two of them, or next to them, under the same parent."""
    places = {block.key: number for number, block in enumerate(blocks)}
    numbers = [places.get(key_of(text)) for _, text in kept]
    found = [number for number in numbers if number is not None]
    if len(found) < 2 or len(found) < MATCHED * len(kept) or found != sorted(found):
        return kept
    ends = {key_of(text)[-TAIL:] for _, text in kept}
    parents = {blocks[number].parent for number in found if blocks[number].tag == "p"}

    def lost(block: Block) -> bool:
        own = block.parent in parents and block.key[-TAIL:] not in ends
        return own and is_prose(block) and not _speaks_against(block, inside) and not _is_call(block.text, around)

    whole = [(block.tag, block.text) for block in reversed(list(takewhile(lost, reversed(blocks[: found[0]]))))]
    last: int | None = None
    for number, paragraph in zip(numbers, kept, strict=True):
        if number is not None:
            if last is not None:
                whole.extend((block.tag, block.text) for block in blocks[last + 1 : number] if lost(block))
            last = number
        whole.append(paragraph)
    return whole + [(block.tag, block.text) for block in takewhile(lost, blocks[found[-1] + 1 :])]


def _trimmed(kept: list[Paragraph], around: Around) -> list[Paragraph]:
    """Without the title, the scraps of author, place and date, and headings over nothing, at either end."""
    start, end = 0, len(kept)
    while start < end and _is_furniture(kept[start], around):
        start += 1
    while end > start and (kept[end - 1][0] in HEADINGS or _is_furniture(kept[end - 1], around)):
        end -= 1
    return kept[start:end]


def _is_furniture(paragraph: Paragraph, around: Around) -> bool:
    tag, text = paragraph
    key = key_of(text).casefold()
    if (
        tag == "h1"
        or (len(text) <= SHORT and around.words.is_notice(text))
        or (around.headline and key == key_of(around.headline).casefold())
    ):
        return True
    if any(
        key in {key_of(name).casefold(), f"por{key_of(name).casefold()}", f"by{key_of(name).casefold()}"}
        for name in around.names
    ):
        return True
    if text.endswith(SENTENCE_ENDS):
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
    return _trimmed([("p", block) for block in blocks if not _is_call(block, around)], around)


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
