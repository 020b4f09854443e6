"""Feeds and pages of a real server become articles: new, corrected, withdrawn, failing."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import pytest

from index import websites
from index.fetch import Fetcher
from index.progress import Progress
from index.sources import Kind, Source
from index.sync import Store
from index.taking import Taking
from index.websites import PAGES_AT_ONCE, Web
from tests.misbehaving import Misbehaving, Reply, misbehaving, unless_had

FEED = "/feed.xml"
DAY = datetime(2023, 2, 24, 9, tzinfo=UTC)
FERRY = (
    "The ferry to the northern islands was late again on Friday, the harbour office said. It left the quay at"
    " noon with two hundred passengers aboard. Nobody was hurt, and the next crossing is to leave on time."
    " The operator has promised to pay back the fares of all who missed their trains."
)


def page(text: str, title: str = "Ferry late again") -> bytes:
    return (
        f"<html><head><title>{title}</title><meta property='og:site_name' content='Harbour Wire'>"
        f"<meta property='article:published_time' content='2023-02-24'></head>"
        f"<body><nav>Home News Sport</nav><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    ).encode()


def item(url: str, *, title: str = "Ferry late again", guid: str = "", more: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>{url}</link><guid isPermaLink='false'>{guid or url}</guid>"
        f"<pubDate>{format_datetime(DAY)}</pubDate>{more}</item>"
    )


def feed(*items: str) -> Reply:
    body = (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'"
        " xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Harbour Wire</title>"
        f"<link>https://harbour.example/</link><description>News</description>{''.join(items)}"
        "</channel></rss>"
    )
    return Reply(body=body.encode(), headers={"Content-Type": "application/rss+xml"})


def html(text: str, title: str = "Ferry late again") -> Reply:
    return Reply(body=page(text, title), headers={"Content-Type": "text/html; charset=utf-8"})


@dataclass
class Newsroom:
    """A library whose sources are on one server, and a clock that a test moves."""

    store: Store
    server: Misbehaving
    ahead: timedelta = field(default_factory=timedelta)

    def register(self, path: str = FEED, kind: Kind = Kind.FEED) -> Source:
        return self.store.library.register(kind, self.server.url(path))

    def sync(self, *, at_once: bool = False) -> Progress:
        taking, progress = Taking(self.store.library, self.store.library.begin_run()), Progress()
        with Fetcher(private_addresses=True, per_host_seconds=0, sleep=lambda _: None) as fetcher:
            web = Web(fetcher, self.store.library, lambda: datetime.now(UTC) + self.ahead, at_once)
            for source in self.store.library.sources():
                try:
                    for finding in web.looked_through(source):
                        progress = taking.take(source, finding, progress)
                except Exception as error:
                    progress = taking.take(source, error, progress)
                else:
                    progress = taking.take(source, None, progress)
        return progress

    def texts(self) -> dict[str, str]:
        """By title."""
        listed, _ = self.store.library.list_articles()
        stored = [self.store.library.article(headline.article_id) for headline in listed]
        return {one.headline.title: " ".join(one.text.split()) for one in stored if one is not None}


@pytest.fixture
def newsroom(store: Store) -> Iterator[Newsroom]:
    with misbehaving() as server:
        yield Newsroom(store, server)


def counts(progress: Progress) -> tuple[int, int, int, int]:
    return progress.added, progress.changed, progress.unchanged, progress.removed


def test_the_articles_of_a_feed_are_those_of_its_pages(newsroom: Newsroom) -> None:
    url = newsroom.server.on("/ferry", html(FERRY))
    newsroom.server.on(FEED, feed(item(url)))
    newsroom.register()
    assert counts(newsroom.sync()) == (1, 0, 0, 0)
    assert newsroom.texts() == {"Ferry late again": FERRY}
    (headline,), _ = newsroom.store.library.list_articles()
    assert (headline.outlet, headline.published, headline.url) == ("Harbour Wire", date(2023, 2, 24), url)
    (source,) = newsroom.store.library.sources()
    assert source.name == "Harbour Wire" and source.articles == 1 and source.failing_since is None


def test_a_feed_that_was_cut_short_is_told_until_it_is_whole(newsroom: Newsroom) -> None:
    whole = feed(*(item(newsroom.server.on(f"/{n}", html(FERRY, f"Ferry {n}"))) for n in range(2)))
    assert isinstance(whole.body, bytes)
    cut = replace(whole, body=whole.body[:-60])
    newsroom.server.on(FEED, unless_had(cut, etag='"1"'), unless_had(cut, etag='"1"'), whole)
    newsroom.register()
    for is_told in (True, True, False):
        newsroom.sync()
        (source,) = newsroom.store.library.sources()
        assert [place for place, _ in source.failures] == [newsroom.server.url(FEED)] * is_told


def test_the_whole_text_that_a_feed_has_itself_needs_no_page(newsroom: Newsroom) -> None:
    url = newsroom.server.url("/ferry")
    newsroom.server.on(
        FEED, feed(item(url, more=f"<content:encoded><![CDATA[<p>{FERRY}</p>]]></content:encoded>"))
    )
    newsroom.register()
    assert counts(newsroom.sync()) == (1, 0, 0, 0)
    assert newsroom.texts() == {"Ferry late again": FERRY}
    assert newsroom.server.asked("/ferry") == []


def test_what_has_not_changed_is_neither_sent_nor_asked_for_again(newsroom: Newsroom) -> None:
    url = newsroom.server.on("/ferry", html(FERRY))
    newsroom.server.on(FEED, unless_had(feed(item(url)), etag='"1"'))
    newsroom.register()
    newsroom.sync()
    assert newsroom.sync().added == 0
    assert len(newsroom.server.asked("/ferry")) == 1
    assert newsroom.server.asked(FEED)[-1].headers["if-none-match"] == '"1"'


def test_pages_that_are_wanted_at_once_are_looked_at_however_lately_they_were(newsroom: Newsroom) -> None:
    corrected = FERRY.replace("two hundred", "three hundred")
    listed = newsroom.server.on("/ferry", html(FERRY), html(corrected))
    left = newsroom.server.on("/tram", html(FERRY, "Tram"), html(corrected, "Tram"))
    newsroom.server.on(FEED, feed(item(listed), item(left)), feed(item(listed)))
    newsroom.register()
    assert counts(newsroom.sync()) == (2, 0, 0, 0)
    assert counts(newsroom.sync()) == (0, 0, 1, 0)
    assert counts(newsroom.sync(at_once=True)) == (0, 2, 0, 0)
    assert all("three hundred" in text for text in newsroom.texts().values())


def test_of_more_pages_than_are_fetched_at_once_those_come_first_that_waited_longest(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(websites, "PAGES_AT_ONCE", 2)
    paths = [f"/{n}" for n in range(4)]
    urls = [newsroom.server.on(path, html(FERRY.replace("noon", path), path)) for path in paths]
    newsroom.server.on(FEED, feed(*map(item, urls)))
    newsroom.register()
    for _ in range(2):
        newsroom.ahead += timedelta(seconds=1)
        newsroom.sync()
    for looked in (2, 3):
        for _ in range(2):
            newsroom.ahead += timedelta(seconds=1)
            newsroom.sync(at_once=True)
        assert [len(newsroom.server.asked(path)) for path in paths] == [looked] * 4


def test_an_entry_that_its_feed_has_brought_up_to_date_is_fetched_again(newsroom: Newsroom) -> None:
    corrected = FERRY.replace("two hundred", "three hundred")
    url = newsroom.server.on("/ferry", html(FERRY), html(corrected))
    updated = "<updated xmlns='http://www.w3.org/2005/Atom'>2023-02-24T{}:00:00Z</updated>"
    newsroom.server.on(
        FEED, feed(item(url, more=updated.format("10"))), feed(item(url, more=updated.format("12")))
    )
    newsroom.register()
    newsroom.sync()
    assert counts(newsroom.sync()) == (0, 1, 0, 0)
    assert newsroom.texts() == {"Ferry late again": corrected}


def test_pages_are_looked_at_again_for_corrections_less_and_less(newsroom: Newsroom) -> None:
    url = newsroom.server.on("/ferry", unless_had(html(FERRY), etag='"a"'))
    newsroom.server.on(FEED, feed(item(url)), feed())
    newsroom.register()
    newsroom.sync()
    asked = []
    for hours in (0.5, 1.1, 2, 4, 48, 24 * 40, 24 * 41):
        newsroom.ahead = timedelta(hours=hours)
        newsroom.sync()
        asked.append(len(newsroom.server.asked("/ferry")))
    assert asked == [1, 2, 2, 3, 4, 4, 4]
    newsroom.server.on("/ferry", html(FERRY.replace("noon", "three")))
    newsroom.ahead = timedelta(days=20)
    assert newsroom.sync().changed == 1, "also when it is in the feed no more"


def test_a_page_withdrawn_for_good_leaves_at_once_and_one_not_found_after_a_day(newsroom: Newsroom) -> None:
    first = newsroom.server.on("/ferry", html(FERRY))
    second = newsroom.server.on("/bus", html(FERRY.replace("ferry", "bus"), "Bus late again"))
    newsroom.server.on(FEED, feed(item(first), item(second, title="Bus late again")))
    newsroom.register()
    newsroom.sync()
    newsroom.server.on("/ferry", Reply(status=410))
    newsroom.server.on("/bus", Reply(status=404))
    newsroom.ahead = timedelta(hours=2)
    assert newsroom.sync().removed == 1
    assert [*newsroom.texts()] == ["Bus late again"]
    newsroom.ahead = timedelta(hours=20)
    assert newsroom.sync().removed == 0
    newsroom.ahead = timedelta(hours=60)
    assert newsroom.sync().removed == 1
    assert newsroom.texts() == {}


def test_an_article_that_has_left_its_feed_stays(newsroom: Newsroom) -> None:
    url = newsroom.server.on("/ferry", html(FERRY))
    newsroom.server.on(FEED, feed(item(url)), feed())
    newsroom.register()
    newsroom.sync()
    assert newsroom.sync().removed == 0
    assert [*newsroom.texts()] == ["Ferry late again"]


def test_a_summary_stands_in_for_a_page_that_cannot_be_had_and_gives_way_to_it(newsroom: Newsroom) -> None:
    url = newsroom.server.on("/ferry", Reply(status=403), html(FERRY))
    summary = "The ferry to the northern islands was late on Friday."
    newsroom.server.on(FEED, feed(item(url, more=f"<description>{summary}</description>")))
    newsroom.register()
    assert newsroom.sync().added == 1
    assert newsroom.texts() == {"Ferry late again": summary}
    newsroom.ahead = timedelta(hours=2)
    assert newsroom.sync().changed == 1
    assert newsroom.texts() == {"Ferry late again": FERRY}


def test_a_page_that_fails_later_takes_nothing_away(newsroom: Newsroom) -> None:
    url = newsroom.server.on("/ferry", html(FERRY), Reply(status=500))
    newsroom.server.on(FEED, feed(item(url, more="<description>Short.</description>")))
    newsroom.register()
    newsroom.sync()
    newsroom.ahead = timedelta(hours=2)
    last = newsroom.sync()
    assert (last.changed, last.removed, last.skipped) == (0, 0, 1)
    assert newsroom.texts() == {"Ferry late again": FERRY}


def test_variants_of_one_url_are_fetched_once_and_are_one_article(newsroom: Newsroom) -> None:
    url = newsroom.server.on("/ferry", html(FERRY))
    tracked = newsroom.server.on("/ferry?utm_source=feed", html(FERRY))
    newsroom.server.on(FEED, feed(item(url), item(tracked)))
    newsroom.register()
    assert counts(newsroom.sync()) == (1, 0, 0, 0)
    assert newsroom.server.asked("/ferry?utm_source=feed") == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=500),
        Reply(body=b"", headers={"Content-Type": "application/rss+xml"}),
        Reply(body=b"<html><body><p>Welcome.</p></body></html>", headers={"Content-Type": "text/html"}),
        Reply(body=b"%PDF-1.7 \x00\xff"),
        Reply(body=b"<rss><channel>", length=5000),
    ],
    ids=["error", "empty", "page", "binary", "half"],
)
def test_a_feed_that_fails_tells_since_when_and_takes_nothing_away(newsroom: Newsroom, reply: Reply) -> None:
    url = newsroom.server.on("/ferry", html(FERRY))
    newsroom.server.on(FEED, feed(item(url)))
    newsroom.register()
    newsroom.sync()
    newsroom.server.on(FEED, reply)
    assert newsroom.sync().failed == 1
    (source,) = newsroom.store.library.sources()
    assert source.failing_since is not None and source.failure and "\n" not in source.failure
    assert [*newsroom.texts()] == ["Ferry late again"]
    newsroom.server.on(FEED, feed(item(url)))
    assert newsroom.sync().failed == 0
    assert newsroom.store.library.sources()[0].failing_since is None


def test_of_very_many_pages_each_run_fetches_some_until_all_are_there(newsroom: Newsroom) -> None:
    count = PAGES_AT_ONCE + 30
    urls = [
        newsroom.server.on(
            f"/{number}", html(FERRY.replace("two hundred", f"{number} hundred"), f"Ferry {number}")
        )
        for number in range(count)
    ]
    newsroom.server.on(FEED, unless_had(feed(*(item(url, title="") for url in urls)), etag='"1"'))
    newsroom.register()
    assert newsroom.sync().added == PAGES_AT_ONCE
    assert newsroom.sync().added == 30
    assert newsroom.sync().added == 0
    assert newsroom.server.asked(FEED)[-1].headers.get("if-none-match") == '"1"', "now it is done with"


def test_a_single_page_is_a_source_that_may_change_and_go(newsroom: Newsroom) -> None:
    newsroom.server.on("/ferry", html(FERRY), html(FERRY.replace("noon", "three")), Reply(status=410))
    newsroom.register("/ferry", Kind.PAGE)
    assert counts(newsroom.sync()) == (1, 0, 0, 0)
    assert counts(newsroom.sync()) == (0, 1, 0, 0)
    last = newsroom.sync()
    assert (last.removed, last.failed) == (1, 1)
    assert newsroom.texts() == {}


def test_a_source_that_fails_does_not_hold_up_the_others(newsroom: Newsroom) -> None:
    newsroom.register("/nothing")
    url = newsroom.server.on("/ferry", html(FERRY))
    newsroom.server.on(FEED, feed(item(url)))
    newsroom.register()
    with Fetcher(private_addresses=True, per_host_seconds=0, sleep=lambda _: None) as fetcher:
        *_, last = newsroom.store.sync(fetcher=fetcher)
    assert (last.added, last.failed) == (1, 1)
    assert newsroom.store.vectors.count() > 0


def test_this_machine_is_not_asked_unless_a_setting_allows_it(newsroom: Newsroom) -> None:
    newsroom.server.on(FEED, feed())
    newsroom.register()
    *_, last = newsroom.store.sync()
    assert last.failed == 1 and newsroom.server.requests == []
    assert "DATELINE_PRIVATE_ADDRESSES" in newsroom.store.library.sources()[0].failure
