"""The RealTimeQA questions of 2022 and the library of their own corpus, built once outside the checkout.

Does not know what is measured on them.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import platformdirs
from tqdm import tqdm

from assistant.settings import Settings
from index.library import Library
from index.passages import LIMIT
from index.sentences import SPLITTING
from index.sync import Store

FOLDER = "realtimeqa-2022"
CORPUS = "corpus_2022w24-45.jsonl.gz"


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


def questions(data: Path) -> list[Question]:
    """The quiz questions, each asked on its own day."""
    return [_question(row) for row in _rows(data / FOLDER / "qa_2022w24-45.jsonl")]


def unanswerable(data: Path, as_of: date) -> list[Question]:
    """Questions about 2026, all asked on one day, so that the day does not give them away."""
    rows = _rows(data / FOLDER / "unanswerable_2026.jsonl")
    return [Question(row["question_id"], row["question_sentence"], as_of) for row in rows]


def contains(text: str, answer: str) -> bool:
    """Whether a text has an answer string, letter case and punctuation aside."""
    return _plain(answer) in _plain(text)


def library_settings(data: Path) -> Settings:
    """Settings of the corpus's library in the cache folder; it is named after what it is made of."""
    corpus = data / FOLDER / CORPUS
    made_of = hashlib.sha256(corpus.read_bytes())
    model = Settings.from_environment().embedding_model
    made_of.update(f"{model} {LIMIT} {SPLITTING}".encode())
    cache = Path(platformdirs.user_cache_dir("dateline-evals", False))
    return Settings(home=cache / made_of.hexdigest()[:16], embedding_model=model)


def built(data: Path) -> Store:
    """The corpus's library, built where it is not there yet; an interrupted build is finished."""
    store = Store(library_settings(data))
    with tqdm(desc="building the library", unit=" passages") as bar:
        for progress in store.add([data / FOLDER / CORPUS]):
            bar.total = progress.to_embed
            bar.update(progress.embedded - bar.n)
    return store


def last_day(library: Library) -> date:
    """The day of the archive's newest article."""
    last = library.status().last
    assert last is not None
    return last


def _question(row: dict[str, Any]) -> Question:
    answer = row["answer_text"][0] if row["answer_text"] else ""
    # shorter strings, mostly numbers, are found by accident
    findable = len(_plain(answer)) >= 4 and row["answer_doc_ids"]
    return Question(
        question_id=row["question_id"],
        text=row["question_sentence"],
        as_of=date.fromisoformat(row["question_date"].replace("/", "-")),
        gold_ids=frozenset(row["gold_ids"]),
        answer=answer if findable else "",
    )


def _plain(text: str) -> str:
    return re.sub(r"[^\w\s]", "", text.lower()).strip()


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]
