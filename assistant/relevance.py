"""How likely each passage that was found is to be the one that a query is looking for.

Does not know how passages are found, nor which sentence of one answers.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from assistant.focus import focus, spans
from assistant.recency import ASKED, UNSAID, freshness
from assistant.types import Query
from assistant.weighing import weighed
from assistant.words import stems
from index.article import Passage


@dataclass(frozen=True, slots=True)
class Features:
    """What is weighed of a passage; shares between 0 and 1 unless said otherwise."""

    words: float
    """BM25, as a share of the best score found."""
    meaning: float
    """Cosine of the passage's vector and the query's."""
    article: float
    """The largest such cosine among the found passages of its article: what the whole article is about."""
    coverage: float
    """Of the query's words, each counted by its rarity, the share that the passage and its title have."""
    asked_freshness: float
    """How recent the article is, where the question asks for what is recent; 3 at most, for "the latest"."""
    unsaid_freshness: float
    """The same where the question says nothing of time."""
    depth: float
    """log(1 + thousands of characters before the passage in its article): news tells the news first."""
    wanted: float
    """1 where it has something of the kind that is asked for."""


WEIGHTS = Features(
    words=1.85,
    meaning=5.12,
    article=2.45,
    coverage=4.03,
    asked_freshness=3.91,
    unsaid_freshness=2.88,
    depth=-0.73,
    wanted=1.33,
)
"""Fitted so that passages with the answer, and those of the right article, get the largest share of a softmax
over all that were found, on the questions of even weeks: `python -m tests.evals.fit` makes these again, and
`tests/evals/LOG.md` has the figures. The loss is the top-one one of ListNet (Cao et al. 2007,
https://doi.org/10.1145/1273496.1273513)."""


def features(
    query: Query,
    passages: Sequence[Passage],
    by_words: Mapping[str, float],
    similarities: Mapping[str, float],
    rarities: Mapping[str, float],
) -> list[Features]:
    """What is weighed of each passage. `by_words` are BM25 scores, `similarities` cosines, by passage id.

    A passage whose similarity is not known is taken to have the mean of those that are.
    """
    kind = focus(query.asks)
    best = max(by_words.values(), default=0.0) or 1.0
    unknown = fmean(similarities.values()) if similarities else 0.0
    of_article = dict[str, float]()
    for passage in passages:
        article, similarity = passage.headline.article_id, similarities.get(passage.passage_id, unknown)
        of_article[article] = max(similarity, of_article.get(article, similarity))
    found = []
    for passage in passages:
        fresh = freshness(passage.headline.published, query.as_of)
        found.append(
            Features(
                words=by_words.get(passage.passage_id, 0.0) / best,
                meaning=similarities.get(passage.passage_id, unknown),
                article=of_article[passage.headline.article_id],
                coverage=share(rarities, f"{passage.headline.title}\n{passage.text}"),
                asked_freshness=query.recency * fresh if query.recency >= ASKED else 0.0,
                unsaid_freshness=fresh if query.recency == UNSAID else 0.0,
                depth=math.log(1 + passage.start / 1000),
                wanted=float(bool(spans(passage.text, kind, query.text))),
            )
        )
    return found


def share(rarities: Mapping[str, float], text: str) -> float:
    """Of the words with these stems, each counted by its rarity, the share that a text has."""
    had, whole = stems(text), sum(rarities.values())
    return sum(rarity for stem, rarity in rarities.items() if stem in had) / whole if whole else 0.0


def score(seen: Features) -> float:
    """Larger is better; a difference of 1 makes a passage e times as likely."""
    return weighed(WEIGHTS, seen)


def unasked(seen: Features) -> float:
    """The part of the score that prefers recent articles more than the question asks for recent ones."""
    beyond = max(0.0, seen.asked_freshness - ASKED)  # "the latest" orders what was found, no more
    return WEIGHTS.unsaid_freshness * seen.unsaid_freshness + WEIGHTS.asked_freshness * beyond
