"""A query becomes evidence: passages found by their words and by their meaning, weighed into one ranking.

Does not know what an answer looks like.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from assistant.relevance import Features, features, score, unasked
from assistant.times import phrases, reported
from assistant.types import Evidence, Query
from assistant.windows import is_of, scope_of
from assistant.words import content_words, forms
from index.article import Passage
from index.errors import LibraryError
from index.filling import embedded_text
from index.scope import Scope, allows
from index.sync import Store

DEPTH = 150
"""Passages taken from each search."""

Vector = NDArray[np.float32]

_WIDER = 4
"""Times `DEPTH` vectors asked for first, so that enough are left when those outside the scope are dropped; a
filter inside Chroma is slower where it lets many rows through."""

EMBEDDED_NOW = 12
"""Passages without a vector that get one for the question alone, the most promising by their words: more find
nothing better, as `tests/evals/LOG.md` says."""


@dataclass(frozen=True, slots=True)
class Found:
    """What both searches found: passage ids with their scores, best first."""

    by_words: dict[str, float]
    """BM25; a larger score is better."""
    by_meaning: dict[str, float]
    """Cosine similarity of the passage's vector and the query's, where it has one."""


def retrieve(store: Store, query: Query, count: int = 10) -> tuple[Evidence, ...]:
    """The best passages for a query, best first, all within its limits and none from after its as-of day.

    A story is told by one article, and of several outlets that a query names each has its turn. The same
    library and query always give the same evidence. Raises `EmbeddingError` where the model cannot be loaded.
    """
    ranked = _without_copies(store, query, weighed(store, query))
    return tuple(_in_turn(ranked, query.limits.outlets)[:count])


def weighed(store: Store, query: Query) -> list[Evidence]:
    """All passages that were found, best first, copies among them."""
    evidence = []
    for passage, seen in found_with_features(store, query):
        whole = score(seen)
        evidence.append(Evidence(passage, whole, whole - unasked(seen)))
    return sorted(evidence, key=lambda one: (-one.score, one.passage.passage_id))


def found_with_features(store: Store, query: Query) -> list[tuple[Passage, Features]]:
    """All passages that were found with what is weighed of each."""
    rarities = query_rarities(store, query)
    vector = None if query.words_alone else _vector(store, query)
    by_words, similarities = dict[str, float](), dict[str, float]()
    for scope in scopes(query):
        found = search(store, query, scope, vector)
        by_words |= found.by_words
        similarities |= found.by_meaning
    by_words |= _about_the_window(store, query)
    unmeasured = [i for i in by_words if i not in similarities]
    if vector is not None and unmeasured:
        similarities |= store.vectors.similarities(vector, unmeasured)
    ids = list(dict.fromkeys((*by_words, *similarities)))
    passages = [p for p in store.library.passages(ids) if is_of(query.limits.window, p)]

    def seen() -> list[tuple[Passage, Features]]:
        return list(zip(passages, features(query, passages, by_words, similarities, rarities), strict=True))

    if vector is not None and any(passage.passage_id not in similarities for passage in passages):
        similarities |= _measured_now(store, vector, seen(), similarities)
    return seen()


def _measured_now(
    store: Store, vector: Vector, seen: Sequence[tuple[Passage, Features]], known: Mapping[str, float]
) -> dict[str, float]:
    """The similarities of the best passages that have no vector yet."""
    missing = [(-score(of_it), passage) for passage, of_it in seen if passage.passage_id not in known]
    missing.sort(key=lambda one: (one[0], one[1].passage_id))
    best = [passage for _, passage in missing[:EMBEDDED_NOW]]
    rows = store.embedder.encode([embedded_text(passage) for passage in best])
    return {passage.passage_id: float(row @ vector) for passage, row in zip(best, rows, strict=True)}


def scopes(query: Query) -> list[Scope]:
    """Where to search: a scope for each outlet that the query names, so that none crowds out the others."""
    limits = query.limits
    if limits.window is not None and limits.window.said:
        # what happened on its last day is told on the days after
        limits = replace(limits, window=reported(limits.window))
    whole = scope_of(replace(query, limits=limits))
    return [replace(whole, outlets=(outlet,)) for outlet in limits.outlets] or [whole]


def search(store: Store, query: Query, scope: Scope, vector: Vector | None = None) -> Found:
    """Both searches within one scope, or words alone. `vector` is the query's, where it is known already."""
    by_words = dict(store.library.search(_terms(query), DEPTH, scope=scope))
    if query.words_alone:
        return Found(by_words, {})
    return Found(by_words, _nearest(store, _vector(store, query) if vector is None else vector, scope))


