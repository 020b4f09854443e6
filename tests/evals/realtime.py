"""The RealTimeQA questions of some weeks and the library of their own corpus.

Does not know what is measured on them. A folder holds `corpus_*.jsonl.gz`, `qa_*.jsonl` and perhaps
`unanswerable_*.jsonl`: questions about days long after the corpus.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from index.library import Library
from index.sync import Store
from tests.evals import libraries
from tests.evals.measures import contains as contains
from tests.evals.measures import plain

FOLDER = "realtimeqa-2022"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `answer` is empty where no answer string can be looked for."""

    question_id: str
    text: str
    as_of: date
    gold_ids: frozenset[str] = frozenset()
    answer: str = ""

    @property
    def is_even_week(self) -> bool:
        """Even weeks are for tuning, odd ones are reported apart."""
        return self.as_of.isocalendar().week % 2 == 0


def folders(data: Path) -> list[str]:
    """The names of the sets of this format that are there."""
    return sorted({path.parent.name for path in data.glob("realtimeqa-*/corpus_*.jsonl.gz")})


def questions(data: Path, folder: str = FOLDER) -> list[Question]:
    """The quiz questions, each asked on its own day."""
    return [_question(row) for row in _rows(data / folder, "qa_[0-9]*.jsonl")]


def unanswerable(data: Path, as_of: date, folder: str = FOLDER) -> list[Question]:
    """Questions that the corpus cannot answer, all asked on one day, so that the day does not give them
    away."""
    rows = _rows(data / folder, "unanswerable_*.jsonl")
    return [Question(row["question_id"], row["question_sentence"], as_of) for row in rows]


def corpus(data: Path, folder: str = FOLDER) -> Path:
    """The file of the articles."""
    return next(iter(sorted((data / folder).glob("corpus_*.jsonl.gz"))))


def library_settings(data: Path, folder: str = FOLDER) -> Settings:
    """Settings of the corpus's library in the cache folder."""
    return libraries.cached(corpus(data, folder).read_bytes())


def built(data: Path, folder: str = FOLDER) -> Store:
    """The corpus's library, built where it is not there yet; an interrupted build is finished."""
    return libraries.built(library_settings(data, folder), [corpus(data, folder)])


def last_day(library: Library) -> date:
    """The day of the archive's newest article."""
    last = library.status().last
    assert last is not None
    return last


def _question(row: dict[str, Any]) -> Question:
    answer = row["answer_text"][0] if row["answer_text"] else ""
    # shorter strings, mostly numbers, are found by accident
    findable = len(plain(answer)) >= 4 and row["answer_doc_ids"]
    return Question(
        question_id=row["question_id"],
        text=row["question_sentence"],
        as_of=date.fromisoformat(row["question_date"].replace("/", "-")),
        gold_ids=frozenset(row["gold_ids"]),
        answer=answer if findable else "",
    )


def _rows(folder: Path, pattern: str) -> list[dict[str, Any]]:
    paths = sorted(folder.glob(pattern))
    return [json.loads(line) for path in paths for line in path.read_text().splitlines()]
