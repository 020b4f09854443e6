"""What files become: articles, or a reason that a person can act on."""

import csv
import gzip
import io
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import fields, readers
from index.article import Article
from index.errors import ReadingError
from index.readers import SUFFIXES, Unreadable, files, read

BODY = "The ferry returned on Monday. The crew was tired.\n\nNobody had expected it before spring."


def write(path: Path, content: str | bytes) -> Path:
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def articles(path: Path) -> list[Article]:
    found = list(read(path))
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def only(path: Path) -> Article:
    (article,) = articles(path)
    return article


def reason(path: Path) -> str:
    (item,) = read(path)
    assert isinstance(item, Unreadable), item
    return item.reason


def from_json(folder: Path, **record: Any) -> Article:
    return only(write(folder / "one.json", json.dumps({"text": BODY, **record})))


# --- text


@pytest.mark.parametrize(
    "start",
    [
        "date 2022-04-07 ",
        " Date: 2022/04/07 ",
        "DATE 2022-4-7\n",
        "date 2022-04-07T08:00:00Z\n\n",
        "\ufeffdate 2022-04-07 ",
    ],
)
def test_a_text_may_begin_with_its_day(tmp_path: Path, start: str) -> None:
    article = only(write(tmp_path / "a.txt", start + BODY))
    assert (article.published, article.text) == (date(2022, 4, 7), BODY)
    assert article.title == "The ferry returned on Monday."
    assert article.origin == str((tmp_path / "a.txt").resolve())


@pytest.mark.parametrize("start", ["Update 2022-04-07 ", "date 2022-13-45 ", "date 2022-04-071 "])
def test_what_only_resembles_a_day_stays_in_the_text(tmp_path: Path, start: str) -> None:
    article = only(write(tmp_path / "a.txt", start + BODY))
    assert (article.published, article.text) == (None, start + BODY)


@pytest.mark.parametrize("start", ["", "date 2022-04-07\n", "date 2022-04-07 "])
def test_a_short_line_above_a_blank_one_is_the_title_and_not_the_body(tmp_path: Path, start: str) -> None:
    article = only(write(tmp_path / "a.txt", f"{start}Ferry is back in the U.S. port\r\n \r\n{BODY}"))
    assert (article.title, article.text) == ("Ferry is back in the U.S. port", BODY)


@pytest.mark.parametrize(
    "text", ["Just one line", "Two lines\nwithout a blank one", "date 2022-04-07 A whole sentence.\n\nMore."]
)
def test_a_first_line_that_is_no_title_stays_in_the_body(tmp_path: Path, text: str) -> None:
    assert only(write(tmp_path / "a.txt", text)).text == text.removeprefix("date 2022-04-07 ")


def test_a_long_first_sentence_is_cut_at_a_word(tmp_path: Path) -> None:
    title = only(write(tmp_path / "a.txt", "harbour " * 40 + ".")).title
    assert title.endswith("harbour…") and 100 < len(title) <= 120


# --- Markdown


def test_front_matter_states_the_fields_and_is_not_body(tmp_path: Path) -> None:
    front = "id: 0123\ntitle: 'Ferry: back'\ndate: 2022-04-07\nauthors: [Jane Doe, Jo Roe]\noutlet: null"
    text = f"---\n{front}\n---\n\n# Head\n\n{BODY}"
    article = only(write(tmp_path / "a.md", text))
    assert article == Article(
        text=f"# Head\n\n{BODY}",
        title="Ferry: back",
        authors=("Jane Doe", "Jo Roe"),
        published=date(2022, 4, 7),
        given_id="0123",
        origin=article.origin,
    )


def test_a_late_evening_keeps_its_written_day(tmp_path: Path) -> None:
    assert only(
        write(tmp_path / "a.md", f"---\ndate: 2022-04-07 23:30:00 -05:00\n---\n{BODY}")
    ).published == date(2022, 4, 7)


def test_without_front_matter_the_heading_or_the_first_sentence_is_the_title(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a.md", f"# Ferry back #\n\n{BODY}")).title == "Ferry back"
    assert only(write(tmp_path / "b.md", f"---\n\n{BODY}")).text == f"---\n\n{BODY}"
    assert only(write(tmp_path / "c.md", BODY)).title == "The ferry returned on Monday."


@pytest.mark.parametrize("front", ["title: Ferry: back", "a: [", "? {", "[" * 5000])
def test_broken_front_matter_is_named(tmp_path: Path, front: str) -> None:
    assert "front matter" in reason(write(tmp_path / "a.md", f"---\n{front}\n---\n{BODY}"))


# --- HTML


def page(head: str = "", body: str = "", charset: str = "utf-8") -> str:
    return f"""<!doctype html><html><head><meta charset="{charset}"><title>Ferry back</title>{head}</head>
    <body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Ferry back</h1>{body}
    <p>The ferry returned on Monday,<br>\n weeks before anybody in the café had expected it.</p>
    <h2>A tired crew</h2><p>The crew slept for a day, the captain said, and then went fishing.</p>
    <script>let a = "never shown"</script></article><footer>Updated 2020-03-04 © 2018 The Post</footer>
    </body></html>"""


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


# --- JSON and CSV


@pytest.mark.parametrize("ending", ["", ".gz"])
@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".ndjson", ".csv"])
def test_each_structured_format_gives_the_same_article(tmp_path: Path, suffix: str, ending: str) -> None:
    record = {
        "id": "7",
        "url": "https://www.example.org/a",
        "title": "Ferry",
        "text": BODY,
        "date": "2022-04-07",
        "authors": "By A B and C D",
    }
    text = json.dumps([record]) if suffix == ".json" else json.dumps(record)
    if suffix == ".csv":
        sheet = io.StringIO()
        csv.writer(sheet).writerows([record, record.values()])
        text = sheet.getvalue()
    path = write(tmp_path / f"a{suffix}{ending}", text)
    assert articles(path) == [
        Article(
            BODY,
            "Ferry",
            record["url"],
            "example.org",
            ("A B", "C D"),
            date(2022, 4, 7),
            "7",
            f"{path.resolve()}#1",
        )
    ]


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


