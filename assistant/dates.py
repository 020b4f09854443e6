"""The days that a text names, with all that it may mean by each.

Does not know what happened on them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from dateutil.parser import parserinfo  # type: ignore[import-untyped]
from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

from assistant.days import moved
from assistant.expressions import Expression, expressions
from assistant.time_patterns import MONTHS
from index.sentences import Span

_MONTH = "|".join(MONTHS)
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"

_UNLED = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTH})|(?:{_MONTH})\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d))(?:,?\s\d{{4}})?"
    rf"|\b(?:{_SHORT})\b\.?\s?\d{{1,2}}(?!\d)(?:,\s\d{{4}})?|\b(?:{_MONTH})(?:,?\s\d{{4}})?|\b(?:19|20)\d\d\b(?!-[A-Za-z])"
)
"""Dates that count for a question only behind a preposition: "the 5 April train", "March's summit"."""

_NO_MONTH = re.compile(r"^(?:May|March)$")
_UNSPACED = re.compile(r"\.(?=\d)")
_A_MONTH = re.compile(r"\b(?:a|an|last|this|that)\s$")
"""Before "May" it tells the month: "a May poll"."""

_DAYS_OF_ONE = re.compile(
    rf"\b(?P<month>{_MONTH}|(?:{_SHORT})\b\.?)\s\d{{1,2}}(?P<more>(?:,\s\d{{1,2}}){{0,5}},?\s(?:and|or)\s\d{{1,2}})(?![\d%])"
    r"(?=[.,;:)]?$|[.,;:)]\s|\s(?:for|to|in|at|as|but|when|by|with|on|that|which)\b)"
)
"""Several days of one month: "September 23 or 27"."""

_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")

_NARRATED = re.compile(
    r"(?P<the>the\s)?next\s(?P<few>few\s)?(?:day|week|month|year)(?P<several>s)?", re.IGNORECASE
)
"""Told of the time of a story where it has "the": counted from there, not from when it is written."""

_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")

_BEFORE = re.compile(r"\b(?:before|until|till|by|ahead\sof|prior\sto|up\sto)\s(?:the\s)?$", re.IGNORECASE)

_AFTER = re.compile(r"\b(?:after|since|from|following)\s(?:the\s)?$", re.IGNORECASE)

_FROM = re.compile(r"\bfrom\s(?:the\s)?$", re.IGNORECASE)

_QUARTERS = ("first", "second", "third", "fourth")

_QUARTER = re.compile(rf"\b(?:(?P<nth>{'|'.join(_QUARTERS)})[\s-]quarter|Q(?P<q>[1-4]))\b", re.IGNORECASE)

_FEASTS = {
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "st patrick's day": (3, 17),
    "april fools' day": (4, 1),
    "may day": (5, 1),
    "juneteenth": (6, 19),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "boxing day": (12, 26),
}
"""The month and the day of each."""

_FEAST = re.compile(rf"\b(?:{'|'.join(_FEASTS)})\b", re.IGNORECASE)

_TODAY = re.compile(r"\b(?:today|tonight|this\s(?:morning|afternoon|evening))\b", re.IGNORECASE)

_NEAR_A_YEAR = 330
"""Days from an article's own within which a feast is that of its time."""

_TWO_DAYS = re.compile(r"\d.{0,20}(?:-|–|\bto\b|\band\b|\bor\b).{0,20}\d")

_IN_FIGURES = re.compile(r"\d{4}-\d\d-\d\d|\d\d-\d\d-\d{4}")

_NEAR = 240
"""Days from an article's own within which a day without its year is the nearest of that name."""

_MONTH_LONG = 32

_MOST = 30
"""Times of a text that are read: a sentence has fewer."""

_NAMES = parserinfo()

_LOOSE = re.compile(r"(?:the\s)?(?:early|mid|late|beginning|start|middle|end)\b", re.IGNORECASE)
"""Parts of a month or year that nobody counts in days."""

_ROUGH = frozenset({"ago", "past units"})
"""Patterns of words that only say about when: "three weeks ago"."""

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
    rough: bool = False
    """Whether its days are only about when."""

    @property
    def days(self) -> int:
        return min((last - first).days + 1 for first, last in self.readings)

    def fits(self, other: "Time") -> bool:
        """Whether these days take in those of another text: "in April 2022" fits "on 4 April 2022".

        Where one is rough, whether they have a day in common.
        """
        pairs = [(own, its) for own in self.readings for its in other.readings]
        if self.rough or other.rough:
            return any(own[0] <= its[1] and its[0] <= own[1] for own, its in pairs)
        if self.days > 1 and self._is_of_two and other._is_of_two:
            pairs = [(own, its) for own, its in pairs if _is_same_span(own, its)]
        return any(own[0] <= its[0] and its[1] <= own[1] for own, its in pairs)

    @property
    def _is_of_two(self) -> bool:
        """Whether it names the day, month or year on which it began and that on which it ended."""
        return bool(_TWO_DAYS.search(self.text)) and not _IN_FIGURES.search(self.text)

    def ends_with(self, other: "Time") -> bool:
        """Whether both end on one day: "by the end of 2023" and "this year"."""
        return any(last == end for _, last in self.readings for _, end in other.readings)

    def has(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.readings)


