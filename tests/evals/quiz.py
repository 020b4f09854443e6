"""Measures the RealTimeQA sets: rankings, quoted answers, abstention, risk and speed.

Does not know what the figures should be.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from tqdm import tqdm

from assistant.choosing import LONGEST
from assistant.extract import READ, quote
from assistant.types import Answer, Evidence
from tests.evals import libraries, realtime
from tests.evals.libraries import Opened
from tests.evals.measures import area_under_risk, area_under_roc, contains, hit, reciprocal_rank, risk_at
from tests.evals.rankings import ALL, RANKINGS, WORDS
from tests.evals.realtime import Question
from tests.evals.sets import Measured, record
from tests.evals.table import Table


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what Dateline answered, and each ranking of passages where it can be judged."""

    question: Question
    is_tuned_on: bool
    answer: Answer
    seconds: float
    rankings: dict[str, Sequence[Evidence]]
    from_words: Answer | None = None
    """Quoted from the ranking by BM25 alone, which has no confidence; not of unanswerable questions."""

    @property
    def has_no_answer(self) -> bool:
        """Whether silence is the only right answer."""
        return not (self.question.answer or self.question.gold_ids)

    @property
    def quoted(self) -> str:
        """The sentences without their markers."""
        return " ".join(sentence.text for sentence in self.answer.sentences)


def measured(data: Path) -> Iterator[Measured]:
    """One table a set that is there."""
    for folder in realtime.folders(data):
        yield _measured(data, folder)


def _measured(data: Path, folder: str) -> Measured:
    settings, corpus = realtime.library_settings(data, folder), realtime.corpus(data, folder)
    judged = [q for q in realtime.questions(data, folder) if q.answer or q.gold_ids]
    with libraries.opened(settings, [corpus]) as archive:
        silent = realtime.unanswerable(data, realtime.last_day(archive.store.library), folder)
        halves = [(q, q.is_even_week) for q in judged] + [(q, i % 2 == 0) for i, q in enumerate(silent)]
        asked = [_ask(archive, *half) for half in tqdm(halves, desc=folder, unit=" questions")]
    title = f"{folder}: {len(judged)} questions that can be judged, {len(silent)} unanswerable"
    return Measured(str(_table(title, asked)), [_record(folder, one) for one in asked])


def _ask(archive: Opened, question: Question, is_tuned_on: bool) -> Asked:
    began = time.perf_counter()
    answer = archive.assistant.answer(question.text, as_of=question.as_of)
    seconds = time.perf_counter() - began
    asked = Asked(question, is_tuned_on, answer, seconds, {})
    if asked.has_no_answer:
        return asked
    rankings = {name: rank(archive.store, answer.query) for name, rank in RANKINGS.items()}
    best = rankings[WORDS][: READ[answer.query.kind]]
    from_words = quote(archive.store, answer.query, best, least=0.0)
    return replace(asked, rankings=rankings, from_words=from_words)


def _table(title: str, asked: Sequence[Asked]) -> Table[Asked]:
    table = Table(
        title,
        {
            "all": asked,
            "even weeks (tuned on)": [a for a in asked if a.is_tuned_on],
            "odd weeks": [a for a in asked if not a.is_tuned_on],
        },
    )
    for name in RANKINGS:
        for count in (1, 4, 10):
            table.mean(f"{name}: article Hits@{count}", partial(_hit, name, count))
        table.mean(f"{name}: article MRR@10", partial(_reciprocal_rank, name))
        for count in (5, 10):
            table.mean(f"{name}: answer recall@{count} in passages", partial(_recalled, name, count))
    table.mean(f"quoted answer, at most {LONGEST} words, has it", _is_correct)
    table.mean("  quoted from BM25 alone, at any confidence, has it", _words_alone)
    table.mean("  first sentence of the best passage has it", _first_sentence)
    table.mean("  always abstain", lambda a: 0.0 if a.question.answer else None)
    table.mean("first citation's passage has it", _first_citation)
    table.mean("words of an answer that is given", lambda a: _words(a) if a.answer.sentences else None)
    table.mean("abstained, answerable", lambda a: float(a.answer.abstained) if a.question.answer else None)
    table.mean("abstained, unanswerable", lambda a: float(a.answer.abstained) if a.has_no_answer else None)
    table.mean("  always abstain, either", lambda a: 1.0 if a.question.answer or a.has_no_answer else None)
    table.figure("ROC area of confidence, answerable or not", _answerable, area_under_roc)
    for share in (0.25, 0.5, 0.75, 1.0):
        table.figure(f"risk of the surest {share:.0%} given, answerable", _risk, risk_at(share))
    table.figure("area under risk-coverage, answerable", _risk, area_under_risk)
    table.figure("area under risk-coverage, both", _risk_of_either, area_under_risk)
    table.plain("seconds a question, median / 95th percentile", _speed)
    return table


