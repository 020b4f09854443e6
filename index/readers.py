"""Reads files of many formats into articles, one at a time, and says what it could not read.

Knows nothing of the library that the articles go to, nor of what fields mean (`fields` does).
"""

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from index import fields, markup, rows
from index.article import Article, Kill
from index.decoding import Stream, declared_encoding, decoded, whole
from index.errors import Embargoed, ReadingError, Withheld
from index.rows import Row

SHORTEST_PAGE = 200
"""Characters: a shorter main text without a day or headline is a notice, of cookies or of a subscription."""
_DOCUMENTS = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".eml", ".mht", ".mhtml", ".zip")
"""Kinds that articles are kept in and that are not read, which a reader must be told of."""
_DATE_PREFIX = re.compile(
    r"\s*date\s{,9}:?\s{,9}(\d{4}[-/]\d{1,2}[-/]\d{1,2})(?!\d)(?:T[\d:.+-]+Z?)?[ \t]*\n?", re.I
)
_TITLE_LINE = re.compile(r"\s*(\S[^\n]{,118}[^\s.])[ \t]*\n[ \t]*\n(?=\s*\S)")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{,65536}?)^(?:---|\.\.\.)[ \t]*$", re.S | re.M)


class Cause(StrEnum):
    """Why something cannot be read."""

    BROKEN = "broken"
    """It is not what it should be, and stays so until it is mended."""
    PASSING = "passing"
    """It may be read later as it is."""
    WITHHELD = "withheld"
    """Its agency does not want it to be read."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or row that holds no article."""

    origin: str
    """The file's resolved path, with `#row` where one row of it is meant."""
    reason: str
    """What is wrong and what mends it."""
    cause: Cause = Cause.BROKEN


_CAUSES = {Embargoed: Cause.PASSING, Withheld: Cause.WITHHELD}

Read = Article | Kill | Unreadable


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Each file to read, once: what is named as it is, folders as the supported files in them, sorted.

    Inside folders, hidden entries, locks of open documents and other endings are left out and links to
    folders followed once. What is named and does not exist, or cannot be opened, is given too, and documents
    that people keep articles in: `read` says what is wrong with it.
    """
    seen: set[str] = set()
    for path in paths:
        pending = [path]
        while pending:
            current = pending.pop()
            identity = origin_of(current)
            if identity in seen:
                continue
            seen.add(identity)
            try:
                entries = sorted(current.iterdir(), reverse=True)
            except (OSError, ValueError):  # a file, a folder that may not be listed, a name with a NUL
                yield current
                continue
            pending += [
                entry for entry in entries if not entry.name.startswith((".", "~$")) and _is_wanted(entry)
            ]


def _is_wanted(entry: Path) -> bool:
    try:
        return entry.name.lower().endswith((*SUFFIXES, *_DOCUMENTS)) or entry.is_dir()
    except OSError:
        return False


def read(path: Path) -> Iterator[Read]:
    """Every article and kill of one file, as it is read, and an `Unreadable` for each row or file without.

    Never raises for what a file holds or fails to hold. Rows are counted from 1: lines of JSON lines, records
    below the header of CSV, items of a JSON list or a message, records of a web archive.
    """
    origin = origin_of(path)
    try:
        reader = _READERS.get(_ending(path).removesuffix(".gz"))
        if path.is_dir():
            next(path.iterdir(), None)  # the error of one that may not be listed
            raise ReadingError("is a folder: name a file in it")
        elif not path.exists():
            raise ReadingError("does not exist: check the path")
        elif not path.is_file():
            raise ReadingError("is neither a file nor a folder: copy what it gives into a file")
        elif reader is None:
            kinds = ", ".join(_READERS)
            raise ReadingError(f"is of no kind that is read ({kinds}, each also with .gz): save it as one")
        else:
            # each record of a web archive is packed by itself, so that the next one survives damage to it
            packed = path.name.lower().endswith(".gz") and reader is not _archive
            with gzip.open(path, "rb") if packed else path.open("rb") as stream:
                articles = reader(stream, origin)
                yield next(articles, Unreadable(origin, "is empty: it holds no article"))
                yield from articles
    except ReadingError as error:
        yield Unreadable(origin, str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Unreadable(origin, f"is damaged or cut short ({error}): pack it again; rows before were read")
    except OSError as error:
        yield Unreadable(origin, f"cannot be read: {error.strerror or error}", Cause.PASSING)


def origin_of(path: Path) -> str:
    """A file's resolved path, as text that can be stored; as it is named where that leads nowhere."""
    try:
        resolved = str(path.resolve())
    except (OSError, RuntimeError, ValueError):  # a link to itself, a NUL
        resolved = str(path)
    # Bytes of a file name that are no UTF-8 cannot be stored as text.
    return resolved.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _ending(path: Path) -> str:
    name = path.name.lower()
    return next((suffix for suffix in SUFFIXES if name.endswith(suffix)), "")


