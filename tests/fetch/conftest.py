import pytest
from tests.fetch.server import Internet, QuickClock, Server

from teletipo.fetch.http import Client
from teletipo.sources.source import Source


@pytest.fixture(autouse=True)
def nothing_from_outside(monkeypatch):
    """A proxy, a netrc or a contact of this machine must not matter."""
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "TELETIPO_CONTACT",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server():
    with Server() as running:
        yield running


@pytest.fixture
def internet(server):
    return Internet(server)


@pytest.fixture
def clock():
    return QuickClock()


@pytest.fixture
def client(internet, clock):
    with Client(network=internet, clock=clock, credentials=lambda _: ("desk", "pass:word")) as one:
        yield one


@pytest.fixture
def source():
    """A source at http://wire.example/feed with options of a test's own."""

    def make(**options):
        defaults = {"kind": "feed", "address": "http://wire.example/feed", "deadline": 5.0, "min_interval": 0.0}
        return Source(id="wire", **{**defaults, **options})

    return make


@pytest.fixture
def get(client, source):
    """Fetch a path of wire.example, or any URL, with options of the source and of the call."""

    def fetch(path="/feed", *, etag=None, last_modified=None, **options):
        url = path if "://" in path else f"http://wire.example{path}"
        return client.get(url, source=source(**options), etag=etag, last_modified=last_modified)

    return fetch
