"""What a desk says in plain words of a version: a kill, a correction; and what only sounds like it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from teletipo.model import Item
from teletipo.normalize.report import normalize

with (Path(__file__).parent / "kinds.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}: {row['headline'] or row['body']}"[:60])
def test_the_words_of_the_desk_say_what_a_version_is(row: dict[str, str]) -> None:
    item = Item(
        format="nitf",
        headline=row["headline"] or None,
        slug=row["slug"] or None,
        editor_note=row["note"] or None,
        body=row["body"].replace("\\n", "\n"),
        agency=row["agency"] or None,
    )
    assert normalize(item, report_id="x").kind == row["kind"]


@pytest.mark.parametrize(
    ("headline", "slug", "body", "called"),
    [
        ("", "", "EFE anula la información titulada «Sube el dólar», enviada a las 10.", ("Sube el dólar",)),
        ("Aviso", "", "Editors: please kill the story slugged BC-US--Fire. It is wrong.", ("BC-US--Fire", "Aviso")),
        ("ANULA Sube el dólar", "DOLAR-ANULA", "Lima, 8 ene (EFE).- El dólar sube.", ("Sube el dólar", "DOLAR")),
        ("", "", 'Rogamos anulen la noticia "Sube el dólar" (guid urn:efe:12).', ("Sube el dólar", "urn:efe:12")),
        ("Sube el dólar", "", 'Lima, 8 ene (EFE).- El dólar "sube", dijo.', ()),
    ],
)
def test_a_kill_names_what_it_takes_back(headline: str, slug: str, body: str, called: tuple[str, ...]) -> None:
    item = Item(format="nitf", headline=headline or None, slug=slug or None, body=body, agency="EFE")
    assert normalize(item, report_id="x").withdraws == called


def test_what_a_wire_links_to_is_taken_back_too() -> None:
    item = Item(
        format="newsml_g2",
        headline="KILL",
        body="Kill.",
        links=({"rel": "updates", "ref": "urn:a"}, {"rel": "seeAlso", "ref": "b"}),
    )
    assert normalize(item, report_id="x").withdraws == ("urn:a",)
