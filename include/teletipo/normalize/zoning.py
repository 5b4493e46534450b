"""What in a text is not the report's own telling: headline, byline, the desk's notices, credits, boilerplate.

Every rule looks at one line, at how it starts and where it stands; the words are in ``boilerplate.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from teletipo.languages import language
from teletipo.model import Zone, ZoneLabel
from teletipo.normalize.agencies import agency_sign
from teletipo.normalize.wording import alternatives, codes_with, fold

_LONGEST_HEADLINE = 200
_LONGEST_BYLINE = 90
_LONGEST_SIGNATURE = 40
_LONGEST_BOILERPLATE = 400
_LONGEST_CREDIT = 300
_TOP = 5
_BOTTOM = 5
_SLUG = re.compile(r"(?=[^ ]*[A-Z])[A-Z0-9]{2,}(?:[-/–][\w.]*)+(?:,? .{0,40})?")
_INITIALS = re.compile(r"(?:[a-z]{1,5}|[A-Z]{2,4})(?:\s?(?:[-/]|//)\s?[A-Za-z]{1,4})+|[a-z]{2,4}")
_END_OF_SENTENCE = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_MARKS = re.compile(
    r"[(\[–—-]*\s?(?:ENDS?|FIN|FINE|FIM|ENDE|End|Fin|Enditem|NNNN|nnnn)(?:/\d{4})?\s?[)\]–—-]*\.?"
    r"|-\s?(?:0|30|END)\s?-|[#_*=-]{3,}"
)
_RULE = re.compile(r"_{3,}")
_BRACKETED = re.compile(r"[(\[].*[)\]]\.?")
_LAST_SENTENCE = re.compile(r"(?<=[.!?…\"”»’)])\s+(?=[(\[]?[^\W\d_])")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+")
_SIGN_OFF = re.compile(r"(?<=[.!?…\"”»’)])\s*(-0-|\(?(?P<name>[A-Z][\w.]*(?:[ /][A-Z][\w.]*){0,2})\)?)\.?$")
# An agency's name on a line of its own, with the desk's initials, the day or an end mark after it: ``EFE aam/jlp``.
_SIGNATURE = re.compile(
    r"[\W_]*(?P<name>[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}?|dpa)[\W_]*"
    r"(?:[a-z]{2,3}|[a-z]{1,5}(?:[/-][a-z]{1,5})+|[A-Z]{2,4}(?:[ /][A-Z]{2,4})*|\d{1,2}-[A-Z]{3}-\d{4}|[Ff]i[mn])?"
    r"[\W_]*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty; ``number`` counts from the start of the text, ``left`` are the lines after it."""

    start: int
    text: str
    number: int
    left: int

    @property
    def end(self) -> int:
        """Where the line ends."""
        return self.start + len(self.text)

    @property
    def bracketed(self) -> bool:
        """Whether brackets enclose the line."""
        return bool(_BRACKETED.fullmatch(self.text))


def find_zones(text: str, *, code: str, known: tuple[Zone, ...], headline: str | None) -> tuple[Zone, ...]:
    """``known`` (header and dateline) and every other zone of a text, in order.

    ``code`` is the language of the report; ``headline`` the one that the item carries, to know it again in the text.
    """
    begins = max((zone.end for zone in known if zone.label == "header"), default=0)
    dateline = next((zone.start for zone in known if zone.label == "dateline"), None)
    words = _Words.of(code)
    zones = list(known)
    ruled = tail = False
    for line in _lines(text, begins):
        inside = [zone for zone in known if zone.start < line.end and line.start < zone.end]
        above = dateline is not None and line.end <= dateline
        tail = tail or (line.number > 0 and words.tail.fullmatch(fold(line.text)) is not None)
        label = None if inside else _label(line, words, above=above) or _ending(line, words, ruled=ruled, tail=tail)
        if label is None and not inside:
            label = _heading(line, text, words, above=above, headline=headline)
        ruled = bool(_RULE.fullmatch(line.text))
        if label:
            zones.append(Zone(label, line.start, line.end, line.text))
        elif line.left < _BOTTOM:
            zones += _sign_off(line, words)
    return tuple(sorted(zones, key=lambda zone: zone.start))


def _lines(text: str, start: int) -> list[Line]:
    found = list(re.compile(r"\S[^\n]*").finditer(text, start))
    return [Line(line.start(), line[0], number, len(found) - number - 1) for number, line in enumerate(found)]


def _label(line: Line, words: _Words, *, above: bool) -> ZoneLabel | None:
    """What a line is by how it starts; ``above`` a dateline the desk's words need no brackets."""
    folded = fold(line.text)
    if line.number and (_MARKS.fullmatch(line.text) or _ADDRESS.fullmatch(line.text)):
        return "credit"
    if line.left < _BOTTOM and line.number and len(line.text) <= 24 and _INITIALS.fullmatch(line.text):
        return "credit"
    if line.number and (not line.left or (line.number >= _TOP and line.left < _BOTTOM)) and _is_signature(line):
        return "credit"
    if line.number < _TOP and line.left and agency_sign(line.text):
        return "byline"
    if line.number < _TOP and len(line.text) <= _LONGEST_BYLINE and _is_byline(line, folded, words):
        return "byline"
    notice = words.notice.match(folded)
    sentence = above and line.text.endswith(".")
    if notice and (line.bracketed or sentence or notice[1].endswith(":") or len(notice[1].split()) > 2):
        return "notice"
    credit = words.credit.match(folded)
    if credit and (line.bracketed or not credit[1][-1].isalpha() or (line.left < _BOTTOM and len(line.text) <= 200)):
        return "credit"
    if words.boilerplate.match(folded) and len(line.text) <= _LONGEST_BOILERPLATE:
        return "boilerplate"
    return None


