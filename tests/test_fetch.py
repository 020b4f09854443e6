"""What a URL gives: its bytes, what the server says of them, and whether they changed or moved."""

import gzip
import re
from collections.abc import Iterator

import pytest

from index.errors import FetchError
from index.fetch import Fetched, Fetcher, Gone
from tests.fetching import fetching
from tests.misbehaving import Misbehaving, Reply, misbehaving, redirect, unless_had


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with misbehaving() as server:
        yield server


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with fetching() as fetcher:
        yield fetcher


def test_content_comes_with_what_the_server_says_of_it(server: Misbehaving, fetcher: Fetcher) -> None:
    headers = {"Content-Type": 'Application/RSS+XML; q=1; Charset="ISO-8859-1"', "ETag": '"a"'}
    url = server.on("/feed?all=1", Reply(body=b"<rss/>", headers=headers | {"Last-Modified": "yesterday"}))
    assert fetcher.get(url) == Fetched(
        url=url,
        content=b"<rss/>",
        content_type="application/rss+xml",
        charset="iso-8859-1",
        etag='"a"',
        last_modified="yesterday",
        unchanged=False,
        moved="",
    )


def test_a_server_is_told_who_asks_and_is_sent_no_cookie(server: Misbehaving, fetcher: Fetcher) -> None:
    url = server.on("/", Reply(body=b"x", headers={"Set-Cookie": "a=b"}))
    fetcher.get(url)
    fetcher.get(url)
    headers = server.asked("/")[1].headers
    assert re.match(r"Dateline(/[0-9.]+)? \(", headers["user-agent"])
    assert headers["host"] == f"127.0.0.1:{server.port}"
    assert "cookie" not in headers


@pytest.mark.parametrize(
    "kind", ["", "text", ";charset=", "\xff\xfe", "text/html\t", "a/b" * 999, "; " * 20_000 + "charset"]
)
def test_a_content_type_that_is_none_hurts_nobody(server: Misbehaving, fetcher: Fetcher, kind: str) -> None:
    fetched = fetcher.get(server.on("/", Reply(body=b"x", headers={"Content-Type": kind})))
    assert fetched.content == b"x"
    assert fetched.content_type in ("", "text/html", "a/ba")
    assert fetched.charset == ""


def test_no_content_type_is_no_content_type(server: Misbehaving, fetcher: Fetcher) -> None:
    assert fetcher.get(server.on("/", Reply(body=b"\x00\xff"))).content_type == ""


@pytest.mark.parametrize("said", [{"etag": 'W/"1"'}, {"last_modified": "Mon, 23 Nov 2026 06:00:00 GMT"}])
def test_what_did_not_change_is_not_sent_again(
    server: Misbehaving, fetcher: Fetcher, said: dict[str, str]
) -> None:
    url = server.on("/feed", unless_had(Reply(body=b"news"), **said))
    first = fetcher.get(url)
    again = fetcher.get(url, etag=first.etag, last_modified=first.last_modified)
    assert (first.unchanged, again.unchanged) == (False, True)
    assert again.content == b""
    assert (again.etag, again.last_modified) == (first.etag, first.last_modified)


def test_a_304_that_nobody_asked_for_is_an_error(server: Misbehaving, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="304"):
        fetcher.get(server.on("/", Reply(status=304)))


@pytest.mark.parametrize("etag", ["\xe9", "a" * 5000])
def test_an_etag_that_cannot_be_sent_back_is_not_kept(
    server: Misbehaving, fetcher: Fetcher, etag: str
) -> None:
    url = server.on("/", Reply(body=b"x", headers={"ETag": etag}))
    assert fetcher.get(url).etag == ""
    assert fetcher.get(url, etag=etag).content == b"x"


@pytest.mark.parametrize("etag", ["a\r\nX-Forged: 1", "\n", "a\x00", "\ud800"])
def test_an_etag_cannot_forge_a_header(server: Misbehaving, fetcher: Fetcher, etag: str) -> None:
    fetcher.get(server.on("/", Reply(body=b"x")), etag=etag, last_modified=etag)
    headers = server.asked("/")[0].headers
    assert not headers.keys() & {"x-forged", "if-none-match", "if-modified-since"}


