"""Markers such as `[3.2]` in a model's text become citations, checked against what the model was shown.

Does not know what the model was asked, nor whether a citation supports its sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.types import Citation, Sentence, Verdict
from assistant.words import content_words
from index.article import Passage
from index.sentences import Span, split_all

# a marker ("[3.2]", "[3.2, 4.1]", "[3]"), or what models put into text to shape it
_NO_TEXT = re.compile(
    r"""
      [ \t]*\[(?P<references>[ \t]*\d[\d.,;\ \t–-]{0,60})\]
    | ^[ \t]*(?:[-*•]|\#{1,6})(?:[ \t]+|$)
    | ^[ \t]*\d{1,2}[.)][ \t]+(?=[^\W\d]|["“*(])  # "14. [3.2]" is an answer, not an item
    | \*\*
    """,
    re.VERBOSE | re.MULTILINE,
)
_UNDECIDED = re.compile(
    r"""
    \s*
    (?: \[[\d.,;\ \t–-]{0,61}
      | \*+
      | (?:\A|(?<=\n))[ \t]*(?:[-*•]|\#{1,6}|\d{1,2}[.)]?)[ \t]*\**
    )?
    \Z
    """,
    re.VERBOSE,
)
_REFERENCE = re.compile(r"(\d+)(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as a model saw it: perhaps not all of its sentences. Both are counted from 1 in markers."""

    passage: Passage
    sentences: tuple[Span, ...]

    def quote(self, index: int) -> str:
        start, end = self.sentences[index]
        return self.passage.quote(start, end)


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker taken out of a text: where it stood, and what it refers to, as written and unchecked."""

    offset: int
    references: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model's text says: numbers count citations by first use, `unknown` those that were removed."""

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    unknown: int


def settled(text: str) -> str:
    """A growing text without an end that the next characters may turn into a marker or into no text."""
    return _UNDECIDED.sub("", text)


def parse(text: str) -> tuple[str, tuple[Mark, ...]]:
    """Takes the markers out of a text and says where they stood in what is left."""
    plain, marks, position = "", list[Mark](), 0
    for match in _NO_TEXT.finditer(text):
        plain += text[position : match.start()]
        position = match.end()
        if references := match["references"]:
            marks.append(
                Mark(
                    len(plain),
                    tuple((int(p), int(s) if s else None) for p, s in _REFERENCE.findall(references)),
                )
            )
    return plain + text[position:], tuple(marks)


def read(text: str, shown: Sequence[Shown]) -> Reading:
    """Splits a model's text into sentences and ties each to the sentences that it names.

    A sentence that repeats an earlier one word for word is left out.
    """
    plain, marks = parse(text)
    spans = split_all(plain)
    written = [" ".join(plain[start:end].split()) for start, end in spans]
    named: list[list[tuple[int, int | None]]] = [[] for _ in spans]
    for mark in marks:
        if spans:
            named[_owner(mark.offset, plain, spans)] += mark.references
    numbers = dict[tuple[int, int], int]()
    sentences, unknown = dict[str, Sentence](), 0
    for sentence, references in zip(written, named, strict=True):
        if sentence in sentences:
            continue
        cited = dict[int, None]()  # each number once, in order
        for reference in references:
            found = _find(reference, sentence, shown)
            if found is None:
                unknown += 1
            else:
                cited[numbers.setdefault(found, len(numbers) + 1)] = None
        verdict = Verdict.CITED if cited else Verdict.UNCITED
        sentences[sentence] = Sentence(sentence, tuple(cited), verdict)
    citations = tuple(
        Citation(number, shown[p].passage, *shown[p].sentences[s], shown[p].quote(s))
        for (p, s), number in numbers.items()
    )
    return Reading(tuple(sentences.values()), citations, unknown)


def _owner(offset: int, plain: str, spans: Sequence[Span]) -> int:
    """The sentence that a marker belongs to: the one it ends or follows, or on a new line the next one."""
    before = sum(start < offset for start, _ in spans) - 1
    begins_line = before < 0 or "\n" in plain[spans[before][1] : offset]
    if begins_line and before + 1 < len(spans) and "\n" not in plain[offset : spans[before + 1][0]]:
        return before + 1
    return max(before, 0)


def _find(reference: tuple[int, int | None], sentence: str, shown: Sequence[Shown]) -> tuple[int, int] | None:
    """Indexes of the passage and the sentence that a reference names, if it was shown."""
    p, s = reference
    if not 1 <= p <= len(shown):
        return None
    count = len(shown[p - 1].sentences)
    if s is None:  # only the passage is named: its sentence that has the most words in common
        words = {word.stem for word in content_words(sentence)}
        return p - 1, max(range(count), key=lambda i: len(words & _stems(shown[p - 1].quote(i))))
    return (p - 1, s - 1) if 1 <= s <= count else None


def _stems(text: str) -> set[str]:
    return {word.stem for word in content_words(text)}
