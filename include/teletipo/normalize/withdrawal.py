"""Whether a desk takes a report back in plain words, and which: ``EFE anula la información titulada «…»``.

The words are in the languages' ``withdrawal.toml``, those of all languages together: notices are too short to tell
theirs. A newspaper that withdraws a story is news; an agency that withdraws its own, or asks other desks not to use
it, is a kill. What may not be used *before* some time is under an embargo, and no kill.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from teletipo.languages import available, language
from teletipo.normalize.agencies import agency_sign
from teletipo.normalize.wording import fold

_REACH = 400
_LONGEST_NAME = 200
_SHORTEST_NAME = 4
_QUOTED = re.compile(r"[\"“„«‘]([^\"“”„«»\n]{4,200}?)[\"”“»’]|(?<!\w)'([^'\n]{4,200}?)'(?!\w)")
_FILE = "withdrawal.toml"


def is_withdrawal(texts: Iterable[str], *, notes: Iterable[str], agency: str | None) -> bool:
    """Whether one of ``texts`` (headline, lines at the top) or of the desk's ``notes`` takes a report back.

    ``agency`` issued them; what another agency withdraws is news, where that is known.
    """
    patterns = _patterns()
    asked = any(patterns.request.match(fold(note[:_REACH])) for note in notes)
    return asked or any(_takes_back(text[:_REACH], agency) for text in (*texts, *notes))


def names(texts: Iterable[str]) -> tuple[str, ...]:
    """What notices call the reports that they are about: titles in quotation marks, slugs, identifiers."""
    return tuple(dict.fromkeys(name.strip(" .,;") for text in texts for name in _names(text)))


def asks(words: str) -> bool:
    """Whether folded words are a mere request, which takes back only what is named after it: ``do not use``."""
    return words in _patterns().asks


@cache
def not_before() -> str:
    """A look-ahead into folded text: no word that makes of a request not to publish an embargo."""
    return rf"(?![^.\n]{{0,80}}(?<!\w){_any(_lists()['until'])}(?!\w))"


def _takes_back(text: str, agency: str | None) -> bool:
    patterns, folded = _patterns(), fold(text)
    if patterns.plea.match(folded) or patterns.own_act.match(folded) or patterns.done.match(folded):
        return True
    act = patterns.agency_act.match(folded)
    sign = agency_sign(text[slice(*act.span("who"))]) if act else None
    issuer = agency_sign(agency) if agency else None
    return sign is not None and (issuer is None or issuer == sign)


def _names(text: str) -> Iterator[str]:
    for found in _QUOTED.finditer(text[: 4 * _REACH]):
        yield found[1] or found[2]
    for named in _patterns().identifier.finditer(fold(text[: 4 * _REACH])):
        name = text[slice(*named.span("name"))]
        if _SHORTEST_NAME <= len(name) <= _LONGEST_NAME:
            yield name


@dataclass(frozen=True, slots=True)
class _Patterns:
    """``plea``: anybody's request about a report; ``request``: a desk's in a note; the acts; ``identifier``: names.

    ``asks`` are the words of requests.
    """

    asks: frozenset[str]
    plea: re.Pattern[str]
    request: re.Pattern[str]
    own_act: re.Pattern[str]
    agency_act: re.Pattern[str]
    done: re.Pattern[str]
    identifier: re.Pattern[str]


@cache
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for code in available():
        if language(code).has(_FILE):
            for key, words in language(code).rules("withdrawal").items():
                lists.setdefault(key, []).extend(map(fold, words))
    return lists


@cache
def _patterns() -> _Patterns:
    lists = _lists()
    one = {key: _any(words) for key, words in lists.items()}
    begins = r"[\s(\[*>–—-]*+"
    opening = rf"{begins}(?:[^\n]{{0,80}}?(?:[:–—]|\.-|\s-){begins})?"
    address = rf"{begins}(?:[^\n:]{{0,60}}?(?<!\w){one['address']}(?!\w)[^\n:]{{0,40}}?(?:[:,–—]|\.-|\s-){begins})?"
    gap = r"(?:[\w'’]+[ ,(-]{1,2}){0,6}?"
    report = rf"{one['report']}(?!\w)"
    ours = rf"(?:{one['report']}|{one['ours']})(?!\w)"
    later = not_before()
    please = rf"{one['please']}\W*(?:[\w'’]+\W{{1,2}}){{0,4}}?"
    politely = _around([*lists["ask"], *lists["ask_politely"]], rf"\W+{gap}{report}")
    plainly = _around(lists["ask"], rf"\W+{gap}{report}")
    any_ask = _any(ask.partition(" … ")[0] for ask in (*lists["ask"], *lists["ask_politely"]))
    own_acts = _around(lists["own_act"], rf"\s+{gap}{report}")
    acts = _around(lists["agency_act"], rf"\s+{gap}{report}")
    return _Patterns(
        asks=frozenset((*lists["ask"], *lists["ask_politely"])),
        plea=re.compile(rf"{address}(?:{please}{politely}|{plainly}){later}"),
        request=re.compile(
            rf"{opening}(?:(?:{please})?{politely}{later}|(?:{please})?{any_ask}\s*(?:[.!;:]|$))",
        ),
        own_act=re.compile(rf"{address}{own_acts}"),
        agency_act=re.compile(
            rf"{opening}(?:(?:la |l'|a |the )?agenc\w+ )?(?:the |l'|la |a )?(?P<who>\w[\w.& -]{{1,40}}?)\s+{acts}"
        ),
        done=re.compile(
            rf"{opening}(?:{one['this']}\W+(?:\w+\W+){{0,2}}?{ours}[^.\n]{{0,120}}?"
            rf"|{one['the']}\W{{0,2}}{report}[^\n]{{0,20}}?(?:{one['named']}|[\"“„«‘'])[^\n]{{0,240}}?)"
            rf"(?<!\w){one['done']}(?!\w)"
        ),
        identifier=re.compile(
            rf"(?<!\w)(?:{one['named']}|guid|slug)\W{{1,3}}(?P<name>[\w./:#@-]*[\d:#-][\w./:#@-]*\w)"
        ),
    )


def _any(words: Iterable[str]) -> str:
    forms = sorted(set(words), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms) + ")"


def _around(words: Iterable[str], report: str) -> str:
    """A pattern for any of the words followed by ``report``, or, where they have an ellipsis, around it."""
    forms = sorted(set(words), key=len, reverse=True)
    whole = _any(form for form in forms if "…" not in form)
    split = [tuple(_any([part]) for part in form.split(" … ")) for form in forms if "…" in form]
    return "(?:" + "|".join([f"{whole}{report}", *(f"{a}{report}[^\\n]{{0,200}}?(?<!\\w){b}" for a, b in split)]) + ")"
