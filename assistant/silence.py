"""What is said where nothing is quoted: what was searched, why that is no answer, and what to try.

Does not know how it was decided that there is none.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.dating import long_day
from assistant.types import Answer, Limits, Outcome, Query, Searched, Window
from assistant.windows import scope_of
from index.sync import Store


def searched(store: Store, query: Query) -> Searched:
    """How many articles the query's limits and its as-of day let through."""
    return Searched(store.library.count(scope_of(query)))


def nothing_found(answer: Answer) -> Answer:
    """An abstention: no passage has anything to do with the question, or there is none to be searched."""
    if answer.searched and not answer.searched.articles:
        reason = f"The archive has no article{_whose_and_when(answer)}."
    else:
        reason = f"Nothing in {_where(answer)} comes near the question."
    return _abstained(answer, Outcome.NOTHING_FOUND, reason)


def not_answered(answer: Answer) -> Answer:
    """An abstention: what came nearest is too far away."""
    return _abstained(
        answer,
        Outcome.NOT_ANSWERABLE,
        f"Nothing in {_where(answer)} answers this well enough to be quoted.",
    )


def not_named(answer: Answer, names: Sequence[str]) -> Answer:
    """An abstention: what came nearest is about others."""
    return _abstained(
        answer,
        Outcome.NOT_ANSWERABLE,
        f"In {_where(answer)} the passages that come nearest do not speak of {listed(names)}.",
    )


def not_from(answer: Answer) -> Answer:
    """An abstention: the question asks what an outlet says of which there is no article."""
    outlets = listed(answer.query.unknown_outlets)
    reason = f"The archive has no article of {outlets}, and those of others that come nearest do not name it."
    return replace(answer, outcome=Outcome.NOT_ANSWERABLE, reason=reason, wider=Limits())


def listed(parts: Sequence[str]) -> str:
    """`A`, `A or B`, `A, B or C`."""
    return " or ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _abstained(answer: Answer, outcome: Outcome, reason: str) -> Answer:
    limits = answer.query.limits
    wider = None if limits == Limits() else replace(limits, window=None) if limits.window else Limits()
    return replace(answer, outcome=outcome, reason=reason, wider=wider)


def _where(answer: Answer) -> str:
    articles = answer.searched.articles if answer.searched else 0
    counted = "the one article" if articles == 1 else f"the {articles:,} articles"
    how = "by words" if answer.query.words_alone else "by words and by meaning"
    return f"{counted}{_whose_and_when(answer)}, searched {how},"


def _whose_and_when(answer: Answer) -> str:
    limits = answer.query.limits
    of = f" of {listed(limits.outlets)}" if limits.outlets else ""
    by = f" by {listed(limits.authors)}" if limits.authors else ""
    return f"{of}{by} {_days(limits.window, answer.query.as_of)}"


def _days(window: Window | None, as_of: date) -> str:
    first, last = (window.first, window.last) if window else (None, None)
    if first and first > as_of and last is None:
        return f"from {long_day(first)} on"
    if last is None or (last > as_of and not (first and first > as_of)):
        last = as_of
    if first is None:
        return f"up to {long_day(last)}"
    return f"of {long_day(last)}" if first == last else f"from {long_day(first)} to {long_day(last)}"
