"""Statuses, redirects and addresses: what a server may do to us, and how each ends."""

import socket
from datetime import timedelta
from email.utils import format_datetime

import pytest
from tests.fetch.endings import FEED, failure, refusal
from tests.fetch.server import PUBLIC, response

from teletipo.errors import FetchDeferred, FetchRefused
from teletipo.fetch.fetched import NotModified, sha256
from teletipo.fetch.http import Client


class TestWhatComesBack:
    def test_the_bytes_and_the_facts_about_them(self, server, get):
        headers = {
            "Content-Type": 'application/rss+xml; charset="ISO-8859-1"',
            "ETag": 'W/"a b"',
            "Last-Modified": "yesterday",
        }
        server.on("/wire/feed.xml", response(FEED, headers=headers))
        fetched = get("/wire/feed.xml")
        assert (fetched.content, fetched.sha256) == (FEED, sha256(FEED))
        assert (fetched.media_type, fetched.charset) == (headers["Content-Type"], "iso-8859-1")
        assert (fetched.etag, fetched.last_modified) == ('W/"a b"', "yesterday")
        assert (fetched.status, fetched.name, fetched.source_id) == (200, "feed.xml", "wire")
        assert fetched.redirects == ()
        assert fetched.fetched_at.utcoffset() == timedelta(0)

    def test_bytes_in_a_wrong_charset_with_a_mark_stay_as_they_are(self, server, get):
        body = b"\xef\xbb\xbf<?xml version='1.0' encoding='utf-16'?><a>\xe9</a>"
        server.on("/feed", response(body, headers={"Content-Type": "text/xml; charset=nonsense"}))
        fetched = get()
        assert (fetched.content, fetched.charset) == (body, "nonsense")

    @pytest.mark.parametrize("value", ["", "rubbish", "text/html; charset", "; charset=utf-8", 'text/html; charset="'])
    def test_a_content_type_that_says_little(self, server, get, value):
        server.on("/feed", response(FEED, headers={"Content-Type": value}))
        assert get().content == FEED

    def test_who_we_are(self, server, internet, source, monkeypatch):
        monkeypatch.setenv("TELETIPO_CONTACT", "desk@wire.example\r\nX-Evil: 1 → ñ")
        server.on("/feed", response(FEED))
        with Client(network=internet) as client:
            client.get("http://wire.example/feed", source=source())
        assert "news monitoring; contact: desk@wire.example X-Evil: 1 ? ñ" in server.requests[-1].headers["user-agent"]
        assert server.requests[-1].headers["user-agent"].startswith("Teletipo/")


class TestConditionalRequests:
    def test_validators_go_out_verbatim_and_304_is_a_success(self, server, get):
        server.on("/feed", response(status=304))
        result = get(etag='W/"a b"', last_modified="Tue, 30 Feb 2026 25:00:00 XYZ")
        assert isinstance(result, NotModified)
        assert server.requests[-1].headers["if-none-match"] == 'W/"a b"'
        assert server.requests[-1].headers["if-modified-since"] == "Tue, 30 Feb 2026 25:00:00 XYZ"

    def test_304_without_validators_is_a_failure(self, server, get):
        server.on("/feed", response(status=304))
        assert failure(get) == "unasked-304"


