"""What a number goes with: whether a claim puts it to another time or thing than its sources do.

Does not know whether the number is in the sources at all: see `assistant.reckoning`.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from assistant.dates import Time, on_any_of, times
from assistant.grounds import Ground
from assistant.quantities import Quantity, quantities
from assistant.words import content_words

_CLAUSE = re.compile(
    r"[;:]\s|,(?!\d)|\.\s(?=[A-Z])|\s(?=(?:while|whereas|but|and|compared|versus|than)\s|(?:up|down)\sfrom\s)",
    re.IGNORECASE,
)

_MOST = 30
"""Clauses of a text that are read."""

_TIMES = frozenset({"second", "minute", "day", "month"})

_ENOUGH = 2
"""Words that a claim must have of the other number's clause, and none of the number's own."""


class _Clause(NamedTuple):
    """The part of a text around one number, with the only time that it names, if it names one."""

    number: Quantity
    time: Time | None
    stems: frozenset[str]


def moved(claim: str, grounds: Sequence[Ground], as_of: date | None) -> Iterator[tuple[str, str]]:
    """A number of a claim and the other number that its sources have for that time or thing."""
    mine = _clauses(claim, on_any_of(claim, [*(g.published for g in grounds), as_of]))
    theirs = [one for g in grounds for one in _clauses(g.text, times(g.text, g.published))]
    for one in mine:
        own = [other for other in theirs if other.number.is_same(one.number)]
        others = [other for other in theirs if not other.number.is_same(one.number) and _alike(one, other)]
        if len(own) != 1:
            continue
        for other in others:
            if any(known.number.is_same(other.number) for known in mine if known is not one):
                is_moved = _is_of_time(one, own[0], other)
            else:
                is_moved = _is_of_time(one, own[0], other) or _is_of_thing(one, own[0], other)
            if is_moved:
                yield one.number.text, other.number.text
                return
    yield from _crossed(mine, theirs)


def _crossed(mine: Sequence[_Clause], theirs: Sequence[_Clause]) -> Iterator[tuple[str, str]]:
    """Two numbers of a claim, each beside what its source has only beside the other."""
    for one, other in pairwise(mine):
        own = [c for c in theirs if c.number.is_same(one.number)]
        its = [c for c in theirs if c.number.is_same(other.number)]
        if len(own) != 1 or len(its) != 1 or own[0] is its[0] or one.number.is_same(other.number):
            continue
        first, second = one.stems - other.stems, other.stems - one.stems
        of_first, of_second = own[0].stems - its[0].stems, its[0].stems - own[0].stems
        is_kept = first & of_first and second & of_second
        if first & of_second and second & of_first and not is_kept:
            yield one.number.text, other.number.text
            return


def _is_of_time(one: _Clause, own: _Clause, other: _Clause) -> bool:
    if not (one.time and own.time and other.time):
        return False
    return _meet(one.time, other.time) and not _meet(one.time, own.time)


def _is_of_thing(one: _Clause, own: _Clause, other: _Clause) -> bool:
    crossed = one.stems & (other.stems - own.stems)
    return len(crossed) >= _ENOUGH and not one.stems & (own.stems - other.stems)


def _meet(one: Time, other: Time) -> bool:
    return one.fits(other) or other.fits(one)


def _alike(one: _Clause, other: _Clause) -> bool:
    units = {one.number.unit, other.number.unit}
    return len(units) == 1 or units <= _TIMES


def _clauses(text: str, found: Sequence[Time]) -> list[_Clause]:
    """The clauses of a text that have one number each, but for those of its days."""
    numbers = quantities(text, [(time.start, time.end) for time in found])
    ends = [match.start() for match in _CLAUSE.finditer(text)][:_MOST]
    made = []
    for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
        own = [number for number in numbers if start <= number.start < end]
        if len(own) == 1:
            its = [time for time in found if start <= time.start < end]
            stems = frozenset(w.stem for w in content_words(text[start:end]) if not w.text[0].isdigit())
            made.append(_Clause(own[0], its[0] if len(its) == 1 else None, stems))
    return made
