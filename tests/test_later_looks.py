"""What later looks at a source make of it: nothing good is overwritten, nothing withdrawn stays."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.showing import sources_as_text
from index.sources import Kind
from index.sync import Store
from tests.misbehaving import Reply, misbehaving, redirect, unless_had
from tests.test_folders import counts as of_files
from tests.test_folders import synced, texts, write
from tests.test_websites import FEED, FERRY, Newsroom, counts, feed, html, item

UPDATED = "<updated xmlns='http://www.w3.org/2005/Atom'>2023-02-24T{}:00:00Z</updated>"
URL = "https://harbour.example/1"
BARE = Reply(
    body=f"<html><head><title>Ferry late again</title></head><body><article><h1>Ferry late again</h1>"
    f"<p>{FERRY}</p></article></body></html>".encode(),
    headers={"Content-Type": "text/html"},
)


@pytest.fixture
def newsroom(store: Store) -> Iterator[Newsroom]:
    with misbehaving() as server:
        yield Newsroom(store, server)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    return tmp_path / "articles"


def later(newsroom: Newsroom, *hours: float) -> list[tuple[int, int, int, int]]:
    made = []
    for hour in hours:
        newsroom.ahead = timedelta(hours=hour)
        made.append(counts(newsroom.sync()))
    return made


def saved(text: str) -> str:
    """A page as a reader saved it."""
    return (
        f"<html><head><title>T</title><link rel='canonical' href='{URL}'>"
        f"<meta property='article:published_time' content='2023-02-24'></head>"
        f"<body><article><h1>T</h1><p>{text}</p></article></body></html>"
    )


@pytest.mark.parametrize("page", [html("Subscribe to read on. " * 15), Reply(status=410)])
def test_the_whole_text_of_a_feed_never_gives_way_to_its_page(newsroom: Newsroom, page: Reply) -> None:
    url = newsroom.server.on("/ferry", page)
    full = feed(item(url, more=f"<content:encoded><![CDATA[<p>{FERRY}</p>]]></content:encoded>"))
    newsroom.server.on(FEED, unless_had(full, etag='"1"'))
    newsroom.register()
    newsroom.sync()
    later(newsroom, 2, 9, 50)
    newsroom.server.on(FEED, feed())
    later(newsroom, 60, 90)
    assert newsroom.texts() == {"Ferry late again": FERRY}
    assert newsroom.server.asked("/ferry") == []


def test_new_pages_of_a_sitemap_are_found_though_the_index_of_it_is_as_it_was(newsroom: Newsroom) -> None:
    def sitemap(*urls: str, of: str = "url") -> Reply:
        kind = "urlset" if of == "url" else "sitemapindex"
        locations = "".join(f"<{of}><loc>{url}</loc></{of}>" for url in urls)
        xml = f"<{kind} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{locations}</{kind}>"
        return Reply(body=xml.encode(), headers={"Content-Type": "application/xml"})

    first = newsroom.server.on("/a", html(FERRY, "A ferry"))
    second = newsroom.server.on("/b", html(FERRY.replace("ferry", "bus"), "A bus"))
    child = newsroom.server.on("/news.xml", sitemap(first), sitemap(second, first))
    newsroom.server.on(FEED, unless_had(sitemap(child, of="sitemap"), etag='"1"'))
    newsroom.register()
    newsroom.sync()
    newsroom.sync()
    assert {*newsroom.texts()} == {"A ferry", "A bus"}


def test_the_day_that_only_a_feed_says_stays_at_later_looks(newsroom: Newsroom) -> None:
    url = newsroom.server.on("/ferry", BARE)
    newsroom.server.on(FEED, feed(item(url)), feed())
    newsroom.register()
    newsroom.sync()
    assert later(newsroom, 2, 8) == [(0, 0, 1, 0)] * 2
    assert [headline.published for headline in newsroom.store.library.list_articles()[0]] == [
        date(2023, 2, 24)
    ]


def test_a_withdrawn_article_does_not_come_back_as_its_summary(newsroom: Newsroom) -> None:
    url = newsroom.server.on("/ferry", html(FERRY), Reply(status=410))
    newsroom.server.on(FEED, feed(item(url, more="<description>The ferry was late, again.</description>")))
    newsroom.register()
    newsroom.sync()
    assert [made[3] for made in later(newsroom, 2, 3, 5, 9)] == [1, 0, 0, 0]
    assert newsroom.texts() == {}


def test_a_page_that_is_missing_late_is_withdrawn_a_day_later_too(newsroom: Newsroom) -> None:
    url = newsroom.server.on("/ferry", html(FERRY))
    newsroom.server.on(FEED, feed(item(url)), feed())
    newsroom.register()
    newsroom.sync()
    # ever a little later in the day, so that no pause ends within the second in which it is looked at
    days = [24 * day + day * day / 100 for day in range(1, 36)]
    later(newsroom, *days[:23])
    newsroom.server.on("/ferry", Reply(status=404))
    later(newsroom, *days[23:])
    assert newsroom.texts() == {}


def test_every_entry_without_a_url_is_an_article(newsroom: Newsroom) -> None:
    entries = [
        f"<item><title>Note {n}</title><guid isPermaLink='false'>id-{n}</guid>"
        f"<content:encoded><![CDATA[<p>{n} {FERRY}</p>]]></content:encoded></item>"
        for n in range(3)
    ]
    newsroom.server.on(FEED, feed(*entries))
    newsroom.register()
    assert newsroom.sync().added == 3
    assert later(newsroom, 2, 8) == [(0, 0, 3, 0)] * 2
    assert {request.target for request in newsroom.server.requests} == {FEED, "/robots.txt"}


def test_a_correction_that_could_not_be_had_is_asked_for_until_it_can(newsroom: Newsroom) -> None:
    corrected = FERRY.replace("two hundred", "three hundred")
    url = newsroom.server.on("/ferry", html(FERRY))
    newsroom.server.on(FEED, unless_had(feed(item(url, more=UPDATED.format("10"))), etag='"1"'))
    newsroom.register()
    newsroom.sync()
    newsroom.server.on(FEED, unless_had(feed(item(url, more=UPDATED.format("12"))), etag='"2"'))
    newsroom.server.on("/ferry", Reply(status=503))
    later(newsroom, 24 * 31)
    newsroom.server.on("/ferry", html(corrected))
    later(newsroom, 24 * 31 + 1)
    assert newsroom.texts() == {"Ferry late again": corrected}


def test_a_validator_that_a_server_gives_no_more_is_not_shown_to_it_for_ever(newsroom: Newsroom) -> None:
    newsroom.server.on(FEED, Reply(body=bytes(feed().body), headers={"ETag": '"old"'}), feed())  # type: ignore[arg-type]
    newsroom.register()
    for _ in range(3):
        newsroom.sync()
    assert newsroom.server.asked(FEED)[-1].headers.get("if-none-match") is None


def test_an_article_whose_page_leads_to_the_front_page_is_not_replaced_by_it(newsroom: Newsroom) -> None:
    url = newsroom.server.on("/ferry", html(FERRY))
    front = newsroom.server.on("/", html("Welcome to our front page of many headlines. " * 8, "Home"))
    newsroom.server.on(FEED, feed(item(url)))
    newsroom.register()
    newsroom.sync()
    newsroom.server.on("/ferry", redirect(front))
    later(newsroom, 2)
    assert newsroom.texts() == {"Ferry late again": FERRY}
    later(newsroom, 30, 31)
    assert newsroom.texts() == {}, "after a day it counts as withdrawn"


def test_pages_behind_a_rotating_parameter_are_one_place(newsroom: Newsroom) -> None:
    urls = [newsroom.server.on(f"/ferry?utm_x={n}", html(FERRY)) for n in range(2)]
    newsroom.server.on(FEED, feed(item(urls[0])), feed(item(urls[1])))
    newsroom.register()
    newsroom.sync()
    newsroom.sync()
    assert newsroom.server.asked("/ferry?utm_x=1") == []
    for n in range(2):
        newsroom.server.on(f"/ferry?utm_x={n}", Reply(status=410))
    later(newsroom, 2)
    assert newsroom.texts() == {}


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("gone", [410, 404])
def test_a_withdrawn_page_that_comes_back_as_it_was_brings_its_article_back(
    newsroom: Newsroom, gone: int, at_once: bool
) -> None:
    url = newsroom.server.on("/ferry", unless_had(html(FERRY), etag='"1"'))
    newsroom.server.on(FEED, feed(item(url)))
    newsroom.register()
    newsroom.sync()
    newsroom.server.on("/ferry", Reply(status=gone))
    for hours in (2, 30):
        later(newsroom, hours)
    assert newsroom.texts() == {}
    (source,) = newsroom.store.library.sources()
    assert source.unread == 0, "what has left is nothing that cannot be read"
    assert newsroom.sync(at_once=True).skipped == 0
    newsroom.server.on("/ferry", unless_had(html(FERRY), etag='"1"'))
    newsroom.ahead += timedelta(hours=1 if at_once else 40)
    newsroom.sync(at_once=at_once)
    assert [*newsroom.texts().values()] == [FERRY]


def test_pages_that_cannot_be_read_are_told_with_their_source(newsroom: Newsroom) -> None:
    newsroom.server.on(FEED, feed(*(item(newsroom.server.on(f"/{n}", Reply(status=403))) for n in range(3))))
    newsroom.register()
    newsroom.sync()
    told = sources_as_text(newsroom.store.library.sources())
    assert "not whole: 3" in told and told.count("status 403") == 3


def test_two_texts_under_one_url_stay_two_when_one_of_them_changes(store: Store, folder: Path) -> None:
    write(folder / "a.html", saved(FERRY))
    other = write(folder / "b.html", saved(FERRY.replace("ferry", "bus")))
    assert synced(store, folder).added == 2
    write(other, saved(FERRY.replace("ferry", "tram")), age=5)
    assert of_files(synced(store, folder)) == (0, 1, 1, 0)
    assert {text.split()[1] for text in texts(store)} == {"ferry", "tram"}
    assert of_files(synced(store, folder)) == (0, 0, 2, 0)


def test_a_copy_of_a_file_keeps_its_text_when_the_other_changes(store: Store, folder: Path) -> None:
    first = write(folder / "a.txt", "Poland sent tanks.")
    write(folder / "b.txt", "Poland sent tanks.")
    synced(store, folder)
    write(first, "Latvia sent guns.", age=5)
    synced(store, folder)
    assert texts(store) == {"Poland sent tanks.", "Latvia sent guns."}
    first.unlink()
    synced(store, folder)
    assert texts(store) == {"Poland sent tanks."}


def test_what_the_first_source_withdraws_gives_way_to_the_text_of_the_second(
    store: Store, tmp_path: Path
) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    for one in (first, second):
        one.mkdir()
        store.library.register(Kind.FILES, str(one))
    sunk = write(first / "x.html", saved(FERRY + " It sank."))
    write(first / "other.txt", "Latvia sent guns.")
    write(second / "y.html", saved(FERRY))
    for _ in store.sync():
        pass
    assert "sank" in str(texts(store))
    sunk.unlink()
    for _ in range(2):
        for _ in store.sync():
            pass
    assert FERRY in str(texts(store)) and "sank" not in str(texts(store))


def test_a_source_has_the_last_word_over_an_older_copy_added_by_hand(store: Store, tmp_path: Path) -> None:
    kept, old = tmp_path / "kept", tmp_path / "old"
    kept.mkdir()
    old.mkdir()
    write(kept / "y.html", saved(FERRY + " Corrected: it sank."))
    store.library.register(Kind.FILES, str(kept))
    for _ in store.sync():
        pass
    write(old / "x.html", saved(FERRY))
    for _ in (*store.add([old]), *store.sync()):
        pass
    assert "sank" in str(texts(store))


def test_a_link_that_is_taken_out_of_a_folder_takes_its_article_with_it(store: Store, folder: Path) -> None:
    elsewhere = write(folder.with_name("elsewhere.txt"), "Poland sent tanks.")
    (folder / "link.txt").symlink_to(elsewhere)
    write(folder / "other.txt", "Latvia sent guns.")
    assert synced(store, folder).added == 2
    (folder / "link.txt").unlink()
    assert of_files(synced(store, folder)) == (0, 0, 1, 1)
