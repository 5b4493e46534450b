"""The sources file: what a good one becomes, and what each mistake in it is answered with."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from teletipo.errors import ConfigurationError
from teletipo.sources.config import load_sources, schema

ROOT = Path(__file__).resolve().parents[2]


def write(folder: Path, text: str) -> Path:
    path = folder / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def fault(folder: Path, text: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        load_sources(write(folder, text))
    message = str(caught.value)
    assert "\n" not in message
    return message.removeprefix(f"{folder}/")


def test_every_option_reaches_the_source(tmp_path):
    (source,) = load_sources(
        write(
            tmp_path,
            """
sources:
  - id: efe
    kind: feed
    name: EFE Mundo
    address: https://wire.example/feed.xml
    agency: EFE
    language: es
    time_zone: Europe/Madrid
    day_first: true
    enabled: false
    poll_minutes: 15
    credentials: env:EFE_LOGIN
    follow: true
    links: /mundo/
    max_pages: 7
    robots: false
    min_interval: 0.5
    deadline: 30
    max_bytes: 1000000
    allow_private: true
    proxy: http://proxy.example:3128
""",
        )
    )
    assert (source.id, source.kind, source.agency, source.language) == ("efe", "feed", "EFE", "es")
    assert (source.time_zone, source.day_first, source.enabled, source.poll_minutes) == (
        "Europe/Madrid",
        True,
        False,
        15,
    )
    assert (source.credentials, source.follow, source.links, source.max_pages) == ("env:EFE_LOGIN", True, "/mundo/", 7)
    assert (source.robots, source.min_interval, source.deadline, source.max_bytes) == (False, 0.5, 30, 1_000_000)
    assert (source.allow_private, source.proxy) == (True, "http://proxy.example:3128")


def test_a_host_of_our_own_needs_no_pause_unless_told_so(tmp_path):
    entry = "  - {{id: {}, kind: feed, address: 'http://a.example', {}}}\n"
    text = entry.format("a", "allow_private: true") + entry.format("b", "allow_private: true, min_interval: 1")
    own, told, public = load_sources(write(tmp_path, "sources:\n" + text + entry.format("c", "")))
    assert (own.min_interval, told.min_interval, public.min_interval) == (0, 1, 2)


def test_folders_are_relative_to_the_file(tmp_path):
    (source,) = load_sources(write(tmp_path, "sources: [{id: drop, kind: folder, address: in/wire}]"))
    assert source.path == tmp_path / "in" / "wire"


def test_what_has_no_text_of_its_own_is_followed_unless_told_otherwise(tmp_path):
    entries = "".join(
        f"  - {{id: {kind}, kind: {kind}, address: 'http://a.example'}}\n" for kind in ("feed", "sitemap")
    )
    feed, sitemap = load_sources(write(tmp_path, "sources:\n" + entries))
    assert (feed.follow, sitemap.follow) == (False, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "sources.yaml:1: expected a mapping with one key, 'sources'; found an empty file"),
        ("- a\n", "sources.yaml:1: expected a mapping with one key, 'sources'"),
        (
            "sources:\n  - id: a\n    kind: folder\n    adress: x\n    language: es\n",
            "sources.yaml:4: sources[0]: unknown option 'adress'; did you mean 'address'?",
        ),
        ("source: []\n", "sources.yaml:1: unknown option 'source'; did you mean 'sources'?"),
        ("sources:\n  - id: [\n", "sources.yaml:3: expected YAML: "),
        ("sources:\n\t- id: a\n", "sources.yaml:2: expected YAML: "),
        ("sources: 2026-13-45\n", "sources.yaml:1: expected YAML: "),
        ("sources: !!python/object:os.system x\n", "sources.yaml:1: expected YAML: could not determine a constructor"),
        (
            "sources:\n  - id: a\n    kind: folder\n",
            "sources.yaml:2: sources[0]: expected 'address': the folder's path",
        ),
        (
            "sources:\n  - id: a\n    kind: folder\n    address: x\n    languaje: es\n",
            "sources.yaml:5: sources[0]: unknown option 'languaje'; did you mean 'language'?",
        ),
        (
            "sources:\n  - id: a\n    kind: feed\n    address: ftp://x\n",
            'sources.yaml:4: sources[0].address: expected an http or https URL without user name and password; found "ftp://x"',
        ),
        (
            "sources:\n  - id: a\n    kind: feed\n    address: https://me:secret@x/\n",
            "sources.yaml:4: sources[0].address: expected an http or https URL without user name and password",
        ),
        (
            "sources:\n  - id: a\n    kind: page\n    address: http://x\n    poll_minutes: often\n",
            "sources.yaml:5: sources[0].poll_minutes: expected a whole number of minutes from 0 to 10080",
        ),
        (
            "sources:\n  - {id: a, kind: feed, address: 'http://x',\n     language: no}\n",
            "sources.yaml:3: sources[0].language: expected the ISO 639-1 code of the reports' language",
        ),
        (
            "sources:\n  - id: a\n    kind: folder\n    address: x\n    follow: true\n",
            "sources.yaml:5: sources[0].follow: 'follow' has no meaning for a source of this kind",
        ),
        (
            "sources:\n  - id: a\n    kind: folder\n    address: x\n    time_zone: Europe/Madird\n",
            "sources.yaml:5: sources[0].time_zone: expected an IANA zone such as 'Europe/Madrid'; found ",
        ),
        (
            "sources:\n  - id: a\n    kind: listing\n    address: http://x\n    links: '('\n",
            "sources.yaml:5: sources[0].links: expected a regular expression (missing ), unterminated subpattern",
        ),
        (
            "sources:\n  - id: a\n    kind: page\n    address: http://x\n    follow: true\n",
            "sources.yaml:5: sources[0].follow: 'follow' has no meaning for a source of this kind",
        ),
        (
            "sources:\n  - id: a\n    kind: listing\n    address: http://x\n",
            "sources.yaml:2: sources[0]: expected 'links': a regular expression",
        ),
        (
            "sources:\n  - id: a\n    kind: feed\n    address: http://x\n    credentials: hunter2\n",
            "sources.yaml:5: sources[0].credentials: expected a reference 'env:NAME' or 'connection:ID'",
        ),
        (
            "sources:\n  - id: a\n    kind: folder\n    address: x\n  - id: a\n    kind: folder\n    address: y\n",
            "sources.yaml:5: sources[1].id: expected an id of its own, not that of the source on line 2",
        ),
        (
            "sources:\n  - id: a\n    kind: folder\n    address: x\n    address: y\n",
            "sources.yaml:5: expected each option once; found 'address' again",
        ),
        ("sources:\n  - 5\n  - {id: a}\n", "(and 2 more)"),
    ],
)
def test_a_mistake_is_answered_with_file_line_and_expectation(tmp_path, text, expected):
    assert expected in fault(tmp_path, text)


def test_a_secret_in_the_wrong_place_is_not_repeated(tmp_path):
    message = fault(tmp_path, "sources:\n  - {id: a, kind: feed, address: 'http://x', credentials: hunter2}\n")
    assert "hunter2" not in message
    message = fault(tmp_path, "sources:\n  - {id: a, kind: feed, address: 'http://me:hunter2@x'}\n")
    assert "hunter2" not in message


def test_a_file_that_is_not_there_or_is_no_text(tmp_path):
    with pytest.raises(ConfigurationError, match="TELETIPO_SOURCES"):
        load_sources(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes("sources: [ñ]".encode("latin-1"))
    with pytest.raises(ConfigurationError, match="UTF-8"):
        load_sources(tmp_path / "latin.yaml")
    with pytest.raises(ConfigurationError, match="readable"):
        load_sources(tmp_path)


def test_no_sources_is_no_mistake(tmp_path):
    assert load_sources(write(tmp_path, "sources: []\n")) == ()


def test_the_published_schema_is_a_schema_and_the_shipped_file_keeps_it():
    Draft202012Validator.check_schema(schema())
    (seeds,) = load_sources(ROOT / "sources.yaml")
    assert seeds.enabled
    assert seeds.path == ROOT / "seeds"


def test_the_catalogue_holds_feeds_in_both_languages_and_enables_none():
    catalogue = load_sources(ROOT / "sources.catalogue.yaml")
    feeds = [source for source in catalogue if source.kind == "feed"]
    assert len([source for source in feeds if source.language == "es"]) >= 15
    assert len([source for source in feeds if source.language == "en"]) >= 15
    assert {source.kind for source in catalogue} == {"folder", "feed", "sitemap", "listing"}
    assert not any(source.enabled for source in catalogue)


def test_the_documentation_explains_every_option():
    text = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    missing = [option for option in schema()["$defs"]["source"]["properties"] if f"`{option}`" not in text]
    assert missing == []


@given(
    st.text(st.characters(codec="utf-8"), max_size=200) | st.text("sources:-[]{}&*!|>'\"# \nid\tkind,0", max_size=60)
)
def test_no_file_is_answered_with_anything_but_sources_or_one_line(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        assert isinstance(load_sources(path), tuple)
    except ConfigurationError as exc:
        assert len(str(exc).splitlines()) == 1  # noqa: PT017  either answer is right
