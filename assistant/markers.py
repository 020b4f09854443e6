"""A model's text becomes plain text and markers such as `[3.2]`, the same however its stream is cut.

Does not know which passages there are, nor what a sentence is. What counts as a marker:

- in square brackets of any script, anywhere: `[3.2]`, `[3.2, 4.1]`, `[3.2-3.4]`, `[3]`, `[Passage 3]`;
- in round brackets with a label, anywhere: `(source 3.2)`;
- in round brackets without one, `(3.2)`: after the end of a sentence, after another marker, where a line
  begins, or just before a full stop while the model has used no square brackets. Elsewhere it is a figure.

Superscripts stay text: they are units more often than sources.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import regex

_LABEL = r"(?:passages?|sources?|sentences?|references?|refs?|citations?)\b"
_DOCUMENT = r"(?:documents?|docs?)\b"
_DASH = r"[-–—‑−]"
_JOINED = rf"(?:{_LABEL}|{_DOCUMENT}|and\b|to\b|[\d\ .．,，;；、:&/+\#*_`–—‑−-])"
_OPEN, _CLOSE = r"[\[【［〔]", r"[\]】］〕]"
_INSIDE = (
    rf"(?!\d{{4}}-\d\d-\d\d)[\ ^\#*_`]*+(?:(?:{_LABEL}|{_DOCUMENT})[\ .:\#]*+){{0,2}}+"
    rf"\d{_JOINED}{{0,80}}+(?:†[^\[\]【】\n]{{0,60}}+)?+"
)
_SQUARE = rf"{_OPEN}{{1,3}}+{_INSIDE}{_CLOSE}{{1,3}}+"
_BETWEEN = rf"\ {{0,3}}+(?:[,;，；、&/+]\ {{0,3}}+)?+(?:and\ {{1,3}}+|to\ {{1,3}}+|{_DASH}\ {{0,3}}+)?+"
_PAIRS = rf"\d{{1,2}}+\.\d{{1,3}}+(?:\ ?(?:[,;&]|{_DASH}|and)?\ ?\d{{1,2}}+\.\d{{1,3}}+){{0,12}}+"


def _pattern(text: str) -> "regex.Pattern[str]":
    return regex.compile(text, regex.IGNORECASE | regex.VERBOSE)


_MARKERS = (
    _pattern(rf"\(\ ?(?:(?:see|cf\.?|{_LABEL})[\ :]{{0,2}}+)?+(?:{_BETWEEN}{_SQUARE}){{1,12}}+\ ?\)"),
    _pattern(_SQUARE),
    _pattern(rf"[(（]\ ?{_LABEL}[\ .:\#]{{0,3}}+\d{_JOINED}{{0,80}}+[)）]"),
)
_LEFT = _pattern(rf"\ ?{_SQUARE}")
_ROUND = _pattern(rf"[(（]{_PAIRS}[)）]")
_ROUND_BEFORE_STOP = _pattern(rf"[(（]{_PAIRS}[)）](?=\ ?[.!?…][\s\"”’*_)(\[])")
_AFTER_MARKER = (
    _pattern(r"\((?:https?:|www\.|\#|/)[^()\s]{0,300}+\)"),
    _pattern(rf"(?P<joint>{_BETWEEN})(?={_SQUARE}|[(（]{_PAIRS}[)）])"),
)
_AT_LINE = (
    _pattern(r"\ *+(?P<rule>[-*_])(?:\ *+(?P=rule)){2,}+\ *+(?=\n)"),
    _pattern(r"\ *+(?:`{3,}+|~{3,}+)[\w+-]{0,20}+\ *+(?=\n)"),
    _pattern(r"\ *+\|[\ :|-]*+(?=\n)"),
    _pattern(r"\ *+(?:>\ ?)*+(?:[-*•–—◦▪‣·+]|\#{1,6}+)(?:\ ++|(?=\n))"),
    _pattern(r"\ *+(?:>\ ?)*+\(?\d{1,2}+[.)]\ ++(?=[^\W\d]|[\"“*(])"),  # "14. [3.2]" is an answer, no item
    _pattern(r"\ *+>\ ?"),
)
_LINK = _pattern(
    r"\[(?P<said>[^\[\]\n]{1,200}+)\]"
    r"\((?:[^()\s]{1,500}+|\([^()\s]{0,100}+\)){0,9}+(?:\ ++\"[^\"\n]{0,200}+\")?\)"
)
_NO_TEXT = (
    _pattern(r"!\[[^\[\]\n]{0,200}+\]\([^()\n]{0,500}+\)"),
    _pattern(r"</?(?P<tag>[a-z]\w{0,20}+)[^<>\n]{0,300}+>"),
    _pattern(r"<!--[^<>\n]{0,300}+>|<\|[^<>\n]{0,60}+>"),
    _pattern(r"(?<!\d)\*(?=\S)|(?<=\S)\*(?!\d)|\*{2,}+"),
    _pattern(r"(?<!\w)_{1,3}+(?=\S)|(?<=\S)_{1,3}+(?!\w)"),
    _pattern(r"`++|~{2,}+"),
    _pattern(r"\|"),
)
_BLOCKS = frozenset({"br", "p", "li", "ul", "ol", "tr", "div", "h1", "h2", "h3", "h4"})
_PLACES_TO_LOOK = regex.compile(r"(?m)^|[\[【［〔(（<!*_`~|]")
_ENDS_SENTENCE = regex.compile(r"(?:[.!?…][\"”’)]*|\n|\A)\s*\Z")
_LOOK_BACK = 20
_ESCAPE = regex.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_NUMBERS = _pattern(rf"(?P<to>{_DASH}|to\b)|(?P<sentence>sentences?)|(?P<p>\d+)(?:[.．](?P<s>\d+))?")
_MOST_DIGITS = 9
"""Of a number: a longer one counts something else."""

MOST_PASSAGES_OF_A_RANGE = 8


class Place(NamedTuple):
    """What a marker refers to, counted from 1 and unchecked; `[3.2-3.4]` is `Place(3, 2), Place(3, 3, 4)`."""

    passage: int
    sentence: int | None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker taken out of a text: where it stood in what is left, and what it refers to."""

    offset: int
    places: tuple[Place, ...]


