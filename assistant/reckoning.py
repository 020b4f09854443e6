"""Whether the numbers of a claim are those of its sources, of the same things, or follow from them.

Does not know how numbers are read from a text, nor what is said of the things.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from assistant.quantities import Quantity, quantities
from assistant.things import covers, is_covered

_QUARTERLY = re.compile(r"\b(?:every\squarter|quarterly|each\squarter)\b", re.IGNORECASE)

_EQUALLY = re.compile(r"\b(?:equal\w*|half|halves|each|evenly|fifty-fifty)\b", re.IGNORECASE)

_CHANGES = re.compile(
    r"\b(?:more|fewer|less|higher|lower|above|below|by|difference|r[aio]se\w*|rais\w+|gap|left|leav\w+|remain\w*|bring\w*|add\w*|increas\w*"
    r"|up|down|fell|grew|another|additional|short)\b",
    re.IGNORECASE,
)

_TOTAL = re.compile(
    r"\b(?:total\w*|altogether|in\sall|combined|together|sum(?:s|med)?|overall|both|adding|plus|in\ssum|makes?\sup|making|complete[sd]?|bring\w*)\b",
    re.IGNORECASE,
)

_LISTED = re.compile(r"\w(?:,\s(?:and\s)?|\sand\s)(?=\w)")

_EXACT = 1e-6
"""Values nearer than this are one."""


def missing(claimed: Sequence[Quantity], had: Sequence[Quantity]) -> list[Quantity]:
    """Those numbers of a claim that are none of a source's, nor rounder numbers for one."""
    return [one for one in claimed if not any(one.is_same(other) or one.may_round(other) for other in had)]


def addends(
    total: Quantity, had: Sequence[Quantity], claimed: Sequence[Quantity], claim: str
) -> tuple[Quantity, ...]:
    """The numbers of which it is the sum: those that the claim adds up, or else some of the sources'."""
    listed = [one for one in claimed if one is not total and one.unit == total.unit]
    if len(listed) > 1:
        return tuple(listed) if abs(sum(one.value for one in listed) - total.value) < _EXACT else ()
    if not _TOTAL.search(claim):
        return ()
    alike = [one for one in had if one.unit == total.unit][:8]
    for count in range(2, min(len(alike), 4) + 1):
        for some in combinations(alike, count):
            if abs(sum(one.value for one in some) - total.value) < _EXACT:
                return some
    return ()


def is_multiplied(number: Quantity, had: Sequence[Quantity], texts: str) -> bool:
    """Whether it is half of another or twice as much, where a text says "doubled"."""
    return any(
        abs(number.value * factor - one.value) < _EXACT or abs(number.value - one.value * factor) < _EXACT
        for factor in _factors(texts)
        for one in had
        if one.unit == number.unit
    )


@lru_cache(maxsize=64)
def _factors(texts: str) -> tuple[float, ...]:
    """Asked for each number of a claim, of the same texts."""
    return tuple(one.value for one in quantities(texts) if one.unit == "times")


def is_enumerated(number: Quantity, source: str) -> bool:
    """Whether a source lists so many things without counting them: "Latvia, Estonia and Poland" are three."""
    listed = len(_LISTED.findall(source)) + 1
    return (
        not number.unit
        and "more" not in number.noun
        and number.value in (2, 3, 4, 5, 6, 7, 8)
        and number.value == listed
    )


def is_difference(number: Quantity, had: Sequence[Quantity], claim: str) -> bool:
    """Whether it is by how much two numbers of the sources differ, where a claim compares."""
    near = claim[max(0, number.start - 30) : number.end + 40]
    return bool(_CHANGES.search(near)) and any(
        one.unit == other.unit == number.unit and abs(abs(one.value - other.value) - number.value) < _EXACT
        for one, other in combinations(had, 2)
    )


def is_shared_out(number: Quantity, had: Sequence[Quantity], sources: str) -> bool:
    """Whether a source says it in another way: by equal shares, or by the quarter of a year."""
    if number.value in (4.0, 50.0) and number.unit in ("", "part") and number.noun | {"time"}:
        if number.value == 4 and _QUARTERLY.search(sources):
            return True
        if number.unit == "part" and _EQUALLY.search(sources):
            return True
    return bool(_EQUALLY.search(sources)) and any(
        one.unit == number.unit and abs(number.value * 2 - one.value) < _EXACT for one in had
    )


def of_another_thing(number: Quantity, had: Sequence[Quantity]) -> Quantity | None:
    """The number that a source gives for what this one counts, where it has this one for something else.

    "35 against" of a source that says "5 against, 35 abstained" is 5.
    """
    alike = [one for one in had if (one.unit in ("", "part")) == (number.unit in ("", "part"))]
    own = [one for one in alike if number.is_same(one)]
    others = [one for one in alike if not number.is_same(one) and not number.may_round(one)]
    if not own or not others:
        return None
    common = frozenset.intersection(*(one.around for one in alike))
    if any(_related(number.around, one.around - common) for one in own):
        return None
    best = max(others, key=lambda one: len((number.around & one.around) - common))
    same_noun = bool((number.noun & best.noun) - common) and all(one.noun for one in own)
    return best if same_noun or len((number.around & best.around) - common) > 1 else None


def exchanged(claimed: Sequence[Quantity], had: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
    """Two numbers of a claim that have changed places: what it says of each the source says of the other."""
    for one, other in combinations(claimed, 2):
        pairs = [(a, b) for a in had if one.is_same(a) for b in had if other.is_same(b) and a is not b]
        if one.is_same(other) or not pairs:
            continue
        kept = max(len(one.around & a.around) + len(other.around & b.around) for a, b in pairs)
        crossed = max(len(one.around & b.around) + len(other.around & a.around) for a, b in pairs)
        if crossed >= kept + 2:
            return one, other
    return None


def _related(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether they have a word in common, or one for a thing that the other's is."""
    return bool(one & other) or any(covers(word, other) or is_covered(word, other) for word in one)


def bounds_differ(number: Quantity, other: Quantity) -> bool:
    """Whether one says at least and the other at most."""
    return {number.bound, other.bound} == {"least", "most"}
