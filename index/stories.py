"""Near-copies: what two articles share in their words, and whether that makes them one story.

Does not know where articles are stored, nor which one of a story stands for the others.
"""

import heapq
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from index.sentences import Span

SKETCH = 64
"""Hashes kept of an article: the smallest ones of all its 3-grams (Broder 1997, "On the resemblance and
containment of documents", https://doi.org/10.1109/SEQUEN.1997.666900). Of two articles that share a part j
of all their 3-grams, about 64 j are in both sketches."""

SHARED_HASHES = 3
"""From as many on two articles are compared: at j = 0.15, the least of a copy, 1 pair in 250 has fewer."""

DAYS = 3
"""Between the publication of two copies: a wire text is printed at once or not at all, and the pages that an
outlet fills anew each week must not meet."""

_GRAM = 3
_LEAST_GRAMS = 40
"""Fewer 3-grams, some three lines of text, are too few to tell a copy from a common phrase."""

_COPIED = 0.33
"""Of the narration of the shorter article, in articles of two outlets. Reports on one event in their own
words share up to 0.2 of it, but up to 0.55 of all words: statements and lists of names."""
_COPIED_OF_BOTH = 0.15
"""Of the narration of both together: a long page is no copy of each short text that it has taken in."""

_CONTAINED = 0.9
"""Of all words of the shorter article, in articles of one outlet: it brings its running story up to date and
fills its templates with up to 0.87 of the same words, and these are no copies."""
_CONTAINED_OF_BOTH = 0.2

_TITLE_WORD = 5
"""Letters from which a word of a title says what an article is about; endings beyond are not compared."""
_OF_TITLE = 0.25
"""Of the words of a title, the least that its text has: else the page shows something else, such as the
invitation to subscribe that stands in place of an article."""

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(
    r"""
      “(?:[^”\n]|\n(?![^\S\n]*\n))*”?  # a quotation ends with its paragraph, closed or not
    | „(?:[^“”\n]|\n(?![^\S\n]*\n))*[“”]?
    | «(?:[^»\n]|\n(?![^\S\n]*\n))*»?
    | "[^"\n]*"?  # or with its line, where opening and closing marks are alike
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What is compared of an article: 3-grams of words, in all sentences and outside of quotations."""

    outlet: str
    published: date | None
    words: frozenset[str]
    narration: frozenset[str]
    is_of_its_title: bool


def telling(title: str, outlet: str, published: date | None, text: str, sentences: Sequence[Span]) -> Telling:
    """What is compared of an article; sentences are offsets into its text, without its boilerplate."""
    # as long as what they take the place of, so that the offsets still hold
    narrated = _QUOTED.sub(lambda quoted: "\n" * len(quoted[0]), text)
    return Telling(
        outlet=outlet,
        published=published,
        words=frozenset(gram for start, end in sentences for gram in _grams(text[start:end])),
        narration=frozenset(
            gram
            for start, end in sentences
            for part in narrated[start:end].split("\n")
            for gram in _grams(part)
        ),
        is_of_its_title=_is_of(title, text),
    )


def sketch(words: frozenset[str]) -> list[int]:
    """The smallest hashes of the 3-grams, at most `SKETCH`: below 2**32, the same on every machine."""
    hashes = {blake2b(gram.encode(), digest_size=4).digest() for gram in words}
    return [int.from_bytes(smallest, "big") for smallest in heapq.nsmallest(SKETCH, hashes)]


def is_copy(one: Telling, other: Telling) -> bool:
    """Whether two articles are near-copies; it does not matter which comes first."""
    if not are_near(one.published, other.published) or not (one.is_of_its_title or other.is_of_its_title):
        return False
    if one.outlet and other.outlet and one.outlet != other.outlet:
        return (
            _share(one.narration, other.narration, _COPIED, _COPIED_OF_BOTH)
            # or what is left of texts that are all quotation
            or _share(one.words, other.words, _CONTAINED, _CONTAINED_OF_BOTH)
        )
    return _share(one.words, other.words, _CONTAINED, _CONTAINED_OF_BOTH)


def are_near(one: date | None, other: date | None) -> bool:
    """Whether the days of publication let two articles be copies; a day that nobody knows does."""
    return one is None or other is None or abs((one - other).days) <= DAYS


def _share(one: frozenset[str], other: frozenset[str], of_shorter: float, of_both: float) -> bool:
    shorter = min(len(one), len(other))
    shared = len(one & other)
    return (
        shorter >= _LEAST_GRAMS
        and shared >= of_shorter * shorter
        and shared >= of_both * (len(one) + len(other) - shared)
    )


def _grams(text: str) -> Iterator[str]:
    words = _WORD.findall(text.casefold())
    return (" ".join(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1))


def _is_of(title: str, text: str) -> bool:
    wanted = _stems(title)
    return len(wanted & _stems(text)) >= _OF_TITLE * len(wanted)


def _stems(text: str) -> set[str]:
    return {word[:_TITLE_WORD] for word in _WORD.findall(text.casefold()) if len(word) >= _TITLE_WORD}
