"""What a site allows is asked for once a day, whichever worker needs it."""

from datetime import timedelta

from teletipo.fetch.clock import Clock
from teletipo.fetch.robots import Robots
from teletipo.fetch.transport import Answer
from teletipo.store.database import connect
from teletipo.store.robots import StoredRobots

RULES = b"User-agent: *\nDisallow: /secret\nCrawl-delay: 7\n"


class Later(Clock):
    """The machine's time, so many hours later."""

    def __init__(self, hours=0):
        self.hours = hours

    def now(self):
        return super().now() + timedelta(hours=self.hours)


class Site:
    """Answers robots.txt and counts how often it was asked."""

    def __init__(self, body=RULES):
        self.body = body
        self.asked = 0

    def __call__(self, _url):
        self.asked += 1
        return Answer(200, {}, self.body)


def test_another_worker_knows_what_one_has_read(conn, database):
    site, other = Site(), connect(database)
    for connection in (conn, other):
        robots = Robots("Teletipo", Clock(), StoredRobots(connection))
        assert robots.crawl_delay("https://wire.example/feed", site) == 7
    other.close()
    assert site.asked == 1


def test_a_day_later_they_are_read_again(conn):
    site = Site()
    Robots("Teletipo", Clock(), StoredRobots(conn)).crawl_delay("https://later.example/feed", site)
    site.body = b"User-agent: *\nCrawl-delay: 9\n"
    robots = Robots("Teletipo", Later(25), StoredRobots(conn))
    assert robots.crawl_delay("https://later.example/feed", site) == 9
    assert site.asked == 2


def test_a_site_without_rules_is_remembered_too(conn):
    site = Site(b"")
    for _ in range(2):
        assert Robots("Teletipo", Clock(), StoredRobots(conn)).crawl_delay("https://open.example/a", site) == 0
    assert site.asked == 1
