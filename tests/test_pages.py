"""What an HTML page says of its article, and what it is not believed."""

from datetime import date
from pathlib import Path

import pytest

from index import readers
from index.article import Article
from index.errors import ReadingError
from index.urls import canonical
from tests.reading import only, page, reason, write

FETCHED = "https://www.example.org/2022/04/07/ferry?utm_source=x"


def test_a_page_gives_its_paragraphs_apart_and_what_it_states(tmp_path: Path) -> None:
    head = """<link rel="canonical" href="https://www.example.org/a">
    <meta property="og:site_name" content="The Post">
    <meta property="article:modified_time" content="2022-05-09T10:00:00Z">
    <script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
    "dateModified": "2022-05-09", "datePublished": "2022-04-07T23:30:00-05:00",
    "author": [{"@type": "Person", "name": "Jane Doe"}]}</script>"""
    article = only(write(tmp_path / "a.html", page(head)))
    assert article == Article(
        text="The ferry returned on Monday,\nweeks before anybody in the café had expected it.\n\n"
        "A tired crew\n\nThe crew slept for a day, the captain said, and then went fishing.",
        title="Ferry back",
        url="https://www.example.org/a",
        outlet="The Post",
        authors=("Jane Doe",),
        published=date(2022, 4, 7),
        origin=article.origin,
    )


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2022-04-07T23:30:00-05:00">', ""),
        ('<meta name="pubdate" content="20220407">', '<time datetime="2019-01-01">x</time>'),
        (
            "",
            '<time class="updated" datetime="2023-01-01">x</time><time datetime="2022-04-07T08:00Z">x</time>',
        ),
        (
            "",
            '<time datetime="2019-01-01"></time><time itemprop="datePublished" datetime="2022-04-07"></time>',
        ),
        ('<link rel="canonical" href="https://example.org/2022/04/07/ferry">', ""),
        ("", '<span class="dateline">Published on: 7 April 2022</span>'),
    ],
)
def test_the_day_of_a_page_is_the_one_it_was_published(tmp_path: Path, head: str, body: str) -> None:
    assert only(write(tmp_path / "a.htm", page(head, body))).published == date(2022, 4, 7)


def test_days_that_a_page_only_mentions_are_not_its_own(tmp_path: Path) -> None:
    head = (
        '<meta name="article:modified_time" content="2022-05-09"><meta name="copyrightYear" content="2018">'
    )
    body = '<p>The committee met on 2019-05-01.</p><span class="last-updated">7 April 2021</span>'
    assert only(write(tmp_path / "a.html", page(head, body))).published is None


@pytest.mark.parametrize(("named", "used"), [("windows-1251", "cp1251"), ("iso-8859-1", "cp1252")])
def test_a_page_is_decoded_as_it_says(tmp_path: Path, named: str, used: str) -> None:
    word = "Кабинет" if used == "cp1251" else "“naïve”"
    html = (
        page(body=f"<p>{word} is what they called it in the morning.</p>", charset=named)
        .replace("café", "bar")
        .replace("©", "")
    )
    assert word in only(write(tmp_path / "a.html", html.encode(used))).text


@pytest.mark.parametrize(
    "html", ["<html></html>", "<p></p>", "no tags", "<html><body><script>x</script></body></html>"]
)
def test_a_page_without_an_article_is_named(tmp_path: Path, html: str) -> None:
    assert reason(write(tmp_path / "a.html", html))


# --- a page that was fetched


def fetched(html: str, url: str = FETCHED) -> Article:
    return readers.page(html.encode(), url)


def test_a_fetched_page_is_known_by_where_it_was_fetched() -> None:
    article = fetched(page())
    assert (article.url, article.origin, article.outlet) == (FETCHED, FETCHED, "example.org")
    assert article.published == date(2022, 4, 7)
    assert article.title == "Ferry back" and "The crew slept" in article.text


