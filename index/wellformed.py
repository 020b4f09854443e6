"""Turns the bytes of an XML document into text that a parser can be trusted with.

Does not know what the elements mean.
"""

import gzip
import io
import re
import zlib
from html.entities import name2codepoint
from itertools import islice

from index.decoding import decoded
from index.errors import ReadingError

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']""")
# Python knows other encodings that no document should be able to choose.
_ENCODINGS = re.compile(
    r"(?:iso-?8859|windows-|cp|koi8|euc|gb|big5|shift|latin|mac|utf-?(?:8|16|32))[\w-]*", re.I
)
_DEFAULT_OF_SERVERS = re.compile(r"(?:iso-?8859-?1|us-ascii|latin-?1|utf-?8)", re.I)
_UNMARKED = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:#(\d{1,9});|#[xX]([0-9a-fA-F]{1,9});|([A-Za-z]\w{0,31});|)")
_ROOT = re.compile(r"<((?:[\w.-]{1,32}:)?[\w.-]{1,32})")
_CONTAINER = re.compile(r"<((?:\w{1,32}:)?(?:rss|channel|feed|RDF|urlset|sitemapindex))(?=[\s>])")
_MOST_CONTAINERS = 9  # within one another; a feed has two
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
_PROLOG = (("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE", ">"))


def unpacked(content: bytes, largest: int) -> tuple[bytes, str]:
    """The content without its gzip wrapping, if it has one, and what is wrong with that.

    Never unpacks more than `largest` bytes. Raises `ReadingError` where there is more, or nothing at all.
    """
    damage = ""
    if content.startswith(b"\x1f\x8b"):
        pieces, left = [], largest + 1
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            try:
                while left > 0 and (piece := stream.read(min(left, 2**16))):
                    pieces.append(piece)
                    left -= len(piece)
            except (EOFError, zlib.error, OSError) as error:
                damage = f"is damaged or cut short within its gzip packing ({error})"
        content = b"".join(pieces)
    if len(content) > largest:
        raise ReadingError(f"is larger than {largest // 2**20} MB: ask its outlet for a smaller one")
    if not content.strip(b" \t\r\n\0"):
        raise ReadingError(damage or "is empty: look at the address in a browser")
    return content, damage


def xml_text(content: bytes, charset: str = "") -> str:
    """The text; a byte order mark is believed first, then UTF-8, the server's charset and the declaration.

    A server's own default is believed after the declaration. Raises `ReadingError` for what is no text.
    """
    for start, encoding in _UNMARKED.items():
        if content.startswith(start):
            return content.decode(encoding, "replace")
    found = _DECLARED.search(content[:400])
    declared = found[1].decode("ascii") if found else ""
    if not charset or (declared and _DEFAULT_OF_SERVERS.fullmatch(charset)):
        charset, declared = declared, charset
    name = next((name.lower() for name in (charset, declared) if _ENCODINGS.fullmatch(name)), "")
    # As browsers do: what says Latin-1 means its superset, with curly quotes.
    return decoded(content, "cp1252" if re.fullmatch(r"iso-?8859-?1|latin-?1", name) else name)


def from_root(text: str) -> str:
    """The document from its first element on: without declarations, so that it can define no entities."""
    at = 0
    while (at := _skip_blank(text, at)) < len(text):
        ends = next((end for start, end in _PROLOG if text[at : at + 9].upper().startswith(start)), None)
        if ends is None:
            break
        if ends == ">":
            inner = text.find("[", at, text.find(">", at) + 1 or len(text))
            at = at if inner < 0 else _after(text, "]", inner)
        at = _after(text, ends, at)
    # What is left of a declaration with ">" or "]" in quotes is passed over.
    found = re.compile(r"<[A-Za-z_]").search(text, at)
    return text[found.start() :] if found else ""


def _skip_blank(text: str, at: int) -> int:
    found = re.compile(r"[^\s\ufeff]").search(text, at)
    return found.start() if found else len(text)


def _after(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return len(text) if found < 0 else found + len(mark)


def mended(text: str) -> str:
    """The text without what XML forbids and many write all the same: "&" alone, HTML's entities, controls.

    Within CDATA only the control characters go.
    """
    first, *rest = _CONTROL.sub("", text).split("<![CDATA[")
    pieces = [_REFERENCE.sub(_reference, first)]
    for piece in rest:
        data, end, after = piece.partition("]]>")
        pieces += ["<![CDATA[", data, end, _REFERENCE.sub(_reference, after)]
    return "".join(pieces)


def whole_part(text: str, names: str) -> tuple[str, str]:
    """The document up to the end of its first element, or up to its last whole entry where it is cut short.

    `names` are those of entries, as in `item|entry`. The text begins with the first element; what comes after
    it, such as a server's warnings, is dropped. With it comes what is wrong, in words.
    """
    root = _ROOT.match(text)
    name = root[1] if root else ""
    if (end := text.rfind(f"</{name}")) >= 0:
        return f"{text[:end]}</{name}>", ""
    closed = [found.end() for found in re.finditer(rf"</(?:\w{{1,32}}:)?(?:{names})\s*>", text)]
    opened = re.search(rf"<(?:\w{{1,32}}:)?(?:{names})(?=[\s>])", text)
    text = text[: closed[-1] if closed else opened.start() if opened else len(text)]
    ends = [f"</{found[1]}>" for found in islice(_CONTAINER.finditer(text[: 2**16]), _MOST_CONTAINERS)]
    missing = "".join(end for end in reversed(ends) if end not in text)
    return text + missing, "is cut short: only its whole entries were read"


def _reference(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name in _OF_XML:
        return found[0]
    if name:
        return f"&#{name2codepoint[name]};" if name in name2codepoint else f"&amp;{name};"
    if decimal or hexadecimal:
        number = int(decimal) if decimal else int(hexadecimal, 16)
        is_allowed = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE
        return found[0] if is_allowed or 0x10000 <= number < 0x110000 else "\ufffd"
    return "&amp;"
