"""What sitemaps become: pages with what is said of them, the latest first, and further sitemaps."""

import gzip
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import feeds
from index.entries import MOST_ENTRIES, Feed
from index.errors import ReadingError
from index.sitemaps import MOST_PAGES

URL = "https://paper.example/sitemap.xml"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def parsed(content: str | bytes) -> Feed:
    return feeds.parse(content.encode() if isinstance(content, str) else content, URL)


def pages(inner: str) -> str:
    spaces = (
        f'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="{NEWS}" xmlns:image="urn:image"'
    )
    return f"<?xml version='1.0'?><urlset {spaces}>{inner}</urlset>"


def urls(feed: Feed) -> list[str]:
    return [entry.url for entry in feed.entries]


def test_a_page_of_news_says_its_title_outlet_and_day() -> None:
    (entry,) = parsed(
        pages(
            "<url><loc> https://paper.example/1?a=1&amp;b=2 </loc><lastmod>2022-04-08</lastmod>"
            "<image:image><image:loc>/1.jpg</image:loc><image:title>A boat</image:title></image:image>"
            "<news:news><news:publication><news:name>Wire</news:name></news:publication>"
            "<news:publication_date>2022-04-07T23:30:00-05:00</news:publication_date>"
            "<news:title>Ferry &amp; crew</news:title></news:news></url>"
        )
    ).entries
    assert (entry.url, entry.updated, entry.is_full) == (
        "https://paper.example/1?a=1&b=2",
        "2022-04-08",
        False,
    )
    assert entry.article is None
    assert entry.said is not None
    assert (entry.said.title, entry.said.outlet, entry.said.published) == (
        "Ferry & crew",
        "Wire",
        date(2022, 4, 7),
    )


def test_a_day_of_change_is_no_day_of_publication() -> None:
    (entry,) = parsed(pages("<url><loc>/1</loc><lastmod>2022-04-08</lastmod></url>")).entries
    assert (entry.url, entry.said, entry.updated) == ("https://paper.example/1", None, "2022-04-08")


def test_the_latest_pages_and_sitemaps_come_first() -> None:
    dates = ["2022-01-01", "", "2023-01-01", ""]
    inner = "".join(f"<{{0}}><loc>/{n}</loc><lastmod>{day}</lastmod></{{0}}>" for n, day in enumerate(dates))
    in_order = [f"https://paper.example/{n}" for n in (2, 0, 1, 3)]
    assert urls(parsed(pages(inner.format("url")))) == in_order
    index = parsed(f"<sitemapindex>{inner.format('sitemap')}</sitemapindex>")
    assert (list(index.more), index.entries) == (in_order, ())


def test_what_leads_nowhere_is_no_further_sitemap() -> None:
    assert (
        parsed("<sitemapindex><sitemap><loc>javascript:x</loc></sitemap><sitemap/></sitemapindex>").more == ()
    )


@pytest.mark.parametrize(
    "written", ["/1?a=1&b=2", "/1?a=1&amp;b=2", "<![CDATA[/1?a=1&b=2]]>", "/1?a=1&#38;b=2"]
)
def test_an_address_is_whole_however_its_ampersand_is_written(written: str) -> None:
    assert urls(parsed(pages(f"<url><loc>{written}</loc></url>"))) == ["https://paper.example/1?a=1&b=2"]


def test_a_packed_sitemap_is_unpacked() -> None:
    assert urls(parsed(gzip.compress(pages("<url><loc>/1</loc></url>").encode()))) == [
        "https://paper.example/1"
    ]


def test_of_a_sitemap_cut_short_the_whole_pages_are_kept() -> None:
    whole = pages("".join(f"<url><loc>/{n}</loc></url>" for n in range(10)))
    for cut in range(whole.index("/5"), whole.index("/6<")):
        feed = parsed(whole[:cut])
        assert len(feed.entries) == whole[:cut].count("</url>")
        assert feed.damage.startswith("is cut short")


def test_a_mistake_within_one_page_is_told_and_leaves_the_others() -> None:
    feed = parsed(pages("<url><loc>/1</loc></url><url><loc>/2</b></url><url><loc>/3</loc></url>"))
    assert {"https://paper.example/1", "https://paper.example/3"} <= set(urls(feed))
    assert feed.damage.startswith("is not well-formed XML")


def test_as_many_pages_as_a_sitemap_may_have_are_read_and_the_rest_is_told() -> None:
    feed = parsed(pages("".join(f"<url><loc>/{n}</loc></url>" for n in range(MOST_PAGES + 10))))
    assert len(feed.entries) == MOST_PAGES
    assert "the first 50,000" in feed.damage


def test_the_days_of_a_sitemap_are_read_in_words_as_often_as_a_feed_has_entries() -> None:
    # to look words up takes milliseconds, and a sitemap may have fifty thousand pages
    said = "<url><loc>/{}</loc><news:news><news:title>A</news:title>{}</news:news></url>"
    in_words = "<news:publication_date>April 7, {}</news:publication_date>"
    in_figures = "<news:publication_date>2022-04-07</news:publication_date>"
    listed = [said.format(n, in_words.format(1700 + n % 300)) for n in range(MOST_ENTRIES + 1)]
    feed = parsed(pages("".join([*listed, said.format("last", in_figures)])))
    days = {entry.url.rpartition("/")[2]: entry.said.published for entry in feed.entries if entry.said}
    assert days["0"] == date(1700, 4, 7)
    assert days["last"] == date(2022, 4, 7)
    assert [url for url, day in days.items() if day is None] == [str(MOST_ENTRIES)]


@pytest.mark.parametrize("secret", ['SYSTEM "file:///etc/passwd"', '"/2"', 'SYSTEM "http://127.0.0.1:1/"'])
def test_no_entity_is_expanded_or_fetched(secret: str) -> None:
    document = f"<!DOCTYPE urlset [<!ENTITY x {secret}>]><urlset><url><loc>/1&x;z</loc></url></urlset>"
    assert urls(parsed(document)) == ["https://paper.example/1&x;z"]


@pytest.mark.parametrize(
    "inner", ["<url>" * 200_000, "<url><loc>" + "<a>" * 200_000, "&" * 1_000_000, "<!--" * 200_000]
)
def test_what_is_made_to_take_long_is_refused_or_empty(inner: str) -> None:
    try:
        assert urls(parsed(pages(inner))) == []
    except ReadingError as error:
        assert "nothing can be read" in str(error)


@given(st.text(), st.text(), st.text())
def test_any_words_of_one_page_leave_the_next(location: str, title: str, day: str) -> None:
    def cdata(text: str) -> str:
        return f"<![CDATA[{text.replace(']]>', '')}]]>"

    news = f"<news:news><news:title>{cdata(title)}</news:title></news:news>"
    odd = f"<url><loc>{cdata(location)}</loc><lastmod>{cdata(day)}</lastmod>{news}</url>"
    document = pages(f"{odd}<url><loc>/last</loc></url>")
    assert "https://paper.example/last" in urls(parsed(document.encode("utf-8", "replace")))
