"""Which names are one: full names and surnames, names and acronyms, spellings of one record."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from teletipo.extract.mentions.acronyms import expansion, spells
from teletipo.extract.mentions.gazetteer import Gazetteer, Record, surnames
from teletipo.extract.mentions.lexicon import Lexicon
from teletipo.extract.mentions.names import Name
from teletipo.extract.parse.words import fold
from teletipo.extract.reference.cast import Cast, Player

if TYPE_CHECKING:
    from collections.abc import Sequence

IN_BRACKETS = re.compile(r"\s?\((?:en inglés: )?(?P<acronym>[A-Z][A-Za-z0-9.+-]{1,9})[),;]")
WORDS = re.compile(r"\w+")
EXPANSION = 120
"""Characters before a bracket in which what it abbreviates is looked for."""
CLOSERS = frozenset("),;")


def seat_names(names: Sequence[Name], text: str, cast: Cast, lexicon: Lexicon, gazetteer: Gazetteer) -> list[str]:
    """Give every name its entity and record the mentions; answers the entity ids in the order of ``names``."""
    short_for = _acronyms(names, text)
    others = _of_others(names, text, gazetteer)
    plain = _Plain(lexicon, gazetteer)
    people = _PeopleByWords(cast, lexicon, gazetteer)
    people.enrol([name for name in names if name.type == "PER"])
    bodies = _bodies(names)
    ids = []
    for name in names:
        player = people.player(name) if name.type == "PER" else _thing(name, cast, short_for, bodies, others, plain)
        if name.type == "ORG":
            _note_head(player, name, lexicon)
        player.named = True
        cast.table.mention(player.id, name.start, name.end, "name")
        ids.append(player.id)
    return ids


def _thing(
    name: Name, cast: Cast, short_for: dict[str, Name], bodies: dict[str, str], others: frozenset[str], plain: _Plain
) -> Player:
    full = short_for.get(fold(name.text))
    own = None if fold(name.text) in others else name.record or plain.record(name)
    record = own or (full.record if full else None)
    key = record.key if record else f"{_broad(name.type)}:{plain.folded(full or name)}"
    key = bodies.get(key, key)
    known = cast.by_key(key)
    return known or cast.admit(full.text if full else name.text, name.type, key=key, record=record)


class _Plain:
    """The names of firms without their legal form: "Apple Inc." is Apple."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer

    def folded(self, name: Name) -> str:
        """The name for comparing."""
        return fold(self._without_form(name))

    def record(self, name: Name) -> Record | None:
        """The listed organisation that bears the name without its legal form."""
        short = self._without_form(name)
        found = self._gazetteer.lookup(short) if short != name.text else ()
        return next((record for record in found if record.type == "ORG"), None)

    def _without_form(self, name: Name) -> str:
        words = name.text.split(" ")
        if name.type == "ORG" and len(words) > 1 and self._lexicon.has("company_forms", words[-1]):
            return " ".join(words[:-1]).rstrip(",")
        return name.text


def _broad(kind: str) -> str:
    return "place" if kind in {"GPE", "LOC"} else kind


def _acronyms(names: Sequence[Name], text: str) -> dict[str, Name]:
    """Folded acronym → the name that a bracket expands it from: "Fondo Monetario Internacional (FMI)"."""
    found: dict[str, Name] = {}
    for name in names:
        match = IN_BRACKETS.match(text, name.end)
        if match and name.type == "ORG" and spells(match["acronym"], WORDS.findall(name.text)):
            found[fold(match["acronym"])] = name
    return found


def _of_others(names: Sequence[Name], text: str, gazetteer: Gazetteer) -> frozenset[str]:
    """Folded listed acronyms that brackets expand to something else than is listed: "Autoridad Portuaria (AP)"."""
    found = set()
    for name in names:
        opened = name.start and text[name.start - 1] == "(" and text[name.end : name.end + 1] in CLOSERS
        if name.type != "ORG" or name.record is None or not opened:
            continue
        before = WORDS.findall(text[max(0, name.start - EXPANSION) : name.start])
        full = expansion(name.text, before)
        if full and not any(_alike(full, WORDS.findall(fold(known))) for known in gazetteer.names(name.record.key)):
            found.add(fold(name.text))
    return frozenset(found)


