"""Reads what stands at a feed's or a sitemap's address, whatever its format, into entries.

Knows nothing of how it was fetched or where the articles go.
"""

import json
import re
from collections.abc import Callable, Mapping

from index.decoding import decoded
from index.entries import LARGEST, MOST_ENTRIES, Entry, Feed, day_reader, entry, joined, plain_text
from index.errors import ReadingError
from index.fields import one_line, said, web_address
from index.sifting import parsable
from index.sitemaps import sitemap
from index.syndication import syndicated
from index.wellformed import from_root, unpacked, xml_text

__all__ = ["Entry", "Feed", "parse"]

_FIRST = re.compile(r"<(?:[\w.-]{1,32}:)?([\w.-]{1,32})")
_ENDLESS_TAG = re.compile(r"<[A-Za-z][\w:.-]{,60}\s[^<>]{8192}")
"""A parser's time grows with the square of a tag's attributes."""
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_READERS = {
    "rss": syndicated,
    "rdf": syndicated,
    "feed": syndicated,
    "urlset": sitemap,
    "sitemapindex": sitemap,
}
_LONGEST_HEAD = 2**20  # characters of a page in which its feeds are looked for
_PAGES = ("html", "head", "body")
_KINDS = "RSS, Atom, JSON Feed and sitemaps are read"


def parse(content: bytes, url: str, content_type: str = "", charset: str = "") -> Feed:
    """The feed or sitemap that a server gave at `url`, whatever the type it gives it.

    `charset` is the one of the server's header. Nothing is fetched, and no entity of a document expanded.
    Raises `ReadingError` for what is no feed, with the address of one where a page names it.
    """
    content, damage = unpacked(content, LARGEST)
    start = content[:400].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    is_json = start.startswith((b"{", b"[")) or "json" in content_type
    if is_json and not start.startswith(b"<"):
        feed = _json_feed(decoded(content), url)
    else:
        text = xml_text(content, charset)
        root = from_root(text)
        first = _FIRST.match(root)
        name = first[1].lower() if first else ""
        if name in _PAGES or (name not in _READERS and "html" in content_type):
            raise ReadingError(_what_a_page_says(text, url))
        if name not in _READERS:
            kind = f"XML that begins with <{name}>" if name else "no XML"
            raise ReadingError(f"is {kind}, not a feed: {_KINDS}")
        if _ENDLESS_TAG.search(root):
            raise ReadingError("has a tag of thousands of characters, which no feed needs: it is not read")
        feed = _READERS[name](root, url)
    if damage:
        return Feed(feed.title, feed.entries, feed.more, damage)
    return feed


def _what_a_page_says(html: str, url: str) -> str:
    feeds = []
    try:
        from lxml.html import document_fromstring  # type: ignore[import-untyped]

        # As text with an encoding declared in it, lxml refuses it.
        tree = document_fromstring(parsable(html[:_LONGEST_HEAD]).encode("utf-8", "replace"))
        for link in tree.iter("link"):
            is_feed = (link.get("type") or "").strip().lower() in _FEED_TYPES
            address = web_address(joined(url, (link.get("href") or "").strip()))
            if is_feed and address and "alternate" in (link.get("rel") or "").lower().split():
                feeds.append(address)
    except Exception:  # the parser raises whatever an odd page makes it raise; then it names no feed
        feeds = []
    if feeds:
        return f"is a web page, not a feed: its feed is {feeds[0]}"
    return "is a web page that names no feed: look for one on its site, or add the page itself"


def _json_feed(text: str, url: str) -> Feed:
    """A JSON Feed, 1.0 or 1.1 (jsonfeed.org)."""
    try:
        document = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise ReadingError(
            f"is JSON that cannot be read ({error}): look at the address in a browser"
        ) from error
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise ReadingError(f"is JSON without the items of a JSON Feed: {_KINDS}")
    outlet = one_line(said(document, ("title",)))
    by = _authors(document)
    read_day = day_reader()
    entries = tuple(
        _item(item, outlet, by, url, read_day) for item in items[:MOST_ENTRIES] if isinstance(item, Mapping)
    )
    damage = []
    if len(items) > MOST_ENTRIES:
        damage.append(f"has {len(items):,} entries: the first {MOST_ENTRIES:,} were read")
    if odd := sum(not isinstance(item, Mapping) for item in items[:MOST_ENTRIES]):
        damage.append(f"has {odd} items that are no JSON objects")
    return Feed(outlet, entries, damage="; ".join(damage))


def _item(
    item: Mapping[str, object], outlet: str, by: str, url: str, read_day: Callable[[str], str]
) -> Entry:
    html = said(item, ("content_html",))
    whole = plain_text(html) if html else said(item, ("content_text",))
    updated = said(item, ("date_modified",))
    record = {
        "id": item.get("id"),
        "url": said(item, ("url", "external_url")) or web_address(said(item, ("id",))),
        "title": one_line(said(item, ("title",))),
        "text": whole or said(item, ("summary",)),
        "authors": _authors(item) or by,
        "outlet": outlet,
        "published": read_day(said(item, ("date_published",)) or updated),
    }
    return entry(record, url, is_full=bool(whole), updated=updated)


def _authors(of: Mapping[str, object]) -> str:
    """The names of a feed or an item: a list since version 1.1, one object before."""
    authors = of.get("authors")
    listed = authors if isinstance(authors, list) else [of.get("author")]
    names = (said({"name": author}, ("name",)) for author in listed if isinstance(author, (Mapping, str)))
    return "; ".join(filter(None, names))
