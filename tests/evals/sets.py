"""What measuring a set gives: its table, and a record a question.

Does not know which sets there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant import record as records
from assistant.types import Answer


@dataclass(frozen=True, slots=True)
class Measured:
    """A table to be read, and what it was made of, to be looked into."""

    table: str
    records: list[dict[str, Any]]


def record(name: str, question_id: str, answer: Answer, scores: Mapping[str, object]) -> dict[str, Any]:
    """The answer as Dateline promises it, and what this set makes of it."""
    return {"set": name, **scores, **records.record(answer, question_id)}
