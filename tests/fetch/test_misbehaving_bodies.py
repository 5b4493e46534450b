"""Bodies that never end, end too early, or are not what they say: each has one clear end within its deadline."""

import gzip
import time
import zlib

import pytest
from tests.fetch.server import response

from teletipo.errors import FetchFailed, FetchRefused, TooLarge

FEED = b"<rss version='2.0'><channel><title>Wire</title></channel></rss>"


def gzipped(data: bytes, **headers) -> bytes:
    return response(data, headers={"Content-Encoding": "gzip", **headers})


def reason(caught) -> str:
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_a_slow_drip_of_the_body_ends_at_the_deadline(server, get):
    def drip(peer, _):
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        peer.drip(b"<rss>")

    server.on("/feed", drip)
    started = time.monotonic()
    with pytest.raises(FetchFailed, match=r"within 0.3 s") as caught:
        get(deadline=0.3, robots=False)
    assert reason(caught) == "deadline"
    assert time.monotonic() - started < 3


def test_a_slow_drip_of_the_headers_ends_at_the_deadline(server, get):
    def drip(peer, _):
        peer.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        peer.drip(b"z")

    server.on("/feed", drip)
    with pytest.raises(FetchFailed) as caught:
        get(deadline=0.3, robots=False)
    assert reason(caught) == "deadline"


def test_a_slow_drip_without_a_length_is_no_whole_payload(server, get):
    def drip(peer, _):
        peer.send(b"HTTP/1.1 200 OK\r\n\r\n<rss>")
        peer.drip(b" ")

    server.on("/feed", drip)
    with pytest.raises(FetchFailed) as caught:
        get(deadline=0.3, robots=False)
    assert reason(caught) == "deadline"


def test_a_server_that_says_nothing_at_all(server, get):
    server.on("/feed", lambda peer, _: peer.silence())
    with pytest.raises(FetchFailed) as caught:
        get(deadline=0.3, robots=False)
    assert reason(caught) in {"deadline", "timeout"}


def test_an_endless_body_ends_at_the_limit(server, get):
    def pour(peer, _):
        peer.send(b"HTTP/1.1 200 OK\r\n\r\n")
        peer.pour(b"<item/>" * 10_000)

    server.on("/feed", pour)
    with pytest.raises(TooLarge, match="1,000,000"):
        get(max_bytes=1_000_000)