def query_rarities(store: Store, query: Query) -> dict[str, float]:
    """The stems of the query's words with how rare each is in the library."""
    return {word.stem: store.library.rarity(forms(word.text)) for word in content_words(query.text)}


def _terms(query: Query) -> list[str]:
    return [form for word in content_words(query.text) for form in forms(word.text)]


def _vector(store: Store, query: Query) -> Vector:
    return np.asarray(store.embedder.embed_query(query.text), dtype=np.float32)


def _nearest(store: Store, vector: Vector, scope: Scope) -> dict[str, float]:
    found = dict(store.vectors.search(vector, _WIDER * DEPTH))
    if not found and store.library.status().embedded:
        raise LibraryError(
            "the vector index is empty although passages were embedded: run python -m index add"
        )
    kept = _allowed(store, found, scope)
    if len(kept) < DEPTH and len(found) < store.vectors.count():  # fewer than asked for, where many are alike
        kept = _allowed(store, dict(store.vectors.search(vector, DEPTH, scope=scope)), scope)
    return dict(list(kept.items())[:DEPTH])


def _allowed(store: Store, found: dict[str, float], scope: Scope) -> dict[str, float]:
    passages = store.library.passages([*found])
    return {p.passage_id: found[p.passage_id] for p in passages if allows(scope, p.headline)}


def _about_the_window(store: Store, query: Query) -> dict[str, float]:
    """Passages of articles that appeared after the window but name a day in it: when a thing happened and
    when it was reported are not the same."""
    window = query.limits.window
    if window is None or not window.said or window.last is None or window.last >= query.as_of:
        return {}
    later = replace(scope_of(query), first=window.last + timedelta(days=1), last=query.as_of)
    named = phrases(window)
    return dict(store.library.search(_terms(query), DEPTH, scope=later, beside=named)) if named else {}


def _without_copies(store: Store, query: Query, ranked: Sequence[Evidence]) -> list[Evidence]:
    """The passages of the best article of each story, and none whose words a better one has already said."""
    articles = list(dict.fromkeys(one.passage.headline.article_id for one in ranked))
    story_of = store.library.stories(articles)
    teller = {story_of[article]: article for article in reversed(articles)}
    copies = store.library.copies([*teller.values()])
    known = Scope(last=query.as_of)
    distinct = dict[str, Evidence]()
    for one in ranked:
        article = one.passage.headline.article_id
        if teller[story_of[article]] == article:
            said = " ".join(one.passage.text.lower().split())
            others = tuple(copy for copy in copies[article] if allows(known, copy))
            distinct.setdefault(said, replace(one, copies=others))
    return list(distinct.values())


def _in_turn(ranked: Sequence[Evidence], outlets: Sequence[str]) -> list[Evidence]:
    """The best of each outlet, then the second best of each, and so on, where there are several."""
    if len(outlets) < 2:
        return list(ranked)
    so_far = Counter[str]()
    turns = []
    for one in ranked:
        turns.append(so_far[one.passage.headline.outlet])
        so_far[one.passage.headline.outlet] += 1
    return [one for _, one in sorted(zip(turns, ranked, strict=True), key=lambda pair: pair[0])]