@pytest.mark.parametrize(
    "stated",
    [
        "https://www.example.org/ferry",
        "http://example.org/ferry",
        "https://m.example.org/ferry",
        "https://amp.example.org/ferry?page=1",
        "https://example.org:443/ferry",
        "https://www.m.EXAMPLE.org/ferry",
    ],
)
@pytest.mark.parametrize("how", ['<link rel="canonical" href="{}">', '<meta property="og:url" content="{}">'])
def test_the_address_that_a_page_gives_itself_is_believed_within_its_site(stated: str, how: str) -> None:
    assert canonical(fetched(page(how.format(stated))).url) == canonical(stated) != canonical(FETCHED)


@pytest.mark.parametrize(
    "stated",
    [
        "https://paper.example/ferry",
        "https://example.org.paper.example/ferry",
        "https://evil-example.org/ferry",
        "https://news.example.org/ferry",
        "https://example.org:8443/ferry",
        "https://example.org@paper.example/ferry",
        "https://paper.example@example.org/ferry",
        "https://example.org\\@paper.example/ferry",
        "https://www.example.org/",
        "https://www.example.org",
        "https://example.org:port/ferry",
        "javascript:alert(1)",
        "ftp://example.org/ferry",
        "//paper.example/ferry",
        "/ferry",
        "https://[/ferry",
    ],
)
@pytest.mark.parametrize("how", ['<link rel="canonical" href="{}">', '<meta property="og:url" content="{}">'])
def test_any_other_address_is_not_believed_nor_its_host_taken_for_the_outlet(stated: str, how: str) -> None:
    article = fetched(page(how.format(stated)))
    assert (article.url, article.outlet) == (FETCHED, "example.org")


def test_two_sites_directly_under_a_domain_are_not_editions_of_one() -> None:
    stated = '<link rel="canonical" href="https://m.news/2022/04/07/ferry">'
    assert fetched(page(stated), "https://amp.news/2022/04/07/x").url == "https://amp.news/2022/04/07/x"


def test_a_front_page_is_known_by_its_own_address() -> None:
    stated = '<link rel="canonical" href="https://www.example.org/"><meta name="date" content="2022-04-07">'
    assert fetched(page(stated), "https://example.org/").url == "https://www.example.org/"


def test_the_name_that_a_site_gives_itself_is_the_outlet() -> None:
    assert fetched(page('<meta property="og:site_name" content="The Post">')).outlet == "The Post"


@pytest.mark.parametrize(
    ("said_by_server", "in_page", "used"),
    [
        ("windows-1251", "", "cp1251"),
        ("WINDOWS-1251", "utf-8", "cp1251"),
        ("", "windows-1251", "cp1251"),
        ("utf-8", "windows-1251", "cp1251"),
        ("utf_7", "windows-1251", "cp1251"),
        ("windows-1251", "windows-1251", "utf-8"),
        ("no-such-one", "", "utf-8"),
    ],
)
def test_a_page_is_decoded_as_its_server_or_it_says_unless_it_is_utf8(
    said_by_server: str, in_page: str, used: str
) -> None:
    html = page(body="<p>Кабинет is what they called it in the morning.</p>", charset=in_page)
    content = html.replace("café", "bar").replace("©", "").encode(used)
    assert "Кабинет" in readers.page(content, FETCHED, said_by_server).text


NOTICE = "<html><head><title>{}</title>{}</head><body><main><p>{}</p></main></body></html>"
SHORT = "We value your privacy. Accept all cookies to read on, or choose which of them you want."
DAY = '<meta property="article:published_time" content="2022-04-07">'


@pytest.mark.parametrize(
    ("title", "head", "is_article"), [("", "", False), ("Ferry back", "", False), ("Ferry back", DAY, True)]
)
def test_a_few_words_without_a_day_or_headline_are_a_notice_and_no_article(
    title: str, head: str, is_article: bool
) -> None:
    html = NOTICE.format(title, head, SHORT)
    if is_article:
        assert fetched(html, "https://example.org/x").text == SHORT
    else:
        with pytest.raises(ReadingError, match="no article"):
            fetched(html, "https://example.org/x")


@pytest.mark.parametrize(
    "content", [b"", b" ", b"%PDF-1.7\x00\x01\x02\x03\x04\x05", b"\x00" * 99, b"<html></html>"]
)
def test_what_is_no_page_is_refused(content: bytes) -> None:
    with pytest.raises(ReadingError):
        readers.page(content, FETCHED)