@pytest.mark.parametrize("length", [0, 1, 50_000])
@pytest.mark.parametrize("members", [1, 3])
def test_gzip_is_unpacked_whatever_number_of_members_it_has(
    server: Misbehaving, fetcher: Fetcher, members: int, length: int
) -> None:
    packed = gzip.compress(b"news " * length) * members
    url = server.on("/", Reply(body=packed, headers={"Content-Encoding": "GZIP"}))
    assert fetcher.get(url).content == b"news " * length * members


def test_a_file_that_is_gzip_itself_is_left_as_it_is(server: Misbehaving, fetcher: Fetcher) -> None:
    packed = gzip.compress(b"<urlset/>")
    url = server.on("/sitemap.xml.gz", Reply(body=packed, headers={"Content-Type": "application/gzip"}))
    assert fetcher.get(url).content == packed


def test_a_body_without_a_length_and_one_in_chunks_come_whole(server: Misbehaving, fetcher: Fetcher) -> None:
    chunked = {"Transfer-Encoding": "chunked"}
    assert fetcher.get(server.on("/open", Reply(body=[b"a", b"b"]))).content == b"ab"
    pieces = [b"2;x=y\r\nab\r\n", b"1\r\nc\r\n0\r\n\r\n"]
    assert fetcher.get(server.on("/chunks", Reply(body=pieces, headers=chunked))).content == b"abc"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_only_lasting_ones_move_a_source(
    server: Misbehaving, fetcher: Fetcher, status: int
) -> None:
    url = server.on("/old", redirect("new?x=1#part", status))
    server.on("/new?x=1", Reply(body=b"here"))
    fetched = fetcher.get(url)
    assert (fetched.content, fetched.url) == (b"here", server.url("/new?x=1"))
    assert fetched.moved == (fetched.url if status in (301, 308) else "")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_a_redirect_may_be_written_in_letters_of_any_kind(
    server: Misbehaving, fetcher: Fetcher, encoding: str
) -> None:
    server.on("/%C3%BC?%C3%BC", Reply(body=b"here"))
    url = server.on("/", redirect("/ü?ü".encode(encoding).decode("latin-1")))
    assert fetcher.get(url).content == b"here"


def test_a_chain_with_one_redirect_for_now_moves_nothing(server: Misbehaving, fetcher: Fetcher) -> None:
    server.on("/b", redirect("/c", 302))
    server.on("/c", redirect("/d", 301))
    server.on("/d", Reply(body=b"here"))
    fetched = fetcher.get(server.on("/a", redirect("/b", 301)))
    assert (fetched.url, fetched.moved) == (server.url("/d"), "")


def test_five_redirects_are_followed_and_six_are_not(server: Misbehaving, fetcher: Fetcher) -> None:
    for step in range(7):
        server.on(f"/{step}", redirect(f"/{step + 1}"))
    server.on("/7", Reply(body=b"here"))
    assert fetcher.get(server.url("/2")).content == b"here"
    with pytest.raises(FetchError, match="more than 5 times"):
        fetcher.get(server.url("/1"))


@pytest.mark.parametrize(("status", "permanent"), [(404, False), (410, True)])
def test_what_is_gone_is_said_to_be_gone_for_now_or_for_good(
    server: Misbehaving, fetcher: Fetcher, status: int, permanent: bool
) -> None:
    with pytest.raises(Gone, match=str(status)) as caught:
        fetcher.get(server.on("/", Reply(status=status, body=b"not here")))
    assert caught.value.permanent is permanent
    assert len(server.asked("/")) == 1


@pytest.mark.parametrize("status", [201, 204, 206, 300, 305, 400, 401, 403, 418, 451])
def test_other_statuses_are_errors_and_not_tried_again(
    server: Misbehaving, fetcher: Fetcher, status: int
) -> None:
    with pytest.raises(FetchError, match=str(status)) as caught:
        fetcher.get(server.on("/", Reply(status=status)))
    assert not isinstance(caught.value, Gone)
    assert len(server.asked("/")) == 1
