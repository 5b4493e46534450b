"""Whatever the bytes, a payload ends in items, in rejections, or in an error of our tree."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from teletipo.errors import InputError
from teletipo.model import Item, Rejection
from teletipo.sources import parse_payload
from teletipo.sources.payload import Follow, Payload

SAMPLES = Path(__file__).parent / "samples"
PARSERS = (
    *(
        "anpa1312",
        "dpa_digitalwires",
        "feed",
        "html_page",
        "iptc7901",
        "jsonl",
        "mail",
        "newsml_1",
        "newsml_g2",
        "ninjs",
    ),
    *("nitf", "plain_text", "sitemap"),
)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def taken(found: object) -> bool:
    return isinstance(found, (Item, Rejection, Follow))


@FEW
@given(st.binary(max_size=400))
@example(b"\x1f\x8b\x08\x00broken")
@example(b"<?xml version='1.0'?><!DOCTYPE a [")
@example(b"<nitf>")
@example(b"{")
@example(b"[[[[[[[[[[")
@example(b"\x01eca100\x02\x03")
@example(b"<html><body></body></html>")
@example(b"\xff\xfe<\x00r\x00s\x00s\x00")
def test_any_bytes(content: bytes) -> None:
    try:
        parsed = parse_payload(content)
    except InputError:
        return
    assert all(taken(one) for one in (*parsed.items, *parsed.rejections, *parsed.follow))


@pytest.mark.parametrize("name", PARSERS)
@FEW
@given(content=st.binary(max_size=300))
def test_each_parser_takes_any_bytes(name: str, content: bytes) -> None:
    with suppress(InputError):
        assert all(taken(one) for one in import_module(f"teletipo.sources.{name}").items(Payload(content)))


@pytest.mark.parametrize("sample", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
@FEW
@given(data=st.data())
def test_a_sample_with_a_piece_cut_out_or_altered(sample: Path, data: st.DataObject) -> None:
    content = sample.read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 200)))
    try:
        parsed = parse_payload(content[:start] + data.draw(st.binary(max_size=20)) + content[end:], name=sample.name)
    except InputError:
        return
    assert all(taken(one) for one in (*parsed.items, *parsed.rejections, *parsed.follow))
