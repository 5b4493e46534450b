"""From a source to all that is new in it: feeds, sitemaps, listings, their pages, and what is asked for twice."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.fetch.server import response

from teletipo.errors import FetchFailed, FetchRefused
from teletipo.fetch.fetched import Fetched, NotModified
from teletipo.fetch.sources import Validators, fetch_source
from teletipo.model import Rejection
from teletipo.sources.source import Source

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class Memory:
    """What a run leaves behind: what the store keeps, kept here."""

    def __init__(self):
        self.hashes = set()
        self.kept = {}

    def known(self, sha256, _url=None):
        return sha256 in self.hashes

    def validators(self, url):
        return self.kept.get(url)

    def keep(self, outcomes):
        """As a caller does after parsing each."""
        for outcome in outcomes:
            if isinstance(outcome, Fetched):
                self.hashes.add(outcome.sha256)
                self.kept[outcome.requested_url] = Validators(outcome.etag, outcome.last_modified, outcome.fetched_at)
            elif isinstance(outcome, NotModified):
                self.kept[outcome.url] = Validators(outcome.etag, outcome.last_modified, outcome.fetched_at)
        return outcomes


@pytest.fixture
def memory():
    return Memory()


@pytest.fixture
def visit(client, source, memory):
    def run(**options):
        options.setdefault("robots", False)
        return list(fetch_source(source(**options), client=client, state=memory))

    return run


def told(outcomes):
    """Each outcome in a word: what was fetched, or why not."""
    words = []
    for outcome in outcomes:
        match outcome:
            case Rejection():
                words.append(outcome.reason)
            case NotModified():
                words.append(f"={outcome.url.removeprefix('http://wire.example')}")
            case Fetched():
                words.append(outcome.requested_url.removeprefix("http://wire.example"))
    return words


def rss(*links, text=""):
    items = "".join(
        f"<item><title>Title of {link}</title><link>http://wire.example{link}</link><guid>{link}</guid>"
        f"<description>Short.</description>{text}</item>"
        for link in links
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>W</title>{items}</channel></rss>".encode()


def sitemap(*entries):
    urls = "".join(f"<url><loc>http://wire.example{loc}</loc><lastmod>{when}</lastmod></url>" for loc, when in entries)
    return f"<?xml version='1.0'?><urlset xmlns='{SITEMAP}'>{urls}</urlset>".encode()


def test_a_folder(tmp_path, client, memory):
    (tmp_path / "a.txt").write_text("a")
    drop = Source("drop", "folder", str(tmp_path))
    first = memory.keep(list(fetch_source(drop, client=client, state=memory)))
    again = list(fetch_source(drop, client=client, state=memory))
    assert [type(outcome) for outcome in (*first, *again)] == [Fetched, NotModified]


def test_a_feed_that_has_not_changed_costs_one_request(server, visit, memory):
    server.on("/feed", response(rss("/a"), headers={"ETag": '"1"'}), response(status=304))
    assert told(memory.keep(visit())) == ["/feed"]
    assert told(memory.keep(visit())) == ["=/feed"]
    assert server.requests[-1].headers["if-none-match"] == '"1"'
    assert told(visit()) == ["=/feed"]
    assert server.requests[-1].headers["if-none-match"] == '"1"'


def test_a_source_is_not_asked_again_before_its_time(server, visit, memory, clock):
    server.on("/feed", response(rss("/a")))
    memory.keep(visit(poll_minutes=30))
    assert visit(poll_minutes=30) == []
    clock.sleep(31 * 60)
    assert told(visit(poll_minutes=30)) == ["=/feed"]


def test_the_same_bytes_from_a_server_without_validators_are_not_news(server, visit, memory):
    server.on("/feed", response(rss("/a"), headers={"Last-Modified": "now"}))
    memory.keep(visit())
    (outcome,) = visit()
    assert isinstance(outcome, NotModified)
    assert outcome.last_modified == "now"


def test_validators_of_what_was_not_parsed_are_not_used(server, visit):
    server.on("/feed", response(rss("/a"), headers={"ETag": '"1"'}))
    visit()
    visit()
    assert "if-none-match" not in server.requests[-1].headers


def test_trouble_with_the_source_itself_is_raised(server, visit):
    server.on("/feed", response(status=404), response(status=500))
    with pytest.raises(FetchRefused):
        visit()
    with pytest.raises(FetchFailed):
        visit()


def test_a_payload_that_is_too_large_is_one_rejection(server, visit):
    server.on("/feed", response(b"x" * 2000))
    (rejection,) = visit(max_bytes=1000)
    assert (rejection.stage, rejection.reason, rejection.source) == ("fetch", "too-large", "wire")
    assert rejection.locator == "http://wire.example/feed"


@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_a_web_page_in_place_of_a_feed_is_no_report(server, visit, memory, kind):
    notice = b"<!DOCTYPE html><html><body><p>Estamos de mantenimiento.</p></body></html>"
    server.on("/feed", response(notice, headers={"Content-Type": "application/rss+xml", "ETag": '"1"'}))
    (rejection,) = memory.keep(visit(kind=kind))
    assert (rejection.reason, rejection.locator) == ("not-a-feed", "http://wire.example/feed")
    assert "Estamos" in rejection.evidence
    assert memory.kept == {}


def test_pages_of_a_feed_are_followed_once(server, visit, memory):
    server.on("/feed", response(rss("/a", "/b"), headers={"ETag": '"1"'}), response(rss("/b", "/c")))
    for page in "abc":
        server.on(f"/{page}", response(f"<p>{page}</p>".encode()))
    assert told(memory.keep(visit(follow=True))) == ["/a", "/b", "/feed"]
    assert told(memory.keep(visit(follow=True))) == ["/c", "/feed"]


def test_a_guid_that_is_no_address_is_not_asked_for(server, visit):
    guids = ("tag:wire.example,2026:1", "12345", "urn:uuid:1-2")
    entries = "".join(
        f"<item><title>T</title><guid>{guid}</guid><description>S.</description></item>" for guid in guids
    )
    server.on("/feed", response(f"<rss version='2.0'><channel><title>W</title>{entries}</channel></rss>".encode()))
    (feed,) = visit(follow=True)
    assert [item.guid for item in feed.parsed.items if feed.speaks_for(item.url)] == list(guids)


def test_a_feed_is_not_followed_unless_told_so(server, visit):
    server.on("/feed", response(rss("/a")))
    assert told(visit()) == ["/feed"]


def test_a_feed_speaks_for_the_items_that_have_no_page_of_their_own(server, visit, memory):
    server.on("/feed", response(rss("/a", "/gone")), response(rss("/a", "/b")))
    server.on("/a", response(b"a"))
    server.on("/b", response(b"b"))
    *_, feed = memory.keep(visit(follow=True))
    spoken_for = [feed.speaks_for(url) for url in ("http://wire.example/a#top", "http://wire.example/gone", None)]
    assert spoken_for == [False, True, True]
    *_, feed = visit(follow=True)
    assert not feed.speaks_for("http://wire.example/a")
    assert not feed.speaks_for("http://wire.example/b")
    assert visit()[0].speaks_for("http://wire.example/a")


def test_a_followed_sitemap_speaks_for_nothing(server, visit):
    server.on("/map.xml", response(sitemap(("/gone", "2026-01-08"))))
    options = {"kind": "sitemap", "address": "http://wire.example/map.xml"}
    *_, followed = visit(follow=True, **options)
    (alone,) = visit(follow=False, **options)
    assert (followed.speaks_for("http://wire.example/gone"), alone.speaks_for("http://wire.example/gone")) == (
        False,
        True,
    )


def test_links_that_are_not_wanted(server, visit):
    server.on("/feed", response(rss("/mundo/a", "/deporte/b")))
    server.on("/mundo/a", response(b"<p>a</p>"))
    assert told(visit(follow=True, links="/mundo/")) == ["/mundo/a", "/feed"]


def test_a_page_that_cannot_be_had_does_not_hold_the_others(server, visit, memory):
    server.on("/feed", response(rss("/gone", "/a"), headers={"ETag": '"1"'}))
    server.on("/a", response(b"a"))
    outcomes = memory.keep(visit(follow=True))
    assert told(outcomes) == ["http-404", "/a", "/feed"]
    assert outcomes[0].locator == "http://wire.example/gone"
    assert outcomes[-1].etag == '"1"'


def test_while_a_page_is_still_to_be_had_the_feed_keeps_no_validators(server, visit, memory):
    server.on("/feed", response(rss("/a"), headers={"ETag": '"1"'}))
    server.on("/a", *[response(status=500)] * 3, response(b"a"))
    first = memory.keep(visit(follow=True))
    assert told(first) == ["http-500", "/feed"]
    assert first[-1].etag is None
    second = memory.keep(visit(follow=True))
    assert told(second) == ["/a", "=/feed"]
    assert second[-1].etag == '"1"'


def test_more_pages_than_a_run_may_fetch_are_left_for_the_next(server, visit, memory):
    server.on("/feed", response(rss(*(f"/{number}" for number in range(5)))))
    for number in range(5):
        server.on(f"/{number}", response(f"page {number}".encode()))
    first = memory.keep(visit(follow=True, max_pages=2))
    assert told(first) == ["/0", "/1", "more-pages", "/feed"]
    assert "3 pages" in first[2].message
    assert told(memory.keep(visit(follow=True, max_pages=3))) == ["/2", "/3", "/4", "=/feed"]


def test_a_host_that_keeps_failing_is_left_alone(server, visit):
    server.on("/feed", response(rss(*(f"/{number}" for number in range(9)))))
    for number in range(9):
        server.on(f"/{number}", response(status=503))
    assert told(visit(follow=True, deadline=20)) == ["http-503"] * 3 + ["more-pages", "/feed"]


def test_a_host_that_wants_a_rest_gets_it(server, visit, clock):
    server.on("/feed", response(rss("/a", "/b")))
    server.on("/a", response(status=429, headers={"Retry-After": "900"}))
    assert told(visit(follow=True)) == ["fetch-deferred", "more-pages", "/feed"]
    assert clock.slept == []


def test_a_sitemap_leads_to_its_pages_the_newest_first(server, visit, memory):
    entries = [("/old", "2026-01-08"), ("/new", "2026-01-09T10:00:00+01:00"), ("/undated", ""), ("/old", "2026-01-08")]
    server.on("/map.xml", response(sitemap(*entries)))
    for page in ("old", "new", "undated"):
        server.on(f"/{page}", response(page.encode()))
    options = {"kind": "sitemap", "address": "http://wire.example/map.xml", "follow": True}
    assert told(memory.keep(visit(**options))) == ["/new", "/old", "/undated", "/map.xml"]
    assert told(visit(**options)) == ["=/map.xml"]


def test_a_page_that_changed_since_is_fetched_again(server, visit, memory):
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    server.on("/map.xml", response(sitemap(("/a", "2026-01-08"))), response(sitemap(("/a", later))))
    server.on("/a", response(b"first"), response(b"second"))
    options = {"kind": "sitemap", "address": "http://wire.example/map.xml", "follow": True}
    memory.keep(visit(**options))
    again = visit(**options)
    assert told(again) == ["/a", "/map.xml"]
    assert again[0].content == b"second"


def test_a_news_sitemap_in_gzip(server, visit):
    import gzip

    news = (
        f"<urlset xmlns='{SITEMAP}' xmlns:news='{NEWS}'><url><loc>http://wire.example/a</loc><news:news>"
        "<news:publication_date>2026-01-08T08:00:00Z</news:publication_date></news:news></url></urlset>"
    )
    server.on("/news.xml.gz", response(gzip.compress(news.encode()), headers={"Content-Type": "application/gzip"}))
    server.on("/a", response(b"a"))
    options = {"kind": "sitemap", "address": "http://wire.example/news.xml.gz", "follow": True}
    assert told(visit(**options)) == ["/a", "/news.xml.gz"]


def test_a_sitemap_index(server, visit, memory):
    index = (
        f"<sitemapindex xmlns='{SITEMAP}'>"
        "<sitemap><loc>http://wire.example/1.xml</loc><lastmod>2026-01-08</lastmod></sitemap>"
        "<sitemap><loc>http://wire.example/2.xml</loc><lastmod>2026-01-09</lastmod></sitemap>"
        "<sitemap><loc>http://wire.example/gone.xml</loc></sitemap></sitemapindex>"
    ).encode()
    server.on("/index.xml", response(index))
    server.on("/1.xml", response(sitemap(("/a", "2026-01-08"))))
    server.on("/2.xml", response(sitemap(("/b", "2026-01-09"))))
    server.on("/a", response(b"a"))
    server.on("/b", response(b"b"))
    options = {"kind": "sitemap", "address": "http://wire.example/index.xml", "follow": True}
    assert told(memory.keep(visit(**options))) == ["/b", "/2.xml", "/a", "/1.xml", "http-404", "/index.xml"]
    assert told(visit(**options)) == ["http-404", "=/index.xml"]


def test_a_listing_leads_to_what_its_pattern_finds(server, visit):
    page = """<html><head><base href="/noticias/"></head><body>
      <a href="año-1234.html">Uno</a> <a href=' dos-5678.html#comentarios '>Dos</a> <a href="año-1234.html">Otra vez</a>
      <a href="/aviso-legal">Aviso</a> <a href="mailto:x@wire.example">Correo</a>
      <a href="http://[">roto</a> <a>nada</a>
      </body></html>"""
    server.on("/portada", response(page.encode(), headers={"Content-Type": "text/html; charset=nonsense"}))
    server.on("/noticias/a%C3%B1o-1234.html", response(b"1"))
    server.on("/noticias/dos-5678.html", response(b"2"))
    outcomes = visit(kind="listing", address="http://wire.example/portada", follow=True, links=r"/noticias/.*-\d+")
    assert told(outcomes) == ["/noticias/año-1234.html", "/noticias/dos-5678.html", "/portada"]


@pytest.mark.parametrize("kind", ["feed", "sitemap", "listing"])
@pytest.mark.parametrize(
    "body",
    [b"", b"\0" * 50, b"<", b"\xff\xfe", b"\x1f\x8b\x08 broken", b"<!DOCTYPE a [<!ENTITY e SYSTEM 'x'>]><a>&e;</a>"],
)
def test_a_payload_that_cannot_be_read_leads_nowhere(server, visit, kind, body):
    server.on("/feed", response(body))
    assert told(visit(kind=kind, follow=True, links="x")) == ["/feed"]


def test_a_page_is_fetched_for_itself(server, visit):
    server.on("/a", response(b"<a href='/b'>b</a>"))
    assert told(visit(kind="page", address="http://wire.example/a")) == ["/a"]


def test_followed_pages_are_checked_like_every_address(server, internet, visit):
    internet.answers("inside.example", "10.0.0.1")
    body = rss("/a").replace(b"http://wire.example/a", b"http://inside.example/a")
    server.on("/feed", response(body))
    assert told(visit(follow=True)) == ["private-address", "/feed"]
    assert told(visit(follow=True, allow_private=True)) == ["private-address", "/feed"]
