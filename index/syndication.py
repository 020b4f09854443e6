"""Reads RSS of every version and Atom into entries.

Does not know how bytes become text; the only file that imports feedparser.
"""

import io
import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from functools import cache
from types import ModuleType
from typing import Any

from index.entries import MOST_ENTRIES, Entry, Feed, day_reader, entry, plain_text, plain_title
from index.errors import ReadingError
from index.fields import LONGEST_GIVEN_TITLE, one_line
from index.wellformed import mended, whole_part

_OPENED = re.compile(r"<(?:\w{1,32}:)?(?:item|entry)(?=[\s>])")
_CLOSED = re.compile(r"</(?:\w{1,32}:)?(?:item|entry)\s*>")
_LONGEST = 10_000_000  # characters of the entries that are read
_MOST_TAGS = 200_000  # each of which takes feedparser up to 50 microseconds
_MAIL = re.compile(r"[^\s()<>,;@]{0,64}@[^\s()<>,;]{0,255}")


def syndicated(text: str, url: str) -> Feed:
    """The feed of an XML text that begins with its first element; relative links are seen from `url`.

    What comes before some damage is kept, and so is what can be made out after it.
    """
    text, cut = whole_part(mended(text), "item|entry")
    text, left_out = _first_entries(text)
    parsed = _parsed(text, url)
    reason = (
        f"is not well-formed XML ({_reason(parsed)}): what could be made out was read" if parsed.bozo else ""
    )
    outlet = _title(parsed, parsed.feed)
    read_day = day_reader()
    entries = tuple(_entry(parsed, item, outlet, url, read_day) for item in parsed.entries[:MOST_ENTRIES])
    return Feed(outlet, entries, damage="; ".join(filter(None, (cut, left_out, reason))))


def _first_entries(text: str) -> tuple[str, str]:
    """The document with no more entries than are read, and in words what was left out."""
    opened = [found.start() for found in _OPENED.finditer(text)]
    most = bisect_left(opened, _LONGEST, hi=min(len(opened), MOST_ENTRIES))
    if most < len(opened):
        ends = [found.end() for found in _CLOSED.finditer(text)]
        before = bisect_right(ends, opened[most])
        rest = text[max(ends[-1], opened[most]) :] if ends else ""
        text = text[: ends[before - 1] if before else opened[most]] + rest
    outside, *data = text.split("<![CDATA[")  # in which a "<" begins no tag
    tags = outside.count("<") + sum(piece.partition("]]>")[2].count("<") for piece in data)
    if tags > _MOST_TAGS or len(text) > 2 * _LONGEST:
        raise ReadingError("is too large to be read: ask its outlet for a feed of fewer entries")
    left_out = f"has {len(opened):,} entries: the first {most:,} were read" if most < len(opened) else ""
    return text, left_out


def _parsed(text: str, url: str) -> Any:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # A stream, since it would take text for a file's name or an address to be fetched.
            return _feedparser().parse(
                io.BytesIO(text.encode("utf-8", "replace")),
                response_headers=headers,
                sanitize_html=False,  # only text is taken from it
                resolve_relative_uris=False,  # in the HTML; links are resolved all the same
            )
    except Exception as error:  # it raises whatever an odd feed makes it raise
        raise ReadingError(
            f"is a feed that cannot be read ({type(error).__name__}: {error}): try another feed of its outlet"
        ) from error


@cache
def _feedparser() -> ModuleType:
    """The library without two habits whose cost grows with the square of what a feed holds.

    It looks for mail addresses in authors by a pattern that begins anew at each letter (half a megabyte of
    letters takes minutes; and it cuts addresses of long domains short), and it compares every category with
    every other one, of which none is used here.
    """
    import feedparser.mixin  # type: ignore[import-untyped]

    mixin = feedparser.mixin._FeedParserMixin
    mixin._sync_author_detail = _name_author
    mixin._add_tag = lambda parser, *_: parser._get_context().setdefault("tags", [])
    library: ModuleType = feedparser
    return library


def _name_author(parser: Any, key: str = "author") -> None:
    """Gives the author whose element has just ended the name in it, as in "jo@paper.example (Jo Bloggs)"."""
    context = parser._get_context()
    authors, written = dict.get(context, "authors"), dict.get(context, "author")
    if key == "author" and authors and not authors[-1] and isinstance(written, str):
        authors[-1]["name"] = one_line(_MAIL.sub(" ", written[:LONGEST_GIVEN_TITLE])).strip(" ()<>,;")


def _reason(parsed: Any) -> str:
    error = parsed.get("bozo_exception")
    line = error.getLineNumber() if hasattr(error, "getLineNumber") else None
    said = error.getMessage() if hasattr(error, "getMessage") else str(error)
    return f"{said}, line {line}" if line else said


def _entry(parsed: Any, item: Any, outlet: str, url: str, read_day: Callable[[str], str]) -> Entry:
    text, is_full = _text(item)
    names = (
        str(author.get("name") or "")
        for author in dict.get(item, "authors", ())
        if isinstance(author, Mapping)
    )
    source = dict.get(item, "source")
    updated = str(dict.get(item, "updated") or "")
    record = {
        "id": dict.get(item, "id"),
        "url": dict.get(item, "feedburner_origlink") or dict.get(item, "link"),
        "title": _title(parsed, item),
        "text": text,
        "authors": "; ".join(filter(None, names)),
        "outlet": (_title(parsed, source) if isinstance(source, dict) else "") or outlet,
        # RSS 1.0 has one date only, and so have many Atom feeds.
        "published": read_day(str(dict.get(item, "published") or dict.get(item, "created") or updated)),
    }
    return entry(record, url, is_full=is_full, updated=updated)


def _text(item: Any) -> tuple[str, bool]:
    """The longest text that an entry has, else its summary; and whether it stands where whole texts do."""
    whole = max((_plain(content) for content in dict.get(item, "content", ())), key=len, default="")
    detail = dict.get(item, "summary_detail") or {"value": dict.get(item, "summary")}
    summary = _plain(detail)
    return (whole, True) if len(whole) > len(summary) or (whole and whole == summary) else (summary, False)


def _plain(content: Mapping[str, Any]) -> str:
    value = str(content.get("value") or "")
    return value if content.get("type") == "text/plain" else plain_text(value)


def _title(parsed: Any, of: Any) -> str:
    value = str(dict.get(of, "title") or "")
    detail = dict.get(of, "title_detail") or {}
    # Atom says what is plain text; in RSS it is a guess.
    is_plain = detail.get("type") == "text/plain" and str(parsed.get("version")).startswith("atom")
    return value if is_plain else plain_title(value)