def _ending(line: Line, words: _Words, *, ruled: bool, tail: bool) -> ZoneLabel | None:
    """What a line at the end is by the words in it; ``ruled`` one behind a ruled line, ``tail`` one past the report."""
    if line.number and line.left < _BOTTOM and len(line.text) <= _LONGEST_BOILERPLATE:
        folded = fold(line.text)
        if words.credit_within.search(folded) or (ruled and words.credit_ruled.search(folded)):
            return "credit"
    return "boilerplate" if tail else None


def _is_signature(line: Line) -> bool:
    """Whether a line is an agency's sign and little more."""
    found = _SIGNATURE.fullmatch(line.text) if len(line.text) <= _LONGEST_SIGNATURE else None
    return found is not None and agency_sign(found["name"]) is not None


def _is_byline(line: Line, folded: str, words: _Words) -> bool:
    """A byline word and nothing but names after it."""
    found = words.byline.match(folded)
    return found is not None and _holds_names(line.text[found.end() :]) and not re.search(r"[.!?]\s", line.text)


def _holds_names(text: str) -> bool:
    """Whether a text begins with a name and is mostly names."""
    names = re.findall(r"[^\W\d_][\w.'’-]*", text)
    return bool(names) and names[0][0].isupper() and sum(name[0].isupper() for name in names) * 2 > len(names)


def _heading(line: Line, text: str, words: _Words, *, above: bool, headline: str | None) -> ZoneLabel | None:
    """Whether a line at the top is a slug or a headline: the item's own, or one without a full stop above a report."""
    if headline and line.text.strip() == headline.strip() and line.left:
        return "headline"
    if line.number >= _TOP or not line.left or not (above or line.number == 0):
        return None
    if _SLUG.fullmatch(line.text) or fold(line.text.strip(" .:*-()[]")) in words.sections:
        return "slug"
    follows = text[line.end :].lstrip("\n")
    alone = text[line.end : line.end + 2] == "\n\n" or above
    short = len(line.text) <= _LONGEST_HEADLINE and (above or not _END_OF_SENTENCE.search(line.text))
    first_letter = line.text.lstrip("\"'“‘«¿¡(")[:1]
    if alone and short and (above or (len(follows) > len(line.text) and first_letter.isupper())):
        return "headline"
    return None


def _sign_off(line: Line, words: _Words) -> Iterator[Zone]:
    """What closes a last line: the agency's name (``… en 2028». EFE``), or a credit (``… (Editing by A)``)."""
    found = _SIGN_OFF.search(line.text)
    if found and (not found["name"] or agency_sign(found["name"])):
        yield Zone("credit", line.start + found.start(1), line.start + found.end(1), found[1])
        return
    for sentence in _LAST_SENTENCE.finditer(line.text, max(0, len(line.text) - _LONGEST_CREDIT)):
        told = line.text[sentence.end() :]
        credit = words.credit.match(fold(told))
        if credit and (_BRACKETED.fullmatch(told) or _holds_names(told[credit.end() :])):
            yield Zone("credit", line.start + sentence.end(), line.end, told)
            return


@dataclass(frozen=True, slots=True)
class _Words:
    byline: re.Pattern[str]
    notice: re.Pattern[str]
    credit: re.Pattern[str]
    credit_within: re.Pattern[str]
    credit_ruled: re.Pattern[str]
    boilerplate: re.Pattern[str]
    tail: re.Pattern[str]
    sections: frozenset[str]

    @classmethod
    def of(cls, code: str) -> _Words:
        """The patterns of a language and of English; of all where the language has none."""
        return _words(code)


@cache
def _words(code: str) -> _Words:
    rules = [language(name).rules("boilerplate") for name in codes_with("boilerplate.toml", code)]
    lists = {key: [fold(word) for rule in rules for word in rule[key]] for key in rules[0]}
    short = [word for word in lists["boilerplate"] if len(word.split()) < 3 and not word.endswith(":")]
    long = [word for word in lists["boilerplate"] if word not in short]
    opening = r"[\s(\[*\"'“«–—-]*"
    return _Words(
        byline=re.compile(rf"{alternatives(lists['byline'])}(?!\w)\s*"),
        notice=re.compile(rf"{opening}({alternatives(lists['notice'])})(?!\w)"),
        credit=re.compile(rf"{opening}({alternatives(lists['credit'])})(?!(?<=\w)\w)"),
        credit_within=re.compile(rf"(?<!\w){alternatives(lists['credit_within'])}(?!\w)"),
        credit_ruled=re.compile(rf"(?<!\w){alternatives(lists['credit_ruled'])}(?!\w)"),
        tail=re.compile(rf"[#*\s]*{alternatives(lists['tail'])}\W*"),
        boilerplate=re.compile(
            rf"{opening}(?:{alternatives(long)}|{alternatives(short)}(?:\W*$|\s*:|.{{0,200}}https?://))"
        ),
        sections=frozenset(
            fold(word)
            for name in codes_with("dateline.toml", code)
            for word in language(name).rules("dateline")["never"]
        ),
    )
