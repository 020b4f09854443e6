"""Markers such as `[3.2]` in a model's text become citations, checked against what the model was shown.

Does not know what the model was asked, nor whether a citation supports its sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.markers import Place, parse, without_markers
from assistant.types import Citation, Sentence, Verdict
from assistant.words import content_words
from index.article import Passage
from index.sentences import Span, split_all

MOST_OF_A_SENTENCE = 8
"""Places that a sentence may cite, the first ones: a sentence may list countries, each with its marker, but
one with more says nothing of where to look, and would have all that was shown as its support."""

_SURE = 24
"""Characters behind the end of a sentence that tell whether it is one: "9 a.m. Wednesday" goes on."""

_PAIRS = tuple((pair[0], pair[1]) for pair in "“” „“ () [] {} «» »« ‹› 「」 『』".split())
_SINGLE = re.compile(r"(?<!\w)'|'(?!\w)|‘")
"""Quotation marks and brackets, in which full stops end no sentence: a second one may still come. Any single
one may be a first one, but for the apostrophes within words."""
_MAY_CLOSE = re.compile(r"[^\w\s]|\s+[^\w\s]+(?!\w)")
"""What follows the end of a sentence and may yet become a part of it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as a model saw it: perhaps not all of its sentences. Both are counted from 1 in markers."""

    passage: Passage
    sentences: tuple[Span, ...]

    def quote(self, index: int) -> str:
        start, end = self.sentences[index]
        return self.passage.quote(start, end)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model's text says: numbers count citations by first use, `unknown` those that were removed."""

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    unknown: int


def read(text: str, shown: Sequence[Shown], *, growing: bool = False, is_cut: bool = False) -> Reading:
    """Splits a model's text into sentences and ties each to the sentences that it names.

    A sentence that repeats an earlier one word for word is left out. Of a `growing` text all but the last
    sentence is as it will be, and what may become part of a marker is left out. Where a text `is_cut`, what
    stands behind its last whole sentence is left out, unless it is all there is.
    """
    plain, marks = parse(text, growing=growing)
    spans = _sentences(plain)
    if growing:
        spans = _sure(plain, spans)
    named: list[list[Place]] = [[] for _ in spans]
    for mark in marks:
        if spans:
            named[_owner(mark.offset, plain, spans)] += mark.places
    if is_cut and len(spans) > 1:
        spans.pop()
    numbers, sentences, unknown = dict[tuple[int, int], int](), dict[str, Sentence](), 0
    for (start, end), places in zip(spans, named, strict=False):
        sentence, nested = without_markers(" ".join(plain[start:end].split()))
        if sentence in sentences:
            continue
        found = [_find(place, sentence, shown) for place in places]
        unknown += nested + sum(not is_known for _, is_known in found)
        cited = dict.fromkeys(one for ones, _ in found for one in ones)  # each once, in order
        kept = tuple(numbers.setdefault(one, len(numbers) + 1) for one in islice(cited, MOST_OF_A_SENTENCE))
        sentences[sentence] = Sentence(sentence, kept, Verdict.CITED if kept else Verdict.UNCITED)
    citations = tuple(
        Citation(number, shown[p].passage, *shown[p].sentences[s], shown[p].quote(s))
        for (p, s), number in numbers.items()
    )
    return Reading(tuple(sentences.values()), citations, unknown)


def _sentences(plain: str) -> list[Span]:
    """Models end a line where they mean to: unlike a page's, it is never wrapped."""
    return [span for begin, end in _lines(plain) for span in _split(plain, begin, end)]


def _lines(plain: str) -> Iterator[Span]:
    begin = 0
    for line in plain.split("\n"):
        yield begin, begin + len(line)
        begin += len(line) + 1


def _split(plain: str, begin: int, end: int) -> list[Span]:
    return [(begin + s, begin + e) for s, e in split_all(plain[begin:end])]


def _sure(plain: str, spans: list[Span]) -> list[Span]:
    """The sentences that nothing can change which is still to come, and what follows them as one."""
    line = plain.rfind("\n") + 1
    for count, (start, end) in enumerate(spans):
        is_near = end + _SURE > len(plain)
        if start >= line and (is_near or _MAY_CLOSE.match(plain, end) or _is_open(plain[line:end])):
            return [*spans[:count], (start, spans[-1][1])]
    return spans


def _is_open(text: str) -> bool:
    """Whether a quotation or a bracket may go on behind this text."""
    return (
        _SINGLE.search(text) is not None
        or text.count('"') % 2 == 1
        or any(text.count(a) != text.count(b) or text.rfind(a) > text.rfind(b) for a, b in _PAIRS)
    )


def _owner(offset: int, plain: str, spans: Sequence[Span]) -> int:
    """The sentence that a marker belongs to: the one it ends or follows, or on a new line the next one."""
    before = sum(start < offset for start, _ in spans) - 1
    begins_line = before < 0 or "\n" in plain[spans[before][1] : offset]
    if begins_line and before + 1 < len(spans) and "\n" not in plain[offset : spans[before + 1][0]]:
        return before + 1
    return max(before, 0)


def _find(place: Place, sentence: str, shown: Sequence[Shown]) -> tuple[list[tuple[int, int]], bool]:
    """Indexes of the passage and the sentences that a place names and that were shown; whether all were."""
    p, s, last = place.passage - 1, place.sentence, place.last
    if not 0 <= p < len(shown):
        return [], False
    count = len(shown[p].sentences)
    if s is None:  # only the passage is named: its sentence that has the most words in common
        words = {word.stem for word in content_words(sentence)}
        return [(p, max(range(count), key=lambda i: len(words & _stems(shown[p].quote(i)))))], True
    until = s if last is None else last
    some = range(max(s, 1), min(until, count, s + MOST_OF_A_SENTENCE) + 1)
    return [(p, number - 1) for number in some], s >= 1 and until <= count


def _stems(text: str) -> set[str]:
    return {word.stem for word in content_words(text)}
