"""How sure it is that the evidence answers the query at all.

Does not know which sentences are quoted, nor what is said when it is not sure.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.candidates import Candidate, share
from assistant.types import Evidence


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for an answer; both are shares up to 1."""

    coverage: float
    """Of the query's words, each counted by its rarity, the most that one passage with its title has."""
    similarity: float
    """The largest cosine of a sentence's vector and the query's."""


WEIGHTS = Signs(coverage=4.88, similarity=4.35)
BIAS = -5.86
"""Logistic regression of answerable questions against unanswerable ones, asked as of the archive's last day:
`python -m tests.evals.fit` makes these again, `tests/evals/LOG.md` has the figures."""

LEAST = 0.45
"""Below this Dateline abstains: silence costs the reader a search, a wrong answer costs trust."""


def signs(rarities: dict[str, float], evidence: Sequence[Evidence], found: Sequence[Candidate]) -> Signs:
    """What the evidence shows; `rarities` are of the query's words."""
    texts = (f"{item.passage.headline.title} {item.passage.text}" for item in evidence)
    return Signs(
        coverage=max((share(rarities, text) for text in texts), default=0.0),
        similarity=max((candidate.features.similarity for candidate in found), default=0.0),
    )


def confidence(seen: Signs) -> float:
    """The probability, between 0 and 1, that the archive answers."""
    weighed = BIAS + WEIGHTS.coverage * seen.coverage + WEIGHTS.similarity * seen.similarity
    return 1.0 / (1.0 + math.exp(-weighed))
