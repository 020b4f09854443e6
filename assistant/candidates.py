"""The sentences of the evidence, each with how likely it is to hold what the query asks for.

Does not know how many of them make an answer.
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from typing import NamedTuple

from assistant.focus import focus, spans
from assistant.names import missing, names
from assistant.recency import freshness
from assistant.types import Evidence, Query
from assistant.words import content_words, forms, words
from index.article import Passage
from index.sentences import Span
from index.sync import Store

_COMPARED = 32
"""Sentences that get a vector, the most promising by their words: as many as embed in about 0.2 s."""

_NOT_OF_THEM = 0.5
"""Times a probability for each essential name of the question that neither the sentence nor its title has.
Measured: see `tests/evals/LOG.md`."""

_LEAD = 400
"""Characters: what an article says first is usually what it is about."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is weighed; shares between 0 and 1, but `similarity` can be below and `freshness` up to 3."""

    coverage: float
    """Of the query's words, each counted by its rarity, the share that the sentence has."""
    similarity: float
    """Cosine of the sentence's vector and the query's."""
    rank: float
    """1 / rank of the passage in the evidence."""
    wanted: float
    """1 where the sentence has something of the kind that is asked for."""
    lead: float
    """1 where the sentence is at the beginning of its article."""
    length: float
    """Words of the sentence, out of the 60 that an answer may have."""
    freshness: float
    """How recent the article is, where the query prefers recent ones."""


WEIGHTS = Features(
    coverage=0.64, similarity=2.7, rank=0.66, wanted=1.52, lead=0.46, length=0.66, freshness=0.75
)
BIAS = -5.47
"""Logistic regression of "the sentence contains the answer" on the questions of even weeks: the command
`python -m tests.evals.fit` makes these again, `tests/evals/LOG.md` has the figures."""


class Candidate(NamedTuple):
    """A sentence with its offsets in the article's text, and the probability that it holds the answer."""

    passage: Passage
    start: int
    end: int
    text: str
    wanted: tuple[Span, ...]
    """Where, in the sentence, things of the kind that is asked for stand."""
    features: Features
    probability: float


def query_rarities(store: Store, query: Query) -> dict[str, float]:
    """The stems of the query's words with how rare each is in the library."""
    return {word.stem: store.library.rarity(forms(word.text)) for word in content_words(query.text)}


def candidates(
    store: Store, query: Query, evidence: Sequence[Evidence], rarities: dict[str, float]
) -> list[Candidate]:
    """The most promising sentences, the best first; the same evidence always gives the same order."""
    kind = focus(query.asks)
    found = []
    for rank, item in enumerate(evidence, start=1):
        passage = item.passage
        for start, end in passage.sentences:
            text = passage.quote(start, end)
            wanted = tuple(spans(text, kind, query.text))
            features = Features(
                coverage=share(rarities, text),
                similarity=0.0,
                rank=1 / rank,
                wanted=float(bool(wanted)),
                lead=float(start < _LEAD),
                length=min(1.0, len(text.split()) / 60),
                freshness=query.recency * freshness(passage.headline.published, query.as_of),
            )
            found.append(Candidate(passage, start, end, text, wanted, features, _probability(features)))
    own = {word.stem for word in content_words(query.about)}
    of_question = [candidate for candidate in found if _has_one(own, candidate)]
    if of_question or query.text == query.question:  # "Why did they?" may be answered in quite other words
        found = of_question
    return _compared(store, query, sorted(found, key=_order)[:_COMPARED])


def _has_one(own: set[str], candidate: Candidate) -> bool:
    """Whether a sentence or its title has a word of the question itself, not only of what it carries."""
    title = candidate.passage.headline.title
    return not own or any(word.stem in own for word in (*words(candidate.text), *words(title)))


def _compared(store: Store, query: Query, found: list[Candidate]) -> list[Candidate]:
    """The same candidates weighed again with the similarity of their meaning to the query's."""
    vectors = store.embedder.encode([query.text, *(candidate.text for candidate in found)])
    essential = [name for name in names(query.about) if name.is_essential]
    weighed = []
    for candidate, similarity in zip(found, vectors[1:] @ vectors[0], strict=True):
        features = replace(candidate.features, similarity=float(similarity))
        unnamed = missing(essential, f"{candidate.text} {candidate.passage.headline.title}")
        probability = _probability(features) * _NOT_OF_THEM ** len(unnamed)
        weighed.append(candidate._replace(features=features, probability=probability))
    return sorted(weighed, key=_order)


def share(rarities: dict[str, float], text: str) -> float:
    """Of the words with these stems, each counted by its rarity, the share that a text has."""
    stems = {word.stem for word in words(text)}
    whole = sum(rarities.values())
    return sum(rarity for stem, rarity in rarities.items() if stem in stems) / whole if whole else 0.0


def _probability(features: Features) -> float:
    weighed = sum(w * f for w, f in zip(astuple(WEIGHTS), astuple(features), strict=True))
    return 1.0 / (1.0 + math.exp(-(BIAS + weighed)))


def _order(candidate: Candidate) -> tuple[float, str, int]:
    return -candidate.probability, candidate.passage.passage_id, candidate.start
