"""The days that a text names, with all that it may mean by each.

Does not know what happened on them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.parser import parserinfo  # type: ignore[import-untyped]
from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

from assistant.expressions import Expression, expressions
from assistant.time_patterns import MONTHS
from index.sentences import Span

_MONTH = "|".join(MONTHS)

_UNLED = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTH})|(?:{_MONTH})\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d))(?:,?\s\d{{4}})?"
    rf"|\b(?:{_MONTH})(?:,?\s\d{{4}})?|\b(?:19|20)\d\d\b(?!-[A-Za-z])"
)
"""Dates that count for a question only behind a preposition: "the 5 April train", "March's summit"."""

_NO_MONTH = re.compile(r"^(?:May|March)$")

_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")

_NARRATED = re.compile(r"next\s(?:few\s)?(?:day|week|month|year)s?", re.IGNORECASE)
"""Told of the time of a story: counted from there, not from when it is written."""

_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")

_BEFORE = re.compile(r"\b(?:before|until|till|by|ahead\sof|prior\sto|up\sto)\s(?:the\s)?$", re.IGNORECASE)

_AFTER = re.compile(r"\b(?:after|since|from|following|as\sof)\s(?:the\s)?$", re.IGNORECASE)

_NEAR = 200
"""Days from an article's own within which a day without its year is the nearest of that name."""

_MOST = 30
"""Times of a text that are read: a sentence has fewer."""

_NAMES = parserinfo()

_RELATIVE = frozenset(
    {"weekday", "yesterday", "two days back", "this or last", "past unit", "past units", "ago", "weekend"}
    | {"to come", "last season", "part of the year"}
)
"""Patterns of words that mean another day on another day."""


@dataclass(frozen=True, slots=True)
class Time:
    """Days that a text names; several where it does not say the year."""

    start: int
    end: int
    text: str
    readings: tuple[tuple[date, date], ...]
    side: str
    """ "before" or "after" where it only bounds a time, or nothing."""
    ahead: bool
    relative: bool
    event: frozenset[str] = frozenset()
    """Stems of what happened then, where that is not what its sentence tells."""

    @property
    def days(self) -> int:
        return min((last - first).days + 1 for first, last in self.readings)

    def fits(self, other: "Time") -> bool:
        """Whether these days take in those of another text: "in April 2022" fits "on 4 April 2022"."""
        return any(
            first <= start and end <= last for first, last in self.readings for start, end in other.readings
        )

    def ends_with(self, other: "Time") -> bool:
        """Whether both end on one day: "by the end of 2023" and "this year"."""
        return any(last == end for _, last in self.readings for _, end in other.readings)

    def has(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.readings)


def times(text: str, day: date | None) -> list[Time]:
    """The days that a text names, as it means them on this day; where none is given, only whole dates."""
    said_on = date(2000, 7, 1) if day is None else day
    found = [one for one in expressions(text, said_on) if not _NARRATED.fullmatch(text[one.start : one.end])]
    spans = [(one.start, one.end) for one in found]
    for match in _UNLED.finditer(text):
        free = not any(start < match.end() and match.start() < end for start, end in spans)
        if free and not _NO_MONTH.match(match.group()):
            led = expressions(f"in {match.group()}", said_on)
            found += [_moved(one, match) for one in led[:1]]
    made = [_time(text, one, said_on) for one in sorted(found, key=lambda one: one.start)[:_MOST]]
    return made if day is not None else [one for one in made if _YEAR.search(one.text)]


def spans(text: str) -> list[Span]:
    """Where a text names days."""
    return [(one.start, one.end) for one in times(text, date(2000, 7, 1))]


def wrong_weekday(text: str, day: date | None) -> str:
    """A date of a text whose day of the week is another, as written; empty where there is none."""
    for one in times(text, day):
        named = _WEEKDAY.search(one.text)
        single = [first for first, last in one.readings if first == last]
        if named and not one.relative and single and (_YEAR.search(one.text) or day):
            wanted = int(_NAMES.weekday(named.group().lower()))
            if all(first.weekday() != wanted for first in single):
                return one.text
    return ""


def on_any_of(claim: str, days: Sequence[date | None]) -> list[Time]:
    """The times of a claim with all that they mean on one of these days."""
    found = dict[int, Time]()
    for day in dict.fromkeys(day for day in days if day is not None) or [None]:
        for one in times(claim, day):
            before = found.get(one.start, one)
            found[one.start] = replace(one, readings=(*before.readings, *one.readings))
    return list(found.values())


def _time(text: str, one: Expression, said_on: date) -> Time:
    words, ahead = text[one.start : one.end], text[max(0, one.start - 30) : one.start]
    readings = [(one.first, one.last)]
    relative = one.name in _RELATIVE
    if not relative and not _YEAR.search(words):
        readings += [
            (first, last)
            for years in (-1, 1)
            for first, last in [(_shifted(one.first, years), _shifted(one.last, years))]
            if abs((first - said_on).days) <= _NEAR
        ]
    if relative and one.name == "weekday":
        readings += [
            (d, d)
            for d in (one.first + timedelta(7), one.first - timedelta(7))
            if abs((d - said_on).days) < 7
        ]
    side = "before" if _BEFORE.search(ahead) else "after" if _AFTER.search(ahead) else ""
    return Time(one.start, one.end, words, tuple(readings), side, one.ahead, relative)


def _shifted(day: date, years: int) -> date:
    try:
        moved: date = day + relativedelta(years=years)
    except (ValueError, OverflowError):
        return day
    return moved


def _moved(one: Expression, match: re.Match[str]) -> Expression:
    return Expression(match.start(), match.end(), one.first, one.last, one.ahead, one.name)
