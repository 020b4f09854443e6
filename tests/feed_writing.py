"""Feeds as outlets write them, and what is read of them.

Knows nothing of what is expected.
"""

import pytest

from index import feeds
from index.article import Article
from index.entries import Entry, Feed
from index.errors import ReadingError

URL = "https://paper.example/news/feed.xml"
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)
ITEM = "<item><title>Ferry returns</title><link>https://paper.example/1</link>{}</item>"


def rss(items: str, title: str = "The Harbour Wire") -> str:
    return f'<rss version="2.0" {SPACES}><channel><title>{title}</title>{items}</channel></rss>'


def atom(entries: str, more: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {more}><title>Wire</title>{entries}</feed>'


def parsed(content: str | bytes, **named: str) -> Feed:
    return feeds.parse(content.encode() if isinstance(content, str) else content, URL, **named)


def only(content: str | bytes, **named: str) -> Entry:
    (entry,) = parsed(content, **named).entries
    return entry


def said(content: str | bytes, **named: str) -> Article:
    article = only(content, **named).said
    assert article is not None
    return article


def reason(content: str | bytes, **named: str) -> str:
    with pytest.raises(ReadingError) as caught:
        parsed(content, **named)
    return str(caught.value)
