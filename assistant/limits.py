"""What a question is held to: the times and sources that it names, or those of the turn before.

Does not know how a question says them, nor what a reader set by hand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta

from assistant.bylines import named, without
from assistant.days import moved
from assistant.fragments import led
from assistant.times import refers_back, window
from assistant.types import Limits, Turn, Window

_YEAR = re.compile(r"\b\d{4}\b|'\d\d\b")
_OF_THE_CALENDAR = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:spring|summer|autumn|fall|winter)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:last|this|next|past|coming)\b", re.IGNORECASE)
_AFTERWARDS = re.compile(
    r"\b(?:(?:after|since)\s(?:that|then|this)|afterwards?|thereafter|later\son)(?=\W*$)", re.IGNORECASE
)
_EARLIER = re.compile(r"\b(?:before\s(?:that|then|this)|beforehand)(?=\W*$)", re.IGNORECASE)
_AT_THE_TIME = re.compile(
    r"\b(?:at\s(?:the|that)\s(?:very\s)?time|back\sthen|then|in\sthose\sdays)(?=\W*$)", re.IGNORECASE
)
_THAT_SPAN = re.compile(
    r"\b(?:(?:on|in|during)\s)?(?:that|the\ssame)\s(?:very\s)?(?P<span>day|week|month|year)\b", re.IGNORECASE
)
_ANOTHER_YEAR = 92
"""Days: after March "in October" is of the same year, after December "in January" of the next."""
_AROUND = {"day": 1, "week": 7, "month": 30, "year": 182}
"""Days before and after the day of what was cited."""


@dataclass(frozen=True, slots=True)
class Read:
    """A question with what it names as limits taken out of it."""

    limits: Limits
    """What it names itself."""
    searched: str
    """It without its sources: whose words are searched for."""
    bare: str
    """It without its times either."""
    unknown_outlets: tuple[str, ...] = ()
    """Those that it names as sources and the library does not have."""
    points: bool = False
    """Whether its time is one of the turn before: "at the time"."""

    @property
    def is_dated(self) -> bool:
        """Whether it names a time that needs no other to be understood."""
        return self.limits.window is not None and _YEAR.search(self.limits.window.said) is not None


def read(question: str, as_of: date, outlets: Sequence[str], authors: Sequence[str]) -> Read:
    """What a question says of times and sources by itself."""
    sources = named(question, outlets, authors)
    searched = without(question, sources)
    asked = window(searched, as_of)
    return Read(
        Limits(asked, sources.outlets, sources.authors),
        searched,
        searched if asked is None else cut(searched, asked),
        sources.unknown,
    )


def cut(text: str, held: Window) -> str:
    """A text without the words that ask for a window."""
    for said in filter(None, held.said.split(" … ")):
        text = re.sub(rf"(?<!\w){re.escape(said)}(?!\w)", " ", text)
    return re.sub(r"\s+(?=[?.,!;])", "", " ".join(text.split()))


def read_after(own: Read, before: Turn, as_of: date, outlets: Sequence[str], authors: Sequence[str]) -> Read:
    """The same question with what it takes from the turn before: "after that", "at the time", "and Reuters?".

    A month without its year is of the year of the window before, or near it; "after that" begins where that
    window ends, or where there was none, with what was cited.
    """
    held = before.answer.query.limits
    if (held.outlets or held.authors) and not (own.limits.outlets or own.limits.authors):
        own = _source_alone(own, outlets, authors)
    asked, earlier = own.limits.window, held.window
    if asked is None:
        return _pointing(own, earlier, _cited(before))
    if earlier is None or _YEAR.search(asked.said) or _RELATIVE.search(asked.said):
        return own
    return _with(own, _nearest(own.searched, asked, earlier, as_of), own.bare)


def _source_alone(own: Read, outlets: Sequence[str], authors: Sequence[str]) -> Read:
    """A question that is nothing but the name of a source, read as such."""
    told = f"according to {own.searched[led(own.searched) :].rstrip('?!. ')}"
    sources = named(told, outlets, authors)
    if sources.spans != ((0, len(told)),):
        return own
    limits = replace(own.limits, outlets=sources.outlets, authors=sources.authors)
    return replace(own, limits=limits, bare="")


def _pointing(own: Read, earlier: Window | None, cited: date | None) -> Read:
    """A question with the window that "after that", "that week" and "at the time" point to."""
    first = earlier.first if earlier and earlier.first else cited
    last = earlier.last if earlier and earlier.last else cited
    text = own.searched
    if last and (said := _AFTERWARDS.search(text)):
        return _with(own, Window(moved(last, 1), None, said.group()), _left(text, said), points=True)
    if first and (said := _EARLIER.search(text)):
        return _with(own, Window(None, moved(first, -1), said.group()), _left(text, said), points=True)
    if cited and (said := _THAT_SPAN.search(text)):
        reach = timedelta(days=_AROUND[said["span"].lower()])
        return _with(own, Window(cited - reach, cited + reach, said.group()), _left(text, said), points=True)
    if refers_back(text) and (said := _AT_THE_TIME.search(text)):
        around = timedelta(days=_AROUND["month"])
        held = earlier or (Window(cited - around, cited + around) if cited else None)
        if held is not None:
            return _with(own, replace(held, said=said.group()), _left(text, said), points=True)
    return own


def carried(own: Limits, turns: Sequence[Turn], outlets: Sequence[str], authors: Sequence[str]) -> Limits:
    """The limits of a follow-up: its own, and of the turn before those that a question named.

    What a reader set by hand is for the page to keep.
    """
    before = turns[-1].answer.query.limits
    asked = [named(turn.question, outlets, authors) for turn in turns]
    names_source = bool(own.outlets or own.authors)
    return Limits(
        window=own.window or (before.window if before.window and before.window.said else None),
        outlets=own.outlets if names_source else _of(before.outlets, [one.outlets for one in asked]),
        authors=own.authors if names_source else _of(before.authors, [one.authors for one in asked]),
    )


def _of(held: tuple[str, ...], asked: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(name for name in held if any(name in names for names in asked))


def _cited(turn: Turn) -> date | None:
    """The day of the article that the answer rests on first."""
    return turn.answer.citations[0].headline.published if turn.answer.citations else None


def _nearest(question: str, asked: Window, earlier: Window, as_of: date) -> Window:
    """The window that "in May" asks for in the year of an earlier window, or near it."""
    middle = _middle(earlier)
    if middle is None or not _OF_THE_CALENDAR.search(asked.said):
        return asked
    years = range(max(1, middle.year - 1), min(MAXYEAR, middle.year + 1) + 1)
    days = (date(year, 12, 31) for year in years)
    found = [asked, *(one for day in days if (one := window(question, min(day, as_of))) is not None)]
    placed = [(day, one) for one in found if (day := _middle(one)) and day <= as_of]
    return min(placed, key=lambda pair: _far(pair[0], middle))[1] if placed else asked


def _far(day: date, other: date) -> int:
    return abs((day - other).days) + (_ANOTHER_YEAR if day.year != other.year else 0)


def _middle(held: Window) -> date | None:
    first, last = held.first, held.last
    if first and last:
        return first + (last - first) / 2
    return first or last


def _with(own: Read, asked: Window, bare: str, *, points: bool = False) -> Read:
    return replace(own, limits=replace(own.limits, window=asked), bare=bare, points=points)


def _left(text: str, said: re.Match[str]) -> str:
    left = " ".join((text[: said.start()] + text[said.end() :]).split())
    return re.sub(r"\s+(?=[?.,!;])", "", left)
