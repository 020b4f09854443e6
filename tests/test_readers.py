"""What files become: articles, or a reason that a person can act on."""

import gzip
import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import decoding, fields
from index.article import Article
from index.readers import SUFFIXES, files, read
from tests.reading import BODY, articles, from_json, only, reason, write


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


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "empty"),
        ("a.txt", "date 2022-04-07\n", "no text"),
        ("a.txt", "\u200b ......... \x00", "no text"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
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


def test_a_text_that_is_too_long_is_refused(tmp_path: Path) -> None:
    assert "5,000,001" in reason(write(tmp_path / "a.txt", "x" * (fields.LONGEST_TEXT + 1)))


@pytest.mark.parametrize("suffix", [".txt.gz", ".md.gz", ".html.gz", ".json.gz"])
def test_a_bomb_is_not_unpacked(tmp_path: Path, suffix: str) -> None:
    assert "larger than 64 MB" in reason(
        write(tmp_path / f"a{suffix}", b" " * (decoding.LARGEST_DOCUMENT + 1))
    )


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


def test_documents_that_are_not_read_are_named_and_pictures_are_not(tmp_path: Path) -> None:
    for name in ("a.PDF", "b.docx", "c.jpg", "d.log"):
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    found = [one for path in files([tmp_path]) for one in read(path)]
    assert [Path(one.origin).name for one in found if not isinstance(one, Article)] == ["a.PDF", "b.docx"]
    assert len(found) == 2


def test_folders_are_searched_in_order_and_each_file_comes_once(tmp_path: Path) -> None:
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    for name in (
        "c.txt",
        "a.JSON.GZ",
        "b/2.md",
        "b/deep/1.csv",
        "b/x.png",
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
