"""Reads files of many formats into articles, one at a time, and says what it could not read.

Knows nothing of the library that the articles go to, nor of what fields mean (`fields` does).
"""

import csv
import gzip
import itertools
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from index import fields, markup
from index.article import Article
from index.decoding import LONGEST_LINE, Stream, decoded, lines
from index.errors import ReadingError

LARGEST_DOCUMENT = 64 * 2**20  # bytes, unpacked, of a file that is read whole

_LISTS = ("articles", "items", "data", "docs", "results")  # where a JSON object keeps its articles
_DATE_PREFIX = re.compile(
    r"\s*date\s{,9}:?\s{,9}(\d{4}[-/]\d{1,2}[-/]\d{1,2})(?!\d)(?:T[\d:.+-]+Z?)?[ \t]*\n?", re.I
)
_TITLE_LINE = re.compile(r"\s*(\S[^\n]{,118}[^\s.])[ \t]*\n[ \t]*\n(?=\s*\S)")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{,65536}?)^(?:---|\.\.\.)[ \t]*$", re.S | re.M)


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
        pending = [path]
        while pending:
            current = pending.pop()
            identity = _origin(current)
            if identity in seen:
                continue
            seen.add(identity)
            try:
                entries = sorted(current.iterdir(), reverse=True)
            except (OSError, ValueError):  # a file, a folder that may not be listed, a name with a NUL
                yield current
                continue
            pending += [entry for entry in entries if not entry.name.startswith(".") and _is_wanted(entry)]


def _is_wanted(entry: Path) -> bool:
    try:
        return bool(_ending(entry)) or entry.is_dir()
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
            next(path.iterdir(), None)  # the error of one that may not be listed
            raise ReadingError("is a folder: name a file in it")
        elif not path.exists():
            raise ReadingError("does not exist: check the path")
        elif not path.is_file():
            raise ReadingError("is neither a file nor a folder: copy what it gives into a file")
        elif reader is None:
            raise ReadingError(f"is of no kind that is read: {', '.join(_READERS)}, each also with .gz")
        else:
            packed = path.name.lower().endswith(".gz")
            with gzip.open(path, "rb") if packed else path.open("rb") as stream:
                articles = reader(stream, origin)
                yield next(articles, Unreadable(origin, "is empty: it holds no article"))
                yield from articles
    except ReadingError as error:
        yield Unreadable(origin, str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Unreadable(origin, f"is damaged or cut short ({error}): pack it again; rows before were read")
    except OSError as error:
        yield Unreadable(origin, f"cannot be read: {error.strerror or error}")


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


def _text(stream: Stream, origin: str) -> Iterator[Article | Unreadable]:
    text = fields.clean(decoded(_whole(stream)))
    record: dict[str, object] = {}
    if (prefix := _DATE_PREFIX.match(text)) and fields.is_day(prefix[1]):
        record["date"] = prefix[1]
        text = text[prefix.end() :]
    if heading := _TITLE_LINE.match(text):
        record["title"], text = heading[1], text[heading.end() :]
    yield fields.article(record | {"text": text}, origin)


def _markdown(stream: Stream, origin: str) -> Iterator[Article | Unreadable]:
    text = fields.clean(decoded(_whole(stream)))
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
    yield fields.article(record | {"text": text}, origin)


def _page(stream: Stream, origin: str) -> Iterator[Article | Unreadable]:
    data = _whole(stream)
    html = decoded(data, markup.declared_encoding(data))
    yield fields.article(markup.page_fields(html, fields.is_day), origin)


# --- several articles a file


def _json(stream: Stream, origin: str) -> Iterator[Article | Unreadable]:
    document = _parsed(decoded(_whole(stream)))
    rows = document
    if isinstance(document, dict):
        record = fields.by_name(document.items())
        rows = next((rows for name in _LISTS if isinstance(rows := record.get(name), list)), None)
        if rows is None or fields.said(record, fields.BODY):
            yield fields.article(record, origin)
            return
    if not isinstance(rows, list):
        raise ReadingError("is JSON that holds no article: write an object with a text, or a list of them")
    for number, row in enumerate(rows, 1):
        yield _row(row, f"{origin}#{number}")


def _json_lines(stream: Stream, origin: str) -> Iterator[Article | Unreadable]:
    number = 1
    is_rest = False  # of a line too long to be read at once
    for line in lines(stream, newline="\n"):
        is_whole = line.endswith("\n") or len(line) < LONGEST_LINE
        here = f"{origin}#{number}"
        if not is_whole and not is_rest:
            yield Unreadable(here, f"is longer than {LONGEST_LINE:,} characters: write an article a line")
        elif line.strip() and not is_rest:
            try:
                yield _row(_parsed(line), here)
            except ReadingError as error:
                yield Unreadable(here, str(error))
        is_rest = not is_whole
        number += is_whole


def _row(row: object, origin: str) -> Article | Unreadable:
    if not isinstance(row, dict):
        return Unreadable(origin, "is not an object with fields such as title and text")
    try:
        return fields.article(fields.by_name(row.items()), origin)
    except ReadingError as error:
        return Unreadable(origin, str(error))


def _parsed(text: str) -> object:
    try:
        # NaN is how some exports say that a field is empty.
        return json.loads(text, parse_constant=lambda _: None)
    except RecursionError as error:
        raise ReadingError("is JSON nested too deeply: put each article's fields side by side") from error
    except ValueError as error:
        raise ReadingError(f"is not JSON ({error}): write it with a JSON library") from error


def _table(stream: Stream, origin: str) -> Iterator[Article | Unreadable]:
    csv.field_size_limit(LONGEST_LINE)
    written = lines(stream, newline="")
    header = next((line for line in written if line.strip()), "")
    if not header:
        return
    # `csv.Sniffer` judges by the prose of the bodies too; names of columns hold no delimiters.
    delimiter = max(",;\t", key=header.count)
    try:
        names = next(csv.reader([header], delimiter=delimiter))
    except csv.Error as error:
        raise ReadingError(f"has a first line that is not CSV ({error})") from error
    if not fields.by_name((name, "") for name in names).keys() & {*fields.BODY, *fields.SUMMARY}:
        raise ReadingError(
            "has no column for the text: name one in its first line, " + ", ".join(fields.BODY)
        )
    # Strict, or a quote that is never closed would silently make one row of all that follow.
    rows = csv.reader(written, delimiter=delimiter, strict=True)
    for number in itertools.count(1):
        here = f"{origin}#{number}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unreadable(here, f"is not CSV ({error}): close quotes, double those inside quotes")
            continue
        if len(row) == len(names):
            yield _row(fields.by_name(zip(names, row, strict=True)), here)
        elif row:
            reason = f"has {len(row)} fields for {len(names)} columns: quote fields that hold {delimiter!r}"
            yield Unreadable(here, reason)


def _whole(stream: Stream) -> bytes:
    data = stream.read(LARGEST_DOCUMENT + 1)
    if len(data) > LARGEST_DOCUMENT:
        most = LARGEST_DOCUMENT // 2**20
        raise ReadingError(f"is larger than {most} MB: make it .jsonl, an article a line, which is streamed")
    if not data.strip():
        raise ReadingError("is empty: it holds no article")
    return data


_READERS: dict[str, Callable[[Stream, str], Iterator[Article | Unreadable]]] = {
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
