"""JSON Feed, and what stands at an address without being a feed: read, or refused with a reason."""

import gzip
import json
from datetime import date
from typing import Any

import pytest

from index.article import Article
from tests.feed_writing import ITEM, URL, only, parsed, reason, rss

# --- JSON Feed


def test_a_json_feed_becomes_entries() -> None:
    item: dict[str, Any] = {
        "id": 7,
        "url": "/1",
        "title": "Ferry",
        "content_html": "<p>It came.</p><p>All was well.</p>",
        "date_published": "2022-04-07T23:30:00-05:00",
        "date_modified": "2022-04-08T01:00:00Z",
        "authors": [{"name": "Jo Bloggs"}, {"name": "Al Fresco"}, 3],
    }
    old = {"id": "https://paper.example/2", "content_text": "It left.", "author": {"name": "Jo"}}
    short = {"url": "https://paper.example/3", "summary": "It sank."}
    feed = parsed(
        json.dumps({"title": "Wire", "items": [item, old, short, "odd"], "author": {"name": "Desk"}})
    )
    first, second, third = feed.entries
    assert (first.url, first.is_full, first.updated) == (
        "https://paper.example/1",
        True,
        "2022-04-08T01:00:00Z",
    )
    assert first.said == Article(
        text="It came.\n\nAll was well.",
        title="Ferry",
        url="https://paper.example/1",
        outlet="Wire",
        authors=("Jo Bloggs", "Al Fresco"),
        published=date(2022, 4, 7),
        given_id="7",
        origin=URL,
    )
    assert second.said is not None
    assert (second.url, second.said.authors) == ("https://paper.example/2", ("Jo",))
    assert third.said is not None
    assert (third.is_full, third.said.text, third.said.authors) == (False, "It sank.", ("Desk",))
    assert feed.damage == "has 1 items that are no JSON objects"


# --- what is no feed


def test_a_page_is_refused_with_the_address_of_its_feed() -> None:
    link = "<link rel=alternate type='application/atom+xml' title=x href='/atom.xml'>"
    assert reason(f"<!DOCTYPE html><html><head>{link}</head>").endswith("https://paper.example/atom.xml")
    assert "names no feed" in reason("<!-- a --><html><p>Hello", content_type="text/html; charset=utf-8")
    assert "names no feed" in reason("<p>Hello", content_type="text/html")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        *(("", "is empty"), (" \n", "is empty"), ("Hello", "no XML"), ("<svg/>", "begins with <svg>")),
        *(("{}", "without the items"), ("[1]", "without the items"), ("{", "cannot be read")),
        *(("[" * 100_000, "cannot be read"), ("<?xml", "no XML"), ("<!--" * 1000, "no XML")),
        *((b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"), (b"\x1f\x8b\x08", "cut short")),
        (gzip.compress(bytes(65 * 2**20)), "is larger than 64 MB"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_reason(content: str | bytes, why: str) -> None:
    assert why in reason(content)
    assert reason(content).startswith("is ")


def test_a_feed_sent_as_a_page_is_read_all_the_same() -> None:
    assert only(rss(ITEM.format("")), content_type="text/html").url == "https://paper.example/1"
