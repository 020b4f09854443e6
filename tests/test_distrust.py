"""What a site may say of another's articles: nothing; and what one source's trouble does to the others."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.errors import ReadingError
from index.feeds import parse
from index.sources import Kind
from index.sync import Store
from tests.misbehaving import Misbehaving, Reply, misbehaving, redirect
from tests.test_folders import counts as of_files
from tests.test_folders import rows, synced, texts, write
from tests.test_later_looks import later
from tests.test_websites import FEED, FERRY, Newsroom, feed, html, item

INVENTED = FERRY.replace("Nobody was hurt", "Hundreds were hurt")


@pytest.fixture
def newsroom(store: Store) -> Iterator[Newsroom]:
    with misbehaving() as server:
        yield Newsroom(store, server)


@pytest.fixture
def other() -> Iterator[Misbehaving]:
    """Another site: the same machine under its other name."""
    with misbehaving() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    return tmp_path / "articles"


def elsewhere(url: str) -> str:
    return url.replace("127.0.0.1", "localhost")


def test_a_feed_does_not_speak_for_a_page_of_another_site(newsroom: Newsroom, other: Misbehaving) -> None:
    url = elsewhere(other.on("/ferry", html(FERRY)))
    whole = f"<content:encoded><![CDATA[<p>{INVENTED}</p>]]></content:encoded>"
    newsroom.server.on(FEED, feed(item(url, more=whole)))
    newsroom.register()
    newsroom.sync()
    assert newsroom.texts() == {"Ferry late again": FERRY}
    other.on("/ferry", Reply(status=410))
    later(newsroom, 2)
    assert newsroom.texts() == {}


def test_a_feed_does_not_date_or_name_a_page_of_another_site(newsroom: Newsroom, other: Misbehaving) -> None:
    theirs = elsewhere(other.on("/ferry", html(FERRY)))
    url = newsroom.server.on("/away", redirect(theirs))
    entry = item(url, title="An invented title").replace("24 Feb 2023", "01 Jan 2001")
    assert "2001" in entry
    newsroom.server.on(FEED, feed(entry))
    newsroom.register()
    newsroom.sync()
    (headline,), _ = newsroom.store.library.list_articles()
    assert (headline.title, headline.published) == ("Ferry late again", date(2023, 2, 24))


def test_a_notice_of_maintenance_takes_the_place_of_no_article(newsroom: Newsroom) -> None:
    urls = [newsroom.server.on(f"/{n}", html(FERRY.replace("two", f"{n}"), f"Ferry {n}")) for n in range(3)]
    newsroom.server.on(FEED, feed(*(item(url, title=f"Ferry {n}") for n, url in enumerate(urls))))
    newsroom.register()
    newsroom.sync()
    down = newsroom.server.on("/down", html("We are working on our site and will be back soon. " * 8, "Down"))
    for n in range(3):
        newsroom.server.on(f"/{n}", redirect(down))
    later(newsroom, 2)
    assert {*newsroom.texts()} == {"Ferry 0", "Ferry 1", "Ferry 2"}


def test_a_dead_sitemap_leaves_the_others_of_its_index(newsroom: Newsroom) -> None:
    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    url = newsroom.server.on("/ferry", html(FERRY))
    child = f"<urlset {space}><url><loc>{url}</loc></url></urlset>"
    living = newsroom.server.on("/news.xml", Reply(body=child.encode()))
    children = "".join(
        f"<sitemap><loc>{one}</loc></sitemap>" for one in (newsroom.server.url("/dead.xml"), living)
    )
    newsroom.server.on(FEED, Reply(body=f"<sitemapindex {space}>{children}</sitemapindex>".encode()))
    newsroom.register()
    last = newsroom.sync()
    assert (last.added, last.skipped, last.failed) == (1, 1, 0)


def test_pages_that_stay_closed_are_asked_for_less_and_less_and_in_the_end_not_at_all(
    newsroom: Newsroom,
) -> None:
    url = newsroom.server.on("/closed", Reply(status=403))
    newsroom.server.on(FEED, feed(item(url)))
    newsroom.register()
    newsroom.sync()
    later(newsroom, *(hour for hour in range(1, 24 * 40, 12)))
    asked = len(newsroom.server.asked("/closed"))
    assert 4 < asked < 15
    later(newsroom, *(24 * 40 + hour for hour in range(0, 240, 24)))
    assert len(newsroom.server.asked("/closed")) == asked


def test_a_correction_under_an_id_of_the_whole_world_replaces_what_it_corrects(
    store: Store, folder: Path
) -> None:
    def dispatch(name: str, text: str, age: float) -> Path:
        said = {"id": "urn:agency:1", "title": "Flood", "text": text}
        return write(folder / name, json.dumps(said), age)

    dispatch("1.json", "The flood killed 12.", 0)
    synced(store, folder)
    correction = dispatch("2.json", "The flood killed two.", 5)
    assert of_files(synced(store, folder)) == (0, 1, 1, 0)
    assert texts(store) == {"The flood killed two."}
    assert of_files(synced(store, folder)) == (0, 0, 2, 0)
    correction.unlink()
    synced(store, folder)
    synced(store, folder)
    assert texts(store) == {"The flood killed 12."}


@pytest.mark.parametrize("left", ["a file in its place", "another file in it"])
def test_a_folder_that_lost_all_that_it_had_fails_and_keeps_its_articles(
    store: Store, folder: Path, left: str
) -> None:
    rows(folder / "wire.jsonl", "One came.", "Two came.")
    synced(store, folder)
    (folder / "wire.jsonl").unlink()
    if left == "a file in its place":
        folder.rmdir()
        write(folder, "Nothing is mounted here.")
    else:
        write(folder / "README.txt", "Nothing is mounted here.")
    last = synced(store, folder)
    assert (last.failed, last.removed) == (1, 0)
    assert {"One came.", "Two came."} <= texts(store)


def test_an_export_that_is_written_under_a_new_name_each_day_is_the_same_articles(
    store: Store, folder: Path
) -> None:
    rows(folder / "monday.jsonl", "One came.", "Two came.")
    synced(store, folder)
    (folder / "monday.jsonl").unlink()
    rows(folder / "tuesday.jsonl", "Two came.", "Three came.", age=5)
    last = synced(store, folder)
    assert (last.failed, last.removed) == (0, 1)
    assert texts(store) == {"Two came.", "Three came."}


def test_a_fault_of_ours_in_one_source_does_not_hold_up_the_others(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store.library.register(Kind.FILES, str(folder / "closed"))
    (folder / "closed").mkdir()
    (folder / "open").mkdir()
    write(folder / "open" / "first.txt", "Poland sent tanks.")
    store.library.register(Kind.FILES, str(folder / "open"))
    exists = Path.exists

    def refusing(path: Path) -> bool:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return exists(path)

    monkeypatch.setattr(Path, "exists", refusing)
    *_, last = store.sync()
    assert (last.failed, last.added) == (1, 1)
    assert "Permission denied" in store.library.sources()[0].failure


def test_what_would_take_hours_to_be_read_is_refused() -> None:
    attributes = " ".join(f"a{n}='1'" for n in range(100_000))
    with pytest.raises(ReadingError, match="tag of thousands"):
        parse(f"<rss><channel><item {attributes}/></channel></rss>".encode(), "https://harbour.example/feed")
