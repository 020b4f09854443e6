"""Records of JSON and CSV, one at a time, and what is wrong with one."""

import csv
import gzip
import io
import json
import os
from datetime import date
from pathlib import Path

import pytest

from index.article import Article
from index.readers import Unreadable, read
from tests.reading import BODY, articles, from_json, write


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
