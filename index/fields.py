"""Turns the fields of one source record, however they are named and written, into an article.

Knows nothing of files or formats: a record is a mapping of field names to whatever the source held.
"""

import re
import warnings
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from index import markup
from index.article import Article
from index.errors import ReadingError
from index.sentences import split

ID = ("id", "articleid", "uid", "guid")
URL = ("url", "link", "href", "canonicalurl")
TITLE = ("title", "headline", "name")
BODY = ("text", "body", "content", "article", "fulltext", "articletext", "maintext", "articlebody")
SUMMARY = ("description", "summary")
DAY = (
    *("published", "date", "publishdate", "publishedat", "publicationdate", "pubdate", "datepublished"),
    *("createdat", "timestamp"),
)
AUTHORS = ("authors", "author", "byline", "creator")
OUTLET = ("outlet", "source", "publisher", "publication", "site", "sitename", "sourcename", "newsoutlet")

LONGEST_TEXT = 5_000_000  # characters; a longer body is a dump of something else
LONGEST_GIVEN_TITLE = 300  # characters, also of an outlet, author or id; what is longer is a text
LONGEST_ADDRESS = 4000  # characters; browsers take 2,000 at least
MOST_AUTHORS = 100
LONGEST_TITLE = 120  # characters of a first sentence that stands in for a title
FIRST_YEAR, LAST_YEAR = 1600, 2200  # newspapers begin in 1605; years outside are misread numbers

# control characters and lone surrogates; then what has no width, turns the text around it, or is a tag
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2064\u3164\ufeff\uffa0"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
# no language puts more than four over one letter, and piles of them cover the lines beside
_PILE = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_PAGE = re.compile(r"<(?:!doctype|html|body)\b", re.I)
_FRAGMENT = re.compile(r"<(?:p|div|h[1-6]|article|section|span|figure|ul|ol)\b[^<>]*>", re.I)
_BREAKING_TAG = re.compile(r"</(?:p|div|h[1-6]|li)\s*>|<br\s*/?>|<p\b[^<>]*>", re.I)
_NUMERIC_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\S*|\d{4}|\d{6})?")
_EPOCH = re.compile(r"\d{9,19}(?:\.\d*)?")
_DATELINE_ALONE = re.compile(r"[\w’'., /()-]{1,60}\s[—–-]+")
_AUTHOR_BREAK = re.compile(r"[,;|\n]\s*(?:and\s)?|\s(?:and|&)\s", re.I)


def by_name(pairs: Iterable[tuple[object, object]]) -> dict[str, object]:
    """The record with its field names made alike: lower case, without spaces, `-` and `_`.

    Of two fields that become the same, the first that says something stays.
    """
    record: dict[str, object] = {}
    for name, value in pairs:
        key = re.sub(r"[\s_-]+", "", str(name)).lower()
        if record.get(key) in (None, ""):
            record[key] = value
    return record


def article(record: Mapping[str, object], origin: str) -> Article:
    """Makes an article of a record whose names went through `by_name`.

    Raises `ReadingError` where there is no text to index, or far too much of it.
    """
    text = _body(record)
    url = web_address(said(record, URL))
    return Article(
        text=text,
        title=_title(record) or first_sentence(text),
        url=url,
        outlet=_outlet(record, url),
        authors=_authors(record),
        published=next((day for name in DAY if (day := calendar_day(record.get(name))) is not None), None),
        given_id=given_id(record),
        origin=origin,
    )


def given_id(record: Mapping[str, object]) -> str:
    """The record's own id; empty where it has none, or one too long to be any."""
    found = one_line(said(record, ID))
    return found if len(found) <= LONGEST_GIVEN_TITLE else ""


def _title(record: Mapping[str, object]) -> str:
    """The given title; empty where a scraper took the dateline for one, as in "LONDON, CNN Business —"."""
    title = shortened(one_line(said(record, TITLE)))
    return "" if _DATELINE_ALONE.fullmatch(title) else title


def said(record: Mapping[str, object], names: Iterable[str]) -> str:
    """The first of the named fields that says something, else an empty string."""
    return next((words for name in names if (words := _words(record.get(name)))), "")