def page(content: bytes, url: str, charset: str = "") -> Article:
    """The article of a page of the web; `url` is where it was fetched, `charset` what its server said.

    Its URL is the one that it gives itself only where that is of the same site. Raises `ReadingError` where
    it holds no article's text, or hardly more than a notice.
    """
    html = decoded(content, declared_encoding(content, charset))
    record = markup.page_fields(html, fields.is_day, url)
    article = fields.article(record, url)
    if len(article.text) < SHORTEST_PAGE and not (article.published and record["title"]):
        raise ReadingError(
            f"holds no article's text: {len(article.text)} characters without a day or a headline, as a "
            "notice about cookies or subscriptions has them; save the article as .txt"
        )
    return article


def _text(stream: Stream) -> Iterator[Row]:
    text = fields.clean(decoded(whole(stream)))
    record: dict[str, object] = {}
    if (prefix := _DATE_PREFIX.match(text)) and fields.is_day(prefix[1]):
        record["date"] = prefix[1]
        text = text[prefix.end() :]
    if heading := _TITLE_LINE.match(text):
        record["title"], text = heading[1], text[heading.end() :]
    yield 0, record | {"text": text}


def _markdown(stream: Stream) -> Iterator[Row]:
    text = fields.clean(decoded(whole(stream)))
    record: dict[str, object] = {}
    if block := _FRONT_MATTER.match(text):
        try:
            # Only strings, as written: other loaders make 83 of the id 0123 and shift days into UTC.
            front = yaml.load(block[1], Loader=yaml.BaseLoader)  # noqa: S506
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
            reason = f"has front matter that is not YAML, at line {line}: quote values that hold ':'"
            raise ReadingError(reason) from error
        if isinstance(front, dict):
            text = text[block.end() :].lstrip()
            record = fields.by_name((name, said) for name, said in front.items() if said not in ("null", "~"))
    if not fields.said(record, fields.TITLE) and (heading := re.search(r"^# +(.+)", text, re.M)):
        record["title"] = heading[1].rstrip(" #")
    yield 0, record | {"text": text}


def _html(stream: Stream) -> Iterator[Row]:
    data = whole(stream)
    yield 0, markup.page_fields(decoded(data, declared_encoding(data)), fields.is_day)


def _each(
    take: Callable[[Stream], Iterable[tuple[int, Any]]],
    make: Callable[[Any, str], Article | Kill],
    stream: Stream,
    origin: str,
) -> Iterator[Read]:
    """What is made of each thing that a format's own reader takes out of a file."""
    for number, taken in take(stream):
        here = f"{origin}#{number}" if number else origin
        try:
            if isinstance(taken, ReadingError):
                raise taken
            yield make(taken, here)
        except ReadingError as error:
            yield Unreadable(here, str(error), _CAUSES.get(type(error), Cause.BROKEN))


def _rows(take: Callable[[Stream], Iterator[Row]]) -> Callable[[Stream, str], Iterator[Read]]:
    return partial(_each, take, fields.article)


def _agency(stream: Stream, origin: str) -> Iterator[Read]:
    from index import wire  # only where there is one, like `warc`: their libraries take their time

    return _each(wire.items, lambda item, here: replace(item, origin=here), stream, origin)


def _archive(stream: Stream, origin: str) -> Iterator[Read]:
    from index import warc

    def article(capture: warc.Capture, here: str) -> Article:
        return replace(page(capture.content, capture.url, capture.charset), origin=here)

    return _each(warc.pages, article, stream, origin)


_READERS: dict[str, Callable[[Stream, str], Iterator[Read]]] = {
    ".txt": _rows(_text),
    ".md": _rows(_markdown),
    ".html": _rows(_html),
    ".htm": _rows(_html),
    ".json": _rows(rows.of_json),
    ".jsonl": _rows(rows.of_json_lines),
    ".ndjson": _rows(rows.of_json_lines),
    ".csv": _rows(rows.of_table),
    ".xml": _agency,
    ".warc": _archive,
}
SUFFIXES = tuple(_READERS) + tuple(suffix + ".gz" for suffix in _READERS)
