"""Fits the weights of sentences and of confidence again, on the questions of even weeks.

Does not change any file: it prints what `assistant/candidates.py` and `assistant/confidence.py` should have.
`python -m tests.evals.fit --data FOLDER`.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from assistant.candidates import Features, candidates, query_rarities
from assistant.confidence import Signs, signs
from assistant.extract import SHOWN
from assistant.question import understand
from assistant.retrieve import retrieve
from index.sync import Store
from tests.evals.realtime import Question, built, contains, last_day, questions, unanswerable


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.evals.fit", description="Fits Dateline's weights.")
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="the evaluation data")
    data = parser.parse_args(arguments).data
    store = built(data)
    answerable = [q for q in questions(data) if q.answer and q.is_even_week]
    silent = unanswerable(data, last_day(store.library))[::2]
    sentences, answers, seen = [], [], []
    for question in tqdm([*answerable, *silent], unit=" questions"):
        features, has_answer, evidence_signs = _observe(store, question)
        seen.append(evidence_signs)
        if question.answer:
            sentences += features
            answers += has_answer
    store.close()
    _print_fit("candidates.WEIGHTS", Features, sentences, answers)
    _print_fit("confidence.WEIGHTS", Signs, seen, [bool(q.answer) for q in (*answerable, *silent)])
    return 0


def _observe(store: Store, question: Question) -> tuple[list[Features], list[bool], Signs]:
    query = understand(question.text, (), question.as_of)
    evidence = retrieve(store, query, SHOWN)
    rarities = query_rarities(store, query)
    found = candidates(store, query, evidence, rarities)
    has_answer = [bool(question.answer) and contains(c.text, question.answer) for c in found]
    return [c.features for c in found], has_answer, signs(rarities, evidence, found)


def _print_fit(
    name: str, kind: type[Features] | type[Signs], rows: Sequence[Features | Signs], labels: Sequence[bool]
) -> None:
    model = LogisticRegression(max_iter=2000).fit(np.array([astuple(row) for row in rows]), labels)
    weights = {field.name: round(float(w), 2) for field, w in zip(fields(kind), model.coef_[0], strict=True)}
    print(f"{name} = {weights}, BIAS = {model.intercept_[0]:.2f} ({len(rows)} rows)")


if __name__ == "__main__":
    sys.exit(main())