def _alike(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two names have most of their words in common."""
    one, other = set(words), set(others)
    return len(one & other) * 2 > len(one | other)


def _bodies(names: Sequence[Name]) -> dict[str, str]:
    """Key of a short form → key of the one longer organisation that starts or ends with it: "Defensa", "Kawamata"."""
    longer: dict[str, set[str]] = defaultdict(set)
    for name in names:
        words = WORDS.findall(fold(name.text))
        if name.type == "ORG" and len(words) > 1:
            key = name.record.key if name.record else f"ORG:{fold(name.text)}"
            for word in {words[0], words[-1]}:
                longer[f"ORG:{word}"].add(key)
    return {short: next(iter(keys)) for short, keys in longer.items() if len(keys) == 1}


def _note_head(player: Player, name: Name, lexicon: Lexicon) -> None:
    """An organisation whose name starts or ends with a role noun can be called by it: "el ministerio"."""
    words = WORDS.findall(name.text)
    for word in (words[0], words[-1]):
        noun = lexicon.role(word)
        if noun is not None and noun.type == "ORG":
            player.roles.setdefault(noun.role, None)
        country = lexicon.demonyms.get(fold(word))
        if country and player.country is None and name.record is None:
            player.country = country
            player.roles = dict.fromkeys(player.roles, country)


class _PeopleByWords:
    """People by the words of their names: fuller names first, a short form goes to the one last seen."""

    def __init__(self, cast: Cast, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._cast = cast
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._wearers: dict[str, list[frozenset[str]]] = {}
        self._records: dict[frozenset[str], Record | None] = {}
        self._titles: dict[frozenset[str], str] = {}
        self._players: dict[frozenset[str], Player] = {}
        self._last: dict[frozenset[str], int] = {}

    def enrol(self, names: Sequence[Name]) -> None:
        """Learn the full names of the report."""
        spellings: dict[frozenset[str], Name] = {}
        for name in names:
            words = self._words(name.text)
            if words and (words not in spellings or spellings[words].record is None):
                spellings[words] = name
        for words, name in sorted(spellings.items(), key=lambda item: -len(item[0])):
            record = name.record or self._by_surname(words)
            hosts = self._hosts(words)
            if record is not None:
                hosts = [host for host in hosts if self._records[host] in {None, record}]
                for host in hosts[:1]:
                    self._records[host] = record
            if not hosts:
                self._records[words] = record
                self._titles[words] = name.text
                for word in words:
                    self._wearers.setdefault(word, []).append(words)

    def player(self, name: Name) -> Player:
        """The person that a name means here."""
        words = self._words(name.text)
        hosts = self._hosts(words) or [words]
        host = max(hosts, key=lambda full: (self._last.get(full, -1), full == words))
        self._last[host] = name.start
        if host not in self._players:
            self._players[host] = self._admit(host, name)
        return self._players[host]

    def _admit(self, host: frozenset[str], name: Name) -> Player:
        record = self._records.get(host)
        if record is not None and (known := self._cast.by_key(record.key)):
            return known
        title = self._titles.get(host, name.text)
        key = record.key if record else f"PER:{fold(title)}"
        player = self._cast.admit(title, "PER", key=key, record=record)
        if not player.gender:
            player.gender = self._lexicon.given.get(WORDS.findall(title)[0], "") if WORDS.search(title) else ""
        return player

    def _words(self, text: str) -> frozenset[str]:
        words = [fold(word) for word in WORDS.findall(text)]
        return frozenset(w for w in words if not self._lexicon.has("name_particles", w)) or frozenset(words)

    def _hosts(self, words: frozenset[str]) -> list[frozenset[str]]:
        groups = [set(self._wearers.get(word, ())) for word in words]
        return sorted(set.intersection(*groups), key=sorted) if groups else []

    def _by_surname(self, words: frozenset[str]) -> Record | None:
        if len(words) != 1:
            return None
        return self._gazetteer.by_key.get(surnames().get(next(iter(words)), ""))