class TestTrouble:
    def test_500_then_200(self, server, get, clock):
        server.on("/feed", response(status=500), response(FEED))
        assert get().content == FEED
        assert clock.slept == [1.0]

    def test_a_server_that_stays_broken(self, server, get, clock):
        server.on("/feed", response(b"sorry", status=502))
        assert failure(get) == "http-502"
        assert len(server.paths()) == 3
        assert clock.slept == [1.0, 2.0]

    def test_429_with_retry_after_as_a_number(self, server, get, clock):
        server.on("/feed", response(status=429, headers={"Retry-After": "17"}), response(FEED))
        assert get(deadline=100).content == FEED
        assert clock.slept == [17.0]

    def test_429_with_retry_after_as_a_date(self, server, get, clock):
        moment = format_datetime(clock.now() + timedelta(seconds=31), usegmt=True)
        server.on("/feed", response(status=429, headers={"Retry-After": moment}), response(FEED))
        assert get(deadline=100).content == FEED
        assert 29 <= clock.slept[0] <= 31

    def test_retry_after_beyond_a_minute_is_handed_back(self, server, get, clock):
        server.on("/feed", response(status=503, headers={"Retry-After": "3600"}))
        with pytest.raises(FetchDeferred) as caught:
            get()
        assert caught.value.seconds == 3600
        assert clock.slept == []
        assert len(server.paths()) == 1

    def test_retry_after_beyond_the_deadline_is_handed_back(self, server, get, clock):
        server.on("/feed", response(status=429, headers={"Retry-After": "30"}))
        with pytest.raises(FetchDeferred):
            get(deadline=5)
        assert clock.slept == []

    @pytest.mark.parametrize("value", ["soon", "-1", "", "99999999999999999999", "Fri, 99 Foo 2026 00:00:00 GMT"])
    def test_retry_after_that_says_nothing(self, server, get, value):
        server.on("/feed", response(status=429, headers={"Retry-After": value}), response(FEED))
        assert get().content == FEED

    def test_retry_after_in_the_past_means_now(self, server, get, clock):
        server.on(
            "/feed", response(status=503, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), response(FEED)
        )
        assert get().content == FEED
        assert clock.slept == [0.0]

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 204, 206])
    def test_a_definite_answer_is_not_asked_again(self, server, get, status):
        server.on("/feed", response(status=status))
        assert refusal(get) == f"http-{status}"
        assert len(server.paths()) == 1

    def test_a_name_without_an_address(self, internet, get):
        internet.answers("gone.example", [])
        assert failure(get, "http://gone.example/feed", robots=False) == "no-address"

    def test_a_host_that_refuses_on_its_first_address_is_found_on_its_second(self, server, internet, get):
        internet.answers("wire.example", ["198.41.0.99", PUBLIC])
        server.on("/feed", response(FEED))
        assert get().content == FEED


