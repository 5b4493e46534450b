"""Cookies, credentials, proxies and encryption: what stays where it belongs."""

import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.fetch.endings import FEED, failure, refusal
from tests.fetch.server import response

from teletipo.errors import ConfigurationError
from teletipo.fetch.credentials import from_environment


def test_cookies_last_for_one_fetch(server, get):
    server.on("/feed", response(status=302, headers={"Location": "/feed", "Set-Cookie": "seen=1"}), response(FEED))
    assert get().content == FEED
    assert server.requests[-1].headers["cookie"] == "seen=1"
    get()
    assert "cookie" not in server.requests[-1].headers


def test_credentials_go_to_the_source_and_nowhere_else(server, get):
    server.on("/feed", response(status=302, headers={"Location": "http://cdn.example/feed2"}))
    server.on("/feed2", response(FEED))
    get(credentials="env:WIRE", robots=False)
    first, second = server.requests
    assert first.headers["authorization"] == "Basic ZGVzazpwYXNzOndvcmQ="
    assert "authorization" not in second.headers


def test_credentials_of_the_environment(monkeypatch):
    monkeypatch.setenv("WIRE", "desk:pass:word")
    assert from_environment("env:WIRE") == ("desk", "pass:word")
    monkeypatch.delenv("WIRE")
    with pytest.raises(ConfigurationError, match="set WIRE="):
        from_environment("env:WIRE")
    with pytest.raises(ConfigurationError, match="outside Airflow"):
        from_environment("connection:wire")


def test_proxies_and_passwords_of_the_machine_are_not_used(server, get, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine wire.example login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server.on("/feed", response(FEED))
    assert get().content == FEED
    assert "authorization" not in server.requests[-1].headers


def test_a_proxy_that_the_source_names_is_used(server, internet, get):
    internet.answers("proxy.example", "10.0.0.3")
    server.on("http://wire.example/feed", response(FEED))
    assert get(proxy="http://proxy.example:3128").content == FEED
    assert set(internet.dialled) == {"10.0.0.3"}
    assert refusal(get, "http://127.0.0.1/", proxy="http://proxy.example:3128") == "private-address"


@pytest.fixture
def self_signed(server, tmp_path):
    """The server, speaking TLS with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "wire.example")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("wire.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server.tls = context
    return path


@pytest.mark.usefixtures("self_signed")
def test_a_certificate_that_nobody_vouches_for_is_refused(get, clock):
    assert refusal(get, "https://wire.example/feed") == "certificate"
    assert clock.slept == []


def test_a_certificate_that_is_trusted(self_signed, server, get, client):
    client._transport._session.verify = str(self_signed)
    server.on("/feed", response(FEED))
    assert get("https://wire.example/feed").content == FEED


def test_a_certificate_for_another_name_is_refused(self_signed, get, client):
    client._transport._session.verify = str(self_signed)
    assert refusal(get, "https://other.example/feed") == "certificate"


def test_a_proxy_does_not_see_what_is_encrypted(self_signed, server, internet, get, client):
    context, server.tls = server.tls, None
    client._transport._session.verify = str(self_signed)
    internet.answers("proxy.example", "10.0.0.3")
    server.on("wire.example:443", lambda peer, _: peer.tunnel(context, response(FEED)))
    assert get("https://wire.example/feed", proxy="http://proxy.example:3128", robots=False).content == FEED
    assert [request.method for request in server.requests] == ["CONNECT"]
    assert set(internet.dialled) == {"10.0.0.3"}


def test_a_drip_through_tls_ends_at_the_deadline(self_signed, server, get, client):
    def drip(peer, _):
        peer.send(b"HTTP/1.1 200 OK\r\n\r\n")
        peer.drip(b"<rss>")

    client._transport._session.verify = str(self_signed)
    server.on("/feed", drip)
    assert failure(get, "https://wire.example/feed", robots=False, deadline=0.4) == "deadline"


@pytest.mark.usefixtures("server")
def test_a_server_that_keeps_silent_while_keys_are_exchanged(get):
    assert failure(get, "https://wire.example/feed", robots=False, deadline=0.3) == "deadline"