def _is_same_span(own: tuple[date, date], its: tuple[date, date]) -> bool:
    """Whether it begins and ends when the other does, as nearly as its own ends tell."""
    (first, last), after = own, moved(own[1], 1)
    return _is_in(its[0], first, first.day == 1, first.month == 1) and _is_in(
        its[1], last, after.day == 1, after.month == 1
    )


def _is_in(day: date, end: date, is_of_month: bool, is_of_year: bool) -> bool:
    if not is_of_month:
        return day == end
    return day.year == end.year and (is_of_year or day.month == end.month)


@lru_cache(maxsize=4000)
def times(text: str, day: date | None) -> tuple[Time, ...]:
    """The days that a text names, as it means them on this day; where none is given, only whole dates."""
    said_on = date(2000, 7, 1) if day is None else day
    found = [one for one in expressions(text, said_on) if not _is_narrated(text, one)]
    spans = [(one.start, one.end) for one in found]
    for match in _UNLED.finditer(text):
        free = not any(start < match.end() and match.start() < end for start, end in spans)
        if free and (not _NO_MONTH.match(match.group()) or _A_MONTH.search(text[: match.start()])):
            led = expressions(f"in {_UNSPACED.sub('. ', match.group())}", said_on)
            found += [_moved(one, match.span()) for one in led[:1]]
    for match in _DAYS_OF_ONE.finditer(text):
        for day_of in re.finditer(r"\d+", match["more"]):
            span = (match.start("more") + day_of.start(), match.start("more") + day_of.end())
            led = expressions(f"on {match['month']} {day_of.group()}", said_on)
            found += [_moved(one, span) for one in led[:1]]
    made: list[Time] = []
    for one in sorted(found, key=lambda one: one.start)[:_MOST]:
        time = _time(text, one, said_on)
        if made and not time.relative and not _YEAR.search(time.text) and _YEAR.search(made[-1].text):
            time = replace(time, readings=(*_next_to(made[-1], time), *time.readings))
        made.append(time)
    return tuple(one for one in made if day is not None or _YEAR.search(one.text))


def _next_to(dated: Time, time: Time) -> Iterator[tuple[date, date]]:
    """Days without their year in the year of those named before: "from May 24, 2019 until July 24"."""
    first, last = time.readings[0]
    years = dated.readings[0][0].year - first.year
    yield _shifted(first, years), _shifted(last, years)


def periods(text: str, published: date | None) -> Iterator[Time]:
    """The quarters and feast days that a text names without their year, of its own year and the last."""
    years = [published.year, published.year - 1] if published else []
    for match in _QUARTER.finditer(text) if years else ():
        first = 3 * (_QUARTERS.index(match["nth"].lower()) if match["nth"] else int(match["q"]) - 1) + 1
        ends = [(date(y, first, 1), date(y, first + 2, 30 if first in (4, 7) else 31)) for y in years]
        yield Time(match.start(), match.end(), match.group(), tuple(ends), "", False, False)
    for match in _FEAST.finditer(text) if years else ():
        month, day = _FEASTS[match.group().lower()]
        days = tuple((date(y, month, day), date(y, month, day)) for y in (years[0] + 1, *years))
        near = tuple(one for one in days if published and abs((one[0] - published).days) < _NEAR_A_YEAR)
        yield Time(match.start(), match.end(), match.group(), near, "", False, True)
    for match in _TODAY.finditer(text) if published else ():
        today = ((published, published),) if published else ()
        yield Time(match.start(), match.end(), match.group(), today, "", False, True)


def ends(named: Sequence[Time]) -> Iterator[Time]:
    """The first and the last day of what names both: "September 23 or September 27"."""
    for one in named:
        if 1 < one.days < _MONTH_LONG and _TWO_DAYS.search(one.text):
            yield replace(one, readings=tuple((day, day) for day in one.readings[0]))


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
            readings = map(_widened, one.readings) if _LOOSE.match(one.text) else one.readings
            found[one.start] = replace(one, readings=(*before.readings, *readings))
    return list(found.values())


def _widened(days: tuple[date, date]) -> tuple[date, date]:
    """With as much again on each side as an editor may mean by "early" and "late"."""
    off = 5 if (days[1] - days[0]).days < 15 else 31
    return moved(days[0], -off), moved(days[1], off)


def _is_narrated(text: str, one: Expression) -> bool:
    match = _NARRATED.search(text, max(0, one.start - 4), one.end)
    return match is not None and any(match.groups())


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
    if one.name == "to come" and _WEEKDAY.search(words):  # "next Friday" may be of next week
        readings.append((one.first + timedelta(7), one.last + timedelta(7)))
    side = "before" if _BEFORE.search(ahead) else "after" if _AFTER.search(ahead) else ""
    if _FROM.search(ahead) and one.first != one.last and _TWO_DAYS.search(words):
        side = ""  # it says when it ended, too
    rough = one.name in _ROUGH
    return Time(one.start, one.end, words, tuple(readings), side, one.ahead, relative, rough=rough)


def _shifted(day: date, years: int) -> date:
    try:
        moved: date = day + relativedelta(years=years)
    except (ValueError, OverflowError):
        return day
    return moved


def _moved(one: Expression, span: Span) -> Expression:
    return Expression(*span, one.first, one.last, one.ahead, one.name)
