"""Takes the HTML pages out of web archives (WARC, ISO 28500), the latest capture of each.

Knows nothing of what a page says; the only file that imports fastwarc.
"""

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, WarcReader, ZstdReader
from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from index.decoding import Stream
from index.errors import ReadingError
from index.urls import canonical

LARGEST_PAGE = 16 * 2**20
"""Bytes of a page, packed and unpacked; the longest of newspapers have about two million."""

MOST_DAMAGE = 1000
"""Places in one archive; after so many, no further record is looked for."""

_MOST_CODINGS = 4
_HEAD = 64 * 2**10  # bytes of a record that are read to see what it is
_BLOCK = 64 * 2**10  # bytes read at once where the next record is looked for

_HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I)
_START = re.compile(rb"\x1f\x8b\x08|(?:\A|(?<=\n))WARC/[01]\.\d+\r?\n")  # of a packed record, or of another
_WEB = re.compile(r"https?://", re.I)
_PAGE_START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,999}<")
Reader = io.BytesIO | gzip.GzipFile | WarcReader
_CODINGS: dict[str, Callable[[Any], Reader]] = {
    "gzip": lambda packed: gzip.GzipFile(fileobj=packed),  # fastwarc's own does not tell what is cut short
    "x-gzip": lambda packed: gzip.GzipFile(fileobj=packed),
    "deflate": partial(GzipReader, zlib=True),
    "br": BrotliReader,
    "zstd": ZstdReader,
}
_TOO_LARGE = f"is a page of more than {LARGEST_PAGE // 2**20} MB: save its article as .txt"


@dataclass(frozen=True, slots=True)
class Capture:
    """A page as a server once gave it."""

    url: str
    content: bytes
    charset: str
    """The encoding that the server named, or an empty string."""
    captured: str
    """When, to the second, as text that sorts; the page may have been published long before."""


def pages(stream: Stream) -> Iterator[tuple[int, Capture | ReadingError]]:
    """The latest capture of each page, and what is wrong with a record, each with the record's number from 1.

    A page is HTML that a server gave with status 200; all other records are passed over. `stream` gives the
    archive as it is in its file, packed or not, and is read twice: once to find which captures to give.
    """
    latest = dict[str, tuple[str, int]]()
    for number, found in _captures(stream):
        if isinstance(found, Capture):
            page = canonical(found.url)
            latest[page] = max(latest.get(page, (found.captured, number)), (found.captured, number))
    given = {number for _, number in latest.values()}
    stream.seek(0)
    for number, found in _captures(stream):
        if isinstance(found, ReadingError) or number in given:
            yield number, found


def _captures(stream: Stream) -> Iterator[tuple[int, Capture | ReadingError]]:
    """All captures of pages in order. What cannot be read is numbered as the record that it should be."""
    number, start = 1, 0
    for _ in range(MOST_DAMAGE):
        try:
            for record in ArchiveIterator(stream, parse_http=False):
                start = max(start, record.stream_pos)
                try:
                    capture = _capture(record)
                    if capture is not None:
                        yield number, capture
                except ReadingError as error:
                    yield number, error
                number += 1
            return
        except OSError as error:
            if error.errno is not None:  # the disk's, not the archive's
                raise
            reason = f"is damaged ({str(error).rstrip('.')})"
        following = _next_record(stream, start + 1)
        if following is None:
            break
        yield number, ReadingError(f"{reason} and was passed over: fetch the archive again")
        number, start = number + 1, following
        stream.seek(start)
    yield number, ReadingError(f"{reason}, and no record can be found after it: fetch the archive again")


def _next_record(stream: Stream, after: int) -> int | None:
    """Where the first record at or after a place in the file begins."""
    while True:
        before = max(after - 1, 0)  # whether a line ends there
        stream.seek(before)
        block = stream.read(_BLOCK)
        for start in _START.finditer(block, after - before):
            place = before + start.start()
            if start[0].startswith(b"WARC") or _is_packed_record(stream, place):
                return place
        if len(block) < _BLOCK:
            return None
        after = before + _BLOCK - 32  # a start may lie across the end of a block


