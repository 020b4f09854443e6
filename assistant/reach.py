"""How far back a query looks: within a time that only the archive can date, and for the latest step by step.

Does not know how anything is searched.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from assistant import events, times
from assistant.types import Answer, Query, Window
from index.catalogue import Catalogue

_EVER = Window(None, None)


class Attempt(NamedTuple):
    """A query held to a step of the ladder, and what the step is called; empty where there are no steps."""

    step: str
    query: Query


STALE_AFTER = 60
"""Days after which an archive's last day is a better as-of day than today."""


def proposed_day(last: date | None, today: date) -> date:
    """The as-of day unless somebody gives one: today or, of an old archive, its last day."""
    return last if last is not None and (today - last).days > STALE_AFTER else today


def dated(library: Catalogue, query: Query) -> Query:
    """The query held to the time of an event that it names, such as "before the invasion".

    As it was where it names a time of its own, or an event that the archive does not date.
    """
    if query.limits.window is not None or (bound := events.bound(query.asks)) is None:
        return query
    window = events.resolved(library, bound, query.as_of)
    return query if window is None else replace(query, limits=replace(query.limits, window=window))


def attempts(query: Query) -> Iterator[Attempt]:
    """Where to look one after the other until there is an answer: for the latest, in the last days first.

    A single one, unless the query asks for the latest and names no time.
    """
    if query.limits.window is not None or not times.asks_latest(query.asks):
        yield Attempt("", query)
        return
    for step, window in times.ladder(query.as_of):
        held = None if window == _EVER else window  # none, so that no wider one is offered in the end
        yield Attempt(step, replace(query, limits=replace(query.limits, window=held)))


def found_at(attempt: Attempt, answer: Answer) -> Answer:
    """The answer with the step at which it was found; an abstention was found at none."""
    if answer.abstained or answer.searched is None:
        return answer
    return replace(answer, searched=replace(answer.searched, step=attempt.step))
