"""Fits all weights again, on the questions of even weeks and half of those over the demo archive.

Does not change any file: it prints what `assistant/relevance.py`, `assistant/candidates.py` and
`assistant/confidence.py` should have. Each is fitted with the weights before it as they are in those files:
run it again after a change, `python -m tests.evals.fit --data FOLDER`.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.special import logsumexp  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from assistant import candidates, confidence, relevance
from assistant.question import understand
from assistant.reach import dated
from assistant.retrieve import found_with_features, query_rarities, retrieve
from assistant.silence import searched
from index import demo
from index.embedding import Embedder
from index.sync import Store
from tests.evals import handwritten, libraries
from tests.evals.handwritten import Expected
from tests.evals.realtime import Question, built, contains, last_day, questions, unanswerable

_SHRINKAGE = 0.02
"""Of the squared weights of standardised features; from 0.001 to 0.1 it hardly mattered."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What there was to choose from: a row a thing, and for each of several goals which rows are right."""

    rows: NDArray[np.float64]
    right: tuple[NDArray[np.bool_], ...]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.evals.fit", description="Fits Dateline's weights.")
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="the evaluation data")
    data = parser.parse_args(arguments).data
    store = built(data)
    even = [q for q in questions(data) if q.is_even_week]
    answerable = [q for q in even if q.answer]
    silent = unanswerable(data, last_day(store.library))[::2]
    _print("relevance.WEIGHTS", relevance.Features, _fitted([_passages(store, q) for q in tqdm(even)]))
    chosen = [_sentences(store, q) for q in tqdm(answerable)]
    _print("candidates.WEIGHTS", candidates.Features, _fitted(chosen))
    for prefix, words_alone in (("", False), ("BY_WORDS_", True)):
        observed = [(_signs(store, q, words_alone), bool(q.answer)) for q in tqdm([*answerable, *silent])]
        observed += _of_demo(store.embedder, words_alone)
        _fit_confidence(prefix, [(signs, answered) for signs, answered in observed if signs is not None])
    store.close()
    return 0


def _fit_confidence(prefix: str, seen: Sequence[tuple[confidence.Signs, bool]]) -> None:
    rows = np.array([astuple(signs) for signs, _ in seen])
    is_answerable = np.array([answered for _, answered in seen])
    model = LogisticRegression(max_iter=10_000, C=10).fit(rows, is_answerable)
    _print(f"confidence.{prefix}WEIGHTS", confidence.Signs, model.coef_[0])
    print(f"confidence.{prefix}BIAS = {model.intercept_[0]:.2f}")
    probabilities = model.predict_proba(rows)[:, 1]
    for abstained in (0.04, 0.05, 0.06, 0.07, 0.08, 0.1, 0.15, 0.2):
        least = np.quantile(probabilities[is_answerable], abstained)
        rightly = np.mean(probabilities[~is_answerable] < least)
        print(f"below {least:.2f}: {abstained:.0%} of the answerable, {rightly:.0%} of the unanswerable")


def _passages(store: Store, question: Question) -> Choice:
    found = found_with_features(store, understand(question.text, (), question.as_of))
    of_gold = np.array([passage.headline.article_id in question.gold_ids for passage, _ in found], dtype=bool)
    has_answer = np.array(
        [
            bool(question.answer) and contains(f"{passage.headline.title} {passage.text}", question.answer)
            for passage, _ in found
        ],
        dtype=bool,
    )
    rows = np.array([astuple(features) for _, features in found])
    return Choice(rows, tuple(goal for goal in (of_gold, has_answer, of_gold & has_answer) if goal.any()))


def _sentences(store: Store, question: Question) -> Choice:
    query = understand(question.text, (), question.as_of)
    evidence = retrieve(store, query, candidates.VOTING)
    found = candidates.compared(
        store, query, candidates.observed(query, evidence, query_rarities(store, query))
    )
    right = np.array([contains(one.text, question.answer) for one in found], dtype=bool)
    return Choice(np.array([astuple(one.features) for one in found]), (right,) if right.any() else ())


def _signs(store: Store, question: Question, words_alone: bool) -> confidence.Signs | None:
    """What speaks for an answer; nothing where its limits leave no evidence at all."""
    library = store.library
    outlets, authors = library.outlets(), library.authors()
    query = dated(library, understand(question.text, (), question.as_of, outlets=outlets, authors=authors))
    query = replace(query, words_alone=words_alone)
    evidence = retrieve(store, query, candidates.VOTING)
    if not evidence:
        return None
    articles = searched(store, query).articles
    rarities = query_rarities(store, query)
    return confidence.signs(
        query, rarities, evidence, candidates.candidates(store, query, evidence, rarities), articles
    )


def _of_demo(embedder: Embedder, words_alone: bool) -> list[tuple[confidence.Signs | None, bool]]:
    """The same of the questions over the demo archive that stand by themselves, of the half for tuning."""
    kinds = {Expected.ANSWER: True, Expected.UPDATED: True, Expected.DISPUTED: True, Expected.ABSTAIN: False}
    paths = demo.paths()
    store = libraries.built(libraries.cached(*(path.read_bytes() for path in paths)), paths)
    store.embedder = embedder
    asked = [
        (Question(one.id, one.question, one.as_of), kinds[one.expect])
        for one in handwritten.questions()
        if one.half == "tune" and one.expect in kinds and not one.turns
    ]
    observed = [(_signs(store, question, words_alone), is_answerable) for question, is_answerable in asked]
    store.close()
    return observed


def _fitted(choices: Sequence[Choice]) -> NDArray[np.float64]:
    """The weights that give the right rows the largest share of the softmax over all rows of a choice."""
    fitting = [choice for choice in choices if choice.right]
    rows = np.concatenate([choice.rows for choice in fitting])
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    standard = [(choice.rows - middle) / spread for choice in fitting]
    goals = sum(len(choice.right) for choice in fitting)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = _SHRINKAGE * goals * weights @ weights, 2 * _SHRINKAGE * goals * weights
        for choice, x in zip(fitting, standard, strict=True):
            scores = x @ weights
            whole = logsumexp(scores)
            expected = np.exp(scores - whole) @ x
            for right in choice.right:
                part = logsumexp(scores[right])
                value += whole - part
                slope = slope + expected - np.exp(scores[right] - part) @ x[right]
        return float(value) / goals, slope / goals

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / spread)


def _print(name: str, kind: type, weights: NDArray[np.float64]) -> None:
    named = {field.name: round(float(weight), 2) for field, weight in zip(fields(kind), weights, strict=True)}
    print(f"{name} = {named}")


if __name__ == "__main__":
    sys.exit(main())
