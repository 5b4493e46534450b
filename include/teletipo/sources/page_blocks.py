"""The text blocks of a page as its tree holds them, each with what speaks for and against it.

Link density and the place in the tree tell content from its surroundings (Kohlschütter et al., "Boilerplate
Detection using Shallow Text Features", WSDM 2010; Pomikálek, "Removing Boilerplate", 2011, whose code is jusText).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from teletipo.sources.markup import BLOCKS
from teletipo.sources.xml import Element

UNSEEN = frozenset(
    """script style head noscript template iframe object embed svg button select textarea nav
    input""".split()  # noqa: SIM905  a list of tags
)
CONTAINERS = frozenset({"div", "section", "article", "main", "body", "td"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CAPTIONS = frozenset({"figcaption", "figure"})
BESIDE = re.compile(
    r"(?<!\bno)(?<!\bhas)(?<!\bwith)(?<!\bsin)(?<!\bcon)(?:^|[\s_-])(?:relat(?:ed|edlinks)|relacionad[ao]s?|related-?(?:posts|articles|content|news|stories)|recommend\w*|recomend\w*"
    r"|newsletters?|boletin\w*|subscri(?:be|ption)s?(?:-?(?:box|form|banner|promo))?|suscri(?:bete|pcion|birse)\w*|signup|sign-up"
    r"|share\w*|sharing|compartir|social(?:-?(?:media|share|links|icons|bar|networks?|buttons?))?|redes|rrss|follow-?us|siguenos|promo\w*|advert\w*|publicidad|ads?|banner\w*|sponsor\w*|patrocinad\w*"
    r"|instagram-media|tiktok-embed|outbrain|taboola|trc|teads|most-?(?:read|viewed|popular)|mas-?(?:leid|vist)\w*|lo-?mas\w*"
    r"|te-?puede-?interesar|(?:mas|otras|ultimas)-?noticias|more-?news|le[ea]r?-?(?:tambien|mas)|ver-?tambien|read-?(?:also|next)|see-?also|more-?(?:on|from|stories)"
    r"|author-?(?:bio|box|info|card)|autor-?(?:bio|box|info|ficha)|about-?(?:the-)?author"
    r"|breadcrumbs?|migas\w*|etiquetas|tag-?list|comments?|comentarios|disqus"
    r"|cookie\w*|gdpr|consent|disclaimer|copyright|caption|pie-?(?:de-?)?foto|foto-?pie|credits?"
    r"|video-?(?:player|playlist)|playlist|gallery|galeria|slideshow|carousel|carrusel|sidebar|aside|toolbar|print-?only"
    r"|trust-?project|the-?trust|poll|encuesta|skip-?link\w*|screen-?reader\w*|sr-only|visually-?hidden)(?=$|[\s_-])",
    re.IGNORECASE,
)
NOT_TEXT = re.compile(r"[\W_]+")
BESIDE_AT_END = re.compile(
    r"(?:^|[\s_-])(?:tags?|topics?|temas|keywords|bio|popular|ranking|pie)(?=$|\s)", re.IGNORECASE
)
SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "”", '"', "»", ":", ")")
LEAST_PROSE = 40
MOST_LINKED = 0.3
LEAST_ELSEWHERE = 0.15
DEEPEST = 250


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its text on one line, its letters and figures, the share of it inside links, and where it stands.

    ``beside`` is the nearest ancestor whose class says that it stands beside the article; ``parent`` is the
    element whose child the block is, and for text that stands loose in a container the container.
    """

    text: str
    key: str
    tag: str
    link_density: float
    beside: Element | None
    parent: Element | None
    caption: bool


def key_of(text: str) -> str:
    """The letters and figures of a text, for comparing it across extractors."""
    return NOT_TEXT.sub("", text)


def misjudged(blocks: list[Block]) -> set[Element]:
    """The elements that are the article although their class says that they stand beside it.

    One that holds more than half of the prose on the page is; all of them are where hardly any prose is elsewhere.
    """
    weight: Counter[Element | None] = Counter()
    for block in blocks:
        if is_prose(block) and not block.caption:
            weight[block.beside] += len(block.key)
    total = weight.total()
    all_of_them = weight[None] < total * LEAST_ELSEWHERE
    return {one for one, size in weight.items() if one is not None and (all_of_them or size > total / 2)}


def is_prose(block: Block) -> bool:
    """Whether a block reads as a paragraph: a sentence or more, and hardly any link."""
    written = len(block.text) > LEAST_PROSE and block.text.endswith(SENTENCE_ENDS)
    return written and block.tag in {"p", "div"} and block.link_density < MOST_LINKED


def blocks_of(tree: Element) -> list[Block]:
    """The blocks of a page in reading order, without scripts, forms and navigation."""
    walker = _Walker()
    body = tree.find(".//body")
    walker.walk(tree if body is None else body, None, caption=False, in_link=False, depth=0)
    walker.flush()
    return walker.found


class _Walker:
    """Walks the tree once and cuts its text into blocks."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.pending: list[str] = []
        self.linked = 0
        self.place: tuple[Element | None, str, Element | None, bool] = (None, "body", None, False)

    def walk(self, element: Element, beside: Element | None, *, caption: bool, in_link: bool, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in UNSEEN or depth > DEEPEST:
            return
        if beside is None and tag not in {"body", "article", "main", "html"} and stands_beside(element):
            beside = element
        caption = caption or tag in CAPTIONS
        in_link = in_link or tag == "a"
        block = tag in BLOCKS
        outer = self.place
        if block:
            self.flush()
            self.place = (element if tag in CONTAINERS else element.getparent(), tag, beside, caption)
        if tag == "br":
            self.flush()
        self._take(element.text, in_link=in_link)
        for child in element:
            self.walk(child, beside, caption=caption, in_link=in_link, depth=depth + 1)
            self._take(child.tail, in_link=in_link)
        if block:
            self.flush()
            self.place = outer

    def flush(self) -> None:
        if not self.pending:
            return
        text = " ".join("".join(self.pending).split())
        if text:
            parent, tag, beside, caption = self.place
            self.found.append(
                Block(text, key_of(text), tag, min(1.0, self.linked / len(text)), beside, parent, caption)
            )
        self.pending.clear()
        self.linked = 0

    def _take(self, text: str | None, *, in_link: bool) -> None:
        if text and (self.pending or not text.isspace()):
            self.pending.append(text)
            if in_link:
                self.linked += len(" ".join(text.split()))


def stands_beside(element: Element) -> bool:
    """Whether an element's tag, class, id or role says that it is not the article itself.

    One that holds the page's title is the article, whatever its class says.
    """
    if element.tag in {"aside", "footer"} or element.get("role") in {"complementary", "navigation", "contentinfo"}:
        return True
    label = f"{element.get('class') or ''} {element.get('id') or ''}"
    return label != " " and _names_surroundings(label) and element.find(".//h1") is None


@lru_cache(maxsize=4096)
def _names_surroundings(label: str) -> bool:
    return bool(BESIDE.search(label) or BESIDE_AT_END.search(label))
