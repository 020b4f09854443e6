"""Measures a language model's answers beside the quoted ones, over the same questions and the same library.

Does not know which model: any setting of DATELINE_LLM will do, and its name heads its figures.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from tqdm import tqdm

from assistant.pipeline import Assistant
from assistant.types import Answer, Turn, Verdict
from index import demo
from tests.evals import handwritten, libraries, realtime
from tests.evals.handwritten import Expected
from tests.evals.measures import contains, says
from tests.evals.sets import Measured, record
from tests.evals.table import Table

QUOTED = "quoted"

_SUPPORTED = (Verdict.QUOTED, Verdict.SUPPORTED)

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Case:
    """One question; `gold` are URLs or ids of articles that a right answer cites."""

    id: str
    question: str
    as_of: date
    turns: tuple[str, ...]
    gold: frozenset[str]
    is_answerable: bool
    is_right: Callable[[str], bool] | None
    """Whether a text says the answer; none where that cannot be told from a string."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with one way of answering it."""

    case: Case
    answer: Answer
    seconds: float


def measured(setting: str, data: Path | None, count: int | None) -> Iterator[Measured]:
    """A table a set: our own questions over the demo archive, then, where they are, the RealTimeQA ones.

    `count` is how many questions of each set are asked, evenly spread; all unless given.
    """
    paths = demo.paths()
    settings = libraries.cached(*(path.read_bytes() for path in paths))
    with libraries.opened(settings, paths) as archive:
        yield _measured("demo", archive.assistant, _spread(_handwritten(), count), setting)
    if data is None:
        return
    for folder in realtime.folders(data):
        corpus = realtime.corpus(data, folder)
        with libraries.opened(realtime.library_settings(data, folder), [corpus]) as archive:
            cases = _quiz(data, folder, realtime.last_day(archive.store.library))
            yield _measured(folder, archive.assistant, _spread(cases, count), setting)


def measured_by(assistant: Assistant, cases: Sequence[Case], setting: str) -> dict[str, list[Asked]]:
    """Each question asked for quotations, then of the model, by the name of the way."""
    # of a model file the name alone: where it lies is nobody's business
    name = f"gguf:{Path(setting).name}" if setting.startswith("gguf:") else setting
    asked: dict[str, list[Asked]] = {QUOTED: [], name: []}
    for model, found in (("", asked[QUOTED]), (setting, asked[name])):
        assistant.use_model(model)
        found += [_ask(assistant, case) for case in tqdm(cases, desc=model or QUOTED, unit=" questions")]
    assistant.use_model("")
    return asked


def _measured(name: str, assistant: Assistant, cases: Sequence[Case], setting: str) -> Measured:
    asked = measured_by(assistant, cases, setting)
    title = f"{name}: {len(cases)} questions, quoted and written by {[*asked][-1]}"
    records = [
        record(name, one.case.id, one.answer, {"by": way, "seconds": one.seconds})
        for way, found in asked.items()
        for one in found
    ]
    return Measured(str(table(title, asked)), records)


def _ask(assistant: Assistant, case: Case) -> Asked:
    turns: list[Turn] = []
    for question in case.turns:
        turns.append(Turn(question, assistant.answer(question, turns=turns, as_of=case.as_of)))
    began = time.perf_counter()
    answer = assistant.answer(case.question, turns=turns, as_of=case.as_of)
    return Asked(case, answer, time.perf_counter() - began)


def table(title: str, asked: dict[str, list[Asked]]) -> Table[Asked]:
    """A column each for quotations and for the model."""
    made = Table(title, asked)
    made.mean("answer says what is asked for", _is_right)
    made.mean("abstained, answerable", partial(_abstained, True))
    made.mean("abstained, unanswerable", partial(_abstained, False))
    made.mean("articles cited that are right ones", _precision)
    made.mean("right articles that are cited", _recall)
    made.mean("citations that name what was shown", _validity)
    made.mean("sentences shown that are supported", _support)
    made.mean("  of those written, before mending", _support_as_written)
    made.mean("  shown as weak", partial(_share, Verdict.WEAK))
    made.mean("sentences removed, an answer", lambda one: _of_writing(one, len(one.answer.removed)))
    made.mean(
        "quotations shown instead", lambda one: None if one.answer.abstained else float(not one.answer.writer)
    )
    made.mean(
        "words of an answer",
        lambda one: float(len(one.answer.text.split())) if one.answer.sentences else None,
    )
    for name in ("tokens_read", "tokens_written", "first_token_ms"):
        made.mean(name.replace("_", " "), partial(_told, name))
    made.plain("seconds a question, median / 95th percentile", _speed)
    return made


