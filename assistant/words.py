"""Words of a text: found with their offsets, reduced to stems, and told apart from words that say nothing.

Does not know what is asked or answered.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")

STOP_WORDS = frozenset(
    """
    a about after again all also although am an and any are aren't as at be because been before being
    between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down
    during each either else ever every few following for from further get gets got had hadn't has hasn't
    have haven't having he he's her here hers herself him himself his how i if in into is isn't it it's
    its itself just let like many may me might more most much must my myself no nor not of off on once
    one only onto or other our ours out over own per said same say says she she's should shouldn't since
    so some such than that that's the their theirs them themselves then there there's these they they're
    this those though through to too under until up upon us very was wasn't we were weren't what what's
    when where whether which while who who's whom whose why will with within without won't would
    wouldn't yet you your yours tell know please give show find archive article articles news according
    """.split()
)


class Word(NamedTuple):
    """A word with its offsets in the text it was found in, and its stem."""

    start: int
    end: int
    text: str
    stem: str


def words(text: str) -> Iterator[Word]:
    """All words of a text in order. A possessive `'s` is no part of a word."""
    for match in _WORD.finditer(text):
        word = match.group()
        if word[-2:] in ("'s", "’s"):
            word = word[:-2]
        yield Word(match.start(), match.start() + len(word), word, stem(word))


def content_words(text: str) -> list[Word]:
    """The words of a text that say something, each stem once, in order."""
    found = dict[str, Word]()
    for word in words(text):
        if word.text.lower().replace("’", "'") not in STOP_WORDS:
            found.setdefault(word.stem, word)
    return list(found.values())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem as the library's index of words has it: Porter's (https://tartarus.org/martin/PorterStemmer/)."""
    return str(_porter().stemWord(word.lower().replace("’", "'").replace(".", "")))


@cache
def _porter() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("porter")
