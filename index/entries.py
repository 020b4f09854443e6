"""What a feed or a sitemap lists: entries, each with what is said there of an article.

Knows nothing of how any kind of feed is written.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parsedate_tz
from urllib.parse import urljoin

from index import fields, markup
from index.article import Article
from index.errors import ReadingError

MOST_ENTRIES = 1000
"""Entries of one feed; those after the first so many, which by custom are the oldest, are left."""

LARGEST = 64 * 2**20
"""Bytes of a feed or sitemap, unpacked; sitemaps.org allows a sitemap 50 MB."""

_TAG = re.compile(r"</?(?:a|b|br|em|font|h\d|i|img|p|q|s|small|span|strong|sub|sup|tt|u|wbr)\b[^<>]*>", re.I)
_CHARACTER = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});", re.I)
_BLOCK = re.compile(r"<(?:p|br|div|li|h\d|tr|section|article|blockquote|pre)\b", re.I)
_WEEK = re.compile(r"\d{4}-?W\d")
_MOST_UNREAD = 10
_TIME = re.compile(r"[\sT]+\d{1,2}:\d\d.*", re.S)
_IN_NUMBERS = re.compile(r"\d{4}([-/.])\d\d?\1\d\d?(?!\d)")
# How a text ends that goes on elsewhere; feeds put such beginnings where whole texts belong.
_TEASER = re.compile(
    r"(?:\[?(?:…|\.\.\.|\.\s\.\s\.)\]?|\b(?:read|continue|see|view|find out|learn) "
    r"(?:more|on|reading|full|the (?:full|rest|whole)|at)\b[^.\n]{0,80})[\s»→>\]).]{0,9}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One article, or one page, that a feed lists."""

    url: str
    """Absolute, as given, not made canonical; empty where the entry has none that can be fetched."""
    said: Article | None = None
    """What the feed says of it, its text empty where there is none; `None` where there is only the URL."""
    is_full: bool = False
    """Whether the text is the whole article rather than a summary, as far as the feed tells."""
    updated: str = ""
    """When it was last changed, in the form the feed has it; empty where the feed does not say."""

    @property
    def article(self) -> Article | None:
        """What the feed says where that has a text and so can stand as an article."""
        return self.said if self.said is not None and self.said.text else None


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed or sitemap as it is now."""

    title: str = ""
    """The outlet, as the feed calls itself; empty for sitemaps."""
    entries: tuple[Entry, ...] = ()
    more: tuple[str, ...] = ()
    """The URLs of further sitemaps, the latest first where the index says when each was changed."""
    damage: str = ""
    """What of it could not be read and why, as `has …` or `is …`; empty where nothing is wrong."""


def entry(record: Mapping[str, object], feed_url: str, *, is_full: bool = False, updated: str = "") -> Entry:
    """An entry of fields named as in `fields`; `url` may be relative to the feed's, `text` is plain.

    `published` is a day of a `day_reader`.
    """
    link = record.get("url")
    address = fields.one_line(link).replace(" ", "%20") if isinstance(link, str) else ""
    url = fields.web_address(joined(feed_url, address)) if address else ""
    text = fields.said(record, ("text",))
    title = fields.said(record, ("title",))
    if not text and not title:
        return Entry(url, updated=updated)
    known = {**record, "url": url}
    try:
        said = fields.article(known, feed_url)
    except ReadingError:  # a text too long, or without a word
        if not title or not re.search(r"\w", title):
            return Entry(url, updated=updated)
        text = ""
    if not text:
        said = replace(fields.article({**known, "text": title}, feed_url), text="")
    is_whole = is_full and bool(text) and not _TEASER.search(text[-120:])
    return Entry(url, said, is_whole, fields.one_line(updated)[: fields.LONGEST_GIVEN_TITLE])


def joined(base: str, url: str) -> str:
    """The URL as seen from where it stands; as it is where the two cannot be joined."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def day_reader() -> Callable[[str], str]:
    """A function that reads the days of one feed, as YYYY-MM-DD, or empty where a date tells none.

    A day is taken as it is written, whatever the zone of its time. A feed writes its dates all alike: after
    some that cannot be read, or more than a feed has entries, their words are no longer looked up in every
    language, which takes long.
    """
    unread = in_words = 0

    def read(written: str) -> str:
        nonlocal unread, in_words
        text = fields.one_line(written)[:80]
        in_words += not _IN_NUMBERS.match(text)
        found = _day(text, unread < _MOST_UNREAD and in_words <= MOST_ENTRIES) if text else None
        unread += bool(text and found is None)
        return found.isoformat() if found else ""

    return read


def _day(text: str, in_words: bool) -> date | None:
    if _IN_NUMBERS.match(text):
        return fields.calendar_day(text)
    if _WEEK.match(text):  # which would be taken for a month
        return None
    if parts := _by_mail(text):
        return fields.calendar_day("{:04}-{:02}-{:02}".format(*parts))
    return (fields.calendar_day(_TIME.sub("", text)) or fields.calendar_day(text)) if in_words else None


def _by_mail(text: str) -> tuple[int, ...] | None:
    """Year, month and day of a date as RFC 822 has it and RSS prescribes it; their order must be sure."""
    if not re.search("[A-Za-z]{3}", _TIME.sub("", text)):
        return None
    try:
        found = parsedate_tz(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return found[:3] if found else None


def plain_title(html: str) -> str:
    """A title without tags, and with its character references read, once."""
    if _TAG.search(html) or _CHARACTER.search(html):
        # A "<" that begins no tag is meant as it stands.
        html = _fragment_text(re.sub(r"<(?![a-zA-Z/])", "&lt;", html))
    return fields.one_line(html)


def plain_text(html: str) -> str:
    """The text of a piece of HTML, blocks a blank line apart; without any, its blank lines are kept."""
    if not _BLOCK.search(html):
        html = "".join(f"<p>{paragraph}</p>" for paragraph in re.split(r"\n[ \t\r]*\n", html))
    return _fragment_text(html)


def _fragment_text(html: str) -> str:
    """Its text; empty where it cannot be read, since the entries beside it can."""
    try:
        return markup.fragment_text(html)
    except ReadingError:
        return ""