@pytest.mark.parametrize("key", ["articles", "items", "data", "docs", "results", "Articles"])
def test_a_list_inside_an_object_is_the_articles(tmp_path: Path, key: str) -> None:
    path = write(tmp_path / "a.json", json.dumps({"status": "ok", key: [{"text": "One."}, {"text": "Two."}]}))
    assert [(a.text, a.origin[-2:]) for a in articles(path)] == [("One.", "#1"), ("Two.", "#2")]


def test_an_article_with_a_list_beside_its_text_is_one_article(tmp_path: Path) -> None:
    assert from_json(tmp_path, items=[{"text": "Related."}]).text == BODY


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_may_be_separated_by_commas_semicolons_or_tabs(tmp_path: Path, delimiter: str) -> None:
    sheet = io.StringIO()
    long = f'{BODY}\nOne, two; three\tfour "five". ' + "Waves. " * 150_000
    csv.writer(sheet, delimiter=delimiter).writerows(
        [["Title", "Full Text"], ["A, b; c", BODY], [], ["D", long]]
    )
    path = write(tmp_path / "a.csv", "\ufeff" + sheet.getvalue())
    assert [(a.title, a.text) for a in articles(path)] == [("A, b; c", BODY), ("D", long.strip())]


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


# --- days


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


# --- encodings and characters


def test_control_characters_and_lone_surrogates_are_removed_and_line_ends_made_alike(tmp_path: Path) -> None:
    text = "One\x00 two\ud800 three\x1b.\r\nFour\x0cfive\te\u0301 \u2028“six” \U0001f30a."
    assert (
        from_json(tmp_path, text=text, title="A\x00\nb").text
        == "One two three.\nFour\nfive\te\u0301 \n“six” \U0001f30a."
    )


@pytest.mark.parametrize("suffix", [".txt", ".md", ".json", ".jsonl", ".csv"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1"])
def test_any_common_encoding_is_read(tmp_path: Path, suffix: str, encoding: str) -> None:
    text = "Señor Muñoz, who owns the café, said that nobody had told him."
    content = text
    if "json" in suffix:
        content = json.dumps({"text": text}, ensure_ascii=False) + "\n"
    elif suffix == ".csv":
        content = f'text,id\n"{text}",1\n'
    assert only(write(tmp_path / f"a{suffix}", content.encode(encoding))).text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Кабинет министров утвердил новый бюджет на следующий год."),
        ("shift_jis", "政府は新しい予算案を可決した。来年から施行される。"),
        ("gb18030", "政府通过了新的预算案，明年开始实施。港口的渡轮也恢复了。"),
    ],
)
def test_another_script_is_guessed(tmp_path: Path, encoding: str, text: str) -> None:
    assert only(write(tmp_path / "a.txt", text.encode(encoding))).text == text


def test_one_badly_encoded_line_leaves_the_others_alone(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.jsonl", '{"text": "Zoë — one"}\n'.encode() + '{"text": "Zoë two"}\n'.encode("latin-1")
    )
    assert [a.text for a in articles(path)] == ["Zoë — one", "Zoë two"]


# --- what cannot be read


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "empty"),
        ("a.txt", "date 2022-04-07\n", "no text"),
        ("a.txt", "\u200b ......... \x00", "no text"),
        ("a.txt", b"\x89PNG\x00\x01\x02\x03\x00\x00\x00\x0d", "binary"),
        ("a.md", "---\ntitle: A\n---\n", "no text"),
        ("a.json", "", "empty"),
        ("a.json", "[]", "empty"),
        ("a.json", "NaN", "no article"),
        ("a.json", '{"text": NaN}', "no text"),
        ("a.json", '{"text": "x', "not JSON"),
        ("a.json", "[" * 100_000, "nested"),
        ("a.json", '{"articles": {}}', "no text"),
        ("a.json", '{"text": ["x"]}', "no text"),
        ("a.json", "1" * 5000, "not JSON"),
        ("a.jsonl", "\n \n", "empty"),
        ("a.csv", "\n", "empty"),
        ("a.csv", "text,title\n", "empty"),
        ("a.csv", "x,y\n1,2\n", "no column"),
        ("a.pdf", "%PDF", "no kind"),
        ("a", "text", "no kind"),
    ],
)
def test_a_file_without_an_article_says_why(
    tmp_path: Path, name: str, content: str | bytes, says: str
) -> None:
    assert says in reason(write(tmp_path / name, content))


