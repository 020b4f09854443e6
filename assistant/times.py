"""What a question says of time: the days of publication that it asks for, or that it asks for the latest.

Does not know what the archive holds, nor when events were: see `assistant.events`.

A time that a question names is a hard window: "in April 2022", "since March", "last week", and also "this
month" and "this year", which name days as exactly as "in 2022" does. "This week", "today" ("Who is president
today?"), "now" and "recently" are none: they say that newer is better, which `assistant.recency` weighs.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

from assistant.days import moved
from assistant.expressions import Expression, expressions
from assistant.time_patterns import MONTHS
from assistant.types import Window

_DAY = timedelta(days=1)
_LONGEST_WITH_PHRASES = timedelta(days=2 * 366)
_MOST_PHRASES = 24
_DAYS_BY_NAME = 12
"""A window of more days than this is said by its months."""

_STILL_NEWS = 7
"""Days: what a question says of "this week" may be this old; see `_NOW`."""


class _Relation(NamedTuple):
    """How a question is bound to a time, by the words before it."""

    name: str
    words: re.Pattern[str]
    bounds: Callable[[date, date], tuple[date | None, date | None]]


@dataclass(frozen=True, slots=True)
class _Bound:
    start: int
    end: int
    first: date | None
    last: date | None
    time: Expression
    direct: bool = True
    """Whether the word stands right before the time: "after May", not "after the vote in May"."""


def _relation(
    name: str, words: str, bounds: Callable[[date, date], tuple[date | None, date | None]]
) -> _Relation:
    return _Relation(name, re.compile(rf"\b(?:{words})\s(?:the\s)?$", re.IGNORECASE), bounds)


_RELATIONS = (
    _relation(
        "until",
        r"until|till?|through|up\s(?:to|until)|(?:no|not)\slater\sthan|as\sof|as\sat|by",
        lambda _, last: (None, last),
    ),
    _relation("before", r"before|prior\sto|ahead\sof", lambda first, _: (None, moved(first, -1))),
    _relation("after", r"after|(?<!the\s)following", lambda _, last: (moved(last, 1), None)),
    _relation(
        "since",
        r"(?:ever\s)?since|(?:starting|beginning)(?:\s(?:in|on|from))?",
        lambda first, _: (first, None),
    ),
    _relation(
        "in",
        r"(?:back\s)?in|on|during|throughout|over|within|of|from|for|dated|at|between|both\sin",
        lambda *days: days,
    ),
)
_ONWARDS = re.compile(r"\s(?:on|onwards?)\b(?!\s(?:the|a)\b)", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:the\s)?$", re.IGNORECASE)
_OF_AN_EVENT = re.compile(
    r"\b(?P<word>after|(?<!the\s)following|since|before|until)\s(?:[^\s,;:?!]*[^\s,;:?!.]\s){1,10}?(?:(?:in|on|of|from)\s)?(?:the\s)?$",
    re.IGNORECASE,
)
"""Before a time: "after the vote in", "before Finland joined on"."""

_BETWEEN = re.compile(r"\bbetween\s[^?;:]*\s$", re.IGNORECASE)
"""Where only one of the two ends says its day: "between the report of 5 May and the next"."""

_POSSESSIVE = re.compile(r"['’]s\b")
_NEAR = 200
"""Characters before a time that may say how it is meant."""

NOT_MEANT = tuple(
    (name, re.compile(rf"\b(?:{words})\s(?:(?:in|on|at|the|a)\s){{0,2}}$", re.IGNORECASE))
    for name, words in (
        (
            "compared with",
            r"(?:than|compared\s(?:to|with)|versus|vs\.?|relative\sto)(?:\s(?:it|they|that|those|was|were))*",
        ),
        ("the same time", r"(?:the\s)?same\s(?:time|period|month|quarter|day)"),
        ("from a figure", r"from\s(?:about\s|around\s)?[$£€]?[0-9][\w.,%]{0,20}(?:\s\w+)?"),
        (
            "excluded",
            r"not|never|except|excluding|other\sthan|apart\sfrom|rather\sthan|instead\sof|besides|outside",
        ),
        ("excluded by what", r"(?:not|never|except|unlike)\s(?:during|from|since|for|of|until|before|after)"),
        ("a period of figures", r"(?:months?|quarter|year|weeks?|period)\s(?:ending|ended|to)"),
        ("a beginning", r"(?:founded|born|established|built|formed|incorporated)(?:\s\w+)?"),
    )
)
"""Words before a time that is not the one asked for."""

_NOW = re.compile(
    r"\b[Tt]his\s(?:week|morning|weekend)\b|\b(?:today|tonight|currently|recently|newly)\b|\bnow\b(?!\sthan)|\bjust\s\w+ed\b"
)
"""Where one of these stands beside a time long past, that time belongs to what the news was about."""

_PAST = re.compile(r"\b(?:did|was|were|had|happened|won|lost|said|[a-z]{2,}ed)\b", re.IGNORECASE)

_LATEST = re.compile(
    r"(?<!\bat\sthe\s)\blatest\b|\bnewest\b|\bmost\srecent(?:ly)?\b|\bcurrent(?:ly)?\b(?!\saffairs)|\bright\snow\b"
    r"|\bas\sof\s(?:now|today)\b|\bat\s(?:the\smoment|present)\b|\bpresently\b|\bthese\sdays\b|\bnowadays\b|\bup\sto\snow\b|\bnow\W*$"
    r"|\bso\sfar\b(?!\s(?:away|from|behind|ahead|apart))|\bto\sdate\b",
    re.IGNORECASE,
)
_REFERS_BACK = re.compile(
    r"\bat\s(?:the|that)\s(?:very\s)?time\b(?!\s(?:of|when|that)\b)|\bback\sthen\b"
    r"|(?<!\bsince\s)(?<!\band\s)(?<!\buntil\s)(?<!\bwhat\s)\bthen\W*$"
    r"|\b(?:that|the\ssame)\s(?:very\s)?(?:day|week|month|year|spring|summer|autumn|fall|winter)\b|\bin\sthose\sdays\b",
    re.IGNORECASE,
)


def window(question: str, as_of: date) -> Window | None:
    """The days of publication that a question asks for, or `None` where it names none.

    Of several times in one question: "since" and "before" cut away from the others, others are taken together
    from the first to the last. A time that excludes no day up to the as-of day is no window, nor is one that
    lies ahead ("What will change in June?"): what is written of it was written before.
    """
    bounds = _bounds(question, as_of, as_of)
    first, last = _together(bounds)
    if first and last and first > last:  # "since March and before June 2022" is March of that year
        bounds = _bounds(question, last, as_of)
        first, last = _together(bounds)
    if first and last and first > last:
        return None
    if first is None and (last is None or last >= as_of):
        return None
    if last is not None and (as_of - last).days > _STILL_NEWS and _NOW.search(question):
        return None
    return Window(first, last, " … ".join(question[bound.start : bound.end] for bound in bounds))


def _bounds(question: str, said_on: date, as_of: date) -> list[_Bound]:
    return [bound for time in expressions(question, said_on) if (bound := _bound(question, time, as_of))]


def _bound(question: str, time: Expression, as_of: date) -> _Bound | None:
    before = question[max(0, time.start - _NEAR) : time.start]
    if (time.ahead and time.last >= as_of) or any(words.search(before) for _, words in NOT_MEANT):
        return None
    if time.first > as_of and not _PAST.search(question):
        return None
    bound = _Bound(time.start, time.end, time.first, time.last, time)
    if _POSSESSIVE.match(question, time.end):
        return bound
    offset = time.start - len(before)
    if (leading := _FROM.search(before)) and (onwards := _ONWARDS.match(question, time.end)):
        return replace(bound, start=offset + leading.start(), end=onwards.end(), last=None)
    for relation in _RELATIONS:
        if leading := relation.words.search(before):
            first, last = relation.bounds(time.first, time.last)
            bound = replace(bound, start=offset + leading.start(), first=first, last=last)
            break
    if bound.first and bound.last and (event := _OF_AN_EVENT.search(before)):
        if event["word"].lower() in ("before", "until"):
            return replace(bound, start=offset + event.start(), first=None, direct=False)
        return replace(bound, start=offset + event.start(), last=None, direct=False)
    if bound.first and bound.last and time.name != "range" and _BETWEEN.search(before):
        return replace(bound, last=None, direct=False)
    return bound


def _together(bounds: Sequence[_Bound]) -> tuple[date | None, date | None]:
    if len(bounds) > 1:
        bounds = [b if b.direct else replace(b, first=b.time.first, last=b.time.last) for b in bounds]
    closed = [(b.first, b.last) for b in bounds if b.first and b.last]
    first = min((b.first for b in bounds if b.first and not b.last), default=None)
    last = max((b.last for b in bounds if b.last and not b.first), default=None)
    if closed:
        hull = min(one for one, _ in closed), max(one for _, one in closed)
        cut = max(hull[0], first or hull[0]), min(hull[1], last or hull[1])
        return cut if cut[0] <= cut[1] else hull
    return first, last


def reported(window: Window) -> Window:
    """The days on which what happened within a window is news: two more than its own."""
    return window if window.last is None else replace(window, last=moved(window.last, 2))


def asks_latest(question: str) -> bool:
    """Whether it is about the newest state of things: "the latest", "current", "so far"."""
    return bool(_LATEST.search(question))


def ladder(as_of: date) -> tuple[tuple[str, Window], ...]:
    """How far back to look for the latest, step by step, until something is found."""
    return (
        ("the last 30 days", Window(moved(as_of, -30), as_of)),
        ("the last 12 months", Window(max(as_of, date(2, 1, 1)) - relativedelta(months=12), as_of)),
        ("the whole archive", Window(None, None)),
    )


def refers_back(question: str) -> bool:
    """Whether it is about the time of the question before: "Who was president at the time?"."""
    return bool(_REFERS_BACK.search(question))


def stated(sentence: str, published: date | None) -> list[Expression]:
    """The days that a sentence of an article says, resolved against the day on which it was published.

    Where that day is not known, only those that say their year.
    """
    if published is not None:
        return expressions(sentence, published)
    others = expressions(sentence, date(2100, 7, 4))
    return [one for one in expressions(sentence, date(1900, 1, 1)) if one in others]


def phrases(window: Window) -> tuple[str, ...]:
    """How an article of any later day may say a day inside a window, the surest first: to search texts for.

    Phrases without a year are said of other years too: check a sentence with `stated`. Empty where a window
    is open or longer than two years.
    """
    first, last = window.first, window.last
    if first is None or last is None or not timedelta() <= last - first <= _LONGEST_WITH_PHRASES:
        return ()
    if (last - first).days < _DAYS_BY_NAME:
        days = [first + n * _DAY for n in range((last - first).days + 1)]
        found = [
            form.format(day=day.day, month=MONTHS[day.month - 1], year=day.year)
            for form in ("{day} {month} {year}", "{month} {day}, {year}", "{day} {month}", "{month} {day}")
            for day in days
        ]
        return tuple(found[:_MOST_PHRASES])
    years = [year for year in range(first.year, last.year + 1) if _mostly(year, first, last)]
    later = 12 * (last.year - first.year) + last.month - first.month
    begins = [first.replace(day=1) + relativedelta(months=n) for n in range(later + 1)]
    months = [(MONTHS[day.month - 1], day.year) for day in begins]
    found = [str(year) for year in years] + ["last year"] * bool(years)
    found += [f"{month} {year}" for month, year in months]
    if not years:
        found += [
            f"{word} {month}"
            for word in ("in", "of", "last", "since", "mid", "early", "late")
            for month, _ in months
        ]
    return tuple(found[:_MOST_PHRASES])


def _mostly(year: int, first: date, last: date) -> bool:
    """Whether more than half of a year is inside."""
    return (min(last, date(year, 12, 31)) - max(first, date(year, 1, 1))).days > 183
