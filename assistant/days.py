"""The arithmetic of words of time: what "last", "spring" or "Tuesday" means, said on some day.

Does not know how such words are found in a text, nor what for. Seasons are those of the northern hemisphere,
by whole months: spring is March to May. Each function takes a match of a pattern in
`assistant.time_patterns` and gives the first and the last day, or `None` where there is no such day.
"""

import math
import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from dateutil.parser import parserinfo  # type: ignore[import-untyped]
from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

from index.fields import calendar_day

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Said:
    """A match with the day on which it is said."""

    match: re.Match[str]
    day: date
    ahead: bool
    """Whether the text looks forward: "on Tuesday" is then the next one."""

    def __getitem__(self, name: str) -> str:
        """What a named group matched; empty where it matched nothing or the pattern has none."""
        return self.match.groupdict().get(name) or ""


_NAMES = parserinfo()
_ONE = relativedelta(days=1)

_NUMBER_WORDS = {"a": 1, "an": 1}
_NUMBER_WORDS |= {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}
_NUMBER_WORDS |= {"couple of": 2, "few": 4, "several": 6}  # vague ones generously: a window must not cut off

_UNITS: dict[str, tuple[relativedelta, int]] = {  # and how many days "two … ago" may be off
    "day": (relativedelta(days=1), 0),
    "week": (relativedelta(weeks=1), 3),
    "fortnight": (relativedelta(weeks=2), 3),
    "month": (relativedelta(months=1), 15),
    "quarter": (relativedelta(months=3), 31),
    "year": (relativedelta(years=1), 91),
    "decade": (relativedelta(years=10), 366),
}
_LONG_AGO = 20 * 366
"""Days: what is said to be longer ago than this is history, not when something was in the news."""

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_QUARTERS = {"first": 1, "1": 1, "second": 2, "2": 2, "third": 3, "3": 3, "fourth": 4, "4": 4, "last": 4}

_PARTS = {  # months of a year, days of a month
    "early": ((1, 4), (1, 10)),
    "mid": ((5, 8), (11, 20)),
    "late": ((9, 12), (21, 31)),
    "beginning": ((1, 3), (1, 10)),
    "start": ((1, 3), (1, 10)),
    "middle": ((5, 8), (11, 20)),
    "end": ((10, 12), (21, 31)),
    "first half": ((1, 6), (1, 15)),
    "second half": ((7, 12), (16, 31)),
}


def moved(day: date, days: int) -> date:
    """The day so many days later, or earlier where they are negative; at most the last or first there is."""
    return date.fromordinal(max(date.min.toordinal(), min(day.toordinal() + days, date.max.toordinal())))


def counted(day: date, step: dict[str, int]) -> date:
    """The day so many units later, such as {"months": -1}; the day itself where there is no such day."""
    try:
        found: date = day + relativedelta(**step)
    except (ValueError, OverflowError):
        return day
    return found