def parse(text: str, *, growing: bool = False) -> tuple[str, tuple[Mark, ...]]:
    """Takes markers and what shapes a text (emphasis, headings, links, tags, fences) out of it.

    Of a `growing` text what the next characters may turn into either is left out, so that what is given of
    it is never taken back.
    """
    text = _ESCAPE.sub(r"\1", text.rstrip("\\") if growing else text)
    return _Scan(text if growing else text + "\n", growing).done()


class _Scan:
    """One way through a text from its beginning to the first place that is undecided."""

    def __init__(self, text: str, growing: bool) -> None:
        self._text, self._growing = text, growing
        self._plain, self._marks = list[str](), list[Mark]()  # characters: a string would be copied each time
        self._position = 0
        self._after_marker = self._joined = self._in_range = self._has_square = False
        self._link: tuple[int, int] | None = None
        """Where the text of a link ends, and where the link does."""

    def done(self) -> tuple[str, tuple[Mark, ...]]:
        while self._position < len(self._text) and self._step():
            pass
        whole, marks = "".join(self._plain), self._marks
        plain = whole.rstrip()
        if self._growing:  # whose a marker is that begins a line, the line must show
            marks = [mark for mark in marks if "\n" not in whole[len(plain) : mark.offset]]
        return plain, tuple(marks)

    def _step(self) -> bool:
        """Reads one token, or the text before the next; says whether it could be decided."""
        at = self._position
        if self._link and at == self._link[0]:
            self._position, self._link = self._link[1], None
            return True
        for token in self._tokens():
            match = token.match(self._text, at, partial=True)
            if match is None or (match.partial and not self._growing):
                continue
            if match.partial:
                return False
            if match.end() > at or token is _AFTER_MARKER[1]:
                self._take(token, match)
                return True
        self._after_marker = self._joined = self._in_range = False
        found = _PLACES_TO_LOOK.search(self._text, at + 1)
        until = min(found.start() if found else len(self._text), self._link[0] if self._link else 10**9)
        if self._marks and self._marks[-1].offset == len(self._plain) and self._text[at].isalnum():
            self._plain.append(" ")  # "[3.2]Poland": the sentences on both sides stay apart
        self._plain += self._text[at:until]
        self._position = until
        return True

    def _tokens(self) -> "Iterator[regex.Pattern[str]]":
        """What may stand here, the first that fits wins."""
        if self._after_marker:
            yield from _AFTER_MARKER
        if self._position == 0 or self._text[self._position - 1] == "\n":
            yield from _AT_LINE
        yield from _MARKERS
        if self._after_marker or self._joined or _ENDS_SENTENCE.search("".join(self._plain[-_LOOK_BACK:])):
            yield _ROUND
        elif not self._has_square:
            yield _ROUND_BEFORE_STOP
        if self._link is None:
            yield _LINK
        yield from _NO_TEXT

    def _take(self, token: "regex.Pattern[str]", match: "regex.Match[str]") -> None:
        self._position = match.end()
        groups = match.groupdict()
        if token in _MARKERS or token in (_ROUND, _ROUND_BEFORE_STOP):
            self._mark(match.group())
        elif token is _LINK:
            self._link = match.end("said"), match.end()
            self._position = match.start("said")
        elif "joint" in groups:
            self._after_marker, self._joined = False, True
            self._in_range = regex.search(rf"{_DASH}|to", groups["joint"]) is not None
        elif groups.get("tag", "").lower() in _BLOCKS:
            self._plain.append("\n")
        elif match.group() == "|":
            self._plain.append(" ")

    def _mark(self, written: str) -> None:
        while self._plain and self._plain[-1] == " ":
            self._plain.pop()
        places = places_in(written)
        if self._in_range:  # "[3.2]-[3.4]": the marker before has the first
            places = (*_range(self._marks[-1].places[-1], places[0])[1:], *places[1:])
        self._marks.append(Mark(len(self._plain), places))
        self._after_marker, self._joined, self._in_range = True, False, False
        self._has_square |= regex.search(_OPEN, written) is not None


