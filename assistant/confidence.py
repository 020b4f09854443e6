"""How sure it is that the evidence answers the query at all.

Does not know which sentences are quoted, nor what is said when it is not sure.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.candidates import READ, Candidate
from assistant.names import missing, names
from assistant.relevance import share
from assistant.types import Evidence, Query
from assistant.weighing import logistic, weighed

_NUMBER = re.compile(r"\d(?:[\d,.]*\d)?(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer, or against one."""

    relevance: float
    """Of the best passage, as in `Evidence`: old articles count no less unless recent ones are asked for."""
    similarity: float
    """The largest cosine of a sentence's vector and the query's."""
    uncovered: float
    """Of the query's words, each counted by its rarity, the share that the best passage and title lack."""
    unnamed: float
    """How many of the query's names are lacking in the sentence that has the most of them."""
    unnumbered: float
    """How many of the query's numbers are lacking in all of the evidence; a year of its articles is not."""
    words: float
    """log(1 + words of the query): of more words fewer agree by accident."""
    articles: float
    """log(articles searched): among more of them something always comes near."""


WEIGHTS = Signs(
    relevance=0.57,
    similarity=3.76,
    uncovered=-2.79,
    unnamed=-0.57,
    unnumbered=-1.17,
    words=1.41,
    articles=-1.48,
)
BIAS = 2.24
"""Logistic regression of answerable questions against unanswerable ones: those of even weeks and every second
one that the archive of 2022 cannot answer, asked as of its last day, and half of those over the demo archive.
`python -m tests.evals.fit` makes these again, `tests/evals/LOG.md` has the figures."""

BY_WORDS_WEIGHTS = Signs(
    relevance=0.57,
    similarity=0.0,
    uncovered=-6.17,
    unnamed=-1.17,
    unnumbered=-3.26,
    words=2.95,
    articles=-1.28,
)
BY_WORDS_BIAS = 3.10
"""The same where nothing is compared by meaning: as many unanswerable questions stay unanswered at the same
threshold, and more of the answerable."""

_FEWEST = 50
"""Articles: of fewer the regression knows nothing."""

LEAST = 0.55
"""Below this Dateline abstains: silence costs the reader a search, a wrong answer costs trust."""


def signs(
    query: Query,
    rarities: Mapping[str, float],
    evidence: Sequence[Evidence],
    found: Sequence[Candidate],
    articles: int,
) -> Signs:
    """What the evidence shows, best first, of so many articles; `rarities` are of the query's words."""
    wanted = names(query.about)
    best = evidence[0].passage
    return Signs(
        relevance=max(one.relevance for one in evidence),
        similarity=max((one.features.similarity for one in found), default=0.0),
        uncovered=1.0 - share(rarities, f"{best.headline.title}\n{best.text}"),
        unnamed=float(min((len(missing(wanted, one.text)) for one in found), default=len(wanted))),
        unnumbered=float(len(_numbers(query.text) - _numbers_of(evidence))),
        words=math.log(1 + len(rarities)),
        articles=math.log(max(articles, _FEWEST)),
    )


def unknown_years(query: Query, evidence: Sequence[Evidence]) -> set[str]:
    """The years that a query names beside its window and no evidence has: "the 2030 World Cup"."""
    return {year for year in _numbers(query.text) - _numbers_of(evidence) if _YEAR.fullmatch(year)}


def _numbers(text: str) -> set[str]:
    """The numbers of a text: "98th" is not "98", "4,800" is "4800"."""
    return {match.group().replace(",", "") for match in _NUMBER.finditer(text)}


def _numbers_of(evidence: Sequence[Evidence]) -> set[str]:
    found = set[str]()
    for passage in (one.passage for one in evidence[:READ]):
        found |= _numbers(f"{passage.headline.title}\n{passage.text}")
        if passage.headline.published is not None:
            found.add(str(passage.headline.published.year))
    return found


def confidence(seen: Signs, *, words_alone: bool = False) -> float:
    """The probability, between 0 and 1, that the archive answers; `words_alone` as in `Query`."""
    if words_alone:
        return logistic(BY_WORDS_BIAS + weighed(BY_WORDS_WEIGHTS, seen))
    return logistic(BIAS + weighed(WEIGHTS, seen))