def _month_days(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year_days(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def _month(name: str) -> int:
    return int(_NAMES.month(name.rstrip(".").lower()))


def _count(word: str) -> int:
    word = " ".join(word.lower().split()).removeprefix("a ") or "a"
    return int(word) if word.isdigit() else _NUMBER_WORDS.get(word, 1)


def _part_of(days: Days, part: str) -> Days:
    """An "early", "late" or "first half" of a year or month; a season is taken whole."""
    first, last = days
    length = (last - first).days
    months, month_days = _PARTS.get(" ".join(part.lower().split()), ((1, 12), (1, 31)))
    if length > 360:
        return date(first.year, months[0], 1), _month_days(first.year, months[1])[1]
    if length < 32:
        return first.replace(day=month_days[0]), first.replace(day=min(month_days[1], last.day))
    return days


def _likely(said: Said, days: Callable[[int], Days]) -> Days | None:
    """The latest that has begun, or the next where the text looks ahead; few years have a 29 February."""
    for step in range(10):
        year = said.day.year + 1 - step if not said.ahead else said.day.year - 1 + step
        try:
            found = days(year)
        except ValueError:
            continue
        if found[1] >= said.day if said.ahead else found[0] <= said.day:
            return found
    return None


def written_day(said: Said) -> Days | None:
    day = calendar_day(said.match.group())
    return (day, day) if day else None


def named_day(said: Said) -> Days | None:
    month, day = _month(said["month"]), int(said["day"])
    last = int(said["to"] or day)

    def days(year: int) -> Days:
        return date(year, month, day), date(year, month, last)

    return days(int(said["year"])) if said["year"] else _likely(said, days)


def named_month(said: Said) -> Days | None:
    month = _month(said["month"])
    if said["year"]:
        return _part_of(_month_days(int(said["year"]), month), said["part"])
    found = _likely(said, partial(_month_days, month=month))
    return _part_of(found, said["part"]) if found else None


def season(said: Said) -> Days | None:
    begins = _SEASONS[said["season"].lower()]
    if said["year"]:
        found = _season_days(int(said["year"]), begins)
        if begins == 12 and found[0] > said.day and not said["to"]:  # of this winter only its end has been
            found = _season_days(int(said["year"]) - 1, begins)
        return found
    if said["which"].lower() == "this":  # "this winter" is the coming one until spring
        first, last = _season_days(said.day.year - (begins == 12 and said.day.month < 4), begins)
        return first, max(last, said.day)
    latest = _likely(said, partial(_season_days, begins=begins))
    if latest and said["which"].lower() == "last" and latest[1] >= said.day:
        return _season_days(latest[0].year - 1, begins)
    return latest


def _season_days(year: int, begins: int) -> Days:
    first = date(year, begins, 1)
    return first, first + relativedelta(months=3) - _ONE


def year(said: Said) -> Days:
    first, last = _year_days(int(said["year"]))
    return _part_of((first, last), said["part"])


def years(said: Said) -> Days:
    first, last = int(said["year"]), said["to"]
    return _year_days(first)[0], _year_days(int(last if len(last) == 4 else said["year"][:2] + last))[1]


def quarter(said: Said) -> Days | None:
    begins = 3 * _QUARTERS[said["which"].lower()] - 2
    year = int(said["year"]) if said["year"] else said.day.year - (said["of"].lower() == "last")
    first = date(year, begins, 1)
    return first, first + relativedelta(months=3) - _ONE


def week_of_month(said: Said) -> Days | None:
    month = named_month(said)
    if month is None:
        return None
    which = said["which"].lower()
    if which == "last":
        return month[1] - timedelta(days=6), month[1]
    first = month[0] + timedelta(weeks=_QUARTERS[which] - 1)
    return first, first + timedelta(days=6)


def _calendar_unit(day: date, unit: str) -> Days:
    """The week (from Monday), month, quarter or year that a day is in."""
    if unit == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    if unit == "month":
        return _month_days(day.year, day.month)
    if unit == "quarter":
        first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        return first, first + relativedelta(months=3) - _ONE
    return _year_days(day.year)


def this_or_last(said: Said) -> Days:
    unit = (said["unit"] or said["this"]).lower()
    found = _calendar_unit(said.day - _UNITS[unit][0] if said["which"] else said.day, unit)
    return _part_of(found, said["part"]) if unit in ("month", "year") else found


def past(said: Said) -> Days:
    count = _count(said["count"] or "one")
    if said["hours"]:
        return said.day - timedelta(days=math.ceil(count / 24)), said.day
    return said.day - count * _UNITS[said["unit"].lower()][0], said.day


def ago(said: Said) -> Days | None:
    step, off = _UNITS[said["unit"].lower()]
    day = said.day - _count(said["count"]) * step
    if (said.day - day).days > _LONG_AGO:
        return None
    return day - timedelta(days=off), min(said.day, day + timedelta(days=off))


def weekday(said: Said) -> Days:
    wanted = int(_NAMES.weekday(said["weekday"].lower()))
    off = (said.day.weekday() - wanted) % 7
    if said["which"].lower() == "last" and off == 0:
        off = 7
    day = said.day + timedelta(days=-off % 7) if said.ahead else said.day - timedelta(days=off)
    return day, day


def back(days: int, said: Said) -> Days:
    return said.day - timedelta(days=days), said.day - timedelta(days=days)


def to_come(said: Said) -> Days | None:
    """What is yet to come: "tomorrow", "next week", "next Tuesday", "next spring", "later this year"."""
    if unit := said["rest"].lower():
        return said.day, _calendar_unit(said.day, unit)[1]
    if said["few"] or said["several"]:  # "the coming weeks"
        return said.day + _ONE, said.day + 2 * _UNITS[said["unit"].lower()][0]
    if unit := said["unit"].lower():
        if unit in ("day", "fortnight", "decade"):
            return said.day + _ONE, said.day + _UNITS[unit][0]
        return _part_of(_calendar_unit(said.day + _UNITS[unit][0], unit), said["part"])
    if said["weekday"]:
        day = said.day + timedelta(
            days=(int(_NAMES.weekday(said["weekday"].lower())) - said.day.weekday() - 1) % 7 + 1
        )
        return day, day
    if said["season"]:
        return _next(said.day, partial(_season_days, begins=_SEASONS[said["season"].lower()]))
    if said["month"]:
        return _next(said.day, partial(_month_days, month=_month(said["month"])))
    return said.day + _ONE, said.day + _ONE


def _next(day: date, days: Callable[[int], Days]) -> Days:
    """The first that has not begun."""
    this = days(day.year)
    return this if this[0] > day else days(day.year + 1)


def weekend(said: Said) -> Days:
    saturday = said.day - timedelta(days=(said.day.weekday() - 5) % 7)
    return saturday, saturday + _ONE