def _words(value: object) -> str:
    """A field as text. Lists and nameless objects say nothing: in print they are not the source's words."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return clean(str(value))
    return ""


def clean(text: str) -> str:
    """The text without unseen characters, lone surrogates and outer blanks, lines ending in `\\n`."""
    return _PILE.sub(r"\1", _UNSEEN.sub("", _LINE_END.sub("\n", text))).strip()


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def shortened(title: str) -> str:
    """A title as it is, or its beginning where it is too long to be one."""
    return title if len(title) <= LONGEST_GIVEN_TITLE else title[: LONGEST_GIVEN_TITLE - 1].rstrip() + "…"


def first_sentence(text: str) -> str:
    """The first sentence, cut at a word when it is long: a title for what has none."""
    beginning = text[: 50 * LONGEST_TITLE]
    start, end = next(iter(split(beginning)), (0, len(beginning)))
    sentence = one_line(beginning[start:end])
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    cut = sentence[: LONGEST_TITLE - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:–—-") + "…"


def _body(record: Mapping[str, object]) -> str:
    written = next(
        (raw for name in (*BODY, *SUMMARY) if isinstance(raw := record.get(name), str) and clean(raw)), ""
    )
    if len(written) > LONGEST_TEXT:
        raise ReadingError(
            f"has a text of {len(written):,} characters: split it, {LONGEST_TEXT:,} is the most"
        )
    text = clean(written)
    if _PAGE.match(text):
        text = clean(str(markup.page_fields(text, is_day)["text"]))
    elif _FRAGMENT.match(text) or len(_BREAKING_TAG.findall(text)) > 2:
        text = clean(markup.fragment_text(text))
    if not re.search(r"\w", text):
        raise ReadingError("has no text: fill one of the fields " + ", ".join((*BODY, *SUMMARY)))
    return text


def web_address(text: str) -> str:
    """The address as given when it is one of the web, else an empty string: never a `javascript:`.

    Nor one that says another host than it leads to, as in `https://paper.example@evil.example`.
    """
    try:
        parts = urlsplit(text)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:  # such as a bracket that is not an IPv6 address
        return ""
    return text if is_web and len(text) <= LONGEST_ADDRESS and not re.search(r"[\s\\]", text) else ""


def _outlet(record: Mapping[str, object], url: str) -> str:
    named = one_line(said(record, OUTLET))
    address = web_address(named)
    if named and not address:
        return shortened(named)
    return (urlsplit(address or url).hostname or "").removeprefix("www.")


def _authors(record: Mapping[str, object]) -> tuple[str, ...]:
    names: list[str] = []
    for field in AUTHORS:
        value = record.get(field)
        if isinstance(value, list):
            names = [_words(item) for item in value]
        else:
            # The brackets and quotes are those of a list that was printed into a CSV cell.
            names = [name.strip(" '\"[]") for name in _AUTHOR_BREAK.split(_words(value))]
        names = [re.sub(r"^by\s+", "", one_line(name), flags=re.I) for name in names]
        names = [shortened(name) for name in names[:MOST_AUTHORS] if name and not web_address(name)]
        if names:
            break
    return tuple(dict.fromkeys(names))


def calendar_day(value: object) -> date | None:
    """The day as it is written, with no shift between time zones; `None` where it is not wholly said.

    Numbers are YYYYMMDD, or seconds or milliseconds since 1970 (in UTC). `04/07/2022` is in April.
    """
    text = one_line(_words(value))
    if numeric := _NUMERIC_DAY.match(text):
        return _day(numeric[1], numeric[3], numeric[4])
    if (compact := _COMPACT_DAY.fullmatch(text)) and (day := _day(compact[1], compact[2], compact[3])):
        return day
    if _EPOCH.fullmatch(text):
        return _since_1970(float(text))
    # Fewer than two numbers cannot be a day and a year; nothing that is a date is that long.
    if len(text) > 80 or len(re.findall(r"\d+", text)) < 2:
        return None
    return _day_in_words(text)


def is_day(text: str) -> bool:
    """Whether a text says a whole day."""
    return calendar_day(text) is not None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _since_1970(seconds: float) -> date | None:
    while seconds > 1e11:  # milliseconds, microseconds, nanoseconds
        seconds /= 1000
    day = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date()
    return day if day.year <= LAST_YEAR else None


@lru_cache(maxsize=4096)
def _day_in_words(text: str) -> date | None:
    import dateparser  # type: ignore[import-untyped]

    settings = {
        "PARSERS": ["absolute-time"],  # never "yesterday"
        "REQUIRE_PARTS": ["day", "month", "year"],
        "STRICT_PARSING": True,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            # English first: trying every language costs a second the first time.
            found = dateparser.parse(text, languages=["en"], settings=settings) or dateparser.parse(
                text, settings=settings
            )
        except Exception:  # its parsers raise whatever an odd string makes them raise
            return None
    return found.date() if found and FIRST_YEAR <= found.year <= LAST_YEAR else None
