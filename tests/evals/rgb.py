"""Measures RGB's English questions: silence among irrelevant snippets, and finding the answer through them.

Does not know what the figures should be. The paper (https://arxiv.org/abs/2309.01431) hands a model five
snippets of one question. Here the snippets of all questions are one archive, as a reader's articles are, once
the irrelevant ones alone and once all of them: none of these figures stands beside the paper's.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tqdm import tqdm

from assistant.types import Answer
from tests.evals import libraries
from tests.evals.measures import contains
from tests.evals.sets import Measured, record
from tests.evals.table import Table

NAME = "rgb"
_FILE = "en_fact.json"
_AS_OF = date(2024, 1, 1)
"""After the questions were written; the snippets have no day."""

_CONDITIONS = {"irrelevant only": ("negative",), "mixed": ("positive", "negative")}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question under one condition."""

    row: dict[str, Any]
    condition: str
    is_given_away: bool
    """Whether some snippet has the answer although none is meant to."""
    answer: Answer


def measured(data: Path) -> Iterator[Measured]:
    """One table, where the set is there."""
    path = data / NAME / _FILE
    if not path.is_file():
        return
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    asked = [one for condition in _CONDITIONS for one in _asked(path, rows, condition)]
    yield Measured(str(_table(asked)), [_record(one) for one in asked])


def _asked(path: Path, rows: list[dict[str, Any]], condition: str) -> Iterator[Asked]:
    settings = libraries.cached(path.read_bytes(), condition.encode())
    settings.home.mkdir(parents=True, exist_ok=True)
    snippets = {
        text: f"rgb-{row['id']}" for row in rows for kind in _CONDITIONS[condition] for text in row[kind]
    }
    articles = settings.home / "snippets.jsonl"
    articles.write_text(
        "".join(
            json.dumps({"id": f"{row}-{number}", "text": text}) + "\n"
            for number, (text, row) in enumerate(snippets.items())
        )
    )
    everything = "\n".join(snippets)
    with libraries.opened(settings, [articles]) as archive:
        for row in tqdm(rows, desc=f"{NAME}, {condition}", unit=" questions"):
            answer = archive.assistant.answer(row["query"], as_of=_AS_OF)
            yield Asked(row, condition, _has_answer(everything, row["answer"]), answer)


def _table(asked: Sequence[Asked]) -> Table[Asked]:
    parts = {name: [one for one in asked if one.condition == name] for name in _CONDITIONS}
    table = Table(f"{NAME}: the snippets of {len(asked) // len(parts)} questions as one archive", parts)
    table.mean("abstained", lambda one: float(one.answer.abstained))
    table.mean(
        "  where no snippet has the answer",
        lambda one: None if one.is_given_away else float(one.answer.abstained),
    )
    table.mean("quoted answer has it", _is_correct)
    return table


def _is_correct(asked: Asked) -> float:
    return float(_has_answer(" ".join(s.text for s in asked.answer.sentences), asked.row["answer"]))


def _has_answer(text: str, answer: str | list[str | list[str]]) -> bool:
    """Whether a text has every part of an answer; a list within the list holds ways to write one part."""
    parts = [answer] if isinstance(answer, str) else answer
    return all(any(contains(text, way) for way in ([p] if isinstance(p, str) else p)) for p in parts)


def _record(asked: Asked) -> dict[str, object]:
    scores = {
        "condition": asked.condition,
        "is_given_away": asked.is_given_away,
        "correct": _is_correct(asked),
    }
    return record(NAME, asked.row["id"], asked.answer, scores)