def test_a_bad_line_is_named_and_does_not_stop_the_others(tmp_path: Path) -> None:
    lines = [
        '{"text": "One."}',
        "{",
        "[1]",
        '"text"',
        '{"title": "x"}',
        "",
        "{" * 3000,
        '{"text": "Eight.", "score": NaN}',
    ]
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    found = {item.origin.rpartition("#")[2]: type(item).__name__ for item in read(path)}
    assert found == {"1": "Article", **dict.fromkeys("23457", "Unreadable"), "8": "Article"}


def test_a_bad_row_is_named_and_does_not_stop_the_others(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'id,text\n1,One.\n2,Two,too many\n3\n4,"a"b\n5,Five.\n6,"open')
    found = [item.text if isinstance(item, Article) else item.origin[-2:] for item in read(path)]
    assert found == ["One.", "#2", "#3", "#4", "Five.", "#6"]


def test_a_text_that_is_too_long_is_refused(tmp_path: Path) -> None:
    assert "5,000,001" in reason(write(tmp_path / "a.txt", "x" * (fields.LONGEST_TEXT + 1)))


@pytest.mark.parametrize("suffix", [".txt.gz", ".md.gz", ".html.gz", ".json.gz"])
def test_a_bomb_is_not_unpacked(tmp_path: Path, suffix: str) -> None:
    assert "larger than 64 MB" in reason(
        write(tmp_path / f"a{suffix}", b" " * (readers.LARGEST_DOCUMENT + 1))
    )


def test_an_endless_line_is_refused_once_and_the_next_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl.gz", b"x" * (2 * 32 * 2**20 + 5) + b'\n{"text": "Two."}\n')
    first, second = read(path)
    assert isinstance(first, Unreadable) and first.origin.endswith("#1")
    assert isinstance(second, Article) and second.origin.endswith("#2")


def test_what_stands_before_a_cut_in_an_archive_is_read(tmp_path: Path) -> None:
    rows = b"".join(b'{"text": "Number %d, %s."}\n' % (n, os.urandom(20).hex().encode()) for n in range(2000))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(rows)[:-5000])
    *whole, last = read(path)
    assert len(whole) > 1500 and all(isinstance(item, Article) for item in whole)
    assert isinstance(last, Unreadable) and "cut short" in last.reason


def test_what_is_no_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(b"plain text")
    assert "damaged" in reason(path)


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert "folder" in reason(tmp_path / "folder.json")
    assert "neither" in reason(tmp_path / "pipe.txt")
    for name in ("absent.txt", "loop.txt", "nul\0.txt"):
        assert "does not exist" in reason(tmp_path / name)
    assert "cannot be read" in reason(tmp_path / ("x" * 5000 + ".txt"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", BODY).chmod(0)
    assert "cannot be read: Permission denied" in reason(tmp_path / "a.txt")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


STARTS = [
    *(b"", b"---\n", b"<html><body>", b'{"text": "', b"[{", b"text,date\n", b"date 2022-04-07 "),
    *(b"\xff\xfe", b"\x1f\x8b\x08\x00", b"\xef\xbb\xbf"),
]


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(STARTS), rest=st.binary() | st.text().map(str.encode), packed=st.booleans())
def test_no_bytes_whatever_raise(scratch: Path, suffix: str, start: bytes, rest: bytes, packed: bool) -> None:
    path = scratch / f"any{suffix}"
    path.write_bytes(gzip.compress(start + rest) if packed else start + rest)
    found = list(read(path))
    assert found
    for item in found:
        assert item.origin.startswith(str(path.resolve()))
        if isinstance(item, Article):
            assert item.text == item.text.strip() != ""
            assert item.title
            (item.text + item.title).encode()


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


# --- files


def test_folders_are_searched_in_order_and_each_file_comes_once(tmp_path: Path) -> None:
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    for name in (
        "c.txt",
        "a.JSON.GZ",
        "b/2.md",
        "b/deep/1.csv",
        "b/x.pdf",
        ".h.txt",
        ".hidden/a.txt",
        "b/.b.txt",
    ):
        (tmp_path / name).touch()
    (tmp_path / "b" / "deep" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "d.txt").symlink_to(tmp_path / "c.txt")
    found = [str(path.relative_to(tmp_path)) for path in files([tmp_path, tmp_path / "c.txt"])]
    assert found == ["a.JSON.GZ", "b/2.md", "b/deep/1.csv", "c.txt"]


def test_what_is_named_is_given_so_that_reading_it_says_what_is_wrong(tmp_path: Path) -> None:
    named = [tmp_path / "absent", tmp_path / "x.pdf", tmp_path / ".hidden.txt", tmp_path / "nul\0"]
    assert list(files(named)) == named


def test_a_file_name_that_is_not_utf8_gives_an_origin_that_can_be_stored(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(BODY)
    only(next(files([tmp_path]))).origin.encode()


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
