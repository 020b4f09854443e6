"""Where a fetch may lead: only to the address that was checked, at every hop, and to whom TLS says it is."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from index.errors import FetchError
from tests.fetching import PUBLIC, Clock, Names, Rerouted, fetching
from tests.misbehaving import Misbehaving, Reply, misbehaving, redirect

OTHER_PUBLIC = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
METADATA = "169.254.169.254"


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with misbehaving() as server:
        server.on("/", Reply(body=b"news"))
        yield server


@pytest.fixture
def rerouted() -> Rerouted:
    return Rerouted()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_this_machine_is_refused_unless_a_setting_allows_it(server: Misbehaving, host: str) -> None:
    with fetching(private_addresses=False) as fetcher:
        with pytest.raises(FetchError, match="DATELINE_PRIVATE_ADDRESSES=1"):
            fetcher.get(f"http://{host}:{server.port}/")
        with pytest.raises(FetchError, match="DATELINE_PRIVATE_ADDRESSES=1"):
            fetcher.get(f"http://{host}:{server.port}/", robots=False)
    assert server.requests == []
    with fetching(private_addresses=True) as fetcher:
        assert fetcher.get(server.url("/")).content == b"news"


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"])
def test_however_an_address_is_written_what_the_system_makes_of_it_is_checked(
    rerouted: Rerouted, host: str
) -> None:
    names = Names(**{host.strip("[]"): [("127.0.0.1",)]})
    with (
        fetching(private_addresses=False, resolve=names, sockets=rerouted) as fetcher,
        pytest.raises(FetchError, match=r"leads to 127\.0\.0\.1"),
    ):
        fetcher.get(f"http://{host}/")
    assert rerouted.connected == []


def test_a_name_is_resolved_once_and_the_address_that_was_checked_is_connected_to(
    server: Misbehaving, rerouted: Rerouted
) -> None:
    names = Names(news_example=[(PUBLIC,), ("127.0.0.1",)])  # rebound at the second look-up
    with fetching(private_addresses=False, resolve=names, sockets=rerouted) as fetcher:
        url = f"http://news.example:{server.port}/"
        assert fetcher.get(url, robots=False).content == b"news"
        assert (names.asked, rerouted.connected) == (["news.example"], [PUBLIC])
        with pytest.raises(FetchError, match=r"leads to 127\.0\.0\.1"):
            fetcher.get(url, robots=False)
    assert rerouted.connected == [PUBLIC]
    assert len(server.requests) == 1
    assert server.requests[0].headers["host"] == f"news.example:{server.port}"


@pytest.mark.parametrize(
    "addresses", [(PUBLIC, "10.0.0.1"), ("10.0.0.1", PUBLIC), (METADATA,), ("::1", PUBLIC)]
)
def test_a_name_with_a_private_address_among_its_addresses_is_refused(
    rerouted: Rerouted, addresses: tuple[str, ...]
) -> None:
    names = Names(news_example=[addresses])
    with (
        fetching(private_addresses=False, resolve=names, sockets=rerouted) as fetcher,
        pytest.raises(FetchError, match="of a private network"),
    ):
        fetcher.get("http://news.example/")
    assert rerouted.connected == []


@pytest.mark.parametrize("robots", [True, False])
def test_a_redirect_into_a_private_network_is_refused_at_its_hop(
    server: Misbehaving, rerouted: Rerouted, robots: bool
) -> None:
    names = Names(news_example=[(PUBLIC,)], inside_example=[("10.1.2.3",)])
    with fetching(private_addresses=False, resolve=names, sockets=rerouted) as fetcher:
        for inside in (f"http://{METADATA}/latest", "http://inside.example/", "http://[::1]/"):
            server.on("/away", redirect(inside))
            with pytest.raises(FetchError, match="of a private network"):
                fetcher.get(f"http://news.example:{server.port}/away", robots=robots)
    assert set(rerouted.connected) == {PUBLIC}


def test_the_robots_txt_of_a_public_site_cannot_lead_into_a_private_network_either(
    server: Misbehaving, rerouted: Rerouted
) -> None:
    server.on("/robots.txt", redirect("http://10.0.0.1/robots.txt"))
    names = Names(news_example=[(PUBLIC,)])
    with (
        fetching(private_addresses=False, resolve=names, sockets=rerouted) as fetcher,
        pytest.raises(FetchError, match="of a private network"),
    ):
        fetcher.get(f"http://news.example:{server.port}/")
    assert set(rerouted.connected) == {PUBLIC}
    assert server.asked("/") == []


def test_the_next_address_is_tried_where_one_takes_no_connection(server: Misbehaving) -> None:
    names = Names(news_example=[("::1", "127.0.0.2", "127.0.0.1")])  # the server is on the last alone
    clock = Clock()
    with fetching(clock, resolve=names) as fetcher:
        assert fetcher.get(f"http://news.example:{server.port}/", robots=False).content == b"news"
    assert clock.slept == []


def test_a_proxy_of_the_environment_is_not_used(server: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with fetching() as fetcher:
        assert fetcher.get(server.url("/")).content == b"news"


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Misbehaving]:
    """A server with a certificate for news.example from an authority that the system knows."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    with misbehaving(context) as server:
        server.on("/", Reply(body=b"news"))
        yield server


def test_the_certificate_must_be_of_the_name_though_an_address_is_connected_to(
    secure: Misbehaving, rerouted: Rerouted
) -> None:
    names = Names(news_example=[(OTHER_PUBLIC,)], other_example=[(PUBLIC,)])
    clock = Clock()
    with fetching(clock, private_addresses=False, resolve=names, sockets=rerouted) as fetcher:
        assert fetcher.get(f"https://news.example:{secure.port}/").content == b"news"
        with pytest.raises(FetchError, match="no valid certificate"):
            fetcher.get(f"https://other.example:{secure.port}/")
    assert rerouted.connected == [OTHER_PUBLIC, OTHER_PUBLIC, PUBLIC]
    assert clock.slept == []  # and is not tried again


def test_an_unknown_authority_is_not_trusted(secure: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    names = Names(news_example=[("127.0.0.1",)])
    with fetching(resolve=names) as fetcher, pytest.raises(FetchError, match="no valid certificate"):
        fetcher.get(f"https://news.example:{secure.port}/")


def test_a_server_without_tls_is_not_asked_over_it(server: Misbehaving) -> None:
    with fetching() as fetcher, pytest.raises(FetchError, match="cannot be connected to"):
        fetcher.get(f"https://127.0.0.1:{server.port}/")


def test_a_lasting_redirect_from_https_to_http_is_followed_but_not_for_good(
    secure: Misbehaving, server: Misbehaving
) -> None:
    names = Names(news_example=[("127.0.0.1",)])
    secure.on("/", redirect(server.url("/"), 301))
    server.on("/up", redirect(f"https://news.example:{secure.port}/news", 301))
    secure.on("/news", Reply(body=b"safe"))
    with fetching(resolve=names) as fetcher:
        down = fetcher.get(f"https://news.example:{secure.port}/")
        assert (down.content, down.url, down.moved) == (b"news", server.url("/"), "")
        assert fetcher.get(server.url("/up")).moved == f"https://news.example:{secure.port}/news"
