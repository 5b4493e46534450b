"""robots.txt as RFC 9309 has it, whatever a server makes of it."""

import pytest
from tests.fetch.endings import FEED, failure, refusal
from tests.fetch.server import PUBLIC, response

from teletipo.errors import FetchDeferred

RULES = b"User-agent: teletipo\nDisallow: /secret\nCrawl-delay: 4\n\nUser-agent: *\nDisallow: /\n"


def test_what_is_forbidden_to_us_is_not_asked_for(server, get):
    server.on("/robots.txt", response(RULES))
    server.on("/feed", response(FEED))
    assert get().content == FEED
    assert refusal(get, "/secret/feed") == "robots"
    assert server.paths() == ["/feed"]


def test_the_rules_are_asked_for_once(server, get):
    server.on("/robots.txt", response(RULES))
    server.on("/feed", response(FEED))
    get()
    get()
    assert [request.path for request in server.requests].count("/robots.txt") == 1


def test_the_crawl_delay_is_kept(server, get, clock):
    server.on("/robots.txt", response(RULES))
    server.on("/feed", response(FEED))
    get()
    get()
    assert sum(clock.slept) == pytest.approx(4, abs=0.5)


def test_a_crawl_delay_beyond_a_minute_is_handed_back(server, get, clock):
    server.on("/robots.txt", response(b"User-agent: *\nCrawl-delay: 600"))
    server.on("/feed", response(FEED))
    get(deadline=600)
    with pytest.raises(FetchDeferred):
        get(deadline=600)
    assert clock.slept == []


def test_no_rules_allow_everything(server, get):
    server.on("/feed", response(FEED))
    assert get().content == FEED


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_error_means_not_now(server, get, status):
    server.on("/robots.txt", response(status=status))
    server.on("/feed", response(FEED))
    assert failure(get, deadline=30) == "robots-unreachable"
    assert failure(get, deadline=30) == "robots-unreachable"
    assert server.paths() == []
    assert len(server.requests) == 3


def test_rules_that_drip_mean_not_now(server, get):
    def drip(peer, _):
        peer.send(b"HTTP/1.1 200 OK\r\n\r\n")
        peer.drip(b"#")

    server.on("/robots.txt", drip)
    assert failure(get, deadline=0.3) == "robots-unreachable"


def test_rules_behind_a_redirect_are_read(server, get):
    server.on("/robots.txt", response(status=301, headers={"Location": "http://www.wire.example/rules"}))
    server.on("/rules", response(b"User-agent: *\nDisallow: /"))
    assert refusal(get) == "robots"


def test_rules_behind_a_redirect_to_a_private_address(server, internet, get):
    server.on("/robots.txt", response(status=301, headers={"Location": "http://127.0.0.1/"}))
    assert refusal(get) == "private-address"
    assert internet.dialled == [PUBLIC]


def test_rules_in_a_circle_allow_everything(server, get):
    server.on("/robots.txt", response(status=302, headers={"Location": "/robots.txt"}))
    server.on("/feed", response(FEED))
    assert get().content == FEED


def test_of_endless_rules_the_first_500_kib_count(server, get):
    def pour(peer, _):
        peer.send(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /feed\n")
        peer.pour(b"# and so on\n" * 1000)

    server.on("/robots.txt", pour)
    assert refusal(get) == "robots"


@pytest.mark.parametrize(
    "body", [b"", b"\0" * 1000, b"<html>Not found</html>", b"\xff\xfe\x00Disallow", b"Disallow: /"]
)
def test_rules_that_are_none_allow_everything(server, get, body):
    server.on("/robots.txt", response(body))
    server.on("/feed", response(FEED))
    assert get().content == FEED


def test_a_redirect_into_forbidden_parts_is_not_followed(server, get):
    server.on("/robots.txt", response(RULES))
    server.on("/feed", response(status=302, headers={"Location": "/secret"}))
    assert refusal(get) == "robots"
    assert server.paths() == ["/feed"]
