"""Which candidates may answer a query that asks for somebody's words, a deed, a number or a name.

Does not know how likely each is, nor how many of them make an answer.
"""

from collections.abc import Sequence

from assistant import finds
from assistant.candidates import Candidate
from assistant.counts import Stated
from assistant.names import Name, missing
from assistant.speakers import says, speaker
from assistant.types import Kind, Query
from assistant.wanted import wanted


def eligible(query: Query, found: list[Candidate], stated: Sequence[Stated]) -> list[Candidate]:
    """The candidates that may answer, those that state a number asked for before all others."""
    return _stating(stated, _of_the_deed(query, _of_the_speaker(query, found)))


def naming(essential: Sequence[Name], found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that have all of these names, themselves or in their article's title."""
    return [one for one in found if not missing(list(essential), f"{one.text} {one.passage.headline.title}")]


def _of_the_speaker(query: Query, found: list[Candidate]) -> list[Candidate]:
    """Of "What did X say?", the sentences that have X's words, where there are any."""
    name = speaker(query.asks)
    if name is None:
        return found
    return [one for one in found if says(one.text, _before(one), name)] or found


def _of_the_deed(query: Query, found: list[Candidate]) -> list[Candidate]:
    """Of "Which countries sent tanks?", where no table could be made, the sentences that speak of that."""
    sought = wanted(query.asks) if query.kind is Kind.LIST else None
    if sought is None:
        return found
    return [one for one in found if finds.says(sought, one.text, one.passage)]


def _stating(stated: Sequence[Stated], found: list[Candidate]) -> list[Candidate]:
    """The candidates with those that state the number asked for before all others, its place marked."""
    best = max((one.probability for one in found), default=0.0)
    order = {(one.passage.passage_id, one.start): rank for rank, one in enumerate(stated)}
    spans = {(one.passage.passage_id, one.start): one.emphasis for one in stated}
    first, others = [], []
    for one in found:
        key = one.passage.passage_id, one.start
        if key in order:
            wanted = (spans[key], *(span for span in one.wanted if span != spans[key]))
            first.append(one._replace(wanted=wanted, probability=best + one.probability))
        else:
            others.append(one)
    first.sort(key=lambda one: order[one.passage.passage_id, one.start])
    return [*first, *others]


def _before(one: Candidate) -> str:
    return one.passage.text[: one.start - one.passage.start]