def _is_right(asked: Asked) -> float | None:
    if asked.case.is_right is None:
        return None
    return float(asked.case.is_right(" ".join(sentence.text for sentence in asked.answer.sentences)))


def _abstained(answerable: bool, asked: Asked) -> float | None:
    return float(asked.answer.abstained) if asked.case.is_answerable is answerable else None


def _cited(asked: Asked) -> list[set[str]]:
    """Each article that the sentences cite, by id and URL, with those that it stands for."""
    used = {number for sentence in asked.answer.sentences for number in sentence.citations}
    articles = {
        one.headline.article_id: {
            name for h in (one.headline, *one.copies) for name in (h.article_id, h.url) if name
        }
        for one in asked.answer.citations
        if one.number in used
    }
    return list(articles.values())


def _precision(asked: Asked) -> float | None:
    cited = _cited(asked)
    if not asked.case.gold or not cited:
        return None
    return sum(bool(names & asked.case.gold) for names in cited) / len(cited)


def _recall(asked: Asked) -> float | None:
    if not asked.case.gold:
        return None
    cited = set().union(*_cited(asked))
    return len(asked.case.gold & cited) / len(asked.case.gold)


def _validity(asked: Asked) -> float | None:
    valid = len({number for sentence in asked.answer.sentences for number in sentence.citations})
    unknown = asked.answer.writing.unknown_citations if asked.answer.writing else 0
    return valid / (valid + unknown) if valid + unknown else None


def _share(verdict: Verdict, asked: Asked) -> float | None:
    sentences = asked.answer.sentences
    return sum(one.verdict is verdict for one in sentences) / len(sentences) if sentences else None


def _support(asked: Asked) -> float | None:
    sentences = asked.answer.sentences
    return sum(one.verdict in _SUPPORTED for one in sentences) / len(sentences) if sentences else None


def _support_as_written(asked: Asked) -> float | None:
    writing, sentences = asked.answer.writing, asked.answer.sentences
    written = len(sentences) + len(asked.answer.removed)
    if writing is None or not written:
        return None
    held = sum(one.verdict in _SUPPORTED for one in sentences) - writing.rewritten - writing.found_again
    return max(held, 0) / written


def _of_writing(asked: Asked, value: float) -> float | None:
    return None if asked.answer.writing is None else value


def _told(name: str, asked: Asked) -> float | None:
    value = getattr(asked.answer.writing, name, None)
    return None if value is None else float(value)


def _speed(asked: Sequence[Asked]) -> str:
    middle, high = np.percentile([one.seconds for one in asked], [50, 95])
    return f"{middle:.2f} / {high:.2f}"


def _spread(cases: Sequence[One], count: int | None) -> list[One]:
    if count is None or count >= len(cases):
        return list(cases)
    return [cases[i * len(cases) // count] for i in range(count)]


def _handwritten() -> list[Case]:
    urls = {file: url for url, file in handwritten.files_by_url().items()}
    cases = []
    for one in handwritten.questions():
        sides = [*one.both, *([one.answer] if one.answer else [])]
        cases.append(
            Case(
                one.id,
                one.question,
                one.as_of,
                one.turns,
                frozenset(urls[file] for file in one.gold),
                one.expect not in (Expected.ABSTAIN, Expected.PREMISE),
                partial(_says_all, sides) if sides else None,
            )
        )
    return cases


def _says_all(sides: Sequence[Sequence[str]], text: str) -> bool:
    return all(any(says(text, way) for way in side) for side in sides)


def _quiz(data: Path, folder: str, last: date) -> list[Case]:
    judged = [q for q in realtime.questions(data, folder) if q.answer]
    cases = [
        Case(q.question_id, q.text, q.as_of, (), q.gold_ids, True, partial(contains, answer=q.answer))
        for q in judged
    ]
    silent = realtime.unanswerable(data, last, folder)
    return cases + [Case(q.question_id, q.text, q.as_of, (), frozenset(), False, None) for q in silent]
