"""What many passages say: how much of the evidence has each thing that may be the answer.

Does not know which sentence is quoted. That the answer is what is said most often is an old finding (Brill,
Dumais and Banko 2002, https://doi.org/10.3115/1118693.1118726).
"""

import re
from collections.abc import Iterable

from assistant.countries import mentions
from assistant.focus import NAMES, Focus
from assistant.words import stem
from index.sentences import Span

_POSSESSIVE = re.compile(r"[’']s?\b")
_WORD = re.compile(r"[\w$€£%.,-]+")
_HONORIFIC = re.compile(
    r"^(?:(?:presid|president|prime|minist|minister|sen|rep|gov|king|queen|dr|mr|mrs|ms|sir|judg|justic|former|vice)\s)+"
)
_INSIDE = re.compile(r"(?<=[a-z,]\s)[A-Z][\w’'-]+")


def key(thing: str) -> str:
    """What a name or number is counted under, whatever its ending and its bearer's title."""
    found = _WORD.findall(_POSSESSIVE.sub("", thing))
    words = (word if word[-1].isdigit() else stem(word) for word in found)  # a stem has no decimal point
    return _HONORIFIC.sub("", " ".join(words).strip(".,"))


def capitalised_inside(sentences: Iterable[str]) -> set[str]:
    """Words that have a capital letter inside a sentence, where only names have one."""
    return {match.group().rstrip("’'s") for text in sentences for match in _INSIDE.finditer(text)}


def is_name(sentence: str, span: Span, wanted: Focus, inside: set[str]) -> bool:
    """Whether what looks like a name is one, rather than the first word of a sentence."""
    word = sentence[slice(*span)]
    first = wanted in NAMES and span[0] <= 1 and " " not in word
    return not first or word.isupper() or word.rstrip("’'s") in inside or any(True for _ in mentions(word))


def shares(said: Iterable[tuple[str, str, float]]) -> dict[str, float]:
    """The votes of each thing as a share of the largest, from (key, article id, weight of its passage).

    An article has one vote for a thing, of its best passage's weight.
    """
    votes = dict[str, dict[str, float]]()
    for thing, article, weight in said:
        of_thing = votes.setdefault(thing, {})
        of_thing[article] = max(weight, of_thing.get(article, 0.0))
    sums = {thing: sum(weights.values()) for thing, weights in votes.items()}
    most = max(sums.values(), default=0.0) or 1.0
    return {thing: votes / most for thing, votes in sums.items()}
