"""What was said in a conversation: its words, names, numbers and days, each as it was meant when it was said.

Does not know what is asked of it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.actors import ALIASES, actors
from assistant.amounts import UNITS
from assistant.countries import mentions
from assistant.expressions import Expression, expressions
from assistant.fragments import led
from assistant.question import understand
from assistant.times import asks_latest, stated
from assistant.types import Answer, Turn
from assistant.words import stems, words
from index.sentences import Span

ASKS = re.compile(
    r"^(?:(?:in|to|from|by|for|on|with|since|at|of|under)\s)?(?:who|whom|whose|what|which|when|where|why|how|did|does|do"
    r"|is|are|was|were|has|have|had|will|would|can|could|should|may|might)\b"
    r"|^(?:list|name|tell|show|give|find|compare|describe|explain|summari[sz]e|count)\b",
    re.IGNORECASE,
)
"""How a question or a request begins."""

_ORDINALS = frozenset(
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split()
)
_GROUPED = re.compile(r"(?<=[0-9]),(?=[0-9]{3}\b)")
_PLAIN_NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?", re.ASCII)
_YEAR = re.compile(r"\b(?:1[6-9]|20)[0-9]{2}\b")
_NOW = re.compile(r"\b(?:today|tonight|now)\b", re.IGNORECASE)
_MOST_READ = 5_000
"""Characters of a question or of an answer."""

Days = tuple[date | None, date | None]
"""The first and the last; `None` is open on that side."""


@dataclass(frozen=True)
class Text:
    """What somebody said on a day."""

    text: str
    day: date

    @cached_property
    def times(self) -> list[Expression]:
        return expressions(self.text, self.day)

    @cached_property
    def days(self) -> frozenset[Days]:
        return frozenset((time.first, time.last) for time in self.times)

    @cached_property
    def rest(self) -> str:
        """The text without its times, whose numbers and names are parts of a date."""
        return _GROUPED.sub("", _without(self.text, [(time.start, time.end) for time in self.times]))

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(_GROUPED.sub("", self.text))

    @cached_property
    def names(self) -> dict[frozenset[str], str]:
        """Its names as they stand there, by what tells each of them apart."""
        begins = ASKS.match(self.rest)
        body = self.rest if begins is None else _without(self.rest, [begins.span()])
        return {actor.keys: body[actor.start : actor.end] for actor in actors(body)}

    @cached_property
    def countries(self) -> frozenset[str]:
        """Also where they are written in small letters."""
        return frozenset(place.country.name for place in mentions(self.text.title()))

    @cached_property
    def numbers(self) -> dict[str, float | None]:
        """Its numbers as they stand there outside of times, with their values where they are plain ones."""
        return {
            word.text: _value(word.text.lower())
            for word in words(self.rest)
            if any(map(str.isdigit, word.text)) or word.text.lower() in UNITS.keys() | _ORDINALS
        }


@dataclass(frozen=True)
class Said:
    """A question with what was said before it."""

    question: Text
    before: tuple[Text, ...]
    meant: frozenset[Days]
    """The days that the question's own time stands for, by itself and after what was said before."""
    days: frozenset[Days]
    """Those, and all others that were said or that "now" stands for."""

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        return self.question, *self.before

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset().union(*(text.stems for text in self.texts))

    @cached_property
    def keys(self) -> frozenset[str]:
        """What tells its names apart, in each of the forms that a name may have."""
        keys = frozenset[str]().union(*(set().union(*text.names, text.countries) for text in self.texts))
        known = [name for name in ALIASES if name in keys]
        initials = {"".join(word[0] for word in name.lower().split()) for name in known}
        return keys | initials | frozenset().union(*map(stems, known))

    def has_time(self, text: str, time: Expression) -> bool:
        """Whether its days were said, or begin or end a range that was: "between May and June 2023"."""
        if (time.first, time.last) in self.days:
            return True
        ranges = (one for each in self.texts for one in each.times if one.name == "range")
        return stems(text[time.start : time.end]) <= self.stems and any(
            (time.first == one.first and time.last <= one.last)
            or (time.last == one.last and time.first >= one.first)
            for one in ranges
        )

    @cached_property
    def values(self) -> frozenset[float]:
        return frozenset(value for text in self.texts for value in text.numbers.values() if value is not None)


def said(question: str, turns: Sequence[Turn], as_of: date) -> Said:
    """What was said before a question and in it; raises `QuestionError` as `understand` does."""
    own = Text(question, as_of)
    before = [text for turn in turns for text in _of_turn(turn)]
    timed = question if own.times else f"in {question[led(question) :]}"  # "What about October?"
    meant = set(Text(timed, as_of).days)
    if meant and (window := understand(timed, turns, as_of).limits.window):
        meant.add((window.first, window.last))
    days = meant.union(*(text.days for text in before), *(_days_of(turn.answer) for turn in turns))
    if _NOW.search(question) or asks_latest(question):
        days.add((as_of, as_of))
    years = {int(year) for text in (own, *before) for year in _YEAR.findall(text.text)}
    days |= {(date(year, 1, 1), date(year, 12, 31)) for year in years}
    return Said(own, tuple(before), frozenset(meant), frozenset(days))


def _of_turn(turn: Turn) -> Iterator[Text]:
    answer = turn.answer
    yield Text(turn.question[:_MOST_READ], answer.query.as_of)
    yield Text(" ".join(sentence.text for sentence in answer.sentences)[:_MOST_READ], answer.query.as_of)


def _days_of(answer: Answer) -> set[Days]:
    """The days that an answer was held to, those that its sentences say and those on which they appeared."""
    window = answer.query.limits.window
    days: set[Days] = set() if window is None else {(window.first, window.last)}
    published = {citation.number: citation.headline.published for citation in answer.citations}
    days |= {(day, day) for day in published.values() if day is not None}
    for sentence in answer.sentences:
        for number in sentence.citations:
            days |= {(time.first, time.last) for time in stated(sentence.text, published.get(number))}
    return days


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text with blanks in the place of each span, so that offsets stay."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _value(word: str) -> float | None:
    if word in UNITS:
        return float(UNITS[word])
    return float(word) if _PLAIN_NUMBER.fullmatch(word) else None
