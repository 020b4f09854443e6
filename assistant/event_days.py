"""Reads in articles when an event was: what they say of its day is put to the vote.

Does not know what is asked, nor how the articles were found.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

from assistant.days import Days
from assistant.expressions import Expression
from assistant.times import stated
from index.article import Passage

_MENTION, _OPENING, _ITSELF = 1, 2, 3
"""Votes of a sentence that tells it, of the first of a report of it, of "the invasion of 24 February"."""

_NEWS = 2
"""Times as many votes where the article is of the days after: it does not look back over many."""

_LEAST = 3
"""Votes without which nothing is known."""

_AHEAD_OF_OTHERS = 1.5
"""Times as many votes as any other day must have."""

_LONGEST = 3
"""Days of an event, such as a summit; a time of more days is no day of it."""

_BEGINNING = 400
"""Characters of an article that say when what it reports was."""

_NEAR = 8
"""Words between an event and its day."""

_ONE = timedelta(days=1)
_WEEK = timedelta(days=7)

_NOT_THE_DAY = re.compile(
    r"\b(?:since|after|before|until|following|prior\sto|ahead\sof|eve\sof|anniversary\sof|ratif\w+|approv\w+"
    r"|discuss\w+|oppos\w+|block\w+|support\w+|plan\w*|call\w*\sfor|prepar\w+|postpon\w+|investigat\w+"
    r"|condemn\w+|mourn\w*)\s(?:[^\s,;:]+\s){0,4}$"
    r"|\b(?:to|will|would|may|might|could|can|should|not|never|no|plans?|bid|talks)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
"""Before the word for an event: it is not told as what was done on the day that the sentence says."""

_OF_THAT_DAY = re.compile(r"\s(?:[^\s,;:]+\s){0,2}(?:on|of)\s(?:the\s)?", re.IGNORECASE)
_EVE = re.compile(
    r"\b(?:eve|day|night|days|hours)\s(?:of|before|after)\s(?:[^\s,;:]+\s){0,3}$", re.IGNORECASE
)
_YEARS_LATER = re.compile(
    r"\b(?:(?P<count>one|a|two|three|four|five)\syears?\s(?:after|since)"
    r"|(?P<nth>first|second|third|fourth|fifth)\sanniversary\sof)\s(?:[^\s,;:]+\s){0,3}$",
    re.IGNORECASE,
)
_YEARS = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_YEARS |= {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


@dataclass(frozen=True)
class Event:
    """What articles must have to speak of it."""

    telling: tuple[str, ...]
    """Words for such an event, one of which must be there."""
    names: tuple[str, ...]
    """All of these; a word of the same family will do, as "Russian" for "Russia"."""
    year: int | None
    """Where it is part of its name."""

    def is_told(self, title: str) -> bool:
        """Whether a title says that it was."""
        return self.is_named(title) and any(
            not _NOT_THE_DAY.search(title[: match.start()]) for match in self.told.finditer(title)
        )

    def is_named(self, text: str, around: str = "") -> bool:
        """Whether a text has its first name, and it or what is around it the others."""
        return all(
            name.search(text) or (place and name.search(around)) for place, name in enumerate(self._names)
        )

    @cached_property
    def told(self) -> re.Pattern[str]:
        """Finds its words."""
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, self.telling))})\b", re.IGNORECASE)

    @cached_property
    def _names(self) -> list[re.Pattern[str]]:
        beginnings = [name[: max(5, len(name) - 2)] for name in self.names]
        return [re.compile(rf"\b{re.escape(beginning)}", re.IGNORECASE) for beginning in beginnings]


def days_of(passages: Iterable[Passage], event: Event) -> Days | None:
    """The day, or neighbouring days, that clearly most say; each article has one vote for a day."""
    votes = dict[tuple[str, date], int]()
    for passage in passages:
        for day, weight in _votes(passage, event):
            if event.year in (None, day.year):
                key = passage.headline.article_id, day
                votes[key] = max(weight, votes.get(key, 0))
    total = Counter[date]()
    for (_, day), weight in votes.items():
        total[day] += weight
    return _elected(total)


def first_reported(passages: Iterable[Passage], event: Event) -> Days | None:
    """The day before two or more articles had it in their titles, and that day; most must be of one week."""
    published = {
        passage.headline.article_id: passage.headline.published
        for passage in passages
        if passage.headline.published and event.is_told(passage.headline.title)
    }
    days = sorted(day for day in published.values() if day and event.year in (None, day.year))
    of_one_week = [day for day in days if day - days[0] <= _WEEK]
    return (days[0] - _ONE, days[0]) if len(of_one_week) > max(1, len(days) / 2) else None


def _votes(passage: Passage, event: Event) -> Iterator[tuple[date, int]]:
    title, published = passage.headline.title, passage.headline.published
    is_report = event.is_told(title)
    for place, (start, end) in enumerate(passage.sentences):
        sentence = passage.quote(start, end)
        told = [match.span() for match in event.told.finditer(sentence)]
        opens = start < _BEGINNING and place < 2
        if not (told or (opens and is_report)) or not event.is_named(f"{title} {sentence}", passage.text):
            continue
        for time in stated(sentence, published):
            if (time.last - time.first).days >= _LONGEST:
                continue
            for day, weight in _dated(sentence, time, told) if told else [(time.first, _MENTION)]:
                is_news = published is not None and day <= published <= day + _WEEK
                yield day, max(weight, _OPENING if opens and is_report else 0) * (_NEWS if is_news else 1)


def _dated(sentence: str, time: Expression, told: Iterable[tuple[int, int]]) -> Iterator[tuple[date, int]]:
    """The days that a time in a sentence gives the event, told of at these places."""
    for start, end in told:
        before, between = sentence[:start], sentence[min(end, time.end) : max(start, time.start)]
        if ";" in between or len(between.split()) > _NEAR:
            continue
        if end <= time.start and _OF_THAT_DAY.fullmatch(between) and not _EVE.search(before):
            yield time.first, _ITSELF
        elif later := _YEARS_LATER.search(before):
            if time.end <= start:
                years = _YEARS[(later["count"] or later["nth"]).lower()]
                yield time.first - relativedelta(years=years), _MENTION
        elif not _NOT_THE_DAY.search(before):
            yield time.first, _MENTION


def _elected(votes: Counter[date]) -> Days | None:
    """The day with most votes and the neighbours with half as many, where no other day comes near."""
    if not votes:
        return None
    first = last = best = max(votes, key=lambda day: (votes[day], -day.toordinal()))
    while 2 * votes[first - _ONE] >= votes[best] and (last - first).days < _LONGEST - 1:
        first -= _ONE
    while 2 * votes[last + _ONE] >= votes[best] and (last - first).days < _LONGEST - 1:
        last += _ONE
    others = max((count for day, count in votes.items() if not first <= day <= last), default=0)
    return (first, last) if votes[best] >= max(_LEAST, _AHEAD_OF_OTHERS * others) else None
