"""Addresses, headers and waits from servers: whatever they hold, the answer is ours."""

from contextlib import suppress
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from teletipo.errors import FetchRefused
from teletipo.fetch.addresses import is_public
from teletipo.fetch.headers import authorization, content_type
from teletipo.fetch.retry import retry_after
from teletipo.fetch.urls import checked, last_part, origin, redirect_target

HEADER = st.text(st.characters(max_codepoint=255), max_size=60)
NOW = datetime(2026, 1, 8, tzinfo=UTC)


@given(HEADER)
def test_a_redirect_leads_somewhere_or_is_refused(location):
    with suppress(FetchRefused):
        target = redirect_target("https://wire.example/a/b?c", location)
        checked(target)
        assert target.startswith(("http://", "https://"))
        assert last_part(target)


@given(st.text(max_size=60))
def test_an_address_is_good_or_refused(url):
    with suppress(FetchRefused):
        parts = checked(url)
        assert parts.scheme in {"http", "https"}
        assert origin(url)[1]


@given(HEADER)
def test_a_retry_after_is_a_wait_or_nothing(value):
    seconds = retry_after(value, now=NOW)
    assert seconds is None or seconds >= 0


@given(HEADER)
def test_a_content_type_is_one_line_or_nothing(value):
    media_type, charset = content_type(value)
    assert media_type is None or "\n" not in media_type
    assert charset is None or charset == charset.strip()


@given(st.ip_addresses())
def test_nothing_that_the_standard_library_calls_private_is_public(address):
    if not address.is_global:
        inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
        assert not is_public(str(address)) or (inner is not None and inner.is_global)


def test_addresses_that_hide_a_private_one():
    for address in (
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "fe80::1%eth0",
        "224.0.0.1",
        "255.255.255.255",
    ):
        assert not is_public(address)
    for address in ("93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"):
        assert is_public(address)


def test_credentials():
    assert authorization("Año", "pass:word") == "Basic QcOxbzpwYXNzOndvcmQ="
    assert authorization("", "token") == "Bearer token"