def _is_packed_record(stream: Stream, place: int) -> bool:
    stream.seek(place)
    try:
        return zlib.decompressobj(31).decompress(stream.read(1024), 5) == b"WARC/"
    except zlib.error:
        return False


def _capture(record: WarcRecord) -> Capture | None:
    """What a record holds, or `None` where that is no page; raises `ReadingError` where it cannot be read."""
    url = (record.headers.get("WARC-Target-URI") or "").strip(" <>")
    block = _read(record.reader, min(_HEAD, record.content_length))
    headers, body = _described(record, block)
    media_type, _, parameters = (headers.get("Content-Type") or "").partition(";")
    is_page = media_type.strip().lower() in _HTML and bool(_WEB.match(url))
    if is_page and record.content_length <= LARGEST_PAGE:
        block += _read(record.reader, record.content_length - len(block))
        missing = record.content_length - len(block)
    else:
        missing = record.content_length - len(block) - record.reader.consume()
    if missing:
        raise ReadingError(f"is cut short by {missing:,} bytes: fetch the archive again")
    if not is_page:
        return None
    if record.content_length > LARGEST_PAGE:
        raise ReadingError(_TOO_LARGE)
    charset = _CHARSET.search(parameters)
    captured = (record.headers.get("WARC-Date") or "")[:19]  # always in UTC, perhaps the day alone
    return Capture(url, _unpacked(block[body:], headers), charset[1] if charset else "", captured)


def _described(record: WarcRecord, block: bytes) -> tuple[HeaderMap, int]:
    """What a record says of its page, and where in its block that begins; nothing where it holds no page."""
    if record.record_type == WarcRecordType.resource:
        return record.headers, 0
    headers = HeaderMap()
    if record.record_type == WarcRecordType.response:
        try:
            body = headers.parse(io.BytesIO(block))
        except OSError as error:
            raise ReadingError(f"has HTTP headers that cannot be read ({error})") from error
        if headers.status_code == 200:
            return headers, body
    return HeaderMap(), 0


def _unpacked(body: bytes, headers: HeaderMap) -> bytes:
    """The page without its transfer and content encodings; raises `ReadingError` where that cannot be done.

    Some crawlers store what they had unpacked under the headers of before: then it begins as HTML does.
    """
    named = (headers.get("Content-Encoding") or "").lower().split(",")
    codings = [name for coding in named if (name := coding.strip()) not in ("", "identity")]
    if len(codings) > _MOST_CODINGS:
        raise ReadingError(f"is said to be packed {len(codings):,} times over: fetch the page again")
    is_chunked = "chunked" in (headers.get("Transfer-Encoding") or "").lower()
    failure = ""
    for chunked, packed in dict.fromkeys(
        [(is_chunked, True), (False, True), (is_chunked, False), (False, False)]
    ):
        try:
            reader: Reader = io.BytesIO(body)
            if chunked:
                reader = ChunkedReader(reader)
            for coding in reversed(codings if packed else []):
                reader = _CODINGS[coding](reader)
            page = _read(reader, LARGEST_PAGE + 1)
        except KeyError as error:
            failure = failure or f"a Content-Encoding of {error}"
        except (OSError, EOFError, zlib.error) as error:
            failure = failure or str(error)
        else:
            if len(page) > LARGEST_PAGE:
                raise ReadingError(_TOO_LARGE)
            if not failure or _PAGE_START.match(page):
                return page
    raise ReadingError(f"cannot be unpacked ({failure}): fetch the page again")


def _read(reader: Reader, most: int) -> bytes:
    """Up to so many bytes, in one piece."""
    found = bytearray()
    while len(found) < most and (piece := reader.read(most - len(found))):
        found += piece
    return bytes(found)