def test_an_endless_chunked_body_ends_at_the_limit(server, get):
    def pour(peer, _):
        peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        peer.pour(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")

    server.on("/feed", pour)
    with pytest.raises(TooLarge):
        get(max_bytes=1_000_000)


def test_the_endless_body_of_a_redirect_is_not_read(server, get):
    def pour(peer, _):
        peer.send(b"HTTP/1.1 302 Found\r\nLocation: /real\r\n\r\n")
        peer.pour(b"moved" * 10_000)

    server.on("/feed", pour)
    server.on("/real", response(FEED))
    assert get().content == FEED


def test_the_endless_body_of_an_error_is_not_read(server, get):
    def pour(peer, _):
        peer.send(b"HTTP/1.1 404 Not Found\r\n\r\n")
        peer.pour(b"nothing here" * 10_000)

    server.on("/feed", pour)
    with pytest.raises(FetchRefused) as caught:
        get()
    assert reason(caught) == "http-404"


def test_a_length_beyond_the_limit_is_not_waited_for(server, get):
    def promise(peer, _):
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 900000000000\r\n\r\n")
        peer.silence()

    server.on("/feed", promise)
    with pytest.raises(TooLarge):
        get(max_bytes=1_000_000)


def test_a_gzip_bomb_within_the_size_limit_is_known_by_its_ratio(server, get):
    server.on("/feed", gzipped(gzip.compress(b"\0" * 15_000_000)))
    with pytest.raises(TooLarge, match="times as many"):
        get()


def test_a_gzip_bomb_beyond_the_size_limit(server, get):
    server.on("/feed", gzipped(gzip.compress(bytes(range(256)) * 4_000) * 5))
    with pytest.raises(TooLarge, match="larger than 500,000"):
        get(max_bytes=500_000)


def test_a_deflate_bomb(server, get):
    server.on("/feed", response(zlib.compress(b"\0" * 15_000_000), headers={"Content-Encoding": "deflate"}))
    with pytest.raises(TooLarge):
        get()


def test_a_gzip_within_a_gzip_is_unpacked_once(server, get):
    inner = gzip.compress(FEED)
    server.on("/feed", gzipped(gzip.compress(inner)))
    assert get().content == inner


@pytest.mark.parametrize("packed", [zlib.compress(FEED), zlib.compress(FEED)[2:-4]], ids=["zlib", "bare"])
def test_both_readings_of_deflate(server, get, packed):
    server.on("/feed", response(packed, headers={"Content-Encoding": "deflate"}))
    assert get().content == FEED


def test_gzip_in_several_members_and_with_padding(server, get):
    server.on("/feed", gzipped(gzip.compress(FEED[:20]) + gzip.compress(FEED[20:]) + b"\0" * 40))
    assert get().content == FEED


def test_a_truncated_gzip_is_no_whole_payload(server, get):
    server.on("/feed", gzipped(gzip.compress(FEED * 100)[:-12]))
    with pytest.raises(FetchFailed, match="too early") as caught:
        get()
    assert reason(caught) == "truncated"


def test_a_truncated_gzip_is_tried_again(server, get):
    server.on("/feed", gzipped(gzip.compress(FEED)[:-9]), gzipped(gzip.compress(FEED)))
    assert get().content == FEED


def test_gzip_that_is_none(server, get):
    server.on("/feed", gzipped(FEED))
    with pytest.raises(FetchFailed) as caught:
        get()
    assert reason(caught) == "broken-encoding"


def test_an_encoding_that_was_not_asked_for(server, get):
    server.on("/feed", response(b"\x0b\x02\x80", headers={"Content-Encoding": "br"}))
    with pytest.raises(FetchRefused, match="br") as caught:
        get()
    assert reason(caught) == "encoding"
    assert "br" not in server.requests[-1].headers["accept-encoding"]


def test_a_body_shorter_than_its_content_length(server, get):
    server.on("/feed", response(FEED, length=len(FEED) + 100), close=True)
    with pytest.raises(FetchFailed) as caught:
        get()
    assert reason(caught) == "connection"
    assert len(server.paths()) == 3


def test_a_body_longer_than_its_content_length_does_not_leak_into_the_next_answer(server, get):
    server.on("/feed", response(FEED + b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", length=len(FEED)))
    server.on("/next", response(b"next"))
    assert get().content == FEED
    assert get("/next").content == b"next"


@pytest.mark.parametrize("name", ["identity", "none", "UTF-8"])
def test_an_encoding_that_is_none(server, get, name):
    server.on("/feed", response(FEED, headers={"Content-Encoding": name}))
    assert get().content == FEED


@pytest.mark.parametrize("length", ["-5", "many"])
def test_a_content_length_that_is_no_length_is_passed_over(server, get, length):
    server.on("/feed", f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n".encode() + FEED, close=True)
    assert get().content == FEED


def test_two_content_lengths_that_contradict_each_other(server, get):
    server.on("/feed", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 20\r\n\r\n" + FEED, close=True)
    with pytest.raises(FetchFailed) as caught:
        get()
    assert reason(caught) == "bad-answer"


def test_a_chunked_body_that_breaks_off(server, get):
    server.on("/feed", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n<rss>", close=True)
    with pytest.raises(FetchFailed) as caught:
        get()
    assert reason(caught) == "connection"


def test_a_chunked_body_without_its_last_chunk(server, get):
    server.on("/feed", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n", close=True)
    with pytest.raises(FetchFailed) as caught:
        get()
    assert reason(caught) == "connection"


def test_chunks_that_are_none(server, get):
    server.on("/feed", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss>\r\n0\r\n\r\n", close=True)
    with pytest.raises(FetchFailed) as caught:
        get()
    assert reason(caught) == "connection"


def test_a_connection_reset_in_mid_body_is_tried_again(server, get):
    answers = iter(["reset", "whole"])

    def script(peer, _):
        if next(answers) == "whole":
            peer.send(response(FEED))
        else:
            peer.send(response(FEED[:20], length=len(FEED)))
            peer.reset()

    server.on("/feed", script)
    assert get().content == FEED


def test_a_server_that_hangs_up_without_a_word(server, get, clock):
    server.on("/feed", lambda peer, _: peer.reset())
    with pytest.raises(FetchFailed) as caught:
        get(robots=False)
    assert reason(caught) == "connection"
    assert clock.slept == [1.0, 2.0]


@pytest.mark.parametrize(
    "noise",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\0" * 100,
        b"HTTP/1.1 twohundred OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200,
    ],
    ids=["another-protocol", "zeros", "no-status", "200-headers"],
)
def test_an_answer_that_is_no_http(server, get, noise):
    server.on("/feed", noise, close=True)
    with pytest.raises(FetchFailed) as caught:
        get(robots=False)
    assert reason(caught) == "connection"


def test_an_empty_body_is_handed_on_for_the_parser_to_judge(server, get):
    server.on("/feed", response(b"", headers={"Content-Encoding": "gzip"}))
    assert get().content == b""


def test_the_deadline_counts_from_the_call_over_all_tries(server, get, clock):
    server.on("/feed", response(status=503))
    with pytest.raises(FetchFailed) as caught:
        get(deadline=2.5, robots=False)
    assert reason(caught) == "http-503"
    assert clock.slept == [1.0]