def _articles(asked: Asked, ranking: str) -> list[set[str]]:
    """By rank, an article with the copies that it stands for; each article once."""
    articles, seen = [], set[str]()
    for evidence in asked.rankings[ranking]:
        if evidence.passage.headline.article_id not in seen:
            seen.add(evidence.passage.headline.article_id)
            copies = {copy.article_id for copy in evidence.copies}
            articles.append({evidence.passage.headline.article_id, *copies})
    return articles


def _hit(ranking: str, count: int, asked: Asked) -> float | None:
    gold = asked.question.gold_ids
    return hit(_articles(asked, ranking), gold, count) if gold else None


def _reciprocal_rank(ranking: str, asked: Asked) -> float | None:
    gold = asked.question.gold_ids
    return reciprocal_rank(_articles(asked, ranking), gold) if gold else None


def _recalled(ranking: str, count: int, asked: Asked) -> float | None:
    if not asked.question.answer:
        return None
    best = [evidence.passage for evidence in asked.rankings[ranking][:count]]
    return _has_it(asked, "\n".join(f"{passage.headline.title} {passage.text}" for passage in best))


def _has_it(asked: Asked, text: str) -> float | None:
    return float(contains(text, asked.question.answer)) if asked.question.answer else None


def _is_correct(asked: Asked) -> float | None:
    return _has_it(asked, asked.quoted if _words(asked) <= LONGEST else "")


def _words(asked: Asked) -> float:
    return float(len(asked.quoted.split()))


def _words_alone(asked: Asked) -> float | None:
    sentences = asked.from_words.sentences if asked.from_words else ()
    text = " ".join(sentence.text for sentence in sentences)
    return _has_it(asked, text if len(text.split()) <= LONGEST else "")


def _first_sentence(asked: Asked) -> float | None:
    if not asked.question.answer or not asked.rankings[ALL]:
        return _has_it(asked, "")
    best = asked.rankings[ALL][0].passage
    return _has_it(asked, best.quote(*best.sentences[0]))


def _first_citation(asked: Asked) -> float | None:
    return _has_it(asked, asked.answer.citations[0].passage.text if asked.answer.citations else "")


def _answerable(asked: Asked) -> tuple[float, float] | None:
    if asked.question.answer or asked.has_no_answer:
        return asked.answer.confidence, float(bool(asked.question.answer))
    return None


def _risk(asked: Asked) -> tuple[float, float] | None:
    return _risk_of_either(asked) if asked.question.answer else None


def _risk_of_either(asked: Asked) -> tuple[float, float] | None:
    """Of an answer that was given: how sure Dateline was, and whether it is right. An answer to what cannot
    be answered is wrong."""
    if asked.answer.abstained or _answerable(asked) is None:
        return None
    return asked.answer.confidence, _is_correct(asked) or 0.0


def _speed(asked: Sequence[Asked]) -> str:
    middle, high = np.percentile([one.seconds for one in asked], [50, 95])
    return f"{middle:.2f} / {high:.2f}"


def _record(folder: str, asked: Asked) -> dict[str, object]:
    scores = {
        "gold_answer": asked.question.answer,
        "gold": sorted(asked.question.gold_ids),
        "correct": _is_correct(asked),
        "seconds": asked.seconds,
        "rankings": {
            name: [evidence.passage.passage_id for evidence in ranking[:10]]
            for name, ranking in asked.rankings.items()
        },
    }
    return record(folder, asked.question.question_id, asked.answer, scores)
