"""The rankings of passages that are compared, from a single index to all that Dateline does.

Does not know what is measured on them.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.retrieve import DEPTH, Found, retrieve, search, weighed
from assistant.types import Evidence, Limits, Query
from index.scope import Scope
from index.sync import Store

Ranking = Callable[[Store, Query], Sequence[Evidence]]

_RANK_CONSTANT = 60
"""k of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009, https://doi.org/10.1145/1571941.1572114)."""


def _words(store: Store, query: Query) -> Sequence[Evidence]:
    return _in_order(store, [*_searched(store, query).by_words])


def _vectors(store: Store, query: Query) -> Sequence[Evidence]:
    return _in_order(store, [*_searched(store, query).by_meaning])


def _rank_fusion(store: Store, query: Query) -> Sequence[Evidence]:
    found, scores = _searched(store, query), defaultdict[str, float](float)
    for ranking in (found.by_words, found.by_meaning):
        for rank, passage_id in enumerate(ranking, start=1):
            scores[passage_id] += 1 / (_RANK_CONSTANT + rank)
    return _in_order(store, sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id)))


def _fused(store: Store, query: Query) -> Sequence[Evidence]:
    return _weighed(store, replace(query, recency=0.0, limits=Limits()))


def _with_time(store: Store, query: Query) -> Sequence[Evidence]:
    return _weighed(store, replace(query, limits=Limits(window=query.limits.window)))


def _with_outlets(store: Store, query: Query) -> Sequence[Evidence]:
    return _weighed(store, query)


def _with_stories(store: Store, query: Query) -> Sequence[Evidence]:
    return retrieve(store, query, DEPTH)


WORDS = "BM25 alone"
ALL = "+ stories"
RANKINGS: dict[str, Ranking] = {
    WORDS: _words,
    "vectors alone": _vectors,
    "rank fusion": _rank_fusion,
    "fused": _fused,
    "+ time": _with_time,
    "+ outlets": _with_outlets,
    ALL: _with_stories,
}
"""By name. From "fused" on, where all that was found is weighed, each has all that the ones before it have,
and the last is what answers are made from. The as-of day holds for all of them."""


@lru_cache(maxsize=4)
def _searched(store: Store, query: Query) -> Found:
    """Kept for a moment: several rankings of one question begin with it."""
    return search(store, query, Scope(last=query.as_of))


@lru_cache(maxsize=4)
def _weighed(store: Store, query: Query) -> Sequence[Evidence]:
    """Kept for a moment: a question that names no day and no outlet is the same query in several rankings."""
    return weighed(store, query)


def _in_order(store: Store, passage_ids: Sequence[str]) -> list[Evidence]:
    """The logarithm of a rank as a score, which is what scores are taken for: each counts 1 / rank."""
    passages = store.library.passages(passage_ids[:DEPTH])
    return [Evidence(passage, -math.log(rank)) for rank, passage in enumerate(passages, start=1)]
