"""What the fields of a record mean, however they are named and written."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import fields
from index.article import Article
from index.errors import ReadingError
from index.readers import read
from tests.reading import BODY, from_json, only, page, write


@pytest.mark.parametrize(
    "name", ["text", "Body", "content", "article", "full_text", "Article Text", "maintext", "articleBody"]
)
def test_the_body_has_many_names(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "a.json", json.dumps({"description": "Short.", name: BODY}))
    assert only(path).text == BODY


def test_a_summary_is_the_text_only_where_there_is_no_body(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a.json", '{"body": " ", "description": "Short."}')).text == "Short."


@pytest.mark.parametrize(
    "name",
    [
        "date",
        "published",
        "publish_date",
        "published-at",
        "Publication Date",
        "pubDate",
        "datePublished",
        "created_at",
        "timestamp",
    ],
)
def test_the_day_has_many_names(tmp_path: Path, name: str) -> None:
    assert from_json(tmp_path, **{name: "2022-04-07"}).published == date(2022, 4, 7)


@pytest.mark.parametrize("name", ["source", "outlet", "publisher", "site_name", "sourceName", "news_outlet"])
@pytest.mark.parametrize("value", ["The Post", {"@type": "Organization", "name": "The Post"}])
def test_the_outlet_has_many_names(tmp_path: Path, name: str, value: object) -> None:
    assert from_json(tmp_path, **{name: value}, url="https://example.org/a").outlet == "The Post"


@pytest.mark.parametrize(
    "value",
    [
        "Ann Lee, Bo Yi and Cy Ray",
        "By Ann Lee; Bo Yi & Cy Ray",
        ["Ann Lee", "By Bo Yi", "Cy Ray", "", None, "https://example.org/ann"],
        [{"name": "Ann Lee"}, {"name": "Bo Yi"}, {"name": "Cy Ray"}],
        "['Ann Lee', 'Bo Yi', 'Cy Ray']",
    ],
)
def test_authors_come_in_many_forms(tmp_path: Path, value: object) -> None:
    assert from_json(tmp_path, byline=value).authors == ("Ann Lee", "Bo Yi", "Cy Ray")


def test_an_article_without_a_title_takes_its_first_sentence(tmp_path: Path) -> None:
    assert from_json(tmp_path, title=" ").title == "The ferry returned on Monday."


@pytest.mark.parametrize(("given_id", "kept"), [(7, "7"), ("a-1", "a-1"), (None, ""), (True, ""), ([1], "")])
def test_the_id_is_kept_as_text(tmp_path: Path, given_id: object, kept: str) -> None:
    assert from_json(tmp_path, id=given_id).given_id == kept


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//example.org",
        "http://[",
        "https://",
        "java\nscript:x",
        "ftp://example.org/a",
        "https://x.org/a\nb",
        7,
        None,
    ],
)
def test_only_addresses_of_the_web_are_kept(tmp_path: Path, url: object) -> None:
    article = from_json(tmp_path, url=url)
    assert (article.url, article.outlet) == ("", "")


def test_an_address_is_kept_as_given(tmp_path: Path) -> None:
    url = "HTTPS://WWW.Example.org:8080/A?b=%20c#d"
    article = from_json(tmp_path, url=url)
    assert (article.url, article.outlet) == (url, "example.org")


def test_html_in_a_field_becomes_text_and_loses_no_words(tmp_path: Path) -> None:
    markup = "<p>First &amp; <b>bold</b>.</p>\n<p>Second<br/>line</p><ul><li>x</li></ul><script>no()</script>"
    assert from_json(tmp_path, text=markup).text == "First & bold.\n\nSecond\nline\n\nx"
    assert (
        from_json(tmp_path, text="In HTML, <p> opens a paragraph.").text == "In HTML, <p> opens a paragraph."
    )
    assert "crew slept" in from_json(tmp_path, text=page()).text


@pytest.mark.parametrize("title", ["CNN —", "New York CNN Business —", "Colombo, Sri Lanka (AP) –"])
def test_a_dateline_is_no_title(tmp_path: Path, title: str) -> None:
    path = tmp_path / "articles.jsonl"
    text = "LONDON (AP) — The bridge opened on Monday. Thousands came."
    path.write_text(json.dumps({"title": title, "text": text}))
    assert [found.title for found in read(path) if isinstance(found, Article)] == [
        "The bridge opened on Monday."
    ]


@pytest.mark.parametrize("title", ["Who is next?", "The week — in pictures", "A long goodbye"])
def test_other_titles_are_kept_as_they_are(tmp_path: Path, title: str) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"title": title, "text": "The bridge opened on Monday."}))
    assert [found.title for found in read(path) if isinstance(found, Article)] == [title]


WHOLE_DAYS: list[object] = [
    *(
        "2022-04-07",
        "2022/4/7",
        "2022.04.07",
        "04/07/2022",
        "2022-04-07T23:30:00-05:00",
        "2022-04-07 00:10:00+09:00",
    ),
    *("20220407", 20220407, "20220407T233000Z", "20220407233000"),
    *(1649289600, 1649289600000, "1649289600", 1649289600.5),
    *("Thu, 07 Apr 2022 23:30:00 -0500", "April 7, 2022", "7 Apr 2022", "Apr. 7, 2022 11:30 p.m. EDT"),
    *("7 avril 2022", "7. April 2022"),
]
NO_DAYS: list[object] = [
    *("", None, True, [], "2022", 2022, "April 2022", "2022-04"),
    *("yesterday", "3 days ago", "Monday", "10:30", "soon"),
    *("2022-02-30", "31 April 2022", "0001-01-01", "9999-12-31", "20221345"),
    *(1e300, 10**40, float("nan"), -5, 12, "x" * 10_000, "1 " * 5000),
]


@pytest.mark.parametrize("written", WHOLE_DAYS)
def test_a_day_is_read_as_it_is_written(written: object) -> None:
    assert fields.calendar_day(written) == date(2022, 4, 7)


@pytest.mark.parametrize("written", NO_DAYS)
def test_a_day_that_is_not_wholly_or_credibly_said_is_none(written: object) -> None:
    assert fields.calendar_day(written) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from(
    [*fields.ID, *fields.URL, *fields.TITLE, *fields.BODY, *fields.DAY, *fields.AUTHORS, *fields.OUTLET]
)


@settings(max_examples=300, deadline=None)
@given(record=st.dictionaries(NAMES, JSON, max_size=6))
def test_no_values_of_fields_whatever_raise(record: dict[str, object]) -> None:
    try:
        article = fields.article(fields.by_name(record.items()), "here#1")
    except ReadingError as error:
        assert str(error)
    else:
        assert article.url == "" or article.url.lower().startswith(("http://", "https://"))
        "".join([article.text, article.title, article.url, article.outlet, *article.authors]).encode()