class TestRedirects:
    def test_each_hop_is_told(self, server, get):
        server.on("/feed", response(status=301, headers={"Location": "http://www.wire.example/feed#top"}))
        server.on("/feed2", response(FEED))
        server.on("/hop", response(status=308, headers={"Location": "//www.wire.example/feed2"}))
        fetched = get("/hop")
        assert fetched.url == "http://www.wire.example/feed2"
        assert fetched.requested_url == "http://wire.example/hop"
        assert fetched.redirects == ("http://wire.example/hop",)
        assert fetched.permanent

    def test_a_source_that_moved_for_good_is_named_in_the_log(self, server, get, caplog):
        server.on("/feed", response(status=301, headers={"Location": "/new"}))
        server.on("/new", response(FEED))
        get()
        assert "correct its address to http://wire.example/new" in caplog.text

    def test_one_temporary_hop_makes_the_way_temporary(self, server, get):
        server.on("/feed", response(status=301, headers={"Location": "a"}))
        server.on("/a", response(status=307, headers={"Location": "b"}))
        server.on("/b", response(FEED))
        fetched = get()
        assert len(fetched.redirects) == 2
        assert not fetched.permanent

    def test_a_circle(self, server, get):
        server.on("/feed", response(status=302, headers={"Location": "/a"}))
        server.on("/a", response(status=302, headers={"Location": "/feed"}))
        assert refusal(get) == "redirect-loop"
        assert server.paths() == ["/feed", "/a"]

    def test_a_chain_without_end(self, server, get):
        for hop in range(10):
            server.on(f"/{hop}", response(status=302, headers={"Location": f"/{hop + 1}"}))
        assert refusal(get, "/0") == "too-many-redirects"
        assert len(server.paths()) == 6

    @pytest.mark.parametrize(
        ("target", "reason"),
        [
            ("http://127.0.0.1/admin", "private-address"),
            ("http://169.254.169.254/latest/meta-data/", "private-address"),
            ("http://[::1]/", "private-address"),
            ("http://[::ffff:10.0.0.1]/", "private-address"),
            ("http://[64:ff9b::a00:1]/", "private-address"),
            ("http://[fd00::1]/", "private-address"),
            ("http://0.0.0.0/", "private-address"),
            ("http://2130706433/", "private-address"),
            ("http://0x7f.1/", "private-address"),
            ("http://inside.example/", "private-address"),
            ("file:///etc/passwd", "scheme"),
            ("ftp://wire.example/feed", "scheme"),
            ("javascript:alert(1)", "scheme"),
            ("https:///feed", "bad-url"),
            ("http://[half", "bad-redirect"),
            ("http://wire.example:99999/", "bad-url"),
            ("http://me:secret@wire.example/feed", "bad-url"),
        ],
    )
    def test_where_no_redirect_may_lead(self, server, internet, get, target, reason):
        internet.answers("inside.example", "10.1.2.3")
        internet.answers("2130706433", "127.0.0.1")
        internet.answers("0x7f.1", "127.0.0.1")
        server.on("/feed", response(status=302, headers={"Location": target}))
        assert refusal(get) == reason
        assert set(internet.dialled) == {PUBLIC}

    def test_a_redirect_to_nowhere(self, server, get):
        server.on("/feed", response(status=302))
        assert refusal(get) == "bad-redirect"

    def test_a_location_in_utf_8(self, server, get):
        server.on("/feed", response(status=302, headers={"Location": "/año"}))
        server.on("/a%C3%B1o", response(FEED))
        assert get().content == FEED


class TestAddresses:
    def test_a_name_that_turns_private_on_the_second_look_up(self, server, internet, get):
        internet.answers("wire.example", PUBLIC, "127.0.0.1")
        server.on("/feed", response(FEED), close=True)
        assert get(robots=False).content == FEED
        assert refusal(get, robots=False) == "private-address"
        assert internet.dialled == [PUBLIC]

    def test_only_the_public_ones_of_several_addresses_are_dialled(self, server, internet, get):
        internet.answers("wire.example", ["10.0.0.1", "fe80::1", PUBLIC])
        server.on("/feed", response(FEED))
        assert get().content == FEED
        assert set(internet.dialled) == {PUBLIC}

    def test_a_private_source_is_allowed_by_naming_it(self, server, internet, get):
        internet.answers("wire.example", "10.0.0.7")
        server.on("/feed", response(FEED))
        assert refusal(get) == "private-address"
        assert get(allow_private=True).content == FEED

    def test_a_private_source_does_not_open_the_rest_of_the_network(self, server, internet, get):
        internet.answers("wire.example", "10.0.0.7")
        internet.answers("other.example", "10.0.0.8")
        server.on("/feed", response(status=302, headers={"Location": "http://other.example/"}))
        assert refusal(get, allow_private=True) == "private-address"

    def test_a_connection_left_open_to_a_private_source_serves_no_other_source(self, server, internet, get):
        internet.answers("wire.example", "10.0.0.7")
        server.on("/feed", response(FEED))
        get(allow_private=True)
        assert refusal(get, address="http://elsewhere.example/", allow_private=True) == "private-address"


def test_the_machine_s_own_resolver_and_sockets(server, source):
    server.on("/feed", response(FEED))
    address = f"http://localhost:{server.port}/feed"
    with Client() as client:
        fetched = client.get(address, source=source(address=address, allow_private=True))
        assert fetched.content == FEED
        with pytest.raises(FetchRefused) as caught:
            client.get(address, source=source(address=address))
    assert caught.value.reason == "private-address"
    assert socket.getdefaulttimeout() is None
