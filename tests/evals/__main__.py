"""Measures retrieval, quoted answers, abstention and speed, and prints one table.

Does not know what the figures should be; `LOG.md` keeps them. The folder of evaluation data is no part of
the project: `python -m tests.evals --data FOLDER`.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from tqdm import tqdm

from assistant.extract import LONGEST, READ, quote
from assistant.question import understand
from assistant.retrieve import DEPTH, by_words, nearest, retrieve
from assistant.types import Answer
from index.article import Passage
from index.sync import Store
from tests.evals.realtime import FOLDER, Question, built, contains, last_day, questions, unanswerable

_RESAMPLED = 2000
"""Bootstrap samples for a 95% interval."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with each ranking of passages and the quoted answer."""

    question: Question
    rankings: dict[str, list[Passage]]
    answer: Answer
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0 also where the data is not there, after saying so."""
    parser = argparse.ArgumentParser(prog="python -m tests.evals", description="Measures Dateline.")
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="the evaluation data")
    data = parser.parse_args(arguments).data
    if not (data / FOLDER).is_dir():
        print(f"skipped: {data / FOLDER} is not there, and the project does not ship it")
        return 0
    store = built(data)
    store.embedder.load()
    asked = [_ask(store, question) for question in tqdm(questions(data), unit=" questions")]
    unknown = [
        _ask(store, question)
        for question in tqdm(unanswerable(data, last_day(store.library)), unit=" unanswerable")
    ]
    store.close()
    _print_table(asked, unknown)
    return 0


def _ask(store: Store, question: Question) -> Asked:
    query = understand(question.text, (), question.as_of)
    began = time.perf_counter()
    evidence = retrieve(store, query, READ[query.kind])
    answer = quote(store, query, evidence)
    seconds = time.perf_counter() - began
    rankings = {
        "BM25 alone": store.library.passages(by_words(store, query)),
        "vectors alone": store.library.passages(nearest(store, query)),
        "fused": [e.passage for e in retrieve(store, query, DEPTH)],
    }
    return Asked(question, rankings, answer, seconds)


def _print_table(asked: Sequence[Asked], unknown: Sequence[Asked]) -> None:
    parts = {
        "all": asked,
        "even (tuned on)": [a for a in asked if a.question.is_even_week],
        "odd": [a for a in asked if not a.question.is_even_week],
    }
    print(f"{'figure':<44}" + "".join(f"{name:>26}" for name in parts))

    def row(name: str, score: Callable[[Asked], float | None]) -> None:
        print(
            f"{name:<44}" + "".join(f"{_interval([score(a) for a in part]):>26}" for part in parts.values())
        )

    for name in asked[0].rankings:
        for count in (1, 4, 10):
            row(f"{name}: article Hits@{count}", partial(_hit, name, count))
        row(f"{name}: article MRR@10", partial(_reciprocal_rank, name))
        for count in (5, 10):
            row(f"{name}: answer recall@{count}", partial(_recalled, name, count))
    row(f"quoted answer, at most {LONGEST} words, has it", _quoted)
    row("first sentence of the best passage does", _first_sentence)
    row("words of an answer, mean", lambda a: _words(a) if a.question.answer else None)
    row("abstained, answerable", lambda a: float(a.answer.abstained) if a.question.answer else None)
    print(f"{'abstained, unanswerable':<44}{_interval([float(a.answer.abstained) for a in unknown]):>26}")
    seconds = np.array([a.seconds for a in (*asked, *unknown)])
    middle, high = np.percentile(seconds, [50, 95])
    print(f"seconds a question: median {middle:.2f}, 95th percentile {high:.2f}")


def _articles(asked: Asked, ranking: str) -> list[str]:
    return list(dict.fromkeys(passage.headline.article_id for passage in asked.rankings[ranking]))[:10]


def _hit(ranking: str, count: int, asked: Asked) -> float | None:
    gold = asked.question.gold_ids
    return float(bool(gold & set(_articles(asked, ranking)[:count]))) if gold else None


def _reciprocal_rank(ranking: str, asked: Asked) -> float | None:
    if not asked.question.gold_ids:
        return None
    places = [i for i, a in enumerate(_articles(asked, ranking), start=1) if a in asked.question.gold_ids]
    return 1 / places[0] if places else 0.0


def _recalled(ranking: str, count: int, asked: Asked) -> float | None:
    texts = [f"{p.headline.title} {p.text}" for p in asked.rankings[ranking][:count]]
    return _contained("\n".join(texts), asked)


def _contained(text: str, asked: Asked) -> float | None:
    answer = asked.question.answer
    return float(contains(text, answer)) if answer else None


def _quoted(asked: Asked) -> float | None:
    return _contained(asked.answer.text if _words(asked) <= LONGEST else "", asked)


def _first_sentence(asked: Asked) -> float | None:
    best = asked.rankings["fused"][0]
    start, end = best.sentences[0]
    return _contained(best.text[start - best.start : end - best.start], asked)


def _words(asked: Asked) -> float:
    return float(sum(len(sentence.text.split()) for sentence in asked.answer.sentences))


def _interval(scores: Sequence[float | None]) -> str:
    """The mean with its 95% bootstrap interval and how many questions it is of."""
    known = np.array([score for score in scores if score is not None])
    if not len(known):
        return "-"
    drawn = np.random.default_rng(0).choice(known, (_RESAMPLED, len(known))).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{known.mean():.3f} [{low:.2f} {high:.2f}] n={len(known)}"


if __name__ == "__main__":
    sys.exit(main())
