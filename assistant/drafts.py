"""A model's reply becomes its draft of an answer, without thoughts, opening phrases and what follows the end.

Does not know what the passages say, nor what a marker means.
"""

from dataclasses import dataclass
from enum import StrEnum

import regex

from assistant.reply import MOST_WRITTEN, THOUGHTS_END, after_thoughts

LONGEST = 3000
"""Characters of an answer, about 750 tokens: weak models repeat themselves until somebody stops them."""

SENTINEL = "NOT_IN_ARCHIVE"
"""What the model writes when the passages do not answer."""

SAME_SENTENCE = 3
"""A sentence that a model writes for this time is the sign that it goes in circles."""

_SAME_RUN = 160
"""Characters, at least, that are one short run of text again and again: another such sign."""
_LONGEST_RUN = 80
_EACH = 100
"""How many characters there are between two looks for such a run."""
_LEAST_SAID = 12
"""Characters of a sentence that counts: "Yes." may be said often."""

GIVEN_UP = regex.compile(r"(?i:not_in_(?:the_)?archive)|NOT IN (?:THE )?ARCHIVE")
"""The sentinel as models write it."""
_OPENINGS = tuple(
    regex.compile(rf"[\s\#*_>`]*+(?:{words})", regex.IGNORECASE | regex.VERBOSE)
    for words in (
        r"(?:sure(?:\ thing)?|certainly|of\ course|absolutely|okay)[!,.]\s++",
        r"(?:here(?:['’]s|\ is|\ are)|based\ on|according\ to|below\ is)\b[^\n\[:.]{0,100}+:[*_\ ]*+\n\s*+",
        r"(?:final\ )?(?:answer|response|reply)[*_]*+\ ?[:：][*_]*+\s*+",
    )
)
"""What comes before an answer and is none of it, in this order."""
_SOURCES = regex.compile(
    r"""
    (?:\A|\n)[\s\#*_>-]*+(?:sources?|references?|citations?|passages(?:\ used)?)[*_]*+
    (?:\ ?[:：][*_\ ]*+(?=[\n\[【［(])|\ *+\n)
    """,
    regex.IGNORECASE | regex.VERBOSE,
)
_SENTENCE_ENDS = regex.compile(r"(?<=[.!?…][\"”’)]{0,3})\s|\n")
_NOT_SAID = regex.compile(r"\[[^\[\]\n]{0,80}\]|\W+")


class End(StrEnum):
    """Why an answer ends before its text does."""

    GAVE_UP = "gave up"
    SOURCES = "sources"
    """A list of sources follows, which the markers have named already."""
    REPEATS = "repeats"
    TOO_LONG = "too long"


_ENDS = ((End.GAVE_UP, GIVEN_UP), (End.SOURCES, _SOURCES))


@dataclass(frozen=True, slots=True)
class Draft:
    """What of a reply is the answer so far."""

    text: str
    end: End | None = None
    is_cut: bool = False
    """Whether it ends in the middle of a sentence."""


def draft(reply: str, *, growing: bool = False) -> Draft:
    """Takes the answer out of a reply. Once it has an end, nothing that follows changes it.

    Of a `growing` reply the beginning of what may become no part of the answer is left out.
    """
    said = after_thoughts(reply[:MOST_WRITTEN])
    *thoughts, said = (said.rstrip("\\") if growing else said).replace("\\_", "_").split(THOUGHTS_END)
    # some models get their thoughts opened by the server, and only close them; what had an end keeps it
    for thought in thoughts:
        if (ended := _ended(_opened(thought, growing=True), "<", is_long=False)) is not None:
            return ended
    said = _opened(said, growing)
    ended = _ended(said, "" if growing else "\n", is_long=len(reply) > MOST_WRITTEN)
    if ended is not None:
        return ended
    return Draft(_without_begun_end(said) if growing else said)


def _ended(said: str, following: str, *, is_long: bool) -> Draft | None:
    """The draft where it has an end, the first of them; `following` is what comes next."""
    ends = [Draft(said[:LONGEST], End.TOO_LONG, is_cut=True)] if is_long or len(said) > LONGEST else []
    for end, pattern in _ENDS:
        if match := pattern.search(said + following):
            ends.append(Draft(said[: match.start()], end))
    if (at := _goes_on_saying(said)) is not None:
        ends.append(Draft(said[:at], End.REPEATS))
    if (at := _stutters(said)) is not None:
        ends.append(Draft(said[:at], End.REPEATS, is_cut=True))
    return min(ends, key=lambda one: len(one.text)) if ends else None


def _opened(said: str, growing: bool) -> str:
    """Without "Sure, here is the answer:", and empty while that may be what is being written."""
    for opening in _OPENINGS:
        if match := opening.match(said, partial=growing):
            said = said[match.end() :]
    return said


def _without_begun_end(said: str) -> str:
    for _, pattern in _ENDS:
        begun = pattern.search(said, partial=True)
        if begun is not None:
            said = said[: begun.start()]
    return said


def _goes_on_saying(said: str) -> int | None:
    """Where a sentence of it begins that was written twice before."""
    counts, begin = dict[str, int](), 0
    for ended in _SENTENCE_ENDS.finditer(said):
        words = _NOT_SAID.sub(" ", said[begin : ended.start()]).strip().casefold()
        if len(words) >= _LEAST_SAID:
            counts[words] = counts.get(words, 0) + 1
            if counts[words] == SAME_SENTENCE:
                return begin
        begin = ended.end()
    return None


def _stutters(said: str) -> int | None:
    """Where a run of text is said again that fills all that follows it, as far as it was looked at."""
    for until in range(_SAME_RUN // _EACH * _EACH + _EACH, len(said) + 1, _EACH):
        for length in range(1, _LONGEST_RUN + 1):
            begin = until - max(_SAME_RUN, SAME_SENTENCE * length)
            if begin >= 0 and said[begin : until - length] == said[begin + length : until]:
                while begin and said[begin - 1] == said[begin - 1 + length]:
                    begin -= 1
                return begin + length
    return None
