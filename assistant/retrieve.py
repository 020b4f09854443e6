"""A query becomes evidence: passages found by their words and by their meaning, fused into one ranking.

Does not know what an answer looks like.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.question import understand
from assistant.recency import freshness
from assistant.record import source
from assistant.types import Evidence, Query
from assistant.words import content_words, forms
from index.article import Passage
from index.errors import LibraryError
from index.sync import Store

DEPTH = 100
"""Passages taken from each ranking."""

_RANK_CONSTANT = 60
"""k of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009, https://doi.org/10.1145/1571941.1572114)."""

_WIDER = 4
"""Times `DEPTH` vectors asked for first, so that enough are left when later articles are dropped; a filter
inside Chroma is slower where it lets many rows through."""


def retrieve(store: Store, query: Query, count: int = 10) -> tuple[Evidence, ...]:
    """The best passages for a query, best first, none of them from after its as-of day.

    The same library and query always give the same evidence. Raises `EmbeddingError` where the model
    cannot be loaded.
    """
    scores = dict[str, float]()
    for ranking in (by_words(store, query), nearest(store, query)):
        for rank, passage_id in enumerate(ranking, start=1):
            scores[passage_id] = scores.get(passage_id, 0.0) + 1.0 / (_RANK_CONSTANT + rank)
    found = [
        Evidence(p, _favoured(scores[p.passage_id], p, query)) for p in store.library.passages([*scores])
    ]
    return tuple(_without_copies(sorted(found, key=_order))[:count])


def by_words(store: Store, query: Query) -> list[str]:
    """Passage ids by BM25, within the as-of day."""
    terms = [form for word in content_words(query.text) for form in forms(word.text)]
    return [i for i, _ in store.library.search(terms, DEPTH, until=query.as_of)]


def nearest(store: Store, query: Query) -> list[str]:
    """Passage ids by similarity of meaning, within the as-of day."""
    vector = np.asarray(store.embedder.embed_query(query.text), dtype=np.float32)
    found = [i for i, _ in store.vectors.search(vector, _WIDER * DEPTH)]
    if not found and store.library.status().embedded:
        raise LibraryError(
            "the vector index is empty although passages were embedded: run python -m index add"
        )
    kept = [p.passage_id for p in store.library.passages(found) if _is_known(p, query.as_of)]
    if len(kept) < DEPTH and len(found) == _WIDER * DEPTH:
        kept = [i for i, _ in store.vectors.search(vector, DEPTH, until=query.as_of)]
    return kept[:DEPTH]


def _is_known(passage: Passage, as_of: date) -> bool:
    return passage.headline.published is None or passage.headline.published <= as_of


def _favoured(score: float, passage: Passage, query: Query) -> float:
    """The fused score, raised for a recent article by as much as the query prefers recent ones."""
    return score * (1.0 + query.recency * freshness(passage.headline.published, query.as_of))


def _order(evidence: Evidence) -> tuple[float, str]:
    return -evidence.score, evidence.passage.passage_id


def _without_copies(ranked: Sequence[Evidence]) -> list[Evidence]:
    """The passages whose words no better one has already said, letter case and spacing aside."""
    distinct = dict[str, Evidence]()
    for evidence in ranked:
        distinct.setdefault(" ".join(evidence.passage.text.lower().split()), evidence)
    return list(distinct.values())


class ArchiveRetriever(BaseRetriever):
    """The same retrieval for any LangChain program: `ArchiveRetriever(store=store).invoke(question)`.

    Each document is a passage; its metadata are `article_id, url, title, outlet, published, start, end,
    score`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    count: int = 10
    as_of: date | None = None
    """The day on which questions are asked; today unless given."""

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain passes it by name
    ) -> list[Document]:
        asked = understand(query, (), self.as_of or datetime.now(UTC).date())
        return [_document(evidence) for evidence in retrieve(self.store, asked, self.count)]


def _document(evidence: Evidence) -> Document:
    passage = evidence.passage
    position = {"start": passage.start, "end": passage.end, "score": evidence.score}
    return Document(
        id=passage.passage_id, page_content=passage.text, metadata={**source(passage.headline), **position}
    )
