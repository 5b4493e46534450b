"""The body of an article page: trafilatura's choice, checked block by block against the page and its JSON-LD.

trafilatura (Barbaresi, ACL 2021) finds the article and keeps too much around it, most of all on Spanish pages:
links to other stories, calls to subscribe, captions, tags. So its paragraphs are looked up in the tree, and
those that stand beside the article, or are mostly link, are left out; paragraphs that it lost between two that
it kept are put back. The ``articleBody`` that a quarter of pages carry decides about the edges, and stands in
where the extraction has plainly failed; it is not believed alone, because on some pages it is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from teletipo.sources import markup
from teletipo.sources.page_blocks import HEADINGS, Block, is_prose, key_of
from teletipo.sources.page_data import PageData
from teletipo.sources.page_edges import Around, trimmed
from teletipo.sources.page_extraction import Paragraph, extracted, unpruned
from teletipo.sources.page_ground import WRAPPERS, Ground, ground_of
from teletipo.sources.page_words import page_words
from teletipo.sources.xml import Element

LEAST_RUN = 100
LEAST_TWICE = 30
MOST_RUNS = 40
SLACK = 12
TAIL = 40
LEAST_BODY = 250
FAILED_BELOW = 0.5
MATCHED = 0.75
TEASER = 0.8
WIDEST_BREAK = 3


def body_of(
    page: PageData, blocks: list[Block], *, headline: str | None, authors: tuple[str, ...], names: tuple[str, ...]
) -> list[str]:
    """The paragraphs of the article; empty where there is none.

    ``blocks`` are the page's; ``headline``, ``authors`` and other ``names`` (the publisher's) are left out of it.
    """
    around = Around(headline, authors, names)
    ground = ground_of(blocks, headline)
    kept = _checked(extracted(page.tree, blocks), ground, around) or _checked(_most_prose(ground), ground, around)
    stated = _stated_body(page, around)
    return [text for _, text in _reconciled(kept, stated) or _as_it_is(page, around)]


def _as_it_is(page: PageData, around: Around) -> list[Paragraph]:
    """The text of a page whose names lead astray; empty where it is too short for an article."""
    found = trimmed([one for one in unpruned(page.tree) if not page_words().is_call(one[1])], around)
    return found if sum(len(text) for _, text in found) >= LEAST_BODY else []


def _most_prose(ground: Ground) -> list[Paragraph]:
    """The paragraphs of the element that holds most of the prose, for pages in which the extraction finds none."""
    prose = [
        block
        for number, block in enumerate(ground.blocks)
        if is_prose(block) and not ground.speaks_against(number) and not page_words().is_notice(block.text)
    ]
    weight: Counter[Element | None] = Counter()
    for block in prose:
        weight[block.parent] += len(block.key)
    most, size = next(iter(weight.most_common(1)), (None, 0))
    return [(block.tag, block.text) for block in prose if block.parent is most] if size >= LEAST_BODY else []


def _split(chosen: list[Paragraph], ground: Ground) -> list[Paragraph]:
    """The paragraphs, those that run several blocks of the page together (trafilatura's last resort) cut up again."""
    parted: list[Paragraph] = []
    attempts = 0
    for tag, text in chosen:
        key = key_of(text)
        run: list[Paragraph] = []
        if key not in ground.places and len(key) >= LEAST_RUN and attempts < MOST_RUNS:
            attempts += 1
            run = _run(key, ground.blocks)
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


def _checked(chosen: list[Paragraph], ground: Ground, around: Around) -> list[Paragraph]:
    """The chosen paragraphs that the page does not speak against, and those lost between them."""
    chosen = _in_order(_split(chosen, ground), ground)
    teasers = _teasers(chosen, ground)
    kept: list[Paragraph] = []
    seen: set[str] = set()
    for tag, text in chosen:
        key, place = key_of(text), ground.place(text)
        again = key in seen and len(key) > LEAST_TWICE
        if (
            again
            or page_words().is_call(text)
            or key in teasers
            or (place is not None and ground.speaks_against(place))
        ):
            continue
        seen.add(key)
        own = ground.blocks[place].tag if place is not None else tag
        kept.append((own if own in HEADINGS else tag, text))
    return trimmed(_refilled(kept, ground), around)


def _in_order(chosen: list[Paragraph], ground: Ground) -> list[Paragraph]:
    """The paragraphs in the order of the page, where all of them stand on it (trafilatura's last resort mixes them)."""
    places = [ground.place(text) for _, text in chosen]
    found = [place for place in places if place is not None]
    if len(found) < len(places) or found == sorted(found):
        return chosen
    return [chosen[number] for number in sorted(range(len(chosen)), key=lambda one: found[one])]


def _teasers(chosen: list[Paragraph], ground: Ground) -> set[str]:
    """The keys of the chosen paragraphs below a linked title, but for those where most of the text stands."""
    blocks = ground.blocks
    places = [place for place in (ground.place(text) for _, text in chosen) if place]
    weight: Counter[Element | None] = Counter()
    for place in places:
        weight[blocks[place].parent] += len(blocks[place].key)
    main = next(iter(weight.most_common(1)), (None, 0))[0]
    below = (
        place for place in places if blocks[place - 1].tag in HEADINGS and blocks[place - 1].link_density >= TEASER
    )
    return {blocks[place].key for place in below if blocks[place].parent is not main}


def _refilled(kept: list[Paragraph], ground: Ground) -> list[Paragraph]:
    """The paragraphs with those put back that the extraction lost between two of them, or next to them.

    Lost ones have the same parent as one that was kept, or one of the same kind beside it.
    """
    blocks = ground.blocks
    numbers = [ground.place(text) for _, text in kept]
    found = [number for number in numbers if number is not None]
    if len(found) < 2 or len(found) < MATCHED * len(kept) or found != sorted(found):
        return kept
    ends = {key_of(text)[-TAIL:] for _, text in kept}
    homes = {home for number in found if blocks[number].tag == "p" for home in _homes(blocks[number])}

    def lost(number: int, *, between: bool = False) -> bool:
        block = blocks[number]
        if block.key[-TAIL:] in ends or ground.speaks_against(number) or page_words().is_call(block.text):
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


def _stated_body(page: PageData, around: Around) -> list[Paragraph]:
    """The paragraphs of the JSON-LD ``articleBody``, where it is long enough to be one."""
    value = page.article.get("articleBody")
    if not isinstance(value, str) or len(value) < LEAST_BODY:
        return []
    blocks = markup.html_paragraphs(value)
    if len(blocks) == 1:
        blocks = [line.strip() for line in value.split("\n") if line.strip()] or blocks
    return trimmed([("p", block) for block in blocks if not page_words().is_call(block)], around)


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
