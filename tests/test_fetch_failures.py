"""What servers do wrong: each ends as one clear line, in time, and leaves the fetcher as it was."""

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from itertools import repeat

import pytest

from index.errors import FetchError
from index.fetch import Fetcher
from tests.fetching import Clock, fetching
from tests.misbehaving import RESET, Misbehaving, Reply, misbehaving, redirect

LARGEST = 100_000
TIMEOUT = 0.6
CHUNKED = {"Transfer-Encoding": "chunked"}
PACKED = {"Content-Encoding": "gzip"}
BOMB = gzip.compress(b"\0" * 100_000_000)
ENDLESS = b"x" * 10_000
OK = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with misbehaving() as server:
        yield server


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with fetching(largest=LARGEST, timeout=TIMEOUT) as fetcher:
        yield fetcher


def twice_packed(raw: bytes) -> bytes:
    return gzip.compress(gzip.compress(raw))


def raw(*pieces: bytes) -> Reply:
    return Reply(raw=pieces)


FAILURES: dict[str, tuple[Reply, str]] = {
    "says nothing": (Reply(silence=30), "was silent for too long"),
    "says nothing after the headers": (Reply(body=b"x", length=99, pause=30), "was silent for too long"),
    "drips its headers": (Reply(raw=repeat(b"a"), pause=0.04), "took longer than 0.6 seconds"),
    "drips its body": (Reply(body=repeat(b"a"), pause=0.04), "took longer than 0.6 seconds"),
    "drips chunks": (
        Reply(body=repeat(b"1\r\na\r\n"), pause=0.04, headers=CHUNKED),
        "took longer than 0.6 seconds",
    ),
    "is for ever about to answer": (
        Reply(raw=repeat(b"HTTP/1.1 102 Processing\r\n\r\n"), pause=0.04),
        "took longer than 0.6 seconds",
    ),
    "never ends its headers": (
        Reply(raw=repeat(b"X-A: " + ENDLESS + b"\r\n")),
        "does not answer as HTTP asks",
    ),
    "never ends one header": (Reply(raw=repeat(ENDLESS)), "does not answer as HTTP asks"),
    "claims a huge length": (Reply(length=10**15), "larger than 0.0954 MB"),
    "sends a huge body": (Reply(body=repeat(ENDLESS)), "larger than 0.0954 MB"),
    "sends huge chunks": (
        Reply(body=repeat(b"2710\r\n" + ENDLESS + b"\r\n"), headers=CHUNKED),
        "larger than 0.0954 MB",
    ),
    "sends a gzip bomb": (Reply(body=BOMB, headers=PACKED), "larger than 0.0954 MB"),
    "sends a gzip bomb in pieces": (Reply(body=[BOMB[:999], BOMB[999:]], headers=PACKED), "larger than"),
    "sends gzip members without end": (Reply(body=repeat(gzip.compress(b"")), headers=PACKED), "larger than"),
    "sends less than it claims": (Reply(body=b"half", length=8), "or not to the end"),
    "ends amid chunks": (Reply(body=[b"5\r\nhello\r\n"], headers=CHUNKED), "or not to the end"),
    "ends amid gzip": (Reply(body=gzip.compress(b"x" * 99)[:-9], headers=PACKED), "ended before all of it"),
    "sends what is not gzip": (Reply(body=b"plain", headers=PACKED), "is damaged"),
    "sends damaged gzip": (Reply(body=gzip.compress(b"x")[:-8] + b"\0" * 8, headers=PACKED), "is damaged"),
    "packs twice": (
        Reply(body=twice_packed(b"x"), headers={"Content-Encoding": "gzip, gzip"}),
        "was not asked for",
    ),
    "packs otherwise": (Reply(body=zlib.compress(b"x"), headers={"Content-Encoding": "br"}), "not asked for"),
    "resets before it answers": (RESET, "broke the connection off"),
    "resets amid the body": (Reply(body=b"half", length=8, resets=True), "broke the connection off|not to"),
    "hangs up": (raw(), "does not answer as HTTP asks"),
    "hangs up amid its headers": (raw(OK + b"Content-Type: te"), "does not answer as HTTP asks"),
    "does not speak HTTP": (raw(b"220 mail.example ESMTP\r\n"), "does not answer as HTTP asks"),
    "has a NUL in its headers": (raw(OK + b"A: \0\r\n\r\n"), "does not answer as HTTP asks"),
    "has a header without a name": (raw(OK + b": x\r\n\r\n"), "does not answer as HTTP asks"),
    "claims two lengths": (
        raw(OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        "does not answer as HTTP asks",
    ),
    "claims no number": (raw(OK + b"Content-Length: -1\r\n\r\n"), "does not answer as HTTP asks"),
    "claims a number of 5000 digits": (
        raw(OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n"),
        "HTTP asks",
    ),
    "switches protocols": (
        raw(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"),
        "does not answer as HTTP asks",
    ),
    "gives a status that is none": (Reply(status=999), "status 999"),
    "redirects nowhere": (Reply(status=302), "without saying where to"),
    "redirects to itself": (redirect("/"), "redirects in a circle"),
    "redirects in a circle": (redirect("/circle"), "redirects in a circle"),
    "redirects to a file": (redirect("file:///etc/passwd"), "begins with https:// or http://"),
    "redirects to other protocols": (redirect("gopher://127.0.0.1:70/1"), "begins with https:// or http://"),
    "redirects to a script": (redirect("javascript:alert(1)"), "begins with https:// or http://"),
    "redirects with a password": (redirect("http://u:sesame@127.0.0.1/"), "user name or password"),
    "redirects to no port": (redirect("http://127.0.0.1:99999/"), "names no server"),
    "redirects to no address": (redirect("http://[::1"), "redirects"),
    "redirects to an endless address": (redirect("/" + "a" * 20_000), "longer than 8,192 characters"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_server_that_misbehaves_gives_one_clear_line_and_the_next_fetch_works(
    server: Misbehaving, fetcher: Fetcher, name: str
) -> None:
    reply, words = FAILURES[name]
    server.on("/good", Reply(body=b"good"))
    server.on("/circle", redirect("/"))
    with pytest.raises(FetchError, match=words) as caught:
        fetcher.get(server.on("/", reply), robots=False)
    message = str(caught.value)
    assert message.startswith("http://127.0.0.1:")
    assert message.isprintable()
    assert len(message) < 700
    assert "sesame" not in message
    assert fetcher.get(server.url("/good"), robots=False).content == b"good"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "an empty text"),
        ("news.example/feed", "begins with https://"),
        ("//news.example/feed", "begins with https://"),
        ("file:///etc/passwd", "begins with https://"),
        ("ftp://news.example/", "begins with https://"),
        ("http://", "names no server"),
        ("http://:80/", "names no server"),
        ("http://news.example:0/", "names no server"),
        ("http://news.example:port/", "is no address"),
        ("http://news.example/\x1b[2J\n", "is no address"),
        ("http://news.example/\ud800", "is no address"),
        ("http://\u202e.example/", "is no address"),
        ("http://reader:sesame@news.example/", "user name or password"),
        ("http://reader:sesame@news.example:bad/", "is no address"),
        ("http://reader@news.example/", "user name or password"),
        ("http://news.example:bad/?key=sesame", "is no address"),
        ("http://news.example/" + "a" * 9000, "longer than"),
        ("http://127.0.0.1:1/?key=sesame", "cannot be connected to"),
        ("http://" + "a" * 64 + "/", "has no address"),
        ("http://a..b/", "has no address"),
        ("http://xn--a/", "has no address"),
    ],
)
def test_an_address_that_cannot_be_fetched_is_named_without_its_secrets(url: str, words: str) -> None:
    def unknown(host: str, port: int) -> tuple[str, ...]:
        host.encode("idna")
        if host.startswith("127."):
            return (host,)
        raise OSError("no such name")

    with fetching(resolve=unknown) as fetcher, pytest.raises(FetchError, match=words) as caught:
        fetcher.get(url, robots=False)
    assert str(caught.value).isprintable()
    assert "sesame" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_gzip_bomb_never_unfolds_in_memory(server: Misbehaving, fetcher: Fetcher) -> None:
    url = server.on("/", Reply(body=BOMB, headers=PACKED))
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="larger than"):
            fetcher.get(url, robots=False, largest=1_000_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10_000_000  # of the 100 that it unpacks to


@pytest.mark.parametrize(
    "reply", [RESET, Reply(body=b"half", length=8), Reply(silence=30), Reply(status=500)]
)
def test_what_may_pass_is_tried_three_times_each_after_a_longer_pause(
    server: Misbehaving, reply: Reply
) -> None:
    clock = Clock()
    with fetching(clock, timeout=TIMEOUT) as fetcher:
        assert fetcher.get(server.on("/", reply, reply, Reply(body=b"at last")), robots=False).content
        assert len(clock.slept) == 2
        first, second = clock.slept
        assert 1 <= first <= 2 <= second <= 3
        with pytest.raises(FetchError):
            fetcher.get(server.on("/again", reply), robots=False)
        assert len(server.asked("/again")) == 3


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_says_how_long_to_wait_is_left_alone_for_that_long(
    server: Misbehaving, status: int
) -> None:
    clock = Clock()
    later = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 40))
    replies = [Reply(status=status, headers={"Retry-After": said}) for said in ("20", later)]
    with fetching(clock) as fetcher:
        fetcher.get(server.on("/", *replies, Reply(body=b"x")), robots=False)
    first, second = clock.slept
    assert 20 <= first <= 21
    assert 30 <= second <= 41


def test_a_server_that_wants_to_be_left_alone_for_long_is_not_tried_again(server: Misbehaving) -> None:
    reply = Reply(status=429, headers={"Retry-After": "3600"})
    with fetching() as fetcher, pytest.raises(FetchError, match="left alone for 3,600 seconds"):
        fetcher.get(server.on("/", reply), robots=False)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "said",
    ["", "soon", "-5", "1.5", "9" * 400, "Wed, 21 Oct 99999 07:28:00 GMT", "Mon, 1 Jan 2001 00:00:00 +9999"],
)
def test_a_time_to_wait_that_is_none_is_not_obeyed(server: Misbehaving, said: str) -> None:
    clock = Clock()
    reply = Reply(status=503, headers={"Retry-After": said})
    with fetching(clock) as fetcher:
        assert fetcher.get(server.on("/", reply, Reply(body=b"x")), robots=False).content == b"x"
    assert clock.slept[0] <= 3
