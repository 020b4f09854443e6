"""Finds where a text says days: "7 April 2022", "last spring", "on Tuesday", "between March and May".

Does not know what is asked, nor of what the days are those. In a language other than English it finds days in
numbers, or nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from assistant.days import Said
from assistant.time_patterns import FALSE_FRIENDS, KINDS, PATTERNS, Pattern

LONGEST = 5_000
"""Characters that are read: a question is shorter, and so is a sentence."""


@dataclass(frozen=True, slots=True)
class Expression:
    """`text[start:end]` says the days from `first` to `last`, both included."""

    start: int
    end: int
    first: date
    last: date
    ahead: bool
    """Whether the text looks forward to them."""
    name: str
    """Of its pattern in `PATTERNS`."""


_LEADS = re.compile(
    r"(?:\b(?:in|on|during|since|before|after|until|till|by|of|from|between|throughout|through|within|dated"
    r"|(?<!the\s)following|starting|beginning|prior\sto|ahead\sof|up\sto|as\sof|both)|[(\[])\s?(?:the\s)?$",
    re.IGNORECASE,
)
_THE = re.compile(r"\bthe\s$", re.IGNORECASE)
_JOINS = re.compile(
    r"\s?(?:-|–|—|to|and|or|until|till|through)\s(?:(?:in|on)\s)?(?:the\s)?|[-–—]", re.IGNORECASE
)
_DASH = re.compile(r"\s?[-–—]\s?")
_SENTENCE_END = re.compile(r"[.?!]\s")
_LOOKS = re.compile(
    r"""
      (?P<ahead>
        \b(?:will|won't|shall|going\sto|to\sbe|set\sto|is\sto|are\sto|expected\sto|plan(?:s|ned|ning)?\sto|hopes?\sto
        |scheduled|upcoming|planned\sfor|due\s(?:in|on|to\sbegin)|(?:is|are)\s(?!being\b)\w+ing|coming)\b
        (?:\s(?:be|not|have|been|also)\b)*(?:\s\w+ed\b)?)
    | (?P<back>
        \b(?:was|were|had|has|have|did|said|told|met|held|took|gave|sent|came|went|won|lost|left|spoke|became|began
        |fell|struck|hit|made|died|shot|[a-z]{2,}ed)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def expressions(text: str, day: date) -> list[Expression]:
    """All of them in order, none overlapping, as they are meant on the day on which the text is written."""
    text = text[:LONGEST]
    candidates: list[_Match] = []
    for candidate in _candidates(text):
        if not candidates or candidate.start >= candidates[-1].end:
            candidates.append(candidate)
    counted = [
        one
        for place, one in enumerate(candidates)
        if not one.pattern.led or _is_led(text, one) or _is_joined(text, candidates, place)
    ]
    found: list[Expression] = []
    last: _Match | None = None
    for one in counted:
        said = _expression(one, day, one.pattern.name == "to come" or looks_ahead(text, one.start, one.end))
        if said is None:
            continue
        if found and last and _JOINS.fullmatch(text, last.end, one.start) and not said.ahead:
            found[-1] = _range(found[-1], last, said, one)
        else:
            found.append(said)
        last = one
    return found


class _Match(NamedTuple):
    pattern: Pattern
    match: re.Match[str]

    @property
    def start(self) -> int:
        return self.match.start()

    @property
    def end(self) -> int:
        return self.match.end()

    @property
    def year(self) -> bool:
        return bool(self.match.groupdict().get("year"))


def _candidates(text: str) -> list[_Match]:
    """Every match but false friends: those that begin first before, and of those the longest."""
    kinds = {match.lastgroup for match in KINDS.finditer(text)}
    found = [
        _Match(pattern, match)
        for pattern in PATTERNS
        if pattern.needs <= kinds
        for match in pattern.regex.finditer(text)
    ]
    if not found:
        return []
    friends = [
        match.span()
        for friend in FALSE_FRIENDS
        if friend.needs <= kinds
        for match in friend.regex.finditer(text)
    ]
    real = [one for one in found if not any(s <= one.start and one.end <= e for s, e in friends)]
    return sorted(real, key=lambda one: (one.start, -one.end, one.pattern.led))


def _is_led(text: str, one: _Match) -> bool:
    before = text[max(0, one.start - 30) : one.start]
    if one.year and _THE.search(before):
        return False  # "in the 2022 World Cup"
    return bool(_LEADS.search(before))


def _is_joined(text: str, candidates: Sequence[_Match], place: int) -> bool:
    """Whether it is one end of a range: "March-May 2022", "from 2020 to 2022"."""
    this = candidates[place]
    if place + 1 < len(candidates) and _DASH.fullmatch(text, this.end, candidates[place + 1].start):
        return True
    if not place:
        return False
    before = candidates[place - 1]
    joined = _JOINS.fullmatch(text, before.end, this.start)
    return bool(joined) and (not before.pattern.led or _is_led(text, before))


def _expression(one: _Match, day: date, ahead: bool) -> Expression | None:
    try:
        found = one.pattern.days(Said(one.match, day, ahead))
    except (ValueError, OverflowError):  # 31 April, or before the year 1
        return None
    if found is None or found[0] > found[1]:
        return None
    return Expression(one.start, one.end, *found, ahead, one.pattern.name)


def _range(first: Expression, its: _Match, last: Expression, of: _Match) -> Expression:
    """From the one to the other; where only one of them says its year, the other's is what fits."""
    if its.year and not of.year:
        last = _expression(of, first.first, True) or last
    elif not its.year:
        first = _expression(its, last.last, False) or first
    return replace(
        first, end=last.end, first=min(first.first, last.first), last=max(first.last, last.last), name="range"
    )


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether it is spoken of as yet to come: by the verb before it in its sentence, or else after it."""
    begins = max((m.end() for m in _SENTENCE_END.finditer(text, 0, start)), default=0)
    before = [m.lastgroup for m in _LOOKS.finditer(text, begins, start)]
    if before:
        return before[-1] == "ahead"
    ends = _SENTENCE_END.search(text, end)
    after = _LOOKS.search(text, end, ends.start() if ends else len(text))
    return after is not None and after.lastgroup == "ahead"
