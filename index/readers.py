"""Reads files of many formats into articles, one at a time, and says what it could not read.

Knows nothing of the library that the articles go to, nor of what fields mean (`fields` does).
"""

import csv
import gzip
import io
import json
import logging
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import yaml

from index import fields
from index.article import Article
from index.errors import ReadingError

LARGEST_DOCUMENT = 64 * 2**20  # bytes, unpacked, of a file that is read whole
LONGEST_LINE = 32 * 2**20  # characters of one line of a file that is streamed

_LISTS = ("articles", "items", "data", "docs", "results")  # where a JSON object keeps its articles
_DATE_PREFIX = re.compile(r"\s*date\s*:?\s*(\d{4}[-/]\d{1,2}[-/]\d{1,2})(?!\d)(?:T[\d:.+-]+Z?)?[ \t]*", re.I)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.S | re.M)
_PUBLISHED_META = frozenset(
    "article:published_time og:article:published_time og:published_time datepublished date pubdate publishdate "
    "publish-date publish_date publication_date article.published parsely-pub-date sailthru.date dc.date.issued "
    "dcterms.issued dc.date dcterms.date citation_publication_date".split()
)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or row that holds no article."""

    origin: str
    """The file's resolved path, with `#row` where one row of it is meant."""
    reason: str
    """What is wrong and what mends it."""


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Each file to read, once: what is named as it is, folders as the supported files in them, sorted.

    Inside folders, hidden entries and other endings are left out and links to folders followed once. What is
    named and does not exist, or cannot be opened, is given too: `read` says what is wrong with it.
    """
    seen: set[str] = set()
    for path in paths:
        yield from _files(path, seen)


def _files(path: Path, seen: set[str]) -> Iterator[Path]:
    identity = _origin(path)
    if identity in seen:
        return
    seen.add(identity)
    try:
        entries = sorted(path.iterdir()) if path.is_dir() else None
    except OSError:
        entries = None
    if entries is None:
        yield path
        return
    for entry in entries:
        if not entry.name.startswith(".") and (_ending(entry) or _is_folder(entry)):
            yield from _files(entry, seen)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def read(path: Path) -> Iterator[Article | Unreadable]:
    """Every article of one file, as it is read, and an `Unreadable` for each row or file that holds none.

    Never raises for what a file holds or fails to hold. Rows are counted from 1: lines of JSON lines, records
    below the header of CSV, items of a JSON list.
    """
    origin = _origin(path)
    try:
        reader = _READERS.get(_ending(path).removesuffix(".gz"))
        if path.is_dir():
            next(path.iterdir(), None)
            yield Unreadable(origin, "is a folder: name it to `files`, or name a file in it")
        elif not path.exists():
            yield Unreadable(origin, "does not exist: check the path")
        elif not path.is_file():
            yield Unreadable(origin, "is neither a file nor a folder")
        elif reader is None:
            yield Unreadable(
                origin, f"is of a kind that is not read: use {', '.join(_READERS)}, each also with .gz"
            )
        else:
            packed = path.name.lower().endswith(".gz")
            with gzip.open(path, "rb") if packed else path.open("rb") as stream:
                yield from reader(stream, origin)
    except ReadingError as error:
        yield Unreadable(origin, str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Unreadable(origin, f"is damaged ({error}); anything before the damage was read: pack it again")
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Unreadable(origin, f"cannot be opened: {reason}")


def _origin(path: Path) -> str:
    try:
        resolved = str(path.resolve())
    except (OSError, RuntimeError, ValueError):  # a link to itself, a NUL
        resolved = str(path)
    # Bytes of a file name that are no UTF-8 cannot be stored as text.
    return resolved.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _ending(path: Path) -> str:
    name = path.name.lower()
    return next((suffix for suffix in SUFFIXES if name.endswith(suffix)), "")


# --- one article a file


def _text(stream: IO[bytes], origin: str) -> Iterator[Article | Unreadable]:
    text = fields.clean(_decoded(_whole(stream)))
    record: dict[str, object] = {}
    if (prefix := _DATE_PREFIX.match(text)) and (day := fields.calendar_day(prefix[1])):
        record["date"] = day
        text = text[prefix.end() :].lstrip()
    first, blank, rest = text.partition("\n\n")
    if (
        rest.strip()
        and blank
        and len(first) <= fields.LONGEST_TITLE
        and "\n" not in first
        and first[-1:] != "."
    ):
        record["title"], text = first, rest
    yield fields.article(record | {"text": text}, origin)


def _markdown(stream: IO[bytes], origin: str) -> Iterator[Article | Unreadable]:
    text = fields.clean(_decoded(_whole(stream)))
    record: dict[str, object] = {}
    if block := _FRONT_MATTER.match(text):
        try:
            # Only strings, as written: other loaders make 83 of the id 0123 and shift days into UTC.
            front = yaml.load(block[1], Loader=yaml.BaseLoader)  # noqa: S506
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
            raise ReadingError(
                f"has front matter that is not YAML, at line {line}: quote values that hold ':'"
            ) from error
        if isinstance(front, dict):
            text = text[block.end() :]
            record = fields.by_name(
                (name, value) for name, value in front.items() if value not in ("null", "~")
            )
    if not fields.said(record, fields.TITLE) and (heading := re.search(r"^# +(.+?)[ #]*$", text, re.M)):
        record["title"] = heading[1]
    yield fields.article(record | {"text": text}, origin)


def _page(stream: IO[bytes], origin: str) -> Iterator[Article | Unreadable]:
    from trafilatura import bare_extraction, load_html

    # What it logs is said in the `Unreadable`.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    html = _decoded(_whole(stream), declared=True)
    try:
        tree = load_html(html)
        if tree is None:
            raise ReadingError("is not HTML")
        published = _published(tree)
        page = bare_extraction(
            tree, include_comments=False, with_metadata=True, date_extraction_params=_DATE_SEARCH
        )
        if page is None:
            raise ReadingError(
                "has no main text that can be told from its menus: save the article as .txt or .md"
            )
        title = fields.one_line(page.title or "")
        text = fields.paragraphs(page.body)
    except ReadingError:
        raise
    except Exception as error:  # the parsers raise whatever an odd page makes them raise
        raise ReadingError(
            f"cannot be read as HTML ({type(error).__name__}): save the article as .txt or .md"
        ) from error
    heading, _, rest = text.partition("\n\n")
    record = {
        "text": rest if rest and fields.one_line(heading) == title else text,
        "title": title,
        "url": page.url,
        "outlet": page.sitename,
        "authors": (page.author or "").split("; "),
        "date": published or page.date,
    }
    yield fields.article(record, origin)


_DATE_SEARCH = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1600-01-01",
    "max_date": "2200-12-31",
}


def _published(tree: Any) -> Any:
    """The day that a page itself calls its publication. Removes what trafilatura would take instead of it."""
    found: list[str] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        found += re.findall(r'"datePublished"\s*:\s*"([^"]+)"', script.text or "")
    for meta in tree.xpath("//meta[@content]"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in _PUBLISHED_META:
            found.append(meta.get("content"))
        elif "modif" in name or "update" in name or "copyright" in name:
            meta.getparent().remove(meta)
    found += tree.xpath("//time[@pubdate or contains(@itemprop, 'datePublished')]/@datetime")
    return next((day for text in found if (day := fields.calendar_day(text))), None)


# --- several articles a file


def _json(stream: IO[bytes], origin: str) -> Iterator[Article | Unreadable]:
    document = _parsed(_decoded(_whole(stream)))
    if isinstance(document, dict):
        named = fields.by_name(document.items())
        rows = next((rows for name in _LISTS if isinstance(rows := named.get(name), list)), None)
        if rows is None:
            yield fields.article(named, origin)
            return
    elif isinstance(document, list):
        rows = document
    else:
        raise ReadingError("is JSON but neither an object nor a list of objects")
    if not rows:
        raise ReadingError("holds an empty list")
    for number, row in enumerate(rows, 1):
        yield _row(lambda row=row: row, f"{origin}#{number}")


def _json_lines(stream: IO[bytes], origin: str) -> Iterator[Article | Unreadable]:
    lines = _lines(stream, newline="\n")
    number = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _row(lambda line=line: _parsed(line), f"{origin}#{number}")
    if not number:
        raise ReadingError("is empty")


def _row(value: Callable[[], object], origin: str) -> Article | Unreadable:
    try:
        row = value()
        if not isinstance(row, dict):
            raise ReadingError("is not an object with fields such as title and text")
        return fields.article(fields.by_name(row.items()), origin)
    except ReadingError as error:
        return Unreadable(origin, str(error))


def _parsed(text: str) -> object:
    if not text.strip():
        raise ReadingError("is empty")
    try:
        # NaN is how some exports say that a field is empty.
        return json.loads(text, parse_constant=lambda _: None)
    except RecursionError as error:
        raise ReadingError("is JSON nested too deeply: put each article's fields side by side") from error
    except ValueError as error:
        raise ReadingError(f"is not JSON ({error}): write it with a JSON library") from error


def _table(stream: IO[bytes], origin: str) -> Iterator[Article | Unreadable]:
    csv.field_size_limit(LONGEST_LINE)
    lines = _lines(stream, newline="")
    header = next(lines, "")
    if not header.strip():
        raise ReadingError("is empty")
    delimiter = max(",;\t", key=header.count)
    (names,) = csv.reader([header], delimiter=delimiter)
    if not set(fields.by_name((name, "") for name in names)) & {*fields.BODY, *fields.SUMMARY}:
        raise ReadingError(
            f"has no column for the text: name one of {', '.join(fields.BODY)} in its first line"
        )
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unreadable(
                f"{origin}#{number}", f"is not CSV ({error}): double the quotes inside a quoted field"
            )
            continue
        if not row:
            continue
        if len(row) != len(names):
            reason = f"has {len(row)} columns where the header has {len(names)}: quote fields that hold a delimiter"
            yield Unreadable(f"{origin}#{number}", reason)
            continue
        pairs = dict(zip(names, row, strict=True))
        yield _row(lambda pairs=pairs: pairs, f"{origin}#{number}")


# --- bytes to text


def _whole(stream: IO[bytes]) -> bytes:
    data = stream.read(LARGEST_DOCUMENT + 1)
    if len(data) > LARGEST_DOCUMENT:
        most = LARGEST_DOCUMENT // 2**20
        raise ReadingError(
            f"is larger than {most} MB: make it .jsonl, one article a line, which is read as a stream"
        )
    if not data.strip():
        raise ReadingError("is empty")
    return data


def _lines(stream: IO[bytes], newline: str) -> Iterator[str]:
    yield from io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline=newline)


def _decoded(data: bytes, declared: bool = False) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


_READERS: dict[str, Callable[[IO[bytes], str], Iterator[Article | Unreadable]]] = {
    ".txt": _text,
    ".md": _markdown,
    ".html": _page,
    ".htm": _page,
    ".json": _json,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".csv": _table,
}
SUFFIXES = tuple(_READERS) + tuple(suffix + ".gz" for suffix in _READERS)
