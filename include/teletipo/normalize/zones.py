"""Time zones as reports name them: offsets, letters by region, and words (``hora peninsular``, ``Moscow time``)."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from teletipo.languages import FOLDER
from teletipo.languages import language as resources
from teletipo.normalize.wording import alternatives, codes_with, fold, wording

_WIDEST = timedelta(hours=14)
_OPEN = r"[\s,]*[(\[]?\s*"
_OFFSET = re.compile(
    _OPEN + r"(?:(?P<from>gmt|utc|ut|z|tuc|tu)\s*(?P<sign>[-+−–])(?=\d)|(?P<bare>[-+−])(?=\d\d))"
    r"(?P<hours>\d{1,2})(?:[:.h]?(?P<minutes>\d\d))?(?![\d:])\s*[)\]]?"
)
_IANA = re.compile(_OPEN + r"(?P<name>[a-z]+/[a-z_]+(?:/[a-z_]+)?)\s*[)\]]?")
_LETTERS = re.compile(_OPEN + r"(?P<name>[a-z]{1,4})(?![a-z]|\.[a-z])\.?\s*[)\]]?")


@dataclass(frozen=True, slots=True)
class ZoneName:
    """A zone that a string states. ``label`` is ``stated`` or ``named:…``; ``info`` is None for "local time"."""

    label: str
    info: tzinfo | None


def match_zone(folded: str, start: int, *, language: str | None, region: str | None) -> tuple[int, ZoneName | None]:
    """Where the zone that stands at ``start`` of a folded string ends, and which it is; ``start`` and None without."""
    found = _OFFSET.match(folded, start)
    if found:
        offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
        if offset <= _WIDEST:
            behind = (found["sign"] or found["bare"]) != "+"
            return found.end(), ZoneName("stated", timezone(-offset if behind else offset))
    found = _IANA.match(folded, start)
    if found:
        info = named_zone(_iana_by_fold().get(found["name"], ""))
        if info:
            return found.end(), ZoneName(f"named:{_iana_by_fold()[found['name']]}", info)
    found = _phrases(language).match(folded, start)
    if found:
        if found["local"]:
            return found.end(), ZoneName("local", None)
        place = re.sub(r"[.\s]+", " ", found["before"] or found["after"] or found["alone"] or found["inside"]).strip()
        zone = _places(language)[place]
        return found.end(), ZoneName(f"named:{zone}", named_zone(zone))
    found = _LETTERS.match(folded, start)
    if found:
        zone = _letters(region).get(found["name"], "")
        info = named_zone(zone)
        if info:
            return found.end(), ZoneName(f"named:{found['name'].upper()}", info)
    return start, None


def named_zone(name: str) -> tzinfo | None:
    """The zone of an IANA name or of an offset such as ``+05:30``; None where there is none."""
    offset = re.fullmatch(r"([-+])(\d\d):(\d\d)", name)
    if offset:
        size = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(-size if offset[1] == "-" else size)
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_region(name: str | None) -> str | None:
    """The country of an IANA zone, ISO 3166 alpha-2, after the CLDR; None where it is of none (``UTC``)."""
    region = get_global("zone_territories").get(name) if name else None
    return None if region in {None, "ZZ", "001"} else str(region)


def fixed(moment: datetime) -> datetime:
    """``moment`` with the offset that its zone has then, in place of the zone."""
    offset = moment.utcoffset()
    return moment.replace(tzinfo=timezone(offset)) if offset is not None else moment


@cache
def _letters(region: str | None) -> dict[str, str]:
    general: dict[str, str] = {}
    local: dict[str, str] = {}
    for row in _table("zones.tsv"):
        if not row["regions"]:
            general[fold(row["name"])] = row["zone"]
        elif region in row["regions"].split():
            local[fold(row["name"])] = row["zone"]
    return general | local


@cache
def _phrases(language: str | None) -> re.Pattern[str]:
    words = wording(language).lists
    places = alternatives(_places(language))
    before, after = alternatives(words["zone_before"]), alternatives(words["zone_after"])
    local, alone = alternatives(words["zone_local"]), alternatives(words["zone_alone"])
    return re.compile(
        rf"{_OPEN}(?:{before}\s*(?P<before>{places})|(?P<after>{places})\s+{after}|(?P<alone>{alone})|(?P<local>{local})|(?<=[(\[])(?P<inside>{places})(?=\s*[)\]]))(?![a-z])\.?\s*[)\]]?"
    )


@cache
def _places(language: str | None) -> dict[str, str]:
    """IANA zones by the folded names of places: the language's own list, then the CLDR's cities and countries."""
    main = {row["region"]: row["zone"] for row in _table("main_zones.tsv")}
    places = dict(_cities(language))
    for locale in filter(None, map(_locale, ("en", language))):
        for region, zones in get_global("territory_zones").items():
            zone = main.get(region) or (zones[0] if len(zones) == 1 else None)
            name = locale.territories.get(region)
            if zone and name:
                places[fold(name)] = zone
    return places | wording(language).tables["zones"]


def is_city(folded: str, language: str | None) -> bool:
    """Whether the CLDR or the language's ``place_names.tsv`` has a city by this folded name."""
    return folded in _cities(language) or folded in _place_names(language)


def is_country(folded: str, language: str | None) -> bool:
    """Whether the CLDR has a country by this folded name in ``language`` or in English."""
    return folded in _countries(language)


@cache
def _countries(language: str | None) -> frozenset[str]:
    locales = filter(None, map(_locale, ("en", language)))
    return frozenset(fold(name) for locale in locales for code, name in locale.territories.items() if code.isalpha())


@cache
def _place_names(code: str | None) -> frozenset[str]:
    rows = [row for name in codes_with("place_names.tsv", code) for row in resources(name).table("place_names")]
    return frozenset(fold(name) for row in rows for name in (row["key"], *row["names"].split(";")))


@cache
def _cities(language: str | None) -> dict[str, str]:
    """IANA zones by the folded names of the cities that stand for them."""
    cities = {fold(zone.rpartition("/")[2].replace("_", " ")): zone for zone in get_global("zone_territories")}
    for locale in filter(None, map(_locale, ("en", language))):
        named = ((zone, names.get("city")) for zone, names in locale.time_zones.items() if named_zone(zone))
        cities |= {fold(city): zone for zone, city in named if city}
    return cities


@cache
def _iana_by_fold() -> dict[str, str]:
    return {fold(zone): zone for zone in get_global("zone_territories")}


def _locale(code: str | None) -> Locale | None:
    try:
        return Locale.parse(code) if code else None
    except (UnknownLocaleError, ValueError):
        return None


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    return tuple(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))
