"""The shipped tables are sound, and names in texts are found by them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from teletipo.extract.mentions.gazetteer import DATA, gazetteer, offices, surnames
from teletipo.languages import FOLDER, language

QID = re.compile(r"Q[1-9]\d*$")
CODE = re.compile(r"[A-Z]{3}$")
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")
CODES = ("es", "en")


def rows(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


def table(name: str) -> list[dict[str, str]]:
    return rows(DATA / f"{name}.tsv")


TABLES = ("states", "city_ids", "regions", "organisations", "people", "agency_ids")


def test_ids_have_their_form_and_no_two_things_share_one() -> None:
    ids = [row["wikidata"] for name in TABLES for row in table(name) if row["wikidata"]]
    assert all(QID.match(wikidata) for wikidata in ids)
    shared = {wikidata for wikidata, count in Counter(ids).items() if count > 1}
    assert shared <= {"Q8646", "Q14773", "Q334"}, "city-states only"


@pytest.mark.parametrize("name", ["states", "city_ids", "regions", "organisations", "people", "offices", "cities"])
def test_country_codes_have_their_form(name: str) -> None:
    assert all(CODE.match(row["iso3"]) for row in table(name) if row["iso3"])


@pytest.mark.parametrize("name", ["regions", "people"])
def test_a_name_has_one_row(name: str) -> None:
    counts = Counter(row["name"] for row in table(name))
    assert [key for key, count in counts.items() if count > 1] == []


def test_every_id_of_a_city_belongs_to_a_city_of_the_table() -> None:
    cities = {(row["name"], row["iso3"]) for row in table("cities")}
    assert {(row["name"], row["iso3"]) for row in table("city_ids")} <= cities


def test_offices_are_held_by_people_of_the_table_in_order_of_time() -> None:
    people = {row["name"] for row in table("people")}
    for row in table("offices"):
        assert row["holder"] in people
        assert DAY.match(row["since"])
        assert not row["until"] or row["since"] < row["until"]


def test_two_people_never_hold_one_office_on_one_day() -> None:
    for day in ("2010-06-01", "2020-06-01", "2024-06-01", "2026-02-01"):
        held = Counter((office.country, office.office) for office in offices() if office.held_on(day))
        assert [office for office, count in held.items() if count > 1] == []


def test_distinctive_surnames_lead_to_people() -> None:
    keys = gazetteer(language("es")).by_key
    assert all(key in keys for key in surnames().values())


@pytest.mark.parametrize("code", CODES)
def test_local_names_refer_to_rows_that_exist(code: str) -> None:
    places = {(row["name"], row["iso3"]) for name in ("cities", "regions") for row in table(name)}
    bodies = {row["key"] for row in table("organisations")}
    states = {row["iso3"] for row in table("states")}
    folder = FOLDER / code
    assert {(row["key"], row["iso3"]) for row in rows(folder / "place_names.tsv")} <= places
    assert {row["key"] for row in rows(folder / "organisations.tsv")} <= bodies
    assert {row["iso3"] for row in rows(folder / "demonyms.tsv")} <= states


@pytest.mark.parametrize("code", CODES)
def test_every_state_with_an_id_has_a_name(code: str) -> None:
    keys = gazetteer(language(code)).by_key
    assert [row["iso3"] for row in table("states") if f"country:{row['iso3']}" not in keys] == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("pionyang", None),
        ("Pionyang", "city:Pyongyang:PRK"),
        ("PERU", "country:PER"),
        ("Peru", "country:PER"),
        ("EE. UU.", "country:USA"),
        ("la ONU", "organisation:United Nations"),
        ("la onu", None),
        ("franja de Gaza", "region:Gaza Strip"),
        ("agencia dpa", "agency:dpa"),
    ],
)
def test_names_are_found_whatever_the_accents_but_not_without_their_capitals(text: str, key: str | None) -> None:
    found = [hit.record.key for hit in gazetteer(language("es")).find(text)]
    assert found == ([key] if key else [])
