"""Takes the records out of files that hold several, JSON and CSV, one at a time.

Knows nothing of articles: a record is a mapping of field names to whatever the source held.
"""

import csv
import itertools
import json
from collections.abc import Iterator, Mapping

from index import fields
from index.decoding import LONGEST_LINE, Stream, decoded, lines, whole
from index.errors import ReadingError

Row = tuple[int, Mapping[str, object] | ReadingError]
"""A record, its names as `fields.by_name` makes them, or what is wrong with it, and its number from 1.

It is 0 where the file is the record.
"""

_LISTS = ("articles", "items", "data", "docs", "results")  # where a JSON object keeps its articles


def of_json(stream: Stream) -> Iterator[Row]:
    """The object, or the items of the list, that a file holds; raises `ReadingError` for anything else."""
    document = _parsed(decoded(whole(stream)))
    rows = document
    if isinstance(document, dict):
        record = fields.by_name(document.items())
        rows = next((rows for name in _LISTS if isinstance(rows := record.get(name), list)), None)
        if rows is None or fields.said(record, fields.BODY):
            yield 0, record
            return
    if not isinstance(rows, list):
        raise ReadingError("is JSON that holds no article: write an object with a text, or a list of them")
    for number, row in enumerate(rows, 1):
        yield number, _record(row)


def of_json_lines(stream: Stream) -> Iterator[Row]:
    """The object on each line that is not blank."""
    number = 1
    is_rest = False  # of a line too long to be read at once
    for line in lines(stream, newline="\n"):
        is_whole = line.endswith("\n") or len(line) < LONGEST_LINE
        if not is_whole and not is_rest:
            yield number, ReadingError(f"is longer than {LONGEST_LINE:,} characters: write an article a line")
        elif line.strip() and not is_rest:
            try:
                yield number, _record(_parsed(line))
            except ReadingError as error:
                yield number, error
        is_rest = not is_whole
        number += is_whole


def _record(row: object) -> Mapping[str, object] | ReadingError:
    if isinstance(row, dict):
        return fields.by_name(row.items())
    return ReadingError("is not an object with fields such as title and text")


def _parsed(text: str) -> object:
    try:
        # NaN is how some exports say that a field is empty.
        return json.loads(text, parse_constant=lambda _: None)
    except RecursionError as error:
        raise ReadingError("is JSON nested too deeply: put each article's fields side by side") from error
    except ValueError as error:
        raise ReadingError(f"is not JSON ({error}): write it with a JSON library") from error


def of_table(stream: Stream) -> Iterator[Row]:
    """The records below the header of CSV; raises `ReadingError` where that names no column for a text."""
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
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            reason = f"is not CSV ({error}): close quotes, double those inside quotes"
            yield number, ReadingError(reason)
            continue
        if len(row) == len(names):
            yield number, fields.by_name(zip(names, row, strict=True))
        elif row:
            reason = f"has {len(row)} fields for {len(names)} columns: quote fields that hold {delimiter!r}"
            yield number, ReadingError(reason)
