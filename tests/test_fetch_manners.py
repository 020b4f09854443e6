"""How a server is treated: one request at a time, pauses in between, and its robots.txt obeyed."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import FetchError
from index.robots import LARGEST, parsed
from index.turns import Turns
from tests.fetching import Clock, Names, fetching
from tests.misbehaving import RESET, Misbehaving, Reply, misbehaving, redirect

EVERYTHING = b"User-agent: *\nDisallow: /\n"


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with misbehaving() as server:
        server.on("/", Reply(body=b"news"))
        yield server


def rules(server: Misbehaving, text: bytes) -> None:
    server.on("/robots.txt", Reply(body=text))


# --- one at a time


def test_a_host_gets_one_request_at_a_time_however_many_threads_ask(server: Misbehaving) -> None:
    server.on("/", Reply(body=b"news", silence=0.02))
    with fetching() as fetcher, ThreadPoolExecutor(16) as threads:
        fetched = list(threads.map(lambda _: fetcher.get(server.url("/")).content, range(32)))
    assert fetched == [b"news"] * 32
    assert server.most_at_once == 1
    assert len(server.asked("/robots.txt")) == 1


def test_a_slow_host_holds_up_no_other() -> None:
    with misbehaving() as slow, misbehaving() as quick:
        quick.on("/", Reply(body=b"news"))
        names = Names(slow_example=[("127.0.0.1",)], quick_example=[("127.0.0.1",)])
        with fetching(resolve=names, timeout=60) as fetcher, ThreadPoolExecutor(1) as threads:
            asked = threading.Event()

            def answer(request: object) -> Reply:
                asked.set()
                return Reply(silence=300)

            slow.on("/", answer)
            waiting = threads.submit(fetcher.get, f"http://slow.example:{slow.port}/", robots=False)
            assert asked.wait(10)
            assert fetcher.get(f"http://quick.example:{quick.port}/").content == b"news"
            assert not waiting.done()
            slow.close()
            with pytest.raises(FetchError):
                waiting.result()


def test_a_host_is_left_alone_for_a_while_after_each_request(server: Misbehaving) -> None:
    clock = Clock()
    with fetching(clock, per_host_seconds=2.0) as fetcher:
        for _ in range(3):
            fetcher.get(server.url("/"))
        assert clock.slept == [2.0, 2.0, 2.0]  # the first was for robots.txt
        clock.time += 1.5
        fetcher.get(server.url("/"))
        assert clock.slept[3:] == [0.5]
        clock.time += 60
        fetcher.get(server.url("/"))
        assert len(clock.slept) == 4


def test_hosts_whose_pause_is_over_are_forgotten() -> None:
    clock = Clock()
    turns = Turns(sleep=clock.sleep, now=clock.now)
    for number in range(5000):
        clock.time += 1
        with turns.turn(f"{number}.example", 1.0):
            pass
    assert len(turns) <= 1100


# --- robots.txt


def test_what_robots_txt_forbids_is_not_fetched_and_the_rest_is(server: Misbehaving) -> None:
    rules(server, b"User-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /*.pdf$\n")
    for path in ("/private/open", "/a.pdf?x", "/private", "/private/x", "/a.pdf"):
        server.on(path, Reply(body=b"x"))
    with fetching() as fetcher:
        for path in ("/private/open", "/a.pdf?x"):
            assert fetcher.get(server.url(path)).content == b"x"
        for path in ("/private", "/private/x", "/a.pdf"):
            with pytest.raises(FetchError, match=r"robots\.txt asks programs not to"):
                fetcher.get(server.url(path))
        assert fetcher.get(server.url("/private"), robots=False).content == b"x"


@pytest.mark.parametrize("name", [b"Dateline", b"dateline", b"DATELINE/2.0", b"dateline # that is us"])
def test_rules_for_dateline_stand_above_those_for_all(server: Misbehaving, name: bytes) -> None:
    rules(server, b"User-agent: *\nDisallow:\n\nUser-agent: " + name + b"\nDisallow: /\n")
    with fetching() as fetcher, pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.get(server.url("/"))


@pytest.mark.parametrize("name", [b"date", b"d", b"Datelines", b"line", b"other*", b""])
def test_rules_for_other_programs_are_not_for_dateline(server: Misbehaving, name: bytes) -> None:
    rules(server, b"User-agent: " + name + b"\nDisallow: /\n")
    with fetching() as fetcher:
        assert fetcher.get(server.url("/")).content == b"news"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=404),
        Reply(status=403),
        Reply(status=401),
        Reply(status=204),
        Reply(),
        Reply(body=b"\xff"),
    ],
)
def test_no_robots_txt_allows_everything(server: Misbehaving, reply: Reply) -> None:
    server.on("/robots.txt", reply)
    with fetching() as fetcher:
        assert fetcher.get(server.url("/")).content == b"news"


@pytest.mark.parametrize("reply", [Reply(status=500), Reply(status=429), RESET, redirect("/robots.txt")])
def test_a_robots_txt_that_cannot_be_read_forbids_everything_for_now(
    server: Misbehaving, reply: Reply
) -> None:
    clock = Clock()
    server.on("/robots.txt", reply)
    with fetching(clock) as fetcher:
        with pytest.raises(FetchError, match=r"until its robots\.txt can be read"):
            fetcher.get(server.url("/"))
        asked = len(server.asked("/robots.txt"))
        with pytest.raises(FetchError, match=r"until its robots\.txt can be read"):
            fetcher.get(server.url("/"))
        assert len(server.asked("/robots.txt")) == asked  # not asked again at once
        assert server.asked("/") == []
        server.on("/robots.txt", Reply())
        clock.time += 301
        assert fetcher.get(server.url("/")).content == b"news"


def test_robots_txt_is_asked_for_once_an_hour(server: Misbehaving) -> None:
    clock = Clock()
    rules(server, b"")
    with fetching(clock) as fetcher:
        fetcher.get(server.url("/"))
        clock.time += 3599
        rules(server, EVERYTHING)
        fetcher.get(server.url("/"))
        clock.time += 2
        with pytest.raises(FetchError, match=r"robots\.txt"):
            fetcher.get(server.url("/"))
    assert len(server.asked("/robots.txt")) == 2


def test_where_a_redirect_leads_has_its_own_robots_txt(server: Misbehaving) -> None:
    with misbehaving() as other:
        rules(other, EVERYTHING)
        server.on("/away", redirect(other.url("/")))
        with fetching() as fetcher, pytest.raises(FetchError, match=r"robots\.txt asks programs not to"):
            fetcher.get(server.url("/away"))
        assert other.asked("/") == []


@pytest.mark.parametrize(
    ("said", "pause"), [(b"7", 7), (b"0.5", 1), (b"86400", 30), (b"-1", 1), (b"nan", 1), (b"1e999", 1)]
)
def test_the_pause_that_robots_txt_asks_for_is_kept_within_bounds(
    server: Misbehaving, said: bytes, pause: float
) -> None:
    clock = Clock()
    rules(server, b"User-agent: *\nCrawl-delay: " + said + b"\n")
    with fetching(clock, per_host_seconds=1.0) as fetcher:
        fetcher.get(server.url("/"))
        fetcher.get(server.url("/"))
    assert clock.slept == [pause, pause]


def test_a_robots_txt_too_large_is_read_as_far_as_it_may_be(server: Misbehaving) -> None:
    rules(server, EVERYTHING + b"#" * LARGEST + b"\nAllow: /\n")
    with fetching(largest=10) as fetcher, pytest.raises(FetchError, match="asks programs not to"):
        fetcher.get(server.url("/"))


def test_many_names_with_many_rules_stay_small() -> None:
    names = b"".join(b"User-agent: a%d\n" % number for number in range(12_000))
    found = parsed(names + b"User-agent: *\n" + b"Disallow: /a\n" * 20_000)
    assert not found.can_fetch("http://news.example/a", "Dateline")
    assert found.can_fetch("http://news.example/b", "Dateline")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["User-agent", "Disallow", "Allow", "Crawl-delay", "Sitemap", "Visit-time", ""]),
            st.sampled_from([":", " ", ": *", "\t"]),
            st.text(max_size=12)
            | st.sampled_from(["*", "$", "/*$", "%", "%zz", "http://[", "//", "dateline"]),
        )
    )
)
def test_any_robots_txt_can_be_read(lines: list[tuple[str, str, str]]) -> None:
    text = "\n".join("".join(line) for line in lines).encode("utf-8", "replace")
    assert parsed(text).can_fetch("http://news.example//a?b", "Dateline") in (True, False)