def without_markers(text: str) -> tuple[str, int]:
    """A text without markers in square brackets, which taking other things out may have made; how many."""
    left, count = _LEFT.subn("", text)
    return str(left), int(count)


def disarmed(text: str) -> str:
    """A text in which nothing is a marker, wherever a model copies it to: `(3.2)` becomes `‹3.2›`."""
    text = _ESCAPE.sub(r"\1", text)
    for marker in (*_MARKERS, _ROUND):
        text = marker.sub(lambda match: f"‹{match.group()[1:-1]}›", text)
    return text


def places_in(written: str) -> tuple[Place, ...]:
    """What a marker refers to, in its order; a range of passages is as long as `MOST_PASSAGES_OF_A_RANGE`."""
    found, is_range, is_sentence = list[Place](), False, False
    for match in _NUMBERS.finditer(written.partition("†")[0]):
        if match["to"]:
            is_range = True
        elif match["sentence"]:
            is_sentence = True
        else:
            p, s = _number(match["p"]), _number(match["s"]) if match["s"] else None
            if is_sentence and found and found[-1].sentence is None:
                found[-1] = Place(found[-1].passage, p)
            elif is_range and found:
                found[-1:] = _range(found[-1], Place(p, s))
            else:
                found.append(Place(p, s))
            is_range = is_sentence = False
    return tuple(found)


def _number(digits: str) -> int:
    return int(digits) if len(digits) <= _MOST_DIGITS else 10**_MOST_DIGITS


def _range(first: Place, last: Place) -> list[Place]:
    """`3.2-3.4`, `3.2-4` or `3-5`: its beginning and what follows; anything else is its two ends."""
    end = last.passage if last.sentence is None else last.sentence
    if first.sentence is None and last.sentence is None and first.passage < last.passage:
        until = min(last.passage, first.passage + MOST_PASSAGES_OF_A_RANGE - 1)
        return [Place(passage, None) for passage in range(first.passage, until + 1)]
    same = last.sentence is None or last.passage == first.passage
    if first.sentence is not None and same and end > first.sentence:
        return [first, Place(first.passage, first.sentence + 1, end)]
    return [first, last]
