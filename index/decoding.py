"""Turns the bytes of a file into text, whole or line by line, whatever its encoding.

Knows nothing of what the text holds.
"""

import codecs
import gzip
import io
import re
from collections.abc import Iterator

from index.errors import ReadingError

LARGEST_DOCUMENT = 64 * 2**20  # bytes, unpacked, of a file that is read whole
LONGEST_LINE = 32 * 2**20  # characters of one line of a file that is streamed

Stream = gzip.GzipFile | io.BufferedReader

_ESCAPED = re.compile("[\udc80-\udcff]")  # a byte that is not UTF-8
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_MOST_CONTROL = 0.05
"""Of the characters of a text; of random bytes a tenth are control characters."""
# Python knows other encodings, that no document should be able to choose
_BELIEVED = re.compile(r"(?:iso-8859|windows|koi8|euc|gb|big5|shift)[\w-]*", re.I)
_IN_DOCUMENT = re.compile(
    rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{1,200}encoding)\s*=\s*["']?([\w.:-]{1,40})""", re.I
)
_NOT_WESTERN = "cp1251 koi8_r cp1253 cp1255 cp1256 cp932 euc_jp gb18030 big5 euc_kr".split()


def whole(stream: Stream) -> bytes:
    """All bytes of a file that cannot be streamed; raises `ReadingError` for none, or too many."""
    data = stream.read(LARGEST_DOCUMENT + 1)
    if len(data) > LARGEST_DOCUMENT:
        most = LARGEST_DOCUMENT // 2**20
        raise ReadingError(f"is larger than {most} MB: make it .jsonl, an article a line, which is streamed")
    if not data.strip():
        raise ReadingError("is empty: it holds no article")
    return data


def lines(stream: Stream, newline: str) -> Iterator[str]:
    """The lines, or pieces of `LONGEST_LINE` of one that is longer."""
    encoding = _marked_encoding(stream.peek(4))
    errors = "replace" if encoding else "surrogateescape"
    with io.TextIOWrapper(stream, encoding or "utf-8-sig", errors, newline) as text:
        while line := text.readline(LONGEST_LINE):
            yield _mended(line)


def decoded(data: bytes, declared: str = "") -> str:
    """The text of a whole file; `declared` is the encoding it names, believed where it is not UTF-8.

    Raises `ReadingError` for what is no text, such as an image.
    """
    text = _decoded(data, declared)
    if len(_CONTROL.findall(text)) > 1 + _MOST_CONTROL * len(text):  # stray ones are cleaned away later
        raise ReadingError("is not text but binary data: save its text as UTF-8")
    return text


def declared_encoding(data: bytes, charset: str = "") -> str:
    """The 8-bit or East Asian encoding that `charset` or else the head of an HTML or XML document names.

    `charset` is what a server said. Empty where neither names one; UTF-8 needs no naming.
    """
    names = (charset, *(name.decode("ascii") for name in _IN_DOCUMENT.findall(data[:4096])))
    name = next((name.lower() for name in names if _BELIEVED.fullmatch(name)), "")
    # As browsers do: pages that say Latin-1 mean its superset, with curly quotes.
    return "cp1252" if name == "iso-8859-1" else name


def _decoded(data: bytes, declared: str) -> str:
    if encoding := _marked_encoding(data):
        return data.decode(encoding, "replace")
    text = data.decode("utf-8-sig", "surrogateescape")
    if declared and _ESCAPED.search(text):
        try:
            return data.decode(declared)
        except (LookupError, ValueError):  # an encoding that does not exist, or is not what it says
            pass
    return _mended(text)


def _marked_encoding(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    return "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""


def _mended(text: str) -> str:
    """The text with its lines that are not UTF-8 decoded as what they look like."""
    if not _ESCAPED.search(text):
        return text
    lines = [
        line.encode("utf-8", "surrogateescape") if _ESCAPED.search(line) else line
        for line in text.split("\n")
    ]
    encoding = _guessed_encoding(b"\n".join(line for line in lines if isinstance(line, bytes)))
    return "\n".join(line if isinstance(line, str) else line.decode(encoding, "replace") for line in lines)


def _guessed_encoding(data: bytes) -> str:
    # charset_normalizer takes Western texts, where few letters have accents, for Central European ones.
    if len(data.decode("ascii", "ignore")) > 0.75 * len(data):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 2**16], cp_isolation=_NOT_WESTERN).best()
    return best.encoding if best else "latin-1"
